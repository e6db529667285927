#include "limbeck/reflection/keyed.h"

#include "limbeck/base/text.h"
#include "queries.h"

#include <string.h>

static DatabaseValue text_value(const char *text)
{
    return (DatabaseValue){.type = CELL_TEXT, .bytes = text, .length = strlen(text)};
}

/* {"a","b"} */
static const char *array_of(Arena *arena, const StringVector *names, size_t first)
{
    Text array = text_in(arena);
    for (size_t i = first; i < names->count; i++) {
        text_append(&array, i > first ? ",\"" : "\"");
        for (const char *at = names->items[i]; *at; at++) {
            if (*at == '"' || *at == '\\')
                text_append_char(&array, '\\');
            text_append_char(&array, *at);
        }
        text_append_char(&array, '"');
    }
    return arena_format(arena, "{%s}", text_string(&array));
}

bool reflect_row_key(Arena *arena, Database *database, const char *table, RowKey *key, Error *error)
{
    const char *sql = database_kind(database) == DATABASE_POSTGRESQL ? sql_postgresql_row_key : sql_sqlite_row_key;
    const DatabaseValue name = text_value(table);
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(database, sql, &name, 1, &result, error))
        return false;
    bool done;
    while ((done = result_next(result, &row, error)) && row) {
        vector_push(arena, &key->written, arena_strdup(arena, row[0].bytes));
        vector_push(arena, &key->columns, arena_strdup(arena, row[1].bytes));
    }
    result_free(result);
    return done;
}

bool reflect_keyed_columns(Arena *arena, Database *database, const char *table, const StringVector *columns,
                           StringVector *types, Error *error)
{
    const DatabaseValue values[] = {text_value(table), text_value(columns->items[0]),
                                    text_value(array_of(arena, columns, 1))};
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(database, sql_postgresql_keyed_columns, values, 3, &result, error))
        return false;
    bool done;
    while ((done = result_next(result, &row, error)) && row)
        vector_push(arena, types, arena_strdup(arena, row[0].bytes));
    result_free(result);
    return done;
}
