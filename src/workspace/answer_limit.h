/* Time limit for the database's answers during the running job, including the login. */
#ifndef LIMBECK_SRC_WORKSPACE_ANSWER_LIMIT_H
#define LIMBECK_SRC_WORKSPACE_ANSWER_LIMIT_H

#include "internal.h"

/* Time limit for the database's answers during the running job, including the login. */
typedef struct AnswerLimit {
    Workspace *workspace;
    int64_t most; /* milliseconds per answer */
    bool yields;  /* gives up when any job waits */
    bool has_yielded;
    Database *suspended; /* connection that does not answer and is not used; NULL: none */
} AnswerLimit;

void answer_limit_begin(AnswerLimit *answer_limit, Workspace *workspace, int64_t most, bool yields);
void answer_limit_end(AnswerLimit *answer_limit);
bool answer_limit_check(void *answer_limit, int64_t waited);
/* For a job that can work without a database: if it does not answer, workspace->database is NULL until the end.
 * Returns false then, or when the connection was lost during the job. A single query over the limit only has no
 * result. */
void answer_limit_begin_optional(AnswerLimit *answer_limit, Workspace *workspace, int64_t most);
bool answer_limit_end_optional(AnswerLimit *answer_limit);
/* Applies the limit to a connection opened during the job. */
void answer_limit_attach(Workspace *workspace);

#endif
