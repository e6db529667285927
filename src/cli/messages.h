/* "Generating FILE ...  done", as Alembic tells what it does. */
#ifndef LIMBECK_SRC_CLI_MESSAGES_H
#define LIMBECK_SRC_CLI_MESSAGES_H

#include "limbeck/workspace/workspace.h"
#include "verb.h"

/* Tells on the call's `out`; wrapped and indented when a person sits before it. */
StatusReceiver status_messages(VerbCall *call);
void say_message(void *call, const char *line);

#endif
