/* SQL operators: spelling, precedence, and the type of the result for the types of both sides. */
#include "limbeck/schema/expression.h"

#include <string.h>

/* The operator has no negated form. */
#define NO_NEGATION SQL_OPERATOR_COUNT
/* SQLAlchemy defines no precedence for it: the expression and its operands always get parentheses. */
#define UNLISTED (-100)
#define COMPARISON(text, negated)                                                                                      \
    {                                                                                                                  \
        text, 5, false, true, negated, false, false                                                                    \
    }
#define JSON_TEST(text, precedence)                                                                                    \
    {                                                                                                                  \
        text, precedence, true, true, NO_NEGATION, false, true                                                         \
    }
#define JSON_PART(text, eager)                                                                                         \
    {                                                                                                                  \
        text, 15, true, false, NO_NEGATION, false, eager                                                               \
    }
#define PLAIN(text, precedence)                                                                                        \
    {                                                                                                                  \
        text, precedence, false, false, NO_NEGATION, false, false                                                      \
    }
#define ASSOCIATIVE(text, precedence)                                                                                  \
    {                                                                                                                  \
        text, precedence, true, false, NO_NEGATION, true, false                                                        \
    }

static const SqlOperatorRow rows[SQL_OPERATOR_COUNT] = {
    [SQL_EQUAL] = COMPARISON(" = ", SQL_NOT_EQUAL),
    [SQL_NOT_EQUAL] = COMPARISON(" != ", SQL_EQUAL),
    [SQL_LESS] = COMPARISON(" < ", SQL_GREATER_EQUAL),
    [SQL_LESS_EQUAL] = COMPARISON(" <= ", SQL_GREATER),
    [SQL_GREATER] = COMPARISON(" > ", SQL_LESS_EQUAL),
    [SQL_GREATER_EQUAL] = COMPARISON(" >= ", SQL_LESS),
    [SQL_IS] = COMPARISON(" IS ", SQL_IS_NOT),
    [SQL_IS_NOT] = COMPARISON(" IS NOT ", SQL_IS),
    [SQL_LIKE] = COMPARISON(" LIKE ", SQL_NOT_LIKE),
    [SQL_NOT_LIKE] = COMPARISON(" NOT LIKE ", SQL_LIKE),
    [SQL_ILIKE] = COMPARISON(" ILIKE ", SQL_NOT_ILIKE),
    [SQL_NOT_ILIKE] = COMPARISON(" NOT ILIKE ", SQL_ILIKE),
    [SQL_LIKE_PART] = {" LIKE ", UNLISTED, false, true, SQL_NOT_LIKE_PART, false, false},
    [SQL_NOT_LIKE_PART] = {" NOT LIKE ", UNLISTED, false, true, SQL_LIKE_PART, false, false},
    [SQL_ILIKE_PART] = {" ILIKE ", UNLISTED, false, true, SQL_NOT_ILIKE_PART, false, false},
    [SQL_NOT_ILIKE_PART] = {" NOT ILIKE ", UNLISTED, false, true, SQL_ILIKE_PART, false, false},
    [SQL_IN] = COMPARISON(" IN ", SQL_NOT_IN),
    [SQL_NOT_IN] = COMPARISON(" NOT IN ", SQL_IN),
    [SQL_BETWEEN] = COMPARISON(" BETWEEN ", SQL_NOT_BETWEEN),
    [SQL_NOT_BETWEEN] = COMPARISON(" NOT BETWEEN ", SQL_BETWEEN),
    [SQL_IS_DISTINCT_FROM] = COMPARISON(" IS DISTINCT FROM ", SQL_IS_NOT_DISTINCT_FROM),
    [SQL_IS_NOT_DISTINCT_FROM] = COMPARISON(" IS NOT DISTINCT FROM ", SQL_IS_DISTINCT_FROM),
    [SQL_REGEXP_MATCH] = COMPARISON(" ~ ", SQL_NOT_REGEXP_MATCH),
    [SQL_NOT_REGEXP_MATCH] = COMPARISON(" !~ ", SQL_REGEXP_MATCH),
    [SQL_MATCH] = COMPARISON(" MATCH ", SQL_NOT_MATCH),
    [SQL_NOT_MATCH] = COMPARISON(" MATCH ", SQL_MATCH),
    [SQL_CONTAINS] = JSON_TEST(" @> ", 5),
    [SQL_CONTAINED_BY] = JSON_TEST(" <@ ", 5),
    [SQL_HAS_KEY] = JSON_TEST(" ? ", 5),
    [SQL_HAS_ANY] = JSON_TEST(" ?| ", 5),
    [SQL_HAS_ALL] = JSON_TEST(" ?& ", 5),
    [SQL_OVERLAPS] = {" && ", 5, false, true, NO_NEGATION, false, false},
    [SQL_LEFT_OF] = {" << ", 5, false, true, NO_NEGATION, false, false},
    [SQL_RIGHT_OF] = {" >> ", 5, false, true, NO_NEGATION, false, false},
    [SQL_NOT_RIGHT_OF] = {" &< ", 5, false, true, NO_NEGATION, false, false},
    [SQL_NOT_LEFT_OF] = {" &> ", 5, false, true, NO_NEGATION, false, false},
    [SQL_ADJACENT] = {" -|- ", 5, false, true, NO_NEGATION, false, false},
    [SQL_HAS_PATH] = JSON_TEST(" @? ", 5),
    [SQL_MATCHES_PATH] = JSON_TEST(" @@ ", 5),
    [SQL_REGEXP_REPLACE] = PLAIN("", 5),
    [SQL_AND] = ASSOCIATIVE(" AND ", 3),
    [SQL_OR] = ASSOCIATIVE(" OR ", 2),
    [SQL_ADD] = ASSOCIATIVE(" + ", 7),
    [SQL_SUBTRACT] = PLAIN(" - ", 7),
    [SQL_MULTIPLY] = ASSOCIATIVE(" * ", 8),
    [SQL_DIVIDE] = PLAIN(" / ", 8),
    [SQL_FLOOR_DIVIDE] = PLAIN(" / ", 8),
    [SQL_BIT_AND] = PLAIN(" & ", 7),
    [SQL_BIT_OR] = PLAIN(" | ", 7),
    [SQL_BIT_XOR] = PLAIN(" # ", 7),
    [SQL_SHIFT_LEFT] = PLAIN(" << ", 7),
    [SQL_SHIFT_RIGHT] = PLAIN(" >> ", 7),
    [SQL_MODULO] = PLAIN(" % ", 8),
    [SQL_CONCAT] = ASSOCIATIVE(" || ", 5),
    [SQL_NEGATE] = PLAIN("-", 8),
    [SQL_NOT] = PLAIN("NOT ", 5),
    [SQL_BIT_NOT] = PLAIN("~", 8),
    [SQL_IS_TRUE] = PLAIN(" = 1", 5),
    [SQL_IS_FALSE] = PLAIN(" = 0", 5),
    [SQL_EXISTS] = PLAIN("EXISTS ", 0),
    [SQL_ANY] = PLAIN("ANY ", 15),
    [SQL_ALL] = PLAIN("ALL ", 15),
    [SQL_ASCENDING] = PLAIN(" ASC", 3),
    [SQL_DESCENDING] = PLAIN(" DESC", 3),
    [SQL_DISTINCT] = PLAIN("DISTINCT ", 5),
    [SQL_NULLS_FIRST] = PLAIN(" NULLS FIRST", UNLISTED),
    [SQL_NULLS_LAST] = PLAIN(" NULLS LAST", UNLISTED),
    [SQL_COLLATE] = PLAIN(" COLLATE ", 4),
    [SQL_FILTER] = PLAIN(" FILTER (WHERE ", 6),
    [SQL_JSON_ITEM] = JSON_PART(" -> ", true),
    [SQL_JSON_TEXT] = JSON_PART(" ->> ", true),
    [SQL_JSON_PATH] = JSON_PART(" #> ", true),
    [SQL_JSON_PATH_TEXT] = JSON_PART(" #>> ", true),
    [SQL_JSON_WITHOUT] = JSON_PART(" #- ", true),
    [SQL_STORE_ITEM] = JSON_PART(" -> ", true),
    [SQL_SUBSCRIPT] = JSON_PART("", false),
    [SQL_COMMA] = PLAIN(", ", -1),
    [SQL_AS] = PLAIN(" AS ", -1),
    [SQL_AS_BOOLEAN] = PLAIN(NULL, -10),
    [SQL_ANYTHING] = PLAIN(NULL, 1000),
    [SQL_CUSTOM] = PLAIN(NULL, 0),
};

const SqlOperatorRow *sql_operator_row(SqlOperator operator_)
{
    return &rows[operator_];
}

int sql_operator_against(SqlOperator operator_)
{
    return rows[operator_].precedence == UNLISTED ? -UNLISTED : rows[operator_].precedence;
}

bool sql_operator_orders(SqlOperator operator_)
{
    return operator_ == SQL_ASCENDING || operator_ == SQL_DESCENDING || operator_ == SQL_NULLS_FIRST ||
           operator_ == SQL_NULLS_LAST;
}

/* ---- types ------------------------------------------------------------------------ */

static const SqlType *natural_type(TypeAffinity affinity)
{
    static const SqlType types[AFFINITY_OTHER + 1] = {
        [AFFINITY_INTEGER] = {.kind = TYPE_INTEGER, .length = -1, .precision = -1, .scale = -1},
        [AFFINITY_NUMERIC] = {.kind = TYPE_NUMERIC, .length = -1, .precision = -1, .scale = -1},
        [AFFINITY_FLOAT] = {.kind = TYPE_FLOAT, .length = -1, .precision = -1, .scale = -1},
        [AFFINITY_STRING] = {.kind = TYPE_STRING, .length = -1, .precision = -1, .scale = -1},
        [AFFINITY_BOOLEAN] = {.kind = TYPE_BOOLEAN, .length = -1, .precision = -1, .scale = -1},
        [AFFINITY_BINARY] = {.kind = TYPE_LARGE_BINARY, .length = -1, .precision = -1, .scale = -1},
        [AFFINITY_DATE] = {.kind = TYPE_DATE, .length = -1, .precision = -1, .scale = -1},
        [AFFINITY_TIME] = {.kind = TYPE_TIME, .length = -1, .precision = -1, .scale = -1},
        [AFFINITY_DATETIME] = {.kind = TYPE_DATETIME, .length = -1, .precision = -1, .scale = -1},
        [AFFINITY_INTERVAL] = {.kind = TYPE_INTERVAL, .length = -1, .precision = -1, .scale = -1, .native = true},
        [AFFINITY_UUID] = {.kind = TYPE_UUID, .length = -1, .precision = -1, .scale = -1, .native = true},
    };
    return types[affinity].kind ? &types[affinity] : NULL;
}

/* NULL for values without a type in SQLAlchemy: None, a list. */
static const SqlType *type_of_value(const Literal *literal)
{
    static const TypeAffinity affinities[] = {
        [LITERAL_BOOLEAN] = AFFINITY_BOOLEAN, [LITERAL_INTEGER] = AFFINITY_INTEGER, [LITERAL_REAL] = AFFINITY_FLOAT,
        [LITERAL_TEXT] = AFFINITY_STRING,     [LITERAL_BYTES] = AFFINITY_BINARY,    [LITERAL_DEFERRED] = AFFINITY_NULL,
    };
    bool is_made = literal->kind == LITERAL_TEXT && literal->made_of != AFFINITY_NULL;
    return natural_type(is_made ? literal->made_of : affinities[literal->kind]);
}

static TypeAffinity affinity_of(const SqlType *type)
{
    if (type && type->decorates && type->variants.count)
        type = type->variants.items[0].type;
    TypeAffinity affinity = type ? type_row(type->kind)->affinity : AFFINITY_NULL;
    return affinity == AFFINITY_FLOAT ? AFFINITY_NUMERIC : affinity == AFFINITY_ENUM ? AFFINITY_STRING : affinity;
}

const SqlType *expression_type(const Expression *expression)
{
    if (expression->type || expression->kind != EXPRESSION_LITERAL)
        return expression->type && expression->type->kind != TYPE_NULL ? expression->type : NULL;
    return expression->operand_type ? expression->operand_type : type_of_value(&expression->literal);
}

TypeAffinity expression_affinity(const Expression *expression)
{
    return affinity_of(expression_type(expression));
}

const Expression *expression_as_other_operand(Arena *arena, const Expression *value, const Expression *other)
{
    const SqlType *own = expression_type(value), *type = expression_type(other);
    bool is_changed =
        type && (type->converts || type->decorates); /* by the application's type, whatever the value is */
    if (value->kind != EXPRESSION_LITERAL || value->type || !type ||
        (own && !is_changed && affinity_of(own) != affinity_of(type)))
        return value;
    Expression *copy = arena_copy(arena, value, 1, sizeof *value);
    copy->operand_type = type;
    copy->type = type->converts ? type : NULL;
    bool counts = type->decorates && value->literal.kind == LITERAL_BOOLEAN && affinity_of(type) == AFFINITY_INTEGER;
    if (counts)
        copy->literal = (Literal){.kind = LITERAL_INTEGER, .integer = value->literal.boolean};
    return copy;
}

typedef enum { SAME = -1, OTHER = -2 } AdaptedType; /* the left side's type; the right one's */

typedef struct Adaptation {
    TypeAffinity left;
    SqlOperator operator_;
    TypeAffinity right;
    int result; /* a TypeAffinity, or an AdaptedType */
} Adaptation;

/* As SQLAlchemy's types define it; without a row the result has the left side's type. */
static const Adaptation adaptations[] = {
    {AFFINITY_INTEGER, SQL_ADD, AFFINITY_DATE, OTHER},
    {AFFINITY_INTEGER, SQL_ADD, AFFINITY_NUMERIC, OTHER},
    {AFFINITY_INTEGER, SQL_MULTIPLY, AFFINITY_INTERVAL, OTHER},
    {AFFINITY_INTEGER, SQL_MULTIPLY, AFFINITY_NUMERIC, OTHER},
    {AFFINITY_INTEGER, SQL_DIVIDE, AFFINITY_INTEGER, AFFINITY_NUMERIC},
    {AFFINITY_INTEGER, SQL_DIVIDE, AFFINITY_NUMERIC, OTHER},
    {AFFINITY_INTEGER, SQL_FLOOR_DIVIDE, AFFINITY_NUMERIC, OTHER},
    {AFFINITY_INTEGER, SQL_SUBTRACT, AFFINITY_NUMERIC, OTHER},
    {AFFINITY_NUMERIC, SQL_MULTIPLY, AFFINITY_INTERVAL, OTHER},
    {AFFINITY_DATETIME, SQL_SUBTRACT, AFFINITY_DATETIME, AFFINITY_INTERVAL},
    {AFFINITY_DATE, SQL_ADD, AFFINITY_INTERVAL, AFFINITY_DATETIME},
    {AFFINITY_DATE, SQL_ADD, AFFINITY_TIME, AFFINITY_DATETIME},
    {AFFINITY_DATE, SQL_SUBTRACT, AFFINITY_DATE, AFFINITY_INTEGER},
    {AFFINITY_DATE, SQL_SUBTRACT, AFFINITY_INTERVAL, AFFINITY_DATETIME},
    {AFFINITY_DATE, SQL_SUBTRACT, AFFINITY_DATETIME, AFFINITY_INTERVAL},
    {AFFINITY_TIME, SQL_ADD, AFFINITY_DATE, AFFINITY_DATETIME},
    {AFFINITY_TIME, SQL_SUBTRACT, AFFINITY_TIME, AFFINITY_INTERVAL},
    {AFFINITY_INTERVAL, SQL_ADD, AFFINITY_DATE, AFFINITY_DATETIME},
    {AFFINITY_INTERVAL, SQL_ADD, AFFINITY_DATETIME, OTHER},
    {AFFINITY_INTERVAL, SQL_ADD, AFFINITY_TIME, OTHER},
};

static bool is_concatenable(TypeAffinity affinity, const SqlType *type)
{
    return affinity == AFFINITY_STRING || affinity == AFFINITY_ARRAY || affinity == AFFINITY_JSON ||
           (type && type->kind == TYPE_HSTORE);
}

static const SqlType *adapt(SqlOperator *operator_, const SqlType *left, const SqlType *right)
{
    TypeAffinity a = affinity_of(left), b = affinity_of(right);
    bool commutes = *operator_ == SQL_ADD || *operator_ == SQL_MULTIPLY;
    if (!left && (!right || !commutes))
        return NULL;
    if (!left)
        return adapt(operator_, right, NULL);
    if (*operator_ == SQL_ADD && is_concatenable(a, left) && (!right || is_concatenable(b, right))) {
        bool is_enum = type_row(left->kind)->affinity == AFFINITY_ENUM;
        *operator_ = SQL_CONCAT;
        return is_enum ? natural_type(AFFINITY_STRING) : left;
    }
    for (size_t i = 0; i < sizeof adaptations / sizeof *adaptations; i++) {
        const Adaptation *row = &adaptations[i];
        if (row->left == a && row->operator_ == *operator_ && row->right == b)
            return row->result == OTHER ? right : natural_type((TypeAffinity)row->result);
    }
    return left;
}

/* ---- operations ---------------------------------------------------------------------- */

/* The members of a list, or the sides of an operation, of the same operator and the same kind of type. */
static size_t flattened(const Expression *side, SqlOperator operator_, const SqlType *type,
                        const Expression *const **members, const Expression **own)
{
    bool is_same = (side->kind == EXPRESSION_BINARY || side->kind == EXPRESSION_LIST) && side->operator_ == operator_ &&
                   affinity_of(type) == affinity_of(side->type);
    own[0] = is_same ? side->left : side;
    own[1] = side->right;
    *members = is_same && side->kind == EXPRESSION_LIST ? side->items.items : own;
    return !is_same ? 1 : side->kind == EXPRESSION_LIST ? side->items.count : 2;
}

static Expression *joined(Arena *arena, SqlOperator operator_, const SqlType *type, const Expression *left,
                          const Expression *right)
{
    const Expression *own[2][2], *const *members[2];
    size_t counts[2] = {flattened(left, operator_, type, &members[0], own[0]),
                        flattened(right, operator_, type, &members[1], own[1])};
    if (counts[0] == 1 && counts[1] == 1 && members[0][0] == left && members[1][0] == right)
        return NULL;
    Expression *list = expression_new(arena, EXPRESSION_LIST);
    list->operator_ = operator_;
    list->type = type;
    list->items.items = ARENA_ARRAY(arena, const Expression *, counts[0] + counts[1]);
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < counts[side]; i++)
            list->items.items[list->items.count++] = expression_group(arena, members[side][i], operator_, NULL);
    return list;
}

const Expression *expression_operation(Arena *arena, SqlOperator operator_, const Expression *left,
                                       const Expression *right)
{
    const SqlType *type = adapt(&operator_, expression_type(left), expression_type(right));
    Expression *list = rows[operator_].is_associative ? joined(arena, operator_, type, left, right) : NULL;
    if (list)
        return list;
    Expression *binary = expression_binary(arena, operator_, left, right);
    binary->type = type;
    return binary;
}

Expression *expression_binary(Arena *arena, SqlOperator operator_, const Expression *left, const Expression *right)
{
    Expression *binary = expression_new(arena, EXPRESSION_BINARY);
    binary->operator_ = operator_;
    binary->left = expression_group(arena, left, operator_, NULL);
    binary->right = right ? expression_group(arena, right, operator_, NULL) : NULL;
    binary->type = rows[operator_].is_comparison ? natural_type(AFFINITY_BOOLEAN) : expression_type(left);
    return binary;
}

Expression *expression_unary(Arena *arena, SqlOperator operator_, const Expression *operand, const SqlType *type)
{
    Expression *unary = expression_new(arena, EXPRESSION_UNARY);
    unary->operator_ = operator_;
    unary->left = expression_group(arena, operand, operator_, NULL);
    unary->type = type;
    return unary;
}
