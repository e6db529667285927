/* graph: draws the revisions as text, or for Graphviz and Mermaid. */
#include "json_output.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

#include <string.h>

enum { OPTION_TEXT, OPTION_DOT, OPTION_MERMAID };

static const Option options[] = {
    {"--text", NULL, NULL, "as lines and letters, newest first (the default)", ARGUMENT_NONE, NULL},
    {"--dot", NULL, NULL, "for Graphviz", ARGUMENT_NONE, NULL},
    {"--mermaid", NULL, NULL, "for Mermaid", ARGUMENT_NONE, NULL},
    {0}};

/* ---- text ------------------------------------------------------------------------ */

static void print_text(VerbCall *call, const RevisionMap *map, const RevisionVector *order)
{
    bool ascii = call->global->ascii;
    const LanePicture *picture = lane_picture(call->arena, graph_view(call->arena, map, order, NULL));
    RevisionFormat format = {.branches = true, .doc = true, .colours = verb_colours(call)};
    for (size_t i = 0; i < picture->row_count; i++) {
        const LaneRow *row = &picture->rows[i];
        const char *lanes = lane_row_text(call->arena, row, ascii ? "*" : "●", ascii);
        const char *line = format_revision(call->arena, row->revision, &format);
        int padding = (int)(picture->widest + 1) - text_width(lanes);
        fprintf(call->out, "%s%*s%.*s\n", lanes, padding > 0 ? padding : 0, "", (int)strcspn(line, "\n"), line);
    }
}

/* ---- Graphviz ---------------------------------------------------------------------- */

/* Quotes and escapes: ids of scripts may contain any text. */
static const char *quoted(Arena *arena, const char *text, const char *quote)
{
    text = shown_text(arena, text, false);
    Text out = text_in(arena);
    text_append_char(&out, '"');
    for (const char *at = text_harmless(arena, text, false); *at; at++) {
        if (*at == '"')
            text_append(&out, quote);
        else if (*at == '\\')
            text_append(&out, "\\\\");
        else
            text_append_char(&out, *at);
    }
    text_append_char(&out, '"');
    return text_string(&out);
}

static void print_dot(VerbCall *call, const RevisionVector *order)
{
    Arena *arena = call->arena;
    fprintf(call->out, "digraph revisions {\n    rankdir=BT;\n    node [shape=box, fontname=\"monospace\"];\n");
    for (size_t i = 0; i < order->count; i++) {
        const Revision *revision = order->items[i];
        const char *label =
            quoted(arena, arena_format(arena, "%s: %s", revision->id, revision_message(arena, revision)), "\\\"");
        fprintf(call->out, "    %s [label=%s%s];\n", quoted(arena, revision->id, "\\\""), label,
                revision_is_head(revision) ? ", style=bold" : "");
    }
    for (size_t i = 0; i < order->count; i++) {
        const Revision *revision = order->items[i];
        const char *id = quoted(arena, revision->id, "\\\"");
        for (size_t k = 0; k < revision->parents.count; k++)
            fprintf(call->out, "    %s -> %s;\n", quoted(arena, revision->parents.items[k]->id, "\\\""), id);
        for (size_t k = 0; k < revision->dependencies.count; k++)
            fprintf(call->out, "    %s -> %s [style=dashed];\n",
                    quoted(arena, revision->dependencies.items[k]->id, "\\\""), id);
    }
    fprintf(call->out, "}\n");
}

/* ---- Mermaid ------------------------------------------------------------------------- */

static void print_mermaid(VerbCall *call, const RevisionVector *order)
{
    Arena *arena = call->arena;
    fprintf(call->out, "flowchart BT\n");
    for (size_t i = 0; i < order->count; i++) {
        const Revision *revision = order->items[i];
        fprintf(
            call->out, "    r%zu[%s]\n", revision->index,
            quoted(arena, arena_format(arena, "%s: %s", revision->id, revision_message(arena, revision)), "#quot;"));
    }
    for (size_t i = 0; i < order->count; i++) {
        const Revision *revision = order->items[i];
        for (size_t k = 0; k < revision->parents.count; k++)
            fprintf(call->out, "    r%zu --> r%zu\n", revision->parents.items[k]->index, revision->index);
        for (size_t k = 0; k < revision->dependencies.count; k++)
            fprintf(call->out, "    r%zu -.-> r%zu\n", revision->dependencies.items[k]->index, revision->index);
    }
}

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    if (!workspace)
        return false;
    RevisionVector order = {0};
    path_all(call->arena, workspace_map(workspace), &order);
    if (call->global->json)
        json_print(call->out, json_revisions(&order, NULL));
    else if (is_given(&call->options, OPTION_DOT))
        print_dot(call, &order);
    else if (is_given(&call->options, OPTION_MERMAID))
        print_mermaid(call, &order);
    else
        print_text(call, workspace_map(workspace), &order);
    workspace_close(workspace);
    return true;
}

const Verb verb_graph = {
    .name = "graph", .help = "Draw the revisions.", .options = options, .is_long = true, .run = run};
