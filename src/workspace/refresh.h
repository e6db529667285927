/* Refresh of the database snapshot. */
#ifndef LIMBECK_SRC_WORKSPACE_REFRESH_H
#define LIMBECK_SRC_WORKSPACE_REFRESH_H

#include "internal.h"

void workspace_refresh(void *workspace);
/* Yields to any other job. */
void workspace_refresh_yielding(void *workspace);
/* After a run of this limbeck: its changes are not reported as another program's. */
void workspace_refresh_after(Workspace *workspace, const RunSnapshot *run);
/* The connection is lost; `earlier`: the reason; NULL: the server does not answer. */
void workspace_refresh_failed(Workspace *workspace, const Error *earlier);
/* Publishes the loss when a job found the connection lost. */
void workspace_note_lost(Workspace *workspace);

#endif
