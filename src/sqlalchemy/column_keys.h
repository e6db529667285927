/* Columns that constraints and indexes name by their key: Column("name", key="called"). */
#ifndef LIMBECK_SQLALCHEMY_COLUMN_KEYS_H
#define LIMBECK_SQLALCHEMY_COLUMN_KEYS_H

#include "limbeck/schema/table.h"

/* In the table's constraints and indexes, names take the place of the keys of its columns. */
void resolve_own_keys(Arena *arena, Table *table);

/* In its foreign keys to the other table, and so for the columns referred to. */
void resolve_referent_keys(Arena *arena, Table *table, const char *schema, const Table *referent);

#endif
