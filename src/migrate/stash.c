#include "limbeck/migrate/stash.h"

#include "beside.h"
#include "journal_line.h"

#include "limbeck/base/text.h"
#include "limbeck/reflection/catalogue.h"
#include "limbeck/reflection/keyed.h"

#include <inttypes.h>
#include <string.h>

/* ---- names ------------------------------------------------------------------------------- */

static const char *quoted(Arena *arena, const Database *database, const char *name)
{
    return dialect_quote(arena, dialect_of(database), name);
}

static const char *written_table(Arena *arena, const Database *database, const Loss *loss)
{
    const char *name = quoted(arena, database, loss->table);
    return loss->schema ? arena_format(arena, "%s.%s", quoted(arena, database, loss->schema), name) : name;
}

/* As reflection wants it. */
static const char *table_to_reflect(Arena *arena, const Database *database, const Loss *loss)
{
    return database_kind(database) == DATABASE_POSTGRESQL ? written_table(arena, database, loss) : loss->table;
}

/* ---- the registry ------------------------------------------------------------------------- */

static void take_row(Arena *arena, const DatabaseValue *row, Stash *stash)
{
    const char *schema = arena_strdup(arena, row[3].bytes), *column = arena_strdup(arena, row[5].bytes);
    *stash = (Stash){.id = row[0].integer,
                     .revision = arena_strdup(arena, row[1].bytes),
                     .downgrade = strcmp(row[2].bytes, "downgrade") == 0,
                     .loss = {*schema ? schema : NULL, arena_strdup(arena, row[4].bytes), *column ? column : NULL},
                     .name = arena_strdup(arena, row[6].bytes),
                     .rows = row[7].integer,
                     .kept_at = arena_strdup(arena, row[8].bytes)};
}

bool stashes_read(Arena *arena, Database *database, const ScriptEnvironment *environment, StashVector *stashes,
                  Error *error)
{
    bool exists;
    if (!beside_exists(arena, database, environment, stash_table, &exists, error))
        return false;
    if (!exists)
        return true;
    const DatabaseValue name = database_text(environment->version_table);
    const char *sql = arena_format(arena,
                                   "SELECT id, revision, direction, schema_name, table_name, column_name, kept_in, "
                                   "rows_kept, kept_at FROM %s WHERE version_table = $1 ORDER BY id",
                                   beside_table(arena, database, environment, stash_table));
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(database, beside_sql(arena, database, sql), &name, 1, &result, error))
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

static bool make_registry(Arena *arena, Database *database, const ScriptEnvironment *environment, Error *error)
{
    bool exists;
    const char *sql =
        arena_format(arena,
                     "CREATE TABLE %s (id BIGINT PRIMARY KEY, version_table TEXT NOT NULL, revision TEXT NOT NULL, "
                     "direction TEXT NOT NULL, schema_name TEXT NOT NULL, table_name TEXT NOT NULL, "
                     "column_name TEXT NOT NULL, kept_in TEXT NOT NULL, rows_kept BIGINT NOT NULL, "
                     "kept_at TEXT NOT NULL)",
                     beside_table(arena, database, environment, stash_table));
    return beside_exists(arena, database, environment, stash_table, &exists, error) &&
           (exists || database_execute(database, sql, NULL, 0, NULL, error));
}

static bool enter(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error)
{
    const DatabaseValue values[] = {database_number(stash->id),
                                    database_text(request->environment->version_table),
                                    database_text(stash->revision),
                                    database_text(stash->downgrade ? "downgrade" : "upgrade"),
                                    database_text(stash->loss.schema ? stash->loss.schema : ""),
                                    database_text(stash->loss.table),
                                    database_text(stash->loss.column ? stash->loss.column : ""),
                                    database_text(stash->name),
                                    database_number(stash->rows),
                                    database_text(stash->kept_at)};
    const char *sql = arena_format(arena, "INSERT INTO %s VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                                   beside_table(arena, request->database, request->environment, stash_table));
    return database_execute(request->database, beside_sql(arena, request->database, sql), values,
                            sizeof values / sizeof *values, NULL, error);
}

bool stash_forget(Arena *arena, Database *database, const ScriptEnvironment *environment, const Stash *stash,
                  Error *error)
{
    const char *registry = beside_table(arena, database, environment, stash_table);
    const char *kept = beside_table(arena, database, environment, stash->name);
    const DatabaseValue id = database_number(stash->id);
    const char *sql = arena_format(arena, "DELETE FROM %s WHERE id = $1", registry);
    int64_t others;
    return database_execute(database, arena_format(arena, "DROP TABLE %s", kept), NULL, 0, NULL, error) &&
           database_execute(database, beside_sql(arena, database, sql), &id, 1, NULL, error) &&
           database_integer(database, arena_format(arena, "SELECT count(*) FROM %s", registry), &others, error) &&
           (others > 0 ||
            database_execute(database, arena_format(arena, "DROP TABLE %s", registry), NULL, 0, NULL, error));
}

/* ---- keeping ------------------------------------------------------------------------------- */

static const PlainColumn *column_named(const PlainColumns *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (strcmp(columns->items[i].name, name) == 0)
            return &columns->items[i];
    return NULL;
}

/* A type of the application's own may go with the step: its values are kept as texts. */
static void append_kept(Text *sql, const PlainColumn *column)
{
    text_append_format(sql, column->type_may_go ? "%s%s::text AS %s" : "%s%s", sql->length ? ", " : "", column->written,
                       column->written);
}

static bool select_to_keep(Arena *arena, const ExecuteRequest *request, const Loss *loss, const PlainColumns *columns,
                           const char **select, Error *error)
{
    Database *database = request->database;
    Text list = text_in(arena);
    RowKey key = {0};
    const char *table = written_table(arena, database, loss);
    if (!loss->column) {
        for (size_t i = 0; i < columns->count; i++)
            append_kept(&list, &columns->items[i]);
        *select = arena_format(arena, "SELECT %s FROM %s", text_string(&list), table);
        return true;
    }
    if (!reflect_row_key(arena, database, table_to_reflect(arena, database, loss), &key, error))
        return false;
    if (!key.columns.count) {
        error_set(error, ERROR_COMMAND, "column %s.%s cannot be kept: the table has no primary key to put it back by",
                  loss->table, loss->column);
        error_hint(error, "copy it by hand and run the step without --stash");
        return false;
    }
    for (size_t i = 0; i < key.columns.count; i++)
        append_kept(&list, column_named(columns, key.columns.items[i]));
    const PlainColumn *column = column_named(columns, loss->column);
    append_kept(&list, column);
    *select = arena_format(arena, "SELECT %s FROM %s WHERE %s IS NOT NULL", text_string(&list), table, column->written);
    return true;
}

static bool next_id(Arena *arena, const ExecuteRequest *request, int64_t *id, Error *error)
{
    const char *registry = beside_table(arena, request->database, request->environment, stash_table);
    return database_integer(request->database, arena_format(arena, "SELECT coalesce(max(id), 0) + 1 FROM %s", registry),
                            id, error);
}

bool stash_keep(Arena *arena, const ExecuteRequest *request, const Loss *loss, Error *error)
{
    Database *database = request->database;
    PlainColumns columns = {0};
    const char *select;
    int64_t id;
    if (!loss->table) {
        error_set(error, ERROR_COMMAND, "schema %s cannot be kept as a whole", loss->schema);
        error_hint(error, "copy it by hand and run the step without --stash");
        return false;
    }
    if (!reflect_plain_columns(arena, database, table_to_reflect(arena, database, loss), &columns, error))
        return false;
    if (!columns.count || (loss->column && !column_named(&columns, loss->column)))
        return true;
    if (!select_to_keep(arena, request, loss, &columns, &select, error) ||
        !make_registry(arena, database, request->environment, error) || !next_id(arena, request, &id, error))
        return false;
    Stash stash = {.id = id,
                   .revision = request->step.revision->id,
                   .downgrade = request->step.downgrade,
                   .loss = *loss,
                   .name = arena_format(arena, "%s_%" PRId64, stash_table, id),
                   .kept_at = journal_time(arena)};
    const char *kept = beside_table(arena, database, request->environment, stash.name);
    if (!database_execute(database, arena_format(arena, "CREATE TABLE %s AS %s", kept, select), NULL, 0, NULL, error) ||
        !database_integer(database, arena_format(arena, "SELECT count(*) FROM %s", kept), &stash.rows, error) ||
        !enter(arena, request, &stash, error))
        return false;
    supervision_note(request->supervision, "kept %s, %" PRId64 " %s, in %s", loss_text(arena, loss), stash.rows,
                     loss->column ? "values" : "rows", stash.name);
    return true;
}

/* ---- putting back ------------------------------------------------------------------------------ */

/* A kept value as its column wants it. */
static const char *given_back(Arena *arena, const PlainColumn *column, bool casts)
{
    return casts ? arena_format(arena, "limbeck_kept.%s::%s", column->written, column->type)
                 : arena_format(arena, "limbeck_kept.%s", column->written);
}

static bool run_counting(const ExecuteRequest *request, const char *sql, int64_t *rows, Error *error)
{
    return database_execute(request->database, sql, NULL, 0, rows, error);
}

/* Behind the last number that came back. */
static bool move_sequence(Arena *arena, const ExecuteRequest *request, const char *table, const PlainColumn *column,
                          Error *error)
{
    const DatabaseValue names[] = {database_text(table), database_text(column->name)};
    const char *sql = arena_format(arena,
                                   "SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence($1, $2), max(%s)) "
                                   "FROM %s HAVING max(%s) > 0",
                                   column->written, table, column->written);
    DatabaseResult *result;
    if (!database_query(request->database, sql, names, 2, &result, error))
        return false;
    result_free(result);
    return true;
}

static bool put_rows_back(Arena *arena, const ExecuteRequest *request, const Stash *stash, const char *table,
                          const PlainColumns *columns, const PlainColumns *kept_columns, int64_t *rows, Error *error)
{
    bool casts = database_kind(request->database) == DATABASE_POSTGRESQL;
    const char *kept = beside_table(arena, request->database, request->environment, stash->name);
    Text names = text_in(arena), values = text_in(arena);
    for (size_t i = 0; i < columns->count; i++) {
        const PlainColumn *column = &columns->items[i];
        if (column->is_computed || !column_named(kept_columns, column->name))
            continue;
        text_append_format(&names, "%s%s", names.length ? ", " : "", column->written);
        text_append_format(&values, "%s%s", values.length ? ", " : "", given_back(arena, column, casts));
    }
    const char *sql =
        arena_format(arena,
                     "INSERT INTO %s (%s)%s SELECT %s FROM %s AS limbeck_kept WHERE true "
                     "ON CONFLICT DO NOTHING",
                     table, text_string(&names), casts ? " OVERRIDING SYSTEM VALUE" : "", text_string(&values), kept);
    if (!run_counting(request, sql, rows, error))
        return false;
    for (size_t i = 0; i < columns->count; i++) {
        const PlainColumn *column = &columns->items[i];
        if (column->has_sequence && !move_sequence(arena, request, table, column, error))
            return false;
    }
    return true;
}

static bool put_column_back(Arena *arena, const ExecuteRequest *request, const Stash *stash, const char *table,
                            const PlainColumns *columns, const PlainColumns *kept_columns, int64_t *rows, Error *error)
{
    bool casts = database_kind(request->database) == DATABASE_POSTGRESQL;
    const PlainColumn *column = column_named(columns, stash->loss.column);
    Text same_key = text_in(arena);
    for (size_t i = 0; i < kept_columns->count; i++) {
        const PlainColumn *part = column_named(columns, kept_columns->items[i].name);
        if (!part)
            return error_set(error, ERROR_COMMAND, "%s has no column %s any more to put %s back by", stash->loss.table,
                             kept_columns->items[i].name, stash->loss.column);
        if (part != column)
            text_append_format(&same_key, "%s%s.%s = %s", same_key.length ? " AND " : "", table, part->written,
                               given_back(arena, part, casts));
    }
    const char *kept = beside_table(arena, request->database, request->environment, stash->name);
    const char *sql = arena_format(arena, "UPDATE %s SET %s = %s FROM %s AS limbeck_kept WHERE %s", table,
                                   column->written, given_back(arena, column, casts), kept, text_string(&same_key));
    return run_counting(request, sql, rows, error);
}

static bool put_back(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error)
{
    Database *database = request->database;
    PlainColumns columns = {0}, kept_columns = {0};
    const char *what = loss_text(arena, &stash->loss);
    const char *kept_name = database_kind(database) == DATABASE_POSTGRESQL
                                ? beside_table(arena, database, request->environment, stash->name)
                                : stash->name;
    int64_t rows = 0;
    if (!reflect_plain_columns(arena, database, table_to_reflect(arena, database, &stash->loss), &columns, error) ||
        !reflect_plain_columns(arena, database, kept_name, &kept_columns, error))
        return false;
    if (!columns.count || (stash->loss.column && !column_named(&columns, stash->loss.column))) {
        supervision_note(request->supervision, "%s is not there: what was kept of it stays in %s", what, stash->name);
        return true;
    }
    const char *table = written_table(arena, database, &stash->loss);
    if (!(stash->loss.column ? put_column_back : put_rows_back)(arena, request, stash, table, &columns, &kept_columns,
                                                                &rows, error)) {
        error_hint(error, "what was kept does not fit any more; without --put-back the step leaves it in %s",
                   stash->name);
        return false;
    }
    supervision_note(request->supervision, "put back %s, %" PRId64 " of %" PRId64 " %s", what, rows, stash->rows,
                     stash->loss.column ? "values" : "rows");
    return stash_forget(arena, database, request->environment, stash, error);
}

static bool same_text(const char *left, const char *right)
{
    return left == right || (left && right && strcmp(left, right) == 0);
}

static bool same_loss(const Stash *left, const Stash *right)
{
    return strcmp(left->revision, right->revision) == 0 && left->downgrade == right->downgrade &&
           strcmp(left->loss.table, right->loss.table) == 0 && same_text(left->loss.schema, right->loss.schema) &&
           same_text(left->loss.column, right->loss.column);
}

/* Kept again since: what was kept then is older than what is put back. */
static bool is_outdated(const StashVector *stashes, size_t index)
{
    for (size_t i = index + 1; i < stashes->count; i++)
        if (same_loss(&stashes->items[i], &stashes->items[index]))
            return true;
    return false;
}

/* The last thing taken away comes back first: rows before those that refer to them. */
bool stash_put_back(Arena *arena, const ExecuteRequest *request, Error *error)
{
    StashVector stashes = {0};
    bool done = stashes_read(arena, request->database, request->environment, &stashes, error);
    for (size_t i = stashes.count; done && i-- > 0;) {
        const Stash *stash = &stashes.items[i];
        if (strcmp(stash->revision, request->step.revision->id) == 0 && stash->downgrade != request->step.downgrade &&
            !is_outdated(&stashes, i))
            done = put_back(arena, request, stash, error);
    }
    return done;
}
