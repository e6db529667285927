/* What a step is about to destroy or overwrite, copied before, in the step's own transaction.
 * A table or a column is copied whole when the step first touches it; when the step ends what
 * it left as it was is dropped from the copy.
 *
 *     StashWriter *stash_writer = stash_writer_new(request);
 *     if (!stash_writer_before_statement(stash_writer, sql, line, error)) ...
 *     ... run it ...
 *     if (!stash_writer_finish(stash_writer, error)) ...
 */
#ifndef LIMBECK_SRC_MIGRATE_STASH_STASH_WRITER_H
#define LIMBECK_SRC_MIGRATE_STASH_STASH_WRITER_H

#include "limbeck/migrate/stash.h"

typedef struct StashWriter StashWriter;

/* Where the request keeps nothing the calls below do nothing. */
StashWriter *stash_writer_new(const ExecuteRequest *request);
void stash_writer_free(StashWriter *stash_writer);

/* The step goes on where it was interrupted between two batches: what it kept then counts. */
bool stash_writer_resume(StashWriter *stash_writer, Error *error);

/* Before a statement of the script. */
bool stash_writer_before_statement(StashWriter *stash_writer, const char *sql, int line, Error *error);
/* Before an operation whose statements do not say what is lost: a table rebuilt. */
bool stash_writer_before_operation(StashWriter *stash_writer, const Operation *operation, int line, Error *error);
/* In the transaction that writes the version. */
bool stash_writer_finish(StashWriter *stash_writer, Error *error);

#endif
