#include "reflector.h"

#include "queries.h"

#include <string.h>

static const Reflector reflectors[] = {
    {.dialect = "postgresql",
     .catalogue = postgresql_catalogue,
     .statistics = postgresql_statistics,
     .definition = sql_postgresql_definition,
     .row_key = sql_postgresql_row_key,
     .plain_columns = sql_postgresql_plain_columns,
     .dependents = sql_postgresql_dependents,
     .own_triggers = sql_postgresql_own_triggers,
     .estimated_rows = sql_postgresql_estimated_rows,
     .hides_rows = sql_postgresql_hides_rows,
     .keyed_columns = sql_postgresql_keyed_columns,
     .writing_functions = sql_postgresql_writing_functions,
     .owned_sequences = sql_postgresql_owned_sequences,
     .normal_form = "EXPLAIN (VERBOSE, COSTS OFF) SELECT %s FROM ONLY %s"},
    {.dialect = "sqlite",
     .catalogue = sqlite_catalogue,
     .statistics = sqlite_statistics,
     .definition = sql_sqlite_definition,
     .row_key = sql_sqlite_row_key,
     .plain_columns = sql_sqlite_plain_columns,
     .dependents = sql_sqlite_dependents,
     .own_triggers = sql_sqlite_own_triggers},
};

const Reflector *reflector_of(const Database *database)
{
    const char *dialect = database_traits(database)->dialect;
    size_t i = 0;
    while (i + 1 < sizeof reflectors / sizeof *reflectors && strcmp(reflectors[i].dialect, dialect) != 0)
        i++;
    return &reflectors[i];
}
