#include "limbeck/migrate/side_tables.h"

#include <string.h>

const Dialect *dialect_of(const Database *database)
{
    return dialect_named(database_kind(database) == DATABASE_POSTGRESQL ? "postgresql" : "sqlite");
}

const char *side_table_name(Arena *arena, const Database *database, const ScriptEnvironment *environment,
                            const char *name)
{
    const char *schema = environment->version_table_schema;
    return schema ? arena_format(arena, "%s.%s", dialect_quote(arena, dialect_of(database), schema), name)
                  : arena_strdup(arena, name);
}

const char *side_table_sql(Arena *arena, const Database *database, const char *sql)
{
    char *copy = arena_strdup(arena, sql);
    for (char *at = copy; database_kind(database) == DATABASE_SQLITE && (at = strchr(at, '$')); at++)
        *at = '?';
    return copy;
}

static bool finds_a_row(Database *database, const char *sql, const DatabaseValue *parameter, bool *found, Error *error)
{
    DatabaseResult *result;
    if (!database_query(database, sql, parameter, 1, &result, error))
        return false;
    *found = result_row_count(result) > 0;
    result_free(result);
    return true;
}

bool sqlite_has_table(Database *database, const char *name, bool *exists, Error *error)
{
    const DatabaseValue table = database_text(name);
    return finds_a_row(database, "SELECT 1 FROM pragma_table_info(?) LIMIT 1", &table, exists, error);
}

bool postgresql_has_table(Database *database, const char *quoted, bool *exists, Error *error)
{
    const DatabaseValue table = database_text(quoted);
    return finds_a_row(database, "SELECT 1 WHERE pg_catalog.to_regclass($1) IS NOT NULL", &table, exists, error);
}

bool side_table_exists(Arena *arena, Database *database, const ScriptEnvironment *environment, const char *name,
                       bool *exists, Error *error)
{
    const char *table = side_table_name(arena, database, environment, name);
    return database_kind(database) == DATABASE_SQLITE ? sqlite_has_table(database, table, exists, error)
                                                      : postgresql_has_table(database, table, exists, error);
}
