/* A database that is made for a while: in memory on SQLite, on PostgreSQL one of its own
 * beside the configured one. */
#ifndef LIMBECK_SRC_WORKSPACE_SCRATCH_DATABASE_H
#define LIMBECK_SRC_WORKSPACE_SCRATCH_DATABASE_H

#include "internal.h"
#include "limbeck/workspace/workspace.h"

typedef struct ScratchDatabase {
    Workspace *workspace;
    Database *database; /* NULL: not open */
    Database *server;   /* PostgreSQL: the connection that made it */
    DatabaseUrl *url;
    const char *name;
} ScratchDatabase;

/* Until it is closed, to cancel is to cancel what it does. */
bool scratch_database_open(Workspace *workspace, Arena *arena, ScratchDatabase *scratch, Error *error);
/* The statements of a file of SQL, such as pg_dump --schema-only writes. */
bool scratch_database_load(ScratchDatabase *scratch, const char *path, Error *error);
void scratch_database_close(ScratchDatabase *scratch);

#endif
