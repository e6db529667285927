#include "session_state.h"

#include "limbeck/sql/token.h"

#include <string.h>

typedef struct Reading {
    Arena *arena;
    const SqlTokens *tokens;
} Reading;

static bool is_at(const Reading *reading, size_t at, const char *word)
{
    return at < reading->tokens->count && sql_token_is(&reading->tokens->items[at], word);
}

static bool is_any(const Reading *reading, size_t at, const char *const *words)
{
    for (; *words; words++)
        if (is_at(reading, at, *words))
            return true;
    return false;
}

/* Index after the semicolon that ends the statement, or the end. */
static size_t end_of_statement(const Reading *reading, size_t at)
{
    while (at < reading->tokens->count && !is_at(reading, at, ";"))
        at++;
    return at;
}

static bool has_words(const Reading *reading, size_t from, size_t to, const char *first, const char *second)
{
    for (size_t i = from; i + 1 < to; i++)
        if (is_at(reading, i, first) && is_at(reading, i + 1, second))
            return true;
    return false;
}

/* ---- by the first words of a statement ---------------------------------------------------- */

static const char *words_of(const Reading *reading, size_t from, size_t count)
{
    Text text = text_in(reading->arena);
    for (size_t i = from; i < from + count && i < reading->tokens->count; i++) {
        const SqlToken *token = &reading->tokens->items[i];
        text_append_format(&text, "%s%.*s", i > from ? " " : "", (int)token->length, token->start);
    }
    return text_string(&text);
}

static const char *state_left_by_set(const Reading *reading, size_t at)
{
    static const char *const of_transaction[] = {"local", "transaction", "constraints", NULL};
    if (!is_at(reading, at, "set") || is_any(reading, at + 1, of_transaction))
        return NULL;
    return words_of(reading, at, is_at(reading, at + 1, "session") ? 3 : 2);
}

static const char *state_left_by_temporary(const Reading *reading, size_t at, size_t end)
{
    static const char *const scopes[] = {"global", "local", NULL}, *const temporary[] = {"temp", "temporary", NULL};
    if (!is_at(reading, at, "create"))
        return NULL;
    at += is_any(reading, at + 1, scopes) ? 2 : 1;
    bool goes = has_words(reading, at, end, "commit", "drop");
    return is_any(reading, at, temporary) && !goes ? "CREATE TEMPORARY without ON COMMIT DROP" : NULL;
}

static const char *state_left_by_statement(const Reading *reading, size_t at)
{
    static const char *const plain[] = {"listen", "load", NULL};
    size_t end = end_of_statement(reading, at);
    const char *left = state_left_by_set(reading, at);
    if (!left)
        left = state_left_by_temporary(reading, at, end);
    if (!left && is_any(reading, at, plain))
        left = words_of(reading, at, 1);
    if (!left && is_at(reading, at, "prepare") && !is_at(reading, at + 1, "transaction"))
        left = words_of(reading, at, 2);
    if (!left && is_at(reading, at, "declare") && has_words(reading, at, end, "with", "hold"))
        left = "a cursor WITH HOLD";
    return left;
}

/* ---- by the functions it calls -------------------------------------------------------------- */

/* set_config(name, value, is_local): local only if the last argument is the literal true. */
static bool is_local_setting(const Reading *reading, size_t at)
{
    int depth = reading->tokens->items[at + 1].depth;
    size_t close = at + 2;
    while (close < reading->tokens->count &&
           !(is_at(reading, close, ")") && reading->tokens->items[close].depth == depth))
        close++;
    return close > at + 2 && is_at(reading, close - 1, "true") && is_at(reading, close - 2, ",");
}

static const char *state_left_by_call(const Reading *reading, size_t at)
{
    static const char *const locks[] = {"pg_advisory_lock", "pg_advisory_lock_shared", "pg_try_advisory_lock",
                                        "pg_try_advisory_lock_shared", NULL};
    if (!is_at(reading, at + 1, "("))
        return NULL;
    if (is_any(reading, at, locks))
        return arena_format(reading->arena, "%s()", words_of(reading, at, 1));
    return is_at(reading, at, "set_config") && !is_local_setting(reading, at) ? "set_config() with is_local false"
                                                                              : NULL;
}

/* ---- whole texts -------------------------------------------------------------------------------- */

static const char *state_left_by_block(const Reading *reading, size_t at);

static const char *state_left_by(const Reading *reading, bool in_block)
{
    static const char *const openers[] = {"begin", "then", "else", "loop", NULL};
    const char *left = NULL;
    for (size_t i = 0; !left && i < reading->tokens->count; i++) {
        bool begins = !i || is_at(reading, i - 1, ";") || (in_block && is_any(reading, i - 1, openers));
        left = begins ? state_left_by_statement(reading, i) : NULL;
        if (!left && begins && is_at(reading, i, "do"))
            left = state_left_by_block(reading, i);
        if (!left)
            left = state_left_by_call(reading, i);
    }
    return left;
}

/* DO runs its body immediately. */
static const char *state_left_by_block(const Reading *reading, size_t at)
{
    const char *left = NULL;
    for (size_t i = at + 1; !left && i < end_of_statement(reading, at); i++) {
        const SqlToken *token = &reading->tokens->items[i];
        size_t tag = strcspn(token->start + 1, "$") + 2;
        if (token->kind != SQL_TOKEN_STRING || token->start[0] != '$' || token->length < 2 * tag)
            continue;
        SqlTokens tokens = {0};
        const Reading body = {reading->arena, &tokens};
        const char *text = arena_strndup(reading->arena, token->start + tag, token->length - 2 * tag);
        if (sql_tokens(reading->arena, text, &tokens))
            left = state_left_by(&body, true);
    }
    return left;
}

const char *session_state_left(Arena *arena, const char *sql)
{
    SqlTokens tokens = {0};
    const Reading reading = {arena, &tokens};
    return sql_tokens(arena, sql, &tokens) ? state_left_by(&reading, false) : NULL;
}
