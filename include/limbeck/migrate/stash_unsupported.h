/* What --stash cannot keep of what a step destroys or overwrites, and why: asked for a run as
 * it comes to it, and for a preview before it.
 *
 *     StringVector sentences = {0};
 *     if (!stash_unsupported_in_preview(arena, database, &preview, &sentences, error)) ...
 */
#ifndef LIMBECK_MIGRATE_STASH_UNSUPPORTED_H
#define LIMBECK_MIGRATE_STASH_UNSUPPORTED_H

#include "limbeck/migrate/preview.h"

/* *why: "column t.note cannot be kept: ..."; NULL: it can be, or there is no such thing. */
bool stash_unsupported_loss(Arena *arena, Database *database, const Loss *loss, const char **why, Error *error);

/* *why: the triggers of its table, where it changes rows; NULL: there are none. */
bool stash_unsupported_triggers(Arena *arena, Database *database, const Loss *loss, const char **why, Error *error);

/* *why: those of the names that are functions of the application, which may write; NULL: none. */
bool stash_unsupported_functions(Arena *arena, Database *database, const StringVector *names, const char **why,
                                 Error *error);

/* What goes with the rows of `loss`, by foreign keys. */
bool loss_dependents(Arena *arena, Database *database, const Loss *loss, LossVector *dependents, Error *error);

/* "line 7: ...: NOT kept", each once, in the order of the script. `database` is in no transaction. */
bool stash_unsupported_in_preview(Arena *arena, Database *database, const Preview *preview, StringVector *sentences,
                                  Error *error);

#endif
