/* Snapshots are immutable and counted: each one taken is released. */
#ifndef LIMBECK_WORKSPACE_SNAPSHOT_H
#define LIMBECK_WORKSPACE_SNAPSHOT_H

void snapshot_release(const void *snapshot);
/* Another hold on it, to be released too. */
const void *snapshot_retain(const void *snapshot);

#endif
