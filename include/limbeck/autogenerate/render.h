/* Differences as the Python of a migration script: the directives and their arguments
 * that Alembic would write.
 *
 *     RenderOptions options = {dialect, "op.", "sa.", false};
 *     RenderedScript script;
 *     if (!render_script(arena, &options, &differences, &script, error)) ...
 */
#ifndef LIMBECK_AUTOGENERATE_RENDER_H
#define LIMBECK_AUTOGENERATE_RENDER_H

#include "limbeck/autogenerate/compare.h"

typedef struct RenderOptions {
    const Dialect *dialect;
    const char *operations_prefix;
    const char *sqlalchemy_prefix;
    bool as_batch;
} RenderOptions;

/* The bodies of the two functions, indented but for their first line, as templates take
 * them; and the lines that they need beside `op` and `sa`. */
typedef struct RenderedScript {
    const char *upgrades, *downgrades;
    const char *imports; /* "" for none */
} RenderedScript;

bool render_script(Arena *arena, const RenderOptions *options, const Differences *differences, RenderedScript *script,
                   Error *error);

/* One operation, several lines maybe. */
bool render_operation(Arena *arena, const RenderOptions *options, const Operation *operation, const char **text,
                      Error *error);

#endif
