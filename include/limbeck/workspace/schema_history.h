/* The schema at a revision, computed without a database, and its comparison with a database.
 *
 *     SchemaPicture picture = {0};
 *     if (!workspace_schema(workspace, arena, "heads", NULL, &picture, error)) ... */
#ifndef LIMBECK_WORKSPACE_SCHEMA_HISTORY_H
#define LIMBECK_WORKSPACE_SCHEMA_HISTORY_H

#include "limbeck/workspace/model_comparison.h"
#include "limbeck/workspace/workspace.h"

typedef struct SchemaPart {
    const char *kind;     /* "table", "type", "view", "foreign key" ... */
    const char *name;     /* "users", "app.orders", "order_status"; NULL: of several, as a GRANT */
    const char *table;    /* the table it belongs to; NULL: none */
    const char *sql;      /* statements; of a table with its indexes and comments */
    const char *revision; /* that created or last changed it; NULL: unknown */
} SchemaPart;

/* In an order in which an empty database takes the statements. */
typedef struct SchemaPicture {
    VECTOR(SchemaPart) parts;
    StringVector opaque; /* "abc123: DO $$ ..." */
} SchemaPicture;

/* `dialect` NULL: the dialect of the URL. */
bool workspace_schema(Workspace *workspace, Arena *arena, const char *identifier, const char *dialect,
                      SchemaPicture *picture, Error *error);

/* The changes from the schema at `from` to the schema at `to`. */
bool workspace_schema_difference(Workspace *workspace, Arena *arena, const char *from, const char *to,
                                 const char *dialect, ComparisonReport *report, Error *error);

/* Drift: the changes in report->changes would make the database match its revisions; each names the revision it comes
 * from. `executes`: the revisions are run in a scratch database of the same server, and the two catalogues are
 * compared; else what revisions make that limbeck cannot read is in report->unsure. */
bool workspace_drift(Workspace *workspace, Arena *arena, bool executes, ComparisonReport *report, Error *error);

#endif
