/* A run as log lines of a command line. */
#ifndef LIMBECK_SRC_WORKSPACE_PROGRESS_LOG_H
#define LIMBECK_SRC_WORKSPACE_PROGRESS_LOG_H

#include "internal.h"

/* The receiver for a command line: notices and waits as log lines, rows on a status line, or in
 * the log now and then. */
void workspace_print_progress(void *workspace, const ProgressEvent *event);

#endif
