#include "limbeck/migrate/stamp.h"

#include "limbeck/migrate/commit.h"
#include "limbeck/migrate/outcome.h"
#include "rollback.h"

#include "limbeck/migrate/lock.h"
#include "limbeck/migrate/side_tables.h"

#include <string.h>

/* ---- which rows change, as Alembic's HeadMaintainer decides -------------------------- */

static bool has_id_not_in(const StringVector *ids, const StringVector *heads)
{
    for (size_t i = 0; i < ids->count; i++)
        if (!string_vector_contains(heads, ids->items[i]))
            return true;
    return false;
}

bool version_stamp_step(Arena *arena, const StampStep *step, StringVector *heads, VersionChanges *changes, Error *error)
{
    bool inserts = step->to && step->is_upgrade && (step->is_new_branch || has_id_not_in(&step->from, heads)) &&
                   !string_vector_contains(heads, step->to);
    if (inserts) {
        version_change(arena, changes, heads, (VersionChange){VERSION_INSERT, NULL, step->to});
        return true;
    }
    if (has_id_not_in(&step->from, heads))
        return error_set(error, ERROR_COMMAND,
                         "one of the revisions to stamp is an ancestor of another; name only one");
    size_t last = step->to ? step->from.count - 1 : step->from.count;
    for (size_t i = 0; i < last; i++)
        version_change(arena, changes, heads, (VersionChange){VERSION_DELETE, step->from.items[i], NULL});
    if (step->to)
        version_change(arena, changes, heads, (VersionChange){VERSION_UPDATE, step->from.items[last], step->to});
    return true;
}

const char *stamp_line(Arena *arena, const StampStep *step)
{
    return arena_format(arena, "stamp_revision %s -> %s", string_vector_join(arena, &step->from, ", "),
                        step->to ? step->to : "");
}

/* ---- on a database ---------------------------------------------------------------------- */

bool revisions_of_rows(Arena *arena, const RevisionMap *map, const StringVector *rows, RevisionVector *revisions,
                       Error *error)
{
    for (size_t i = 0; i < rows->count; i++) {
        const Revision *revision = map_get(&map->by_name, rows->items[i]);
        if (!revision) {
            error_set(error, ERROR_COMMAND, "Can't locate revision identified by '%s'", rows->items[i]);
            error_hint(error, "the version table holds a revision that no script of this project has, perhaps of "
                              "another branch; limbeck stamp --purge REVISION removes it");
            return false;
        }
        vector_push(arena, revisions, revision);
    }
    return true;
}

static bool apply(const StampRequest *request, Arena *arena, const StampSteps *steps, StringVector *heads, Error *error)
{
    const Dialect *dialect = dialect_of(request->database);
    for (size_t i = 0; i < steps->count; i++) {
        VersionChanges changes = {0};
        if (request->announce)
            request->announce(request->announce_state,
                              arena_format(arena, "Running %s", stamp_line(arena, &steps->items[i])));
        if (!version_stamp_step(arena, &steps->items[i], heads, &changes, error))
            return false;
        for (size_t k = 0; k < changes.count; k++)
            if (!version_apply(arena, request->database, dialect, request->environment, &changes.items[k], error))
                return false;
    }
    return true;
}

static bool purge_rows(const StampRequest *request, Arena *arena, StringVector *rows, Error *error)
{
    const char *table = version_table_name(arena, dialect_of(request->database), request->environment);
    *rows = (StringVector){0};
    return database_execute(request->database, arena_format(arena, "DELETE FROM %s", table), NULL, 0, NULL, error);
}

static bool execute_all(Database *database, const StringVector *statements, Error *error)
{
    for (size_t i = 0; i < statements->count; i++)
        if (!database_execute(database, statements->items[i], NULL, 0, NULL, error))
            return false;
    return true;
}

static bool ensure(Arena *arena, Database *database, const ScriptEnvironment *environment,
                   const Supervision *supervision, StringVector *rows, Error *error)
{
    bool exists;
    if (!migration_begin(database, supervision, error) ||
        !version_read(arena, database, environment, rows, &exists, error))
        return false;
    if (!execute_all(database, &environment->schema_sql, error) ||
        !execute_all(database, &environment->preparation_sql, error))
        return false;
    const char *create = version_create_sql(arena, dialect_of(database), environment);
    if (!exists && !database_execute(database, create, NULL, 0, NULL, error))
        return false;
    return execute_all(database, &environment->lock_sql, error);
}

/* Commits or rolls back, as env.py does. */
static bool end_transaction(Database *database, const ScriptEnvironment *environment, const StringVector *before,
                            const Supervision *supervision, bool done, Error *error)
{
    bool rolls_back = environment_rolls_back(environment);
    done = done && (rolls_back || migration_commit(database, supervision, error));
    if (!done)
        outcome_explain_write(database, environment, supervision, before, error);
    else if (rolls_back)
        database_rollback(database);
    return done && (!rolls_back || rolled_back(database, environment, before, supervision, error));
}

/* Checks the rows that were read under the lock, in the transaction that changes them. */
static bool rows_are_expected(const StampRequest *request, Arena *arena, const StringVector *rows, Error *error)
{
    const StringVector *expected = request->expected_rows;
    bool same = !expected || expected->count == rows->count;
    for (size_t i = 0; expected && same && i < rows->count; i++)
        same = string_vector_contains(expected, rows->items[i]);
    return same ||
           error_set(error, ERROR_COMMAND, "the version table changed meanwhile, it now holds %s: nothing was changed",
                     rows->count ? string_vector_join(arena, rows, ", ") : "nothing");
}

bool migrate_stamp(const StampRequest *request, Error *error)
{
    Arena *arena = arena_new();
    const RevisionMap *map = request->directory->map;
    StringVector rows = {0};
    RevisionVector revisions = {0};
    StampSteps steps = {0};
    if (!migration_lock(request->database, request->environment, request->supervision, error)) {
        arena_free(arena);
        return false;
    }
    bool done = ensure(arena, request->database, request->environment, request->supervision, &rows, error);
    StringVector before = string_vector_copy(arena, &rows);
    done = done && rows_are_expected(request, arena, &rows, error) &&
           (!request->purge || purge_rows(request, arena, &rows, error)) &&
           revisions_of_rows(arena, map, &rows, &revisions, error) &&
           path_stamp(arena, map, request->targets, &revisions, &steps, error) &&
           apply(request, arena, &steps, &rows, error);
    done = end_transaction(request->database, request->environment, &before, request->supervision, done, error);
    migration_unlock(request->database, request->environment);
    arena_free(arena);
    return done;
}

bool migrate_ensure_version(Database *database, const ScriptEnvironment *environment, const Supervision *supervision,
                            Error *error)
{
    Arena *arena = arena_new();
    StringVector rows = {0};
    bool done = ensure(arena, database, environment, supervision, &rows, error);
    done = end_transaction(database, environment, &rows, supervision, done, error);
    arena_free(arena);
    return done;
}
