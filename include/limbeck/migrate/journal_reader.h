/* Reads the journal and verifies its hash chain.
 *
 *     Journal journal = {.path = journal_path(arena, error)};
 *     if (!journal.path || !journal_read(arena, &journal, error))
 *         return false;
 *     if (journal.broken_line)
 *         log_line("line %zu was changed after it was written", journal.broken_line);
 */
#ifndef LIMBECK_MIGRATE_JOURNAL_READER_H
#define LIMBECK_MIGRATE_JOURNAL_READER_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

typedef struct JournalEntry {
    const char *line; /* exactly as in the file */
    const char *time, *who, *verb, *database, *event, *outcome, *message;
    StringVector revisions;
    int64_t milliseconds, statements;
    const char *run; /* the same in both lines of a run */
} JournalEntry;

typedef struct Journal {
    const char *path;
    VECTOR(JournalEntry) entries;
    size_t broken_line;    /* first line whose hash does not match the lines before; 0: none */
    int64_t missing;       /* lines cut off at the end, according to the file with the end's hash */
    bool end_is_known;     /* that file exists */
    int64_t damaged_bytes; /* at the end, without a complete line: the next run moves them to another file */
} Journal;

/* $XDG_STATE_HOME/limbeck/journal.jsonl, else ~/.local/state/limbeck/journal.jsonl; NULL when no home directory is
 * known. */
const char *journal_path(Arena *arena, Error *error);

/* A missing file reads as an empty journal. */
bool journal_read(Arena *arena, Journal *journal, Error *error);

/* Whether the run that begins with line `begun` has its second line. If not, it was killed or is still running. */
bool journal_has_ended(const Journal *journal, size_t begun);

#endif
