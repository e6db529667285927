#include "limbeck/schema/expression.h"

#include <ctype.h>
#include <string.h>

/* No negated form. */
#define NOTHING SQL_OPERATOR_COUNT

static const SqlOperatorRow rows[SQL_OPERATOR_COUNT] = {
    [SQL_EQUAL] = {" = ", 5, false, true, SQL_NOT_EQUAL},
    [SQL_NOT_EQUAL] = {" != ", 5, false, true, SQL_EQUAL},
    [SQL_LESS] = {" < ", 5, false, true, SQL_GREATER_EQUAL},
    [SQL_LESS_EQUAL] = {" <= ", 5, false, true, SQL_GREATER},
    [SQL_GREATER] = {" > ", 5, false, true, SQL_LESS_EQUAL},
    [SQL_GREATER_EQUAL] = {" >= ", 5, false, true, SQL_LESS},
    [SQL_IS] = {" IS ", 5, false, true, SQL_IS_NOT},
    [SQL_IS_NOT] = {" IS NOT ", 5, false, true, SQL_IS},
    [SQL_LIKE] = {" LIKE ", 5, false, true, SQL_NOT_LIKE},
    [SQL_NOT_LIKE] = {" NOT LIKE ", 5, false, true, SQL_LIKE},
    [SQL_ILIKE] = {" ILIKE ", 5, false, true, SQL_NOT_ILIKE},
    [SQL_NOT_ILIKE] = {" NOT ILIKE ", 5, false, true, SQL_ILIKE},
    [SQL_IN] = {" IN ", 5, false, true, SQL_NOT_IN},
    [SQL_NOT_IN] = {" NOT IN ", 5, false, true, SQL_IN},
    [SQL_BETWEEN] = {" BETWEEN ", 5, false, true, SQL_NOT_BETWEEN},
    [SQL_NOT_BETWEEN] = {" NOT BETWEEN ", 5, false, true, SQL_BETWEEN},
    [SQL_IS_DISTINCT_FROM] = {" IS DISTINCT FROM ", 5, false, true, SQL_IS_NOT_DISTINCT_FROM},
    [SQL_IS_NOT_DISTINCT_FROM] = {" IS NOT DISTINCT FROM ", 5, false, true, SQL_IS_DISTINCT_FROM},
    [SQL_REGEXP_MATCH] = {" ~ ", 5, false, true, SQL_NOT_REGEXP_MATCH},
    [SQL_NOT_REGEXP_MATCH] = {" !~ ", 5, false, true, SQL_REGEXP_MATCH},
    [SQL_CONTAINS] = {" @> ", 5, false, true, NOTHING},
    [SQL_CONTAINED_BY] = {" <@ ", 5, false, true, NOTHING},
    [SQL_HAS_KEY] = {" ? ", 5, false, true, NOTHING},
    [SQL_HAS_ANY] = {" ?| ", 5, false, true, NOTHING},
    [SQL_HAS_ALL] = {" ?& ", 5, false, true, NOTHING},
    [SQL_OVERLAPS] = {" && ", 5, false, true, NOTHING},
    [SQL_MATCH] = {" @@ ", 5, false, true, NOTHING},
    [SQL_AND] = {" AND ", 3, true, false, NOTHING},
    [SQL_OR] = {" OR ", 2, true, false, NOTHING},
    [SQL_ADD] = {" + ", 7, true, false, NOTHING},
    [SQL_SUBTRACT] = {" - ", 7, false, false, NOTHING},
    [SQL_MULTIPLY] = {" * ", 8, true, false, NOTHING},
    [SQL_DIVIDE] = {" / ", 8, false, false, NOTHING},
    [SQL_FLOOR_DIVIDE] = {" / ", 8, false, false, NOTHING},
    [SQL_BIT_AND] = {" & ", 7, true, false, NOTHING},
    [SQL_BIT_OR] = {" | ", 7, true, false, NOTHING},
    [SQL_BIT_XOR] = {" # ", 7, true, false, NOTHING},
    [SQL_SHIFT_LEFT] = {" << ", 7, false, false, NOTHING},
    [SQL_SHIFT_RIGHT] = {" >> ", 7, false, false, NOTHING},
    [SQL_MODULO] = {" % ", 8, false, false, NOTHING},
    [SQL_CONCAT] = {" || ", 5, true, false, NOTHING},
    [SQL_NEGATE] = {"-", 8, false, false, NOTHING},
    [SQL_NOT] = {"NOT ", 5, false, false, NOTHING},
    [SQL_ASCENDING] = {" ASC", 3, false, false, NOTHING},
    [SQL_DESCENDING] = {" DESC", 3, false, false, NOTHING},
    [SQL_DISTINCT] = {"DISTINCT ", 5, false, false, NOTHING},
    [SQL_NULLS_FIRST] = {" NULLS FIRST", 3, false, false, NOTHING},
    [SQL_NULLS_LAST] = {" NULLS LAST", 3, false, false, NOTHING},
    [SQL_COLLATE] = {" COLLATE ", 4, false, false, NOTHING},
    [SQL_FILTER] = {" FILTER (WHERE ", 6, false, false, NOTHING},
    [SQL_JSON_ITEM] = {" -> ", 15, false, false, NOTHING},
    [SQL_JSON_TEXT] = {" ->> ", 15, false, false, NOTHING},
    [SQL_JSON_PATH] = {" #> ", 15, false, false, NOTHING},
    [SQL_JSON_PATH_TEXT] = {" #>> ", 15, false, false, NOTHING},
    [SQL_CUSTOM] = {NULL, 0, false, false, NOTHING},
};

const SqlOperatorRow *sql_operator_row(SqlOperator operator_)
{
    return &rows[operator_];
}

Expression *expression_new(Arena *arena, ExpressionKind kind)
{
    Expression *expression = ARENA_NEW(arena, Expression);
    expression->kind = kind;
    return expression;
}

static bool has_operator(const Expression *expression)
{
    return expression->kind == EXPRESSION_BINARY || expression->kind == EXPRESSION_UNARY ||
           (expression->kind == EXPRESSION_LIST && expression->operator_ != SQL_IN);
}

const Expression *expression_group(Arena *arena, const Expression *expression, SqlOperator against)
{
    if (expression->kind == EXPRESSION_LABEL)
        return expression_group(arena, expression->left, against);
    if (expression->kind == EXPRESSION_EXISTS && against == SQL_NOT) {
        Expression *group = expression_new(arena, EXPRESSION_GROUPING);
        group->left = expression;
        return group;
    }
    if (!has_operator(expression))
        return expression;
    SqlOperator operator_ = expression->operator_;
    bool into_json = operator_ >= SQL_JSON_ITEM && operator_ <= SQL_JSON_PATH_TEXT && against >= SQL_JSON_ITEM &&
                     against <= SQL_JSON_PATH_TEXT;
    if (into_json || (operator_ == against && rows[operator_].self_precedent))
        return expression;
    if (rows[operator_].precedence > rows[against].precedence)
        return expression;
    Expression *group = expression_new(arena, EXPRESSION_GROUPING);
    group->left = expression;
    group->type = expression->type;
    return group;
}

const char *expression_key(const Expression *expression, bool of_text)
{
    switch (expression->kind) {
    case EXPRESSION_COLUMN:
    case EXPRESSION_LABEL:
    case EXPRESSION_LITERAL:
        return expression->name;
    case EXPRESSION_TEXT:
        return !expression->is_text_clause || of_text ? expression->text : NULL;
    default:
        return NULL;
    }
}

Expression *expression_binary(Arena *arena, SqlOperator operator_, const Expression *left, const Expression *right)
{
    Expression *binary = expression_new(arena, EXPRESSION_BINARY);
    binary->operator_ = operator_;
    binary->left = expression_group(arena, left, operator_);
    binary->right = right ? expression_group(arena, right, operator_) : NULL;
    if (!rows[operator_].is_comparison)
        binary->type = left->type;
    return binary;
}

const Expression *expression_junction(Arena *arena, SqlOperator operator_, const Expression *const *items, size_t count)
{
    ExpressionKind idle = operator_ == SQL_AND ? EXPRESSION_TRUE : EXPRESSION_FALSE;
    ExpressionKind decisive = operator_ == SQL_AND ? EXPRESSION_FALSE : EXPRESSION_TRUE;
    const Expression *only = count ? items[0] : NULL;
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        if (items[i]->kind == decisive)
            return items[i];
        if (items[i]->kind != idle && !left++)
            only = items[i];
    }
    if (count && left <= 1)
        return only;
    VECTOR(const Expression *) members = {0};
    for (size_t i = 0; i < count; i++) {
        const Expression *item = items[i];
        if (item->kind == idle)
            continue;
        if (item->kind == EXPRESSION_LIST && item->operator_ == operator_) {
            for (size_t k = 0; k < item->items.count; k++)
                vector_push(arena, &members, item->items.items[k]);
        } else {
            vector_push(arena, &members, expression_group(arena, item, operator_));
        }
    }
    Expression *list = expression_new(arena, EXPRESSION_LIST);
    list->operator_ = operator_;
    list->items = (ExpressionList){members.items, members.count};
    return list;
}

const Expression *expression_negate(Arena *arena, const Expression *expression)
{
    if (expression->kind == EXPRESSION_TRUE || expression->kind == EXPRESSION_FALSE)
        return expression_new(arena, expression->kind == EXPRESSION_TRUE ? EXPRESSION_FALSE : EXPRESSION_TRUE);
    SqlOperator negated = expression->kind == EXPRESSION_BINARY ? rows[expression->operator_].negated : NOTHING;
    if (negated != NOTHING) {
        Expression *copy = expression_new(arena, EXPRESSION_BINARY);
        *copy = *expression;
        copy->operator_ = negated;
        return copy;
    }
    Expression *unary = expression_new(arena, EXPRESSION_UNARY);
    unary->operator_ = SQL_NOT;
    unary->left = expression_group(arena, expression, SQL_NOT);
    return unary;
}

Literal literal_text(const char *text)
{
    return (Literal){.kind = LITERAL_TEXT, .bytes = text, .length = strlen(text)};
}

static bool is_word(char character)
{
    return isalnum((unsigned char)character) || character == '_' || (unsigned char)character >= 0x80;
}

void text_parameters(Arena *arena, const char *text, StringVector *names)
{
    for (const char *at = text; *at; at++) {
        bool begins = *at == ':' && (is_word(at[1]) || at[1] == '$') &&
                      (at == text || (at[-1] != ':' && at[-1] != '\\' && !is_word(at[-1])));
        if (!begins)
            continue;
        size_t length = 1;
        while (is_word(at[1 + length]) || at[1 + length] == '$')
            length++;
        /* SQLAlchemy's pattern requires that no colon follows. */
        if (at[1 + length] != ':') {
            const char *name = arena_strndup(arena, at + 1, length);
            if (!string_vector_contains(names, name))
                vector_push(arena, names, name);
        }
        at += length;
    }
}
