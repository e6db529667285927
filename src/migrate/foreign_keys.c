#include "foreign_keys.h"

#include "limbeck/migrate/preview.h"

#include <inttypes.h>

static void see_rebuild(void *state, const Operation *operation, int line, bool is_outside)
{
    (void)line;
    (void)is_outside;
    *(bool *)state |= operation->kind == OPERATION_REBUILD_TABLE;
}

/* Whether the step rebuilds a table, as far as a preview shows. */
static bool rebuilds(const ExecuteRequest *request)
{
    CompileOptions options = compile_options(dialect_named("sqlite"), MODE_OFFLINE);
    EvaluationRequest evaluation = {.directory = request->directory,
                                    .revision = request->step.revision,
                                    .downgrade = request->step.downgrade,
                                    .environment = request->environment};
    bool is_rebuilt = false;
    Preview preview = {.observer = see_rebuild, .observer_state = &is_rebuilt, .database = request->database};
    Arena *arena = arena_new();
    Error ignored = {0};
    migrate_preview(arena, &evaluation, &options, &preview, &ignored);
    arena_free(arena);
    return is_rebuilt;
}

bool foreign_keys_disable(const ExecuteRequest *request, bool *disabled, Error *error)
{
    int64_t enforced;
    *disabled = false;
    if (!database_traits(request->database)->rebuilds_tables)
        return true;
    if (!database_integer(request->database, "PRAGMA foreign_keys", &enforced, error))
        return false;
    *disabled = enforced == 1 && rebuilds(request);
    if (!*disabled)
        return true;
    supervision_note(request->supervision,
                     "%s rebuilds a table: foreign keys are set aside for it, and checked before it is committed",
                     request->step.revision->id);
    return database_execute(request->database, "PRAGMA foreign_keys = OFF", NULL, 0, NULL, error);
}

bool foreign_keys_count_broken(Database *database, int64_t *broken, Error *error)
{
    DatabaseResult *result;
    if (!database_query(database, "PRAGMA foreign_key_check", NULL, 0, &result, error))
        return false;
    *broken = result_row_count(result);
    result_free(result);
    return true;
}

bool foreign_keys_check(const ExecuteRequest *request, int64_t broken_before, Error *error)
{
    int64_t broken;
    if (!foreign_keys_count_broken(request->database, &broken, error))
        return false;
    if (broken <= broken_before)
        return true;
    return error_set(error, ERROR_DATABASE,
                     "%" PRId64 " rows would refer to rows that are not there (foreign_key_check)",
                     broken - broken_before);
}

void foreign_keys_enable(Database *database)
{
    database_execute(database, "PRAGMA foreign_keys = ON", NULL, 0, NULL, NULL);
}
