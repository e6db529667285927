/* Calls of the command line that wait for their result: SQL, versions, migrations.
 *
 *     Text out = text_in(arena);
 *     if (workspace_sql(workspace, "head", false, "postgresql", &out, error))
 *         show("%s", text_string(&out));
 */
#ifndef LIMBECK_WORKSPACE_BLOCKING_CALLS_H
#define LIMBECK_WORKSPACE_BLOCKING_CALLS_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/base/text.h"
#include "limbeck/base/vector.h"
#include "limbeck/migrate/half_done.h"
#include "limbeck/workspace/workspace.h"

/* The SQL of one revision, as `limbeck sql` prints it. On an error `out` holds what was rendered before it. */
bool workspace_sql(Workspace *workspace, const char *identifier, bool downgrade, const char *dialect, Text *out,
                   Error *error);
/* The output of `upgrade --sql` and `downgrade --sql`, see limbeck/migrate/offline.h; `range` is "to" or "from:to". */
bool workspace_offline(Workspace *workspace, Arena *arena, const char *range, bool downgrade, StringVector *script,
                       Error *error);
/* The rows of the version table, and the URL without its password. */
bool workspace_current(Workspace *workspace, Arena *arena, StringVector *rows, const char **url, Error *error);
/* The step interrupted between two batches; half->revision is NULL when there is none. */
bool workspace_half_done(Workspace *workspace, Arena *arena, HalfDone *half, Error *error);
typedef void StepAnnouncer(void *state, const char *line);
/* Migrates to `target`, in transactions as env.py configures them; calls `announce` before each step. Waits for
 * another limbeck that holds the migration lock. */
bool workspace_migrate(Workspace *workspace, const char *target, bool downgrade, StepAnnouncer *announce, void *state,
                       Error *error);
/* True when env.py configured logging, so that Alembic's log lines appear. */
bool workspace_logging_configured(Workspace *workspace, Error *error);

#endif
