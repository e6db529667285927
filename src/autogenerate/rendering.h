/* What the parts of rendering share. */
#ifndef LIMBECK_SRC_AUTOGENERATE_RENDERING_H
#define LIMBECK_SRC_AUTOGENERATE_RENDERING_H

#include "limbeck/autogenerate/render.h"
#include "limbeck/base/text.h"

typedef struct Renderer {
    Arena *arena;
    const RenderOptions *options;
    StringVector imports; /* each once */
    bool in_batch;
    Error *error;
} Renderer;

/* As Python's repr() writes a string; NULL is None. */
void append_python_text(Text *out, const char *text);
/* ['a', 'b'] */
void append_python_names(Text *out, const StringVector *names);
void append_python_bool(Text *out, bool truth);

/* "op." or "batch_op." */
const char *operations_prefix(const Renderer *self);
/* A name; op.f('...') when no convention may touch it. */
void append_name(Renderer *self, Text *out, const char *name, bool is_final);

/* render_type.c */
bool append_type(Renderer *self, Text *out, const SqlType *type);

/* render_column.c */
bool append_column(Renderer *self, Text *out, const Column *column);
/* What follows server_default=; false where there is nothing to write. */
bool append_server_default(Renderer *self, Text *out, const Column *column);
bool append_options(Renderer *self, Text *out, const OptionVector *options);
bool expression_text(Renderer *self, const Expression *expression, const char **text);

/* render_table.c */
bool append_create_table(Renderer *self, Text *out, const Operation *operation);

#endif
