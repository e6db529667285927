/* init and list_templates: creates a project. */
#include "messages.h"

enum { OPTION_TEMPLATE, OPTION_PACKAGE };

static const Option options[] = {
    {"--template", "-t", "TEMPLATE", "template of the project; limbeck list_templates lists them", ARGUMENT_TEXT, NULL},
    {"--package", NULL, NULL, "create __init__.py in the script folders", ARGUMENT_NONE, NULL},
    {0}};

static bool run(VerbCall *call, Error *error)
{
    InitRequest request = {.folder = call->positional.items[0],
                           .template_name = given_option(&call->options, OPTION_TEMPLATE),
                           .package = is_given(&call->options, OPTION_PACKAGE),
                           .config = {.files = call->global->workspace.config_files},
                           .status = status_messages(call),
                           .say = print_line_message};
    return project_init(call->arena, &request, error);
}

const Verb verb_init = {.name = "init",
                        .takes = TAKES_ONE,
                        .positional = "FOLDER",
                        .kind = ARGUMENT_FOLDER,
                        .help = "Create a project: a script folder and its configuration.",
                        .options = options,
                        .run = run};

static const Option no_options[] = {{0}};

static bool list(VerbCall *call, Error *error)
{
    (void)error;
    fprintf(call->out, "Available templates:\n\n");
    for (const ProjectTemplate *project = project_templates; project->name; project++)
        fprintf(call->out, "%s - %s\n", project->name, project->help);
    fprintf(call->out,
            "\nTemplates are used via the 'init' command, e.g.:\n\n  limbeck init --template generic ./scripts\n");
    return true;
}

const Verb verb_list_templates = {
    .name = "list_templates", .help = "List the templates of init.", .options = no_options, .run = list};
