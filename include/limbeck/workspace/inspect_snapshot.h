/* Inspections of a database: sessions, the journal, a table, an orphan row.
 *
 *     workspace_post_inspect(workspace, INSPECT_SESSIONS, NULL, NULL);
 *     ...
 *     const InspectSnapshot *sessions = workspace_inspected(workspace);
 *     snapshot_release(sessions);
 */
#ifndef LIMBECK_WORKSPACE_INSPECT_SNAPSHOT_H
#define LIMBECK_WORKSPACE_INSPECT_SNAPSHOT_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/workspace.h"

/* What is inspected. Of BLAME the cells are a part of the table ("": the table), a revision id, a date, an author. */
typedef enum {
    INSPECT_SESSIONS,
    INSPECT_JOURNAL,
    INSPECT_TABLE,
    INSPECT_ORPHAN,
    INSPECT_CONFLICTS,
    INSPECT_BLAME
} InspectKind;

typedef struct InspectRow {
    StringVector cells;
    bool is_highlighted; /* highlighted: it waits or failed */
} InspectRow;

typedef struct InspectSnapshot {
    uint64_t generation;
    InspectKind kind;
    const char *name; /* of the table, or the revision id of the row */
    bool can_restore; /* for an orphan row: git has its script */
    size_t columns;
    VECTOR(InspectRow) rows; /* the first row holds the column titles, except for a table's definition */
    const char *nothing;     /* text shown when there are no rows */
    int64_t taken;           /* clock_milliseconds() */
    Error error;
} InspectSnapshot;

/* For INSPECT_CONFLICTS: the locks that a step takes, as a `name`. Its rows are the sessions that hold others in the
 * way. */
const char *inspected_locks(Arena *arena, const PreviewLocks *locks);

/* The latest one, to be released; NULL: none yet. */
const InspectSnapshot *workspace_inspected(Workspace *workspace);
/* `name` and `quoted`: the table for INSPECT_TABLE; `name`: the revision id for INSPECT_ORPHAN. */
void workspace_post_inspect(Workspace *workspace, InspectKind kind, const char *name, const char *quoted);

#endif
