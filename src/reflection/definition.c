#include "limbeck/reflection/definition.h"

#include "queries.h"

bool reflect_definition(Arena *arena, Database *database, const char *table, StringVector *lines, Error *error)
{
    bool is_sqlite = database_kind(database) == DATABASE_SQLITE;
    const DatabaseValue name = database_text(table);
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    if (!database_query(database, is_sqlite ? sql_sqlite_definition : sql_postgresql_definition, &name, 1, &result,
                        error))
        return false;
    while ((done = result_next(result, &row, error)) && row)
        vector_push(arena, lines, arena_strdup(arena, row[0].bytes));
    result_free(result);
    return done;
}
