/* Scratch databases whose limbeck was killed: nobody would drop them. */
#ifndef LIMBECK_SRC_WORKSPACE_SCRATCH_SCRATCH_LEFTOVERS_H
#define LIMBECK_SRC_WORKSPACE_SCRATCH_SCRATCH_LEFTOVERS_H

#include "limbeck/database/database.h"

/* Drops those made over this database whose owner is gone, and names others that nobody uses;
 * *names: those that are left. */
bool scratch_leftovers_drop(Arena *arena, Database *server, StringVector *names, Error *error);

/* Until the connection ends this database is in use; before it is made. */
bool scratch_claim(Arena *arena, Database *server, const char *name, Error *error);
/* Says which database's locks tell whether its owner is gone; after it is made. */
bool scratch_mark(Arena *arena, Database *server, const char *name, Error *error);

#endif
