/* Reading the journal, and whether its chain is whole. */
#ifndef LIMBECK_MIGRATE_JOURNAL_READER_H
#define LIMBECK_MIGRATE_JOURNAL_READER_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"

typedef struct JournalEntry {
    const char *line; /* as it stands in the file */
    const char *time, *who, *verb, *database, *event, *outcome, *message;
    StringVector revisions;
    int64_t milliseconds, statements;
    const char *run; /* both lines of a run have the same */
} JournalEntry;

typedef struct Journal {
    const char *path;
    VECTOR(JournalEntry) entries;
    size_t broken_line;    /* the first that does not follow from those before it; 0: none */
    int64_t missing;       /* lines at its end, as the file beside it has it */
    bool end_is_known;     /* there is a file beside it */
    int64_t damaged_bytes; /* at its end, of no whole line: the next run moves them aside */
} Journal;

/* $XDG_STATE_HOME/limbeck/journal.jsonl, or below ~/.local/state; NULL where no home is known. */
const char *journal_path(Arena *arena, Error *error);

/* One that does not exist yet is empty. */
bool journal_read(Arena *arena, Journal *journal, Error *error);

/* Whether the run of a first line has its second. One that has not was killed, or is still
 * under way. */
bool journal_has_ended(const Journal *journal, size_t begun);

#endif
