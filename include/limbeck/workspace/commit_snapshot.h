/* What git knows of each script: who added it, when, and the first release that has it.
 *
 *     workspace_post_commits(workspace);
 *     ...
 *     const CommitSnapshot *commits = workspace_commits(workspace);
 *     const ScriptCommit *commit = commits ? commits->of[0] : NULL;
 *     show("%s", commit ? commit->author : "not in git");
 *     snapshot_release(commits);
 */
#ifndef LIMBECK_WORKSPACE_COMMIT_SNAPSHOT_H
#define LIMBECK_WORKSPACE_COMMIT_SNAPSHOT_H

#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/workspace.h"

typedef struct ScriptCommit {
    const char *author;  /* of the commit that added the script */
    const char *date;    /* of that commit: "2024-03-01" */
    const char *release; /* the oldest tag that contains it; NULL: none */
} ScriptCommit;

typedef struct CommitSnapshot {
    const ScriptCommit **of; /* by Revision.index; NULL: git does not have the script */
    size_t count;            /* of the scripts that git has */
} CommitSnapshot;

/* The latest one, to be released; NULL: not looked up yet. */
const CommitSnapshot *workspace_commits(Workspace *workspace);
/* Looks them up with git, on a thread. Reads objects and refs only, as limbeck-security(7) says. */
void workspace_post_commits(Workspace *workspace);

#endif
