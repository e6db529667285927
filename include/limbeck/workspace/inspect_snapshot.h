/* Sessions, the journal, a table, an orphan row: what one asks of a database. */
#ifndef LIMBECK_WORKSPACE_INSPECT_SNAPSHOT_H
#define LIMBECK_WORKSPACE_INSPECT_SNAPSHOT_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/workspace/workspace.h"

/* A look at the database beside the migrations. */
typedef enum { INSPECT_SESSIONS, INSPECT_JOURNAL, INSPECT_TABLE, INSPECT_ORPHAN } InspectKind;

typedef struct InspectRow {
    StringVector cells;
    bool stands_out; /* it waits, or it failed */
} InspectRow;

typedef struct InspectSnapshot {
    uint64_t generation;
    InspectKind kind;
    const char *name; /* of the table, or of the row */
    bool can_restore; /* an orphan's script */
    size_t columns;
    VECTOR(InspectRow) rows; /* the first has the columns' names, but of a table's definition */
    const char *nothing;     /* what it means that there is no row */
    int64_t taken;           /* clock_milliseconds() */
    Error error;
} InspectSnapshot;

const InspectSnapshot *workspace_inspected(Workspace *workspace);
/* `name` and `quoted`: of INSPECT_TABLE's table; the id of INSPECT_ORPHAN's row. */
void workspace_post_inspect(Workspace *workspace, InspectKind kind, const char *name, const char *quoted);

#endif
