#include "naming.h"

#include "limbeck/base/text.h"
#include "limbeck/schema/model.h"

#include <ctype.h>
#include <string.h>

static bool in_name(char character)
{
    return isalnum((unsigned char)character) || character == '_' || (unsigned char)character >= 0x80;
}

/* Where the name occurs as a whole word; NULL: nowhere. */
static const char *find_column(const char *sql, const char *from, const char *column)
{
    size_t length = strlen(column);
    for (const char *at = strstr(from, column); at; at = strstr(at + 1, column))
        if ((at == sql || !in_name(at[-1])) && !in_name(at[length]))
            return at;
    return NULL;
}

bool text_names_column(const char *sql, const char *column)
{
    return find_column(sql, sql, column) != NULL;
}

const char *text_with_column_renamed(Arena *arena, const char *sql, const char *old, const char *new)
{
    Text text = text_in(arena);
    const char *from = sql;
    for (const char *at; (at = find_column(sql, from, old)); from = at + strlen(old)) {
        text_append_bytes(&text, from, (size_t)(at - from));
        text_append(&text, new);
    }
    text_append(&text, from);
    return text_string(&text);
}

bool expression_names_column(const Expression *expression, const char *column)
{
    if (!expression)
        return false;
    if (expression->kind == EXPRESSION_COLUMN && same_name(expression->name, column))
        return true;
    if (expression->kind == EXPRESSION_TEXT && expression->text && text_names_column(expression->text, column))
        return true;
    bool found = expression_names_column(expression->left, column) ||
                 expression_names_column(expression->right, column) ||
                 expression_names_column(expression->otherwise, column);
    for (size_t i = 0; !found && i < expression->items.count; i++)
        found = expression_names_column(expression->items.items[i], column);
    return found;
}
