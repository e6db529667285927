/* What a revision changes of the schema. */
#ifndef LIMBECK_WORKSPACE_SCHEMA_SNAPSHOT_H
#define LIMBECK_WORKSPACE_SCHEMA_SNAPSHOT_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/graph/revision.h"
#include "limbeck/workspace/workspace.h"

/* What a revision changes of the schema: the tables and types it touches, as SQL, line by
 * line. */
typedef struct SchemaLine {
    char mark; /* + comes, - goes, ' ' stays; 0: the name of what follows */
    const char *text;
} SchemaLine;

typedef struct SchemaSnapshot {
    uint64_t generation;
    const Revision *revision;
    size_t which;
    VECTOR(SchemaLine) lines;
    StringVector opaque; /* of this revision and those before it: why it may be more */
    Error error;
} SchemaSnapshot;

const SchemaSnapshot *workspace_revision_schema(Workspace *workspace);
/* The schema before and after it, from the scripts alone. */
void workspace_post_schema(Workspace *workspace, const Revision *revision);

#endif
