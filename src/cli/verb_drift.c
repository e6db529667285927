/* drift: compares the database with the schema of its revisions. */
#include "changes.h"
#include "confirm.h"
#include "interrupt.h"

#include "limbeck/workspace/schema_history.h"
#include "limbeck/workspace/workspace.h"

enum { OPTION_SQL, OPTION_EXECUTED };

static const Option options[] = {
    {"--sql", NULL, NULL, "the SQL that makes the database match", ARGUMENT_NONE, NULL},
    {"--executed", NULL, NULL, "run the revisions in a scratch database and compare with it", ARGUMENT_NONE, NULL},
    {0}};

static bool run(VerbCall *call, Error *error)
{
    ComparisonReport report = {0};
    Workspace *workspace = interruptible_workspace(call, false, NULL, error);
    bool done =
        workspace && workspace_drift(workspace, call->arena, is_given(&call->options, OPTION_EXECUTED), &report, error);
    bool is_half_done = done && print_half_done(call, workspace);
    if (done)
        print_report(call, &report, is_given(&call->options, OPTION_SQL),
                     is_half_done ? "the schema matches the revisions" : "the database matches its revisions");
    interruptible_close(workspace);
    if (done && report.unsure.count && !call->global->json)
        fputs("limbeck drift --executed runs the revisions in a scratch database and is sure\n", stderr);
    if (is_half_done && !report.changes.count)
        return error_set(error, ERROR_CHECK, "a step is half done: its rows do not match the revisions");
    return done &&
           (!report.changes.count ||
            error_set(error, ERROR_CHECK, "the database differs from its revisions: %zu", report.changes.count));
}

const Verb verb_drift = {.name = "drift",
                         .help = "Check if the database matches its revisions; status 1 if it does not.",
                         .options = options,
                         .is_long = true,
                         .run = run};
