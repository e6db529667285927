/* Expressions: one function and one table row a kind. */
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
    bool is_named = table && (table->name || table->alias) && table->kind != FROM_TEXT;
    const char *name = written_name(
        compiler, expression->name); /* anonymous names are numbered in this order: the column before its table */
    if (is_named && compiler->include_table) {
        if (table->kind == FROM_TABLE)
            append_table_of(compiler, table);
        else
            append_written_name(compiler, table->alias, table->quote);
        text_append_char(&compiler->out, '.');
    }
    if (table && table->kind != FROM_TABLE && name_is_made_up(expression->name))
        append_label(compiler, expression->name);
    else
        append_written_name(compiler, name, expression->quote);
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

/* The value bound in this execution; NULL if unknown. */
static const Literal *bound_value(const Compiler *compiler, const char *name, size_t length)
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
    if (compiler->leaves_out_values)
        return refuse(compiler, "is_distinct_from() on SQLite with a value, for which SQLAlchemy prints a '?'");
    if (expression->is_default && !execute) { /* SQLAlchemy prints this for a default that is computed at execution */
        text_append(&compiler->out, "NULL");
        return true;
    }
    if (expression->is_default && literal->kind == LITERAL_DEFERRED)
        return refuse(compiler, "a statement that relies on the Python default of column '%s'", expression->name);
    if (literal->kind == LITERAL_DEFERRED && !execute)
        literal = bound_value(compiler, expression->name, strlen(expression->name));
    if (!literal)
        return refuse(compiler, "the parameter ':%s' without a value", expression->name);
    const SqlType *type = expression->type ? type_for_dialect(expression->type, compiler->dialect->traits.name) : NULL;
    if (execute && type && type->converts && (literal->kind != LITERAL_NULL || type->refusal))
        return refuse_own_type(compiler, type);
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
        const Literal *given = bound_value(compiler, name, length);
        return given ? append_literal(compiler, given, NULL)
                     : refuse(compiler, "the parameter ':%.*s' without a value", (int)length, name);
    }
    Literal deferred = {.kind = LITERAL_DEFERRED};
    add_parameter(compiler, arena_strndup(compiler->arena, name, length), &deferred, NULL);
    return true;
}

bool has_percent_name(const char *text)
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

static void append_with_percents(Compiler *compiler, const char *text, size_t length)
{
    const char *end = text + length, *percent;
    while (compiler->options->double_percents && (percent = memchr(text, '%', (size_t)(end - text))) != NULL) {
        text_append_bytes(&compiler->out, text, (size_t)(percent + 1 - text));
        text_append_char(&compiler->out, '%');
        text = percent + 1;
    }
    text_append_bytes(&compiler->out, text, (size_t)(end - text));
}

/* text(): :name is a parameter and \: a colon; everything else is copied. */
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
            length = 1 + strcspn(at + 1, ":\\");
            append_with_percents(compiler, at, length);
            at += length;
        }
    }
    return true;
}

static bool compile_text(Compiler *compiler, const Expression *expression)
{
    if (expression->is_text_clause)
        return compile_text_clause(compiler, expression);
    append_with_percents(compiler, expression->text, strlen(expression->text));
    return true;
}

/* ---- groups, labels, words -------------------------------------------------------- */

static bool compile_grouping(Compiler *compiler, const Expression *expression)
{
    text_append_char(&compiler->out, '(');
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append_char(&compiler->out, ')');
    return true;
}

/* A label: `x AS name` in a SELECT's columns, `name` where it is referenced, else `x`. */
static bool compile_label(Compiler *compiler, const Expression *expression)
{
    bool in_columns = compiler->in_columns, in_label = compiler->in_label, done;
    if (in_columns && !in_label) {
        const char *name = written_name(
            compiler, expression->name); /* anonymous names are numbered in this order: the label before its element */
        compiler->in_label = true;
        done = compile_expression(compiler, expression->left);
        compiler->in_label = false;
        text_append(&compiler->out, " AS ");
        append_written_name(compiler, name, expression->quote);
        return done;
    }
    if (compiler->label_alone == expression) {
        append_written_name(compiler, expression->name, expression->quote);
        return true;
    }
    compiler->in_columns = false;
    done = compile_expression(compiler, expression->left);
    compiler->in_columns = in_columns;
    return done;
}

static bool compile_row_name(Compiler *compiler, const Expression *expression)
{
    append_written_name(compiler, expression->name, expression->table ? expression->table->quote : 0);
    return true;
}

static bool compile_inside(Compiler *compiler, const Expression *expression)
{
    return compile_expression(compiler, expression->left);
}

/* None bound to a JSON column is the JSON value null; as a literal it is NULL. */
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
    bool native = compiler->dialect->traits.has_native_booleans;
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
    [EXPRESSION_COERCED] = compile_inside,
    [EXPRESSION_COLLATION] = compile_collation,
    [EXPRESSION_SLICE] = compile_slice,
    [EXPRESSION_NAMED] = compile_named,
    [EXPRESSION_NEXT_VALUE] = compile_next_value,
    [EXPRESSION_FIELD] = compile_field,
    [EXPRESSION_ROW] = compile_row_name,
};

bool compile_expression(Compiler *compiler, const Expression *expression)
{
    return compilers[expression->kind](compiler, expression);
}
