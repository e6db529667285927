#include "confirm.h"

#include "limbeck/base/log.h"
#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/stash_limits.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>
#include <unistd.h>

/* Reads from the terminal, not standard input: a pipe must not confirm. */
static const char *read_line_answer(Arena *arena, const char *what, const Marks *marks, const char *name)
{
    char typed[256];
    FILE *terminal = isatty(STDIN_FILENO) ? fopen("/dev/tty", "r+") : NULL;
    if (!terminal)
        return NULL;
    fprintf(terminal, "%s\nThis is %s%s%s. Type its name to continue: ", text_harmless(arena, what, true),
            text_harmless(arena, name, false), marks->environment ? ", marked " : "",
            marks->environment ? text_harmless(arena, marks->environment, false) : "");
    fflush(terminal);
    const char *line = fgets(typed, sizeof typed, terminal);
    fclose(terminal);
    return line ? text_trim(arena, line) : "";
}

Answer ask_yes_or_no(const char *question)
{
    FILE *terminal = isatty(STDIN_FILENO) ? fopen("/dev/tty", "r+") : NULL;
    char typed[16];
    if (!terminal)
        return ANSWER_NOBODY;
    fprintf(terminal, "%s [y/N] ", question);
    fflush(terminal);
    bool yes = fgets(typed, sizeof typed, terminal) && (*typed == 'y' || *typed == 'Y');
    fclose(terminal);
    return yes ? ANSWER_YES : ANSWER_NO;
}

bool print_half_done(VerbCall *call, Workspace *workspace)
{
    HalfDone half;
    bool is_known;
    return print_half_done_read(call, workspace, &half, &is_known);
}

bool print_half_done_read(VerbCall *call, Workspace *workspace, HalfDone *read, bool *is_known)
{
    HalfDone half;
    Error error = {0};
    *read = half = (HalfDone){0};
    *is_known = workspace_half_done(workspace, call->arena, &half, &error);
    if (!*is_known) {
        log_line("notice: it is not known whether a step in batches is half done: %s",
                 text_harmless(call->arena, error.message, false));
        return false;
    }
    *read = half;
    if (!half.revision)
        return false;
    log_line("notice: %s", text_harmless(call->arena, half_done_text(call->arena, &half), false));
    return true;
}

bool confirm_batches(VerbCall *call, Workspace *workspace, Error *error)
{
    int64_t rows = workspace_batch_rows(workspace);
    if (rows <= 0)
        return true;
    const char *question = arena_format(call->arena, "%s\nContinue?", workspace_explain_batches(call->arena, rows));
    return ask_yes_or_no(question) != ANSWER_NO || error_set(error, ERROR_COMMAND, "nothing was changed");
}

bool confirm_stash_limits(VerbCall *call, Workspace *workspace, const char *target, bool downgrade, Error *error)
{
    StringVector lines = {0};
    if (!workspace_stashes(workspace))
        return true;
    if (!workspace_stash_limits(workspace, call->arena, target, downgrade ? PLAN_DOWN : PLAN_UP, &lines, error))
        return false;
    for (size_t i = 0; i < lines.count; i++)
        log_line("LOSS %s", text_harmless(call->arena, lines.items[i], false));
    if (!lines.count || workspace_stashes_partially(workspace))
        return true;
    if (ask_yes_or_no("This is NOT kept; everything else is. Continue?") == ANSWER_YES) {
        workspace_set_partial_stash(workspace, true);
        return true;
    }
    error_set(error, ERROR_COMMAND, "--stash cannot keep everything: see above. Nothing was run");
    error_hint(error, "--stash-what-can-be keeps the rest and runs; or copy by hand what is listed");
    return false;
}

bool confirm_writing(VerbCall *call, Workspace *workspace, const char *what, const char *given, Error *error)
{
    const Marks *marks = workspace_marks(workspace);
    if (!marks->confirm_typed || marks->read_only) /* with read_only the write is refused later */
        return true;
    const char *name = workspace_confirmation_name(workspace, call->arena, error);
    if (!name)
        return false;
    const char *typed = given ? given : read_line_answer(call->arena, what, marks, name);
    if (typed && strcmp(typed, name) == 0)
        return true;
    error_set(error, ERROR_COMMAND,
              typed ? "'%s' is not the name of this database: nothing was changed"
                    : "type the name of this database before anything is written%s",
              typed ? typed : "");
    error_hint(error, "add --confirm %s", name);
    return false;
}
