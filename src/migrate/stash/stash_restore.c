/* Restores the stashes of the opposite step. */
#include "limbeck/migrate/side_tables.h"
#include "stash_comparison.h"
#include "stash_sequence.h"

#include "limbeck/base/text.h"

#include <inttypes.h>
#include <string.h>

static bool run(const ExecuteRequest *request, const char *sql, Error *error)
{
    return database_execute(request->database, sql, NULL, 0, NULL, error);
}

/* Moves the sequence past the highest restored number. */
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

/* Restored values replace those the step wrote. */
static bool set_values(Arena *arena, const ExecuteRequest *request, const Stash *stash,
                       const StashComparison *comparison, Error *error)
{
    Text settings = text_in(arena);
    for (size_t i = 0; i < comparison->both.count; i++) {
        const PlainColumn *column = &comparison->both.items[i];
        bool is_stashed = stash->loss.column ? strcmp(column->name, stash->loss.column) == 0
                                             : !column_named(&comparison->key, column->name);
        if (is_stashed)
            text_append_format(&settings, "%s%s = %s", settings.length ? ", " : "", column->written,
                               comparison_stashed_value(arena, comparison, column));
    }
    return !settings.length || !comparison->key.count ||
           run(request,
               arena_format(arena, "UPDATE %s AS limbeck_now SET %s FROM %s AS limbeck_kept WHERE %s AND NOT (%s)",
                            comparison->table, text_string(&settings), comparison->stash,
                            comparison_same_key(arena, comparison), comparison_same_values(arena, comparison)),
               error);
}

static bool add_rows(Arena *arena, const ExecuteRequest *request, const StashComparison *comparison, Error *error)
{
    Text names = text_in(arena), values = text_in(arena);
    for (size_t i = 0; i < comparison->both.count; i++) {
        const PlainColumn *column = &comparison->both.items[i];
        text_append_format(&names, "%s%s", i ? ", " : "", column->written);
        text_append_format(&values, "%s%s", i ? ", " : "", comparison_stashed_value(arena, comparison, column));
    }
    const char *sql =
        arena_format(arena, "INSERT INTO %s (%s)%s SELECT %s FROM %s AS limbeck_kept WHERE %s ON CONFLICT DO NOTHING",
                     comparison->table, text_string(&names), comparison_forms(comparison)->overriding,
                     text_string(&values), comparison->stash, comparison_absent(arena, comparison));
    if (!run(request, sql, error))
        return false;
    for (size_t i = 0; i < comparison->columns.count; i++) {
        const PlainColumn *column = &comparison->columns.items[i];
        if (column->has_sequence && !move_sequence(arena, request, comparison->table, column, error))
            return false;
    }
    return true;
}

static bool key_exists(const Stash *stash, const StashComparison *comparison, Error *error)
{
    if (!stash->loss.column || !comparison->missing)
        return true;
    return error_set(error, ERROR_COMMAND, "%s no longer has the column %s by which %s is restored", stash->loss.table,
                     comparison->missing, stash->loss.column);
}

static const char *restore_obstacle(Arena *arena, const Stash *stash, const StashComparison *comparison, int64_t absent,
                                    int64_t other)
{
    if (comparison->missing)
        return arena_format(arena, "the table no longer has the column %s", comparison->missing);
    if (!other && stash->loss.column)
        return "their rows are gone";
    if (!other)
        return "another row has one of their unique values, or a trigger rejected them";
    return absent ? "some rows are gone, some hold other values" : "the table holds other values for them";
}

static bool conclude(Arena *arena, const ExecuteRequest *request, const Stash *stash, const StashComparison *comparison,
                     Error *error)
{
    int64_t absent, other, rows;
    const char *what = loss_text(arena, &stash->loss);
    if (!database_integer(request->database, arena_format(arena, "SELECT count(*) FROM %s", comparison->stash), &rows,
                          error) ||
        !comparison_count_lost(arena, comparison, &absent, &other, error))
        return false;
    int64_t lost = absent + other;
    if (!lost) {
        supervision_note(request->supervision, "put back %s, all %s", what, stash_count(arena, stash, rows));
        return stash_registry_remove(arena, request->database, request->environment, stash, error);
    }
    supervision_note(request->supervision, "put back %s, %" PRId64 " of %s; %" PRId64 " could not be: %s. %s stays",
                     what, rows - lost, stash_count(arena, stash, rows), lost,
                     restore_obstacle(arena, stash, comparison, absent, other), stash->name);
    return true;
}

static bool restore_one(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error)
{
    StashComparison comparison;
    const char *what = loss_text(arena, &stash->loss);
    if (stash->loss.is_sequence)
        return sequence_restore(arena, request, stash, error);
    if (!comparison_find(arena, request, stash, &comparison, error))
        return false;
    if (!comparison.table_exists || (stash->loss.column && !column_named(&comparison.columns, stash->loss.column))) {
        supervision_note(request->supervision, "%s does not exist: what was kept of it stays in %s", what, stash->name);
        return true;
    }
    bool done =
        comparison.hides_rows
            ? error_set(error, ERROR_COMMAND, "row level security hides rows of %s from this role", stash->loss.table)
            : key_exists(stash, &comparison, error) && set_values(arena, request, stash, &comparison, error) &&
                  (stash->loss.column || add_rows(arena, request, &comparison, error));
    if (!done) {
        error_hint(error, "the stash no longer fits the table; without --put-back the step leaves it in %s",
                   stash->name);
        return false;
    }
    return conclude(arena, request, stash, &comparison, error);
}

/* A later run of the same step has stashed this, too: the older stash is outdated. */
static bool is_outdated(const StashVector *stashes, size_t index)
{
    const Stash *stash = &stashes->items[index];
    for (size_t i = index + 1; i < stashes->count; i++) {
        const Stash *later = &stashes->items[i];
        if (strcmp(stash->revision, later->revision) == 0 && stash->downgrade == later->downgrade &&
            strcmp(stash->stored_at, later->stored_at) != 0)
            return true;
    }
    return false;
}

typedef struct StashRestore {
    const ExecuteRequest *request;
    StashVector pending; /* newest first */
} StashRestore;

/* A table's rows must be restored before values of its columns. */
static bool waits_for_rows(const StashVector *pending, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (pending->items[i].name && strcmp(pending->items[i].loss.table, pending->items[index].loss.table) == 0)
            return true;
    return false;
}

/* Restores one stash under a savepoint: if it fails, the rows it refers to may be restored later in the same pass. */
static bool restore_under_savepoint(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error)
{
    Database *database = request->database;
    Error ignored = {0};
    if (!database_execute(database, "SAVEPOINT limbeck_put_back", NULL, 0, NULL, error))
        return false;
    bool done = restore_one(arena, request, stash, error);
    const char *end = done ? "RELEASE SAVEPOINT limbeck_put_back"
                           : "ROLLBACK TO SAVEPOINT limbeck_put_back; RELEASE SAVEPOINT limbeck_put_back";
    return database_execute(database, end, NULL, 0, NULL, done ? error : &ignored) && done;
}

/* *progress: at least one stash was restored. */
static bool restore_pass(Arena *arena, StashRestore *self, bool *progress, Error *error)
{
    bool all = true;
    *progress = false;
    for (size_t i = 0; i < self->pending.count; i++) {
        Stash *stash = &self->pending.items[i];
        Error own = {0};
        if (!stash->name)
            continue;
        if (waits_for_rows(&self->pending, i) || !restore_under_savepoint(arena, self->request, stash, &own)) {
            if (own.kind != ERROR_NONE && error->kind == ERROR_NONE)
                *error = own;
            all = false;
            continue;
        }
        *progress = true;
        stash->name = NULL;
    }
    return all;
}

/* Restores in reverse order. */
bool stash_restore(Arena *arena, const ExecuteRequest *request, Error *error)
{
    StashVector stashes = {0};
    StashRestore self = {.request = request};
    if (!stashes_read(arena, request->database, request->environment, &stashes, error))
        return false;
    for (size_t i = stashes.count; i-- > 0;) {
        const Stash *stash = &stashes.items[i];
        if (strcmp(stash->revision, request->step.revision->id) == 0 && stash->downgrade != request->step.downgrade &&
            !is_outdated(&stashes, i))
            vector_push(arena, &self.pending, *stash);
    }
    for (bool all = false, progress = true; !all;) {
        Error first = {0};
        all = restore_pass(arena, &self, &progress, &first);
        if (!all && !progress) {
            *error = first;
            return false;
        }
    }
    return true;
}
