/* Ctrl-C on the command line: cancels the running statement and lets the run roll back; a second one ends the program
 * at once. */
#ifndef LIMBECK_SRC_CLI_INTERRUPT_H
#define LIMBECK_SRC_CLI_INTERRUPT_H

#include "limbeck/workspace/workspace.h"
#include "verb.h"

/* As verb_workspace_tagged(). Blocks signals before opening, so that the workspace's threads do not receive them. */
Workspace *interruptible_workspace(VerbCall *call, bool offline, const char *tag, Error *error);
void interruptible_close(Workspace *workspace);

#endif
