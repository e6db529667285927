/* stamp and ensure_version.
 *
 *     StampOptions stamp = {0};
 *     vector_push(arena, &stamp.targets, "head");
 *     return workspace_stamp(workspace, arena, &stamp, NULL, error);
 */
#ifndef LIMBECK_WORKSPACE_STAMP_ROWS_H
#define LIMBECK_WORKSPACE_STAMP_ROWS_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/workspace.h"

typedef struct StampOptions {
    StringVector targets;
    const StringVector *expected_rows; /* rows the user has seen and confirmed; NULL: any */
    bool purge;
    bool over_half_done; /* stamp even when a step is half done, which the new rows would hide */
    StepAnnouncer *announce;
    void *state;
} StampOptions;

/* Stamps the database; with `script`, collects the SQL instead. */
bool workspace_stamp(Workspace *workspace, Arena *arena, const StampOptions *options, StringVector *script,
                     Error *error);
/* The version rows after such a stamp. */
bool workspace_stamp_rows(Workspace *workspace, Arena *arena, const StringVector *rows, const StampOptions *options,
                          StringVector *after, Error *error);
bool workspace_ensure_version(Workspace *workspace, Arena *arena, StringVector *script, Error *error);

#endif
