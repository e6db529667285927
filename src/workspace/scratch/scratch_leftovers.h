/* Temporary databases left behind by a limbeck that was killed. */
#ifndef LIMBECK_SRC_WORKSPACE_SCRATCH_SCRATCH_LEFTOVERS_H
#define LIMBECK_SRC_WORKSPACE_SCRATCH_SCRATCH_LEFTOVERS_H

#include "limbeck/database/database.h"

/* Drops those created from this database whose owner has ended; *names: those that remain because they are in use. */
bool scratch_leftovers_drop(Arena *arena, Database *server, StringVector *names, Error *error);

/* Locks the name until the connection ends; call it before creating the database. */
bool scratch_claim(Arena *arena, Database *server, const char *name, Error *error);
/* Records in the new database under which database its owner holds the lock; call it after creating it. */
bool scratch_mark(Arena *arena, Database *server, const char *name, Error *error);

#endif
