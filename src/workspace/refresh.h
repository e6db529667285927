/* What is known of the database, read again. */
#ifndef LIMBECK_SRC_WORKSPACE_REFRESH_H
#define LIMBECK_SRC_WORKSPACE_REFRESH_H

#include "internal.h"

void workspace_refresh(void *workspace);
/* Gives way to any other job. */
void workspace_refresh_yielding(void *workspace);
/* After a run of ours: what moved is not another program's doing. */
void workspace_refresh_after(Workspace *workspace, const RunSnapshot *run);
/* The connection is lost; `earlier` says why, NULL: the server does not answer. */
void workspace_refresh_failed(Workspace *workspace, const Error *earlier);
/* The same, where a job has found it lost. */
void workspace_note_lost(Workspace *workspace);

#endif
