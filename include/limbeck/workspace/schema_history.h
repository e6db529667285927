/* The schema at a revision, without a database; and against one.
 *
 *     SchemaPicture picture = {0};
 *     if (!workspace_schema(workspace, arena, "heads", NULL, &picture, error)) ...
 */
#ifndef LIMBECK_WORKSPACE_SCHEMA_HISTORY_H
#define LIMBECK_WORKSPACE_SCHEMA_HISTORY_H

#include "limbeck/workspace/model_comparison.h"
#include "limbeck/workspace/workspace.h"

typedef struct SchemaPart {
    const char *name;     /* "users", "app.orders", "order_status" */
    const char *sql;      /* that makes it, its indexes and comments included */
    const char *revision; /* that made or last changed it; NULL: unknown */
} SchemaPart;

typedef struct SchemaPicture {
    VECTOR(SchemaPart) types, tables; /* by name */
    StringVector opaque;              /* "abc123: DO $$ ..." */
} SchemaPicture;

/* `dialect` NULL: the URL's. */
bool workspace_schema(Workspace *workspace, Arena *arena, const char *identifier, const char *dialect,
                      SchemaPicture *picture, Error *error);

/* What makes the schema at `to` of that at `from`. */
bool workspace_schema_difference(Workspace *workspace, Arena *arena, const char *from, const char *to,
                                 const char *dialect, ComparisonReport *report, Error *error);

/* What would make the database what its revisions say it is: everything in report->changes,
 * each with the revision it comes from. */
bool workspace_drift(Workspace *workspace, Arena *arena, ComparisonReport *report, Error *error);

#endif
