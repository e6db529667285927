/* How long the job at work waits for an answer of the database, also for the login. */
#ifndef LIMBECK_SRC_WORKSPACE_ANSWER_LIMIT_H
#define LIMBECK_SRC_WORKSPACE_ANSWER_LIMIT_H

#include "internal.h"

/* How long the job at work waits for an answer of the database, also for the login. */
typedef struct AnswerLimit {
    Workspace *workspace;
    int64_t most; /* milliseconds for one answer */
    bool yields;  /* to any job that waits */
    bool gave_way;
    Database *aside; /* that does not answer now; NULL: none */
} AnswerLimit;

void answer_limit_begin(AnswerLimit *answer_limit, Workspace *workspace, int64_t most, bool yields);
void answer_limit_end(AnswerLimit *answer_limit);
bool answer_limit_check(void *answer_limit, int64_t waited);
/* Of a job that can do without the database: where it does not answer there is none until the end. False then, or
 * where the connection was lost meanwhile; one question that took too long is as if it was not asked. */
void answer_limit_begin_optional(AnswerLimit *answer_limit, Workspace *workspace, int64_t most);
bool answer_limit_end_optional(AnswerLimit *answer_limit);
/* Of a connection that was made meanwhile. */
void answer_limit_attach(Workspace *workspace);

#endif
