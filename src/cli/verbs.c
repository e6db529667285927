/* The table of verbs, and the global options. */
#include "verb.h"

#include <string.h>

#define VERB(name) extern const Verb verb_##name;
#include "verb_list.h"
#undef VERB

const Verb *const verbs[] = {
#define VERB(name) &verb_##name,
#include "verb_list.h"
#undef VERB
    NULL};

/* In the order of GlobalOption. */
const Option global_options[] = {
    {"--config", "-c", "FILE", "the ini file, pyproject.toml, or one of each; otherwise $ALEMBIC_CONFIG, alembic.ini",
     ARGUMENT_FILE, NULL},
    {"--name", "-n", "SECTION", "the section of the ini, [alembic] by default", ARGUMENT_TEXT, NULL},
    {"--url", NULL, "URL", "the database; otherwise $LIMBECK_URL, env.py, the ini", ARGUMENT_TEXT, NULL},
    {"--x", "-x", "KEY=VALUE", "for env.py's get_x_argument(); repeatable", ARGUMENT_TEXT, NULL},
    {"--site-packages", NULL, "FOLDER",
     "read libraries from this folder or virtual environment; otherwise $VIRTUAL_ENV, .venv", ARGUMENT_FILE, NULL},
    {"--strict", NULL, NULL, "do not read from [alembic] the options that the section lacks", ARGUMENT_NONE, NULL},
    {"--json", NULL, NULL, "print JSON; only for verbs that read", ARGUMENT_NONE, NULL},
    {"--ascii", NULL, NULL, "draw the graph without box characters", ARGUMENT_NONE, NULL},
    {"--no-color", NULL, NULL, "no colours on the terminal; as $NO_COLOR", ARGUMENT_NONE, NULL},
    {"--no-pager", NULL, NULL, "do not use $PAGER", ARGUMENT_NONE, NULL},
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
