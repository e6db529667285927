/* The table of verbs, and the global options. */
#include "verb.h"

#include <string.h>

extern const Verb verb_explain, verb_upgrade, verb_downgrade, verb_stamp, verb_current, verb_history, verb_heads,
    verb_branches, verb_show, verb_edit, verb_revision, verb_merge, verb_init, verb_list_templates, verb_ensure_version,
    verb_check, verb_sql, verb_plan, verb_rehearse, verb_mend, verb_losses, verb_stash, verb_lint, verb_journal,
    verb_graph, verb_teach, verb_linear, verb_completion, verb_manual, verb_schema, verb_diff, verb_drift, verb_test;

const Verb *const verbs[] = {&verb_upgrade,        &verb_downgrade,
                             &verb_stamp,          &verb_current,
                             &verb_history,        &verb_heads,
                             &verb_branches,       &verb_show,
                             &verb_edit,           &verb_revision,
                             &verb_merge,          &verb_init,
                             &verb_list_templates, &verb_ensure_version,
                             &verb_check,          &verb_sql,
                             &verb_plan,           &verb_rehearse,
                             &verb_schema,         &verb_diff,
                             &verb_drift,          &verb_test,
                             &verb_mend,           &verb_losses,
                             &verb_stash,          &verb_lint,
                             &verb_journal,        &verb_graph,
                             &verb_teach,          &verb_linear,
                             &verb_completion,     &verb_manual,
                             &verb_explain,        NULL};

/* In the order of GlobalOption. */
const Option global_options[] = {
    {"--config", "-c", "FILE", "the ini file, pyproject.toml, or one of each; otherwise $ALEMBIC_CONFIG, alembic.ini",
     ARGUMENT_FILE, NULL},
    {"--name", "-n", "SECTION", "the section of the ini, [alembic] by default", ARGUMENT_TEXT, NULL},
    {"--url", NULL, "URL", "the database; otherwise $LIMBECK_URL, env.py, the ini", ARGUMENT_TEXT, NULL},
    {"--x", "-x", "KEY=VALUE", "for env.py's get_x_argument(); repeatable", ARGUMENT_TEXT, NULL},
    {"--site-packages", NULL, "FOLDER",
     "installed libraries or a virtual environment, to read; otherwise $VIRTUAL_ENV, .venv", ARGUMENT_FILE, NULL},
    {"--strict", NULL, NULL, "no fall back to [alembic] for what the section lacks", ARGUMENT_NONE, NULL},
    {"--json", NULL, NULL, "answers as JSON, where a verb only reads", ARGUMENT_NONE, NULL},
    {"--ascii", NULL, NULL, "draw the graph without box characters", ARGUMENT_NONE, NULL},
    {"--no-color", NULL, NULL, "no colours on the terminal; as $NO_COLOR", ARGUMENT_NONE, NULL},
    {"--no-pager", NULL, NULL, "long answers without $PAGER", ARGUMENT_NONE, NULL},
    {"--quiet", "-q", NULL, "no messages on standard output", ARGUMENT_NONE, NULL},
    {"--raiseerr", NULL, NULL, "accepted for compatibility: limbeck always shows the place of an error", ARGUMENT_NONE,
     NULL},
    {"--help", "-h", NULL, "this text", ARGUMENT_NONE, NULL},
    {"--version", "-V", NULL, "the version", ARGUMENT_NONE, NULL},
    {0}};

const Verb *verb_named(const char *name)
{
    for (size_t i = 0; verbs[i]; i++)
        if (strcmp(verbs[i]->name, name) == 0)
            return verbs[i];
    return NULL;
}
