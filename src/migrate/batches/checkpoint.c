#include "checkpoint.h"
#include "limbeck/migrate/side_tables.h"

#include "limbeck/base/text.h"
#include "limbeck/reflection/catalogue.h"

#include <stdlib.h>
#include <string.h>

/* In the order of make_table(); a table of an earlier limbeck lacks the last. */
enum {
    COLUMN_version_table,
    COLUMN_revision,
    COLUMN_direction,
    COLUMN_statement,
    COLUMN_fingerprint,
    COLUMN_after_key,
    COLUMN_until_key,
    COLUMN_rows_changed,
    COLUMN_batch_rows,
    COLUMN_finished,
    COLUMN_rows_total,
    COLUMN_COUNT
};

static void take_row(Arena *arena, const DatabaseValue *row, size_t columns, Checkpoint *checkpoint)
{
    *checkpoint = (Checkpoint){.revision = arena_strdup(arena, row[COLUMN_revision].bytes),
                               .downgrade = strcmp(row[COLUMN_direction].bytes, "downgrade") == 0,
                               .statement = row[COLUMN_statement].integer,
                               .fingerprint = arena_strdup(arena, row[COLUMN_fingerprint].bytes),
                               .after = arena_strdup(arena, row[COLUMN_after_key].bytes),
                               .until = arena_strdup(arena, row[COLUMN_until_key].bytes),
                               .rows = row[COLUMN_rows_changed].integer,
                               .batch_rows = row[COLUMN_batch_rows].integer,
                               .finished = row[COLUMN_finished].integer != 0,
                               .total = columns < COLUMN_COUNT ? 0 : row[COLUMN_rows_total].integer,
                               .is_old = columns < COLUMN_COUNT};
}

bool checkpoint_read(Arena *arena, Database *database, const ScriptEnvironment *environment, Checkpoint *checkpoint,
                     bool *exists, Error *error)
{
    if (!side_table_exists(arena, database, environment, checkpoint_table, exists, error))
        return false;
    if (!*exists)
        return true;
    const DatabaseValue name = database_text(environment->version_table);
    const char *sql = arena_format(arena, "SELECT * FROM %s WHERE version_table = $1",
                                   side_table_name(arena, database, environment, checkpoint_table));
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(database, side_table_sql(arena, database, sql), &name, 1, &result, error))
        return false;
    bool done = result_next(result, &row, error);
    *exists = done && row;
    if (*exists)
        take_row(arena, row, result_column_count(result), checkpoint);
    result_free(result);
    return done;
}

static bool make_table(Arena *arena, Database *database, const ScriptEnvironment *environment, Error *error)
{
    const char *sql = arena_format(arena,
                                   "CREATE TABLE IF NOT EXISTS %s (version_table TEXT PRIMARY KEY, "
                                   "revision TEXT NOT NULL, direction TEXT NOT NULL, statement BIGINT NOT NULL, "
                                   "fingerprint TEXT NOT NULL, after_key TEXT NOT NULL, until_key TEXT NOT NULL, "
                                   "rows_changed BIGINT NOT NULL, batch_rows BIGINT NOT NULL, "
                                   "finished BIGINT NOT NULL, rows_total BIGINT NOT NULL DEFAULT 0)",
                                   side_table_name(arena, database, environment, checkpoint_table));
    return database_execute(database, sql, NULL, 0, NULL, error);
}

/* Adds the column missing in a table of an earlier limbeck. */
static bool add_total(Arena *arena, Database *database, const ScriptEnvironment *environment, Error *error)
{
    return database_execute(database,
                            arena_format(arena, "ALTER TABLE %s ADD COLUMN rows_total BIGINT NOT NULL DEFAULT 0",
                                         side_table_name(arena, database, environment, checkpoint_table)),
                            NULL, 0, NULL, error);
}

bool checkpoint_write(Arena *arena, Database *database, const ScriptEnvironment *environment,
                      const Checkpoint *checkpoint, Error *error)
{
    bool exists;
    if (!side_table_exists(arena, database, environment, checkpoint_table, &exists, error) ||
        (!exists && !make_table(arena, database, environment, error)) ||
        (exists && checkpoint->is_old && !add_total(arena, database, environment, error)))
        return false;
    const DatabaseValue values[] = {database_text(environment->version_table),
                                    database_text(checkpoint->revision),
                                    database_text(checkpoint->downgrade ? "downgrade" : "upgrade"),
                                    database_number(checkpoint->statement),
                                    database_text(checkpoint->fingerprint),
                                    database_text(checkpoint->after),
                                    database_text(checkpoint->until),
                                    database_number(checkpoint->rows),
                                    database_number(checkpoint->batch_rows),
                                    database_number(checkpoint->finished),
                                    database_number(checkpoint->total)};
    const char *sql = arena_format(
        arena,
        "INSERT INTO %s (version_table, revision, direction, statement, fingerprint, after_key, until_key, "
        "rows_changed, batch_rows, finished, rows_total) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        "ON CONFLICT (version_table) DO UPDATE SET revision = excluded.revision, direction = excluded.direction, "
        "statement = excluded.statement, fingerprint = excluded.fingerprint, after_key = excluded.after_key, "
        "until_key = excluded.until_key, rows_changed = excluded.rows_changed, batch_rows = excluded.batch_rows, "
        "finished = excluded.finished, rows_total = excluded.rows_total",
        side_table_name(arena, database, environment, checkpoint_table));
    return database_execute(database, side_table_sql(arena, database, sql), values, sizeof values / sizeof *values,
                            NULL, error);
}

bool checkpoint_remove(Arena *arena, Database *database, const ScriptEnvironment *environment, Error *error)
{
    const DatabaseValue name = database_text(environment->version_table);
    const char *table = side_table_name(arena, database, environment, checkpoint_table);
    const char *sql = arena_format(arena, "DELETE FROM %s WHERE version_table = $1", table);
    int64_t others;
    if (!database_execute(database, side_table_sql(arena, database, sql), &name, 1, NULL, error) ||
        !database_integer(database, arena_format(arena, "SELECT count(*) FROM %s", table), &others, error))
        return false;
    return others > 0 || database_execute(database, arena_format(arena, "DROP TABLE %s", table), NULL, 0, NULL, error);
}

/* ---- keys -------------------------------------------------------------------------------- */

/* Encoded as "i42;" and "t5:hello;". */
const char *key_text(Arena *arena, const DatabaseValue *values, size_t count)
{
    Text text = text_in(arena);
    for (size_t i = 0; i < count; i++) {
        if (values[i].type == CELL_INTEGER)
            text_append_format(&text, "i%lld;", (long long)values[i].integer);
        else if (values[i].type == CELL_TEXT)
            text_append_format(&text, "t%zu:%s;", values[i].length, values[i].bytes);
        else
            return NULL;
    }
    return text_string(&text);
}

bool key_values(Arena *arena, const char *text, DatabaseValue *values, size_t count)
{
    const char *at = text, *past = text + strlen(text);
    for (size_t i = 0; i < count; i++) {
        char kind = *at, *end;
        if (kind != 'i' && kind != 't')
            return false;
        long long number = strtoll(at + 1, &end, 10);
        values[i] = database_number(number);
        if (kind == 't') {
            if (*end != ':' || number < 0 || number > past - end - 1)
                return false;
            values[i] = database_text(arena_strndup(arena, end + 1, (size_t)number));
            end += 1 + number;
        }
        if (*end != ';')
            return false;
        at = end + 1;
    }
    return !*at;
}
