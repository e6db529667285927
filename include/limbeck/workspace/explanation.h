/* What limbeck found of a project, and where: for `limbeck explain`.
 *
 *     Explanation explanation = {0};
 *     workspace_explain(workspace, arena, &explanation);
 *     show("%s", explanation.next);
 */
#ifndef LIMBECK_WORKSPACE_EXPLANATION_H
#define LIMBECK_WORKSPACE_EXPLANATION_H

#include "limbeck/project/module_note.h"
#include "limbeck/workspace/workspace.h"

typedef struct Explanation {
    const char *ini, *section;
    const char *script_location, *env_path;
    size_t revisions;
    StringVector search_path; /* where modules are looked for, in order */
    bool is_followed;         /* env.py, to its end; else `stopped` says where it stopped */
    Error stopped;
    const char *url, *url_origin; /* without its password; NULL where none is known */
    const char *version_table;    /* with its schema; NULL where it is not known */
    const char *transaction;      /* the statements that are rolled back together after a failure */
    const char *naming;
    const char *target_metadata;
    ModuleNotes modules;
    const char *next; /* the one thing to do now */
} Explanation;

/* Nothing connects. What could not be found out is said in the explanation. */
void workspace_explain(Workspace *workspace, Arena *arena, Explanation *explanation);

#endif
