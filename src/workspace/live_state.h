/* Snapshots of the database, published. */
#ifndef LIMBECK_SRC_WORKSPACE_LIVE_STATE_H
#define LIMBECK_SRC_WORKSPACE_LIVE_STATE_H

#include "internal.h"

uint64_t workspace_next_generation(Workspace *workspace);
void workspace_publish(Workspace *workspace, SnapshotPlace *place, void *snapshot);
/* Another program's move since `before` is told as such until the next refresh that somebody asks for. */
void workspace_note_move(const DatabaseSnapshot *before, DatabaseSnapshot *snapshot, const RunSnapshot *run);
/* The same rows, in any order. */
bool same_version_rows(const StringVector *left, const StringVector *right);

#endif
