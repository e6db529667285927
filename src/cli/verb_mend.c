/* mend: repairs what Alembic left half-done in an SQLite database. */
#include "confirm.h"
#include "limbeck/workspace/repair.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

enum { OPTION_YES, OPTION_CONFIRM };

static const Option options[] = {
    {"--yes", NULL, NULL, "apply the remedies; without it they are only listed", ARGUMENT_NONE, NULL},
    CONFIRM_OPTION,
    {0}};

static void explain(VerbCall *call, const SqliteLeftover *remnant)
{
    const char *table = text_harmless(call->arena, remnant->table, false);
    const char *original = text_harmless(call->arena, remnant->original, false);
    if (remnant->is_only_copy)
        fprintf(call->out,
                "%s holds the %lld rows of %s, which does not exist: a batch stopped before the rename.\n"
                "It lacks the indexes and triggers of %s; compare it with the revision afterwards.\n",
                table, (long long)remnant->rows, original, original);
    else
        fprintf(call->out,
                "%s is a copy with %lld of the %lld rows of %s, which is unchanged: a batch stopped during the copy.\n",
                table, (long long)remnant->rows, (long long)remnant->original_rows, original);
    fprintf(call->out, "    %s;\n", text_harmless(call->arena, remnant->sql, false));
}

static void explain_revision(VerbCall *call, const PartialApply *half)
{
    fprintf(call->out, "revision %s is half applied: %zu of the %zu statements of its upgrade() are in effect\n",
            text_harmless(call->arena, half->revision->id, false), half->in_effect, half->statements);
    for (size_t i = 0; i < half->operations.count; i++)
        fprintf(call->out, "    there: %s\n", text_harmless(call->arena, half->operations.items[i], false));
    if (half->obstacle)
        fprintf(call->out, "    limbeck cannot run the rest: %s; repair it by hand\n", half->obstacle);
    else
        fprintf(call->out, "    limbeck will run the rest and write the version row\n");
}

static size_t repairable(const Leftovers *leftovers)
{
    size_t count = leftovers->tables.count;
    for (size_t i = 0; i < leftovers->revisions.count; i++)
        count += !leftovers->revisions.items[i].obstacle;
    return count;
}

static bool repair(VerbCall *call, Workspace *workspace, void *state, Error *error)
{
    Leftovers leftovers;
    bool yes = is_given(&call->options, OPTION_YES);
    (void)state;
    if (!workspace_leftovers(workspace, call->arena, false, &leftovers, error))
        return false;
    for (size_t i = 0; i < leftovers.tables.count; i++)
        explain(call, &leftovers.tables.items[i]);
    for (size_t i = 0; i < leftovers.revisions.count; i++)
        explain_revision(call, &leftovers.revisions.items[i]);
    size_t count = leftovers.tables.count + leftovers.revisions.count;
    if (!count) {
        fprintf(call->out, "no half-applied step found\n");
        return true;
    }
    if (!yes || !repairable(&leftovers)) {
        error_set(error, ERROR_CHECK, "%zu half-applied", count);
        if (repairable(&leftovers))
            error_hint(error, "limbeck mend --yes applies the remedies above");
        return false;
    }
    return confirm_writing(call, workspace, "mend", given_option(&call->options, OPTION_CONFIRM), error) &&
           workspace_leftovers(workspace, call->arena, true, &leftovers, error);
}

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    bool done = workspace && verb_each_database(call, workspace, repair, NULL, error);
    workspace_close(workspace);
    return done;
}

const Verb verb_mend = {.name = "mend",
                        .help = "Find and repair what a failed Alembic run left in an SQLite database.",
                        .options = options,
                        .run = run};
