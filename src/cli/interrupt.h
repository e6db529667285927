/* Ctrl-C on the command line: stops the statement under way, and lets the run undo
 * itself; a second one ends the program at once. */
#ifndef LIMBECK_SRC_CLI_INTERRUPT_H
#define LIMBECK_SRC_CLI_INTERRUPT_H

#include "limbeck/workspace/workspace.h"
#include "verb.h"

/* As verb_workspace_tagged(); signals are held before it is opened, so that its threads
 * leave them to us. */
Workspace *interruptible_workspace(VerbCall *call, bool offline, const char *tag, Error *error);
void interruptible_close(Workspace *workspace);

#endif
