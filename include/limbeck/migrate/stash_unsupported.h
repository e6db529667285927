/* What --stash cannot keep of the data that a step destroys or overwrites, and why. Checked before a run
 * for its preview, and during the run.
 *
 *     StringVector sentences = {0};
 *     if (!stash_unsupported_in_previews(arena, database, &preview, 1, &sentences, error)) ... */
#ifndef LIMBECK_MIGRATE_STASH_UNSUPPORTED_H
#define LIMBECK_MIGRATE_STASH_UNSUPPORTED_H

#include "limbeck/migrate/preview.h"

/* *why: "column t.note cannot be kept: ..."; NULL when it can be kept or does not exist. */
bool stash_unsupported_loss(Arena *arena, Database *database, const Loss *loss, const char **why, Error *error);

/* *why: triggers on the table whose rows change; NULL: none. */
bool stash_unsupported_triggers(Arena *arena, Database *database, const Loss *loss, const char **why, Error *error);

/* *why: those of `names` that are user-defined functions, which may write; NULL: none. */
bool stash_unsupported_functions(Arena *arena, Database *database, const StringVector *names, const char **why,
                                 Error *error);

/* Rows of other tables that foreign keys delete or change together with `loss`. */
bool loss_dependents(Arena *arena, Database *database, const Loss *loss, LossVector *dependents, Error *error);

/* For each preview sentences like "line 7: ...: NOT kept", each once, in the order of the script. All queries of all
 * previews cost two round trips. Call it outside a transaction. */
bool stash_unsupported_in_previews(Arena *arena, Database *database, const Preview *previews, size_t count,
                                   StringVector *sentences, Error *error);

#endif
