/* Runs the lint rules over a range of revisions.
 *
 *     Findings findings = {0};
 *     LintWanted range = {.lower = "base", .upper = "heads", .dialect = "postgresql"};
 *     if (workspace_lint(workspace, arena, &range, &findings, error) && findings.count)
 *         show("%s: %s", findings.items[0].rule, findings.items[0].message);
 */
#ifndef LIMBECK_WORKSPACE_LINT_HISTORY_H
#define LIMBECK_WORKSPACE_LINT_HISTORY_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/graph/revision.h"
#include "limbeck/workspace/workspace.h"

/* A finding of a rule, or a rule itself. */
typedef struct Finding {
    const Revision *revision;
    const char *severity; /* "advice", "note", "warning", "loss" */
    const char *rule, *message;
    const char *remedy;  /* NULL: none */
    const char *dialect; /* of a rule; NULL: all dialects */
    int line;            /* 0: the whole script */
    int rank;            /* number of the severity, for comparing */
    bool is_silenced;    /* silenced by a comment in the script */
} Finding;

typedef VECTOR(Finding) Findings;
typedef struct LintWanted {
    const char *lower, *upper; /* as in the range of `limbeck history` */
    const char *dialect;       /* NULL: the dialect of the URL */
    bool down;
} LintWanted;

/* Oldest revision first; needs no database. */
bool workspace_lint(Workspace *workspace, Arena *arena, const LintWanted *limits, Findings *findings, Error *error);
void workspace_rules(Arena *arena, Findings *rules);
int finding_rank(const char *severity);

#endif
