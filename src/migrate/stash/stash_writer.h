/* Copies the data that a step is about to destroy or overwrite, in the step's own transaction.
 * A table or column is copied completely when the step first changes it. At the end of the step
 * unchanged rows are deleted from the copy.
 *
 *     StashWriter *stash_writer = stash_writer_new(request);
 *     if (!stash_writer_before_statement(stash_writer, sql, line, error)) ...
 *     ... run it ...
 *     if (!stash_writer_finish(stash_writer, error)) ... */
#ifndef LIMBECK_SRC_MIGRATE_STASH_STASH_WRITER_H
#define LIMBECK_SRC_MIGRATE_STASH_STASH_WRITER_H

#include "limbeck/migrate/stash.h"

typedef struct StashWriter StashWriter;

/* If request->writes_stash is false all calls below do nothing. */
StashWriter *stash_writer_new(const ExecuteRequest *request);
void stash_writer_free(StashWriter *stash_writer);

/* Call when the step resumes after an interruption between two batches: earlier stashes of the step are used. */
bool stash_writer_resume(StashWriter *stash_writer, Error *error);

/* Call before each statement of the script. */
bool stash_writer_before_statement(StashWriter *stash_writer, const char *sql, int line, Error *error);
/* Call before an operation whose SQL does not show which data is lost: a table rebuild. */
bool stash_writer_before_operation(StashWriter *stash_writer, const Operation *operation, int line, Error *error);
/* Call in the transaction that writes the version. */
bool stash_writer_finish(StashWriter *stash_writer, Error *error);

#endif
