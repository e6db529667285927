/* Operators: a table of those that all databases write alike, and functions for the rest. */
#include "special_forms.h"

#include <string.h>

static bool is_json_access(SqlOperator operator_)
{
    return operator_ >= SQL_JSON_ITEM && operator_ <= SQL_JSON_PATH_TEXT;
}

static void append_operator(Compiler *compiler, const Expression *expression)
{
    const char *text = expression->operator_ == SQL_CUSTOM
                           ? arena_format(compiler->arena, " %s ", expression->custom->text)
                           : sql_operator_row(expression->operator_)->text;
    for (const OperatorSpelling *own = compiler->dialect->operators; own && own->text; own++)
        text = own->operator_ == expression->operator_ ? own->text : text;
    for (const char *at = text; *at; at++) {
        text_append_char(&compiler->out, *at);
        if (*at == '%' && compiler->options->double_percents)
            text_append_char(&compiler->out, '%');
    }
    text_append(&compiler->out, expression->is_symmetric ? "SYMMETRIC " : "");
}

/* ---- division ------------------------------------------------------------------------ */

/* Python's division: `/` of integers gives a fraction. */
static bool compile_division(Compiler *compiler, const Expression *expression)
{
    static const SqlType numeric = {.kind = TYPE_NUMERIC, .length = -1, .precision = -1, .scale = -1};
    const SqlType *own = expression_type(expression->right);
    Expression cast = {.kind = EXPRESSION_CAST, .left = expression->right, .type = &numeric};
    if (expression_affinity(expression->right) == AFFINITY_NUMERIC)
        cast.type = own;
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, " / ");
    if (!compiler->dialect->divides_by_adding_zero)
        return compile_expression(compiler, &cast);
    text_append_char(&compiler->out, '(');
    bool done = compile_expression(compiler, expression->right);
    text_append(&compiler->out, " + 0.0)");
    return done;
}

static bool compile_floor_division(Compiler *compiler, const Expression *expression)
{
    bool is_whole = expression_affinity(expression->left) == AFFINITY_INTEGER &&
                    expression_affinity(expression->right) == AFFINITY_INTEGER;
    text_append(&compiler->out, is_whole ? "" : "FLOOR(");
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, " / ");
    if (!compile_expression(compiler, expression->right))
        return false;
    text_append(&compiler->out, is_whole ? "" : ")");
    return true;
}

/* ---- LIKE ------------------------------------------------------------------------------- */

static const SqlType text_type = {.kind = TYPE_STRING, .length = -1, .precision = -1, .scale = -1};

/* lower(x), for databases without ILIKE. */
static const Expression *lowered(Compiler *compiler, const Expression *expression)
{
    Expression *function = expression_new(compiler->arena, EXPRESSION_FUNCTION);
    function->name = "lower";
    function->type = expression_type(expression);
    function->items.items = arena_copy(compiler->arena, &expression, 1, sizeof expression);
    function->items.count = 1;
    return compiler->dialect->has_ilike ? expression : function;
}

/* '%' || x || '%' */
static const Expression *with_percents(Compiler *compiler, const Expression *like, const Expression *part)
{
    Expression *percent = expression_new(compiler->arena, EXPRESSION_TEXT);
    percent->text = "'%'";
    percent->type = &text_type;
    const Expression *inside = part->kind == EXPRESSION_GROUPING ? part->left : part;
    bool is_chain = (inside->kind == EXPRESSION_BINARY || inside->kind == EXPRESSION_LIST) &&
                    inside->operator_ == SQL_CONCAT && expression_affinity(inside) == AFFINITY_STRING;
    bool is_of_ilike = like->operator_ == SQL_ILIKE_PART || like->operator_ == SQL_NOT_ILIKE_PART;
    if (is_chain && !is_of_ilike)
        part = inside;
    if (like->any_before)
        part = expression_operation(compiler->arena, SQL_CONCAT, percent, part);
    return like->any_after ? expression_operation(compiler->arena, SQL_CONCAT, part, percent) : part;
}

static bool compile_like(Compiler *compiler, const Expression *expression)
{
    SqlOperator operator_ = expression->operator_;
    bool is_part = operator_ >= SQL_LIKE_PART && operator_ <= SQL_NOT_ILIKE_PART;
    bool ignores_case = operator_ == SQL_ILIKE || operator_ == SQL_NOT_ILIKE || operator_ == SQL_ILIKE_PART ||
                        operator_ == SQL_NOT_ILIKE_PART;
    bool negates = operator_ == SQL_NOT_LIKE || operator_ == SQL_NOT_ILIKE || operator_ == SQL_NOT_LIKE_PART ||
                   operator_ == SQL_NOT_ILIKE_PART;
    const Expression *left = expression->left, *right = expression->right;
    if (ignores_case) {
        left = lowered(compiler, left);
        right = lowered(compiler, right);
    }
    if (is_part)
        right = with_percents(compiler, expression, right);
    if (!compile_expression(compiler, left))
        return false;
    text_append(&compiler->out, negates ? " NOT " : " ");
    text_append(&compiler->out, ignores_case && compiler->dialect->has_ilike ? "ILIKE " : "LIKE ");
    if (!compile_expression(compiler, right))
        return false;
    if (!expression->escape)
        return true;
    text_append(&compiler->out, " ESCAPE ");
    append_text_literal(compiler, expression->escape);
    return true;
}

/* ---- regular expressions, MATCH ------------------------------------------------------------ */

/* PostgreSQL takes regular expression flags as a prefix of the pattern. */
static bool compile_regexp_flags(Compiler *compiler, const Expression *expression, const char *operator_)
{
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append_format(&compiler->out, " %s CONCAT('(?', ", operator_);
    append_text_literal(compiler, expression->flags);
    text_append(&compiler->out, ", ')', ");
    bool done = compile_expression(compiler, expression->right);
    text_append_char(&compiler->out, ')');
    return done;
}

static bool compile_regexp_match(Compiler *compiler, const Expression *expression)
{
    bool negates = expression->operator_ == SQL_NOT_REGEXP_MATCH;
    const char *flags = compiler->dialect->has_pattern_operators ? expression->flags : NULL;
    if (flags && strcmp(flags, "i") != 0)
        return compile_regexp_flags(compiler, expression, negates ? "!~" : "~");
    if (!compile_expression(compiler, expression->left))
        return false;
    if (flags)
        text_append(&compiler->out, negates ? " !~* " : " ~* ");
    else
        append_operator(compiler, expression);
    return compile_expression(compiler, expression->right);
}

static bool compile_regexp_replace(Compiler *compiler, const Expression *expression)
{
    if (!compiler->dialect->has_pattern_operators)
        return refuse(compiler, "regexp_replace() on %s", compiler->dialect->traits.title);
    text_append(&compiler->out, "REGEXP_REPLACE(");
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, ", ");
    if (!compile_expression(compiler, expression->right))
        return false;
    if (expression->flags) {
        text_append(&compiler->out, ", ");
        append_text_literal(compiler, expression->flags);
    }
    text_append_char(&compiler->out, ')');
    return true;
}

static bool compile_match(Compiler *compiler, const Expression *expression)
{
    text_append(&compiler->out, expression->operator_ == SQL_NOT_MATCH ? "NOT " : "");
    if (!compile_expression(compiler, expression->left))
        return false;
    if (!compiler->dialect->has_pattern_operators) {
        text_append(&compiler->out, " MATCH ");
        return compile_expression(compiler, expression->right);
    }
    text_append(&compiler->out, " @@ plainto_tsquery(");
    if (expression->flags) {
        append_text_literal(compiler, expression->flags);
        text_append(&compiler->out, ", ");
    }
    bool done = compile_expression(compiler, expression->right);
    text_append_char(&compiler->out, ')');
    return done;
}

/* ---- JSON ------------------------------------------------------------------------------------ */

/* JSON_EXTRACT(j, '$."key"'), inside JSON_QUOTE() if the result must be JSON again. */
static bool compile_json_way(Compiler *compiler, const Expression *expression, bool is_extracted)
{
    const Expression *key = expression->right;
    bool is_json = expression->operator_ == SQL_JSON_ITEM || expression->operator_ == SQL_JSON_PATH;
    bool is_path = expression->operator_ == SQL_JSON_PATH || expression->operator_ == SQL_JSON_PATH_TEXT;
    bool is_text = key->kind == EXPRESSION_LITERAL && key->literal.kind == LITERAL_TEXT;
    bool is_index = key->kind == EXPRESSION_LITERAL && key->literal.kind == LITERAL_INTEGER;
    if (is_path || (!is_text && !is_index))
        return refuse(compiler, "this way into JSON on SQLite");
    if (is_extracted)
        text_append(&compiler->out, is_json ? "JSON_QUOTE(JSON_EXTRACT(" : "JSON_EXTRACT(");
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, is_extracted ? ", " : " ->> ");
    append_text_literal(compiler, is_index ? arena_format(compiler->arena, "$[%lld]", (long long)key->literal.integer)
                                           : arena_format(compiler->arena, "$.\"%s\"", key->literal.bytes));
    text_append(&compiler->out, !is_extracted ? "" : is_json ? "))" : ")");
    return true;
}

bool compile_json_extract(Compiler *compiler, const Expression *expression)
{
    return compile_json_way(compiler, expression, true);
}

/* .astext is the operator ->>, which SQLite has too. */
static bool compile_json_arrow(Compiler *compiler, const Expression *expression)
{
    return compile_json_way(compiler, expression, false);
}

static bool is_text_of_json(const Expression *expression)
{
    return expression->operator_ == SQL_JSON_TEXT || expression->operator_ == SQL_JSON_PATH_TEXT;
}

/* a[1]; on PostgreSQL 14 and later also jsonb['key']. */
static bool is_subscript(const Compiler *compiler, const Expression *expression)
{
    const SqlType *type = expression->left ? expression->left->type : NULL;
    if (expression->operator_ == SQL_SUBSCRIPT)
        return true;
    return expression->operator_ == SQL_JSON_ITEM && compiler->dialect->has_json_operators && type &&
           type_for_dialect(type, "postgresql")->kind == TYPE_JSONB;
}

static bool compile_subscript(Compiler *compiler, const Expression *expression)
{
    bool groups = expression->operator_ == SQL_JSON_ITEM &&
                  (expression->left->kind == EXPRESSION_FUNCTION || expression->left->kind == EXPRESSION_CAST);
    if (!compiler->dialect->has_arrays)
        return refuse(compiler, "[...] of an array on %s", compiler->dialect->traits.title);
    text_append(&compiler->out, groups ? "(" : "");
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, groups ? ")[" : "[");
    if (!compile_expression(compiler, expression->right))
        return false;
    text_append_char(&compiler->out, ']');
    return true;
}

/* ---- IN ---------------------------------------------------------------------------------------- */

/* IN with an empty list. '#' in the template is replaced by one value for each column of a row. */
static void append_empty_set(Compiler *compiler, const Expression *expression)
{
    const Dialect *dialect = compiler->dialect;
    size_t width = expression->left->kind == EXPRESSION_TUPLE ? expression->left->items.count : 1;
    const char *text = expression->operator_ == SQL_NOT_IN ? dialect->empty_not_in : dialect->empty_in;
    if (width > 1)
        text = expression->operator_ == SQL_NOT_IN ? dialect->empty_rows_not_in : dialect->empty_rows_in;
    for (; *text; text++) {
        if (*text != '#')
            text_append_char(&compiler->out, *text);
        for (size_t i = 0; *text == '#' && i < width; i++)
            text_append_format(&compiler->out, "%s%s", i ? ", " : "", dialect->nothing);
    }
}

static bool compile_membership(Compiler *compiler, const Expression *expression)
{
    const Expression *right = expression->right;
    bool negates = expression->operator_ == SQL_NOT_IN;
    text_append(&compiler->out, negates ? "(" : "");
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, negates ? " NOT IN " : " IN ");
    if (right->kind == EXPRESSION_LIST && right->operator_ == SQL_IN && !right->items.count)
        append_empty_set(compiler, expression);
    else if (!compile_expression(compiler, right))
        return false;
    text_append(&compiler->out, negates ? ")" : "");
    return true;
}

/* ---- all others ----------------------------------------------------------------------------------- */

/* Operators that only PostgreSQL has. */
static bool has_operator(Compiler *compiler, SqlOperator operator_)
{
    bool foreign = (operator_ >= SQL_CONTAINS && operator_ <= SQL_MATCHES_PATH && operator_ != SQL_MATCH &&
                    operator_ != SQL_NOT_MATCH) ||
                   operator_ == SQL_JSON_WITHOUT || operator_ == SQL_STORE_ITEM;
    return !foreign || compiler->dialect->has_pattern_operators ||
           refuse(compiler, "the operator '%s' on %s", sql_operator_row(operator_)->text,
                  compiler->dialect->traits.title);
}

static bool compile_infix(Compiler *compiler, const Expression *expression)
{
    SqlOperator operator_ = expression->operator_;
    bool distinct = operator_ == SQL_IS_DISTINCT_FROM || operator_ == SQL_IS_NOT_DISTINCT_FROM;
    bool left_out = compiler->leaves_out_values ||
                    (distinct && !compiler->dialect->prints_every_form && compiler->options->mode == MODE_OFFLINE);
    bool groups = is_json_access(operator_) && expression->left->kind == EXPRESSION_BINARY &&
                  is_subscript(compiler, expression->left) && expression->left->operator_ == SQL_JSON_ITEM &&
                  operator_ != SQL_JSON_ITEM;
    bool before = compiler->leaves_out_values, include_table = compiler->include_table;
    text_append(&compiler->out, groups ? "(" : "");
    compiler->leaves_out_values = left_out;
    compiler->include_table |= distinct && !compiler->dialect->prints_every_form; /* SQLAlchemy loses it there */
    if (!has_operator(compiler, operator_) || !compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, groups ? ")" : "");
    append_operator(compiler, expression);
    if (!compile_expression(compiler, expression->right))
        return false;
    compiler->leaves_out_values = before;
    compiler->include_table = include_table;
    text_append(&compiler->out, operator_ == SQL_FILTER ? ")" : "");
    return true;
}

/* SQLite has no XOR: (a | b) - (a & b). */
static bool compile_xor(Compiler *compiler, const Expression *expression)
{
    Expression both[2] = {*expression, *expression};
    bool groups = compiler->in_operator;
    both[0].operator_ = SQL_BIT_OR;
    both[1].operator_ = SQL_BIT_AND;
    text_append_char(&compiler->out, '(');
    compiler->in_operator = true;
    for (size_t i = 0; i < 2; i++) {
        text_append(&compiler->out, i ? " - " : "");
        text_append(&compiler->out, groups ? "(" : "");
        if (!compile_infix(compiler, &both[i]))
            return false;
        text_append(&compiler->out, groups ? ")" : "");
    }
    compiler->in_operator = groups;
    text_append_char(&compiler->out, ')');
    return true;
}

static ExpressionCompiler *const own_ways[SQL_OPERATOR_COUNT] = {
    [SQL_DIVIDE] = compile_division,
    [SQL_FLOOR_DIVIDE] = compile_floor_division,
    [SQL_LIKE] = compile_like,
    [SQL_NOT_LIKE] = compile_like,
    [SQL_ILIKE] = compile_like,
    [SQL_NOT_ILIKE] = compile_like,
    [SQL_LIKE_PART] = compile_like,
    [SQL_NOT_LIKE_PART] = compile_like,
    [SQL_ILIKE_PART] = compile_like,
    [SQL_NOT_ILIKE_PART] = compile_like,
    [SQL_REGEXP_MATCH] = compile_regexp_match,
    [SQL_NOT_REGEXP_MATCH] = compile_regexp_match,
    [SQL_REGEXP_REPLACE] = compile_regexp_replace,
    [SQL_MATCH] = compile_match,
    [SQL_NOT_MATCH] = compile_match,
    [SQL_SUBSCRIPT] = compile_subscript,
    [SQL_IN] = compile_membership,
    [SQL_NOT_IN] = compile_membership,
};

static bool groups_eagerly(const Compiler *compiler, const Expression *expression)
{
    if (expression->operator_ == SQL_CUSTOM)
        return expression->custom->groups_eagerly;
    return sql_operator_row(expression->operator_)->groups_eagerly &&
           (compiler->dialect->has_json_operators || is_text_of_json(expression)) &&
           !is_subscript(compiler, expression);
}

bool compile_binary(Compiler *compiler, const Expression *expression)
{
    ExpressionCompiler *own = own_ways[expression->operator_];
    if (is_subscript(compiler, expression))
        own = compile_subscript;
    else if (is_json_access(expression->operator_) && !compiler->dialect->has_json_operators)
        own = is_text_of_json(expression) ? compile_json_arrow : compile_json_extract;
    else if (expression->operator_ == SQL_BIT_XOR && !compiler->dialect->has_pattern_operators)
        own = compile_xor;
    bool inside = compiler->in_operator, groups = groups_eagerly(compiler, expression) && inside;
    text_append(&compiler->out, groups ? "(" : "");
    /* These pass their context on to their operands. */
    bool counts = !own || own == compile_membership || own == compile_regexp_match ||
                  (own == compile_match && !compiler->dialect->has_pattern_operators);
    counts &= expression->operator_ != SQL_FILTER && expression->operator_ != SQL_MODULO;
    compiler->in_operator = inside || counts;
    bool done = own ? own(compiler, expression) : compile_infix(compiler, expression);
    compiler->in_operator = inside;
    text_append(&compiler->out, groups ? ")" : "");
    return done;
}

bool compile_unary(Compiler *compiler, const Expression *expression)
{
    SqlOperator operator_ = expression->operator_;
    const char *text = sql_operator_row(operator_)->text;
    bool is_condition = operator_ == SQL_IS_TRUE || operator_ == SQL_IS_FALSE;
    bool native = compiler->dialect->traits.has_native_booleans || expression_is_condition(expression->left);
    if (is_condition && native)
        text = operator_ == SQL_IS_FALSE ? "NOT " : "";
    bool after = sql_operator_orders(operator_) || (is_condition && !native);
    text_append(&compiler->out, after ? "" : text);
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, after ? text : "");
    return true;
}

static bool are_rows_of_values(const ExpressionList *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const ExpressionList *items = &rows->items[i]->items;
        if (rows->items[i]->kind != EXPRESSION_TUPLE)
            return false;
        for (size_t k = 0; k < items->count; k++)
            if (items->items[k]->kind != EXPRESSION_LITERAL && items->items[k]->kind != EXPRESSION_NULL)
                return false;
    }
    return rows->count > 0;
}

/* a AND b, a + b + c; the list of IN is in parentheses. */
bool compile_members(Compiler *compiler, const Expression *expression)
{
    if (expression->operator_ != SQL_IN) {
        bool inside = compiler->in_operator;
        compiler->in_operator = true;
        bool done = compile_list(compiler, &expression->items, sql_operator_row(expression->operator_)->text);
        compiler->in_operator = inside;
        return done;
    }
    if (!expression->items.count)
        return refuse(compiler, "an empty list as SQL");
    bool rows = compiler->dialect->writes_rows_as_values && are_rows_of_values(&expression->items);
    text_append(&compiler->out, rows ? "(VALUES " : "(");
    if (!compile_list(compiler, &expression->items, ", "))
        return false;
    text_append_char(&compiler->out, ')');
    return true;
}
