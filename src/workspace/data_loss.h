/* Counts the data at risk in a table. */
#ifndef LIMBECK_SRC_WORKSPACE_DATA_LOSS_H
#define LIMBECK_SRC_WORKSPACE_DATA_LOSS_H

#include "internal.h"

/* Counts rows and values, for at most `milliseconds`; -1 in a figure that was not counted. *is_late: it takes
 * longer. */
bool workspace_count_loss(Workspace *workspace, Arena *arena, const Risk *risk, int64_t milliseconds,
                          LossFigures *figures, bool *is_late, Error *error);

/* The database's tables and views, as far as figures depend on them. */
typedef struct LossTables {
    SchemaModel *schema;        /* NULL: not read */
    bool enforces_foreign_keys; /* deleted rows take rows with them that refer to them */
} LossTables;

/* Reads the tables if a step deletes rows (foreign keys show which other rows are deleted or changed), or if it changes
 * data before it removes some (a view may show it). False if none are needed or they cannot be read. */
bool workspace_loss_tables(Workspace *workspace, Arena *arena, const LintSession *lint, LossTables *tables);

#endif
