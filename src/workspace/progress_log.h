/* Progress of a run, for the command line. */
#ifndef LIMBECK_SRC_WORKSPACE_PROGRESS_LOG_H
#define LIMBECK_SRC_WORKSPACE_PROGRESS_LOG_H

#include "internal.h"

/* The receiver for the command line: notices and waits go to the log, row counts to a status line, or to the log at
 * intervals. */
void workspace_print_progress(void *workspace, const ProgressEvent *event);

#endif
