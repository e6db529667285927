/* The calls of the command line that wait for their end: SQL, versions, migrating. */
#ifndef LIMBECK_WORKSPACE_BLOCKING_CALLS_H
#define LIMBECK_WORKSPACE_BLOCKING_CALLS_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/base/text.h"
#include "limbeck/base/vector.h"
#include "limbeck/migrate/half_done.h"
#include "limbeck/workspace/workspace.h"

/* The SQL of one revision, as the contract of `limbeck sql` says. What was
 * rendered before an error is in `out` all the same. */
bool workspace_sql(Workspace *workspace, const char *identifier, bool downgrade, const char *dialect, Text *out,
                   Error *error);
/* What `upgrade --sql` and `downgrade --sql` print, as limbeck/migrate/offline.h has it; `range` is
 * "to" or "from:to". */
bool workspace_offline(Workspace *workspace, Arena *arena, const char *range, bool downgrade, StringVector *script,
                       Error *error);
/* The rows of the version table, and the URL without its password. */
bool workspace_current(Workspace *workspace, Arena *arena, StringVector *rows, const char **url, Error *error);
/* A step interrupted between two batches; half->revision is NULL where there is none. */
bool workspace_half_done(Workspace *workspace, Arena *arena, HalfDone *half, Error *error);
typedef void StepAnnouncer(void *state, const char *line);
/* Moves the database, in transactions as env.py has them; each step is announced
 * first. Whoever migrates it already is waited for. */
bool workspace_migrate(Workspace *workspace, const char *target, bool downgrade, StepAnnouncer *announce, void *state,
                       Error *error);
/* True when env.py set up logging, so that Alembic's log lines appear. */
bool workspace_logging_configured(Workspace *workspace, Error *error);

#endif
