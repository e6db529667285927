#include "confirm.h"
#include "interrupt.h"
#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/stamp_rows.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

enum { OPTION_SQL, OPTION_TAG, OPTION_PURGE, OPTION_OVER, OPTION_CONFIRM, OPTION_SETTINGS };

static const Option options[] = {
    {"--sql", NULL, NULL, "print the SQL instead of running it", ARGUMENT_NONE, NULL},
    {"--tag", NULL, "TAG", "for env.py's get_tag_argument()", ARGUMENT_TEXT, NULL},
    {"--purge", NULL, NULL, "delete every row of the version table first", ARGUMENT_NONE, NULL},
    {"--over-half-done", NULL, NULL, "even if a step in batches is half done", ARGUMENT_NONE, NULL},
    CONFIRM_OPTION,
    LOCK_OPTIONS,
    {0}};

/* A stamp would hide a half-done step: a user is asked; a program must pass the option. */
static bool confirm_over_half_done(VerbCall *call, Workspace *workspace, StampOptions *stamp_options, Error *error)
{
    stamp_options->over_half_done = is_given(&call->options, OPTION_OVER);
    if (stamp_options->over_half_done || !print_half_done(call, workspace))
        return true;
    Answer answer = ask_yes_or_no("After a stamp the remaining rows are never changed. Stamp anyway?");
    stamp_options->over_half_done = answer == ANSWER_YES;
    return answer != ANSWER_NO || error_set(error, ERROR_COMMAND, "nothing was changed");
}

static bool stamp(VerbCall *call, Workspace *workspace, void *state, Error *error)
{
    StringVector script = {0};
    bool offline = is_given(&call->options, OPTION_SQL);
    const char *what = arena_format(call->arena, "stamp %s", string_vector_join(call->arena, &call->positional, " "));
    if (!offline && !confirm_over_half_done(call, workspace, state, error))
        return false;
    if (!offline && !confirm_writing(call, workspace, what, given_option(&call->options, OPTION_CONFIRM), error))
        return false;
    if (!offline)
        return workspace_stamp(workspace, call->arena, state, NULL, error);
    bool done = workspace_stamp(workspace, call->arena, state, &script, error);
    return verb_print_sql(workspace, &script, error) && done;
}

static bool run(VerbCall *call, Error *error)
{
    bool offline = is_given(&call->options, OPTION_SQL);
    verb_take_settings(call, options, OPTION_SETTINGS);
    Workspace *workspace = interruptible_workspace(call, offline, given_option(&call->options, OPTION_TAG), error);
    if (!workspace)
        return false;
    bool logs = workspace_logging_configured(workspace, error);
    StampOptions options_of_call = {.targets = call->positional,
                                    .purge = is_given(&call->options, OPTION_PURGE),
                                    .announce = announce_step,
                                    .state = &logs};
    bool done = error->kind == ERROR_NONE && verb_each_database(call, workspace, stamp, &options_of_call, error);
    interruptible_close(workspace);
    return done;
}

const Verb verb_stamp = {.name = "stamp",
                         .takes = TAKES_SOME,
                         .positional = "REVISION",
                         .kind = ARGUMENT_REVISION,
                         .help = "Set the version table to these revisions; run no migrations.",
                         .options = options,
                         .run = run};
