/* upgrade and downgrade, which differ only in direction. */
#include "confirm.h"
#include "interrupt.h"
#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

#include <string.h>

enum { OPTION_SQL, OPTION_TAG, OPTION_CONFIRM, OPTION_SETTINGS };

static const Option options[] = {{"--sql", NULL, NULL, "print the SQL instead of running it", ARGUMENT_NONE, NULL},
                                 {"--tag", NULL, "TAG", "for env.py's get_tag_argument()", ARGUMENT_TEXT, NULL},
                                 CONFIRM_OPTION,
                                 SETTING_OPTIONS,
                                 BATCH_OPTIONS,
                                 STASH_OPTIONS,
                                 {0}};

typedef struct Direction {
    bool downgrade;
    bool logs;
} Direction;

static bool print_offline(VerbCall *call, Workspace *workspace, void *state, Error *error)
{
    const Direction *direction = state;
    StringVector script = {0};
    bool done =
        workspace_offline(workspace, call->arena, call->positional.items[0], direction->downgrade, &script, error);
    return verb_print_sql(workspace, &script, error) && done;
}

static bool migrate(VerbCall *call, Workspace *workspace, void *state, Error *error)
{
    Direction *direction = state;
    const char *target = call->positional.items[0];
    const char *what = arena_format(call->arena, "%s to %s", direction->downgrade ? "downgrade" : "upgrade", target);
    return confirm_batches(call, workspace, error) &&
           confirm_stash_limits(call, workspace, target, direction->downgrade, error) &&
           confirm_writing(call, workspace, what, given_option(&call->options, OPTION_CONFIRM), error) &&
           workspace_migrate(workspace, target, direction->downgrade, announce_step, &direction->logs, error);
}

static bool run(VerbCall *call, bool downgrade, Error *error)
{
    bool offline = is_given(&call->options, OPTION_SQL);
    if (strchr(call->positional.items[0], ':') && !offline)
        return error_set(error, ERROR_COMMAND, "Range revision not allowed");
    verb_take_settings(call, options, OPTION_SETTINGS);
    Workspace *workspace = interruptible_workspace(call, offline, given_option(&call->options, OPTION_TAG), error);
    if (!workspace)
        return false;
    Direction direction = {downgrade, workspace_logging_configured(workspace, error)};
    bool done = error->kind == ERROR_NONE &&
                verb_each_database(call, workspace, offline ? print_offline : migrate, &direction, error);
    interruptible_close(workspace);
    return done;
}

static bool run_upgrade(VerbCall *call, Error *error)
{
    return run(call, false, error);
}

static bool run_downgrade(VerbCall *call, Error *error)
{
    return run(call, true, error);
}

const Verb verb_upgrade = {.name = "upgrade",
                           .takes = TAKES_ONE,
                           .positional = "REVISION",
                           .kind = ARGUMENT_REVISION,
                           .help = "Upgrade to a later version.",
                           .options = options,
                           .run = run_upgrade};
const Verb verb_downgrade = {.name = "downgrade",
                             .takes = TAKES_ONE,
                             .positional = "REVISION",
                             .kind = ARGUMENT_REVISION,
                             .help = "Revert to a previous version.",
                             .options = options,
                             .run = run_downgrade};
