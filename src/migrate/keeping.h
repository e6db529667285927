/* What a step is about to destroy or overwrite, copied before, in the step's own transaction.
 * A table or a column is copied whole when the step first touches it; when the step ends what
 * it left as it was is dropped from the copy.
 *
 *     Keeping *keeping = keeping_new(request);
 *     if (!keeping_before(keeping, sql, line, error)) ...
 *     ... run it ...
 *     if (!keeping_end(keeping, error)) ...
 */
#ifndef LIMBECK_SRC_MIGRATE_KEEPING_H
#define LIMBECK_SRC_MIGRATE_KEEPING_H

#include "limbeck/migrate/stash.h"

typedef struct Keeping Keeping;

/* Where the request keeps nothing the calls below do nothing. */
Keeping *keeping_new(const ExecuteRequest *request);
void keeping_free(Keeping *keeping);

/* The step goes on where it was interrupted between two batches: what it kept then counts. */
bool keeping_resume(Keeping *keeping, Error *error);

/* Before a statement of the script. */
bool keeping_before(Keeping *keeping, const char *sql, int line, Error *error);
/* Before an operation whose statements do not say what is lost: a table rebuilt. */
bool keeping_before_operation(Keeping *keeping, const Operation *operation, int line, Error *error);
/* In the transaction that writes the version. */
bool keeping_end(Keeping *keeping, Error *error);

#endif
