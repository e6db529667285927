/* The statements of a run, from its progress. A loop's statement comes again and
 * again: it counts up instead of piling up. */
#ifndef LIMBECK_MIGRATE_LOGGED_STATEMENTS_H
#define LIMBECK_MIGRATE_LOGGED_STATEMENTS_H

#include "limbeck/base/vector.h"
#include "limbeck/migrate/supervision.h"

typedef struct LoggedStatement {
    const char *sql;
    int64_t milliseconds; /* of all its times; -1: under way */
    int64_t times;
    int64_t rows; /* -1: unknown */
} LoggedStatement;

typedef VECTOR(LoggedStatement) LoggedStatements;

/* Notes a PROGRESS_STATEMENT or a PROGRESS_DONE, at most so many statements; true
 * when a line was added, or the last one finished for the first time. */
bool logged_statements_note(Arena *arena, LoggedStatements *statements, const ProgressEvent *event, size_t most);

#endif
