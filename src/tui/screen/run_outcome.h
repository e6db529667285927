/* What is known after a run: how many of its steps are done, and where the database is. */
#ifndef LIMBECK_SRC_TUI_SCREEN_RUN_OUTCOME_H
#define LIMBECK_SRC_TUI_SCREEN_RUN_OUTCOME_H

#include "limbeck/tui/screen/screen.h"

/* The step on the run screen has ended. */
bool run_has_finished(const Application *application);
/* The database was looked at after it. */
bool is_looked_up(const Application *application);
bool has_more_steps(const Application *application);
/* Another program moved the database after a step of ours: the rest was planned from elsewhere. */
bool is_off_the_path(const Application *application);
/* "1 of 3 done (Audit log), stopped in 2 (Fill orders.reference), 3 not begun. The database is at
 * 1a6c80b3."; "" where there is nothing to say. */
const char *run_outcome(Application *application);
void act_report(Application *application, Key key);

#endif
