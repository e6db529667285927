/* Reads SQL back as operations: plain DDL such as migrations pass to op.execute(). Other statements that
 * could change a table are reported as opaque, never guessed.
 *
 *     SqlReading reading = {0};
 *     sql_read_changes(arena, dialect->syntax, sql, &reading); */
#ifndef LIMBECK_SQL_READING_H
#define LIMBECK_SQL_READING_H

#include "limbeck/operations/operation.h"
#include "limbeck/schema/model.h"
#include "limbeck/sql/syntax.h"

/* In text order: an operation or an opaque change. */
typedef struct SqlReadChange {
    const Operation *operation; /* NULL: opaque */
    OpaqueChange opaque;        /* `revision` is not set */
} SqlReadChange;

typedef struct SqlReading {
    VECTOR(SqlReadChange) changes;
} SqlReading;

/* Reads one or more statements. Those that do not change tables (SELECT, UPDATE, GRANT, CREATE VIEW or FUNCTION ...)
 * add nothing. */
void sql_read_changes(Arena *arena, SqlSyntax syntax, const char *sql, SqlReading *reading);

#endif
