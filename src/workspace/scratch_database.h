/* A temporary database: in memory on SQLite, a new database on the configured server on PostgreSQL. */
#ifndef LIMBECK_SRC_WORKSPACE_SCRATCH_DATABASE_H
#define LIMBECK_SRC_WORKSPACE_SCRATCH_DATABASE_H

#include "internal.h"

#include "limbeck/alembic/evaluation.h"
#include "limbeck/workspace/workspace.h"

typedef struct ScratchDatabase {
    Workspace *workspace;
    Database *database; /* NULL: not open */
    Database *server;   /* PostgreSQL: connection that created it */
    DatabaseUrl *url;
    const char *name;
} ScratchDatabase;

/* Until it is closed, cancel requests go to this connection. */
bool scratch_database_open(Workspace *workspace, Arena *arena, ScratchDatabase *scratch, Error *error);
/* Runs a file of SQL, such as the output of pg_dump --schema-only. */
bool scratch_database_load(ScratchDatabase *scratch, const char *path, Error *error);
void scratch_database_close(ScratchDatabase *scratch);

/* Creates the schemas and extensions that the project's database has and no script creates: scripts may need them. */
bool scratch_prepare(ScratchDatabase *scratch, Arena *arena, Error *error);

/* Runs and commits one step; env.py may roll back on the project's own database, but not here. */
bool scratch_step(ScratchDatabase *scratch, ScriptSession *session, const Revision *revision, bool downgrade,
                  Error *error);

#endif
