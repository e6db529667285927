/* Snapshots are immutable and reference-counted: each one taken must be released. */
#ifndef LIMBECK_WORKSPACE_SNAPSHOT_H
#define LIMBECK_WORKSPACE_SNAPSHOT_H

void snapshot_release(const void *snapshot);
/* Adds a reference; release it, too. */
const void *snapshot_retain(const void *snapshot);

#endif
