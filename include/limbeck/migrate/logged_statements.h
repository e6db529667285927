/* The statements of a run, collected from its progress events. A statement repeated by a loop is one entry with a
 * count.
 *
 *     enum { MAX_STATEMENTS = 1000 };
 *     LoggedStatements statements = {0};
 *     ProgressEvent event = {.kind = PROGRESS_STATEMENT, .text = sql, .line = line};
 *     if (logged_statements_note(arena, &statements, &event, MAX_STATEMENTS))
 *         show("%s", statements.items[statements.count - 1].sql);
 */
#ifndef LIMBECK_MIGRATE_LOGGED_STATEMENTS_H
#define LIMBECK_MIGRATE_LOGGED_STATEMENTS_H

#include "limbeck/base/vector.h"
#include "limbeck/migrate/supervision.h"

typedef struct LoggedStatement {
    const char *sql;
    int64_t milliseconds; /* of all executions; -1: running */
    int64_t started;      /* clock_milliseconds() of the latest execution */
    int64_t times;
    int64_t rows; /* -1: unknown */
} LoggedStatement;

typedef VECTOR(LoggedStatement) LoggedStatements;

/* Records a PROGRESS_STATEMENT or PROGRESS_DONE; keeps at most `most` statements. True when a line was added, or the
 * last one finished for the first time. */
bool logged_statements_note(Arena *arena, LoggedStatements *statements, const ProgressEvent *event, size_t most);

#endif
