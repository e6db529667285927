/* Expressions: one function a kind, one row in the table. */
#include "limbeck/dialect/compiler.h"

#include <ctype.h>
#include <string.h>

typedef bool ExpressionCompiler(Compiler *compiler, const Expression *expression);

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
    if (table && compiler->include_table && (table->alias || table->name)) {
        if (table->alias)
            append_quoted(compiler, table->alias);
        else
            append_table(compiler, table->name, table->schema);
        text_append_char(&compiler->out, '.');
    }
    append_quoted(compiler, expression->name);
    return true;
}

/* ---- values ------------------------------------------------------------------ */

static void add_parameter(Compiler *compiler, const char *name, const Literal *literal, const SqlType *type)
{
    SqlParameter parameter = {name, *literal, type ? type_row(type->kind)->affinity : AFFINITY_NULL};
    vector_push(compiler->arena, &compiler->compiled->parameters, parameter);
    compiler->dialect->parameter(compiler, compiler->compiled->parameters.count);
}

static bool compile_literal(Compiler *compiler, const Expression *expression)
{
    const Literal *literal = &expression->literal;
    bool execute = compiler->options->mode == MODE_EXECUTE && !compiler->literal_binds;
    if (literal->kind == LITERAL_DEFERRED && !execute)
        return refuse(compiler, "the parameter ':%s' without a value", expression->name);
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
    if (compiler->options->mode == MODE_OFFLINE || compiler->literal_binds)
        return refuse(compiler, "the parameter ':%.*s' without a value", (int)length, name);
    Literal deferred = {.kind = LITERAL_DEFERRED};
    add_parameter(compiler, arena_strndup(compiler->arena, name, length), &deferred, NULL);
    return true;
}

/* text(): :name is a parameter, \: is a colon, everything else stands as it is. */
static bool compile_text_clause(Compiler *compiler, const Expression *expression)
{
    const char *text = expression->text;
    StringVector names = {0};
    text_parameters(compiler->arena, text, &names);
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

static bool compile_binary(Compiler *compiler, const Expression *expression)
{
    SqlOperator operator_ = expression->operator_;
    bool ilike = operator_ == SQL_ILIKE || operator_ == SQL_NOT_ILIKE;
    if (ilike && !compiler->dialect->has_ilike)
        return compile_like_without_ilike(compiler, expression);
    if (operator_ == SQL_DIVIDE)
        return refuse(compiler, "'/' in an SQL expression");
    if (!compile_expression(compiler, expression->left))
        return false;
    if (operator_ == SQL_CUSTOM)
        text_append_format(&compiler->out, " %s ", expression->text);
    else if (operator_ == SQL_MODULO && compiler->options->double_percents)
        text_append(&compiler->out, " %% ");
    else
        text_append(&compiler->out, sql_operator_row(operator_)->text);
    if (!compile_expression(compiler, expression->right))
        return false;
    if (operator_ != SQL_BETWEEN)
        return true;
    text_append(&compiler->out, " AND ");
    return compile_expression(compiler, expression->items.items[0]);
}

static bool compile_unary(Compiler *compiler, const Expression *expression)
{
    const char *text = sql_operator_row(expression->operator_)->text;
    bool negates = expression->operator_ == SQL_NOT && expression->left->kind == EXPRESSION_COLUMN;
    if (negates && !compiler->dialect->native_boolean)
        return refuse(compiler, "NOT of a bare column");
    bool after = expression->operator_ == SQL_ASCENDING || expression->operator_ == SQL_DESCENDING;
    if (!after)
        text_append(&compiler->out, text);
    if (!compile_expression(compiler, expression->left))
        return false;
    if (after)
        text_append(&compiler->out, text);
    return true;
}

static bool compile_members(Compiler *compiler, const Expression *expression)
{
    if (expression->operator_ != SQL_IN)
        return compile_list(compiler, &expression->items, sql_operator_row(expression->operator_)->text);
    if (!expression->items.count)
        return refuse(compiler, "IN with an empty list");
    text_append_char(&compiler->out, '(');
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

/* ---- functions and special forms ----------------------------------------------- */

static bool compile_function(Compiler *compiler, const Expression *expression)
{
    const char *whole = compiler->dialect->function(expression->name, expression->items.count);
    if (whole) {
        text_append(&compiler->out, whole);
        return true;
    }
    text_append(&compiler->out, expression->name);
    text_append_char(&compiler->out, '(');
    if (!compile_list(compiler, &expression->items, ", "))
        return false;
    text_append_char(&compiler->out, ')');
    return true;
}

static bool compile_cast(Compiler *compiler, const Expression *expression)
{
    text_append(&compiler->out, "CAST(");
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, " AS ");
    if (!compile_type(compiler, expression->type))
        return false;
    text_append_char(&compiler->out, ')');
    return true;
}

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

static bool compile_case(Compiler *compiler, const Expression *expression)
{
    text_append(&compiler->out, "CASE ");
    if (expression->left) {
        if (!compile_expression(compiler, expression->left))
            return false;
        text_append_char(&compiler->out, ' ');
    }
    for (size_t i = 0; i + 1 < expression->items.count; i += 2) {
        text_append(&compiler->out, "WHEN ");
        if (!compile_grouped(compiler, expression->items.items[i]))
            return false;
        text_append(&compiler->out, " THEN ");
        if (!compile_expression(compiler, expression->items.items[i + 1]))
            return false;
        text_append_char(&compiler->out, ' ');
    }
    if (expression->otherwise) {
        text_append(&compiler->out, "ELSE ");
        if (!compile_expression(compiler, expression->otherwise))
            return false;
        text_append_char(&compiler->out, ' ');
    }
    text_append(&compiler->out, "END");
    return true;
}

static bool compile_label(Compiler *compiler, const Expression *expression)
{
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, " AS ");
    append_quoted(compiler, expression->name);
    return true;
}

static bool compile_word(Compiler *compiler, const Expression *expression)
{
    bool native = compiler->dialect->native_boolean;
    const char *word = expression->kind == EXPRESSION_NULL   ? "NULL"
                       : expression->kind == EXPRESSION_STAR ? "*"
                       : expression->kind == EXPRESSION_TRUE ? (native ? "true" : "1")
                                                             : (native ? "false" : "0");
    text_append(&compiler->out, word);
    return true;
}

static bool compile_subquery(Compiler *compiler, const Expression *expression)
{
    bool include_table = compiler->include_table;
    compiler->include_table = true;
    text_append(&compiler->out, expression->kind == EXPRESSION_EXISTS ? "EXISTS (" : "(");
    bool done = compile_select(compiler, expression->statement);
    text_append_char(&compiler->out, ')');
    compiler->include_table = include_table;
    return done;
}

static ExpressionCompiler *const compilers[] = {
    [EXPRESSION_COLUMN] = compile_column_name, [EXPRESSION_LITERAL] = compile_literal,
    [EXPRESSION_TEXT] = compile_text,          [EXPRESSION_FUNCTION] = compile_function,
    [EXPRESSION_BINARY] = compile_binary,      [EXPRESSION_UNARY] = compile_unary,
    [EXPRESSION_LIST] = compile_members,       [EXPRESSION_CAST] = compile_cast,
    [EXPRESSION_CASE] = compile_case,          [EXPRESSION_LABEL] = compile_label,
    [EXPRESSION_NULL] = compile_word,          [EXPRESSION_TRUE] = compile_word,
    [EXPRESSION_FALSE] = compile_word,         [EXPRESSION_STAR] = compile_word,
    [EXPRESSION_SUBQUERY] = compile_subquery,  [EXPRESSION_EXISTS] = compile_subquery,
    [EXPRESSION_GROUPING] = compile_grouping,
};

bool compile_expression(Compiler *compiler, const Expression *expression)
{
    return compilers[expression->kind](compiler, expression);
}
