/* losses: the data that the path to a revision would destroy, with row counts. */
#include "confirm.h"
#include "json_output.h"
#include "limbeck/workspace/data_loss.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

enum { OPTION_UP, OPTION_DOWN };

static const Option options[] = {
    {"--up", NULL, NULL, "plan an upgrade, even if a downgrade leads to the target", ARGUMENT_NONE, NULL},
    {"--down", NULL, NULL, "plan a downgrade", ARGUMENT_NONE, NULL},
    {0}};

static void print_text(VerbCall *call, const Ledger *ledger)
{
    const Revision *last = NULL;
    for (size_t i = 0; i < ledger->entries.count; i++) {
        const LedgerEntry *entry = &ledger->entries.items[i];
        if (entry->revision != last)
            fprintf(call->out, "%s %s  %s\n", ledger->downgrade ? "down" : "up", entry->revision->id,
                    text_harmless(call->arena, revision_message(call->arena, entry->revision), false));
        last = entry->revision;
        const char *figures = loss_figures(call->arena, &entry->figures);
        fprintf(call->out, "    %s%s%s\n", text_harmless(call->arena, entry->what, false), *figures ? ": " : "",
                figures);
        const char *destroyed_with_it = string_vector_join(call->arena, &entry->destroyed_with_it, ", ");
        if (entry->made_by)
            fprintf(call->out, "        made by %s%s%s\n", text_harmless(call->arena, entry->made_by, false),
                    *destroyed_with_it ? "; also destroyed: " : "",
                    text_harmless(call->arena, destroyed_with_it, false));
    }
    if (!ledger->entries.count)
        fprintf(call->out, "no known loss of tables, columns or rows in %zu step%s\n", ledger->steps,
                ledger->steps == 1 ? "" : "s");
    for (size_t i = 0; i < ledger->not_seen.count; i++)
        fprintf(call->out, "%s %s could not be read completely\n", ledger->downgrade ? "down" : "up",
                ledger->not_seen.items[i]->id);
}

static json_t *count_json(int64_t count)
{
    return count < 0 ? json_null() : json_integer(count);
}

static void print_json(VerbCall *call, const Ledger *ledger)
{
    json_t *answer = json_object(), *losses = json_array(), *not_seen = json_array();
    for (size_t i = 0; i < ledger->entries.count; i++) {
        const LedgerEntry *entry = &ledger->entries.items[i];
        json_t *loss = json_object();
        json_object_set_new(loss, "revision", json_string(entry->revision->id));
        json_object_set_new(loss, "what", json_string(entry->what));
        json_object_set_new(loss, "rows", count_json(entry->figures.rows));
        json_object_set_new(loss, "values",
                            entry->figures.has_column ? count_json(entry->figures.values) : json_null());
        json_object_set_new(loss, "at_most", json_boolean(loss_is_upper_limit(&entry->figures)));
        json_object_set_new(loss, "not_counted", json_text(entry->figures.not_counted));
        json_object_set_new(loss, "line", json_integer(entry->line));
        json_object_set_new(loss, "made_by", json_text(entry->made_by));
        json_object_set_new(loss, "destroyed_with_it", json_strings(&entry->destroyed_with_it));
        json_array_append_new(losses, loss);
    }
    for (size_t i = 0; i < ledger->not_seen.count; i++)
        json_array_append_new(not_seen, json_string(ledger->not_seen.items[i]->id));
    json_object_set_new(answer, "direction", json_string(ledger->downgrade ? "downgrade" : "upgrade"));
    json_object_set_new(answer, "losses", losses);
    json_object_set_new(answer, "not_seen", not_seen);
    json_print(call->out, answer);
}

static bool run(VerbCall *call, Error *error)
{
    PlanDirection direction = is_given(&call->options, OPTION_DOWN) ? PLAN_DOWN
                              : is_given(&call->options, OPTION_UP) ? PLAN_UP
                                                                    : PLAN_EITHER_WAY;
    Ledger ledger;
    Workspace *workspace = verb_workspace(call, false, error);
    bool done =
        workspace && workspace_losses(workspace, call->arena, call->positional.items[0], direction, &ledger, error);
    if (done)
        print_half_done(call, workspace);
    if (done)
        (call->global->json ? print_json : print_text)(call, &ledger);
    workspace_close(workspace);
    return done;
}

const Verb verb_losses = {.name = "losses",
                          .takes = TAKES_ONE,
                          .positional = "REVISION",
                          .kind = ARGUMENT_REVISION,
                          .help = "List what the steps to a revision destroy, with the current rows and values.",
                          .options = options,
                          .is_long = true,
                          .run = run};
