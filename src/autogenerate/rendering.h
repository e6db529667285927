/* Shared by the parts of rendering. */
#ifndef LIMBECK_SRC_AUTOGENERATE_RENDERING_H
#define LIMBECK_SRC_AUTOGENERATE_RENDERING_H

#include "limbeck/autogenerate/render.h"
#include "limbeck/base/text.h"

struct Renderer {
    Arena *arena;
    const RenderOptions *options;
    StringVector imports; /* without duplicates */
    bool in_batch;
    Error *error;
};

/* A Python string literal, as repr() writes it; NULL is None. */
void append_python_text(Text *out, const char *text);
/* ['a', 'b'] */
void append_python_names(Text *out, const StringVector *names);
void append_python_bool(Text *out, bool truth);

/* True after an error, or where env.py rendered the item into `out`; *failed tells which. */
bool renders_item(Renderer *self, Text *out, const RenderedItem *item, bool *failed);

/* "op." or "batch_op." */
const char *operations_prefix(const Renderer *self);
/* A name; op.f('...') when no naming convention may change it. */
void append_name(Renderer *self, Text *out, const char *name, bool is_final);

/* render_type.c */
bool append_type(Renderer *self, Text *out, const SqlType *type);

/* render_column.c */
bool append_column(Renderer *self, Text *out, const Column *column);
/* Writes the value for server_default=; false when there is none. */
bool append_server_default(Renderer *self, Text *out, const Column *column);
bool append_options(Renderer *self, Text *out, const OptionVector *options);
bool expression_text(Renderer *self, const Expression *expression, const char **text);

/* render_table.c */
bool append_create_table(Renderer *self, Text *out, const Operation *operation);

#endif
