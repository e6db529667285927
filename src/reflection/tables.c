#include "limbeck/reflection/tables.h"

#include "queries.h"

#include <string.h>

static Table *table_named(Arena *arena, ReflectedTables *tables, const char *name)
{
    /* Rows come table by table. */
    if (tables->count && strcmp(tables->items[tables->count - 1]->name, name) == 0)
        return tables->items[tables->count - 1];
    Table *table = ARENA_NEW(arena, Table);
    table->name = arena_strdup(arena, name);
    vector_push(arena, tables, table);
    return table;
}

bool reflect_tables(Arena *arena, Database *database, ReflectedTables *tables, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    bool postgresql = database_kind(database) == DATABASE_POSTGRESQL;
    if (!database_query(database, postgresql ? sql_postgresql_columns : sql_sqlite_columns, NULL, 0, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row) {
        SqlType *type = type_new(arena, TYPE_NULL);
        type->fields = arena_strdup(arena, row[2].type == CELL_TEXT ? row[2].bytes : "");
        Column *column = column_new(arena, arena_strdup(arena, row[1].bytes), type);
        column->nullable = postgresql ? !row[3].boolean : row[3].integer == 0;
        vector_push(arena, &table_named(arena, tables, row[0].bytes)->columns, column);
    }
    result_free(result);
    return done;
}
