#ifndef LIMBECK_SRC_WORKSPACE_INTERNAL_H
#define LIMBECK_SRC_WORKSPACE_INTERNAL_H

#include "settings/settings.h"
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

/* What was printed about a run on the command line. */
typedef struct ProgressLog {
    StringVector printed_notices; /* notices already printed */
    int64_t waiting_printed;      /* when a wait was last printed; 0: not waiting */
    int64_t queue_printed;        /* the same for sessions waiting for this run */
    int64_t rows_started;         /* when the present rows began */
    int64_t rows_first;           /* rows done at that time */
    int64_t rows_last, rows_total;
    int64_t rows_shown, rows_logged; /* when row counts were last printed, on the status line and in the log */
} ProgressLog;

/* `arena` is used by the opening thread until the worker starts, then only by the worker. */
struct Workspace {
    Arena *arena;
    Config *config;
    ModuleNotes modules; /* that env.py and its imports read */
    ScriptDirectory *directory;
    StringVector folders; /* of the scripts */
    Settings settings;
    Pace pace;
    atomic_bool writes_stash, allows_partial_stash, restores_stash; /* see workspace_set_stash() */
    atomic_bool stops, waits;                                       /* stop before each statement; a statement is
                                                                     * stopped now */
    int breaks[MAX_BREAKPOINTS]; /* lines of the next step's script; not changed while it runs */
    size_t break_count;
    Worker *worker;
    Worker *commit_worker; /* runs git; NULL: not started */
    atomic_bool commit_lookup_stops;
    bool offline;
    const char *tag;
    const char *title;
    /* used only by the worker */
    Database *database;
    ScriptEnvironments environments; /* one per database that env.py migrates */
    ScriptEnvironment environment;   /* of the selected database */
    size_t which;                    /* index of the selected database */
    bool environment_known;
    bool environment_needs_answers; /* env.py reads the database before it decides */
    Error environment_error;
    DatabaseUrl *url;
    ProgressLog progress;             /* of the run, for the command line */
    struct AnswerLimit *answer_limit; /* of the running job; NULL: no limit */
    bool was_connected;               /* to this database: a lost connection is reopened */
    unsigned tries;                   /* attempts to reconnect so far */
    unsigned yielded_refreshes;       /* refreshes that yielded so far */
    /* shared by all threads */
    pthread_mutex_t mutex;
    SnapshotPlace database_place, preview_place, other_place, schema_place, run_place, plan_place, inspection_place,
        comparison_place, commits_place;
    uint64_t generation;
    atomic_bool cancelled;
    _Atomic int64_t rows_read_at, polled_at,
        refresh_due_at;     /* see workspace_rows_read_at() and workspace_refresh_due() */
    atomic_bool commit_out; /* COMMIT was sent and is not answered yet */
    Canceller *canceller;
    int wake[2];
};

/* All functions below run on the worker. */
/* Runs the SET statements of env.py on the connection. */
bool workspace_set_session(const Workspace *workspace, Database *database, Error *error);
/* Before a run: whether env.py, followed again, decides the same; it does where it read nothing. */
bool workspace_environment_holds(Workspace *workspace, Error *error);
/* False with an error when [limbeck] has read_only = true. */
bool workspace_check_writable(const Workspace *workspace, Error *error);
bool workspace_environment(Workspace *workspace, Error *error);
/* The same for a command that connects: where env.py is refused because of what it asks the database, it is followed
 * again with the answers. */
bool workspace_connected_environment(Workspace *workspace, Error *error);
bool workspace_connect(Workspace *workspace, Error *error);
/* model_comparison.c: `revision` where revision_environment is set. *path is NULL where env.py wants no script. */
bool generate_in_environment(Workspace *workspace, Arena *arena, const GenerateRequest *request, const char **path,
                             Error *error);
void workspace_disconnect(Workspace *workspace);
/* Records the folders that scripts were read from. */
void workspace_record_folders(Workspace *workspace);
void workspace_use_database(Workspace *workspace, size_t index);
void workspace_wake(Workspace *workspace);

/* From the settings, for a run that reports to `receiver`. */
Supervision workspace_supervision(Workspace *workspace, ProgressReceiver *receiver, void *state);

#endif
