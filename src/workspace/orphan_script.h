/* What git remembers of a script that is not there. */
#ifndef LIMBECK_SRC_WORKSPACE_ORPHAN_SCRIPT_H
#define LIMBECK_SRC_WORKSPACE_ORPHAN_SCRIPT_H

#include "internal.h"

/* What git remembers of a script that is not there. */
typedef struct Orphan {
    const char *id;
    const char *commit, *date, *author, *subject; /* that brought it, changed it or took it away */
    bool was_removed;
    const char *path; /* in the repository */
    const char *folder, *script;
} Orphan;

bool workspace_find_orphan(Workspace *workspace, Arena *arena, const char *id, Orphan *orphan);

#endif
