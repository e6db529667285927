#include "limbeck/fleet/revisions.h"

#include "report_line.h"

#include "limbeck/base/job_pool.h"

#include <stdlib.h>
#include <string.h>

typedef struct RevisionReader {
    Arena *arena;
    const WorkspaceOptions *project;
    FleetRevisions *revisions;
    Error *error;
} RevisionReader;

static int compare_newest_first(const void *left, const void *right)
{
    const Revision *a = *(Revision *const *)left, *b = *(Revision *const *)right;
    if (a->depth != b->depth)
        return a->depth > b->depth ? -1 : 1;
    return strcmp(a->id, b->id);
}

static void add_ids(Arena *arena, StringVector *ids, const RevisionVector *revisions)
{
    for (size_t i = 0; i < revisions->count; i++)
        vector_push(arena, ids, arena_strdup(arena, revisions->items[i]->id));
}

void fleet_revisions_of_map(Arena *arena, const RevisionMap *map, FleetRevisions *revisions)
{
    Revision **sorted = ARENA_ARRAY(arena, Revision *, map->revisions.count + 1);
    if (map->revisions.count)
        memcpy(sorted, map->revisions.items, map->revisions.count * sizeof *sorted);
    qsort(sorted, map->revisions.count, sizeof *sorted, compare_newest_first);
    for (size_t i = 0; i < map->revisions.count; i++) {
        FleetRevision revision = {
            arena_strdup(arena, sorted[i]->id), revision_message(arena, sorted[i]), !sorted[i]->children.count, {0}};
        add_ids(arena, &revision.below, &sorted[i]->parents);
        add_ids(arena, &revision.below, &sorted[i]->dependencies);
        vector_push(arena, revisions, revision);
    }
}

static void report_revision(Arena *arena, FILE *report, const FleetRevision *revision)
{
    StringVector fields = {0};
    vector_push(arena, &fields, "revision");
    vector_push(arena, &fields, revision->id);
    vector_push(arena, &fields, revision->message);
    vector_push(arena, &fields, revision->is_head ? "head" : "");
    for (size_t i = 0; i < revision->below.count; i++)
        vector_push(arena, &fields, revision->below.items[i]);
    report_field_vector(report, &fields);
}

static int list_revisions(void *state, size_t job, FILE *report)
{
    const RevisionReader *reader = state;
    FleetRevisions revisions = {0};
    Error error = {0};
    (void)job;
    Workspace *workspace = workspace_open(reader->project, &error);
    if (!workspace) {
        report_error(report, &error);
        return 1;
    }
    fleet_revisions_of_map(reader->arena, workspace_map(workspace), &revisions);
    for (size_t i = 0; i < revisions.count; i++)
        report_revision(reader->arena, report, &revisions.items[i]);
    workspace_close(workspace);
    return 0;
}

static void take_line(void *state, size_t job, const char *line)
{
    RevisionReader *reader = state;
    StringVector fields = {0};
    (void)job;
    report_read(reader->arena, line, &fields);
    report_take_error(&fields, reader->error);
    if (strcmp(fields.items[0], "revision") != 0 || fields.count < 4)
        return;
    FleetRevision revision = {fields.items[1], fields.items[2], *fields.items[3] != '\0', {0}};
    for (size_t i = 4; i < fields.count; i++)
        vector_push(reader->arena, &revision.below, fields.items[i]);
    vector_push(reader->arena, reader->revisions, revision);
}

static void note_end(void *state, size_t job, int status)
{
    const RevisionReader *reader = state;
    (void)job;
    if (status)
        error_set(reader->error, ERROR_COMMAND, "the project's revisions could not be read");
}

bool fleet_revisions(Arena *arena, const WorkspaceOptions *project, FleetRevisions *revisions, Error *error)
{
    static const JobCalls calls = {list_revisions, take_line, note_end};
    RevisionReader reader = {arena, project, revisions, error};
    JobPool *pool = job_pool_new(&calls, &reader);
    if (job_pool_begin(pool, 0, error))
        while (job_pool_running(pool))
            job_pool_wait(pool, 1000);
    job_pool_free(pool);
    return error->kind == ERROR_NONE;
}
