/* Applies a history to a schema model, on the worker. */
#ifndef LIMBECK_SRC_WORKSPACE_SCHEMA_HISTORY_H
#define LIMBECK_SRC_WORKSPACE_SCHEMA_HISTORY_H

#include "internal.h"

#include "limbeck/autogenerate/compare.h"
#include "limbeck/migrate/symbolic.h"
#include "limbeck/workspace/workspace.h"

typedef struct History {
    Arena *arena;
    SymbolicRequest request;
    SymbolicHistory symbolic;
    RevisionVector reached; /* applied revisions, in order */
} History;

/* Everything is allocated in `arena`; `dialect` NULL: the dialect of the URL. */
bool history_begin(Workspace *workspace, Arena *arena, const char *dialect, History *history, Error *error);
void history_end(History *history);

/* Applies the revisions of the path that were not applied yet. */
bool history_reach(History *history, const RevisionVector *path, Error *error);
/* Applies all ancestors of the revision. */
bool history_reach_before(History *history, const Revision *revision, Error *error);
bool history_step(History *history, const Revision *revision, bool downgrade, Error *error);
bool history_reach_named(History *history, const char *identifier, Error *error);
bool history_reach_ids(History *history, const StringVector *rows, Error *error);
bool history_reach_rows(History *history, Workspace *workspace, Error *error);

/* What a difference is about; `table` NULL: not a part of a table, `part` NULL: a whole table. */
typedef struct ChangedPart {
    const char *schema, *table, *part;
} ChangedPart;

ChangedPart difference_part(const Difference *difference);
/* The id of the revision that the objects of a difference come from; NULL: unknown. */
const char *history_origin(Arena *arena, const History *history, const Difference *difference);

/* Opaque statements: "abc123: DO $$ ...". */
void history_opaque(const History *history, Arena *arena, StringVector *lines);

ComparisonOptions history_comparison(const Dialect *dialect);

/* The CREATE statements of the table, without those of its types. */
const char *table_picture(Arena *arena, const Dialect *dialect, const Table *table);

#endif
