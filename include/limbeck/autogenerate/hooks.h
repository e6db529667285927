/* The functions of env.py that take part in rendering: process_revision_directives() asks the renderer for parts of a
 * script, and render_item() writes some of them itself.
 *
 *     EnvironmentRequest environment = {...};
 *     HookItems items = {script_models_open(directory, &environment, 0, error), arena};
 *     RenderOptions options = {.dialect = dialect, .item = hook_render_item, .item_state = &items};
 *     DirectiveRequest request = {.render = hook_render_part, .state = renderer_new(arena, &options)}; */
#ifndef LIMBECK_AUTOGENERATE_HOOKS_H
#define LIMBECK_AUTOGENERATE_HOOKS_H

#include "limbeck/alembic/directives.h"
#include "limbeck/autogenerate/render.h"

typedef struct HookItems {
    ScriptModels *models;
    Arena *arena; /* of the texts */
} HookItems;

/* An ItemRenderer; its state is a HookItems. */
bool hook_render_item(void *state, const RenderedItem *item, const char **text, StringVector *imports, Error *error);

/* A DirectiveRenderer; its state is a Renderer. */
bool hook_render_part(void *state, DirectivePart part, const void *item, bool in_batch, const char **text,
                      Error *error);

#endif
