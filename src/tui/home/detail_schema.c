/* The schema before and after a revision: added, removed and unchanged lines. */
#include "detail.h"
#include "limbeck/workspace/schema_snapshot.h"

#include <string.h>

static void add(Application *application, StyledLines *lines, Style style, int width, const char *text)
{
    add_lines(application, lines, (StyledLine){.style = style}, width, text);
}

static void add_schema_line(Application *application, StyledLines *lines, const SchemaLine *line, int width)
{
    Style style = line->mark == '+' ? STYLE_APPLIED : line->mark == '-' ? STYLE_DANGER : STYLE_MUTED;
    if (line->mark)
        add(application, lines, style, width, arena_format(application->frame, "%c %s", line->mark, line->text));
    else
        add(application, lines, STYLE_LABEL, width, line->text);
}

void collect_schema(Application *application, const Revision *revision, int width, StyledLines *lines)
{
    Arena *arena = application->frame;
    bool may_ask = !application->screen->is_dialog; /* while a dialog is open the worker serves the dialog */
    const SchemaSnapshot *schema =
        may_ask ? application_request_schema(application, revision) : application->latest.schema;
    if (!schema || schema->revision != revision) {
        add(application, lines, STYLE_MUTED, width, "replaying the history ...");
        return;
    }
    if (schema->error.kind != ERROR_NONE) {
        add(application, lines, STYLE_WARNING, width, error_render(arena, &schema->error));
        return;
    }
    for (size_t i = 0; i < schema->lines.count; i++)
        add_schema_line(application, lines, &schema->lines.items[i], width);
    if (!schema->lines.count)
        add(application, lines, STYLE_MUTED, width, "it changes no table");
    if (schema->opaque.count)
        add(application, lines, STYLE_WARNING, width, "Not known from the scripts:");
    for (size_t i = 0; i < schema->opaque.count; i++)
        add(application, lines, STYLE_MUTED, width, schema->opaque.items[i]);
}
