#include "special_forms.h"

#include <string.h>

bool compile_function(Compiler *compiler, const Expression *expression)
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

bool compile_cast(Compiler *compiler, const Expression *expression)
{
    if (expression->is_json_value && !compiler->dialect->casts_json)
        return compile_expression(compiler, expression->left);
    text_append(&compiler->out, "CAST(");
    if (!compile_expression(compiler, expression->left))
        return false;
    text_append(&compiler->out, " AS ");
    if (!compile_type(compiler, expression->type))
        return false;
    text_append_char(&compiler->out, ')');
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
    if (!expression->items.count && !expression->is_value)
        return refuse(compiler, "an empty array");
    bool outer = compiler->literal_binds;
    compiler->literal_binds = outer || expression->is_value;
    text_append(&compiler->out, "ARRAY[");
    bool done = compile_list(compiler, &expression->items, ", ");
    text_append_char(&compiler->out, ']');
    compiler->literal_binds = outer;
    if (!done || !executes || !expression->is_value)
        return done;
    text_append(&compiler->out, "::"); /* as SQLAlchemy's drivers send it */
    return compile_type(compiler, expression->type);
}

bool compile_any(Compiler *compiler, const Expression *expression)
{
    text_append_format(&compiler->out, "%s (", expression->name);
    bool done = compile_expression(compiler, expression->left);
    text_append_char(&compiler->out, ')');
    return done;
}
