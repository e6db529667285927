/* What a rehearsal found out. */
#ifndef LIMBECK_MIGRATE_REHEARSAL_H
#define LIMBECK_MIGRATE_REHEARSAL_H

#include "limbeck/graph/revision.h"

typedef struct RehearsedStatement {
    const Revision *revision;
    const char *sql;
    int line;
    int64_t times; /* the same text, again and again */
    int64_t milliseconds;
    int64_t rows;          /* touched; -1: none to count */
    int64_t wal;           /* bytes written ahead by the server meanwhile; -1: unknown */
    StringVector locks;    /* "ACCESS EXCLUSIVE on users", those it added */
    StringVector rewrites; /* tables whose file it made anew */
} RehearsedStatement;

typedef struct Rehearsal {
    VECTOR(RehearsedStatement) statements;
    StringVector notes; /* what could not be rehearsed, what a rollback leaves */
    int64_t milliseconds;
} Rehearsal;

#endif
