#ifndef LIMBECK_SRC_WORKSPACE_INTERNAL_H
#define LIMBECK_SRC_WORKSPACE_INTERNAL_H

#include "settings.h"
#include "worker/canceller.h"
#include "worker/snapshot.h"

#include "limbeck/lint/lint.h"
#include "limbeck/migrate/execute.h"
#include "limbeck/migrate/journal.h"
#include "limbeck/migrate/offline.h"
#include "limbeck/migrate/preview.h"
#include "limbeck/workspace/data_loss.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/stamp_rows.h"
#include "limbeck/workspace/worker.h"
#include "limbeck/workspace/workspace.h"

/* What a command line was told of a run. */
typedef struct ProgressLog {
    StringVector told;    /* notices */
    int64_t waiting_told; /* when a wait was last told; 0: nobody is waited for */
    int64_t queue_told;   /* the same of those who wait for us */
    int64_t rows_started; /* of the rows under way */
    int64_t rows_first;   /* that were done by then */
    int64_t rows_last, rows_total;
    int64_t rows_shown, rows_told; /* when, on the status line and in the log */
} ProgressLog;

/* `arena` is written by the opening thread before the worker starts and by the
 * worker alone afterwards. */
struct Workspace {
    Arena *arena;
    Config *config;
    ScriptDirectory *directory;
    StringVector folders; /* of the scripts */
    Settings settings;
    Pace pace;
    atomic_bool writes_stash, allows_partial_stash, restores_stash; /* see workspace_set_stash() */
    atomic_bool stops, waits;                                       /* before each statement; before one of them now */
    int breaks[MAX_BREAKPOINTS]; /* lines of the next step's script; nobody touches them while it runs */
    size_t break_count;
    Worker *worker;
    bool offline;
    const char *tag;
    const char *title;
    /* the worker's own */
    Database *database;
    ScriptEnvironments environments; /* one a database that env.py migrates */
    ScriptEnvironment environment;   /* the one at work */
    size_t which;                    /* it is */
    bool environment_known;
    Error environment_error;
    DatabaseUrl *url;
    ProgressLog progress;             /* of the run, for the command line */
    struct AnswerLimit *answer_limit; /* of the job at work; NULL: it waits as long as it takes */
    bool was_connected;               /* to this database: a lost connection is made again */
    unsigned tries;                   /* to make it again, so far */
    unsigned put_offs;                /* of a refresh that gave way, so far */
    /* shared */
    pthread_mutex_t mutex;
    SnapshotPlace database_place, preview_place, other_place, schema_place, run_place, plan_place, look_place;
    uint64_t generation;
    atomic_bool cancelled;
    _Atomic int64_t seen, polled, due; /* see workspace_rows_read_at() and workspace_refresh_due() */
    atomic_bool commit_out;            /* COMMIT is sent and not answered */
    Canceller *canceller;
    int wake[2];
};

/* All of these run on the worker. */
/* What env.py sets on its connection. */
bool workspace_set_session(const Workspace *workspace, Database *database, Error *error);
/* False, saying so, where [limbeck] has read_only = true. */
bool workspace_check_writable(const Workspace *workspace, Error *error);
bool workspace_environment(Workspace *workspace, Error *error);
bool workspace_connect(Workspace *workspace, Error *error);
void workspace_disconnect(Workspace *workspace);
/* The folders that scripts came from. */
void workspace_record_folders(Workspace *workspace);
void workspace_use_database(Workspace *workspace, size_t index);
void workspace_wake(Workspace *workspace);

/* Of the settings, for a run that tells `receiver`. */
Supervision workspace_supervision(Workspace *workspace, ProgressReceiver *receiver, void *state);

#endif
