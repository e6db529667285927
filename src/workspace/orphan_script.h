/* The script of an orphan row, as found in git. */
#ifndef LIMBECK_SRC_WORKSPACE_ORPHAN_SCRIPT_H
#define LIMBECK_SRC_WORKSPACE_ORPHAN_SCRIPT_H

#include "internal.h"

/* The script of an orphan row, as found in git. */
typedef struct Orphan {
    const char *id;
    const char *commit, *date, *author, *subject; /* of the commit that added, changed or deleted it */
    bool was_removed;
    const char *path; /* relative to the repository */
    const char *folder, *script;
} Orphan;

bool workspace_find_orphan(Workspace *workspace, Arena *arena, const char *id, Orphan *orphan);

#endif
