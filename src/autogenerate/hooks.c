#include "limbeck/autogenerate/hooks.h"

bool hook_render_item(void *state, const RenderedItem *item, const char **text, StringVector *imports, Error *error)
{
    const HookItems *self = state;
    const DirectiveItem asked = {item->kind, item->type, item->constraint, item->column};
    return script_models_render_item(self->models, &asked, self->arena, text, imports, error);
}

bool hook_render_part(void *state, DirectivePart part, const void *item, bool in_batch, const char **text, Error *error)
{
    Renderer *renderer = state;
    switch (part) {
    case DIRECTIVE_OPERATION:
        return renderer_operation(renderer, item, in_batch, text, error);
    case DIRECTIVE_COLUMN:
        return renderer_column(renderer, item, text, error);
    case DIRECTIVE_TYPE:
        return renderer_type(renderer, ((const Column *)item)->type, text, error);
    case DIRECTIVE_DEFAULT:
        return renderer_default(renderer, item, text, error);
    }
    return false;
}
