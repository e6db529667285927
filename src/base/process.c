#include "limbeck/base/process.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- splitting words ---------------------------------------------------------- */

/* Reads a quoted part; *at moves from the opening quote to after the closing one. */
static bool quoted_part(const char **at, Text *word)
{
    char quote = *(*at)++;
    while (**at && **at != quote) {
        if (quote == '"' && **at == '\\' && ((*at)[1] == '"' || (*at)[1] == '\\'))
            ++*at;
        text_append_char(word, *(*at)++);
    }
    return **at && ++*at;
}

bool words_split(Arena *arena, const char *line, StringVector *words)
{
    for (const char *at = line + strspn(line, " \t\n"); *at; at += strspn(at, " \t\n")) {
        Text word = text_in(arena);
        while (*at && !strchr(" \t\n", *at)) {
            if (*at == '\'' || *at == '"') {
                if (!quoted_part(&at, &word))
                    return false;
                continue;
            }
            if (*at == '\\' && at[1])
                at++;
            text_append_char(&word, *at++);
        }
        vector_push(arena, words, text_string(&word));
    }
    return true;
}

/* ---- running programs ----------------------------------------------------------- */

bool program_exists(Arena *arena, const char *name)
{
    if (strchr(name, '/'))
        return file_exists(name) && access(name, X_OK) == 0;
    const char *path = getenv("PATH");
    for (const char *at = path ? path : ""; *at;) {
        size_t length = strcspn(at, ":");
        const char *candidate = path_join(arena, arena_strndup(arena, at, length), name);
        if (file_exists(candidate) && access(candidate, X_OK) == 0)
            return true;
        at += length + (at[length] == ':');
    }
    return false;
}

static char **argument_list(Arena *arena, const StringVector *words)
{
    char **arguments = ARENA_ARRAY(arena, char *, words->count + 1);
    for (size_t i = 0; i < words->count; i++)
        arguments[i] = arena_strdup(arena, words->items[i]);
    return arguments;
}

/* The child must not inherit this thread's blocked signals. */
static void __attribute__((noreturn)) exec_program(char **arguments)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execvp(arguments[0], arguments);
    _exit(127);
}

bool process_run(Arena *arena, const StringVector *words, const char *folder, int *status, Error *error)
{
    char **arguments = argument_list(arena, words);
    if (!words->count || !program_exists(arena, words->items[0])) {
        error_set(error, ERROR_COMMAND, "there is no program '%s'", words->count ? words->items[0] : "");
        error_hint(error, "install it, or put its folder on $PATH");
        return false;
    }
    fflush(stdout);
    pid_t child = fork();
    if (child < 0)
        return error_set(error, ERROR_FILE, "cannot start '%s': %s", words->items[0], strerror(errno));
    if (child == 0) {
        if (!folder || chdir(folder) == 0)
            exec_program(arguments);
        _exit(127);
    }
    int raw = 0;
    while (waitpid(child, &raw, 0) < 0 && errno == EINTR)
        continue;
    *status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
    return true;
}

FILE *process_feed(Arena *arena, const StringVector *words, pid_t *child)
{
    char **arguments = argument_list(arena, words);
    int ends[2];
    *child = 0;
    if (!program_exists(arena, words->items[0]) || pipe(ends) != 0)
        return NULL;
    fflush(stdout);
    pid_t started = fork();
    if (started == 0) {
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        close(ends[1]);
        exec_program(arguments);
    }
    close(ends[0]);
    if (started < 0) {
        close(ends[1]);
        return NULL;
    }
    *child = started;
    return fdopen(ends[1], "w");
}

static void run_quietly(char **arguments, int output)
{
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDERR_FILENO);
    dup2(output, STDOUT_FILENO);
    exec_program(arguments);
}

/* Reads to the end, the size limit or the time limit; true at the end. */
static bool read_all(int from, int64_t until, const atomic_bool *stops, Text *output)
{
    enum { MAX_BYTES = 4 << 20, STOP_MILLISECONDS = 50 };
    char bytes[4096];
    for (;;) {
        int64_t left = until - clock_milliseconds();
        struct pollfd source = {from, POLLIN, 0};
        if (left <= 0 || output->length > MAX_BYTES || (stops && atomic_load(stops)))
            return false;
        int ready = poll(&source, 1, stops && left > STOP_MILLISECONDS ? STOP_MILLISECONDS : (int)left);
        if (ready < 0)
            return false;
        if (!ready)
            continue;
        ssize_t length = read(from, bytes, sizeof bytes);
        if (length <= 0)
            return length == 0;
        text_append_bytes(output, bytes, (size_t)length);
    }
}

bool process_read(Arena *arena, const StringVector *words, const ProcessPlace *place, int milliseconds, Text *output,
                  int *status)
{
    char **arguments = argument_list(arena, words);
    char **variables = place && place->environment ? argument_list(arena, place->environment) : NULL;
    int ends[2], raw = 0;
    /* Closed on exec: a program that another thread starts meanwhile would hold the pipe open. */
    if (!words->count || !program_exists(arena, words->items[0]) || pipe2(ends, O_CLOEXEC) != 0)
        return false;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        if (place && place->folder && chdir(place->folder) != 0)
            _exit(127);
        if (variables)
            environ = variables;
        run_quietly(arguments, ends[1]);
    }
    close(ends[1]);
    bool ended =
        child > 0 && read_all(ends[0], clock_milliseconds() + milliseconds, place ? place->stops : NULL, output);
    close(ends[0]);
    if (child > 0 && !ended)
        kill(child, SIGKILL);
    while (child > 0 && waitpid(child, &raw, 0) < 0 && errno == EINTR)
        continue;
    *status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128;
    return ended;
}

void process_wait(pid_t child)
{
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        continue;
}

/* ---- editor -------------------------------------------------------------------- */

bool editor_words(Arena *arena, StringVector *words, Error *error)
{
    static const char *const known[] = {"sensible-editor", "editor", "nano", "vim", "code"};
    static const char *const variables[] = {"EDITOR", "VISUAL"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return words_split(arena, value, words) ||
                   error_set(error, ERROR_COMMAND, "$%s is not a command: %s", variables[i], value);
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (program_exists(arena, known[i])) {
            vector_push(arena, words, known[i]);
            return true;
        }
    }
    error_set(error, ERROR_COMMAND, "No editor found. Set the 'EDITOR' or 'VISUAL' environment variable.");
    return false;
}
