#include "verb.h"

#include <stdio.h>
#include <string.h>

enum { OPTION_VERBOSE };

static const VerbOption options[] = {{"--verbose", "-v", NULL, "more about each revision"}, {NULL, NULL, NULL, NULL}};

static void print_branch_point(VerbCall *call, const Revision *revision)
{
    RevisionFormat format = {.verbose = call->values[OPTION_VERBOSE] != NULL, .branches = true};
    RevisionFormat child_format = {.branches = true, .doc = format.verbose};
    printf("%s\n", format_revision(call->arena, revision, &format));
    for (size_t i = 0; i < revision->children.count; i++)
        printf("%*s -> %s\n", (int)strlen(revision->id), "",
               format_revision(call->arena, revision->children.items[i], &child_format));
    putchar('\n');
}

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    if (!workspace)
        return false;
    RevisionVector all = {0};
    path_all(call->arena, workspace_map(workspace), &all);
    for (size_t i = 0; i < all.count; i++)
        if (revision_is_branch_point(all.items[i]))
            print_branch_point(call, all.items[i]);
    workspace_close(workspace);
    return true;
}

const Verb verb_branches = {"branches", NULL, false, "Show current branch points.", options, run};
