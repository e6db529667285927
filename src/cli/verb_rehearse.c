/* rehearse: runs the path to a target and undoes it. */
#include "interrupt.h"
#include "json_output.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/rehearse_path.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

enum { OPTION_UP, OPTION_DOWN, OPTION_SETTINGS };

static const Option options[] = {
    {"--up", NULL, NULL, "plan an upgrade, even if a downgrade leads to the target", ARGUMENT_NONE, NULL},
    {"--down", NULL, NULL, "plan a downgrade", ARGUMENT_NONE, NULL},
    SETTING_OPTIONS,
    {0}};

static void print_text(VerbCall *call, const Rehearsal *rehearsal)
{
    const Revision *revision = NULL;
    for (size_t i = 0; i < rehearsal->statements.count; i++) {
        const RehearsedStatement *statement = &rehearsal->statements.items[i];
        if (statement->revision != revision)
            fprintf(call->out, "%s  %s\n", statement->revision->id,
                    text_harmless(call->arena, revision_message(call->arena, statement->revision), false));
        revision = statement->revision;
        fprintf(call->out, "    %s\n        %s\n",
                text_harmless(call->arena, text_one_line(call->arena, statement->sql), false),
                text_harmless(call->arena, rehearsed_facts(call->arena, statement), false));
    }
    for (size_t i = 0; i < rehearsal->notes.count; i++)
        fprintf(call->out, "note: %s\n", text_harmless(call->arena, rehearsal->notes.items[i], false));
    fprintf(call->out, "%zu statement%s in %lld ms, undone\n", rehearsal->statements.count,
            rehearsal->statements.count == 1 ? "" : "s", (long long)rehearsal->milliseconds);
}

static void print_json(VerbCall *call, const Rehearsal *rehearsal)
{
    json_t *answer = json_object(), *statements = json_array();
    for (size_t i = 0; i < rehearsal->statements.count; i++) {
        const RehearsedStatement *statement = &rehearsal->statements.items[i];
        json_t *row = json_object();
        json_object_set_new(row, "revision", json_string(statement->revision->id));
        json_object_set_new(row, "line", json_integer(statement->line));
        json_object_set_new(row, "sql", json_string(statement->sql));
        json_object_set_new(row, "times", json_integer(statement->times));
        json_object_set_new(row, "milliseconds", json_integer(statement->milliseconds));
        json_object_set_new(row, "rows", statement->rows < 0 ? json_null() : json_integer(statement->rows));
        json_object_set_new(row, "wal_bytes", statement->wal < 0 ? json_null() : json_integer(statement->wal));
        json_object_set_new(row, "locks", json_strings(&statement->locks));
        json_object_set_new(row, "rewrites", json_strings(&statement->rewrites));
        json_array_append_new(statements, row);
    }
    json_object_set_new(answer, "statements", statements);
    json_object_set_new(answer, "notes", json_strings(&rehearsal->notes));
    json_object_set_new(answer, "milliseconds", json_integer(rehearsal->milliseconds));
    json_print(call->out, answer);
}

static bool rehearse(VerbCall *call, Workspace *workspace, void *state, Error *error)
{
    const PlanDirection *direction = state;
    Rehearsal rehearsal;
    bool done = workspace_rehearse(workspace, call->arena, call->positional.items[0], *direction, &rehearsal, error);
    if (call->global->json)
        print_json(call, &rehearsal);
    else if (done || rehearsal.statements.count)
        print_text(call, &rehearsal);
    return done;
}

static bool run(VerbCall *call, Error *error)
{
    PlanDirection direction = is_given(&call->options, OPTION_DOWN) ? PLAN_DOWN
                              : is_given(&call->options, OPTION_UP) ? PLAN_UP
                                                                    : PLAN_EITHER_WAY;
    verb_take_settings(call, options, OPTION_SETTINGS);
    Workspace *workspace = interruptible_workspace(call, false, NULL, error);
    if (!workspace)
        return false;
    bool done = verb_each_database(call, workspace, rehearse, &direction, error);
    interruptible_close(workspace);
    return done;
}

const Verb verb_rehearse = {.name = "rehearse",
                            .takes = TAKES_ONE,
                            .positional = "REVISION",
                            .kind = ARGUMENT_REVISION,
                            .help =
                                "Run the steps to a revision and roll them back; show time, rows, locks and rewrites.",
                            .options = options,
                            .run = run};
