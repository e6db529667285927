/* The user's choices for the next run: batches, stepping, the stash. Callable from any thread.
 *
 *     workspace_set_batch_rows(workspace, 10000);
 *     workspace_set_stash(workspace, true, false);
 *     workspace_pause(workspace, true); // between two batches
 */
#ifndef LIMBECK_WORKSPACE_RUN_OPTIONS_H
#define LIMBECK_WORKSPACE_RUN_OPTIONS_H

#include "limbeck/base/arena.h"
#include "limbeck/workspace/workspace.h"

/* Whole-table changes run in batches of this many rows, each committed; 0: one statement. May be called during a run.
 */
int64_t workspace_batch_rows(const Workspace *workspace);
void workspace_set_batch_rows(Workspace *workspace, int64_t rows);
bool workspace_is_paused(const Workspace *workspace);
void workspace_pause(Workspace *workspace, bool paused);
/* The next step stops before each statement, inside its transaction, until workspace_continue(); cancelling rolls
 * back. */
void workspace_set_stepping(Workspace *workspace, bool stops);
bool workspace_is_stepping(const Workspace *workspace);
/* Ends a session that the run waits for (pg_terminate_backend); a note of the run says what came of it. */
void workspace_end_session(Workspace *workspace, int64_t pid);
enum { MAX_BREAKPOINTS = 64 };

/* The next step also stops before statements of these script lines. Not during a run. */
void workspace_set_breakpoints(Workspace *workspace, const int *lines, size_t count);
/* Continues to the next statement; or, with `to_the_end`, to the next of those lines or the end. */
void workspace_continue(Workspace *workspace, bool to_the_end);
/* Batches and stash choices apply to one run: resets them to the settings of the ini. */
void workspace_reset_run_options(Workspace *workspace);
/* What the user gives up by choosing batches, in one or two sentences. */
const char *workspace_explain_batches(Arena *arena, int64_t rows);
/* Whether the next steps keep the data they destroy, and restore the data their opposites kept. */
void workspace_set_stash(Workspace *workspace, bool keeps, bool puts_back);
bool workspace_stashes(const Workspace *workspace);
/* Continue a step although some data cannot be kept. Set after the user has read which. */
void workspace_set_partial_stash(Workspace *workspace, bool what_can);
bool workspace_stashes_partially(const Workspace *workspace);
bool workspace_restores_stash(const Workspace *workspace);

#endif
