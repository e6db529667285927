/* A step that was interrupted between two batches: the finished batches are committed, the version table is
 * unchanged.
 *
 *     HalfDone half;
 *     if (half_done_read(arena, database, environment, &half, error) && half.revision)
 *         log_line("notice: %s", half_done_text(arena, &half));
 */
#ifndef LIMBECK_MIGRATE_HALF_DONE_H
#define LIMBECK_MIGRATE_HALF_DONE_H

#include "limbeck/database/database.h"

struct ScriptEnvironment;

typedef struct HalfDone {
    const char *revision; /* NULL: no such step */
    bool downgrade;
    int64_t rows;  /* changed so far by the interrupted statement */
    int64_t total; /* 0: not known */
    bool finished; /* the interrupted statement is complete, but not the statements after it */
} HalfDone;

/* Reads limbeck_checkpoint; half->revision is NULL when the table is missing or empty. */
bool half_done_read(Arena *arena, Database *database, const struct ScriptEnvironment *environment, HalfDone *half,
                    Error *error);

/* "218 000 of 1 552 000 rows" */
const char *half_done_rows(Arena *arena, const HalfDone *half);
/* "the upgrade of b2 is half done: 218 000 of 1 552 000 rows; limbeck upgrade b2 resumes it" */
const char *half_done_text(Arena *arena, const HalfDone *half);

#endif
