/* plan: the steps to a target, the reason for each, and the version rows after it. */
#include "confirm.h"
#include "json_output.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

enum { OPTION_FROM, OPTION_UP, OPTION_DOWN };

static const Option options[] = {
    {"--from", NULL, "REVISION", "assume the database is at this revision", ARGUMENT_REVISION, NULL},
    {"--up", NULL, NULL, "plan an upgrade, even if a downgrade leads to the target", ARGUMENT_NONE, NULL},
    {"--down", NULL, NULL, "plan a downgrade", ARGUMENT_NONE, NULL},
    {0}};

static const char *rows_text(Arena *arena, const StringVector *rows)
{
    return rows->count ? string_vector_join(arena, rows, ", ") : "<base>";
}

static void print_text(VerbCall *call, const Plan *plan)
{
    const char *id_style = verb_colours(call) ? "\033[33m" : "", *plain = verb_colours(call) ? "\033[0m" : "";
    fprintf(call->out, "%s from %s: %zu step%s\n", plan->downgrade ? "downgrade" : "upgrade",
            rows_text(call->arena, &plan->rows_before), plan->steps.count, plan->steps.count == 1 ? "" : "s");
    for (size_t i = 0; i < plan->steps.count; i++) {
        const PlanRow *row = &plan->steps.items[i];
        const char *message = revision_message(call->arena, row->revision);
        fprintf(call->out, "%4zu  %s  %s%s%s  %s\n", i + 1, plan->downgrade ? "down" : "up", id_style,
                row->revision->id, plain, text_harmless(call->arena, message, false));
        fprintf(call->out, "      %s; version table: %s\n", row->reason, rows_text(call->arena, &row->rows_after));
        for (size_t k = 0; k < row->splits.count; k++)
            fprintf(call->out, "      %s\n", text_harmless(call->arena, row->splits.items[k], false));
    }
}

static void print_json(VerbCall *call, const Plan *plan)
{
    json_t *answer = json_object(), *steps = json_array();
    for (size_t i = 0; i < plan->steps.count; i++) {
        const PlanRow *row = &plan->steps.items[i];
        json_t *step = json_object();
        json_object_set_new(step, "revision", json_string(row->revision->id));
        json_object_set_new(step, "direction", json_string(plan->downgrade ? "downgrade" : "upgrade"));
        json_object_set_new(step, "message", json_string(revision_message(call->arena, row->revision)));
        json_object_set_new(step, "reason", json_string(row->reason));
        json_object_set_new(step, "rows_after", json_strings(&row->rows_after));
        json_object_set_new(step, "commits_midway", json_strings(&row->splits));
        json_object_set_new(step, "path", json_string(row->revision->path));
        json_array_append_new(steps, step);
    }
    json_object_set_new(answer, "direction", json_string(plan->downgrade ? "downgrade" : "upgrade"));
    json_object_set_new(answer, "rows_before", json_strings(&plan->rows_before));
    json_object_set_new(answer, "steps", steps);
    json_print(call->out, answer);
}

static bool run(VerbCall *call, Error *error)
{
    PlanDirection direction = is_given(&call->options, OPTION_DOWN) ? PLAN_DOWN
                              : is_given(&call->options, OPTION_UP) ? PLAN_UP
                                                                    : PLAN_EITHER_WAY;
    Plan plan;
    Workspace *workspace = verb_workspace(call, false, error);
    bool done = workspace && workspace_plan(workspace, call->arena, call->positional.items[0],
                                            given_option(&call->options, OPTION_FROM), direction, &plan, error);
    if (done && !given_option(&call->options, OPTION_FROM))
        print_half_done(call, workspace);
    if (done && call->global->json)
        print_json(call, &plan);
    else if (done)
        print_text(call, &plan);
    workspace_close(workspace);
    return done;
}

const Verb verb_plan = {.name = "plan",
                        .takes = TAKES_ONE,
                        .positional = "REVISION",
                        .kind = ARGUMENT_REVISION,
                        .help = "List the steps to a revision, the reason for each, and the version rows after it.",
                        .options = options,
                        .is_long = true,
                        .run = run};
