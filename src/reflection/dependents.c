#include "limbeck/reflection/dependents.h"

#include "queries.h"
#include "reflector.h"

/* Collects every value of the result, in order. */
static bool query(Arena *arena, Database *database, const char *sql, const DatabaseValue *values, size_t count,
                  StringVector *cells, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(database, sql, values, count, &result, error))
        return false;
    bool done;
    size_t columns = result_column_count(result);
    while ((done = result_next(result, &row, error)) && row)
        for (size_t i = 0; i < columns; i++)
            vector_push(arena, cells, arena_strdup(arena, row[i].bytes));
    result_free(result);
    return done;
}

enum { DEPENDENTS_TABLE, DEPENDENTS_ACTION, DEPENDENTS_PARAMETERS };

static void set_dependents_parameters(const DependentsQuery *query, DatabaseValue values[DEPENDENTS_PARAMETERS])
{
    values[DEPENDENTS_TABLE] = database_text(query->table);
    values[DEPENDENTS_ACTION] = database_text(query->truncates ? "truncate" : "delete");
}

bool reflect_dependents(Arena *arena, Database *database, const char *table, bool truncates,
                        DependentTables *dependents, Error *error)
{
    const DependentsQuery wanted = {table, truncates};
    DatabaseValue values[DEPENDENTS_PARAMETERS];
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    set_dependents_parameters(&wanted, values);
    if (!database_query(database, reflector_of(database)->dependents, values, DEPENDENTS_PARAMETERS, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row) {
        const DatabaseValue *schema = &row[DEPENDENT_schema], *column = &row[DEPENDENT_column_name];
        DependentTable dependent = {*schema->bytes ? arena_strdup(arena, schema->bytes) : NULL,
                                    arena_strdup(arena, row[DEPENDENT_table_name].bytes),
                                    *column->bytes ? arena_strdup(arena, column->bytes) : NULL};
        vector_push(arena, dependents, dependent);
    }
    result_free(result);
    return done;
}

bool reflect_own_triggers(Arena *arena, Database *database, const char *table, StringVector *names, Error *error)
{
    const DatabaseValue name = database_text(table);
    return query(arena, database, reflector_of(database)->own_triggers, &name, 1, names, error);
}

bool reflect_writing_functions(Arena *arena, Database *database, const StringVector *names, StringVector *writing,
                               Error *error)
{
    const char *sql = reflector_of(database)->writing_functions;
    if (!sql || !names->count)
        return true;
    const DatabaseValue value = database_text(string_vector_join(arena, names, "\n"));
    return query(arena, database, sql, &value, 1, writing, error);
}

bool reflect_owned_sequences(Arena *arena, Database *database, const char *table, const char *column,
                             StringVector *names, Error *error)
{
    const DatabaseValue values[] = {database_text(table), database_text(column ? column : "")};
    const char *sql = reflector_of(database)->owned_sequences;
    return !sql || query(arena, database, sql, values, 2, names, error);
}

bool reflect_hides_rows(Database *database, const char *table, bool *hides, Error *error)
{
    const DatabaseValue name = database_text(table);
    DatabaseResult *result;
    const DatabaseValue *row;
    *hides = false;
    const char *sql = reflector_of(database)->hides_rows;
    if (!sql)
        return true;
    if (!database_query(database, sql, &name, 1, &result, error))
        return false;
    bool done = result_next(result, &row, error);
    *hides = done && row && row[HIDES_ROWS_hides].integer;
    result_free(result);
    return done;
}

/* ---- several at once ------------------------------------------------------------------------ */

void dependents_prefetch(Arena *arena, Database *database, const DependentsQueries *queries)
{
    PrefetchQuery *all = ARENA_ARRAY(arena, PrefetchQuery, queries->count + 1);
    for (size_t i = 0; i < queries->count; i++) {
        DatabaseValue *values = ARENA_ARRAY(arena, DatabaseValue, DEPENDENTS_PARAMETERS);
        set_dependents_parameters(&queries->items[i], values);
        all[i] = (PrefetchQuery){reflector_of(database)->dependents, values, DEPENDENTS_PARAMETERS, false};
    }
    database_prefetch(database, all, queries->count);
}

void table_facts_prefetch(Arena *arena, Database *database, const StringVector *tables, const StringVector *functions)
{
    const Reflector *reflector = reflector_of(database);
    const char *const of_table[] = {reflector->plain_columns, reflector->hides_rows, reflector->row_key,
                                    reflector->own_triggers};
    size_t each = sizeof of_table / sizeof *of_table, count = 0;
    PrefetchQuery *all = ARENA_ARRAY(arena, PrefetchQuery, each * tables->count + functions->count + 1);
    for (size_t i = 0; i < tables->count + functions->count; i++) {
        bool is_table = i < tables->count;
        DatabaseValue *name = ARENA_NEW(arena, DatabaseValue);
        *name = database_text(is_table ? tables->items[i] : functions->items[i - tables->count]);
        for (size_t k = 0; is_table && k < each; k++)
            if (of_table[k])
                all[count++] = (PrefetchQuery){of_table[k], name, 1, false};
        if (!is_table && reflector->writing_functions)
            all[count++] = (PrefetchQuery){reflector->writing_functions, name, 1, false};
    }
    database_prefetch(database, all, count);
}
