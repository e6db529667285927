#include "confirm.h"
#include "interrupt.h"
#include "messages.h"

#include "limbeck/base/log.h"
#include "limbeck/workspace/generate.h"
#include "limbeck/workspace/model_comparison.h"
#include "limbeck/workspace/workspace.h"

enum {
    OPTION_MESSAGE,
    OPTION_AUTOGENERATE,
    OPTION_SQL,
    OPTION_HEAD,
    OPTION_SPLICE,
    OPTION_BRANCH_LABEL,
    OPTION_VERSION_PATH,
    OPTION_REV_ID,
    OPTION_DEPENDS_ON,
    OPTION_THOROUGH,
    OPTION_TARGET,
    OPTION_RENAME
};

static const Option options[] = {
    {"--message", "-m", "MESSAGE", "message of the revision", ARGUMENT_TEXT, NULL},
    {"--autogenerate", NULL, NULL, "fill it with the changes that make the database match the models", ARGUMENT_NONE,
     NULL},
    {"--sql", NULL, NULL, "run env.py offline; with revision_environment only", ARGUMENT_NONE, NULL},
    {"--head", NULL, "REVISION", "the parent, instead of the head", ARGUMENT_REVISION, NULL},
    {"--splice", NULL, NULL, "the parent need not be a head", ARGUMENT_NONE, NULL},
    {"--branch-label", NULL, "LABEL", "a label for the branch that begins with it", ARGUMENT_TEXT, NULL},
    {"--version-path", NULL, "FOLDER", "version location for the new file", ARGUMENT_FOLDER, NULL},
    {"--rev-id", NULL, "ID", "its identifier, instead of a random one", ARGUMENT_TEXT, NULL},
    {"--depends-on", NULL, "REVISION", "a revision that must be applied before it; repeatable", ARGUMENT_REVISION,
     NULL},
    {"--thorough", NULL, NULL, "with --autogenerate: also compare what Alembic does not compare", ARGUMENT_NONE, NULL},
    {"--target", NULL, "FILE", "with --autogenerate: compare with the schema in this SQL file, not with the models",
     ARGUMENT_FILE, NULL},
    {"--rename", NULL, "OLD=NEW", "with --autogenerate: users.name=full_name is a rename; repeatable", ARGUMENT_TEXT,
     NULL},
    {0}};

static bool check_options(VerbCall *call, Workspace *workspace, Error *error)
{
    bool runs, sql = is_given(&call->options, OPTION_SQL);
    bool generates = is_given(&call->options, OPTION_AUTOGENERATE);
    if (generates && sql)
        return error_set(error, ERROR_COMMAND, "Using --sql with --autogenerate does not make any sense");
    static const size_t of_autogenerate[] = {OPTION_THOROUGH, OPTION_TARGET, OPTION_RENAME};
    for (size_t i = 0; !generates && i < sizeof of_autogenerate / sizeof *of_autogenerate; i++)
        if (is_given(&call->options, of_autogenerate[i]))
            return error_set(error, ERROR_USAGE, "%s goes with --autogenerate", options[of_autogenerate[i]].name);
    if (!workspace_revision_environment(workspace, &runs, error))
        return false;
    return !sql || runs ||
           error_set(error, ERROR_COMMAND,
                     "Using --sql with the revision command when revision_environment is not configured does not make "
                     "any sense");
}

/* On a terminal asks; otherwise writes drop and add, as Alembic does, and prints a notice. */
static bool is_rename(void *state, const char *rename)
{
    VerbCall *call = state;
    const char *shown = text_harmless(call->arena, rename, false);
    Answer answer = ask_yes_or_no(arena_format(call->arena, "Rename and keep the data: %s?", shown));
    if (answer == ANSWER_NOBODY)
        log_line("notice: possibly a rename, written here as drop and add; to rename: --rename %s", shown);
    return answer == ANSWER_YES;
}

static void print_change(void *state, const char *change)
{
    VerbCall *call = state;
    log_line("detected: %s", text_harmless(call->arena, change, false));
}

static bool generate(VerbCall *call, Workspace *workspace, const GenerateRequest *request, Error *error)
{
    const char *path;
    if (!is_given(&call->options, OPTION_AUTOGENERATE))
        return workspace_generate(workspace, call->arena, request, &path, error);
    const AutogenerateRequest wanted = {.revision = *request,
                                        .target = given_option(&call->options, OPTION_TARGET),
                                        .thorough = is_given(&call->options, OPTION_THOROUGH),
                                        .renames = call->options.given[OPTION_RENAME],
                                        .is_rename = is_rename,
                                        .found = print_change,
                                        .state = call};
    return workspace_autogenerate(workspace, call->arena, &wanted, &path, error);
}

static bool run(VerbCall *call, Error *error)
{
    const OptionValues *given = &call->options;
    GenerateRequest request = {.message = given_option(given, OPTION_MESSAGE),
                               .splice = is_given(given, OPTION_SPLICE),
                               .branch_label = given_option(given, OPTION_BRANCH_LABEL),
                               .version_path = given_option(given, OPTION_VERSION_PATH),
                               .rev_id = given_option(given, OPTION_REV_ID),
                               .depends_on = given->given[OPTION_DEPENDS_ON],
                               .status = status_messages(call)};
    if (is_given(given, OPTION_HEAD))
        vector_push(call->arena, &request.heads, given_option(given, OPTION_HEAD));
    Workspace *workspace = interruptible_workspace(call, is_given(given, OPTION_SQL), NULL, error);
    bool done = workspace && check_options(call, workspace, error) && generate(call, workspace, &request, error);
    interruptible_close(workspace);
    return done;
}

const Verb verb_revision = {.name = "revision", .help = "Create a new revision file.", .options = options, .run = run};
