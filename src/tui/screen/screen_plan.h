/* What the plan and the question before several of its steps share. */
#ifndef LIMBECK_SRC_TUI_SCREEN_SCREEN_PLAN_H
#define LIMBECK_SRC_TUI_SCREEN_SCREEN_PLAN_H

#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/plan_snapshot.h"

/* The plan to the chosen target, of this database; NULL until it is there. */
const PlanSnapshot *plan_snapshot(const Application *application);
/* A step: its number, reason, risk and the version rows after it. */
void plan_add_step(Application *application, StyledLines *lines, const PlanSnapshot *plan, int index, int width);
/* Asks again for a plan that was made while the database did not answer. */
void plan_look_again(Application *application);

#endif
