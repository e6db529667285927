/* SQL that somebody wrote, read back as operations: plain DDL, as migrations have it in
 * op.execute(). What is no plain DDL, and could change a table, is told and not guessed.
 *
 *     SqlReading reading = {0};
 *     sql_read_changes(arena, dialect->syntax, sql, &reading);
 */
#ifndef LIMBECK_SQL_READING_H
#define LIMBECK_SQL_READING_H

#include "limbeck/operations/operation.h"
#include "limbeck/schema/model.h"
#include "limbeck/sql/syntax.h"

/* In the order of the text: an entry is an operation, or something opaque. */
typedef struct SqlReadChange {
    const Operation *operation; /* NULL: opaque */
    OpaqueChange opaque;        /* without its revision */
} SqlReadChange;

typedef struct SqlReading {
    VECTOR(SqlReadChange) changes;
} SqlReading;

/* One statement or several. Those that leave tables as they are (SELECT, UPDATE, GRANT, CREATE
 * VIEW or FUNCTION ...) add nothing. */
void sql_read_changes(Arena *arena, SqlSyntax syntax, const char *sql, SqlReading *reading);

#endif
