/* The state of the database, as last read. */
#ifndef LIMBECK_WORKSPACE_DATABASE_SNAPSHOT_H
#define LIMBECK_WORKSPACE_DATABASE_SNAPSHOT_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/graph/revision.h"
#include "limbeck/migrate/half_done.h"
#include "limbeck/workspace/workspace.h"

typedef struct SnapshotTable {
    const char *name;
    const char *quoted; /* as the server takes it */
    int64_t rows;       /* -1: unknown */
    bool estimated;
    int64_t bytes; /* -1: unknown */
} SnapshotTable;

typedef struct DatabaseSnapshot {
    uint64_t generation;
    bool loading; /* nothing is known yet */
    bool connected;
    Error error;            /* why not */
    int64_t lost;           /* since when not, in milliseconds since 1970 */
    int64_t last_seen;      /* the rows were then read last, while not connected; 0: never */
    StringVector last_rows; /* of the version table, as they were */
    const char *product;
    const char *database;
    const char *role;
    const char *host;
    const char *url;  /* without its password */
    const char *name; /* of the databases that env.py migrates; NULL where there is only one */
    size_t database_count;
    size_t which;        /* of them */
    StringVector names;  /* of all; empty where there is only one */
    const char *notices; /* of the server at login; NULL: none */
    bool is_sqlite;
    bool read_only;
    int64_t milliseconds; /* the refresh took */
    bool rows_known;      /* the version table was read */
    bool has_version_table;
    int64_t moved;        /* clock_milliseconds() when another program's move was seen; 0: none was */
    StringVector rows;    /* of the version table */
    StringVector unknown; /* rows no script stands for */
    HalfDone half_done;   /* a step interrupted between two batches */
    RevisionSet applied;  /* by Revision.index */
    RevisionSet current;
    size_t pending;
    VECTOR(SnapshotTable) tables;
    int64_t bytes;
    int64_t sessions;
    int64_t measured; /* clock_milliseconds() when tables, bytes and sessions were counted; 0: not yet */
} DatabaseSnapshot;

/* Each returns the latest snapshot, to be given back with its release; NULL when
 * there is none yet. */
const DatabaseSnapshot *workspace_database(Workspace *workspace);
/* A new one, waited for. */
const DatabaseSnapshot *workspace_refresh_and_wait(Workspace *workspace);
/* Of every revision it is known whether the database has it. */
bool snapshot_knows_pending(const DatabaseSnapshot *database);
void workspace_post_refresh(Workspace *workspace);
/* Reads the rows of the version table in one round trip, and looks at everything again where
 * they changed. Gives way to any other call; nothing where there is no connection. */
void workspace_post_poll(Workspace *workspace);
/* clock_milliseconds() when the next refresh is to be posted: after one that gave way, or a lost connection; 0: none
 * is. */
int64_t workspace_refresh_due(const Workspace *workspace);
/* clock_milliseconds() when those rows were last read, and when that was last tried; 0: never. */
int64_t workspace_rows_read_at(const Workspace *workspace);
int64_t workspace_last_poll(const Workspace *workspace);
/* Another of the databases that env.py migrates. */
void workspace_post_select(Workspace *workspace, size_t index);

#endif
