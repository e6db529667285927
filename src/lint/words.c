/* Splits SQL into words: enough to see which objects a statement concerns, without parsing it. */
#include "rule.h"

#include "limbeck/base/text.h"
#include "limbeck/sql/token.h"

#include <string.h>
#include <strings.h>

static bool is_name(const SqlToken *token)
{
    return token->kind == SQL_TOKEN_WORD || token->kind == SQL_TOKEN_NAME;
}

/* public."users" is one word; `at` ends at its last token. */
static const char *dotted_name(Arena *arena, const SqlToken **at, const SqlToken *end)
{
    Text name = text_in(arena);
    text_append_bytes(&name, (*at)->start, (*at)->length);
    for (; *at + 2 < end && sql_token_is(*at + 1, ".") && is_name(*at + 2); *at += 2) {
        text_append_char(&name, '.');
        text_append_bytes(&name, (*at)[2].start, (*at)[2].length);
    }
    return text_string(&name);
}

/* PL/pgSQL keywords that a statement may follow. */
static bool begins_block(const char *word)
{
    static const char *const words[] = {"begin", "then", "else", "loop"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(word, words[i]) == 0)
            return true;
    return false;
}

static void add_statement(Arena *arena, const SqlToken *at, const SqlToken *end, bool in_block,
                          SqlWordsVector *statements)
{
    StringVector words = {0};
    for (; at < end; at++) {
        if (is_name(at))
            vector_push(arena, &words, dotted_name(arena, &at, end));
        else if (at->kind == SQL_TOKEN_NUMBER || sql_token_is(at, ","))
            vector_push(arena, &words, arena_strndup(arena, at->start, at->length));
        if (in_block && words.count && begins_block(words.items[words.count - 1]))
            words = (StringVector){0};
    }
    if (words.count)
        vector_push(arena, statements, words);
}

static void split_text(Arena *arena, const char *sql, bool in_block, SqlWordsVector *statements);

/* Splits the body of DO $$ ... $$, which runs at once. */
static void split_do(Arena *arena, const SqlToken *at, const SqlToken *end, SqlWordsVector *statements)
{
    for (; at < end; at++) {
        if (at->kind != SQL_TOKEN_STRING || *at->start != '$')
            continue;
        const char *body = strchr(at->start + 1, '$') + 1;
        size_t quote = (size_t)(body - at->start);
        split_text(arena, arena_strndup(arena, body, at->length - 2 * quote), true, statements);
    }
}

static void split_text(Arena *arena, const char *sql, bool in_block, SqlWordsVector *statements)
{
    SqlTokens tokens = {0};
    sql_tokens(arena, sql, &tokens); /* as far as it can be tokenized */
    const SqlToken *start = tokens.items, *end = tokens.items + tokens.count;
    for (const SqlToken *at = start; at && at <= end; at++) {
        if (at < end && (at->depth || !sql_token_is(at, ";")))
            continue;
        if (start < at && sql_token_is(start, "do"))
            split_do(arena, start, at, statements);
        else
            add_statement(arena, start, at, in_block, statements);
        start = at + 1;
    }
}

void split_statements(Arena *arena, const char *sql, SqlWordsVector *statements)
{
    split_text(arena, sql, false, statements);
}

size_t words_after(const StringVector *words, size_t at, const char *phrase)
{
    while (*phrase) {
        size_t length = strcspn(phrase, " ");
        if (at >= words->count || strlen(words->items[at]) != length ||
            strncasecmp(words->items[at], phrase, length) != 0)
            return 0;
        at++;
        phrase += length + (phrase[length] == ' ');
    }
    return at;
}

bool words_begin(const StringVector *words, const char *phrase)
{
    return words_after(words, 0, phrase) > 0;
}

bool words_have(const StringVector *words, const char *phrase)
{
    for (size_t at = 0; at < words->count; at++)
        if (words_after(words, at, phrase))
            return true;
    return false;
}

char *bare_name(Arena *arena, const char *written)
{
    SqlTokens tokens = {0};
    sql_tokens(arena, written, &tokens);
    return tokens.count ? sql_token_name(arena, &tokens.items[tokens.count - 1]) : arena_strdup(arena, written);
}

/* Words that may occur between a keyword and the object's name. */
static bool is_filler(const char *word)
{
    static const char *const fillers[] = {"if", "not", "exists", "only"};
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (strcasecmp(word, fillers[i]) == 0)
            return true;
    return false;
}

size_t skip_fillers(const StringVector *words, size_t at)
{
    while (at < words->count && is_filler(words->items[at]))
        at++;
    return at;
}

const char *name_at(LintSession *session, size_t at)
{
    at = skip_fillers(&session->words, at);
    return at < session->words.count ? bare_name(session->arena, session->words.items[at]) : "?";
}
