/* limbeck's own tables, which stand beside the version table while they are needed. */
#ifndef LIMBECK_MIGRATE_SIDE_TABLES_H
#define LIMBECK_MIGRATE_SIDE_TABLES_H

#include "limbeck/alembic/environment.h"
#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"

const Dialect *dialect_of(const Database *database);

/* With the version table's schema, where it has one. */
const char *side_table_name(Arena *arena, const Database *database, const ScriptEnvironment *environment,
                            const char *name);
/* A table or a view; `name` as the dialect writes it, with its schema where it has one. SQLite's comes from what it has
 * in memory: its sqlite_master would be read from end to end, once a step. */
bool database_has_table(Database *database, const char *name, bool *exists, Error *error);
bool side_table_exists(Arena *arena, Database *database, const ScriptEnvironment *environment, const char *name,
                       bool *exists, Error *error);

/* Written with $1, $2 for both: SQLite counts ?1, ?2. */
const char *side_table_sql(Arena *arena, const Database *database, const char *sql);

#endif
