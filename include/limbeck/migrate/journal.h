/* What was done to databases, by whom, and how it ended: lines of JSON that are only
 * ever added, each chained to the one before by its hash.
 *
 *     JournalRun *run = journal_begin(&facts, &supervision);   // takes its receiver
 *     ... migrate ...
 *     journal_end(run, done, error);
 *
 * Two lines a run: one before anything is done, so that a run that was killed
 * shows, and one after it. No passwords, and no values of parameters. */
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
    bool rolls_back;             /* env.py does, whatever is run */
} JournalFacts;

typedef struct JournalRun JournalRun;

/* A journal that cannot be written is told as a note, and stops nothing. */
JournalRun *journal_begin(const JournalFacts *facts, Supervision *supervision);
void journal_end(JournalRun *run, bool done, const Error *error);

/* Now, in UTC: "2026-11-22T23:41:07.123Z". */
const char *journal_time(Arena *arena);

#endif
