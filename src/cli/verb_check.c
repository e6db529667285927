/* check: whether --autogenerate would write any change. */
#include "changes.h"
#include "interrupt.h"

#include "limbeck/workspace/model_comparison.h"
#include "limbeck/workspace/workspace.h"

enum { OPTION_SQL, OPTION_THOROUGH, OPTION_TARGET };

static const Option options[] = {
    {"--sql", NULL, NULL, "the SQL that makes the database match", ARGUMENT_NONE, NULL},
    {"--thorough", NULL, NULL, "also fail on differences that Alembic does not compare", ARGUMENT_NONE, NULL},
    {"--target", NULL, "FILE", "compare with the schema in this SQL file, not with the models", ARGUMENT_FILE, NULL},
    {0}};

static bool print_outcome(VerbCall *call, const ComparisonReport *report, Error *error)
{
    bool thorough = is_given(&call->options, OPTION_THOROUGH), sql = is_given(&call->options, OPTION_SQL);
    size_t found = report->changes.count + (thorough ? report->beyond.count : 0);
    if (call->global->json) {
        print_changes_json(call, report);
    } else if (sql) {
        print_changes_sql(call, &report->changes);
        if (thorough)
            print_changes_sql(call, &report->beyond);
    } else {
        print_changes(call, &report->changes);
        if (report->beyond.count)
            fprintf(call->out, "%sAlembic does not compare:\n", report->changes.count ? "\n" : "");
        print_changes(call, &report->beyond);
        print_renames(call, &report->renames);
        if (!found)
            fprintf(call->out, "No new upgrade operations detected.\n");
    }
    return !found || error_set(error, ERROR_CHECK, "New upgrade operations detected: %zu", found);
}

static bool run(VerbCall *call, Error *error)
{
    ComparisonReport report = {0};
    Workspace *workspace = interruptible_workspace(call, false, NULL, error);
    bool done = workspace && workspace_compare_models(workspace, call->arena,
                                                      given_option(&call->options, OPTION_TARGET), &report, error);
    interruptible_close(workspace);
    return done && print_outcome(call, &report, error);
}

const Verb verb_check = {.name = "check",
                         .help = "Check whether the models and the database differ; status 1 if they do.",
                         .options = options,
                         .is_long = true,
                         .run = run};
