#include "limbeck/schema/expression.h"

#include "limbeck/schema/table.h"

#include <ctype.h>
#include <string.h>

Expression *expression_new(Arena *arena, ExpressionKind kind)
{
    Expression *expression = ARENA_NEW(arena, Expression);
    expression->kind = kind;
    return expression;
}

const char *expression_key(const Expression *expression, bool of_text)
{
    switch (expression->kind) {
    case EXPRESSION_COLUMN: {
        const Column *column =
            expression->table && expression->name ? table_column(expression->table, expression->name) : NULL;
        return column && column->key ? column->key : expression->name;
    }
    case EXPRESSION_LABEL:
    case EXPRESSION_LITERAL:
        return expression->name;
    case EXPRESSION_TEXT:
        return !expression->is_text_clause || of_text ? expression->text : NULL;
    default:
        return NULL;
    }
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
