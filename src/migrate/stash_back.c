/* Putting back what the opposite step kept. */
#include "beside.h"
#include "stash_sequence.h"
#include "stash_sides.h"

#include "limbeck/base/text.h"

#include <inttypes.h>
#include <string.h>

static bool run(const ExecuteRequest *request, const char *sql, Error *error)
{
    return database_execute(request->database, sql, NULL, 0, NULL, error);
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

/* The kept values win over those of the step. */
static bool set_values(Arena *arena, const ExecuteRequest *request, const Stash *stash, const Sides *sides,
                       Error *error)
{
    Text settings = text_in(arena);
    for (size_t i = 0; i < sides->both.count; i++) {
        const PlainColumn *column = &sides->both.items[i];
        bool is_kept = stash->loss.column ? strcmp(column->name, stash->loss.column) == 0
                                          : !column_named(&sides->key, column->name);
        if (is_kept)
            text_append_format(&settings, "%s%s = %s", settings.length ? ", " : "", column->written,
                               sides_given(arena, sides, column));
    }
    return !settings.length || !sides->key.count ||
           run(request,
               arena_format(arena, "UPDATE %s AS limbeck_now SET %s FROM %s AS limbeck_kept WHERE %s AND NOT (%s)",
                            sides->table, text_string(&settings), sides->kept, sides_same_key(arena, sides),
                            sides_same_values(arena, sides)),
               error);
}

static bool add_rows(Arena *arena, const ExecuteRequest *request, const Sides *sides, Error *error)
{
    bool on_postgresql = database_kind(request->database) == DATABASE_POSTGRESQL;
    Text names = text_in(arena), values = text_in(arena);
    for (size_t i = 0; i < sides->both.count; i++) {
        const PlainColumn *column = &sides->both.items[i];
        text_append_format(&names, "%s%s", i ? ", " : "", column->written);
        text_append_format(&values, "%s%s", i ? ", " : "", sides_given(arena, sides, column));
    }
    const char *sql =
        arena_format(arena, "INSERT INTO %s (%s)%s SELECT %s FROM %s AS limbeck_kept WHERE %s ON CONFLICT DO NOTHING",
                     sides->table, text_string(&names), on_postgresql ? " OVERRIDING SYSTEM VALUE" : "",
                     text_string(&values), sides->kept, sides_absent(arena, sides));
    if (!run(request, sql, error))
        return false;
    for (size_t i = 0; i < sides->columns.count; i++) {
        const PlainColumn *column = &sides->columns.items[i];
        if (column->has_sequence && !move_sequence(arena, request, sides->table, column, error))
            return false;
    }
    return true;
}

static bool key_is_there(const Stash *stash, const Sides *sides, Error *error)
{
    if (!stash->loss.column || !sides->missing)
        return true;
    return error_set(error, ERROR_COMMAND, "%s no longer has the column %s that %s is put back by", stash->loss.table,
                     sides->missing, stash->loss.column);
}

static const char *why_not(Arena *arena, const Stash *stash, const Sides *sides, int64_t absent, int64_t other)
{
    if (sides->missing)
        return arena_format(arena, "the table no longer has the column %s", sides->missing);
    if (!other && stash->loss.column)
        return "their rows are gone";
    if (!other)
        return "another row holds a unique value of theirs, or a trigger rejected them";
    return absent ? "some rows are gone, some hold other values" : "the table holds other values for them";
}

static bool conclude(Arena *arena, const ExecuteRequest *request, const Stash *stash, const Sides *sides, Error *error)
{
    int64_t absent, other, rows;
    const char *what = loss_text(arena, &stash->loss);
    if (!database_integer(request->database, arena_format(arena, "SELECT count(*) FROM %s", sides->kept), &rows,
                          error) ||
        !sides_count_lost(arena, sides, &absent, &other, error))
        return false;
    int64_t lost = absent + other;
    if (!lost) {
        supervision_note(request->supervision, "put back %s, all %s", what, stash_count(arena, stash, rows));
        return stash_forget(arena, request->database, request->environment, stash, error);
    }
    supervision_note(request->supervision, "put back %s, %" PRId64 " of %s; %" PRId64 " could not be: %s. %s stays",
                     what, rows - lost, stash_count(arena, stash, rows), lost,
                     why_not(arena, stash, sides, absent, other), stash->name);
    return true;
}

static bool put_back(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error)
{
    Sides sides;
    const char *what = loss_text(arena, &stash->loss);
    if (stash->loss.is_sequence)
        return sequence_put_back(arena, request, stash, error);
    if (!sides_find(arena, request, stash, &sides, error))
        return false;
    if (!sides.is_there || (stash->loss.column && !column_named(&sides.columns, stash->loss.column))) {
        supervision_note(request->supervision, "%s does not exist: what was kept of it stays in %s", what, stash->name);
        return true;
    }
    bool done =
        sides.is_hidden
            ? error_set(error, ERROR_COMMAND, "row level security hides rows of %s from this role", stash->loss.table)
            : key_is_there(stash, &sides, error) && set_values(arena, request, stash, &sides, error) &&
                  (stash->loss.column || add_rows(arena, request, &sides, error));
    if (!done) {
        error_hint(error, "what was kept no longer fits; without --put-back the step leaves it in %s", stash->name);
        return false;
    }
    return conclude(arena, request, stash, &sides, error);
}

/* Kept by a later run of the same step: what was kept before is older than what is put back. */
static bool is_outdated(const StashVector *stashes, size_t index)
{
    const Stash *stash = &stashes->items[index];
    for (size_t i = index + 1; i < stashes->count; i++) {
        const Stash *later = &stashes->items[i];
        if (strcmp(stash->revision, later->revision) == 0 && stash->downgrade == later->downgrade &&
            strcmp(stash->kept_at, later->kept_at) != 0)
            return true;
    }
    return false;
}

typedef struct PuttingBack {
    const ExecuteRequest *request;
    StashVector pending; /* the newest first */
} PuttingBack;

/* Rows of a table come back before values of them. */
static bool waits(const StashVector *pending, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (pending->items[i].name && strcmp(pending->items[i].loss.table, pending->items[index].loss.table) == 0)
            return true;
    return false;
}

/* Undone alone where it fails: rows that it refers to may come back later in the same pass. */
static bool attempt(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error)
{
    Database *database = request->database;
    Error ignored = {0};
    if (!database_execute(database, "SAVEPOINT limbeck_put_back", NULL, 0, NULL, error))
        return false;
    bool done = put_back(arena, request, stash, error);
    const char *end = done ? "RELEASE SAVEPOINT limbeck_put_back"
                           : "ROLLBACK TO SAVEPOINT limbeck_put_back; RELEASE SAVEPOINT limbeck_put_back";
    return database_execute(database, end, NULL, 0, NULL, done ? error : &ignored) && done;
}

/* *progress: something came back. */
static bool one_pass(Arena *arena, PuttingBack *self, bool *progress, Error *error)
{
    bool all = true;
    *progress = false;
    for (size_t i = 0; i < self->pending.count; i++) {
        Stash *stash = &self->pending.items[i];
        Error own = {0};
        if (!stash->name)
            continue;
        if (waits(&self->pending, i) || !attempt(arena, self->request, stash, &own)) {
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

/* The last thing taken away comes back first. */
bool stash_put_back(Arena *arena, const ExecuteRequest *request, Error *error)
{
    StashVector stashes = {0};
    PuttingBack self = {.request = request};
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
        all = one_pass(arena, &self, &progress, &first);
        if (!all && !progress) {
            *error = first;
            return false;
        }
    }
    return true;
}
