/* Collects the operations of a script for the lint rules. */
#ifndef LIMBECK_SRC_WORKSPACE_LINT_HISTORY_H
#define LIMBECK_SRC_WORKSPACE_LINT_HISTORY_H

#include "internal.h"

/* A Preview.observer; `state` is a LintSession. */
void lint_observe(void *state, const Operation *operation, int line, bool is_outside);

#endif
