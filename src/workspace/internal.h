#ifndef LIMBECK_SRC_WORKSPACE_INTERNAL_H
#define LIMBECK_SRC_WORKSPACE_INTERNAL_H

#include "snapshot.h"

#include "limbeck/migrate/execute.h"
#include "limbeck/migrate/offline.h"
#include "limbeck/workspace/worker.h"
#include "limbeck/workspace/workspace.h"

/* `arena` is written by the opening thread before the worker starts and by the
 * worker alone afterwards. */
struct Workspace {
    Arena *arena;
    Config *config;
    ScriptDirectory *directory;
    Worker *worker;
    bool offline;
    const char *tag;
    const char *title;
    /* the worker's own */
    Database *database;
    ScriptEnvironments environments; /* one a database that env.py migrates */
    ScriptEnvironment environment;   /* the one at work */
    bool environment_known;
    Error environment_error;
    DatabaseUrl *url;
    StringVector told; /* notices given to the command line */
    /* shared */
    pthread_mutex_t mutex;
    SnapshotPlace database_place, preview_place, run_place;
    uint64_t generation;
    atomic_bool cancelled;
    Database *cancellable; /* the connection a cancel goes to; under the mutex */
    int wake[2];
};

/* All of these run on the worker. */
bool workspace_environment(Workspace *workspace, Error *error);
bool workspace_connect(Workspace *workspace, Error *error);
void workspace_disconnect(Workspace *workspace);
void workspace_wake(Workspace *workspace);

#endif
