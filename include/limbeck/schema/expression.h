/* SQL expressions and statements as values.
 *
 * Built by src/sqlalchemy and src/alembic, rendered by the dialects. All pointers belong to the
 * arena the tree was built in. Trees are shared: change only a copy. */
#ifndef LIMBECK_SCHEMA_EXPRESSION_H
#define LIMBECK_SCHEMA_EXPRESSION_H

#include "limbeck/schema/type.h"

typedef struct Expression Expression;
typedef struct Statement Statement;
typedef struct Table Table;

/* ---- literals ------------------------------------------------------------ */

typedef enum {
    LITERAL_NULL,
    LITERAL_BOOLEAN,
    LITERAL_INTEGER,
    LITERAL_REAL,
    LITERAL_TEXT,
    LITERAL_BYTES,
    LITERAL_DEFERRED, /* a named parameter whose value is given at execution */
} LiteralKind;

typedef struct Literal {
    LiteralKind kind;
    bool boolean;
    int64_t integer;
    double real;
    const char *bytes;    /* TEXT and BYTES */
    const char *sent_as;  /* of an array, PostgreSQL's type: "_int4"; NULL: unknown */
    TypeAffinity made_of; /* what the TEXT represents: a date, uuid, decimal ...; AFFINITY_NULL: plain text */
    size_t length;
} Literal;

/* Values of a statement's :names for one execution. */
typedef struct NamedValue {
    const char *name;
    Literal value;
} NamedValue;

typedef struct ParameterSet {
    const NamedValue *items;
    size_t count;
} ParameterSet;

/* ---- operators, with SQLAlchemy's precedence -------------------------------- */

typedef enum {
    SQL_EQUAL,
    SQL_NOT_EQUAL,
    SQL_LESS,
    SQL_LESS_EQUAL,
    SQL_GREATER,
    SQL_GREATER_EQUAL,
    SQL_IS,
    SQL_IS_NOT,
    SQL_LIKE,
    SQL_NOT_LIKE,
    SQL_ILIKE,
    SQL_NOT_ILIKE,
    SQL_LIKE_PART, /* contains(), startswith(), endswith() */
    SQL_NOT_LIKE_PART,
    SQL_ILIKE_PART,
    SQL_NOT_ILIKE_PART,
    SQL_IN,
    SQL_NOT_IN,
    SQL_BETWEEN,
    SQL_NOT_BETWEEN,
    SQL_IS_DISTINCT_FROM,
    SQL_IS_NOT_DISTINCT_FROM,
    SQL_REGEXP_MATCH,
    SQL_NOT_REGEXP_MATCH,
    SQL_CONTAINS,
    SQL_CONTAINED_BY,
    SQL_HAS_KEY,
    SQL_HAS_ANY,
    SQL_HAS_ALL,
    SQL_OVERLAPS,
    SQL_LEFT_OF, /* of ranges, as those below */
    SQL_RIGHT_OF,
    SQL_NOT_RIGHT_OF,
    SQL_NOT_LEFT_OF,
    SQL_ADJACENT,
    SQL_MATCH,
    SQL_NOT_MATCH,
    SQL_HAS_PATH,     /* @? */
    SQL_MATCHES_PATH, /* jsonb @@ */
    SQL_REGEXP_REPLACE,
    SQL_AND,
    SQL_OR,
    SQL_ADD,
    SQL_SUBTRACT,
    SQL_MULTIPLY,
    SQL_DIVIDE,
    SQL_FLOOR_DIVIDE,
    SQL_BIT_AND,
    SQL_BIT_OR,
    SQL_BIT_XOR,
    SQL_SHIFT_LEFT,
    SQL_SHIFT_RIGHT,
    SQL_MODULO,
    SQL_CONCAT,
    SQL_NEGATE,
    SQL_NOT,
    SQL_BIT_NOT,
    SQL_IS_TRUE, /* a value taken as a condition: x, or x = 1 where there are no booleans */
    SQL_IS_FALSE,
    SQL_EXISTS,
    SQL_ANY,
    SQL_ALL,
    SQL_ASCENDING,
    SQL_DESCENDING,
    SQL_DISTINCT,
    SQL_NULLS_FIRST,
    SQL_NULLS_LAST,
    SQL_COLLATE,
    SQL_FILTER,
    SQL_JSON_ITEM, /* j['a'] */
    SQL_JSON_TEXT, /* j['a'].astext */
    SQL_JSON_PATH,
    SQL_JSON_PATH_TEXT,
    SQL_JSON_WITHOUT, /* j #- path */
    SQL_STORE_ITEM,   /* hstore -> key */
    SQL_SUBSCRIPT,    /* a[1] */
    SQL_COMMA,
    SQL_AS,         /* the suffix that a label adds to its value */
    SQL_AS_BOOLEAN, /* compared with a condition that is used alone */
    SQL_ANYTHING,   /* against which every operation takes parentheses */
    SQL_CUSTOM,     /* .op("...") */
    SQL_OPERATOR_COUNT
} SqlOperator;

typedef struct SqlOperatorRow {
    const char *text;
    int precedence;
    bool self_precedent; /* associative: (a op b) op c needs no parentheses */
    bool is_comparison;
    SqlOperator negated; /* SQL_OPERATOR_COUNT: NOT (...) */
    bool is_associative; /* a op b op c is one list */
    bool groups_eagerly; /* in parentheses inside any operator */
} SqlOperatorRow;

/* Static. */
const SqlOperatorRow *sql_operator_row(SqlOperator operator_);
/* Its precedence for its operands. */
int sql_operator_against(SqlOperator operator_);
bool sql_operator_orders(SqlOperator operator_); /* DESC and its like */

/* ---- expressions -------------------------------------------------------------- */

typedef enum {
    EXPRESSION_COLUMN,
    EXPRESSION_LITERAL,
    EXPRESSION_TEXT, /* text() or literal_column(): SQL as written */
    EXPRESSION_FUNCTION,
    EXPRESSION_BINARY,
    EXPRESSION_UNARY,
    EXPRESSION_LIST, /* a AND b AND c, or a, b, c inside IN (...) */
    EXPRESSION_CAST,
    EXPRESSION_CASE,
    EXPRESSION_LABEL,
    EXPRESSION_NULL,
    EXPRESSION_TRUE,
    EXPRESSION_FALSE,
    EXPRESSION_STAR,
    EXPRESSION_SUBQUERY, /* a SELECT in parentheses */
    EXPRESSION_EXISTS,
    EXPRESSION_GROUPING,
    EXPRESSION_OVER, /* left OVER (PARTITION BY items ORDER BY order) */
    EXPRESSION_WITHIN_GROUP,
    EXPRESSION_ORDERED, /* left ORDER BY items, inside an aggregate */
    EXPRESSION_EXTRACT, /* EXTRACT(name FROM left) */
    EXPRESSION_TUPLE,
    EXPRESSION_ARRAY,
    EXPRESSION_ANY,       /* ANY (left), ALL (left): name says which */
    EXPRESSION_COERCED,   /* type_coerce(): left as it is, of another type */
    EXPRESSION_COLLATION, /* the name of a collation, as written after COLLATE */
    EXPRESSION_SLICE,     /* left:right, inside a subscript */
    EXPRESSION_NAMED,     /* text: a name of this SELECT's columns, in ORDER BY and its like */
    EXPRESSION_NEXT_VALUE,
    EXPRESSION_FIELD, /* (left).name */
    EXPRESSION_ROW,   /* a table as a value: its name alone */
} ExpressionKind;

typedef struct ExpressionList {
    const Expression **items;
    size_t count;
} ExpressionList;

typedef struct TextParameter {
    const char *name;
    const Expression *value; /* NULL: given at execution */
} TextParameter;

/* What .op("...") says of its operator. */
typedef struct CustomOperator {
    const char *text;
    int precedence;
    bool self_precedent, groups_eagerly, is_comparison;
} CustomOperator;

/* The SQL that @compiles of the application gives for one of its functions, on one dialect. */
typedef struct WrittenFunction {
    const char *dialect; /* "postgresql" */
    const char *text;    /* with WRITTEN_ITEM, a number and WRITTEN_END in place of each item; NULL: not known */
    const char *place;   /* of the @compiles: "app/ddl.py:12" */
    ExpressionList items;
} WrittenFunction;

enum { WRITTEN_ITEM = '\x01', WRITTEN_END = '\x02' };

struct Expression {
    ExpressionKind kind;
    const SqlType *type;         /* NULL: unknown */
    const SqlType *operand_type; /* LITERAL without a type: the type of the other operand */
    const char *name;            /* COLUMN, FUNCTION, LABEL, LITERAL (parameter's name) */
    int quote;                   /* of the name: 1 always, -1 never, 0 where it must be */
    bool is_whole;      /* COLUMN: a Column of a Table; its operators take precedence over those of a column() */
    size_t twin;        /* COLUMN: the number of columns with the same name before it in its table */
    const Table *table; /* COLUMN; NULL when it has no table */
    Literal literal;
    const char *text;             /* TEXT as written, with :names */
    const CustomOperator *custom; /* of SQL_CUSTOM */
    const char *flags;            /* of a regular expression */
    bool is_symmetric;            /* BETWEEN SYMMETRIC */
    bool any_before, any_after;   /* LIKE_PART: '%' || right || '%' */
    bool is_expanding;            /* LIST from bindparam(expanding=True) */
    bool is_known;                /* FUNCTION: one that SQLAlchemy has a class of */
    bool is_ordinal;              /* FUNCTION: WITH ORDINALITY */
    bool is_loose;                /* LIST that takes no parentheses: the bounds of BETWEEN */
    bool is_json_value;           /* CAST of a JSON element: SQLite's elements have their type already */
    bool is_value;                /* of an ARRAY: a list of values, written out even when it is executed */
    bool is_default;              /* LITERAL from Column(default=...): offline it shows as NULL */
    bool is_text_clause;          /* TEXT: text() with parameters, not literal_column() */
    const TextParameter *parameters;
    size_t parameter_count;
    SqlOperator operator_;
    const Expression *left; /* operand of UNARY, LABEL, CAST, GROUPING; value of CASE */
    const Expression *right;
    ExpressionList items;           /* arguments, members, WHEN/THEN pairs */
    const WrittenFunction *written; /* FUNCTION: one for each dialect; NULL: no @compiles */
    size_t written_count;
    ExpressionList order; /* OVER, WITHIN_GROUP */
    const char *frame;    /* OVER: "ROWS BETWEEN ..." */
    bool is_autoescaped;  /* LIKE with ESCAPE '/' */
    const char *escape;   /* LIKE ... ESCAPE */
    const Expression *otherwise;
    const Statement *statement;
};

/* Whether two texts are the same expression, as far as is known. */
typedef enum { EXPRESSIONS_UNKNOWN, EXPRESSIONS_SAME, EXPRESSIONS_DIFFERENT } ExpressionVerdict;

/* ---- statements ------------------------------------------------------------------ */

typedef enum {
    STATEMENT_TEXT,
    STATEMENT_SELECT,
    STATEMENT_COMPOUND, /* UNION, INTERSECT, EXCEPT */
    STATEMENT_INSERT,
    STATEMENT_UPDATE,
    STATEMENT_DELETE,
    STATEMENT_TEXTUAL,    /* text().columns(): a text as a query, whose columns are known */
    STATEMENT_EXPRESSION, /* an expression alone, which can be shown and not run */
    STATEMENT_FROM,       /* a table alone */
    STATEMENT_VALUES,     /* VALUES (...), (...) as a query */
} StatementKind;

typedef struct Assignment {
    const char *column;
    const SqlType *type;
    const Expression *value;
    size_t place;  /* in values(), which is not the order they are written in */
    bool is_added; /* by a default, not by the script */
} Assignment;

typedef struct AssignmentRow {
    const Assignment *items;
    size_t count;
} AssignmentRow;

/* INSERT ... ON CONFLICT */
typedef struct ConflictClause {
    bool updates;
    const char *constraint;
    ExpressionList elements; /* columns or expressions of the index */
    ExpressionList index_where;
    AssignmentRow set;
    ExpressionList where;
} ConflictClause;

/* Words that a statement begins or ends with, and hints. */
typedef struct StatementWords {
    const Expression *text;
    const char *dialect; /* NULL: of each */
} StatementWords;

typedef struct WordList {
    const StatementWords *items;
    size_t count;
} WordList;

/* with_hint(table, "ONLY") */
typedef struct TableHint {
    const Table *table;
    const char *text;
    const char *dialect; /* NULL: of each */
} TableHint;

/* SELECT ... FOR UPDATE */
typedef struct Locking {
    bool nowait, read, skip_locked, key_share;
    const Table **of;
    size_t of_count;
} Locking;

typedef enum { LABELS_WHERE_NEEDED, LABELS_NONE, LABELS_WITH_TABLE } LabelStyle;

/* A FROM clause given as columns: select(table), whose columns begin at this place. */
typedef struct SelectedFrom {
    const Table *table;
    size_t at;
} SelectedFrom;

/* A WITH that the statement brings along, whether it reads it or not. */
typedef struct IndependentCte {
    const Table *cte;
    bool nests;
} IndependentCte;

struct Statement {
    StatementKind kind;
    const Expression *text;       /* TEXT; EXPRESSION */
    const Table *table;           /* INSERT, UPDATE, DELETE; FROM */
    ExpressionList columns;       /* SELECT */
    const SelectedFrom *selected; /* SELECT */
    size_t selected_count;
    LabelStyle labels;
    const Table **from; /* SELECT: what select_from() and join() said; the rest follows from the columns */
    size_t from_count;
    const Table *joined;      /* SELECT: the last that join() added */
    const Table **correlated; /* SELECT: correlate(), or correlate_except() */
    size_t correlated_count;
    bool correlates_not; /* correlate(None) */
    bool correlates_except;
    bool is_distinct;
    ExpressionList distinct_on;
    const Locking *locking;
    WordList prefixes, suffixes, hints;
    const TableHint *table_hints;
    size_t table_hint_count;
    const IndependentCte *ctes;
    size_t cte_count;
    const char *compound;    /* COMPOUND: "UNION ALL" */
    const Statement **parts; /* COMPOUND */
    size_t part_count;
    bool is_grouped;      /* in parentheses: self_group() */
    ExpressionList where; /* joined by AND */
    ExpressionList group_by;
    ExpressionList having;
    ExpressionList order_by;
    const Expression *limit;
    const Expression *offset;
    const Expression *fetch; /* FETCH FIRST n ROWS */
    bool fetch_percent, fetch_ties;
    const AssignmentRow *rows; /* INSERT: one or more; UPDATE: one */
    size_t row_count;
    bool keeps_order;             /* UPDATE: ordered_values() */
    bool is_inline;               /* INSERT: the new key is not fetched */
    const Statement *from_select; /* INSERT: the rows */
    StringVector insert_columns;
    AssignmentRow insert_defaults; /* INSERT from a SELECT: the columns that have a default of the application's */
    const ConflictClause *conflict;
    ExpressionList returning;
    ExpressionList implicit_returning; /* INSERT: primary key that PostgreSQL returns */
};

/* ---- building ---------------------------------------------------------------------- */

/* Zeroed but for its kind. In `arena`. */
Expression *expression_new(Arena *arena, ExpressionKind kind);

/* The name under which options of an index or EXCLUDE find the expression, as in SQLAlchemy; NULL when it has none,
 * such as a call. `of_text`: a text() is found by its text. */
const char *expression_key(const Expression *expression, bool of_text);

/* The affinity that SQLAlchemy gives it; for a value without a type, from its Python type or from the other operand. */
const SqlType *expression_type(const Expression *expression);
TypeAffinity expression_affinity(const Expression *expression);

/* A value without a type takes the other operand's type where it can have that type. */
const Expression *expression_as_other_operand(Arena *arena, const Expression *value, const Expression *other);

/* a op b as its sides' types have it: '+' of texts is ||. Sides carry the parentheses they need. */
const Expression *expression_operation(Arena *arena, SqlOperator operator_, const Expression *left,
                                       const Expression *right);

/* A binary expression whose sides carry the parentheses they need; a comparison is of boolean type. */
Expression *expression_binary(Arena *arena, SqlOperator operator_, const Expression *left, const Expression *right);
Expression *expression_unary(Arena *arena, SqlOperator operator_, const Expression *operand, const SqlType *type);

/* a AND b AND ...: a single item is returned unchanged, nested ANDs are flattened. True items are dropped, a false
 * item replaces everything; for OR the reverse. */
const Expression *expression_junction(Arena *arena, SqlOperator operator_, const Expression *const *items,
                                      size_t count);

/* NOT x, in SQLAlchemy's form: a != b for a = b. */
const Expression *expression_negate(Arena *arena, const Expression *expression);

/* In parentheses when `against` binds at least as tightly; `custom` of SQL_CUSTOM. A boolean value is made a condition
 * where the dialect requires one. */
const Expression *expression_group(Arena *arena, const Expression *expression, SqlOperator against,
                                   const CustomOperator *custom);
const Expression *expression_grouped(Arena *arena, const Expression *expression); /* in any case */

/* A comparison, or a condition made of such: no "= 1" behind it. */
bool expression_is_condition(const Expression *expression);

/* `text` is not copied. */
Literal literal_text(const char *text);

/* true, false and null are one each, the columns of a table too; others are what they are. */
const char *expression_identity(Arena *arena, const Expression *expression);

/* :name parameters of a text, as SQLAlchemy finds them: not after a colon or a
 * word, not escaped with a backslash. */
void text_parameters(Arena *arena, const char *text, StringVector *names);

#endif
