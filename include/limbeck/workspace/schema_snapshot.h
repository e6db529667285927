/* How a revision changes the schema.
 *
 *     workspace_post_schema(workspace, revision);
 *     ...
 *     const SchemaSnapshot *changes = workspace_revision_schema(workspace);
 *     snapshot_release(changes);
 */
#ifndef LIMBECK_WORKSPACE_SCHEMA_SNAPSHOT_H
#define LIMBECK_WORKSPACE_SCHEMA_SNAPSHOT_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/graph/revision.h"
#include "limbeck/workspace/workspace.h"

/* A line of the SQL of the tables and types that a revision touches. */
typedef struct SchemaLine {
    char mark; /* +: added, -: removed, ' ': unchanged; 0: title of the lines below */
    const char *text;
} SchemaLine;

typedef VECTOR(SchemaLine) SchemaLines;

typedef struct SchemaSnapshot {
    uint64_t generation;
    const Revision *revision;
    size_t which;
    SchemaLines lines;
    StringVector opaque; /* statements of this revision and earlier ones whose effect is unknown: there may be more
                          * changes */
    Error error;
} SchemaSnapshot;

/* The latest one, to be released; NULL: none yet. */
const SchemaSnapshot *workspace_revision_schema(Workspace *workspace);
/* Computes the schema before and after the revision, from the scripts only. */
void workspace_post_schema(Workspace *workspace, const Revision *revision);

#endif
