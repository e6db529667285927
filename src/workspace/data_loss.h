/* Counts the data at risk in a table. */
#ifndef LIMBECK_SRC_WORKSPACE_DATA_LOSS_H
#define LIMBECK_SRC_WORKSPACE_DATA_LOSS_H

#include "internal.h"

/* Counts rows and values; -1 in a figure that cannot be counted quickly. */
bool workspace_count_loss(Workspace *workspace, Arena *arena, const Risk *risk, LossFigures *figures, Error *error);

#endif
