/* Questions and notices of a verb, on the terminal rather than in its output. */
#ifndef LIMBECK_SRC_CLI_CONFIRM_H
#define LIMBECK_SRC_CLI_CONFIRM_H

#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

/* Prints to standard error that a step was interrupted between two batches, or that this is unknown. True when one
 * was. */
bool print_half_done(VerbCall *call, Workspace *workspace);
/* As print_half_done(), with what was read. */
bool print_half_done_read(VerbCall *call, Workspace *workspace, HalfDone *read, bool *is_known);

/* For a database marked confirm = typed. `given`: the argument of --confirm; NULL: ask on the terminal. `what`: what
 * is about to happen. */
bool confirm_writing(VerbCall *call, Workspace *workspace, const char *what, const char *given, Error *error);

#define CONFIRM_OPTION                                                                                                 \
    {                                                                                                                  \
        "--confirm", NULL, "DATABASE", "its name, where [limbeck] requires it to be typed", ARGUMENT_TEXT, NULL        \
    }

/* Asks on the terminal; ANSWER_NOBODY when there is none. */
typedef enum { ANSWER_NOBODY, ANSWER_NO, ANSWER_YES } Answer;
Answer ask_yes_or_no(const char *question);

/* With --batch-size on a terminal: says what the user gives up, and asks whether to continue. */
bool confirm_batches(VerbCall *call, Workspace *workspace, Error *error);

/* With --stash: lists what cannot be kept before the run, and asks; without a terminal refuses, unless
 * --stash-what-can-be was given. */
bool confirm_stash_limits(VerbCall *call, Workspace *workspace, const char *target, bool downgrade, Error *error);

#endif
