#include "rollback.h"

#include "foreign_keys.h"
#include "limbeck/migrate/retry.h"

bool environment_rolls_back(const ScriptEnvironment *environment)
{
    return environment && environment->fate == FATE_ROLLED_BACK;
}

bool refuse_to_commit(const ScriptEnvironment *environment, const char *what, int line, Error *error)
{
    if (!environment_rolls_back(environment))
        return true;
    error_set(error, ERROR_UNSUPPORTED, "line %d: %s would commit what came before it, and %s", line, what,
              environment->fate_text);
    error_hint(error, "let env.py commit for this revision, or run it up to the revision before");
    return false;
}

static const char *rows_text(Arena *arena, const StringVector *rows)
{
    return rows->count ? string_vector_join(arena, rows, ", ") : "nothing";
}

bool rolled_back(Database *database, const ScriptEnvironment *environment, const StringVector *before,
                 const Supervision *supervision, Error *error)
{
    Arena *arena = arena_new();
    StringVector rows = {0};
    bool exists, done = version_read(arena, database, environment, &rows, &exists, error);
    if (done && before && !same_version_heads(&rows, before)) {
        done = error_set(error, ERROR_COMMAND,
                         "%s, but the version table now holds %s and held %s before: something was committed",
                         environment->fate_text, rows_text(arena, &rows), rows_text(arena, before));
        error_hint(error, "a COMMIT in a script or another session did it; check the database before you continue");
    } else if (done)
        supervision_note(supervision, "Rolled back: %s. The version table holds %s, as before.", environment->fate_text,
                         rows_text(arena, &rows));
    arena_free(arena);
    return done;
}

/* Must run before BEGIN: PRAGMA foreign_keys has no effect inside a transaction. */
static bool disable_foreign_keys_for_path(const PathRequest *request, bool *disabled, Error *error)
{
    *disabled = false;
    for (size_t i = 0; i < request->count && !*disabled; i++) {
        ExecuteRequest step = request->each;
        step.step = request->steps[i];
        if (!foreign_keys_disable(&step, disabled, error))
            return false;
    }
    return true;
}

static bool attempt(const void *state, StepOutcome *outcome, Error *error)
{
    const PathRequest *request = state;
    const ExecuteRequest *each = &request->each;
    bool disabled;
    size_t at;
    if (!disable_foreign_keys_for_path(request, &disabled, error))
        return false;
    bool done = execute_together(request, outcome, &at, error);
    database_rollback(each->database);
    if (disabled)
        foreign_keys_restore(each->database, outcome, false);
    return done && rolled_back(each->database, each->environment, each->expected_heads, each->supervision, error);
}

bool migrate_and_roll_back(const PathRequest *request, StepOutcome *outcome, Error *error)
{
    const Supervision *supervision = request->each.supervision;
    supervision_note(supervision, "this run will be rolled back: %s", request->each.environment->fate_text);
    if (database_traits(request->each.database)->rebuilds_tables)
        supervision_note(supervision, "under Alembic, SQLite would keep the tables created before the first row is "
                                      "written; limbeck rolls back all of it");
    return with_retries(attempt, request, supervision, outcome, error);
}
