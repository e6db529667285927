/* The position of a sequence, kept like a table of one row. */
#ifndef LIMBECK_SRC_MIGRATE_STASH_STASH_SEQUENCE_H
#define LIMBECK_SRC_MIGRATE_STASH_STASH_SEQUENCE_H

#include "limbeck/migrate/stash.h"

/* The query that gives last_value and is_called; NULL where there is no such sequence. */
bool sequence_to_keep(Arena *arena, Database *database, const Loss *loss, const char **select, Error *error);
/* Those that go with the table, or with its column. */
bool sequences_of(Arena *arena, Database *database, const Loss *loss, LossVector *sequences, Error *error);
/* *same: it is there, and where it was. */
bool sequence_is_unmoved(Arena *arena, const ExecuteRequest *request, const Stash *stash, bool *same, Error *error);
/* Never behind where it is now. */
bool sequence_restore(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error);

#endif
