/* Renders columns and their attributes: defaults, dialect options. */
#include "rendering.h"

#include <ctype.h>
#include <string.h>

bool expression_text(Renderer *self, const Expression *expression, const char **text)
{
    return dialect_expression_text(self->arena, self->options->dialect, expression, text, self->error);
}

/* ---- defaults ------------------------------------------------------------------------- */

static const char *without_end_quotes(Arena *arena, const char *text)
{
    size_t length = strlen(text);
    bool begins = length && text[0] == '\'', ends = length > (size_t)begins && text[length - 1] == '\'';
    return arena_strndup(arena, text + begins, length - begins - ends);
}

/* In SQLite's DDL an expression needs parentheses; a constant does not. */
static bool wants_parentheses(const char *text)
{
    size_t length = strlen(text);
    bool digit = length == 1 && (isdigit((unsigned char)*text) || *text == '.');
    bool quoted = length > 2 && text[0] == '\'' && text[length - 1] == '\'';
    bool grouped = length > 2 && text[0] == '(' && text[length - 1] == ')';
    return length && !digit && !quoted && !grouped;
}

static bool append_expression_default(Renderer *self, Text *out, const Expression *value)
{
    const char *text;
    if (!expression_text(self, value, &text))
        return false;
    if (dialect_traits(self->options->dialect)->encloses_defaults && wants_parentheses(text))
        text = arena_format(self->arena, "(%s)", text);
    text_append_format(out, "%stext(", self->options->sqlalchemy_prefix);
    append_python_text(out, text);
    text_append_char(out, ')');
    return true;
}

static bool append_computed(Renderer *self, Text *out, const Column *column)
{
    const char *text;
    if (!expression_text(self, column->computed, &text))
        return false;
    text_append_format(out, "%sComputed(", self->options->sqlalchemy_prefix);
    append_python_text(out, text);
    text_append(out, ", ");
    if (column->computed_persisted >= 0)
        text_append_format(out, "persisted=%s", column->computed_persisted ? "True" : "False");
    text_append_char(out, ')');
    return true;
}

/* Arguments that only Python knows; they have no SQL. */
static void append_three_way(Text *out, const char *name, int given)
{
    if (given)
        text_append_format(out, ", %s=%s", name, given > 0 ? "True" : "False");
}

/* "START WITH 1" becomes start=1. */
static void append_identity(Renderer *self, Text *out, const IdentityOptions *identity)
{
    static const struct {
        size_t part;
        const char *name;
    } rows[] = {{1, "start"},      {0, "increment"},  {2, "minvalue"}, {3, "maxvalue"},
                {4, "nominvalue"}, {5, "nomaxvalue"}, {7, "cycle"},    {6, "cache"}};
    text_append_format(out, "%sIdentity(always=%s", self->options->sqlalchemy_prefix,
                       identity->always ? "True" : "False");
    append_three_way(out, "on_null", identity->on_null);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *part = identity->parts[rows[i].part], *number = part ? strrchr(part, ' ') : NULL;
        if (!part)
            continue;
        bool is_flag = rows[i].part == 4 || rows[i].part == 5 || rows[i].part == 7;
        text_append_format(out, ", %s=%s", rows[i].name,
                           is_flag ? (strcmp(part, "NO CYCLE") == 0 ? "False" : "True") : number + 1);
    }
    append_three_way(out, "order", identity->order);
    text_append_char(out, ')');
}

bool append_server_default(Renderer *self, Text *out, const Column *column)
{
    const Expression *value = column->server_default;
    const RenderedItem item = {.kind = "server_default", .column = column};
    bool failed;
    if (renders_item(self, out, &item, &failed))
        return !failed;
    if (column->computed)
        return append_computed(self, out, column);
    if (column->identity) {
        append_identity(self, out, column->identity);
        return true;
    }
    if (!value) {
        text_append(out, "None");
        return true;
    }
    bool plain = value->kind == EXPRESSION_LITERAL && value->literal.kind == LITERAL_TEXT && !value->type;
    if (!plain)
        return append_expression_default(self, out, value);
    append_python_text(out, without_end_quotes(self->arena, value->literal.bytes));
    return true;
}

/* ---- dialect options --------------------------------------------------------------------- */

static bool append_value(Renderer *self, Text *out, const Expression *value)
{
    if (value->kind == EXPRESSION_LIST) {
        bool is_dictionary = value->items.count && value->items.items[0]->name && *value->items.items[0]->name;
        text_append_char(out, is_dictionary ? '{' : '[');
        for (size_t i = 0; i < value->items.count; i++) {
            text_append(out, i ? ", " : "");
            if (is_dictionary) {
                append_python_text(out, value->items.items[i]->name);
                text_append(out, ": ");
            }
            if (!append_value(self, out, value->items.items[i]))
                return false;
        }
        text_append_char(out, is_dictionary ? '}' : ']');
        return true;
    }
    if (value->kind == EXPRESSION_LITERAL && value->literal.kind == LITERAL_TEXT) {
        append_python_text(out, value->literal.bytes);
        return true;
    }
    if (value->kind == EXPRESSION_LITERAL && value->literal.kind == LITERAL_BOOLEAN) {
        append_python_bool(out, value->literal.boolean);
        return true;
    }
    if (value->kind == EXPRESSION_LITERAL && value->literal.kind == LITERAL_INTEGER) {
        text_append_format(out, "%lld", (long long)value->literal.integer);
        return true;
    }
    if (value->kind == EXPRESSION_NULL) {
        text_append(out, "None");
        return true;
    }
    const char *text;
    bool is_string = value->kind == EXPRESSION_TEXT && !value->is_text_clause;
    if (!expression_text(self, value, &text))
        return false;
    if (!is_string)
        text_append_format(out, "%stext(", self->options->sqlalchemy_prefix);
    append_python_text(out, text);
    text_append(out, is_string ? "" : ")");
    return true;
}

bool append_options(Renderer *self, Text *out, const OptionVector *options)
{
    for (size_t i = 0; i < options->count; i++) {
        const Option *option = &options->items[i];
        text_append_format(out, ", %s_%s=", option->dialect, option->name);
        if (!append_value(self, out, option->value))
            return false;
    }
    return true;
}

/* ---- columns ------------------------------------------------------------------------------- */

bool append_column(Renderer *self, Text *out, const Column *column)
{
    const RenderedItem item = {.kind = "column", .column = column};
    bool failed;
    if (renders_item(self, out, &item, &failed))
        return !failed;
    text_append_format(out, "%sColumn(", self->options->sqlalchemy_prefix);
    append_python_text(out, column->name);
    text_append(out, ", ");
    if (!append_type(self, out, column->type))
        return false;
    if (column->computed || column->identity || column->server_default) {
        text_append(out, column->computed || column->identity ? ", " : ", server_default=");
        if (!append_server_default(self, out, column))
            return false;
    }
    if (column->autoincrement >= 0)
        text_append_format(out, ", autoincrement=%s", column->autoincrement ? "True" : "False");
    text_append_format(out, ", nullable=%s", column->nullable ? "True" : "False");
    text_append(out, column->is_system ? ", system=True" : "");
    if (column->comment && *column->comment) {
        text_append(out, ", comment=");
        append_python_text(out, column->comment);
    }
    if (!append_options(self, out, &column->options))
        return false;
    text_append_char(out, ')');
    return true;
}
