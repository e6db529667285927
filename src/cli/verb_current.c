#include "confirm.h"
#include "json_output.h"
#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

#include <string.h>

enum { OPTION_CHECK_HEADS, OPTION_VERBOSE };

static const Option options[] = {
    {"--check-heads", "-c", NULL, "fail unless the database is on all head revisions", ARGUMENT_NONE, NULL},
    {"--verbose", "-v", NULL, "details of each revision", ARGUMENT_NONE, NULL},
    {0}};

static bool on_all_heads(const RevisionMap *map, const StringVector *rows)
{
    for (size_t i = 0; i < map->heads.count; i++)
        if (!string_vector_contains(rows, map->heads.items[i]->id))
            return false;
    return rows->count == map->heads.count;
}

/* Adds the heads of other branches that the rows imply, as Alembic does. */
static bool add_implied_heads(VerbCall *call, const RevisionMap *map, const StringVector *rows, RevisionVector *shown,
                              Error *error)
{
    RevisionSet applied = revision_set_new(call->arena, map);
    for (size_t i = 0; i < rows->count; i++) {
        const Revision *revision = map_get(&map->by_name, rows->items[i]);
        if (!revision)
            return error_set(error, ERROR_COMMAND, "Can't locate revision identified by '%s'", rows->items[i]);
        revision_set_add_ancestors(map, applied, revision, true);
    }
    for (size_t i = 0; i < map->revisions.count; i++) {
        const Revision *revision = map->revisions.items[i];
        bool topmost = applied[i];
        for (size_t k = 0; k < revision->children.count && topmost; k++)
            topmost = !applied[revision->children.items[k]->index];
        if (topmost)
            vector_push(call->arena, shown, revision);
    }
    return true;
}

static json_t *json_half_done(const HalfDone *half)
{
    json_t *object = json_object();
    json_object_set_new(object, "revision", json_string(half->revision));
    json_object_set_new(object, "direction", json_string(half->downgrade ? "downgrade" : "upgrade"));
    json_object_set_new(object, "rows", json_integer(half->rows));
    json_object_set_new(object, "total", half->total > 0 ? json_integer(half->total) : json_null());
    return object;
}

static void print_json(VerbCall *call, const char *url, const StringVector *rows, const RevisionVector *shown,
                       const HalfDone *half) /* NULL: unknown */
{
    json_t *answer = json_object();
    json_object_set_new(answer, "url", json_string(url));
    json_object_set_new(answer, "rows", json_strings(rows));
    json_object_set_new(answer, "revisions", json_revisions(shown, rows));
    if (half)
        json_object_set_new(answer, "half_done", half->revision ? json_half_done(half) : json_null());
    json_print(call->out, answer);
}

static void print_lines(VerbCall *call, const RevisionVector *shown)
{
    RevisionFormat format = {.verbose = is_given(&call->options, OPTION_VERBOSE), .colours = verb_colours(call)};
    for (size_t i = 0; i < shown->count; i++)
        fprintf(call->out, "%s\n", format_revision(call->arena, shown->items[i], &format));
}

static bool print_current(VerbCall *call, Workspace *workspace, void *state, Error *error)
{
    (void)state;
    StringVector rows = {0};
    RevisionVector shown = {0};
    const char *url;
    const RevisionMap *map = workspace_map(workspace);
    if (!workspace_current(workspace, call->arena, &rows, &url, error))
        return false;
    if (is_given(&call->options, OPTION_VERBOSE) && !call->global->json)
        fprintf(call->out, "Current revision(s) for %s:\n", url);
    HalfDone half;
    bool is_known;
    print_half_done_read(call, workspace, &half, &is_known);
    if (is_given(&call->options, OPTION_CHECK_HEADS) && !on_all_heads(map, &rows))
        return error_set(error, ERROR_CHECK, "Database is not on all head revisions");
    if (!add_implied_heads(call, map, &rows, &shown, error))
        return false;
    if (call->global->json)
        print_json(call, url, &rows, &shown, is_known ? &half : NULL);
    else
        print_lines(call, &shown);
    return true;
}

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    bool done = workspace && verb_each_database(call, workspace, print_current, NULL, error);
    workspace_close(workspace);
    return done;
}

const Verb verb_current = {
    .name = "current", .help = "Display the current revision for a database.", .options = options, .run = run};
