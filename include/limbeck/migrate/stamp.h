/* Changes the rows of the version table without running a script.
 *
 *     StringVector targets = {0};
 *     vector_push(arena, &targets, "head");
 *     StampRequest request = {.database = database,
 *                             .directory = directory,
 *                             .environment = environment,
 *                             .targets = &targets,
 *                             .supervision = &supervision};
 *     return migrate_stamp(&request, error);
 */
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
    const StringVector *expected_rows; /* rows the user has seen and confirmed; NULL: any */
    bool purge;                        /* delete all rows first, known or not */
    const Supervision *supervision;
    void (*announce)(void *state, const char *line); /* may be NULL */
    void *announce_state;
} StampRequest;

/* All steps in one transaction. Creates the version table if it is missing. */
bool migrate_stamp(const StampRequest *request, Error *error);

/* Creates the version table if it is missing. */
bool migrate_ensure_version(Database *database, const ScriptEnvironment *environment, const Supervision *supervision,
                            Error *error);

/* Adds the changes of one step to `changes`; updates `heads` to the rows after it. */
bool version_stamp_step(Arena *arena, const StampStep *step, StringVector *heads, VersionChanges *changes,
                        Error *error);

/* "stamp_revision a -> b" */
const char *stamp_line(Arena *arena, const StampStep *step);

/* The revisions of the version rows; a row without a script is an error. */
bool revisions_of_rows(Arena *arena, const RevisionMap *map, const StringVector *rows, RevisionVector *revisions,
                       Error *error);

#endif
