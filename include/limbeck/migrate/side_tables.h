/* limbeck's own tables, created next to the version table when needed.
 *
 *     if (!side_table_exists(arena, database, environment, "limbeck_progress", &done, error) || !done)
 *         return false;
 *     const char *query = arena_format(arena, "SELECT * FROM %s WHERE version_table = $1",
 *                                      side_table_name(arena, database, environment, "limbeck_progress"));
 *     return database_execute(database, side_table_sql(arena, database, query), parameters, 1, NULL, error);
 */
#ifndef LIMBECK_MIGRATE_SIDE_TABLES_H
#define LIMBECK_MIGRATE_SIDE_TABLES_H

#include "limbeck/alembic/environment.h"
#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"

/* Static. */
const Dialect *dialect_of(const Database *database);

/* The qualified name, in the version table's schema if it has one. */
const char *side_table_name(Arena *arena, const Database *database, const ScriptEnvironment *environment,
                            const char *name);
/* Whether a table or view exists. `name` as the dialect writes it, with its schema if any. SQLite's answer comes from
 * its cached schema: a query of sqlite_master would read it completely in each step. */
bool database_has_table(Database *database, const char *name, bool *exists, Error *error);
bool side_table_exists(Arena *arena, Database *database, const ScriptEnvironment *environment, const char *name,
                       bool *exists, Error *error);

/* `sql` with $1, $2, rewritten to ?1, ?2 for SQLite. */
const char *side_table_sql(Arena *arena, const Database *database, const char *sql);

#endif
