/* Renders differences as the Python of a migration script, with the directives and arguments that
 * Alembic would write.
 *
 *     RenderOptions options = {dialect, "op.", "sa.", false};
 *     RenderedScript script;
 *     if (!render_script(arena, &options, &differences, &script, error)) ... */
#ifndef LIMBECK_AUTOGENERATE_RENDER_H
#define LIMBECK_AUTOGENERATE_RENDER_H

#include "limbeck/autogenerate/compare.h"

typedef struct RenderOptions {
    const Dialect *dialect;
    const char *operations_prefix;
    const char *sqlalchemy_prefix;
    bool as_batch;
} RenderOptions;

/* The bodies of upgrade() and downgrade(), indented except the first line, as templates expect; and the
 * imports they need in addition to `op` and `sa`. */
typedef struct RenderedScript {
    const char *upgrades, *downgrades;
    const char *imports; /* "" when none are needed */
} RenderedScript;

bool render_script(Arena *arena, const RenderOptions *options, const Differences *differences, RenderedScript *script,
                   Error *error);

/* Renders one operation, possibly as several lines. */
bool render_operation(Arena *arena, const RenderOptions *options, const Operation *operation, const char **text,
                      Error *error);

#endif
