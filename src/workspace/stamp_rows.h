/* Stamps: changes the rows of the version table. */
#ifndef LIMBECK_SRC_WORKSPACE_STAMP_ROWS_H
#define LIMBECK_SRC_WORKSPACE_STAMP_ROWS_H

#include "internal.h"

/* Stamps and writes the journal. */
bool workspace_write_stamp(Workspace *workspace, Arena *arena, const StampOptions *options, Supervision supervision,
                           Error *error);

#endif
