#include "limbeck/migrate/sqlite_leftovers.h"

#include "limbeck/migrate/side_tables.h"

#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"

enum { PREFIX_LENGTH = sizeof "_alembic_tmp_" - 1 };

static bool count_rows(Arena *arena, Database *database, const char *quoted, int64_t *rows, Error *error)
{
    return database_integer(database, arena_format(arena, "SELECT count(*) FROM %s", quoted), rows, error);
}

static bool examine(Arena *arena, Database *database, SqliteLeftover *remnant, Error *error)
{
    const Dialect *dialect = dialect_named(database_traits(database)->dialect);
    const char *table = dialect_quote(arena, dialect, remnant->table);
    const char *original = dialect_quote(arena, dialect, remnant->original);
    bool exists;
    remnant->original_rows = -1;
    if (!database_has_table(database, remnant->original, &exists, error) ||
        !count_rows(arena, database, table, &remnant->rows, error) ||
        (exists && !count_rows(arena, database, original, &remnant->original_rows, error)))
        return false;
    remnant->is_only_copy = !exists;
    remnant->sql = exists ? arena_format(arena, "DROP TABLE %s", table)
                          : arena_format(arena, "ALTER TABLE %s RENAME TO %s", table, original);
    return true;
}

bool sqlite_leftovers_find(Arena *arena, Database *database, SqliteLeftovers *remnants, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    if (!database_traits(database)->rebuilds_tables)
        return true;
    if (!database_query(
            database,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '\\_alembic\\_tmp\\_%' ESCAPE '\\' "
            "ORDER BY name",
            NULL, 0, &result, error))
        return false;
    while ((done = result_next(result, &row, error)) && row) {
        SqliteLeftover remnant = {.table = arena_strdup(arena, row[0].bytes)};
        remnant.original = remnant.table + PREFIX_LENGTH;
        vector_push(arena, remnants, remnant);
    }
    result_free(result);
    for (size_t i = 0; done && i < remnants->count; i++)
        done = examine(arena, database, &remnants->items[i], error);
    return done;
}

bool sqlite_leftovers_repair(Database *database, const SqliteLeftovers *remnants, Error *error)
{
    bool done = database_begin(database, false, error);
    for (size_t i = 0; done && i < remnants->count; i++)
        done = database_execute(database, remnants->items[i].sql, NULL, 0, NULL, error);
    done = done && database_commit(database, error);
    if (!done)
        database_rollback(database);
    return done;
}
