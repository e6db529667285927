/* What Alembic's offline mode prints: whole paths, stamps and the version table
 * as a script for psql or sqlite3, BEGIN and COMMIT included. */
#ifndef LIMBECK_MIGRATE_OFFLINE_H
#define LIMBECK_MIGRATE_OFFLINE_H

#include "limbeck/migrate/preview.h"
#include "limbeck/migrate/stamp.h"

typedef struct OfflineRequest {
    const ScriptDirectory *directory;
    const ScriptEnvironment *environment;
    const CompileOptions *options;
    const StringVector *heads; /* rows the script assumes at the start */
} OfflineRequest;

/* What is printed comes in pieces, each of which an empty line follows: a long path makes a
 * long script. */

/* `upgrade --sql` and `downgrade --sql`. */
bool offline_steps(Arena *arena, const OfflineRequest *request, const MigrationStep *steps, size_t count,
                   StringVector *out, Error *error);

/* `stamp --sql`. */
bool offline_stamp(Arena *arena, const OfflineRequest *request, const StampSteps *steps, StringVector *out,
                   Error *error);

/* `ensure_version --sql`. */
void offline_version_table(Arena *arena, const OfflineRequest *request, StringVector *out);

#endif
