/* The journal file, and a second file that records its end: without it, lines removed from the end would leave a
 * valid chain. */
#ifndef LIMBECK_SRC_MIGRATE_JOURNAL_JOURNAL_FILE_H
#define LIMBECK_SRC_MIGRATE_JOURNAL_JOURNAL_FILE_H

#include "limbeck/migrate/journal_reader.h"

#include <jansson.h>

typedef struct JournalEnd {
    bool is_known;
    int64_t lines;
    const char *hash; /* of the last line */
} JournalEnd;

JournalEnd journal_end_read(Arena *arena, const char *path);

/* Appends one line, chained to the last, and reserves `reserve` bytes for another. Moves damaged bytes at the end to
 * another file first. *note reports that, or missing lines; NULL: neither. */
bool journal_append(Arena *arena, const json_t *entry, size_t reserve, const char **note, Error *error);

#endif
