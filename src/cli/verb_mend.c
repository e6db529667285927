/* mend: what Alembic left half-done in an SQLite database. */
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

static void explain_revision(VerbCall *call, const HalfApplied *half)
{
    fprintf(call->out, "revision %s is half applied: %zu of the %zu statements of its upgrade() are in effect\n",
            text_harmless(call->arena, half->revision->id, false), half->in_effect, half->statements);
    for (size_t i = 0; i < half->operations.count; i++)
        fprintf(call->out, "    there: %s\n", text_harmless(call->arena, half->operations.items[i], false));
    if (half->doubt)
        fprintf(call->out, "    the rest cannot be run from here: %s; put it right by hand\n", half->doubt);
    else
        fprintf(call->out, "    the rest will be run, and the version written\n");
}

static size_t mendable(const Leftovers *leftovers)
{
    size_t count = leftovers->tables.count;
    for (size_t i = 0; i < leftovers->revisions.count; i++)
        count += !leftovers->revisions.items[i].doubt;
    return count;
}

static bool mend(VerbCall *call, Workspace *workspace, void *state, Error *error)
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
        fprintf(call->out, "nothing is left half-done here\n");
        return true;
    }
    if (!yes || !mendable(&leftovers)) {
        error_set(error, ERROR_CHECK, "%zu left half-done", count);
        if (mendable(&leftovers))
            error_hint(error, "limbeck mend --yes does what stands above");
        return false;
    }
    return confirm_writing(call, workspace, "mend", given_value(&call->options, OPTION_CONFIRM), error) &&
           workspace_leftovers(workspace, call->arena, true, &leftovers, error);
}

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    bool done = workspace && verb_each_database(call, workspace, mend, NULL, error);
    workspace_close(workspace);
    return done;
}

const Verb verb_mend = {.name = "mend",
                        .help = "Find, and put right, what Alembic left half-done in an SQLite database.",
                        .options = options,
                        .run = run};
