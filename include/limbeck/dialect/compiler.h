/* What a dialect must supply, and the pieces it is given to write it with.
 * Only the dialect room itself includes this. */
#ifndef LIMBECK_DIALECT_COMPILER_H
#define LIMBECK_DIALECT_COMPILER_H

#include "limbeck/base/map.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/schema/labels.h"

typedef VECTOR(const Table *) FromVector;

/* The statements around what is written, the innermost first. */
typedef struct Enclosing {
    FromVector read;        /* what it reads itself */
    FromVector correlated;  /* and what those around it read */
    const Statement *query; /* whose columns ORDER BY and its like may name; NULL for none */
    size_t level;
    const struct Enclosing *outer;
} Enclosing;

/* A name that was made up, as it is written in this statement. */
typedef struct MadeUpName {
    const char *token;
    const char *name;
} MadeUpName;

typedef struct CteRow {
    const Table *cte;
    const char *name; /* as it is written */
    const char *text; /* NULL while it is being written, or where another one has it */
    size_t level;
    bool nests_here;
} CteRow;

typedef struct Compiler {
    Arena *arena;
    const CompileOptions *options;
    const Dialect *dialect;
    Text out;
    CompiledSql *compiled; /* receives parameters */
    bool include_table;    /* columns as table.column */
    bool include_schema;   /* and schema.table.column */
    bool literal_binds;
    bool in_operator;              /* inside an operator: JSON access takes parentheses there */
    bool in_columns;               /* of a SELECT: a label is written with AS */
    bool in_label;                 /* below such a label */
    bool is_derived;               /* an INSERT that stands in a WITH */
    const Expression *label_alone; /* the label that stands by its name, in ORDER BY */
    const Table *columns_of;       /* whose columns a list of names means; NULL where it does not say */
    const Enclosing *enclosing;
    Map made_up_counts; /* base name -> how many names were made of it */
    VECTOR(MadeUpName) made_up;
    VECTOR(CteRow) ctes;
    const Table *open_cte;
    const Statement *hints; /* whose with_hint() count */
    const Table *enclosing_alias;
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
    bool escapes_backslashes;                      /* in what is printed: \\ in texts */
    bool prints_every_form;                        /* SQLAlchemy has no form that it prints with a '?' */
    const char *limit, *no_limit;                  /* "\n LIMIT "; the value written when only OFFSET is given */
    const char *no_offset;                         /* behind a LIMIT without OFFSET */
    const char *empty_in, *empty_not_in;           /* IN (): '#' stands for the values */
    const char *empty_rows_in, *empty_rows_not_in; /* of rows of several values */
    const char *nothing;                           /* such a value */
    bool has_sequences;
    bool has_only;                     /* FROM ONLY table */
    bool groups_fetched;               /* FETCH FIRST (n) ROWS */
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
    const char *(*function)(const char *name);      /* that takes no arguments, whole; NULL: as written */
    const char *(*function_name)(const char *name); /* as this database has it */
    bool (*(*special_function)(const Expression *function))(Compiler *, const Expression *); /* NULL: none */
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
void append_identifier(Compiler *compiler, const char *name, bool always);
void append_identifier_if(Compiler *compiler, const char *name, bool quotes);
/* A text in quotes, percent signs and backslashes as they are. */
void append_plain_text(Compiler *compiler, const char *text);
void append_table(Compiler *compiler, const char *name, const char *schema);
/* Too long a name is shortened where a convention or op.f() answers for it, else refused. */
bool append_constraint_name(Compiler *compiler, const Constraint *constraint);
bool append_index_name(Compiler *compiler, const Index *index, const char *schema);
void append_column_list(Compiler *compiler, const StringVector *columns);
bool append_literal(Compiler *compiler, const Literal *literal, const SqlType *type);
void append_text_literal(Compiler *compiler, const char *text);

/* names.c */
/* As it is written in this statement. */
const char *written_name(Compiler *compiler, const char *name);
void append_written_name(Compiler *compiler, const char *name, int quote);
/* Too long a name that SQLAlchemy made is shortened. */
void append_label(Compiler *compiler, const char *name);
void append_table_of(Compiler *compiler, const Table *table);
void append_index_table(Compiler *compiler, const Index *index);
void append_lower(Text *out, const char *word);
/* " REFERENCES t (id) ON DELETE CASCADE" behind a column */
bool compile_reference(Compiler *compiler, const Constraint *constraint);

/* expression.c */
bool compile_expression(Compiler *compiler, const Expression *expression);
bool compile_list(Compiler *compiler, const ExpressionList *list, const char *separator);
/* %(name)s, which stands for a parameter to SQLAlchemy. */
bool has_percent_name(const char *text);

/* select.c */
/* `derived`: the query stands in a FROM, so its columns are named. */
typedef struct QueryPlace {
    bool derived;
    bool lateral;
    bool is_part; /* a part of a UNION or an INSERT: the whole statement writes WITH */
    bool is_first;
} QueryPlace;

bool compile_query(Compiler *compiler, const Statement *query, const QueryPlace *place);
bool compile_scalar(Compiler *compiler, const Statement *query); /* nested in an expression */
bool compile_order_items(Compiler *compiler, const ExpressionList *items);

/* select_columns.c */
bool compile_selected(Compiler *compiler, const SelectedColumns *selected, bool derived);
bool compile_named(Compiler *compiler, const Expression *name);
/* The label, or what orders by it, if it is one of the columns of the query around. */
const Expression *label_to_stand(Compiler *compiler, const Expression *item);

/* froms.c */
/* Every FROM element the expression's columns belong to. */
void expression_froms(Arena *arena, const Expression *expression, FromVector *froms);
/* The element itself and all members of a join. */
void table_members(Arena *arena, const Table *from, FromVector *members);
void statement_froms(Arena *arena, const Statement *select, FromVector *froms);
bool froms_contain(const FromVector *froms, const Table *table);
bool shown_froms(Compiler *compiler, const Statement *select, const QueryPlace *place, FromVector *froms);

/* from_elements.c */
bool compile_from_element(Compiler *compiler, const Table *table);
bool compile_values(Compiler *compiler, const ValueRows *values);

/* ctes.c */
bool compile_cte(Compiler *compiler, const Table *cte, bool in_from, bool nests_here);
/* What the statement brings along. */
bool compile_own_ctes(Compiler *compiler, const Statement *statement);
/* Puts the WITH that belongs to this level before what was written since `before`. */
void put_ctes_before(Compiler *compiler, size_t before, bool with_following);
bool compile_words(Compiler *compiler, const WordList *words, const char *before, const char *after);

/* statement.c */
bool compile_where(Compiler *compiler, const ExpressionList *where, const char *keyword);
bool compile_any_statement(Compiler *compiler, const Statement *statement);
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
