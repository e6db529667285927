/* Which revision brought each part of a table, and who wrote it. */
#ifndef LIMBECK_SRC_WORKSPACE_TABLE_BLAME_H
#define LIMBECK_SRC_WORKSPACE_TABLE_BLAME_H

#include "internal.h"

typedef struct PartOrigin {
    const char *part;     /* name of a column, an index or a constraint; "": the table itself */
    const char *revision; /* its id */
    const char *date;     /* "2024-03-01"; "" when neither git nor the script has it */
    const char *author;   /* "" when git does not know the script */
} PartOrigin;

typedef VECTOR(PartOrigin) PartOrigins;

/* According to the scripts of the database's present rows. Empty when none of them creates the table. */
bool workspace_blame_table(Workspace *workspace, Arena *arena, const char *name, PartOrigins *origins, Error *error);

#endif
