/* Chooses a face: the command line with a verb, the terminal without one. */
#include "limbeck/cli/cli.h"
#include "limbeck/database/database.h"
#include "limbeck/python/interpreter.h"
#include "limbeck/tui/application.h"
#include "limbeck/tui/terminal/terminal.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static bool open_terminal(const GlobalOptions *options, bool teaches, Error *error)
{
    if (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO)) {
        error_set(error, ERROR_USAGE, "standard output is not a terminal, and no verb was given");
        error_hint(error, "give a verb, such as: limbeck history; limbeck --help lists them");
        return false;
    }
    ApplicationOptions application = {.workspace = options->workspace,
                                      .pictures = options->pictures,
                                      .no_color = options->no_color,
                                      .ascii = options->ascii,
                                      .teaches = teaches,
                                      .fleet = options->fleet};
    return application_run(&application, error);
}

/* For bug reports. */
static void print_version(Arena *arena)
{
    StringVector libraries = {0};
    database_libraries(arena, &libraries);
    const char *others[] = {terminal_library(), python_pattern_library(arena), text_library(arena),
                            json_library(arena)};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        vector_push(arena, &libraries, others[i]);
    printf("limbeck %s\n%s\n", LIMBECK_VERSION, string_vector_join(arena, &libraries, ", "));
}

int main(int argument_count, char **arguments)
{
    Arena *arena = arena_new();
    GlobalOptions options;
    Error error = {0};
    int rest, status = 0;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of its write */
    bool understood = cli_global_options(arena, argument_count, arguments, &options, &rest, &error);
    options.open_terminal = open_terminal;
    if (!understood)
        status = cli_report(&error); // NOLINT(bugprone-branch-clone): the other error is found later
    else if (options.wants_help)
        cli_print_help();
    else if (options.wants_version)
        print_version(arena);
    else if (rest < argument_count)
        status = cli_run(arena, &options, argument_count - rest, arguments + rest);
    else if (!open_terminal(&options, false, &error))
        status = cli_report(&error);
    arena_free(arena);
    return status;
}
