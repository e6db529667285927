/* Finds the verb of a command line, and the exit status of an error. */
#include "pager.h"
#include "verb.h"

#include "limbeck/base/file.h"
#include "limbeck/base/log.h"
#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/workspace.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef enum {
    GLOBAL_CONFIG,
    GLOBAL_NAME,
    GLOBAL_URL,
    GLOBAL_X,
    GLOBAL_SITE_PACKAGES,
    GLOBAL_STRICT,
    GLOBAL_JSON,
    GLOBAL_ASCII,
    GLOBAL_NO_COLOR,
    GLOBAL_NO_PAGER,
    GLOBAL_QUIET,
    GLOBAL_RAISEERR,
    GLOBAL_HELP,
    GLOBAL_VERSION
} GlobalOption;

/* As Alembic, prints "FAILED: ..." to standard output; place and hint, which only limbeck has, go to standard error. */
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

/* Other users can read a process's arguments: the password is overwritten with stars after copying. */
static const char *take_url(Arena *arena, const char *url)
{
    const char *copy = arena_strdup(arena, url);
    char *scheme = strstr((char *)url, "://"); /* points into argv, which may be written */
    char *colon = scheme ? strchr(scheme + 3, ':') : NULL;
    char *at = colon ? strchr(colon, '@') : NULL;
    if (at)
        memset(colon + 1, '*', (size_t)(at - colon - 1));
    return copy;
}

static void take_globals(Arena *arena, const OptionValues *values, GlobalOptions *options)
{
    const char *url = given_option(values, GLOBAL_URL);
    *options = (GlobalOptions){.quiet = is_given(values, GLOBAL_QUIET),
                               .wants_help = is_given(values, GLOBAL_HELP),
                               .wants_version = is_given(values, GLOBAL_VERSION),
                               .no_color = is_given(values, GLOBAL_NO_COLOR),
                               .no_pager = is_given(values, GLOBAL_NO_PAGER),
                               .json = is_given(values, GLOBAL_JSON),
                               .ascii = is_given(values, GLOBAL_ASCII)};
    options->workspace = (WorkspaceOptions){.config_files = values->given[GLOBAL_CONFIG],
                                            .name = given_option(values, GLOBAL_NAME),
                                            .url = url ? take_url(arena, url) : NULL,
                                            .x_arguments = values->given[GLOBAL_X],
                                            .site_packages = values->given[GLOBAL_SITE_PACKAGES],
                                            .strict = is_given(values, GLOBAL_STRICT)};
}

bool cli_global_options(Arena *arena, int count, char **words, GlobalOptions *options, int *rest, Error *error)
{
    OptionValues values = {0};
    int at = 1;
    for (; at < count && words[at][0] == '-'; at++) {
        bool known = false;
        if (!option_read(arena, global_options, &values, count, words, &at, &known, error))
            return false;
        if (!known) {
            error_set(error, ERROR_USAGE, "limbeck does not know the option '%s'", words[at]);
            error_hint(error, "limbeck --help lists them");
            return false;
        }
    }
    take_globals(arena, &values, options);
    *rest = at;
    return true;
}

void cli_print_help(void)
{
    print_help(stdout);
}

static bool check_count(const Verb *verb, const VerbCall *call, Error *error)
{
    size_t count = call->positional.count, most = verb->takes == TAKES_NONE ? 0 : 1;
    if (verb->takes != TAKES_SOME && verb->takes != TAKES_SOME_OR_NONE && count > most)
        return error_set(error, ERROR_USAGE, "limbeck %s: unexpected argument '%s'", verb->name,
                         call->positional.items[most]);
    if (!count && verb->takes != TAKES_NONE && verb->takes != TAKES_ONE_OR_NONE && verb->takes != TAKES_SOME_OR_NONE)
        return error_set(error, ERROR_USAGE, "limbeck %s needs a %s", verb->name, verb->positional);
    for (size_t i = 0; verb->choices && i < count; i++)
        if (!choice_is_valid(call->arena, verb->choices, call->positional.items[i])) {
            error_set(error, ERROR_USAGE, "limbeck %s: unknown value '%s'", verb->name, call->positional.items[i]);
            error_hint(error, "choose from: %s", verb->choices);
            return false;
        }
    return true;
}

static bool read_call(const Verb *verb, VerbCall *call, int count, char **words, Error *error)
{
    bool only_words = false;
    for (int at = 1; at < count; at++) {
        bool known = false;
        if (!only_words && strcmp(words[at], "--") == 0) {
            only_words = true;
            continue;
        }
        if (only_words || !word_is_option(words[at])) {
            vector_push(call->arena, &call->positional, words[at]);
            continue;
        }
        if (!option_read(call->arena, verb->options, &call->options, count, words, &at, &known, error))
            return false;
        if (!known) {
            error_set(error, ERROR_USAGE, "limbeck %s does not know the option '%s'", verb->name, words[at]);
            error_hint(error, "limbeck %s --help lists them", verb->name);
            return false;
        }
    }
    return check_count(verb, call, error);
}

void announce_step(void *state, const char *line)
{
    const bool *logs = state;
    if (*logs)
        log_line("INFO  [alembic.runtime.migration] %s", line);
}

static void add_each(Arena *arena, StringVector *words, const char *option, const StringVector *values)
{
    for (size_t i = 0; i < values->count; i++) {
        vector_push(arena, words, option);
        vector_push(arena, words, values->items[i]);
    }
}

/* Alembic's command line for the same verb, for env.py's sys.argv; empty for a verb that Alembic does not have. */
static StringVector alembic_command(const VerbCall *call)
{
    static const char *const shared[] = {"upgrade",  "downgrade", "stamp", "current",  "history", "heads",
                                         "branches", "show",      "edit",  "revision", "merge",   "check"};
    const WorkspaceOptions *options = &call->global->workspace;
    StringVector words = {0};
    bool is_shared = false;
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        is_shared |= call->word_count && strcmp(call->words[0], shared[i]) == 0;
    if (!is_shared)
        return words;
    vector_push(call->arena, &words, "alembic");
    add_each(call->arena, &words, "-c", &options->config_files);
    add_each(call->arena, &words, "-x", &options->x_arguments);
    if (options->name)
        add_each(call->arena, &words, "-n", &(StringVector){.items = (const char **)&options->name, .count = 1});
    for (int i = 0; i < call->word_count; i++)
        vector_push(call->arena, &words, call->words[i]);
    return words;
}

Workspace *verb_workspace_tagged(VerbCall *call, bool offline, const char *tag, Error *error)
{
    WorkspaceOptions options = call->global->workspace;
    options.offline = offline;
    options.tag = tag;
    options.settings = call->settings;
    options.command = alembic_command(call);
    Workspace *workspace = workspace_open(&options, error);
    const StringVector *warnings = workspace ? workspace_warnings(workspace) : NULL;
    for (size_t i = 0; warnings && i < warnings->count; i++)
        log_line("warning: %s", warnings->items[i]);
    return workspace;
}

/* "--lock-wait 5s" becomes the setting lock_wait=5s. */
void verb_take_settings(VerbCall *call, const Option *table, size_t first)
{
    for (size_t i = first; table[i].name; i++) {
        if (!is_given(&call->options, i))
            continue;
        char *setting = arena_format(call->arena, "%s=%s", table[i].name + 2,
                                     table[i].argument ? given_option(&call->options, i) : "true");
        for (char *at = setting; *at != '='; at++)
            if (*at == '-')
                *at = '_';
        vector_push(call->arena, &call->settings, setting);
    }
}

Workspace *verb_workspace(VerbCall *call, bool offline, Error *error)
{
    return verb_workspace_tagged(call, offline, NULL, error);
}

bool verb_each_database(VerbCall *call, Workspace *workspace, VerbOnDatabase *act, void *state, Error *error)
{
    size_t count = workspace_database_count(workspace, error);
    bool done = count > 0;
    for (size_t i = 0; done && i < count; i++) {
        workspace_select_database(workspace, i);
        done = act(call, workspace, state, error);
        if (!done && i > 0)
            error_hint(error, "stopped at database %s; the databases before it are done",
                       workspace_database_name(workspace));
    }
    return done;
}

/* Cached, because it is called for each line of output. */
static bool is_on_terminal(void)
{
    static int known = -1;
    if (known < 0)
        known = isatty(STDOUT_FILENO);
    return known;
}

const char *shown_text(Arena *arena, const char *text, bool keep_newlines)
{
    return is_on_terminal() ? text_harmless(arena, text, keep_newlines) : text;
}

static void print_script(const StringVector *script)
{
    Arena *arena = arena_new();
    for (size_t i = 0; i < script->count; i++) {
        arena_reset(arena);
        fputs(shown_text(arena, script->items[i], true), stdout);
        fputs("\n\n", stdout);
    }
    arena_free(arena);
}

static bool write_script(const char *path, const StringVector *script, Error *error)
{
    Text text = text_on_heap();
    for (size_t i = 0; i < script->count; i++) {
        text_append(&text, script->items[i]);
        text_append(&text, "\n\n");
    }
    bool done = file_replace(path, text_string(&text), text.length, error);
    text_release(&text);
    return done;
}

/* Prints to the file env.py sets, as Alembic does. An existing file is overwritten only if it is an SQL script. */
bool verb_print_sql(Workspace *workspace, const StringVector *script, Error *error)
{
    const char *path = workspace_output_path(workspace);
    if (!path) {
        print_script(script);
        return true;
    }
    if (strchr(path, '/') || !text_ends_with(path, ".sql")) {
        error_set(error, ERROR_UNSUPPORTED, "env.py writes its output to '%s', which limbeck does not open", path);
        error_hint(error, "limbeck writes files named *.sql in the current folder only");
        return false;
    }
    return write_script(path, script, error);
}

bool verb_revisions(VerbCall *call, Workspace *workspace, const char *symbol, RevisionVector *found, Error *error)
{
    const RevisionMap *map = workspace_map(workspace);
    if (strcmp(symbol, "current") != 0)
        return resolve_revisions(call->arena, map, symbol, found, error);
    StringVector rows = {0};
    const char *url;
    if (!workspace_current(workspace, call->arena, &rows, &url, error))
        return false;
    for (size_t i = 0; i < rows.count; i++)
        if (!resolve_revisions(call->arena, map, rows.items[i], found, error))
            return false;
    return true;
}

bool verb_colours(const VerbCall *call)
{
    const char *unwanted = getenv("NO_COLOR"), *terminal = getenv("TERM");
    bool dumb = !terminal || strcmp(terminal, "dumb") == 0;
    return is_on_terminal() && !dumb && !call->global->no_color && !(unwanted && *unwanted);
}

static bool wants_help(int count, char **words)
{
    for (int i = 1; i < count; i++)
        if (strcmp(words[i], "--help") == 0 || strcmp(words[i], "-h") == 0)
            return true;
    return false;
}

int cli_run(Arena *arena, const GlobalOptions *options, int count, char **words)
{
    Error error = {0};
    VerbCall call = {.arena = arena, .global = options, .words = words, .word_count = count};
    const Verb *verb = verb_named(words[0]);
    if (!verb) {
        error_set(&error, ERROR_USAGE, "limbeck has no verb '%s'", words[0]);
        error_hint(&error, "limbeck --help lists the verbs");
        return cli_report(&error);
    }
    if (wants_help(count, words)) {
        print_verb_help(stdout, verb);
        return 0;
    }
    if (!read_call(verb, &call, count, words, &error))
        return cli_report(&error);
    Pager pager = pager_open(arena, options, verb->is_long && !options->json);
    call.out = pager.out;
    bool done = verb->run(&call, &error);
    pager_close(&pager);
    if (done)
        return 0;
    /* With --json the findings of a check are in the JSON; no other line may follow. */
    return options->json && error.kind == ERROR_CHECK ? error_exit_status(&error) : cli_report(&error);
}
