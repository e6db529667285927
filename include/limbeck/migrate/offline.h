/* The output of Alembic's offline mode: paths, stamps and the version table as a script for psql or sqlite3, with
 * BEGIN and COMMIT.
 *
 *     StringVector heads = {0}, script = {0};
 *     CompileOptions compile;
 *     MigrationStep step = {revision, false};
 *     if (!preview_options(arena, environment, "postgresql", &compile, error))
 *         return false;
 *     OfflineRequest request = {directory, environment, &compile, &heads};
 *     return offline_steps(arena, &request, &step, 1, &script, error);
 */
#ifndef LIMBECK_MIGRATE_OFFLINE_H
#define LIMBECK_MIGRATE_OFFLINE_H

#include "limbeck/migrate/preview.h"
#include "limbeck/migrate/stamp.h"

typedef struct OfflineRequest {
    const ScriptDirectory *directory;
    const ScriptEnvironment *environment;
    const CompileOptions *options;
    const StringVector *heads; /* version rows the script assumes at its start */
} OfflineRequest;

/* Output is a list of pieces, each followed by an empty line, because a long path makes a long script. */

/* `upgrade --sql` and `downgrade --sql`. */
bool offline_steps(Arena *arena, const OfflineRequest *request, const MigrationStep *steps, size_t count,
                   StringVector *out, Error *error);

/* `stamp --sql`. */
bool offline_stamp(Arena *arena, const OfflineRequest *request, const StampSteps *steps, StringVector *out,
                   Error *error);

/* `ensure_version --sql`. */
void offline_version_table(Arena *arena, const OfflineRequest *request, StringVector *out);

#endif
