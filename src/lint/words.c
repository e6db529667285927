/* SQL texts as words: enough to see what a statement is about, not to parse it. */
#include "rule.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *past_comment(const char *at)
{
    if (at[0] == '-' && at[1] == '-')
        return at + strcspn(at, "\n");
    const char *end = at[0] == '/' && at[1] == '*' ? strstr(at + 2, "*/") : NULL;
    return end ? end + 2 : at;
}

static bool in_name(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_' || byte == '.' || byte == '"' || byte == '$' ||
           (unsigned char)byte >= 0x80;
}

static const char *past_string(const char *at)
{
    const char *end = strchr(at + 1, '\'');
    return end ? end + 1 : at + strlen(at);
}

void split_words(Arena *arena, const char *sql, StringVector *words)
{
    for (const char *at = sql; *at;) {
        const char *past = past_comment(at);
        if (past != at) {
            at = past;
        } else if (*at == '\'') {
            at = past_string(at);
        } else if (in_name(*at)) {
            const char *end = at;
            while (in_name(*end))
                end++;
            vector_push(arena, words, arena_strndup(arena, at, (size_t)(end - at)));
            at = end;
        } else {
            if (*at == ',')
                vector_push(arena, words, ",");
            at++;
        }
    }
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
    const char *dot = strrchr(written, '.');
    char *name = arena_strdup(arena, dot ? dot + 1 : written), *to = name;
    for (const char *from = name; *from; from++)
        if (*from != '"')
            *to++ = *from;
    *to = '\0';
    return name;
}

/* Words that may stand between what is done and what it is done to. */
static bool is_filler(const char *word)
{
    static const char *const fillers[] = {"if", "not", "exists", "only"};
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (strcasecmp(word, fillers[i]) == 0)
            return true;
    return false;
}

size_t past_fillers(const StringVector *words, size_t at)
{
    while (at < words->count && is_filler(words->items[at]))
        at++;
    return at;
}

const char *name_at(LintSession *session, size_t at)
{
    at = past_fillers(&session->words, at);
    return at < session->words.count ? bare_name(session->arena, session->words.items[at]) : "?";
}
