#include "limbeck/reflection/inspection.h"

#include "queries.h"

#include <string.h>

static const struct {
    const char *dialect, *about, *parameters, *sql;
} questions[] = {
    {"postgresql", "tables", "schema", sql_postgresql_inspect_tables},
    {"postgresql", "views", "schema", sql_postgresql_inspect_views},
    {"postgresql", "schemas", "", sql_postgresql_inspect_schemas},
    {"postgresql", "default_schema", "", sql_postgresql_inspect_default_schema},
    {"postgresql", "columns", "name schema", sql_postgresql_inspect_columns},
    {"postgresql", "indexes", "name schema", sql_postgresql_inspect_indexes},
    {"postgresql", "constraints", "name schema kind", sql_postgresql_inspect_constraints},
    {"postgresql", "type", "name schema", sql_postgresql_inspect_type},
    {"postgresql", "sequence", "name schema", sql_postgresql_inspect_sequence},
    {"sqlite", "tables", "", sql_sqlite_inspect_tables},
    {"sqlite", "views", "", sql_sqlite_inspect_views},
    {"sqlite", "columns", "name", sql_sqlite_inspect_columns},
    {"sqlite", "indexes", "name kind", sql_sqlite_inspect_indexes},
    {"sqlite", "keys", "name", sql_sqlite_inspect_keys},
    {"sqlite", "definition", "name", sql_sqlite_inspect_definition},
};

/* A :name in a comment would be a parameter to text(). */
static const char *past_comments(const char *sql)
{
    while (sql[0] == '-' && sql[1] == '-')
        sql += strcspn(sql, "\n") + 1;
    return sql;
}

const char *inspection_sql(const char *dialect, const char *about, const char **parameters)
{
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        *parameters = questions[i].parameters;
        if (strcmp(questions[i].dialect, dialect) == 0 && strcmp(questions[i].about, about) == 0)
            return past_comments(questions[i].sql);
    }
    return NULL;
}
