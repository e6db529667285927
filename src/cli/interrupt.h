/* Ctrl-C on the command line: stops the statement under way, and lets the run undo
 * itself; a second one ends the program at once. */
#ifndef LIMBECK_SRC_CLI_INTERRUPT_H
#define LIMBECK_SRC_CLI_INTERRUPT_H

#include "limbeck/workspace/workspace.h"

/* Before the workspace is opened, so that its threads leave signals to us. */
void interrupts_hold(void);
void interrupts_to(Workspace *workspace);
/* Before the workspace is closed. */
void interrupts_end(void);

#endif
