/* What is at stake in a table. */
#ifndef LIMBECK_SRC_WORKSPACE_DATA_LOSS_H
#define LIMBECK_SRC_WORKSPACE_DATA_LOSS_H

#include "internal.h"

/* Live figures of what is at stake; -1 where there are none to be had in a moment. */
bool workspace_count_loss(Workspace *workspace, Arena *arena, const Risk *risk, LossFigures *figures, Error *error);

#endif
