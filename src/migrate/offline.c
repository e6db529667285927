#include "limbeck/migrate/offline.h"

static const char *comma_list(Arena *arena, const StringVector *names)
{
    return string_vector_join(arena, names, ", ");
}

/* Steps printed one after the other, in one transaction or one each, as env.py configures it. */
typedef struct OfflineRun {
    Arena *arena;
    Arena *scratch; /* freed after each step */
    const OfflineRequest *request;
    StringVector *out;
    StringVector heads;
    bool each;     /* one transaction per step */
    bool together; /* one transaction for all steps */
    ScriptSession *session;
    TypeMemo types;
} OfflineRun;

static void append(OfflineRun *run, const char *text)
{
    vector_push(run->arena, run->out, text);
}

static OfflineRun begin_run(Arena *arena, const OfflineRequest *request, StringVector *out)
{
    OfflineRun run = {.arena = arena, .request = request, .out = out, .types = {.arena = arena}};
    const ScriptEnvironment *environment = request->environment;
    bool transactional = environment_is_transactional(environment, request->options->dialect);
    run.each = transactional && environment->transaction_per_migration;
    run.together = transactional && !run.each && !environment->is_bare;
    for (size_t i = 0; i < request->heads->count; i++)
        vector_push(arena, &run.heads, request->heads->items[i]);
    if (run.together)
        append(&run, "BEGIN;");
    return run;
}

static void end_run(OfflineRun *run)
{
    if (run->together)
        append(run, "COMMIT;");
}

static void append_version_table(OfflineRun *run)
{
    const OfflineRequest *request = run->request;
    append(run,
           offline_text(run->arena, version_create_sql(run->arena, request->options->dialect, request->environment)));
}

static void begin_step(OfflineRun *run, const char *line)
{
    if (run->each)
        append(run, "BEGIN;");
    if (!run->heads.count)
        append_version_table(run);
    append(run, arena_format(run->arena, "-- Running %s", line));
}

static void end_step(OfflineRun *run, const VersionChanges *changes)
{
    const OfflineRequest *request = run->request;
    for (size_t i = 0; i < changes->count; i++)
        append(run, offline_text(run->arena, version_change_sql(run->arena, request->options->dialect,
                                                                request->environment, &changes->items[i], true)));
    if (run->each)
        append(run, "COMMIT;");
}

static const char *step_line(Arena *arena, const MigrationStep *step)
{
    const char *below = comma_list(arena, &step->revision->down_revisions), *id = step->revision->id;
    return step->downgrade ? arena_format(arena, "downgrade %s -> %s", id, below)
                           : arena_format(arena, "upgrade %s -> %s", below, id);
}

static bool append_step(OfflineRun *run, const MigrationStep *step, Error *error)
{
    const OfflineRequest *request = run->request;
    VersionChanges changes = {0};
    Preview preview = {.is_sql_only = true, .type_memo = &run->types};
    EvaluationRequest evaluation = {.session = run->session,
                                    .directory = request->directory,
                                    .revision = step->revision,
                                    .downgrade = step->downgrade,
                                    .environment = request->environment};
    begin_step(run, step_line(run->arena, step));
    arena_reset(run->scratch);
    bool done = migrate_preview(run->scratch, &evaluation, request->options, &preview, error);
    for (size_t i = 0; i < preview.statements.count; i++)
        append(run, arena_strdup(run->arena, preview.statements.items[i].sql));
    if (!done || !version_step(run->arena, request->directory->map, step, &run->heads, &changes, error))
        return false;
    end_step(run, &changes);
    return true;
}

bool offline_steps(Arena *arena, const OfflineRequest *request, const MigrationStep *steps, size_t count,
                   StringVector *out, Error *error)
{
    OfflineRun run = begin_run(arena, request, out);
    bool done = true;
    run.session = script_session_new(request->directory);
    run.scratch = arena_new();
    for (size_t i = 0; done && i < count; i++)
        done = append_step(&run, &steps[i], error);
    if (done)
        end_run(&run);
    arena_free(run.scratch);
    script_session_free(run.session);
    return done;
}

bool offline_stamp(Arena *arena, const OfflineRequest *request, const StampSteps *steps, StringVector *out,
                   Error *error)
{
    OfflineRun run = begin_run(arena, request, out);
    for (size_t i = 0; i < steps->count; i++) {
        VersionChanges changes = {0};
        begin_step(&run, stamp_line(arena, &steps->items[i]));
        if (!version_stamp_step(arena, &steps->items[i], &run.heads, &changes, error))
            return false;
        end_step(&run, &changes);
    }
    end_run(&run);
    return true;
}

void offline_version_table(Arena *arena, const OfflineRequest *request, StringVector *out)
{
    OfflineRun run = begin_run(arena, request, out);
    append_version_table(&run);
    end_run(&run);
}
