#include "options.h"

#include <string.h>

bool is_given(const OptionValues *values, size_t option)
{
    return values->given[option].count != 0;
}

const char *given_option(const OptionValues *values, size_t option)
{
    const StringVector *given = &values->given[option];
    return given->count ? given->items[given->count - 1] : NULL;
}

/* "-1" is a revision, not an option. */
bool word_is_option(const char *word)
{
    return word[0] == '-' && word[1] && !(word[1] >= '0' && word[1] <= '9');
}

/* As argparse: "-r -3:" is refused because "-3:" is not a number; "-r-3:" is accepted. */
static bool looks_like_option(const char *word)
{
    return word[0] == '-' && word[1] && word[1 + strspn(word + 1, "0123456789.")];
}

/* The row of a long name, which may be abbreviated; NULL, with an error when it is ambiguous. */
static const Option *long_option(const Option *table, const char *word, size_t length, Error *error)
{
    const Option *found = NULL;
    for (const Option *option = table; option->name; option++) {
        if (strncmp(option->name, word, length) != 0)
            continue;
        if (!option->name[length])
            return option;
        if (found) {
            error_set(error, ERROR_USAGE, "ambiguous option: %.*s could match %s, %s", (int)length, word, found->name,
                      option->name);
            return NULL;
        }
        found = option;
    }
    return found;
}

static const Option *short_option(const Option *table, char letter)
{
    for (const Option *option = table; option->name; option++)
        if (option->letter && option->letter[1] == letter)
            return option;
    return NULL;
}

bool choice_is_valid(Arena *arena, const char *choices, const char *value)
{
    char *rest = arena_strdup(arena, choices), *choice;
    while ((choice = strtok_r(rest, " ", &rest)))
        if (strcmp(choice, value) == 0)
            return true;
    return false;
}

/* `attached`: the value in the same word: "=x", or "x" after a letter; NULL: none. */
static bool take_value(Arena *arena, const Option *option, const char *attached, OptionValues *values, size_t row,
                       int count, char **words, int *at, Error *error)
{
    const char *value = attached;
    if (!value && *at + 1 < count && !looks_like_option(words[*at + 1]))
        value = words[++*at];
    if (!value) {
        error_set(error, ERROR_USAGE, "%s needs a value", option->name);
        error_hint(error, "write a value that begins with a dash without a space: %s-3:",
                   option->letter ? option->letter : "-r");
        return false;
    }
    if (option->choices && !choice_is_valid(arena, option->choices, value)) {
        error_set(error, ERROR_USAGE, "%s cannot be '%s'", option->name, value);
        error_hint(error, "choose from: %s", option->choices);
        return false;
    }
    vector_push(arena, &values->given[row], value);
    return true;
}

static bool read_long(Arena *arena, const Option *table, OptionValues *values, int count, char **words, int *at,
                      bool *known, Error *error)
{
    const char *word = words[*at], *equals = strchr(word, '=');
    const Option *option = long_option(table, word, equals ? (size_t)(equals - word) : strlen(word), error);
    *known = option || error->kind != ERROR_NONE;
    if (!option)
        return error->kind == ERROR_NONE;
    size_t row = (size_t)(option - table);
    if (option->argument)
        return take_value(arena, option, equals ? equals + 1 : NULL, values, row, count, words, at, error);
    if (equals)
        return error_set(error, ERROR_USAGE, "%s takes no value", option->name);
    vector_push(arena, &values->given[row], "");
    return true;
}

/* Reads "-v", "-vi", "-rhead:", "-r head:". */
static bool read_letters(Arena *arena, const Option *table, OptionValues *values, int count, char **words, int *at,
                         bool *known, Error *error)
{
    const char *word = words[*at];
    *known = short_option(table, word[1]) != NULL;
    for (const char *letter = word + 1; *known && *letter; letter++) {
        const Option *option = short_option(table, *letter);
        if (!option)
            return error_set(error, ERROR_USAGE, "unknown option -%c in '%s'", *letter, word);
        size_t row = (size_t)(option - table);
        if (option->argument)
            return take_value(arena, option, letter[1] ? letter + 1 + (letter[1] == '=') : NULL, values, row, count,
                              words, at, error);
        vector_push(arena, &values->given[row], "");
    }
    return true;
}

bool option_read(Arena *arena, const Option *table, OptionValues *values, int count, char **words, int *at, bool *known,
                 Error *error)
{
    if (words[*at][1] == '-')
        return read_long(arena, table, values, count, words, at, known, error);
    return read_letters(arena, table, values, count, words, at, known, error);
}
