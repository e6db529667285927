/* What a dialect must supply, and the pieces it is given to write it with.
 * Only the dialect room itself includes this. */
#ifndef LIMBECK_DIALECT_COMPILER_H
#define LIMBECK_DIALECT_COMPILER_H

#include "limbeck/base/map.h"
#include "limbeck/dialect/dialect.h"

typedef VECTOR(const Table *) FromVector;

/* What the statements around a nested one read from. */
typedef struct Enclosing {
    FromVector froms;
    const struct Enclosing *outer;
} Enclosing;

typedef struct AnonymousName {
    const Table *table;
    const char *name;
} AnonymousName;

typedef struct CteText {
    const Table *table;
    const char *text;
} CteText;

typedef struct Compiler {
    Arena *arena;
    const CompileOptions *options;
    const Dialect *dialect;
    Text out;
    CompiledSql *compiled; /* receives parameters */
    bool include_table;    /* columns as table.column */
    bool literal_binds;
    bool in_operator; /* inside an operator: JSON access takes parentheses there */
    const Enclosing *enclosing;
    Map anonymous_counts; /* base name -> how many names were made of it */
    VECTOR(AnonymousName) anonymous;
    VECTOR(CteText) ctes;
    FromVector open_ctes;
    bool has_recursive_cte;
    Error *error;
} Compiler;

/* How a type's text is made from its spelling. */
typedef enum {
    SPELL_PLAIN,
    SPELL_LENGTH,          /* NAME(n) COLLATE "c" */
    SPELL_PRECISION,       /* NAME(p) */
    SPELL_PRECISION_SCALE, /* NAME(p, s) */
    SPELL_TIME_ZONE,       /* NAME(p) WITH TIME ZONE */
    SPELL_INTERVAL,
    SPELL_ENUM,
    SPELL_ARRAY,
    SPELL_BIT,
    SPELL_NAMED, /* by the type's own name */
    SPELL_REFUSED,
} Spelling;

typedef struct TypeSpelling {
    const char *text; /* NULL: the dialect has no such type */
    Spelling spelling;
} TypeSpelling;

/* An operator as one dialect writes it, with its blanks. */
typedef struct OperatorSpelling {
    SqlOperator operator_;
    const char *text;
} OperatorSpelling;

/* Everything a dialect must supply. A generic file of this folder never asks which dialect it has. */
struct Dialect {
    const char *name;
    SqlSyntax syntax; /* which its texts are written in */
    bool transactional_ddl;
    bool supports_comments;
    bool native_boolean; /* true and false, not 1 and 0 */
    bool returning_names_table;
    bool has_ilike;
    bool has_pattern_operators; /* LIKE's relatives, regular expressions, containment, XOR */
    bool has_json_operators;    /* -> and ->>, and jsonb['key'] */
    bool has_native_enums;      /* CREATE TYPE */
    bool has_arrays;
    bool has_identity_columns;
    bool has_extract; /* EXTRACT(field FROM moment); else strftime() */
    bool has_exclude; /* EXCLUDE constraints */
    bool has_distinct_on;
    bool has_row_locks;               /* FOR UPDATE; others leave it out */
    bool has_delete_using;            /* DELETE over several tables */
    bool has_conflict_constraint;     /* ON CONFLICT ON CONSTRAINT */
    bool has_type_using;              /* ALTER COLUMN ... TYPE ... USING */
    bool has_keys_across_schemas;     /* foreign keys; others leave the schema out */
    bool adds_constraints;            /* ALTER TABLE ADD CONSTRAINT */
    bool names_constraints_by_schema; /* two tables of a schema cannot have one name */
    bool returns_new_keys;            /* INSERT ... RETURNING the key SQLAlchemy needs */
    bool casts_json;                  /* a value of JSON is cast like any other */
    bool writes_key_inline;           /* INTEGER PRIMARY KEY in the column of a rowid table */
    bool writes_rows_as_values;       /* IN (VALUES (1, 2), ...) */
    bool divides_by_adding_zero;      /* a / (b + 0.0), where there is no CAST to NUMERIC */
    bool keeps_moments_as_text;
    bool escapes_backslashes;     /* in what is printed: \\ in texts */
    bool prints_every_form;       /* SQLAlchemy has no form that it prints with a '?' */
    const char *bytes_prefix;     /* "X'" before hexadecimal digits */
    const char *limit, *no_limit; /* "\n LIMIT "; what stands there before an OFFSET alone */
    const char *no_offset;        /* behind a LIMIT without OFFSET */
    const char *empty_in, *empty_not_in;
    const OperatorSpelling *operators; /* that it writes otherwise, ended by a NULL text; may be NULL */
    size_t longest_name;               /* in characters; 0: any */
    const char *const *reserved_words; /* sorted */
    size_t reserved_count;
    const TypeSpelling *types;                                                         /* by TypeKind */
    bool (*column_type)(Compiler *compiler, const Table *table, const Column *column); /* type and default */
    bool (*column_tail)(Compiler *compiler, const Table *table, const Column *column); /* after type: NOT NULL ... */
    bool (*table_tail)(Compiler *compiler, const Table *table);
    bool (*create_index)(Compiler *compiler, const Index *index, bool if_not_exists);
    bool (*drop_index)(Compiler *compiler, const Index *index, bool if_exists);
    bool (*constraint_tail)(Compiler *compiler, const Constraint *constraint);
    const char *(*function)(const char *name,
                            size_t argument_count); /* a function's own spelling, whole; NULL: as written */
    bool (*alter_column)(Compiler *compiler, const Operation *operation, CompiledVector *statements);
    bool (*server_default)(Compiler *compiler, const Expression *value); /* what stands after DEFAULT */
    const char *rename_column;                                           /* "RENAME " or "RENAME COLUMN " */
    bool (*alter_constraint)(Compiler *compiler); /* may constraints be added and dropped? fails if not */
    void (*parameter)(Compiler *compiler, size_t number);
    void (*mark_undecided)(Arena *arena, CompiledSql *compiled); /* its parameters; NULL: there are none such */
};

extern const Dialect postgresql_dialect;
extern const Dialect sqlite_dialect;

/* postgresql/undecided.c */
void postgresql_mark_undecided(Arena *arena, CompiledSql *compiled);

/* dialect.c */
bool refuse(Compiler *compiler, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool compile_type(Compiler *compiler, const SqlType *type);

/* quote.c */
void append_quoted(Compiler *compiler, const char *identifier);
void append_table(Compiler *compiler, const char *name, const char *schema);
/* Too long a name is shortened where a convention or op.f() answers for it, else refused. */
bool append_constraint_name(Compiler *compiler, const Constraint *constraint);
bool append_index_name(Compiler *compiler, const Index *index, const char *schema);
void append_column_list(Compiler *compiler, const StringVector *columns);
bool append_literal(Compiler *compiler, const Literal *literal, const SqlType *type);
void append_text_literal(Compiler *compiler, const char *text);

/* expression.c */
bool compile_expression(Compiler *compiler, const Expression *expression);
/* A condition: a bare boolean column is "x = 1" where there are no native booleans. */
bool compile_as_boolean(Compiler *compiler, const Expression *condition);
/* In parentheses when it is an operation. */
bool compile_grouped(Compiler *compiler, const Expression *expression);
bool compile_list(Compiler *compiler, const ExpressionList *list, const char *separator);
/* select.c */
/* `derived`: the query stands in a FROM, so its columns are named. */
bool compile_query(Compiler *compiler, const Statement *query, bool derived);
bool compile_scalar(Compiler *compiler, const Statement *query); /* nested in an expression */
bool compile_from_element(Compiler *compiler, const Table *table);
const char *from_name(Compiler *compiler, const Table *table);
size_t anonymous_number(Compiler *compiler, const char *base);
/* Every FROM element the expression's columns belong to. */
void expression_froms(Arena *arena, const Expression *expression, FromVector *froms);
/* The element itself and all members of a join. */
void table_members(Arena *arena, const Table *from, FromVector *members);
/* The statement behind its WITH, where it has any. */
const char *with_ctes(Compiler *compiler, const char *statement);
/* statement.c */
bool compile_where(Compiler *compiler, const ExpressionList *where, const char *keyword);
/* ddl.c */
bool compile_column(Compiler *compiler, const Table *table, const Column *column);
bool compile_constraint(Compiler *compiler, const Constraint *constraint);
bool is_said_by_type(const Compiler *compiler, const Constraint *constraint);
bool compile_create_table(Compiler *compiler, const Table *table, bool if_not_exists);
bool compile_default(Compiler *compiler, const Expression *server_default);
void append_alter_table(Compiler *compiler, const Operation *operation);
/* SQL inside DDL: columns without their table, values written out */
bool compile_ddl_expression(Compiler *compiler, const Expression *expression);

/* alter.c: nothing when the change has no such part */
bool alter_type(Compiler *compiler, const Operation *operation, CompiledVector *statements);
bool alter_nullable(Compiler *compiler, const Operation *operation, CompiledVector *statements);
bool alter_default(Compiler *compiler, const Operation *operation, CompiledVector *statements);
bool alter_comment(Compiler *compiler, const Operation *operation, CompiledVector *statements);
bool alter_name(Compiler *compiler, const Operation *operation, CompiledVector *statements);

/* operation.c */
bool finish_statement(Compiler *compiler, CompiledVector *statements);

#endif
