/* Two revisions compared: their schemas, and what leads from one to the other.
 *
 *     workspace_post_comparison(workspace, revision, NULL);
 *     ...
 *     const ComparisonSnapshot *compared = workspace_comparison(workspace);
 *     snapshot_release(compared);
 */
#ifndef LIMBECK_WORKSPACE_COMPARISON_SNAPSHOT_H
#define LIMBECK_WORKSPACE_COMPARISON_SNAPSHOT_H

#include "limbeck/base/error.h"
#include "limbeck/graph/revision.h"
#include "limbeck/workspace/schema_snapshot.h"
#include "limbeck/workspace/workspace.h"

typedef struct ComparisonSnapshot {
    uint64_t generation;
    const Revision *from, *to;
    RevisionVector down, up; /* steps that lead from one to the other: first down, then up */
    SchemaLines lines;       /* of the schema; see SchemaSnapshot */
    StringVector opaque;     /* statements between the two whose effect is unknown */
    SchemaLines sql;         /* mark 0: title of a step; ' ': a line of a statement; '-': a loss */
    Error error;
} ComparisonSnapshot;

/* The latest one, to be released; NULL: none yet. */
const ComparisonSnapshot *workspace_comparison(Workspace *workspace);
/* Computes it from the scripts only. */
void workspace_post_comparison(Workspace *workspace, const Revision *from, const Revision *to);

#endif
