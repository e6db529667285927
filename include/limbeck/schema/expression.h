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
    SQL_MATCH,
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
    SQL_CUSTOM, /* .op("...") */
    SQL_OPERATOR_COUNT
} SqlOperator;

typedef struct SqlOperatorRow {
    const char *text;
    int precedence;
    bool self_precedent; /* associative: (a op b) op c needs no parentheses */
    bool is_comparison;
    SqlOperator negated; /* SQL_OPERATOR_COUNT: negated by NOT (...) */
} SqlOperatorRow;

const SqlOperatorRow *sql_operator_row(SqlOperator operator_);

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
    EXPRESSION_ANY,     /* ANY (left), ALL (left): name says which */
    EXPRESSION_COERCED, /* type_coerce(): `left` unchanged, with another type */
} ExpressionKind;

typedef struct ExpressionList {
    const Expression **items;
    size_t count;
} ExpressionList;

typedef struct TextParameter {
    const char *name;
    const Expression *value; /* NULL: given at execution */
} TextParameter;

struct Expression {
    ExpressionKind kind;
    const SqlType *type; /* NULL: unknown */
    const char *name;    /* COLUMN, FUNCTION, LABEL, LITERAL (parameter's name) */
    const Table *table;  /* COLUMN: its table; NULL: not qualified */
    Literal literal;
    const char *text;    /* TEXT as written, with :names; SQL_CUSTOM operator */
    bool is_json_value;  /* CAST of a JSON element, omitted on SQLite, where elements have their type */
    bool is_value;       /* ARRAY: a list of values, written out even when executed */
    bool is_default;     /* LITERAL from Column(default=...): printed as NULL offline */
    bool is_text_clause; /* TEXT: text() with parameters, not literal_column() */
    const TextParameter *parameters;
    size_t parameter_count;
    SqlOperator operator_;
    const Expression *left;  /* operand of UNARY, LABEL, CAST, GROUPING; value of CASE */
    const Expression *right; /* upper bound of BETWEEN: in `items` */
    ExpressionList items;    /* arguments, members, WHEN/THEN pairs */
    ExpressionList order;    /* OVER, WITHIN_GROUP */
    const char *frame;       /* OVER: "ROWS BETWEEN ..." */
    bool is_autoescaped;     /* LIKE with ESCAPE '/' */
    const char *escape;      /* LIKE ... ESCAPE */
    const Expression *otherwise;
    const Statement *statement;
};

/* ---- statements ------------------------------------------------------------------ */

typedef enum {
    STATEMENT_TEXT,
    STATEMENT_SELECT,
    STATEMENT_COMPOUND, /* UNION, INTERSECT, EXCEPT */
    STATEMENT_INSERT,
    STATEMENT_UPDATE,
    STATEMENT_DELETE,
} StatementKind;

typedef struct Assignment {
    const char *column;
    const SqlType *type;
    const Expression *value;
    size_t place; /* position in values(), which may differ from the written order */
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

struct Statement {
    StatementKind kind;
    const Expression *text; /* TEXT */
    const Table *table;     /* INSERT, UPDATE, DELETE */
    ExpressionList columns; /* SELECT */
    const Table **from;     /* SELECT: from select_from() and join(); further tables follow from the columns */
    size_t from_count;
    const Table **correlated; /* SELECT: correlate() */
    size_t correlated_count;
    bool is_distinct;
    ExpressionList distinct_on;
    const char *locking;     /* FOR UPDATE ... */
    const char *compound;    /* COMPOUND: "UNION ALL" */
    const Statement **parts; /* COMPOUND */
    size_t part_count;
    ExpressionList where; /* joined by AND */
    ExpressionList group_by;
    ExpressionList having;
    ExpressionList order_by;
    const Expression *limit;
    const Expression *offset;
    const AssignmentRow *rows; /* INSERT: one or more; UPDATE: one */
    size_t row_count;
    const Statement *from_select; /* INSERT: query that supplies the rows */
    StringVector insert_columns;
    const ConflictClause *conflict;
    ExpressionList returning;
    ExpressionList implicit_returning; /* INSERT: primary key that PostgreSQL returns */
};

/* ---- building ---------------------------------------------------------------------- */

Expression *expression_new(Arena *arena, ExpressionKind kind);

/* The name under which options of an index or EXCLUDE find the expression, as in SQLAlchemy; NULL when it has none,
 * such as a call. `of_text`: a text() is found by its text. */
const char *expression_key(const Expression *expression, bool of_text);

/* A binary expression; operands get parentheses if needed. */
Expression *expression_binary(Arena *arena, SqlOperator operator_, const Expression *left, const Expression *right);

/* a AND b AND ...: a single item is returned unchanged, nested ANDs are flattened. True items are dropped, a false
 * item replaces everything; for OR the reverse. */
const Expression *expression_junction(Arena *arena, SqlOperator operator_, const Expression *const *items,
                                      size_t count);

/* NOT x, in SQLAlchemy's form: a != b for a = b. */
const Expression *expression_negate(Arena *arena, const Expression *expression);

/* Adds parentheses when `against` binds at least as tightly. */
const Expression *expression_group(Arena *arena, const Expression *expression, SqlOperator against);

Literal literal_text(const char *text);

/* The :name parameters of a text, by SQLAlchemy's rules: not after a colon or a word character, not escaped by a
 * backslash. */
void text_parameters(Arena *arena, const char *text, StringVector *names);

#endif
