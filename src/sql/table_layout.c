#include "limbeck/sql/table_layout.h"

#include "limbeck/base/text.h"
#include "limbeck/sql/token.h"

#include <string.h>

/* CREATE [TEMP] TABLE ... ( */
static bool is_table(const SqlTokens *tokens)
{
    SqlReader reader = {tokens->items, tokens->items + tokens->count};
    if (!sql_take(&reader, "create"))
        return false;
    if (!sql_take(&reader, "temp"))
        sql_take(&reader, "temporary");
    return sql_take(&reader, "table");
}

/* What separates two tokens. Where a part begins or the list ends, it is a new line, unless it has one. */
static void append_gap(Text *text, const char *gap, size_t length, const char *line)
{
    if (line && !memchr(gap, '\n', length)) {
        text_append(text, line);
        for (; length && *gap == ' '; gap++)
            length--;
    }
    text_append_bytes(text, gap, length);
}

const char *sql_table_layout(Arena *arena, SqlSyntax syntax, const char *sql)
{
    SqlTokens tokens = {0};
    Text text = text_in(arena);
    const char *end = sql;
    bool is_in_list = false, had_list = false;
    if (!sql_tokens_of(arena, syntax, sql, &tokens) || !is_table(&tokens))
        return sql;
    for (size_t i = 0; i < tokens.count; i++) {
        const SqlToken *token = &tokens.items[i], *before = i ? token - 1 : NULL;
        bool closes = is_in_list && token->depth == 0 && sql_token_is(token, ")");
        bool begins = is_in_list && ((before->depth == 0 && sql_token_is(before, "(")) ||
                                     (before->depth == 1 && sql_token_is(before, ",")));
        append_gap(&text, end, (size_t)(token->start - end), closes ? "\n" : begins ? "\n    " : NULL);
        text_append_bytes(&text, token->start, token->length);
        end = token->start + token->length;
        is_in_list &= !closes;
        if (!had_list && token->depth == 0 && sql_token_is(token, "("))
            is_in_list = had_list = true;
    }
    text_append(&text, end);
    return text_string(&text);
}
