/* stamp and ensure_version. */
#ifndef LIMBECK_WORKSPACE_STAMP_ROWS_H
#define LIMBECK_WORKSPACE_STAMP_ROWS_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/workspace.h"

typedef struct StampOptions {
    StringVector targets;
    const StringVector *expected_rows; /* that somebody decided on; NULL: whatever the version table holds */
    bool purge;
    bool over_half_done; /* also where a step is half done, which the version table then hides */
    StepAnnouncer *announce;
    void *state;
} StampOptions;

/* On the database, or as SQL where `script` is given. */
bool workspace_stamp(Workspace *workspace, Arena *arena, const StampOptions *options, StringVector *script,
                     Error *error);
/* The rows that a stamp of these would leave. */
bool workspace_stamp_rows(Workspace *workspace, Arena *arena, const StringVector *rows, const StampOptions *options,
                          StringVector *after, Error *error);
bool workspace_ensure_version(Workspace *workspace, Arena *arena, StringVector *script, Error *error);

#endif
