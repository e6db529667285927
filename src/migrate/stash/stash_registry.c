/* The registry table: the list of stashes. */
#include "stash_registry.h"

#include "limbeck/migrate/commit.h"
#include "limbeck/migrate/outcome.h"
#include "limbeck/migrate/side_tables.h"

#include "limbeck/base/figures.h"
#include "limbeck/reflection/catalogue.h"

#include <inttypes.h>
#include <string.h>

/* Stored instead of a column name when the stash holds a sequence position. */
static const char sequence_mark[] = "(position)";

enum {
    COLUMN_id,
    COLUMN_revision,
    COLUMN_direction,
    COLUMN_schema_name,
    COLUMN_table_name,
    COLUMN_column_name,
    COLUMN_kept_in,
    COLUMN_rows_kept,
    COLUMN_kept_at
};
#define COLUMNS "id, revision, direction, schema_name, table_name, column_name, kept_in, rows_kept, kept_at"

static void take_row(Arena *arena, const DatabaseValue *row, Stash *stash)
{
    const char *schema = arena_strdup(arena, row[COLUMN_schema_name].bytes),
               *column = arena_strdup(arena, row[COLUMN_column_name].bytes);
    bool is_sequence = strcmp(column, sequence_mark) == 0;
    *stash = (Stash){.id = row[COLUMN_id].integer,
                     .revision = arena_strdup(arena, row[COLUMN_revision].bytes),
                     .downgrade = strcmp(row[COLUMN_direction].bytes, "downgrade") == 0,
                     .loss = {.schema = *schema ? schema : NULL,
                              .table = arena_strdup(arena, row[COLUMN_table_name].bytes),
                              .column = *column && !is_sequence ? column : NULL,
                              .is_sequence = is_sequence},
                     .name = arena_strdup(arena, row[COLUMN_kept_in].bytes),
                     .rows = row[COLUMN_rows_kept].integer,
                     .stored_at = arena_strdup(arena, row[COLUMN_kept_at].bytes)};
}

bool stashes_read(Arena *arena, Database *database, const ScriptEnvironment *environment, StashVector *stashes,
                  Error *error)
{
    bool exists;
    if (!side_table_exists(arena, database, environment, stash_table, &exists, error))
        return false;
    if (!exists)
        return true;
    const DatabaseValue name = database_text(environment->version_table);
    const char *sql = arena_format(arena, "SELECT " COLUMNS " FROM %s WHERE version_table = $1 ORDER BY id",
                                   side_table_name(arena, database, environment, stash_table));
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(database, side_table_sql(arena, database, sql), &name, 1, &result, error))
        return false;
    bool done;
    while ((done = result_next(result, &row, error)) && row) {
        Stash stash;
        take_row(arena, row, &stash);
        vector_push(arena, stashes, stash);
    }
    result_free(result);
    return done;
}

bool stash_registry_create(Arena *arena, Database *database, const ScriptEnvironment *environment, Error *error)
{
    bool exists;
    const char *sql =
        arena_format(arena,
                     "CREATE TABLE %s (id BIGINT PRIMARY KEY, version_table TEXT NOT NULL, revision TEXT NOT NULL, "
                     "direction TEXT NOT NULL, schema_name TEXT NOT NULL, table_name TEXT NOT NULL, "
                     "column_name TEXT NOT NULL, kept_in TEXT NOT NULL, rows_kept BIGINT NOT NULL, "
                     "kept_at TEXT NOT NULL)",
                     side_table_name(arena, database, environment, stash_table));
    return side_table_exists(arena, database, environment, stash_table, &exists, error) &&
           (exists || database_execute(database, sql, NULL, 0, NULL, error));
}

bool stash_registry_add(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error)
{
    const DatabaseValue values[] = {database_number(stash->id),
                                    database_text(request->environment->version_table),
                                    database_text(stash->revision),
                                    database_text(stash->downgrade ? "downgrade" : "upgrade"),
                                    database_text(stash->loss.schema ? stash->loss.schema : ""),
                                    database_text(stash->loss.table),
                                    database_text(stash->loss.is_sequence ? sequence_mark
                                                  : stash->loss.column    ? stash->loss.column
                                                                          : ""),
                                    database_text(stash->name),
                                    database_number(stash->rows),
                                    database_text(stash->stored_at)};
    const char *sql = arena_format(arena, "INSERT INTO %s VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                                   side_table_name(arena, request->database, request->environment, stash_table));
    return database_execute(request->database, side_table_sql(arena, request->database, sql), values,
                            sizeof values / sizeof *values, NULL, error);
}

bool stash_registry_remove(Arena *arena, Database *database, const ScriptEnvironment *environment, const Stash *stash,
                           Error *error)
{
    const char *registry = side_table_name(arena, database, environment, stash_table);
    const char *quoted_stash = side_table_name(arena, database, environment, stash->name);
    const DatabaseValue id = database_number(stash->id);
    const char *sql = arena_format(arena, "DELETE FROM %s WHERE id = $1", registry);
    int64_t others;
    return database_execute(database, arena_format(arena, "DROP TABLE %s", quoted_stash), NULL, 0, NULL, error) &&
           database_execute(database, side_table_sql(arena, database, sql), &id, 1, NULL, error) &&
           database_integer(database, arena_format(arena, "SELECT count(*) FROM %s", registry), &others, error) &&
           (others > 0 ||
            database_execute(database, arena_format(arena, "DROP TABLE %s", registry), NULL, 0, NULL, error));
}

bool stash_drop(Database *database, const ScriptEnvironment *environment, const Supervision *supervision,
                const Stash *stash, Error *error)
{
    Arena *arena = arena_new();
    bool done = database_begin(database, false, error) &&
                stash_registry_remove(arena, database, environment, stash, error) &&
                migration_commit(database, supervision, error);
    if (!done)
        outcome_explain_write(database, environment, supervision, NULL, error);
    arena_free(arena);
    return done;
}

bool stash_next_id(Arena *arena, const ExecuteRequest *request, int64_t *id, Error *error)
{
    const char *registry = side_table_name(arena, request->database, request->environment, stash_table);
    return database_integer(request->database, arena_format(arena, "SELECT coalesce(max(id), 0) + 1 FROM %s", registry),
                            id, error);
}

bool stash_set_rows(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error)
{
    const DatabaseValue values[] = {database_number(stash->rows), database_number(stash->id)};
    const char *sql = arena_format(arena, "UPDATE %s SET rows_kept = $1 WHERE id = $2",
                                   side_table_name(arena, request->database, request->environment, stash_table));
    return database_execute(request->database, side_table_sql(arena, request->database, sql), values, 2, NULL, error);
}

const char *stash_count(Arena *arena, const Stash *stash, int64_t count)
{
    const char *noun = stash->loss.is_sequence ? "position" : stash->loss.column ? "value" : "row";
    return arena_format(arena, "%s %s%s", format_count(arena, count), noun, count == 1 ? "" : "s");
}
