/* The result of a rehearsal. */
#ifndef LIMBECK_MIGRATE_REHEARSAL_H
#define LIMBECK_MIGRATE_REHEARSAL_H

#include "limbeck/graph/revision.h"

typedef struct RehearsedStatement {
    const Revision *revision;
    const char *sql;
    int line;
    int64_t times; /* executions of this SQL */
    int64_t milliseconds;
    int64_t rows;          /* affected, in total; -1: not known */
    int64_t wal;           /* bytes of write-ahead log that the server wrote while it ran; -1: unknown */
    StringVector locks;    /* taken by this statement: "ACCESS EXCLUSIVE on users" */
    StringVector rewrites; /* tables that the statement rewrote */
} RehearsedStatement;

typedef struct Rehearsal {
    VECTOR(RehearsedStatement) statements;
    StringVector notes; /* statements that could not be rehearsed, and effects that a rollback does not undo */
    int64_t milliseconds;
} Rehearsal;

#endif
