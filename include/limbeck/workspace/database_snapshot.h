/* The state of the database, as last read.
 *
 *     const DatabaseSnapshot *now = workspace_refresh_and_wait(workspace);
 *     if (now && snapshot_knows_pending(now))
 *         show("%zu pending", now->pending);
 *     snapshot_release(now);
 */
#ifndef LIMBECK_WORKSPACE_DATABASE_SNAPSHOT_H
#define LIMBECK_WORKSPACE_DATABASE_SNAPSHOT_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/graph/revision.h"
#include "limbeck/migrate/half_done.h"
#include "limbeck/workspace/workspace.h"

typedef struct SnapshotTable {
    const char *name;
    const char *quoted; /* quoted for the server */
    int64_t rows;       /* -1: unknown */
    bool estimated;
    int64_t bytes; /* -1: unknown */
} SnapshotTable;

typedef struct DatabaseSnapshot {
    uint64_t generation;
    bool loading; /* nothing has been read yet */
    bool connected;
    Error error;            /* reason for not being connected */
    int64_t lost;           /* when the connection was lost, in milliseconds since 1970 */
    int64_t last_seen;      /* when the rows were last read before the loss, in milliseconds since 1970; 0: never */
    StringVector last_rows; /* version rows at that time */
    const char *product;
    const char *database;
    const char *role;
    const char *host;
    const char *url;  /* without its password */
    const char *name; /* name, when env.py migrates several databases; NULL when there is only one */
    size_t database_count;
    size_t which;        /* index into `names` */
    StringVector names;  /* of all databases; empty when there is only one */
    const char *notices; /* that the server sent at login; NULL: none */
    bool is_sqlite;
    bool read_only;
    int64_t milliseconds; /* duration of the refresh */
    bool rows_known;      /* the version table was read */
    bool has_version_table;
    int64_t moved;        /* clock_milliseconds() when a change by another program was noticed; 0: none */
    StringVector rows;    /* of the version table */
    StringVector unknown; /* version rows without a script */
    HalfDone half_done;   /* step interrupted between two batches */
    RevisionSet applied;  /* by Revision.index */
    RevisionSet current;
    size_t pending;
    VECTOR(SnapshotTable) tables;
    int64_t bytes;
    int64_t sessions;
    int64_t measured; /* clock_milliseconds() when tables, bytes and sessions were counted; 0: not yet */
} DatabaseSnapshot;

/* Each returns the latest snapshot, to be released with snapshot_release(); NULL while there is none. */
const DatabaseSnapshot *workspace_database(Workspace *workspace);
/* Posts a refresh and waits for its snapshot. */
const DatabaseSnapshot *workspace_refresh_and_wait(Workspace *workspace);
/* True when it is known for every revision whether it is applied. */
bool snapshot_knows_pending(const DatabaseSnapshot *database);
void workspace_post_refresh(Workspace *workspace);
/* Reads the version rows in one round trip, and refreshes everything if they changed. Yields to any other call; does
 * nothing without a connection. */
void workspace_post_poll(Workspace *workspace);
/* clock_milliseconds() at which the next refresh must be posted, after one that yielded or a lost connection; 0:
 * none. */
int64_t workspace_refresh_due(const Workspace *workspace);
/* clock_milliseconds() of the last successful read of the version rows, and of the last attempt; 0: never. */
int64_t workspace_rows_read_at(const Workspace *workspace);
int64_t workspace_last_poll(const Workspace *workspace);
/* Selects another of the databases that env.py migrates. */
void workspace_post_select(Workspace *workspace, size_t index);

#endif
