/* Status lines in Alembic's format: "Generating FILE ...  done". */
#ifndef LIMBECK_SRC_CLI_MESSAGES_H
#define LIMBECK_SRC_CLI_MESSAGES_H

#include "limbeck/workspace/workspace.h"
#include "verb.h"

/* Prints to the call's `out`; wrapped and indented on a terminal. */
StatusReceiver status_messages(VerbCall *call);
void print_line_message(void *call, const char *line);

#endif
