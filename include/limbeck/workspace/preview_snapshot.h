/* What one step would run, and what is at stake. */
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
    int line;           /* of the script; 0: the whole of it */
    LossFigures figures;
} PreviewRisk;

typedef struct PreviewSnapshot {
    uint64_t generation;
    const Revision *revision;
    bool downgrade;
    size_t which;        /* of the databases it is for */
    bool is_live;        /* the database was asked, and answered */
    int64_t taken;       /* clock_milliseconds() */
    const char *dialect; /* "postgresql" */
    VECTOR(PreviewLine) lines;
    VECTOR(PreviewRisk) risks;
    StringVector notes;
    bool can_keep;       /* tables or columns go, or are overwritten */
    StringVector unkept; /* of what cannot be kept: "line 7: ...: NOT kept" */
    StringVector kept;   /* of what the opposite step took: "column users.email, 950 rows" */
    bool commits_midway;
    const char *rolls_back; /* env.py does: how and where; NULL: it commits */
    int question_line;      /* of the first read; what follows depends on the answer */
    Error error;            /* where it stopped, if it did, other than for want of an answer */
} PreviewSnapshot;

const PreviewSnapshot *workspace_preview(Workspace *workspace);
const PreviewSnapshot *workspace_other_preview(Workspace *workspace);
void workspace_post_preview(Workspace *workspace, const Revision *revision, bool downgrade);
/* As SQLite would have it where the database is PostgreSQL, and the other way round. */
void workspace_post_other_preview(Workspace *workspace, const Revision *revision, bool downgrade);

#endif
