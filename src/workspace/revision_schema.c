/* For the terminal interface: how a revision changes the schema, as a line diff. */
#include "internal.h"
#include "limbeck/workspace/schema_snapshot.h"
#include "limbeck/workspace/workspace.h"
#include "live_state.h"
#include "run_step.h"
#include "schema_difference.h"
#include "schema_history.h"

#include <stdlib.h>
#include <string.h>

typedef struct TouchedBy {
    Arena *arena;
    const History *history;
    const char *id;
} TouchedBy;

/* Only tables that the step touched are compared. */
static bool is_touched(void *state, const Table *table)
{
    const TouchedBy *by = state;
    const char *latest = symbolic_latest(by->arena, &by->history->symbolic, table->schema, table->name);
    return latest && strcmp(latest, by->id) == 0;
}

static bool picture(Workspace *workspace, const Revision *revision, Arena *arena, Arena *scratch,
                    SchemaSnapshot *snapshot)
{
    History history;
    RevisionVector last = {0};
    Error ignored = {0};
    bool known = workspace_environment(workspace, &ignored) && workspace->environment.url;
    if (!history_begin(workspace, scratch, known ? NULL : "postgresql", &history, &snapshot->error))
        return false;
    vector_push(scratch, &last, revision);
    bool done = history_reach_before(&history, revision, &snapshot->error);
    if (done) {
        const SchemaModel *before = schema_model_copy(scratch, history.symbolic.schema);
        done = history_reach(&history, &last, &snapshot->error);
        TouchedBy by = {arena, &history, revision->id};
        schema_difference(arena, history.request.dialect, before, history.symbolic.schema, is_touched, &by,
                          &snapshot->lines);
        history_opaque(&history, arena, &snapshot->opaque);
    }
    history_end(&history);
    return done;
}

static void draw_schema(void *state)
{
    StepJob *job = state;
    Workspace *workspace = job->workspace;
    Arena *arena, *scratch = arena_new();
    SchemaSnapshot *snapshot = snapshot_new(sizeof *snapshot, &arena);
    snapshot->generation = workspace_next_generation(workspace);
    snapshot->revision = job->revision;
    snapshot->which = workspace->which;
    picture(workspace, job->revision, arena, scratch, snapshot);
    arena_free(scratch);
    workspace_publish(workspace, &workspace->schema_place, snapshot);
    free(job);
}

void workspace_post_schema(Workspace *workspace, const Revision *revision)
{
    worker_post(workspace->worker, draw_schema, step_job(workspace, revision, false));
}

const SchemaSnapshot *workspace_revision_schema(Workspace *workspace)
{
    return snapshot_take(&workspace->mutex, &workspace->schema_place);
}
