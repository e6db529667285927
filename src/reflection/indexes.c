#include "limbeck/reflection/indexes.h"

#include "queries.h"

bool reflect_index(Database *database, const char *name, bool *exists, bool *is_valid, Error *error)
{
    const DatabaseValue key = database_text(name);
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(database, sql_postgresql_index_valid, &key, 1, &result, error))
        return false;
    bool done = result_next(result, &row, error);
    *exists = done && row;
    *is_valid = *exists && row[INDEX_STATE_is_valid].boolean;
    result_free(result);
    return done;
}
