/* The table of verbs, and the reading of words. */
#include "verb.h"

#include "limbeck/base/log.h"

#include <stdio.h>
#include <string.h>

static const Verb *const verbs[] = {&verb_upgrade, &verb_downgrade, &verb_current, &verb_history,
                                    &verb_heads,   &verb_branches,  &verb_show,    &verb_sql};
enum { VERB_COUNT = sizeof verbs / sizeof *verbs };

/* ---- help ---------------------------------------------------------------------- */

void cli_print_help(void)
{
    printf("usage: limbeck [-c INI] [-n SECTION] [--url URL] [-x KEY=VALUE] [VERB ...]\n\n"
           "Without a verb, limbeck opens the project found from the current folder upward\n"
           "in the terminal. Verbs:\n\n");
    for (size_t i = 0; i < VERB_COUNT; i++)
        printf("  %-10s %-9s %s\n", verbs[i]->name, verbs[i]->positional ? verbs[i]->positional : "", verbs[i]->help);
    printf("\nOptions:\n"
           "  -c, --config INI   the ini file; otherwise $ALEMBIC_CONFIG, then alembic.ini\n"
           "  -n, --name NAME    its section, [alembic] by default\n"
           "      --url URL      the database; otherwise $LIMBECK_URL, env.py, the ini\n"
           "  -x KEY=VALUE       for env.py's get_x_argument(); repeatable\n"
           "      --strict       no fall back to [alembic] for what the section lacks\n"
           "      --ascii        draw the graph without box characters\n"
           "  -q, --quiet        no messages on standard output\n"
           "  -h, --help         this text\n"
           "  -V, --version      the version\n");
}

static void print_verb_help(const Verb *verb)
{
    printf("usage: limbeck %s%s%s\n\n%s\n", verb->name, verb->positional ? " " : "",
           verb->positional ? verb->positional : "", verb->help);
    for (const VerbOption *option = verb->options; option->name; option++)
        printf("  %s%s%s%s%s  %s\n", option->letter ? option->letter : "", option->letter ? ", " : "", option->name,
               option->argument ? " " : "", option->argument ? option->argument : "", option->help);
}

/* Alembic says "FAILED: ..." on standard output; the place and the hint that
 * limbeck adds go to standard error. */
int cli_report(const Error *error)
{
    Arena *arena = arena_new();
    bool located = error->file[0] || error->hint[0] || error->source[0];
    if (error->kind == ERROR_COMMAND || error->kind == ERROR_CHECK)
        printf("FAILED: %s\n", text_harmless(arena, error->message, true));
    fflush(stdout);
    if (located || error->kind != ERROR_COMMAND)
        fprintf(stderr, "limbeck: %s\n", error_render(arena, error));
    arena_free(arena);
    return error_exit_status(error);
}

/* ---- words ------------------------------------------------------------------------- */

/* As Alembic's argparse has it: a word with a dash is an option, unless it is a
 * plain negative number. "-r -3:" is refused for that reason, "-r-3:" is not. */
static const char *next_word(int count, char **words, int *at)
{
    const char *word = *at + 1 < count ? words[*at + 1] : NULL;
    bool option = word && word[0] == '-' && word[1] && word[1 + strspn(word + 1, "0123456789.")];
    if (!word || option)
        return NULL;
    ++*at;
    return word;
}

/* "--name=value" or "--name value" or "-nvalue"; *value is NULL when the word is
 * another option. */
static bool takes_value(const char *word, const char *name, const char *letter, int count, char **words, int *at,
                        const char **value, Error *error)
{
    size_t length = strlen(name);
    *value = NULL;
    if (strncmp(word, name, length) == 0 && word[length] == '=')
        *value = word + length + 1;
    else if (letter && strncmp(word, letter, 2) == 0 && word[2])
        *value = word + 2 + (word[2] == '=');
    else if (strcmp(word, name) == 0 || (letter && strcmp(word, letter) == 0)) {
        *value = next_word(count, words, at);
        if (!*value) {
            error_set(error, ERROR_USAGE, "%s needs a value", word);
            error_hint(error,
                       "a value that begins with a dash is written without a space: %s-3:", letter ? letter : "-r");
            return false;
        }
    }
    return true;
}

static bool global_switch(const char *word, GlobalOptions *options)
{
    struct {
        const char *name, *letter;
        bool *flag;
    } rows[] = {{"--help", "-h", &options->wants_help},  {"--version", "-V", &options->wants_version},
                {"--quiet", "-q", &options->quiet},      {"--strict", "--strict", &options->workspace.strict},
                {"--ascii", "--ascii", &options->ascii}, {"--no-color", "--no-color", &options->no_color}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(word, rows[i].name) == 0 || strcmp(word, rows[i].letter) == 0) {
            *rows[i].flag = true;
            return true;
        }
    }
    return false;
}

/* The words of a process are everybody's to read: a password among them becomes
 * stars as soon as it has been copied. */
static const char *take_url(Arena *arena, const char *url)
{
    const char *copy = arena_strdup(arena, url), *scheme = strstr(url, "://");
    char *colon = scheme ? strchr(scheme + 3, ':') : NULL;
    char *at = colon ? strchr(colon, '@') : NULL;
    if (at)
        memset(colon + 1, '*', (size_t)(at - colon - 1));
    return copy;
}

bool cli_global_options(Arena *arena, int count, char **words, GlobalOptions *options, int *rest, Error *error)
{
    *options = (GlobalOptions){0};
    int at = 1;
    for (; at < count && words[at][0] == '-'; at++) {
        const char *word = words[at];
        struct {
            const char *name, *letter;
            const char **place;
        } rows[] = {{"--config", "-c", &options->workspace.ini_path},
                    {"--name", "-n", &options->workspace.name},
                    {"--url", NULL, &options->workspace.url}};
        const char *value = NULL;
        if (global_switch(word, options))
            continue;
        for (size_t i = 0; i < 3 && !value; i++) {
            if (!takes_value(word, rows[i].name, rows[i].letter, count, words, &at, &value, error))
                return false;
            if (value)
                *rows[i].place = value;
        }
        if (!value && !takes_value(word, "--x", "-x", count, words, &at, &value, error))
            return false;
        else if (strncmp(word, "-x", 2) == 0 && value)
            vector_push(arena, &options->workspace.x_arguments, value);
        if (!value) {
            error_set(error, ERROR_USAGE, "limbeck does not know the option '%s'", word);
            error_hint(error, "limbeck --help lists them");
            return false;
        }
    }
    if (options->workspace.url)
        options->workspace.url = take_url(arena, options->workspace.url);
    *rest = at;
    return true;
}

static bool verb_option(const Verb *verb, VerbCall *call, int count, char **words, int *at, Error *error)
{
    for (size_t i = 0; verb->options[i].name; i++) {
        const VerbOption *option = &verb->options[i];
        const char *value = NULL;
        if (option->argument) {
            if (!takes_value(words[*at], option->name, option->letter, count, words, at, &value, error))
                return false;
        } else if (strcmp(words[*at], option->name) == 0 ||
                   (option->letter && strcmp(words[*at], option->letter) == 0)) {
            value = "";
        }
        if (value) {
            call->values[i] = value;
            return true;
        }
    }
    error_set(error, ERROR_USAGE, "limbeck %s does not know the option '%s'", verb->name, words[*at]);
    error_hint(error, "limbeck %s --help lists them", verb->name);
    return false;
}

/* "-1" is a revision, not an option. */
static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] && !(word[1] >= '0' && word[1] <= '9');
}

static bool read_call(const Verb *verb, VerbCall *call, int count, char **words, Error *error)
{
    for (int at = 1; at < count; at++) {
        if (!is_option(words[at]))
            vector_push(call->arena, &call->positional, words[at]);
        else if (!verb_option(verb, call, count, words, &at, error))
            return false;
    }
    size_t wanted = verb->positional ? 1 : 0;
    if (call->positional.count > wanted)
        return error_set(error, ERROR_USAGE, "limbeck %s: '%s' is one word too many", verb->name,
                         call->positional.items[wanted]);
    if (call->positional.count < wanted && !verb->positional_optional)
        return error_set(error, ERROR_USAGE, "limbeck %s needs a %s", verb->name, verb->positional);
    return true;
}

Workspace *verb_workspace(VerbCall *call, bool offline, Error *error)
{
    WorkspaceOptions options = call->global->workspace;
    options.offline = offline;
    Workspace *workspace = workspace_open(&options, error);
    const StringVector *warnings = workspace ? workspace_warnings(workspace) : NULL;
    for (size_t i = 0; warnings && i < warnings->count; i++)
        log_line("warning: %s", warnings->items[i]);
    return workspace;
}

static const Verb *find_verb(const char *name)
{
    for (size_t i = 0; i < VERB_COUNT; i++)
        if (strcmp(verbs[i]->name, name) == 0)
            return verbs[i];
    return NULL;
}

int cli_run(Arena *arena, const GlobalOptions *options, int count, char **words)
{
    Error error = {0};
    VerbCall call = {.arena = arena, .global = options};
    const Verb *verb = find_verb(words[0]);
    if (!verb) {
        error_set(&error, ERROR_USAGE, "limbeck has no verb '%s'", words[0]);
        error_hint(&error, "limbeck --help lists the verbs");
        return cli_report(&error);
    }
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--help") == 0 || strcmp(words[i], "-h") == 0) {
            print_verb_help(verb);
            return 0;
        }
    }
    if (!read_call(verb, &call, count, words, &error) || !verb->run(&call, &error))
        return cli_report(&error);
    return 0;
}
