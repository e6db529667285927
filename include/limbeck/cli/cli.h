/* The command line: one verb a file, a table of verbs. */
#ifndef LIMBECK_CLI_CLI_H
#define LIMBECK_CLI_CLI_H

#include "limbeck/workspace/workspace.h"

/* What stands before the verb. */
typedef struct GlobalOptions {
    /* The other face, for a verb that needs it. */
    bool (*open_terminal)(const struct GlobalOptions *options, bool teaches, Error *error);
    WorkspaceOptions workspace;
    bool quiet;
    bool wants_help;
    bool wants_version;
    bool no_color;
    bool no_pager;
    bool json;
    bool ascii;
} GlobalOptions;

/* Reads the options before the verb. *rest is the index of the verb, or
 * argument_count without one. */
bool cli_global_options(Arena *arena, int argument_count, char **arguments, GlobalOptions *options, int *rest,
                        Error *error);

/* Runs the verb; the answer is the exit status. */
int cli_run(Arena *arena, const GlobalOptions *options, int argument_count, char **arguments);

/* "jansson 2.14" */
const char *json_library(Arena *arena);

void cli_print_help(void);
int cli_report(const Error *error); /* prints it; the answer is the exit status */

#endif
