/* Lays out a CREATE TABLE for reading.
 *
 *     show("%s", sql_table_layout(arena, SQL_OF_SQLITE, "CREATE TABLE t (id INTEGER, name TEXT)"));
 */
#ifndef LIMBECK_SQL_TABLE_LAYOUT_H
#define LIMBECK_SQL_TABLE_LAYOUT_H

#include "limbeck/base/arena.h"
#include "limbeck/sql/syntax.h"

/* The text with a line for each column and constraint; lines that it has stay, as do its comments. Any other
 * statement is returned as it is. */
const char *sql_table_layout(Arena *arena, SqlSyntax syntax, const char *sql);

#endif
