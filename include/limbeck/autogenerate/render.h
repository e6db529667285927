/* Renders differences as the Python of a migration script, with the directives and arguments that
 * Alembic would write.
 *
 *     RenderOptions options = {dialect, "op.", "sa.", false};
 *     RenderedScript script;
 *     if (!render_script(arena, &options, &differences, &script, error)) ... */
#ifndef LIMBECK_AUTOGENERATE_RENDER_H
#define LIMBECK_AUTOGENERATE_RENDER_H

#include "limbeck/autogenerate/compare.h"

/* What render_item() of env.py is asked about: of what is not NULL, the first. */
typedef struct RenderedItem {
    const char *kind; /* "type", "column", "server_default", "primary_key", "foreign_key", "unique", "check" */
    const SqlType *type;
    const Constraint *constraint;
    const Column *column;
} RenderedItem;

/* *text NULL: it does not render this. Adds to the imports. */
typedef bool ItemRenderer(void *state, const RenderedItem *item, const char **text, StringVector *imports,
                          Error *error);

typedef struct RenderOptions {
    const Dialect *dialect;
    const char *operations_prefix;
    const char *sqlalchemy_prefix;
    bool as_batch;
    const char *user_prefix; /* of the application's own types; NULL: the module of each */
    ItemRenderer *item;      /* NULL: env.py has no render_item() */
    void *item_state;
} RenderOptions;

/* The bodies of upgrade() and downgrade(), indented except the first line, as templates expect; and the
 * imports they need in addition to `op` and `sa`. */
typedef struct RenderedScript {
    const char *upgrades, *downgrades;
    const char *imports; /* "" when none are needed */
} RenderedScript;

/* Renders as Alembic's autogenerate. The texts are in `arena`. False where limbeck has no text for a difference. */
bool render_script(Arena *arena, const RenderOptions *options, const Differences *differences, RenderedScript *script,
                   Error *error);

/* Renders parts one by one, and keeps the imports that they need.
 *
 *     Renderer *renderer = renderer_new(arena, &options);
 *     if (!renderer_operation(renderer, operation, false, &text, error)) ...
 *     script.imports = renderer_imports(renderer, &more); */
typedef struct Renderer Renderer;

/* In `arena`, as all its texts. `options` must outlive it. The functions return false, with the error set, for what
 * has no text. */
Renderer *renderer_new(Arena *arena, const RenderOptions *options);
bool renderer_operation(Renderer *self, const Operation *operation, bool in_batch, const char **text, Error *error);
bool renderer_column(Renderer *self, const Column *column, const char **text, Error *error);
bool renderer_type(Renderer *self, const SqlType *type, const char **text, Error *error);
/* The value of server_default= of the column; "None" where it has no default. */
bool renderer_default(Renderer *self, const Column *column, const char **text, Error *error);
/* Sorted, with those of `more`. */
const char *renderer_imports(Renderer *self, const StringVector *more);

/* The body of upgrade() or downgrade() around such texts. A text may have several lines; "" ends a batch. */
const char *render_lines(Arena *arena, const StringVector *lines);

/* Renders one operation, possibly as several lines. */
bool render_operation(Arena *arena, const RenderOptions *options, const Operation *operation, const char **text,
                      Error *error);

#endif
