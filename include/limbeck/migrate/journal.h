/* The journal: which runs changed which database, by whom, and the result. Lines of JSON are only
 * appended; each holds the hash of the line before.
 *
 *     JournalRun *run = journal_begin(&facts, &supervision);   // takes its receiver
 *     ... migrate ...
 *     journal_end(run, done, error);
 *
 * A run writes two lines: one before it starts, so that a killed run shows, and one after it
 * ends. Passwords and parameter values are never written. */
#ifndef LIMBECK_MIGRATE_JOURNAL_H
#define LIMBECK_MIGRATE_JOURNAL_H

#include "limbeck/migrate/execute.h"
#include "limbeck/migrate/journal_reader.h"

typedef struct JournalFacts {
    const char *verb;
    const char *database; /* the URL without its password */
    const ServerFacts *server;
    const MigrationStep *steps;
    size_t count;
    const StringVector *targets; /* of a stamp; NULL for others */
    bool rolls_back;             /* env.py rolls back everything it runs */
} JournalFacts;

typedef struct JournalRun JournalRun;

/* A journal that cannot be written is reported as a note; the run continues. */
JournalRun *journal_begin(const JournalFacts *facts, Supervision *supervision);
void journal_end(JournalRun *run, bool done, const Error *error);

/* Now, in UTC: "2026-11-22T23:41:07.123Z". */
const char *journal_time(Arena *arena);

#endif
