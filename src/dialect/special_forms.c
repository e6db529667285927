#include "special_forms.h"

#include <stdlib.h>
#include <string.h>

static bool append_arguments(Compiler *compiler, const Expression *function)
{
    text_append_char(&compiler->out, '(');
    if (!compile_list(compiler, &function->items, ", "))
        return false;
    text_append_char(&compiler->out, ')');
    return true;
}

/* Functions that SQLAlchemy writes without parentheses when they have no arguments. */
static const char *word_of(const char *name, bool *takes_arguments)
{
    static const struct {
        const char *name, *text;
        bool takes_arguments;
    } rows[] = {{"current_date", "CURRENT_DATE", false},
                {"current_time", "CURRENT_TIME", false},
                {"current_timestamp", "CURRENT_TIMESTAMP", false},
                {"current_user", "CURRENT_USER", false},
                {"localtime", "LOCALTIME", false},
                {"localtimestamp", "LOCALTIMESTAMP", false},
                {"sysdate", "sysdate", false},
                {"session_user", "SESSION_USER", false},
                {"user", "USER", false},
                {"cube", "CUBE", true},
                {"rollup", "ROLLUP", true},
                {"grouping_sets", "GROUPING SETS", true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, name) == 0) {
            *takes_arguments |= rows[i].takes_arguments;
            return rows[i].text;
        }
    return NULL;
}

/* Quoted only if a character requires it; capital letters alone do not: pg_catalog.Max. */
static void append_function_name(Compiler *compiler, const char *name)
{
    static const char legal[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$";
    while (true) {
        size_t length = strcspn(name, ".");
        const char *part = arena_strndup(compiler->arena, name, length);
        append_identifier_if(compiler, part, !length || strspn(part, legal) != length);
        if (!name[length])
            return;
        text_append_char(&compiler->out, '.');
        name += length + 1;
    }
}

/* As the application's @compiles has it. */
static bool append_written(Compiler *compiler, const Expression *expression)
{
    const WrittenFunction *row = NULL;
    for (size_t i = 0; i < expression->written_count && !row; i++)
        if (strcmp(expression->written[i].dialect, compiler->dialect->traits.name) == 0)
            row = &expression->written[i];
    if (!row)
        return refuse(compiler, "%s() on %s, for which no @compiles is given", expression->name,
                      compiler->dialect->traits.title);
    if (!row->text)
        return refuse(compiler, "what @compiles of %s writes for %s()", row->place, expression->name);
    for (const char *at = row->text; *at; at++) {
        char *end = NULL;
        const size_t item = *at == WRITTEN_ITEM ? strtoul(at + 1, &end, 10) : 0;
        if (!end)
            text_append_char(&compiler->out, *at);
        else if (*end != WRITTEN_END || item >= row->items.count)
            return refuse(compiler, "what @compiles of %s writes for %s()", row->place, expression->name);
        else if (!compile_expression(compiler, row->items.items[item]))
            return false;
        at = end ? end : at;
    }
    return true;
}

bool compile_function(Compiler *compiler, const Expression *expression)
{
    if (expression->written)
        return append_written(compiler, expression);
    bool takes_arguments = expression->items.count > 0;
    const char *word = word_of(expression->name, &takes_arguments);
    const char *whole = compiler->dialect->function(expression->name);
    ExpressionCompiler *special = compiler->dialect->special_function(expression);
    if (special) {
        if (!special(compiler, expression))
            return false;
    } else if (whole || word) {
        text_append(&compiler->out, whole ? whole : word);
        if (!whole && takes_arguments && !append_arguments(compiler, expression))
            return false;
    } else {
        if (expression->quote)
            append_written_name(compiler, expression->name, expression->quote);
        else
            append_function_name(compiler, compiler->dialect->function_name(expression->name));
        if (!append_arguments(compiler, expression))
            return false;
    }
    text_append(&compiler->out, expression->is_ordinal ? " WITH ORDINALITY" : "");
    return true;
}

/* nextval('schema.name') */
bool compile_next_value(Compiler *compiler, const Expression *expression)
{
    if (!compiler->dialect->has_sequences)
        return refuse(compiler, "the next value of a sequence, which %s does not have",
                      compiler->dialect->traits.title);
    Text outer = compiler->out;
    compiler->out = text_in(compiler->arena);
    append_table(compiler, expression->name, expression->text);
    const char *name = text_string(&compiler->out);
    compiler->out = outer;
    text_append(&compiler->out, "nextval(");
    append_plain_text(compiler, name);
    text_append_char(&compiler->out, ')');
    return true;
}

/* (function(...)).name */
bool compile_field(Compiler *compiler, const Expression *expression)
{
    text_append_char(&compiler->out, '(');
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, ").");
    append_written_name(compiler, expression->name, expression->quote);
    return true;
}

bool compile_collation(Compiler *compiler, const Expression *expression)
{
    append_written_name(compiler, expression->name, 0);
    return true;
}

bool compile_slice(Compiler *compiler, const Expression *expression)
{
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append_char(&compiler->out, ':');
    return compile_expression(compiler, expression->right);
}

bool compile_cast(Compiler *compiler, const Expression *expression)
{
    if (expression->is_json_value && !compiler->dialect->casts_json)
        return compile_json_extract(compiler, expression->left);
    text_append(&compiler->out, "CAST(");
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, " AS ");
    size_t before = compiler->out.length;
    if (!compile_type(compiler, expression->type))
        return false;
    char *type = arena_strdup(compiler->arena, text_string(&compiler->out) + before);
    char *collation = strstr(type, " COLLATE ");
    compiler->out.length = before;
    text_append_bytes(&compiler->out, type, collation ? (size_t)(collation - type) : strlen(type));
    text_append_format(&compiler->out, ")%s", collation ? collation : "");
    return true;
}

bool compile_case(Compiler *compiler, const Expression *expression)
{
    text_append(&compiler->out, "CASE ");
    if (expression->left) {
        if (!compile_expression(compiler, expression->left))
            return false;
        text_append_char(&compiler->out, ' ');
    }
    for (size_t i = 0; i + 1 < expression->items.count; i += 2) {
        text_append(&compiler->out, "WHEN ");
        if (!compile_expression(compiler, expression->items.items[i]))
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

bool compile_subquery(Compiler *compiler, const Expression *expression)
{
    text_append(&compiler->out, expression->kind == EXPRESSION_EXISTS ? "EXISTS (" : "(");
    bool done = compile_scalar(compiler, expression->statement);
    text_append_char(&compiler->out, ')');
    return done;
}

bool compile_over(Compiler *compiler, const Expression *expression)
{
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, " OVER (");
    if (expression->items.count) {
        text_append(&compiler->out, "PARTITION BY ");
        if (!compile_list(compiler, &expression->items, ", "))
            return false;
    }
    if (expression->order.count) {
        text_append(&compiler->out, expression->items.count ? " ORDER BY " : "ORDER BY ");
        if (!compile_list(compiler, &expression->order, ", "))
            return false;
    }
    if (expression->frame)
        text_append_format(&compiler->out, "%s%s", expression->items.count || expression->order.count ? " " : "",
                           expression->frame);
    text_append_char(&compiler->out, ')');
    return true;
}

bool compile_within_group(Compiler *compiler, const Expression *expression)
{
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, " WITHIN GROUP (ORDER BY ");
    bool done = compile_list(compiler, &expression->order, ", ");
    text_append_char(&compiler->out, ')');
    return done;
}

bool compile_ordered(Compiler *compiler, const Expression *expression)
{
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, " ORDER BY ");
    return compile_list(compiler, &expression->order, ", ");
}

bool compile_extract(Compiler *compiler, const Expression *expression)
{
    static const struct {
        const char *field, *format;
    } sqlite[] = {{"month", "%m"}, {"day", "%d"},    {"year", "%Y"},  {"second", "%S"}, {"hour", "%H"},
                  {"doy", "%j"},   {"minute", "%M"}, {"epoch", "%s"}, {"dow", "%w"},    {"week", "%W"}};
    if (compiler->dialect->has_extract) {
        text_append_format(&compiler->out, "EXTRACT(%s FROM ", expression->name);
        bool done = compile_expression(compiler, expression->left);
        text_append_char(&compiler->out, ')');
        return done;
    }
    for (size_t i = 0; i < sizeof sqlite / sizeof *sqlite; i++) {
        if (strcmp(sqlite[i].field, expression->name) != 0)
            continue;
        text_append_format(&compiler->out, "CAST(STRFTIME('%s', ", sqlite[i].format);
        bool done = compile_expression(compiler, expression->left);
        text_append(&compiler->out, ") AS INTEGER)");
        return done;
    }
    return refuse(compiler, "extract('%s') on SQLite", expression->name);
}

bool compile_tuple(Compiler *compiler, const Expression *expression)
{
    text_append_char(&compiler->out, '(');
    bool done = compile_list(compiler, &expression->items, ", ");
    text_append_char(&compiler->out, ')');
    return done;
}

bool compile_array(Compiler *compiler, const Expression *expression)
{
    if (!compiler->dialect->has_arrays)
        return refuse(compiler, "an array on SQLite");
    bool executes = compiler->options->mode == MODE_EXECUTE && !compiler->literal_binds;
    bool is_empty = !expression->items.count && !expression->is_value;
    bool has_item = expression->type && expression->type->item && expression->type->item->kind != TYPE_NULL;
    bool outer = compiler->literal_binds;
    compiler->literal_binds = outer || expression->is_value;
    text_append(&compiler->out, "ARRAY[");
    bool done = compile_list(compiler, &expression->items, ", ");
    text_append_char(&compiler->out, ']');
    compiler->literal_binds = outer;
    if (!done || !((executes && expression->is_value) || (is_empty && has_item)))
        return done;
    text_append(&compiler->out, "::"); /* as SQLAlchemy's drivers send it */
    return compile_type(compiler, expression->type);
}

bool compile_any(Compiler *compiler, const Expression *expression)
{
    text_append_format(&compiler->out, "%s ", expression->name);
    return compile_expression(compiler, expression->left);
}
