#include "limbeck/migrate/side_tables.h"

#include <string.h>

const Dialect *dialect_of(const Database *database)
{
    return dialect_named(database_traits(database)->dialect);
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
    for (char *at = copy; (at = strchr(at, '$')); at++)
        *at = database_traits(database)->parameter;
    return copy;
}

bool database_has_table(Database *database, const char *name, bool *exists, Error *error)
{
    const DatabaseValue table = database_text(name);
    DatabaseResult *result;
    if (!database_query(database, database_traits(database)->has_table, &table, 1, &result, error))
        return false;
    *exists = result_row_count(result) > 0;
    result_free(result);
    return true;
}

bool side_table_exists(Arena *arena, Database *database, const ScriptEnvironment *environment, const char *name,
                       bool *exists, Error *error)
{
    return database_has_table(database, side_table_name(arena, database, environment, name), exists, error);
}
