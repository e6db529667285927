/* What one step would run, and which data is at risk.
 *
 *     workspace_post_preview(workspace, revision, false);
 *     ...
 *     const PreviewSnapshot *step = workspace_preview(workspace);
 *     if (step && step->revision == revision && step->lines.count)
 *         show("line %d: %s", step->lines.items[0].line, step->lines.items[0].sql);
 *     snapshot_release(step);
 */
#ifndef LIMBECK_WORKSPACE_PREVIEW_SNAPSHOT_H
#define LIMBECK_WORKSPACE_PREVIEW_SNAPSHOT_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/graph/revision.h"
#include "limbeck/workspace/data_loss.h"
#include "limbeck/workspace/workspace.h"

typedef struct PreviewLine {
    const char *sql;
    int line; /* of the script */
} PreviewLine;

typedef enum { PREVIEW_RISK_NOTE, PREVIEW_RISK_WARNING, PREVIEW_RISK_LOSS } PreviewRiskLevel;

typedef struct PreviewRisk {
    PreviewRiskLevel level;
    const char *rule, *message;
    const char *remedy; /* NULL: none */
    int line;           /* of the script; 0: the whole script */
    LossFigures figures;
} PreviewRisk;

/* PostgreSQL's lock modes of a table, weakest first. */
typedef enum {
    LOCK_NONE,
    LOCK_ACCESS_SHARE,
    LOCK_ROW_SHARE,
    LOCK_ROW_EXCLUSIVE,
    LOCK_SHARE_UPDATE_EXCLUSIVE,
    LOCK_SHARE,
    LOCK_SHARE_ROW_EXCLUSIVE,
    LOCK_EXCLUSIVE,
    LOCK_ACCESS_EXCLUSIVE
} LockMode;

typedef struct PreviewLock {
    const char *name; /* with its schema, if the script gives one */
    const char *schema, *table;
    LockMode mode;
} PreviewLock;

typedef VECTOR(PreviewLock) PreviewLocks;
/* "ACCESS EXCLUSIVE" */
const char *lock_mode_name(LockMode mode);

typedef struct PreviewSnapshot {
    uint64_t generation;
    const Revision *revision;
    bool downgrade;
    size_t which;              /* index of the database it is for */
    bool is_live;              /* the database answered the queries of the script */
    int64_t taken;             /* clock_milliseconds() */
    const char *dialect;       /* "postgresql" */
    const char *dialect_title; /* "PostgreSQL" */
    VECTOR(PreviewLine) lines;
    VECTOR(PreviewRisk) risks;
    StringVector notes;
    bool can_stash;           /* the step destroys or overwrites tables or columns */
    StringVector not_stashed; /* data the stash cannot keep: "line 7: ...: NOT kept" */
    StringVector restorable;  /* data the opposite step kept: "column users.email, 950 rows" */
    bool commits_midway;
    PreviewLocks locks;     /* on tables that exist before the step, PostgreSQL only; strongest first */
    bool locks_are_partial; /* it also runs SQL whose locks are not known */
    const char *reverse;    /* what the opposite direction does: "downgrade() has 2 operations"; NULL: not known */
    bool is_one_way;        /* it reverses nothing, or raises */
    const char *rolls_back; /* how and where env.py rolls back; NULL: it commits */
    int question_line;      /* line of the first read; statements after it depend on the answer */
    /* What the script does with the first rows of the query at `example_line`, as the database has them now. */
    VECTOR(PreviewLine) examples;
    int example_line;       /* 0: no example */
    int example_rows;       /* number of rows */
    bool has_more_examples; /* the rows lead to more statements than are listed */
    Error error;            /* error that stopped the script, if any, other than a missing answer */
} PreviewSnapshot;

/* The latest ones, to be released; NULL: none yet. The posts make the worker compute others. */
const PreviewSnapshot *workspace_preview(Workspace *workspace);
const PreviewSnapshot *workspace_other_preview(Workspace *workspace);
void workspace_post_preview(Workspace *workspace, const Revision *revision, bool downgrade);
/* A preview for the other dialect: SQLite when the database is PostgreSQL, and the reverse. */
void workspace_post_other_preview(Workspace *workspace, const Revision *revision, bool downgrade);

#endif
