/* The journal's file, and the one beside it that knows where it ends: lines taken away from
 * the end leave a chain that is whole. */
#ifndef LIMBECK_SRC_MIGRATE_JOURNAL_JOURNAL_FILE_H
#define LIMBECK_SRC_MIGRATE_JOURNAL_JOURNAL_FILE_H

#include "limbeck/migrate/journal_reader.h"

#include <jansson.h>

typedef struct JournalEnd {
    bool is_known;
    int64_t lines;
    const char *hash; /* of the last one */
} JournalEnd;

JournalEnd journal_end_read(Arena *arena, const char *path);

/* Adds one line, chained to the last, and keeps room for one of `reserve` bytes more. What is
 * no line at the end is moved aside first; *note says so, or that lines are missing; NULL: nothing. */
bool journal_append(Arena *arena, const json_t *entry, size_t reserve, const char **note, Error *error);

#endif
