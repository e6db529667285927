/* Publishing snapshots of the database. */
#ifndef LIMBECK_SRC_WORKSPACE_LIVE_STATE_H
#define LIMBECK_SRC_WORKSPACE_LIVE_STATE_H

#include "internal.h"

uint64_t workspace_next_generation(Workspace *workspace);
void workspace_publish(Workspace *workspace, SnapshotPlace *place, void *snapshot);
/* Sets snapshot->moved when another program changed the rows since `before`; it stays set until the user refreshes. */
void workspace_note_move(const DatabaseSnapshot *before, DatabaseSnapshot *snapshot, const RunSnapshot *run);
/* Kills a git that looks up commits, if one runs. */
void workspace_end_commits(Workspace *workspace);
/* The same rows, in any order. */
bool same_version_rows(const StringVector *left, const StringVector *right);

#endif
