/* Shared by the plan screen and the confirmation of several steps. */
#ifndef LIMBECK_SRC_TUI_SCREEN_SCREEN_PLAN_H
#define LIMBECK_SRC_TUI_SCREEN_SCREEN_PLAN_H

#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/plan_snapshot.h"

/* The plan to the chosen target, for the selected database; NULL until it is ready. */
const PlanSnapshot *plan_snapshot(const Application *application);
/* Adds a step's lines: number, reason, risk, and version rows after it. */
void plan_add_step(Application *application, StyledLines *lines, const PlanSnapshot *plan, int index, int width);
/* Requests the plan again if it was made while the database did not answer. */
void plan_request_again(Application *application);

#endif
