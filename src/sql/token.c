#include "limbeck/sql/token.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool begins_word(char byte)
{
    return isalpha((unsigned char)byte) || byte == '_' || (unsigned char)byte >= 0x80;
}

static bool in_word(char byte)
{
    return begins_word(byte) || isdigit((unsigned char)byte) || byte == '$';
}

static const char *past_word(const char *at)
{
    while (in_word(*at))
        at++;
    return at;
}

/* PostgreSQL's block comments nest. */
static const char *past_block_comment(const char *at, SqlSyntax syntax)
{
    bool nests = syntax == SQL_OF_POSTGRESQL;
    int depth = 0;
    do {
        if (!*at)
            return nests ? NULL : at;
        int change = at[0] == '/' && at[1] == '*' && (nests || !depth) ? 1 : at[0] == '*' && at[1] == '/' ? -1 : 0;
        depth += change;
        at += change ? 2 : 1;
    } while (depth);
    return at;
}

/* NULL: unterminated comment. */
static const char *past_blanks(const char *at, SqlSyntax syntax)
{
    for (;;) {
        if (isspace((unsigned char)*at))
            at++;
        else if (at[0] == '-' && at[1] == '-')
            at += strcspn(at, "\n");
        else if (at[0] == '/' && at[1] == '*' && (at = past_block_comment(at, syntax)))
            continue;
        else
            return at;
    }
}

/* `at` is at the opening quote. A doubled quote does not end the literal, nor does one after a backslash if
 * `backslashes`. */
static const char *past_quoted(const char *at, char end, bool backslashes)
{
    for (at++; *at; at++) {
        if ((backslashes && *at == '\\' && at[1]) || (*at == end && at[1] == end))
            at++;
        else if (*at == end)
            return at + 1;
    }
    return NULL;
}

/* Dollar quotes: $tag$ ... $tag$; NULL when none begins here, or it is unterminated. */
static const char *past_dollar_quoted(const char *at)
{
    const char *name = at + 1;
    while (isalnum((unsigned char)*name) || *name == '_')
        name++;
    if (*name != '$' || isdigit((unsigned char)at[1]))
        return NULL;
    size_t length = (size_t)(name + 1 - at);
    const char *end = name + 1;
    while ((end = strchr(end, '$')) && strncmp(end, at, length) != 0)
        end++;
    return end ? end + length : NULL;
}

static const char *past_number(const char *at)
{
    while (isalnum((unsigned char)*at) || *at == '.' ||
           ((*at == '+' || *at == '-') && (at[-1] == 'e' || at[-1] == 'E')))
        at++;
    return at;
}

static bool begins_escaped(const char *at)
{
    return (*at == 'e' || *at == 'E') && at[1] == '\'';
}

/* Kind and end of the token at `at`; NULL when it is unterminated. */
static const char *past_token(const char *at, SqlSyntax syntax, SqlTokenKind *kind)
{
    bool is_postgresql = syntax == SQL_OF_POSTGRESQL;
    *kind = SQL_TOKEN_STRING;
    if (*at == '\'' || (is_postgresql && begins_escaped(at)))
        return past_quoted(at + (*at != '\''), '\'', *at != '\'');
    if (is_postgresql && *at == '$' && !isdigit((unsigned char)at[1]))
        return past_dollar_quoted(at);
    *kind = SQL_TOKEN_NAME;
    if (*at == '"' || *at == '`')
        return past_quoted(at, *at, false);
    if (!is_postgresql && *at == '[')
        return past_quoted(at, ']', false);
    *kind = SQL_TOKEN_WORD;
    if (begins_word(*at))
        return past_word(at);
    *kind = SQL_TOKEN_NUMBER;
    if (isdigit((unsigned char)*at) || (*at == '.' && isdigit((unsigned char)at[1])))
        return past_number(at);
    *kind = SQL_TOKEN_PARAMETER;
    if (*at == '$' || *at == '?' || (*at == ':' && begins_word(at[1])))
        return past_word(at + 1);
    *kind = SQL_TOKEN_SYMBOL;
    /* "::" is a cast, not the start of a parameter. */
    return at + (at[0] == ':' && at[1] == ':' ? 2 : 1);
}

bool sql_tokens_of(Arena *arena, SqlSyntax syntax, const char *sql, SqlTokens *tokens)
{
    int depth = 0;
    const char *at = past_blanks(sql, syntax);
    for (; at && *at; at = past_blanks(at, syntax)) {
        SqlToken token = {.start = at};
        at = past_token(at, syntax, &token.kind);
        if (!at)
            return false;
        token.length = (size_t)(at - token.start);
        bool is_symbol = token.kind == SQL_TOKEN_SYMBOL;
        depth -= is_symbol && *token.start == ')';
        token.depth = depth;
        depth += is_symbol && *token.start == '(';
        if (depth < 0)
            return false;
        vector_push(arena, tokens, token);
    }
    return at && depth == 0;
}

bool sql_tokens(Arena *arena, const char *sql, SqlTokens *tokens)
{
    return sql_tokens_of(arena, SQL_OF_POSTGRESQL, sql, tokens);
}

bool sql_token_is(const SqlToken *token, const char *text)
{
    return (token->kind == SQL_TOKEN_WORD || token->kind == SQL_TOKEN_SYMBOL) && strlen(text) == token->length &&
           strncasecmp(token->start, text, token->length) == 0;
}

char *sql_token_name(Arena *arena, const SqlToken *token)
{
    char *name = arena_strndup(arena, token->start, token->length), *to = name;
    if (token->kind != SQL_TOKEN_NAME) {
        for (; *to; to++)
            *to = (char)tolower((unsigned char)*to);
        return name;
    }
    char quote = *name == '[' ? ']' : *name;
    for (const char *from = name + 1; from[0] != quote || from[1] == quote; from++) {
        from += *from == quote;
        *to++ = *from;
    }
    *to = '\0';
    return name;
}

bool sql_take(SqlReader *reader, const char *text)
{
    bool there = reader->at < reader->end && sql_token_is(reader->at, text);
    reader->at += there;
    return there;
}

bool sql_at_name(const SqlReader *reader)
{
    return reader->at < reader->end && (reader->at->kind == SQL_TOKEN_WORD || reader->at->kind == SQL_TOKEN_NAME);
}

char *sql_take_name(Arena *arena, SqlReader *reader)
{
    return sql_at_name(reader) ? sql_token_name(arena, reader->at++) : NULL;
}
