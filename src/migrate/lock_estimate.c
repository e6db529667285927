#include "lock_estimate.h"

#include "limbeck/base/map.h"
#include "limbeck/migrate/preview.h"
#include "limbeck/reflection/traces.h"

#include <inttypes.h>

/* A path with so few steps cannot fill the lock table. */
enum { UNCHECKED_STEPS = 100 };

typedef struct Estimate {
    Arena *arena;
    ScriptSession *session; /* separate from the run's, whose modules keep state */
    Map tables;             /* tables already locked: a second change adds no lock */
    int64_t locks;
} Estimate;

static bool has_toast(const Column *column)
{
    TypeAffinity affinity = column->type ? type_row(column->type->kind)->affinity : AFFINITY_NULL;
    bool is_long = affinity == AFFINITY_BINARY || affinity == AFFINITY_JSON || affinity == AFFINITY_ARRAY;
    return is_long || (affinity == AFFINITY_STRING && (column->type->length < 0 || column->type->length > 500));
}

/* Locks the table, its TOAST table, indexes, sequences, and referenced tables. */
static int64_t locks_of_table(const Table *table)
{
    int64_t locks = 1 + (int64_t)table->constraints.count;
    bool toast = false, counts = false;
    for (size_t i = 0; i < table->columns.count; i++) {
        const Column *column = table->columns.items[i];
        toast |= has_toast(column);
        counts |= column->primary_key && column->autoincrement != 0;
        locks += column->index + column->unique + (int64_t)column->foreign_keys.count;
    }
    return locks + (toast ? 2 : 0) + (counts ? 1 : 0);
}

/* Locks per operation, measured on PostgreSQL 15, rounded. */
static const int64_t locks_of_kind[OPERATION_KIND_COUNT] = {
    [OPERATION_DROP_TABLE] = 5,      [OPERATION_ALTER_COLUMN] = 3,      [OPERATION_CREATE_INDEX] = 2,
    [OPERATION_DROP_INDEX] = 2,      [OPERATION_CREATE_CONSTRAINT] = 3, [OPERATION_DROP_CONSTRAINT] = 2,
    [OPERATION_DROP_COLUMN] = 2,     [OPERATION_CREATE_ENUM] = 2,       [OPERATION_DROP_ENUM] = 2,
    [OPERATION_CREATE_SEQUENCE] = 2, [OPERATION_DROP_SEQUENCE] = 2,
};

static void add_operation(void *state, const Operation *operation, int line, bool is_outside)
{
    Estimate *estimate = state;
    const char *table = operation->table_name;
    (void)line;
    (void)is_outside;
    if (operation->kind == OPERATION_CREATE_TABLE)
        estimate->locks += locks_of_table(operation->table);
    estimate->locks += locks_of_kind[operation->kind];
    if (table && !map_has(&estimate->tables, table)) {
        map_set(estimate->arena, &estimate->tables, arena_strdup(estimate->arena, table), estimate);
        estimate->locks++;
    }
}

static void add_step(Estimate *estimate, const PathRequest *request, const MigrationStep *step,
                     const CompileOptions *options)
{
    EvaluationRequest evaluation = {.session = estimate->session,
                                    .directory = request->each.directory,
                                    .revision = step->revision,
                                    .downgrade = step->downgrade,
                                    .environment = request->each.environment};
    Preview preview = {.observer = add_operation, .observer_state = estimate};
    Arena *arena = arena_new();
    Error ignored = {0}; /* a script that cannot be evaluated now is not counted */
    migrate_preview(arena, &evaluation, options, &preview, &ignored);
    arena_free(arena);
}

void warn_of_locks(const PathRequest *request)
{
    CompileOptions options =
        compile_options(dialect_named(database_traits(request->each.database)->dialect), MODE_OFFLINE);
    int64_t room = 0;
    if (request->count < UNCHECKED_STEPS || !reflect_lock_table(request->each.database, &room, NULL))
        return;
    Estimate estimate = {.arena = arena_new(), .session = script_session_new(request->each.directory)};
    for (size_t i = 0; i < request->count && !supervision_cancelled(request->each.supervision); i++)
        add_step(&estimate, request, &request->steps[i], &options);
    if (estimate.locks > room * 4 / 5)
        supervision_note(request->each.supervision,
                         "one transaction over %zu revisions needs about %" PRId64
                         " locks, and the server has room for %" PRId64
                         ": it may fail with \"out of shared memory\" and be rolled back; --transaction-per-migration "
                         "gives each revision its own",
                         request->count, estimate.locks, room);
    script_session_free(estimate.session);
    arena_free(estimate.arena);
}
