/* The command line: one verb per file, and a table of verbs. */
#ifndef LIMBECK_CLI_CLI_H
#define LIMBECK_CLI_CLI_H

#include "limbeck/workspace/workspace.h"

/* The options before the verb. */
typedef struct GlobalOptions {
    /* Opens the terminal interface, for verbs that need it. */
    bool (*open_terminal)(const struct GlobalOptions *options, bool teaches, Error *error);
    WorkspaceOptions workspace;
    struct FleetControl *fleet; /* for limbeck fleet, when it opens the terminal interface */
    const char *pictures;       /* folder for pictures of the screen; NULL: next to the journal */
    bool quiet;
    bool wants_help;
    bool wants_version;
    bool no_color;
    bool no_pager;
    bool json;
    bool ascii;
} GlobalOptions;

/* Parses the options before the verb. *rest: index of the verb, or argument_count when there is none. */
bool cli_global_options(Arena *arena, int argument_count, char **arguments, GlobalOptions *options, int *rest,
                        Error *error);

/* Runs the verb; returns the exit status. */
int cli_run(Arena *arena, const GlobalOptions *options, int argument_count, char **arguments);

/* "jansson 2.14" */
const char *json_library(Arena *arena);

/* On standard output. */
void cli_print_help(void);
int cli_report(const Error *error); /* prints the error and returns the exit status */

#endif
