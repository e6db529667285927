/* What a dialect must supply, and the functions it uses to write SQL. Only src/dialect includes this. */
#ifndef LIMBECK_DIALECT_COMPILER_H
#define LIMBECK_DIALECT_COMPILER_H

#include "limbeck/base/map.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/schema/labels.h"

typedef VECTOR(const Table *) FromVector;

/* The stack of statements being compiled, innermost first. */
typedef struct Enclosing {
    FromVector read;        /* its own FROM elements */
    FromVector correlated;  /* FROM elements of the enclosing statements */
    const Statement *query; /* the query whose labels ORDER BY, GROUP BY may use; NULL: none */
    size_t level;
    const struct Enclosing *outer;
} Enclosing;

/* An anonymous name and its text in this statement. */
typedef struct MadeUpName {
    const char *token;
    const char *name;
} MadeUpName;

typedef struct CteRow {
    const Table *cte;
    const char *name; /* its name as written */
    const char *text; /* NULL while it is being compiled, or if another CTE has the name */
    size_t level;
    bool nests_here;
} CteRow;

typedef struct Compiler {
    Arena *arena;
    const CompileOptions *options;
    const Dialect *dialect;
    Text out;
    CompiledSql *compiled; /* receives the parameters */
    bool include_table;    /* write columns as table.column */
    bool include_schema;   /* write columns as schema.table.column */
    bool literal_binds;
    bool in_operator;              /* inside an operator, where JSON access is in parentheses */
    bool in_columns;               /* in a SELECT's columns, where a label is written with AS */
    bool in_label;                 /* inside a label of a SELECT's columns */
    bool is_derived;               /* in an INSERT inside WITH */
    bool leaves_out_values;        /* where SQLAlchemy prints a '?' for each value */
    const Expression *label_alone; /* the label that ORDER BY refers to by name */
    const Table *columns_of;       /* the table whose columns a list of names refers to; NULL: unknown */
    const Enclosing *enclosing;
    Map made_up_counts; /* base name -> how many anonymous names it has given */
    VECTOR(MadeUpName) made_up;
    VECTOR(CteRow) ctes;
    const Table *open_cte;
    const Statement *hints; /* the statement whose with_hint() applies */
    const Table *enclosing_alias;
    Error *error;
} Compiler;

/* How a type's text is made. */
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
    SPELL_NAMED, /* the type's own name */
} Spelling;

typedef struct TypeSpelling {
    const char *text; /* NULL: the dialect does not have the type */
    Spelling spelling;
} TypeSpelling;

/* An operator's text in one dialect, blanks included. */
typedef struct OperatorSpelling {
    SqlOperator operator_;
    const char *text;
} OperatorSpelling;

/* Everything a dialect must supply. Generic code in src/dialect never checks which dialect it has. */
struct Dialect {
    SqlSyntax syntax; /* the lexical rules of its SQL */
    DialectTraits traits;
    bool transactional_ddl;
    bool has_ilike;
    bool has_pattern_operators; /* ILIKE and its kind, regular expressions, containment, XOR */
    bool has_json_operators;    /* has -> and ->>, and jsonb['key'] */
    bool has_arrays;
    bool has_identity_columns;
    bool has_extract; /* has EXTRACT(field FROM x); otherwise strftime() is used */
    bool has_exclude; /* has EXCLUDE constraints */
    bool has_distinct_on;
    bool has_row_locks;               /* has FOR UPDATE; otherwise it is omitted */
    bool has_delete_using;            /* has DELETE ... USING */
    bool has_conflict_constraint;     /* has ON CONFLICT ON CONSTRAINT */
    bool has_type_using;              /* has ALTER COLUMN ... TYPE ... USING */
    bool has_keys_across_schemas;     /* foreign keys name the schema; otherwise it is omitted */
    bool names_constraints_by_schema; /* constraint names are unique in a schema */
    bool returns_new_keys;            /* INSERT gets RETURNING for the key that SQLAlchemy reads */
    bool casts_json;                  /* JSON values are cast like other values */
    bool writes_key_inline;           /* an INTEGER PRIMARY KEY is written with the column */
    bool writes_rows_as_values;       /* IN of rows needs VALUES: IN (VALUES (1, 2), ...) */
    bool divides_by_adding_zero;      /* division adds 0.0, as there is no CAST to NUMERIC */
    bool keeps_moments_as_text;
    bool escapes_backslashes;                      /* offline: \\ in strings */
    bool prints_every_form;                        /* SQLAlchemy prints none of its forms with a '?' */
    const char *limit, *no_limit;                  /* "\n LIMIT "; and the LIMIT written when only OFFSET is given */
    const char *no_offset;                         /* written after a LIMIT without OFFSET */
    const char *empty_in, *empty_not_in;           /* IN with an empty list; '#' is replaced by the values */
    const char *empty_rows_in, *empty_rows_not_in; /* the same for rows of several values */
    const char *nothing;                           /* such a value */
    bool has_sequences;
    bool has_only;                     /* FROM ONLY table */
    bool groups_fetched;               /* has FETCH FIRST (n) ROWS */
    const OperatorSpelling *operators; /* operators it writes differently, ended by a NULL text; may be NULL */
    size_t longest_name;               /* longest identifier in characters; 0: no limit */
    const char *const *reserved_words; /* sorted */
    size_t reserved_count;
    const TypeSpelling *types; /* by TypeKind; of types that it writes otherwise than by their names */
    TypeModules own_types;     /* types of this module alone, and without arguments, are written by their names */
    bool (*column_type)(Compiler *compiler, const Table *table, const Column *column); /* a column's type and default */
    bool (*column_tail)(Compiler *compiler, const Table *table, const Column *column); /* NOT NULL ... */
    bool (*table_tail)(Compiler *compiler, const Table *table);
    bool (*create_index)(Compiler *compiler, const Index *index, bool if_not_exists);
    bool (*drop_index)(Compiler *compiler, const Index *index, bool if_exists);
    bool (*constraint_tail)(Compiler *compiler, const Constraint *constraint);
    const char *(*function)(const char *name); /* a function without arguments, as a whole; NULL: written as usual */
    const char *(*function_name)(const char *name); /* the name this database has for the function */
    bool (*(*special_function)(const Expression *function))(Compiler *, const Expression *); /* NULL: none */
    bool (*alter_column)(Compiler *compiler, const Operation *operation, CompiledVector *statements);
    bool (*server_default)(Compiler *compiler, const Expression *value); /* the text after DEFAULT */
    const char *rename_column;                                           /* "RENAME " or "RENAME COLUMN " */
    bool (*alter_constraint)(Compiler *compiler); /* fails if constraints cannot be added or dropped */
    void (*parameter)(Compiler *compiler, size_t number);
    void (*mark_undecided)(Arena *arena, CompiledSql *compiled); /* may be NULL */
};

extern const Dialect postgresql_dialect;
extern const Dialect sqlite_dialect;

/* postgresql/undecided.c */
void postgresql_mark_undecided(Arena *arena, CompiledSql *compiled);

/* dialect.c */
bool refuse(Compiler *compiler, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A value of a type that `converts`, whose methods were not called. */
bool refuse_own_type(Compiler *compiler, const SqlType *type);
bool compile_type(Compiler *compiler, const SqlType *type);

/* quote.c */
void append_quoted(Compiler *compiler, const char *identifier);
void append_identifier(Compiler *compiler, const char *name, bool always);
void append_identifier_if(Compiler *compiler, const char *name, bool quotes);
/* A string in quotes, without doubling percent signs and backslashes. */
void append_plain_text(Compiler *compiler, const char *text);
void append_table(Compiler *compiler, const char *name, const char *schema);
/* Shortens a name that is too long if a naming convention or op.f() made it; refuses other names. */
bool append_constraint_name(Compiler *compiler, const Constraint *constraint);
bool append_index_name(Compiler *compiler, const Index *index, const char *schema);
void append_column_list(Compiler *compiler, const StringVector *columns);
bool append_literal(Compiler *compiler, const Literal *literal, const SqlType *type);
void append_text_literal(Compiler *compiler, const char *text);

/* names.c */
/* The name's text in this statement. */
const char *written_name(Compiler *compiler, const char *name);
void append_written_name(Compiler *compiler, const char *name, int quote);
/* Shortens a name that is too long and that SQLAlchemy made. */
void append_label(Compiler *compiler, const char *name);
void append_table_of(Compiler *compiler, const Table *table);
void append_index_table(Compiler *compiler, const Index *index);
void append_lower(Text *out, const char *word);
/* " REFERENCES t (id) ON DELETE CASCADE" behind a column */
bool compile_reference(Compiler *compiler, const Constraint *constraint);

/* expression.c */
bool compile_expression(Compiler *compiler, const Expression *expression);
bool compile_list(Compiler *compiler, const ExpressionList *list, const char *separator);
/* Whether the text contains %(name)s, which SQLAlchemy takes as a parameter. */
bool has_percent_name(const char *text);

/* select.c */
typedef struct QueryPlace {
    bool derived; /* in a FROM: its columns are labelled */
    bool lateral;
    bool is_part; /* a part of a UNION or an INSERT; the outer statement writes the WITH */
    bool is_first;
} QueryPlace;

/* A SELECT, a UNION or an INSERT, UPDATE or DELETE with RETURNING inside another statement. */
bool compile_query(Compiler *compiler, const Statement *query, const QueryPlace *place);
bool compile_scalar(Compiler *compiler, const Statement *query); /* inside an expression */
bool compile_order_items(Compiler *compiler, const ExpressionList *items);

/* select_columns.c */
bool compile_selected(Compiler *compiler, const SelectedColumns *selected, bool derived);
bool compile_named(Compiler *compiler, const Expression *name);
/* Writes the label, or the reference to it, if `expression` is a column of the enclosing query. */
const Expression *order_by_label(Compiler *compiler, const Expression *item);

/* froms.c */
/* Adds the FROM elements that the expression's columns belong to. */
void expression_froms(Arena *arena, const Expression *expression, FromVector *froms);
/* Adds the element itself and all members of a join. */
void table_members(Arena *arena, const Table *from, FromVector *members);
void statement_froms(Arena *arena, const Statement *select, FromVector *froms);
bool froms_contain(const FromVector *froms, const Table *table);
bool shown_froms(Compiler *compiler, const Statement *select, const QueryPlace *place, FromVector *froms);

/* from_elements.c */
bool compile_from_element(Compiler *compiler, const Table *table);
bool compile_values(Compiler *compiler, const ValueRows *values);

/* ctes.c */
bool compile_cte(Compiler *compiler, const Table *cte, bool in_from, bool nests_here);
/* Adds the CTEs that the statement refers to. */
bool compile_own_ctes(Compiler *compiler, const Statement *statement);
/* Inserts the WITH of this level in front of what was written since `before`. */
void insert_ctes_before(Compiler *compiler, size_t before, bool with_following);
bool compile_words(Compiler *compiler, const WordList *words, const char *before, const char *after);

/* statement.c */
bool compile_where(Compiler *compiler, const ExpressionList *where, const char *keyword);
bool compile_any_statement(Compiler *compiler, const Statement *statement);
/* ddl.c */
bool compile_column(Compiler *compiler, const Table *table, const Column *column);
bool compile_constraint(Compiler *compiler, const Constraint *constraint);
bool is_enforced_by_type(const Compiler *compiler, const Constraint *constraint);
bool compile_create_table(Compiler *compiler, const Table *table, bool if_not_exists);
bool compile_default(Compiler *compiler, const Expression *server_default);
void append_alter_table(Compiler *compiler, const Operation *operation);
/* SQL inside DDL: columns without their table, values as literals */
bool compile_ddl_expression(Compiler *compiler, const Expression *expression);

/* alter.c: each writes nothing if the change does not have the part */
bool alter_type(Compiler *compiler, const Operation *operation, CompiledVector *statements);
bool alter_nullable(Compiler *compiler, const Operation *operation, CompiledVector *statements);
bool alter_default(Compiler *compiler, const Operation *operation, CompiledVector *statements);
bool alter_comment(Compiler *compiler, const Operation *operation, CompiledVector *statements);
bool alter_name(Compiler *compiler, const Operation *operation, CompiledVector *statements);

/* operation.c */
bool finish_statement(Compiler *compiler, CompiledVector *statements);

#endif
