/* What the operator chose for the next run: batches, stepping, the stash. From any thread. */
#ifndef LIMBECK_WORKSPACE_RUN_OPTIONS_H
#define LIMBECK_WORKSPACE_RUN_OPTIONS_H

#include "limbeck/base/arena.h"
#include "limbeck/workspace/workspace.h"

/* Changes of whole tables in batches of so many rows, each committed; 0: not so. From
 * any thread, also while they run. */
int64_t workspace_batch_rows(const Workspace *workspace);
void workspace_set_batch_rows(Workspace *workspace, int64_t rows);
bool workspace_is_paused(const Workspace *workspace);
void workspace_pause(Workspace *workspace, bool paused);
/* The next step stops before each of its statements, in its transaction, until somebody
 * says how it goes on; cancelling rolls it back. */
void workspace_set_stepping(Workspace *workspace, bool stops);
bool workspace_is_stepping(const Workspace *workspace);
enum { MAX_BREAKPOINTS = 64 };

/* The next step also stops before what these lines of its script run. Not while one runs. */
void workspace_set_breakpoints(Workspace *workspace, const int *lines, size_t count);
/* To the next statement; or to the next of those lines, or the end. */
void workspace_continue(Workspace *workspace, bool to_the_end);
/* Batches, what is kept and what is put back are chosen for a run: afterwards the settings stand again. */
void workspace_reset_run_options(Workspace *workspace);
/* What choosing them gives up, in a sentence or two. */
const char *workspace_explain_batches(Arena *arena, int64_t rows);
/* Whether the next steps keep what they destroy, and put back what their opposites kept. */
void workspace_set_stash(Workspace *workspace, bool keeps, bool puts_back);
bool workspace_stashes(const Workspace *workspace);
/* What cannot be kept then does not stop a step; a person has read what that is. */
void workspace_set_partial_stash(Workspace *workspace, bool what_can);
bool workspace_stashes_partially(const Workspace *workspace);
bool workspace_restores_stash(const Workspace *workspace);

#endif
