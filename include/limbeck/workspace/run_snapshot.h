/* A step during its run and after it.
 *
 *     const DatabaseSnapshot *confirmed = workspace_database(workspace); // what the user saw
 *     workspace_post_step(workspace, revision, false, confirmed);
 *     ...
 *     const RunSnapshot *run = workspace_run(workspace);
 *     if (run && run->failed)
 *         show("%s", run->error.message);
 *     snapshot_release(run);
 *     snapshot_release(confirmed);
 */
#ifndef LIMBECK_WORKSPACE_RUN_SNAPSHOT_H
#define LIMBECK_WORKSPACE_RUN_SNAPSHOT_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/graph/revision.h"
#include "limbeck/migrate/logged_statements.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/stamp_rows.h"
#include "limbeck/workspace/workspace.h"

enum { MAX_RATES = 48 };

typedef struct RunSnapshot {
    uint64_t generation;
    const Revision *revision;
    bool downgrade;
    bool rehearses;    /* a rehearsal: nothing is committed */
    size_t step_count; /* of a rehearsal: more than 1 when it is of a path that begins with `revision` */
    bool stamps;       /* changes the version table only */
    bool rolls_back;   /* env.py rolls back, and the version table was read again to confirm it */
    bool finished;
    bool failed;
    Error error;
    int64_t started; /* clock_milliseconds() */
    int64_t ended;
    LoggedStatements statements;
    int64_t in_batches_of;      /* rows per batch of the running statement; 0: not in batches */
    int64_t batch_milliseconds; /* duration of the last batch */
    bool has_committed;         /* batches of this step are committed, by this run or an interrupted one */
    int64_t rows_committed;     /* rows changed by those batches */
    int64_t rows_done;
    int64_t rows_total;       /* 0: no query is being processed */
    int64_t rows_started;     /* clock_milliseconds() of the first row */
    int64_t rates[MAX_RATES]; /* recent rows per second, oldest first */
    size_t rate_count;
    bool is_stopped;            /* stopped before the last of the statements; `changes` are those so far */
    bool in_transaction;        /* the stopped step is in a transaction */
    int stopped_line;           /* of the script */
    const char *waiting_for;    /* name of who is waited for; NULL: not waiting */
    int64_t blocker;            /* pid of the first session waited for; 0: none */
    int64_t retry, retries;     /* number of the next try, and how many there are at most */
    int64_t retry_at;           /* clock_milliseconds() when it begins; 0: none is awaited */
    bool commit_out;            /* COMMIT was sent and is not answered yet */
    const char *queue;          /* sessions waiting for the step; NULL: none, or unknown */
    const char *committed_part; /* which part of the running step is committed; NULL: nothing */
    const char *locks;          /* locks held by the open step; NULL: none, or unknown */
    StringVector notes;
    StringVector changes; /* schema changes of the step; for a rehearsal, its findings */
} RunSnapshot;

/* The latest one, to be released; NULL: nothing was run. */
const RunSnapshot *workspace_run(Workspace *workspace);
/* Runs one step. Fails unless the version table still holds the rows of `confirmed`, the state that the user saw. */
void workspace_post_step(Workspace *workspace, const Revision *revision, bool downgrade,
                         const DatabaseSnapshot *confirmed);
/* A run of one or more steps: those that ended before the last one, the last one, and those not begun. */
typedef struct RunReport {
    const RunSnapshot *const *first;
    size_t first_count;
    const RunSnapshot *last;
    RevisionVector not_begun;
    const DatabaseSnapshot *database;
    bool is_read_after_run; /* `database` was read after the run */
} RunReport;

/* Writes the report as Markdown and JSON next to the journal; *path is the Markdown file. */
bool workspace_save_report(Arena *arena, const RunReport *run, const char **path, Error *error);
/* The folder for pictures of screens, with the reports next to the journal; NULL: there is none. */
const char *workspace_pictures(Arena *arena);
/* Writes the picture of a screen. `folder` NULL: as workspace_pictures() says. */
bool workspace_save_picture(Arena *arena, const char *folder, const char *svg, size_t length, const char **path,
                            Error *error);
void workspace_post_rehearsal(Workspace *workspace, const Revision *revision, bool downgrade,
                              const DatabaseSnapshot *confirmed);
/* Rehearses several steps in one transaction; published as a run snapshot of the first. */
void workspace_post_path_rehearsal(Workspace *workspace, const Revision *const *steps, size_t count, bool downgrade,
                                   const DatabaseSnapshot *confirmed);
/* Published as a run snapshot of the revision. */
void workspace_post_stamp(Workspace *workspace, const Revision *revision, const StampOptions *options,
                          const DatabaseSnapshot *confirmed);

#endif
