/* The result of a run: how many of its steps are done, and the database's revision. */
#ifndef LIMBECK_SRC_TUI_SCREEN_RUN_OUTCOME_H
#define LIMBECK_SRC_TUI_SCREEN_RUN_OUTCOME_H

#include "limbeck/tui/screen/screen.h"

/* The step on the run screen has ended. */
bool run_has_finished(const Application *application);
/* The database was read after it. */
bool is_read_after_run(const Application *application);
bool has_more_steps(const Application *application);
/* Another program changed the version rows after our step: the rest of the plan no longer applies. */
bool is_off_the_path(const Application *application);
/* "1 of 3 done (Audit log), stopped in 2 (Fill orders.reference), 3 not begun. The database is at 1a6c80b3."; "" when
 * there is nothing to say. */
const char *run_outcome(Application *application);
void act_report(Application *application, Key key);

#endif
