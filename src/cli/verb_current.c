#include "verb.h"

#include <stdio.h>
#include <string.h>

enum { OPTION_CHECK_HEADS, OPTION_VERBOSE };

static const VerbOption options[] = {{"--check-heads", "-c", NULL, "fail unless the database is on all head revisions"},
                                     {"--verbose", "-v", NULL, "more about each revision"},
                                     {NULL, NULL, NULL, NULL}};

static bool on_all_heads(const RevisionMap *map, const StringVector *rows)
{
    for (size_t i = 0; i < map->heads.count; i++)
        if (!string_vector_contains(rows, map->heads.items[i]->id))
            return false;
    return rows->count == map->heads.count;
}

/* The rows, and the heads of other branches that they imply. */
static bool implied(VerbCall *call, const RevisionMap *map, const StringVector *rows, RevisionVector *shown,
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

static bool print_current(VerbCall *call, Workspace *workspace, Error *error)
{
    StringVector rows = {0};
    RevisionVector shown = {0};
    const char *url;
    const RevisionMap *map = workspace_map(workspace);
    if (!workspace_current(workspace, call->arena, &rows, &url, error))
        return false;
    if (call->values[OPTION_VERBOSE])
        printf("Current revision(s) for %s:\n", url);
    if (call->values[OPTION_CHECK_HEADS] && !on_all_heads(map, &rows))
        return error_set(error, ERROR_CHECK, "Database is not on all head revisions");
    if (!implied(call, map, &rows, &shown, error))
        return false;
    RevisionFormat format = {.verbose = call->values[OPTION_VERBOSE] != NULL};
    for (size_t i = 0; i < shown.count; i++)
        printf("%s\n", format_revision(call->arena, shown.items[i], &format));
    return true;
}

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    bool done = workspace && print_current(call, workspace, error);
    workspace_close(workspace);
    return done;
}

const Verb verb_current = {"current", NULL, false, "Display the current revision for a database.", options, run};
