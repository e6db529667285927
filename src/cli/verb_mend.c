/* mend: the tables that a batch of Alembic's left in an SQLite database. */
#include "confirm.h"
#include "verb.h"

enum { OPTION_YES, OPTION_CONFIRM };

static const Option options[] = {
    {"--yes", NULL, NULL, "do it; otherwise what would be done is only told", ARGUMENT_NONE, NULL},
    CONFIRM_OPTION,
    {0}};

static void explain(VerbCall *call, const Remnant *remnant)
{
    const char *table = text_harmless(call->arena, remnant->table, false);
    const char *original = text_harmless(call->arena, remnant->original, false);
    if (remnant->is_only_copy)
        fprintf(call->out,
                "%s holds the %lld rows of %s, which is gone: a batch stopped before it took its name.\n"
                "Indexes and triggers of %s are not on it; compare it with the revision afterwards.\n",
                table, (long long)remnant->rows, original, original);
    else
        fprintf(call->out,
                "%s is a copy with %lld of the %lld rows of %s, which is untouched: a batch stopped while it copied.\n",
                table, (long long)remnant->rows, (long long)remnant->original_rows, original);
    fprintf(call->out, "    %s;\n", text_harmless(call->arena, remnant->sql, false));
}

static bool mend(VerbCall *call, Workspace *workspace, void *state, Error *error)
{
    Remnants remnants;
    bool yes = is_given(&call->options, OPTION_YES);
    (void)state;
    if (!workspace_remnants(workspace, call->arena, false, &remnants, error))
        return false;
    for (size_t i = 0; i < remnants.count; i++)
        explain(call, &remnants.items[i]);
    if (!remnants.count) {
        fprintf(call->out, "nothing of Alembic's batches is left here\n");
        return true;
    }
    if (!yes) {
        error_set(error, ERROR_CHECK, "%zu left by batches that failed", remnants.count);
        error_hint(error, "limbeck mend --yes does what stands above, in one transaction");
        return false;
    }
    return confirm_writing(call, workspace, "mend", given_value(&call->options, OPTION_CONFIRM), error) &&
           workspace_remnants(workspace, call->arena, true, &remnants, error);
}

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    bool done = workspace && verb_each_database(call, workspace, mend, NULL, error);
    workspace_close(workspace);
    return done;
}

const Verb verb_mend = {.name = "mend",
                        .help = "Find, and put right, what a failed batch of Alembic's left in an SQLite database.",
                        .options = options,
                        .run = run};
