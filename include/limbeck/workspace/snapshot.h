/* Snapshots are immutable and reference-counted: each one taken must be released.
 *
 *     const DatabaseSnapshot *now = workspace_database(workspace), *other = snapshot_retain(now);
 *     snapshot_release(now);
 *     snapshot_release(other);
 */
#ifndef LIMBECK_WORKSPACE_SNAPSHOT_H
#define LIMBECK_WORKSPACE_SNAPSHOT_H

/* Drops one reference and frees the snapshot with the last; NULL is allowed. Safe from any thread. */
void snapshot_release(const void *snapshot);
/* Adds a reference; release it, too. */
const void *snapshot_retain(const void *snapshot);

#endif
