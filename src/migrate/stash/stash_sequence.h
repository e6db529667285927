/* Stashes the position of a sequence, as a table of one row. */
#ifndef LIMBECK_SRC_MIGRATE_STASH_STASH_SEQUENCE_H
#define LIMBECK_SRC_MIGRATE_STASH_STASH_SEQUENCE_H

#include "limbeck/migrate/stash.h"

/* The query for last_value and is_called; NULL when there is no such sequence. */
bool sequence_stash_query(Arena *arena, Database *database, const Loss *loss, const char **select, Error *error);
/* The sequences dropped together with the table, or with its column. */
bool sequences_of(Arena *arena, Database *database, const Loss *loss, LossVector *sequences, Error *error);
/* *same: the sequence exists and its position is unchanged. */
bool sequence_is_unmoved(Arena *arena, const ExecuteRequest *request, const Stash *stash, bool *same, Error *error);
/* Restores the position, unless the sequence is already further ahead. */
bool sequence_restore(Arena *arena, const ExecuteRequest *request, const Stash *stash, Error *error);

#endif
