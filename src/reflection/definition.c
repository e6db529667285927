#include "limbeck/reflection/definition.h"

#include "queries.h"
#include "reflector.h"

bool reflect_definition(Arena *arena, Database *database, const char *table, StringVector *lines, Error *error)
{
    const DatabaseValue name = database_text(table);
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    if (!database_query(database, reflector_of(database)->definition, &name, 1, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row)
        vector_push(arena, lines, arena_strdup(arena, row[DEFINITION_line].bytes));
    result_free(result);
    return done;
}
