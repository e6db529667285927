#include "limbeck/graph/suggestion.h"

#include <string.h>

enum { LONGEST_WORD = 64, MAX_NAMED = 3 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edit distance: letters to insert, delete, replace or swap. */
static size_t distance(const char *left, size_t left_length, const char *right, size_t right_length)
{
    size_t rows[3][LONGEST_WORD + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t k = 0; k <= right_length; k++)
        above[k] = k;
    for (size_t i = 1; i <= left_length; i++) {
        row[0] = i;
        for (size_t k = 1; k <= right_length; k++) {
            bool same = left[i - 1] == right[k - 1];
            row[k] = least(least(above[k], row[k - 1]) + 1, above[k - 1] + !same);
            if (i > 1 && k > 1 && left[i - 1] == right[k - 2] && left[i - 2] == right[k - 1])
                row[k] = least(row[k], before[k - 2] + 1);
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[right_length];
}

/* Distance to a prefix of the name, since ids are often abbreviated. */
static size_t distance_to_prefix(const char *word, const char *name)
{
    size_t length = strlen(word), whole = strlen(name);
    if (length > LONGEST_WORD || whole > LONGEST_WORD)
        return LONGEST_WORD;
    size_t all = distance(word, length, name, whole);
    return whole > length && length >= 4 ? least(all, distance(word, length, name, length)) : all;
}

static const char *named(Arena *arena, const MapEntry *entry)
{
    const Revision *revision = entry->value;
    const char *message = revision_message(arena, revision);
    if (strcmp(revision->id, entry->key) != 0)
        return arena_format(arena, "the branch %s", entry->key);
    return *message ? arena_format(arena, "%s (%s)", entry->key, message) : entry->key;
}

static const char *hint_of(Arena *arena, const char *introduction, const StringVector *names, size_t total)
{
    const char *rest = total > names->count ? ", ..." : "";
    return arena_format(arena, "%s %s%s", introduction, string_vector_join(arena, names, ", "), rest);
}

const char *revision_suggestion(Arena *arena, const RevisionMap *map, const char *word)
{
    StringVector beginning = {0}, near = {0};
    size_t begin_count = 0, near_count = 0, nearest = strlen(word) < 8 ? 1 : 2;
    for (size_t i = 0; i < map->by_name.count; i++) {
        const MapEntry *entry = &map->by_name.entries[i];
        if (*word && text_starts_with(entry->key, word) && begin_count++ < MAX_NAMED)
            vector_push(arena, &beginning, entry->key);
        if (distance_to_prefix(word, entry->key) <= nearest && near_count++ < MAX_NAMED)
            vector_push(arena, &near, named(arena, entry));
    }
    if (begin_count)
        return hint_of(arena,
                       begin_count > 1 ? "several revisions begin with it:" : "it is too short for a prefix; write",
                       &beginning, begin_count);
    if (near_count)
        return hint_of(arena, "did you mean", &near, near_count);
    return "limbeck history lists the revisions of this project";
}
