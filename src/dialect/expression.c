/* Expressions: one function a kind, one row in the table. */
#include "special_forms.h"

#include <ctype.h>
#include <string.h>

bool compile_list(Compiler *compiler, const ExpressionList *list, const char *separator)
{
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            text_append(&compiler->out, separator);
        if (!compile_expression(compiler, list->items[i]))
            return false;
    }
    return true;
}

static bool compile_column_name(Compiler *compiler, const Expression *expression)
{
    const Table *table = expression->table;
    if (!expression->name)
        return refuse(compiler, "a column that has no name yet");
    if (table && compiler->include_table) {
        if (table->kind == FROM_TABLE)
            append_table(compiler, table->name, table->schema);
        else
            append_quoted(compiler, from_name(compiler, table));
        text_append_char(&compiler->out, '.');
    }
    append_quoted(compiler, expression->name);
    return true;
}

/* ---- values ------------------------------------------------------------------ */

static void add_parameter(Compiler *compiler, const char *name, const Literal *literal, const SqlType *type)
{
    SqlParameter parameter = {.name = name, .affinity = type ? type_row(type->kind)->affinity : AFFINITY_NULL};
    parameter.null_is_json = type && parameter.affinity == AFFINITY_JSON && !type->none_as_null;
    parameter.value = parameter_literal(compiler->arena, compiler->dialect, &parameter, literal);
    vector_push(compiler->arena, &compiler->compiled->parameters, parameter);
    compiler->dialect->parameter(compiler, compiler->compiled->parameters.count);
}

/* The value that comes with this execution; NULL where it is not known. */
static const Literal *given_value(const Compiler *compiler, const char *name, size_t length)
{
    const ParameterSet *given = compiler->options->given;
    for (size_t i = 0; given && i < given->count; i++)
        if (strlen(given->items[i].name) == length && memcmp(given->items[i].name, name, length) == 0)
            return &given->items[i].value;
    return NULL;
}

static bool compile_literal(Compiler *compiler, const Expression *expression)
{
    const Literal *literal = &expression->literal;
    bool execute = compiler->options->mode == MODE_EXECUTE && !compiler->literal_binds;
    if (literal->kind == LITERAL_DEFERRED && !execute)
        literal = given_value(compiler, expression->name, strlen(expression->name));
    if (!literal)
        return refuse(compiler, "the parameter ':%s' without a value", expression->name);
    if (expression->is_default && !execute) { /* as SQLAlchemy prints a default it only fills in on execution */
        text_append(&compiler->out, "NULL");
        return true;
    }
    if (execute && literal->kind != LITERAL_NULL && expression->type &&
        type_for_dialect(expression->type, compiler->dialect->name)->converts)
        return refuse(compiler, "a value that the application's own type changes");
    if (execute) {
        add_parameter(compiler, literal->kind == LITERAL_DEFERRED ? expression->name : NULL, literal, expression->type);
        return true;
    }
    return append_literal(compiler, literal, expression->type);
}

static bool is_word(char character)
{
    return isalnum((unsigned char)character) || character == '_' || character == '$' ||
           (unsigned char)character >= 0x80;
}

static const Expression *parameter_value(const Expression *text, const char *name, size_t length)
{
    for (size_t i = 0; i < text->parameter_count; i++)
        if (strlen(text->parameters[i].name) == length && memcmp(text->parameters[i].name, name, length) == 0)
            return text->parameters[i].value;
    return NULL;
}

static bool compile_text_parameter(Compiler *compiler, const Expression *text, const char *name, size_t length)
{
    const Expression *value = parameter_value(text, name, length);
    if (value)
        return compile_expression(compiler, value);
    if (compiler->options->mode == MODE_OFFLINE || compiler->literal_binds) {
        const Literal *given = given_value(compiler, name, length);
        return given ? append_literal(compiler, given, NULL)
                     : refuse(compiler, "the parameter ':%.*s' without a value", (int)length, name);
    }
    Literal deferred = {.kind = LITERAL_DEFERRED};
    add_parameter(compiler, arena_strndup(compiler->arena, name, length), &deferred, NULL);
    return true;
}

static bool has_percent_name(const char *text)
{
    for (const char *at = strstr(text, "%("); at; at = strstr(at + 1, "%(")) {
        size_t length = 2;
        while (is_word(at[length]))
            length++;
        if (length > 2 && at[length] == ')' && at[length + 1] == 's')
            return true;
    }
    return false;
}

/* text(): :name is a parameter, \: is a colon, everything else stands as it is. */
static bool compile_text_clause(Compiler *compiler, const Expression *expression)
{
    const char *text = expression->text;
    if (!compiler->dialect->prints_every_form && has_percent_name(text))
        return refuse(compiler, "'%%(name)s' in a text on SQLite, which SQLAlchemy would turn into a '?'");
    for (const char *at = text; *at;) {
        size_t length = 0;
        bool starts =
            *at == ':' && (at == text || (at[-1] != ':' && at[-1] != '\\' && (!is_word(at[-1]) || at[-1] == '$')));
        while (starts && is_word(at[1 + length]))
            length++;
        if (length && at[1 + length] != ':') {
            if (!compile_text_parameter(compiler, expression, at + 1, length))
                return false;
            at += 1 + length;
        } else if (*at == '\\' && at[1] == ':') {
            at++;
            text_append_char(&compiler->out, *at++);
        } else {
            text_append_char(&compiler->out, *at);
            if (*at == '%' && compiler->options->double_percents)
                text_append_char(&compiler->out, '%');
            at++;
        }
    }
    return true;
}

static bool compile_text(Compiler *compiler, const Expression *expression)
{
    if (expression->is_text_clause)
        return compile_text_clause(compiler, expression);
    for (const char *at = expression->text; *at; at++) {
        text_append_char(&compiler->out, *at);
        if (*at == '%' && compiler->options->double_percents)
            text_append_char(&compiler->out, '%');
    }
    return true;
}

/* ---- operators ------------------------------------------------------------------ */

static bool compile_like_without_ilike(Compiler *compiler, const Expression *expression)
{
    text_append(&compiler->out, "lower(");
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, expression->operator_ == SQL_ILIKE ? ") LIKE lower(" : ") NOT LIKE lower(");
    if (!compile_expression(compiler, expression->right))
        return false;
    text_append_char(&compiler->out, ')');
    return true;
}

static bool is_json_access(SqlOperator operator_)
{
    return operator_ >= SQL_JSON_ITEM && operator_ <= SQL_JSON_PATH_TEXT;
}

/* Whole numbers divide as Python divides them: '/' gives a fraction. */
static bool compile_division(Compiler *compiler, const Expression *expression)
{
    const Expression *right = expression->right;
    bool whole = right->type && type_row(right->type->kind)->affinity == AFFINITY_INTEGER;
    bool literal_whole = right->kind == EXPRESSION_LITERAL && right->literal.kind == LITERAL_INTEGER;
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, " / ");
    if (!whole && !literal_whole)
        return right->type ? compile_expression(compiler, right) : refuse(compiler, "'/' by a value of unknown type");
    if (compiler->dialect->divides_by_adding_zero) {
        text_append_char(&compiler->out, '(');
        bool done = compile_expression(compiler, right);
        text_append(&compiler->out, " + 0.0)");
        return done;
    }
    text_append(&compiler->out, "CAST(");
    bool done = compile_expression(compiler, right);
    text_append(&compiler->out, " AS NUMERIC)");
    return done;
}

static bool is_whole(const Expression *expression)
{
    return (expression->type && type_row(expression->type->kind)->affinity == AFFINITY_INTEGER) ||
           (expression->kind == EXPRESSION_LITERAL && expression->literal.kind == LITERAL_INTEGER);
}

static bool compile_floor_division(Compiler *compiler, const Expression *expression)
{
    if (!is_whole(expression->right) || !is_whole(expression->left))
        return refuse(compiler, "'//' of values that are not whole");
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, " / ");
    return compile_expression(compiler, expression->right);
}

/* ILIKE, regular expressions and the like that only PostgreSQL has as operators. */
static bool has_operator(Compiler *compiler, SqlOperator operator_)
{
    if (compiler->dialect->has_pattern_operators)
        return true;
    bool foreign = (operator_ >= SQL_CONTAINS && operator_ <= SQL_MATCH) || operator_ == SQL_BIT_XOR;
    return !foreign ||
           refuse(compiler, "the operator '%s' on %s", sql_operator_row(operator_)->text, compiler->dialect->name);
}

static void append_operator(Compiler *compiler, const Expression *expression)
{
    for (const OperatorSpelling *own = compiler->dialect->operators; own && own->text; own++)
        if (own->operator_ == expression->operator_) {
            text_append(&compiler->out, own->text);
            return;
        }
    if (expression->operator_ == SQL_CUSTOM)
        text_append_format(&compiler->out, " %s ", expression->text);
    else if (expression->operator_ == SQL_MODULO && compiler->options->double_percents)
        text_append(&compiler->out, " %% ");
    else
        text_append(&compiler->out, sql_operator_row(expression->operator_)->text);
}

/* JSON_EXTRACT(j, '$."key"'), quoted again while it is to be JSON still. */
static bool compile_json_extract(Compiler *compiler, const Expression *expression)
{
    const Expression *key = expression->right;
    bool is_json = expression->operator_ == SQL_JSON_ITEM || expression->operator_ == SQL_JSON_PATH;
    bool is_path = expression->operator_ == SQL_JSON_PATH || expression->operator_ == SQL_JSON_PATH_TEXT;
    bool is_text = key->kind == EXPRESSION_LITERAL && key->literal.kind == LITERAL_TEXT;
    bool is_index = key->kind == EXPRESSION_LITERAL && key->literal.kind == LITERAL_INTEGER;
    if (is_path || (!is_text && !is_index))
        return refuse(compiler, "this way into JSON on SQLite");
    text_append(&compiler->out, is_json ? "JSON_QUOTE(JSON_EXTRACT(" : "JSON_EXTRACT(");
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, ", ");
    append_text_literal(compiler, is_index ? arena_format(compiler->arena, "$[%lld]", (long long)key->literal.integer)
                                           : arena_format(compiler->arena, "$.\"%s\"", key->literal.bytes));
    text_append(&compiler->out, is_json ? "))" : ")");
    return true;
}

/* IN () as each server can say it. */
static void append_empty_set(Compiler *compiler, SqlOperator operator_)
{
    const Dialect *dialect = compiler->dialect;
    text_append(&compiler->out, operator_ == SQL_NOT_IN ? dialect->empty_not_in : dialect->empty_in);
}

/* PostgreSQL 14 and later have jsonb['key']. */
static bool is_jsonb_subscript(const Compiler *compiler, const Expression *expression)
{
    const SqlType *type = expression->left ? expression->left->type : NULL;
    return expression->operator_ == SQL_JSON_ITEM && compiler->dialect->has_json_operators && type &&
           type_for_dialect(type, "postgresql")->kind == TYPE_JSONB;
}

static bool compile_jsonb_subscript(Compiler *compiler, const Expression *expression)
{
    bool groups = expression->left->kind == EXPRESSION_FUNCTION || expression->left->kind == EXPRESSION_CAST;
    text_append(&compiler->out, groups ? "(" : "");
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, groups ? ")[" : "[");
    if (!compile_expression(compiler, expression->right))
        return false;
    text_append_char(&compiler->out, ']');
    return true;
}

static bool compile_infix(Compiler *compiler, const Expression *expression)
{
    SqlOperator operator_ = expression->operator_;
    bool ilike = operator_ == SQL_ILIKE || operator_ == SQL_NOT_ILIKE;
    if (ilike && !compiler->dialect->has_ilike)
        return compile_like_without_ilike(compiler, expression);
    if (operator_ == SQL_DIVIDE)
        return compile_division(compiler, expression);
    if (operator_ == SQL_FLOOR_DIVIDE)
        return compile_floor_division(compiler, expression);
    bool distinct = operator_ == SQL_IS_DISTINCT_FROM || operator_ == SQL_IS_NOT_DISTINCT_FROM;
    if (distinct && !compiler->dialect->prints_every_form && compiler->options->mode == MODE_OFFLINE)
        return refuse(compiler, "is_distinct_from() on SQLite"); /* SQLAlchemy leaves a '?' there */
    if (is_json_access(operator_) && !compiler->dialect->has_json_operators)
        return compile_json_extract(compiler, expression);
    bool groups = is_json_access(operator_) && is_jsonb_subscript(compiler, expression->left);
    text_append(&compiler->out, groups ? "(" : "");
    if (!has_operator(compiler, operator_) || !compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, groups ? ")" : "");
    append_operator(compiler, expression);
    if (expression->right->kind == EXPRESSION_LIST && expression->right->operator_ == SQL_IN &&
        !expression->right->items.count) {
        append_empty_set(compiler, operator_);
        return true;
    }
    if (!compile_expression(compiler, expression->right))
        return false;
    if (operator_ == SQL_FILTER)
        text_append_char(&compiler->out, ')');
    if (expression->escape)
        text_append_format(&compiler->out, " ESCAPE '%s'", expression->escape);
    if (operator_ != SQL_BETWEEN && operator_ != SQL_NOT_BETWEEN)
        return true;
    text_append(&compiler->out, " AND ");
    return compile_expression(compiler, expression->items.items[0]);
}

static bool compile_binary(Compiler *compiler, const Expression *expression)
{
    if (is_jsonb_subscript(compiler, expression))
        return compile_jsonb_subscript(compiler, expression);
    bool eager = (is_json_access(expression->operator_) && compiler->dialect->has_json_operators) ||
                 (expression->operator_ >= SQL_BIT_AND && expression->operator_ <= SQL_SHIFT_RIGHT);
    bool inside = compiler->in_operator, groups = eager && inside;
    if (groups)
        text_append_char(&compiler->out, '(');
    compiler->in_operator = true;
    bool done = compile_infix(compiler, expression);
    compiler->in_operator = inside;
    if (groups)
        text_append_char(&compiler->out, ')');
    return done;
}

static bool compile_unary(Compiler *compiler, const Expression *expression)
{
    const char *text = sql_operator_row(expression->operator_)->text;
    bool negates = expression->operator_ == SQL_NOT && expression->left->kind == EXPRESSION_COLUMN;
    if (negates && !compiler->dialect->native_boolean) {
        if (expression->left->type && type_row(expression->left->type->kind)->affinity != AFFINITY_BOOLEAN)
            return refuse(compiler, "NOT of a column that is not boolean");
        if (!compile_expression(compiler, expression->left))
            return false;
        text_append(&compiler->out, " = 0");
        return true;
    }
    bool after = expression->operator_ == SQL_ASCENDING || expression->operator_ == SQL_DESCENDING ||
                 expression->operator_ == SQL_NULLS_FIRST || expression->operator_ == SQL_NULLS_LAST;
    if (!after)
        text_append(&compiler->out, text);
    if (!compile_expression(compiler, expression->left))
        return false;
    if (after)
        text_append(&compiler->out, text);
    return true;
}

/* A value, not a comparison. */
static bool is_boolean_value(const Expression *expression)
{
    bool is_value = expression->kind == EXPRESSION_COLUMN || expression->kind == EXPRESSION_CASE ||
                    expression->kind == EXPRESSION_CAST || expression->kind == EXPRESSION_FUNCTION;
    return is_value && expression->type && type_row(expression->type->kind)->affinity == AFFINITY_BOOLEAN;
}

bool compile_as_boolean(Compiler *compiler, const Expression *condition)
{
    if (!compile_expression(compiler, condition))
        return false;
    if (is_boolean_value(condition) && !compiler->dialect->native_boolean)
        text_append(&compiler->out, " = 1");
    return true;
}

static bool compile_members(Compiler *compiler, const Expression *expression)
{
    if (expression->operator_ != SQL_IN) {
        for (size_t i = 0; i < expression->items.count; i++) {
            text_append(&compiler->out, i ? sql_operator_row(expression->operator_)->text : "");
            if (!compile_as_boolean(compiler, expression->items.items[i]))
                return false;
        }
        return true;
    }
    if (!expression->items.count)
        return refuse(compiler, "an empty list as SQL");
    bool rows = expression->items.items[0]->kind == EXPRESSION_TUPLE && compiler->dialect->writes_rows_as_values;
    text_append(&compiler->out, rows ? "(VALUES " : "(");
    if (!compile_list(compiler, &expression->items, ", "))
        return false;
    text_append_char(&compiler->out, ')');
    return true;
}

static bool compile_grouping(Compiler *compiler, const Expression *expression)
{
    text_append_char(&compiler->out, '(');
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append_char(&compiler->out, ')');
    return true;
}

/* ---- groups, labels, words -------------------------------------------------------- */

bool compile_grouped(Compiler *compiler, const Expression *expression)
{
    bool operation = expression->kind == EXPRESSION_BINARY || expression->kind == EXPRESSION_UNARY ||
                     (expression->kind == EXPRESSION_LIST && expression->operator_ != SQL_IN);
    if (operation)
        text_append_char(&compiler->out, '(');
    if (!compile_expression(compiler, expression))
        return false;
    if (operation)
        text_append_char(&compiler->out, ')');
    return true;
}

/* Outside the list of columns a label is what it labels. */
static bool compile_label(Compiler *compiler, const Expression *expression)
{
    return compile_expression(compiler, expression->left);
}

/* None for a JSON column is the value null, but NULL where it is written out. */
static bool compile_null(Compiler *compiler, const Expression *expression)
{
    const SqlType *type = expression->type;
    bool is_sent = compiler->options->mode == MODE_EXECUTE && !compiler->literal_binds;
    if (is_sent && type && type_row(type->kind)->affinity == AFFINITY_JSON && !type->none_as_null)
        add_parameter(compiler, NULL, &expression->literal, type);
    else
        text_append(&compiler->out, "NULL");
    return true;
}

static bool compile_word(Compiler *compiler, const Expression *expression)
{
    bool native = compiler->dialect->native_boolean;
    const char *word = expression->kind == EXPRESSION_STAR   ? "*"
                       : expression->kind == EXPRESSION_TRUE ? (native ? "true" : "1")
                                                             : (native ? "false" : "0");
    text_append(&compiler->out, word);
    return true;
}

static ExpressionCompiler *const compilers[] = {
    [EXPRESSION_COLUMN] = compile_column_name,
    [EXPRESSION_LITERAL] = compile_literal,
    [EXPRESSION_TEXT] = compile_text,
    [EXPRESSION_FUNCTION] = compile_function,
    [EXPRESSION_BINARY] = compile_binary,
    [EXPRESSION_UNARY] = compile_unary,
    [EXPRESSION_LIST] = compile_members,
    [EXPRESSION_CAST] = compile_cast,
    [EXPRESSION_CASE] = compile_case,
    [EXPRESSION_LABEL] = compile_label,
    [EXPRESSION_NULL] = compile_null,
    [EXPRESSION_TRUE] = compile_word,
    [EXPRESSION_FALSE] = compile_word,
    [EXPRESSION_STAR] = compile_word,
    [EXPRESSION_SUBQUERY] = compile_subquery,
    [EXPRESSION_EXISTS] = compile_subquery,
    [EXPRESSION_GROUPING] = compile_grouping,
    [EXPRESSION_OVER] = compile_over,
    [EXPRESSION_WITHIN_GROUP] = compile_within_group,
    [EXPRESSION_ORDERED] = compile_ordered,
    [EXPRESSION_EXTRACT] = compile_extract,
    [EXPRESSION_TUPLE] = compile_tuple,
    [EXPRESSION_ARRAY] = compile_array,
    [EXPRESSION_ANY] = compile_any,
    [EXPRESSION_COERCED] = compile_label,
};

bool compile_expression(Compiler *compiler, const Expression *expression)
{
    return compilers[expression->kind](compiler, expression);
}
