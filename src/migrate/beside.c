#include "beside.h"

#include <string.h>

const Dialect *dialect_of(const Database *database)
{
    return dialect_named(database_kind(database) == DATABASE_POSTGRESQL ? "postgresql" : "sqlite");
}

const char *beside_table(Arena *arena, const Database *database, const ScriptEnvironment *environment, const char *name)
{
    const char *schema = environment->version_table_schema;
    return schema ? arena_format(arena, "%s.%s", dialect_quote(arena, dialect_of(database), schema), name)
                  : arena_strdup(arena, name);
}

const char *beside_sql(Arena *arena, const Database *database, const char *sql)
{
    char *copy = arena_strdup(arena, sql);
    for (char *at = copy; database_kind(database) == DATABASE_SQLITE && (at = strchr(at, '$')); at++)
        *at = '?';
    return copy;
}

bool beside_exists(Arena *arena, Database *database, const ScriptEnvironment *environment, const char *name,
                   bool *exists, Error *error)
{
    const DatabaseValue table = database_text(beside_table(arena, database, environment, name));
    const char *sql = database_kind(database) == DATABASE_POSTGRESQL
                          ? "SELECT 1 WHERE pg_catalog.to_regclass($1) IS NOT NULL"
                          : "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?";
    DatabaseResult *result;
    if (!database_query(database, sql, &table, 1, &result, error))
        return false;
    *exists = result_row_count(result) > 0;
    result_free(result);
    return true;
}
