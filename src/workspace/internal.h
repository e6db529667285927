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

typedef struct PathWanted {
    const char *target, *from; /* `from` NULL: where the database stands */
    PlanDirection direction;
    const StringVector *rows; /* of the version table, as last read; NULL: they are read now */
} PathWanted;

typedef struct PathFound {
    StringVector rows; /* of the version table, where it was asked */
    RevisionVector current, path;
    bool downgrade;
} PathFound;

bool workspace_find_path(Workspace *workspace, const PathWanted *wanted, Arena *arena, PathFound *found, Error *error);
/* What --stash would not keep of the step, a sentence each; none without a database. */
bool workspace_stash_limits_of_preview(Workspace *workspace, Arena *arena, const Preview *preview,
                                       StringVector *sentences, Error *error);
bool preview_has_losses(const Preview *preview);
MigrationStep *workspace_steps(Arena *arena, const RevisionVector *path, bool downgrade);

/* How long the job at work waits for an answer of the database, also for the login. */
typedef struct AnswerLimit {
    Workspace *workspace;
    int64_t most; /* milliseconds for one answer */
    bool yields;  /* to any job that waits */
    bool gave_way;
    Database *aside; /* that does not answer now; NULL: none */
} AnswerLimit;

void answer_limit_begin(AnswerLimit *answer_limit, Workspace *workspace, int64_t most, bool yields);
void answer_limit_end(AnswerLimit *answer_limit);
bool answer_limit_check(void *answer_limit, int64_t waited);
/* Of a job that can do without the database: where it does not answer there is none until the end. False then, or
 * where the connection was lost meanwhile; one question that took too long is as if it was not asked. */
void answer_limit_begin_optional(AnswerLimit *answer_limit, Workspace *workspace, int64_t most);
bool answer_limit_end_optional(AnswerLimit *answer_limit);
/* Of a connection that was made meanwhile. */
void answer_limit_attach(Workspace *workspace);

uint64_t workspace_next_generation(Workspace *workspace);
void workspace_publish(Workspace *workspace, SnapshotPlace *place, void *snapshot);
void workspace_refresh(void *workspace);
/* Gives way to any other job. */
void workspace_refresh_yielding(void *workspace);
/* After a run of ours: what moved is not another program's doing. */
void workspace_refresh_after(Workspace *workspace, const RunSnapshot *run);
/* The connection is lost; `earlier` says why, NULL: the server does not answer. */
void workspace_refresh_failed(Workspace *workspace, const Error *earlier);
/* The same, where a job has found it lost. */
void workspace_note_lost(Workspace *workspace);
/* Another program's move since `before` is told as such until the next refresh that somebody asks for. */
void workspace_note_move(const DatabaseSnapshot *before, DatabaseSnapshot *snapshot, const RunSnapshot *run);
/* The same rows, in any order. */
bool same_version_rows(const StringVector *left, const StringVector *right);

/* A posted job on one step; it owns its hold on the snapshot. */
typedef struct StepJob {
    Workspace *workspace;
    const Revision *revision;
    bool downgrade;
    bool rehearses;
    const DatabaseSnapshot *database;
} StepJob;

StepJob *step_job(Workspace *workspace, const Revision *revision, bool downgrade);

JournalFacts workspace_journal_facts(Workspace *workspace, Arena *arena, const MigrationStep *steps, size_t count);

/* Live figures of what is at stake; -1 where there are none to be had in a moment. */
bool workspace_count_loss(Workspace *workspace, Arena *arena, const Risk *risk, LossFigures *figures, Error *error);

/* What git remembers of a script that is not there. */
typedef struct Orphan {
    const char *id;
    const char *commit, *date, *author, *subject; /* that brought it, changed it or took it away */
    bool was_removed;
    const char *path; /* in the repository */
    const char *folder, *script;
} Orphan;

bool workspace_find_orphan(Workspace *workspace, Arena *arena, const char *id, Orphan *orphan);

/* Moves the rows of the version table and says so in the journal. */
bool workspace_write_stamp(Workspace *workspace, Arena *arena, const StampOptions *options, Supervision supervision,
                           Error *error);

/* Shows an operation to the rules; `state` is a LintSession. */
void lint_observe(void *state, const Operation *operation, int line, bool is_outside);

/* The receiver for a command line: notices and waits as log lines, rows on a status line, or in
 * the log now and then. */
void workspace_print_progress(void *workspace, const ProgressEvent *event);

#endif
