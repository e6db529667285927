/* The right part of the run screen: the steps, the statements, the sessions that block it. */
#ifndef LIMBECK_SRC_TUI_SCREEN_RUN_PANE_H
#define LIMBECK_SRC_TUI_SCREEN_RUN_PANE_H

#include "run_outcome.h"

/* The run snapshot is of the step that the screen shows. */
bool run_is_shown(const Application *application);
bool run_is_stopped(const Application *application);
/* Rows of the next batch; 0: the running statement is not in batches. */
int64_t run_batch_rows(const Application *application);
void draw_run_pane(Application *application, Surface *surface, Area area);

#endif
