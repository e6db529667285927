/* Moving the rows of the version table without running a script. */
#ifndef LIMBECK_MIGRATE_STAMP_H
#define LIMBECK_MIGRATE_STAMP_H

#include "limbeck/graph/stamp.h"
#include "limbeck/migrate/supervision.h"
#include "limbeck/migrate/version.h"

typedef struct StampRequest {
    Database *database;
    const ScriptDirectory *directory;
    const ScriptEnvironment *environment;
    const StringVector *targets;
    const StringVector *expected_rows; /* that somebody decided on; NULL: whatever the table holds */
    bool purge;                        /* forget every row first, known or not */
    const Supervision *supervision;
    void (*announce)(void *state, const char *line); /* may be NULL */
    void *announce_state;
} StampRequest;

/* All steps in one transaction; the table is made where it is missing. */
bool migrate_stamp(const StampRequest *request, Error *error);

/* Makes the version table where it is missing. */
bool migrate_ensure_version(Database *database, const ScriptEnvironment *environment, const Supervision *supervision,
                            Error *error);

/* What one step does to the rows `heads`, which become the rows after it. */
bool version_stamp_step(Arena *arena, const StampStep *step, StringVector *heads, VersionChanges *changes,
                        Error *error);

/* "stamp_revision a -> b" */
const char *stamp_line(Arena *arena, const StampStep *step);

/* The revisions the rows stand for; an unknown one is an error. */
bool revisions_of_rows(Arena *arena, const RevisionMap *map, const StringVector *rows, RevisionVector *revisions,
                       Error *error);

#endif
