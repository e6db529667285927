/* A step that was interrupted between two batches, which are in the database for good: the
 * version table says nothing of it. */
#ifndef LIMBECK_MIGRATE_HALF_DONE_H
#define LIMBECK_MIGRATE_HALF_DONE_H

#include "limbeck/database/database.h"

struct ScriptEnvironment;

typedef struct HalfDone {
    const char *revision; /* NULL: there is none */
    bool downgrade;
    int64_t rows;  /* changed so far, by the statement it was interrupted in */
    int64_t total; /* 0: not known */
    bool finished; /* that statement is; what follows it is not */
} HalfDone;

bool half_done_read(Arena *arena, Database *database, const struct ScriptEnvironment *environment, HalfDone *half,
                    Error *error);

/* "218 000 of 1 552 000 rows" */
const char *half_done_rows(Arena *arena, const HalfDone *half);
/* "the upgrade of b2 is half done: 218 000 of 1 552 000 rows; limbeck upgrade b2 resumes it" */
const char *half_done_text(Arena *arena, const HalfDone *half);

#endif
