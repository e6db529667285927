#include "json_output.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

#include <string.h>

enum { OPTION_VERBOSE };

static const Option options[] = {{"--verbose", "-v", NULL, "details of each revision", ARGUMENT_NONE, NULL}, {0}};

static void print_branch_point(VerbCall *call, const Revision *revision)
{
    RevisionFormat format = {
        .verbose = is_given(&call->options, OPTION_VERBOSE), .branches = true, .colours = verb_colours(call)};
    RevisionFormat child_format = {.branches = true, .doc = format.verbose, .colours = format.colours};
    fprintf(call->out, "%s\n", format_revision(call->arena, revision, &format));
    for (size_t i = 0; i < revision->children.count; i++)
        fprintf(call->out, "%*s -> %s\n", (int)strlen(revision->id), "",
                format_revision(call->arena, revision->children.items[i], &child_format));
    fputc('\n', call->out);
}

static json_t *branch_points_json(const RevisionVector *points)
{
    json_t *list = json_array();
    for (size_t i = 0; i < points->count; i++) {
        json_t *point = json_revision(points->items[i], NULL);
        json_object_set_new(point, "branches_into", json_revisions(&points->items[i]->children, NULL));
        json_array_append_new(list, point);
    }
    return list;
}

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    if (!workspace)
        return false;
    RevisionVector all = {0}, points = {0};
    path_all(call->arena, workspace_map(workspace), &all);
    for (size_t i = 0; i < all.count; i++)
        if (revision_is_branch_point(all.items[i]))
            vector_push(call->arena, &points, all.items[i]);
    if (call->global->json)
        json_print(call->out, branch_points_json(&points));
    for (size_t i = 0; !call->global->json && i < points.count; i++)
        print_branch_point(call, points.items[i]);
    workspace_close(workspace);
    return true;
}

const Verb verb_branches = {
    .name = "branches", .help = "Show current branch points.", .options = options, .is_long = true, .run = run};
