/* The rules over the operations of a script. */
#ifndef LIMBECK_SRC_WORKSPACE_LINT_HISTORY_H
#define LIMBECK_SRC_WORKSPACE_LINT_HISTORY_H

#include "internal.h"

/* Shows an operation to the rules; `state` is a LintSession. */
void lint_observe(void *state, const Operation *operation, int line, bool is_outside);

#endif
