/* Columns that constraints and indexes name by their key: Column("name", key="called"). */
#ifndef LIMBECK_SQLALCHEMY_COLUMN_KEYS_H
#define LIMBECK_SQLALCHEMY_COLUMN_KEYS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/table.h"

/* Raises the error of two columns with one name among those from `first` on, and of a constraint or index over a column
 * that the table does not have. */
bool table_check_columns(Interpreter *interpreter, const Table *table, size_t first);

/* In the table's constraints and indexes, names take the place of the keys of its columns. */
void resolve_own_keys(Arena *arena, Table *table);

/* In its foreign keys to the other table, and so for the columns referred to. */
void resolve_referent_keys(Arena *arena, Table *table, const char *schema, const Table *referent);

#endif
