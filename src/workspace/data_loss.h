/* Counts the data at risk in a table. */
#ifndef LIMBECK_SRC_WORKSPACE_DATA_LOSS_H
#define LIMBECK_SRC_WORKSPACE_DATA_LOSS_H

#include "internal.h"

/* Counts rows and values, for at most so many milliseconds; -1 in a figure that was not counted. *is_late: it takes
 * longer. */
bool workspace_count_loss(Workspace *workspace, Arena *arena, const Risk *risk, int64_t milliseconds,
                          LossFigures *figures, bool *is_late, Error *error);
/* Deleted rows may take rows of other tables with them. If a step deletes some, reads the database's tables, whose
 * foreign keys tell which; false otherwise. */
bool workspace_referring_tables(Workspace *workspace, Arena *arena, const LintSession *lint, SchemaModel **schema);

#endif
