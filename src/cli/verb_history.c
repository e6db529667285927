#include "confirm.h"
#include "json_output.h"
#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

#include <string.h>

enum { OPTION_RANGE, OPTION_VERBOSE, OPTION_INDICATE };

static const Option options[] = {
    {"--rev-range", "-r", "RANGE", "[start]:[end]; 'current' stands for the database's revisions", ARGUMENT_REVISION,
     NULL},
    {"--verbose", "-v", NULL, "details of each revision", ARGUMENT_NONE, NULL},
    {"--indicate-current", "-i", NULL, "mark the revisions the database is at", ARGUMENT_NONE, NULL},
    {0}};

typedef struct HistoryRange {
    const char *lower;
    const char *upper;
} HistoryRange;

static bool read_range(VerbCall *call, HistoryRange *range, Error *error)
{
    const char *text = given_option(&call->options, OPTION_RANGE);
    *range = (HistoryRange){"base", "heads"};
    if (!text)
        return true;
    text = text_trim(call->arena, text);
    const char *colon = strchr(text, ':');
    if (!colon)
        return error_set(error, ERROR_COMMAND, "History range requires [start]:[end], [start]:, or :[end]");
    if (colon > text)
        range->lower = arena_strndup(call->arena, text, (size_t)(colon - text));
    if (colon[1])
        range->upper = colon + 1;
    return true;
}

/* As Alembic, reads the version table when `current` is an end of the range, or is to be marked. */
static bool resolve_current(VerbCall *call, Workspace *workspace, HistoryRange *range, StringVector *rows, Error *error)
{
    const char *url;
    bool lower = strcmp(range->lower, "current") == 0, upper = strcmp(range->upper, "current") == 0;
    if (!lower && !upper && !is_given(&call->options, OPTION_INDICATE))
        return true;
    if (!workspace_current(workspace, call->arena, rows, &url, error))
        return false;
    if (rows->count > 1 && (lower || upper))
        return error_set(error, ERROR_COMMAND, "the database is at several revisions; name one instead of 'current'");
    const char *current = rows->count ? rows->items[0] : "base";
    if (lower)
        range->lower = current;
    if (upper)
        range->upper = current;
    return true;
}

static bool print_history(VerbCall *call, Workspace *workspace, Error *error)
{
    HistoryRange range;
    StringVector rows = {0};
    RevisionVector path = {0};
    if (!read_range(call, &range, error) || !resolve_current(call, workspace, &range, &rows, error) ||
        !path_range(call->arena, workspace_map(workspace), range.lower, range.upper, &path, error))
        return false;
    bool indicates = is_given(&call->options, OPTION_INDICATE);
    if (indicates)
        print_half_done(call, workspace);
    if (call->global->json) {
        json_print(call->out, json_revisions(&path, indicates ? &rows : NULL));
        return true;
    }
    RevisionFormat format = {.verbose = is_given(&call->options, OPTION_VERBOSE),
                             .branches = true,
                             .doc = true,
                             .parents = true,
                             .colours = verb_colours(call)};
    for (size_t i = 0; i < path.count; i++) {
        format.is_current = indicates && string_vector_contains(&rows, path.items[i]->id);
        fprintf(call->out, "%s\n", format_revision(call->arena, path.items[i], &format));
    }
    return true;
}

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    bool done = workspace && print_history(call, workspace, error);
    workspace_close(workspace);
    return done;
}

const Verb verb_history = {.name = "history",
                           .help = "List changeset scripts in chronological order.",
                           .options = options,
                           .is_long = true,
                           .run = run};
