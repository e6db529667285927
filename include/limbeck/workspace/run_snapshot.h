/* A step while it runs, and after. */
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

enum { MOST_RATES = 48 };

typedef struct RunSnapshot {
    uint64_t generation;
    const Revision *revision;
    bool downgrade;
    bool rehearses;  /* nothing of it stays */
    bool stamps;     /* the version table alone */
    bool rolls_back; /* env.py does, and the version table was looked at again */
    bool finished;
    bool failed;
    Error error;
    int64_t started; /* clock_milliseconds() */
    int64_t ended;
    LoggedStatements statements;
    int64_t in_batches_of;      /* rows: the statement under way commits each; 0: it does not run in batches */
    int64_t batch_milliseconds; /* of the last one */
    bool has_committed;         /* batches of this step, in this run or before it was interrupted */
    int64_t rows_committed;     /* by them */
    int64_t rows_done;
    int64_t rows_total;        /* 0: no query is being worked through */
    int64_t rows_started;      /* clock_milliseconds() of the first row */
    int64_t rates[MOST_RATES]; /* rows a second, lately, oldest first */
    size_t rate_count;
    bool is_stopped;         /* before the last of the statements; `changes` are those so far */
    bool in_transaction;     /* that is */
    int stopped_line;        /* of the script */
    const char *waiting_for; /* whom; NULL: nobody */
    bool commit_out;         /* COMMIT is sent and not answered yet */
    const char *queue;       /* who waits for the step; NULL: no session does, or it is not known */
    const char *kept;        /* what of the step is committed for good though it has not ended; NULL: nothing */
    const char *locks;       /* what the step holds, while it is open; NULL: nothing, or not known */
    StringVector notes;
    StringVector changes; /* what the step changed in the schema; of a rehearsal, what it found */
} RunSnapshot;

const RunSnapshot *workspace_run(Workspace *workspace);
/* Runs the one step; the version table must still hold the rows of `seen`, on which the
 * person decided. */
void workspace_post_step(Workspace *workspace, const Revision *revision, bool downgrade, const DatabaseSnapshot *seen);
/* A run of one step or of several: those that ended before the last one, and those that were not begun. */
typedef struct RunReport {
    const RunSnapshot *const *first;
    size_t first_count;
    const RunSnapshot *last;
    RevisionVector not_begun;
    const DatabaseSnapshot *database;
    bool is_looked_up; /* `database` was read after the run */
} RunReport;

/* What was done and how it ended, as Markdown and as JSON beside the journal; *path is of
 * the Markdown. */
bool workspace_save_report(Arena *arena, const RunReport *run, const char **path, Error *error);
void workspace_post_rehearsal(Workspace *workspace, const Revision *revision, bool downgrade,
                              const DatabaseSnapshot *seen);
/* Told as a run of the revision. */
void workspace_post_stamp(Workspace *workspace, const Revision *revision, const StampOptions *options,
                          const DatabaseSnapshot *seen);

#endif
