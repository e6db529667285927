/* What a verb asks or tells a person beside its answer. */
#ifndef LIMBECK_SRC_CLI_CONFIRM_H
#define LIMBECK_SRC_CLI_CONFIRM_H

#include "limbeck/workspace/workspace.h"
#include "verb.h"

/* Says on standard error that a step was interrupted between two batches, or that this is not known. True: one was. */
bool tell_half_done(VerbCall *call, Workspace *workspace);

/* Where the database is marked confirm = typed. `given`: the word of --confirm, NULL where there
 * was none; then it is asked for on the terminal. `what` says what is about to happen. */
bool confirm_writing(VerbCall *call, Workspace *workspace, const char *what, const char *given, Error *error);

#define CONFIRM_OPTION                                                                                                 \
    {                                                                                                                  \
        "--confirm", NULL, "DATABASE", "its name, where the ini's [limbeck] wants it typed", ARGUMENT_TEXT, NULL       \
    }

/* Asked on the terminal; nobody where there is none. */
typedef enum { ANSWER_NOBODY, ANSWER_NO, ANSWER_YES } Answer;
Answer ask_yes_or_no(const char *question);

/* Where --batch-size was given and somebody sits there: what it gives up, and whether to go on. */
bool confirm_batches(VerbCall *call, Workspace *workspace, Error *error);

/* Where --stash was given: what cannot be kept is listed before anything runs; asked on a terminal,
 * refused without one, unless --stash-what-can-be was given. */
bool confirm_unkept(VerbCall *call, Workspace *workspace, const char *target, bool downgrade, Error *error);

#endif
