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

/* Removes the comma at the end of each line. */
static void split_lines(Arena *arena, const char *text, StringVector *lines)
{
    while (*text) {
        size_t length = strcspn(text, "\n"), kept = length;
        while (kept && (text[kept - 1] == ' ' || text[kept - 1] == ','))
            kept--;
        vector_push(arena, lines, arena_strndup(arena, text, kept));
        text += length + (text[length] == '\n');
    }
}

static void add_line(Arena *arena, SchemaLines *difference, char mark, const char *text)
{
    SchemaLine line = {mark, text};
    vector_push(arena, difference, line);
}

/* Longest common subsequence: [i][k] is its length from there to the end. */
static void add_difference(Arena *arena, const StringVector *before, const StringVector *after, SchemaLines *difference)
{
    size_t columns = after->count + 1, i = 0, k = 0;
    uint16_t *common = ARENA_ARRAY(arena, uint16_t, (before->count + 1) * columns);
    for (size_t a = before->count; a-- > 0;)
        for (size_t b = after->count; b-- > 0;) {
            uint16_t down = common[(a + 1) * columns + b], right = common[a * columns + b + 1];
            bool same = strcmp(before->items[a], after->items[b]) == 0;
            common[a * columns + b] = same           ? (uint16_t)(common[(a + 1) * columns + b + 1] + 1)
                                      : down > right ? down
                                                     : right;
        }
    while (i < before->count || k < after->count) {
        bool same = i < before->count && k < after->count && strcmp(before->items[i], after->items[k]) == 0;
        bool goes = !same && i < before->count &&
                    (k == after->count || common[(i + 1) * columns + k] >= common[i * columns + k + 1]);
        if (same)
            add_line(arena, difference, ' ', before->items[i]);
        else if (goes)
            add_line(arena, difference, '-', before->items[i]);
        else
            add_line(arena, difference, '+', after->items[k]);
        i += same || goes;
        k += same || !goes;
    }
}

static void compare_texts(Arena *arena, const char *name, const char *before, const char *after,
                          SchemaLines *difference)
{
    StringVector old = {0}, new = {0};
    if (strcmp(before, after) == 0)
        return;
    if (difference->count)
        add_line(arena, difference, ' ', "");
    add_line(arena, difference, 0, arena_strdup(arena, name));
    split_lines(arena, before, &old);
    split_lines(arena, after, &new);
    add_difference(arena, &old, &new, difference);
}

static const char *picture_of(Arena *arena, const Dialect *dialect, const Table *table)
{
    return table ? table_picture(arena, dialect, table) : "";
}

static const char *values_of(Arena *arena, const SqlType *type)
{
    return type ? arena_format(arena, "ENUM ('%s')", string_vector_join(arena, &type->values, "', '")) : "";
}

static void compare_types(Arena *arena, const SchemaModel *before, const SchemaModel *after, SchemaLines *difference)
{
    for (size_t i = 0; i < before->enums.count; i++) {
        const SqlType *old = before->enums.items[i];
        compare_texts(arena, old->name, values_of(arena, old),
                      values_of(arena, schema_model_enum(after, old->schema, old->name)), difference);
    }
    for (size_t i = 0; i < after->enums.count; i++) {
        const SqlType *new = after->enums.items[i];
        if (!schema_model_enum(before, new->schema, new->name))
            compare_texts(arena, new->name, "", values_of(arena, new), difference);
    }
}

void schema_difference(Arena *arena, const Dialect *dialect, const SchemaModel *before, const SchemaModel *after,
                       TableFilter *filter, void *state, SchemaLines *lines)
{
    compare_types(arena, before, after, lines);
    for (size_t i = 0; i < before->tables.count; i++) {
        const Table *old = before->tables.items[i], *new = schema_model_table(after, old->schema, old->name);
        if (!new || !filter || filter(state, new))
            compare_texts(arena, old->name, picture_of(arena, dialect, old), picture_of(arena, dialect, new), lines);
    }
    for (size_t i = 0; i < after->tables.count; i++) {
        const Table *new = after->tables.items[i];
        if (!schema_model_table(before, new->schema, new->name) && (!filter || filter(state, new)))
            compare_texts(arena, new->name, "", picture_of(arena, dialect, new), lines);
    }
}

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
    if (!history_begin(workspace, scratch, known ? NULL : dialect_name(dialect_default()), &history, &snapshot->error))
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
