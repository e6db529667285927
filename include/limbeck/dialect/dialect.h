/* Operations and statements to SQL text, exactly as Alembic and SQLAlchemy
 * write it. Uses no connection: the facts of the server are passed in as values.
 *
 *     CompileOptions options = compile_options(dialect_named("postgresql"), MODE_OFFLINE);
 *     CompiledVector statements = {0};
 *     if (!compile_operation(arena, &options, operation, &statements, error)) ...
 *
 * What a dialect cannot say is an ERROR_UNSUPPORTED without a place; the caller
 * knows where in the script it was asked. */
#ifndef LIMBECK_DIALECT_DIALECT_H
#define LIMBECK_DIALECT_DIALECT_H

#include "limbeck/base/error.h"
#include "limbeck/operations/operation.h"
#include "limbeck/schema/dialect_traits.h"
#include "limbeck/schema/type_memo.h"
#include "limbeck/sql/syntax.h"

typedef struct Dialect Dialect;

typedef enum {
    MODE_OFFLINE, /* values as literals, as `alembic --sql` writes them */
    MODE_EXECUTE, /* values as parameters: $1 or ? */
} CompileMode;

typedef struct CompileOptions {
    const Dialect *dialect;
    CompileMode mode;
    bool double_percents;      /* offline, for a driver with %s parameters */
    bool backslash_escapes;    /* offline PostgreSQL: SQLAlchemy doubles backslashes */
    bool shows_bytes;          /* bytes that are no text as the server writes them; else refused, as SQLAlchemy does */
    const ParameterSet *given; /* offline: the values of :names; may be NULL */
    TypeMemo *type_memo;       /* the types that this run has created; NULL: each table creates the types it needs */
} CompileOptions;

typedef struct SqlParameter {
    const char *name; /* a :name in text() whose value is not known yet */
    Literal value;
    TypeAffinity affinity;
    bool null_is_json; /* None is sent as the JSON value null */
    bool is_undecided; /* the server cannot infer its type from the SQL around it */
} SqlParameter;

/* Converts the value to what the parameter's type requires. */
Literal parameter_literal(Arena *arena, const Dialect *dialect, const SqlParameter *parameter, const Literal *literal);

typedef struct CompiledSql {
    const char *sql;
    VECTOR(SqlParameter) parameters; /* in order of $1, $2 or ? */
} CompiledSql;

typedef VECTOR(CompiledSql) CompiledVector;

/* NULL for a dialect that limbeck does not have. */
const Dialect *dialect_named(const char *name);
/* The dialect when there is no URL. */
const Dialect *dialect_default(void);
const char *dialect_name(const Dialect *dialect);
/* Without a dialect, none is set. */
const DialectTraits *dialect_traits(const Dialect *dialect);
/* Another dialect, to compare with. */
const Dialect *dialect_after(const Dialect *dialect);
SqlSyntax dialect_syntax(const Dialect *dialect);
bool dialect_has_transactional_ddl(const Dialect *dialect); /* Alembic's transactional_ddl: false for SQLite */

/* Without @compiles functions, naming conventions or a memo of types; the caller adds them. */
CompileOptions compile_options(const Dialect *dialect, CompileMode mode);

/* One operation may be several statements. */
bool compile_operation(Arena *arena, const CompileOptions *options, const Operation *operation,
                       CompiledVector *statements, Error *error);
bool compile_statement(Arena *arena, const CompileOptions *options, const Statement *statement, CompiledSql *compiled,
                       Error *error);

/* Forgets the types that the statement drops or renames, so that the next table creates them again. Alembic
 * does not, and fails there. */
void type_memo_forget_changed(TypeMemo *memo, const char *sql);

/* Quotes an identifier if the dialect requires it. */
char *dialect_quote(Arena *arena, const Dialect *dialect, const char *name);

/* A type's text, "VARCHAR(20)", for display. */
bool dialect_type_text(Arena *arena, const Dialect *dialect, const SqlType *type, const char **text, Error *error);

/* An expression as in DDL: columns without their table, values as literals. */
bool dialect_expression_text(Arena *arena, const Dialect *dialect, const Expression *expression, const char **text,
                             Error *error);

/* A column's server default: the text after DEFAULT. */
bool dialect_default_text(Arena *arena, const Dialect *dialect, const Expression *server_default, const char **text,
                          Error *error);

/* The name as it reaches the server: too long and final (op.f()) names are shortened. */
const char *dialect_final_name(Arena *arena, const Dialect *dialect, const char *name, bool is_final);

/* The value as the dialect stores it: SQLite stores dates, times and UUIDs as text. */
Literal dialect_literal(Arena *arena, const Dialect *dialect, const Literal *literal);

/* Formats one statement as Alembic's offline mode: tabs become four spaces, blanks at both ends are removed, the
 * terminator is added. */
char *offline_text(Arena *arena, const char *sql);

#endif
