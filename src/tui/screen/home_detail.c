/* The selected revision: what it is, its script, its SQL both ways. */
#include "limbeck/tui/screen/screen.h"

#include <string.h>

static const char *const mode_names[DETAIL_COUNT] = {"script", "upgrade", "downgrade"};

static int draw_tabs(Application *application, Surface *surface, Area area)
{
    int x = area.x + 1;
    for (int i = 0; i < DETAIL_COUNT; i++) {
        bool chosen = (DetailMode)i == application->detail;
        int width = (int)strlen(mode_names[i]);
        if (x + width >= area.x + area.width)
            break;
        surface_text(surface, x, area.y, width, chosen ? STYLE_CURRENT : STYLE_MUTED, mode_names[i]);
        if (chosen)
            surface_select(surface, (Area){x - 1, area.y, width + 2, 1});
        x += width + 3;
    }
    return 1;
}

static const char *facts_of(Application *application, const Revision *revision)
{
    Arena *arena = application->frame;
    Text text = text_in(arena);
    text_append_format(&text, "%s  ← %s", revision->id,
                       revision->down_revisions.count ? string_vector_join(arena, &revision->down_revisions, ", ")
                                                      : "base");
    if (revision->depends_on.count)
        text_append_format(&text, "  needs %s", string_vector_join(arena, &revision->depends_on, ", "));
    if (revision->all_labels.count)
        text_append_format(&text, "  [%s]", string_vector_join(arena, &revision->all_labels, ", "));
    if (revision->create_date)
        text_append_format(&text, "  %.10s", revision->create_date);
    return text_string(&text);
}

static void script_lines(Application *application, const Revision *revision, StringVector *lines)
{
    const char *content = workspace_script(application->workspace, revision);
    int number = 1;
    for (const char *at = content; at && *at; number++) {
        size_t length = strcspn(at, "\n");
        size_t shown = length && at[length - 1] == '\r' ? length - 1 : length;
        vector_push(application->frame, lines, arena_format(application->frame, "%4d  %.*s", number, (int)shown, at));
        at += length + (at[length] == '\n');
    }
}

static void preview_lines(Application *application, const Revision *revision, int width, StringVector *lines)
{
    Arena *arena = application->frame;
    bool downgrade = application->detail == DETAIL_DOWNGRADE;
    const PreviewSnapshot *preview = application->preview;
    if (!preview_matches(preview, revision, downgrade)) {
        vector_push(arena, lines, "rendering ...");
        return;
    }
    int line = 0;
    for (size_t i = 0; i < preview->lines.count; i++) {
        if (preview->lines.items[i].line != line) {
            line = preview->lines.items[i].line;
            vector_push(arena, lines, arena_format(arena, "-- line %d", line));
        }
        wrap_text(arena, preview->lines.items[i].sql, width, lines);
        vector_push(arena, lines, "");
    }
    if (preview->question_line)
        vector_push(arena, lines,
                    arena_format(arena, "-- from line %d on: depends on the rows", preview->question_line));
    if (preview->error.kind != ERROR_NONE)
        wrap_text(arena, error_render(arena, &preview->error), width, lines);
    else if (!preview->lines.count)
        vector_push(arena, lines, "-- no SQL");
    for (size_t i = 0; i < preview->notes.count; i++)
        wrap_text(arena, arena_format(arena, "-- note: %s", preview->notes.items[i]), width, lines);
}

void draw_detail(Application *application, Surface *surface, Area area)
{
    const Revision *revision = application_selected(application);
    StringVector lines = {0};
    if (!revision)
        return;
    draw_rule(surface, &application->glyphs, area.x, area.y, area.width, application_title(application, revision),
              application->pane == PANE_DETAIL);
    surface_text(surface, area.x + 1, area.y + 1, area.width - 1, STYLE_MUTED, facts_of(application, revision));
    draw_tabs(application, surface, (Area){area.x + 1, area.y + 2, area.width - 1, 1});
    if (application->detail == DETAIL_SCRIPT) {
        script_lines(application, revision, &lines);
    } else {
        /* Under a dialog the worker answers the dialog. */
        if (application->screen == &screen_home || application->screen == &screen_search)
            application_want_preview(application, revision, application->detail == DETAIL_DOWNGRADE);
        preview_lines(application, revision, area.width - 2, &lines);
    }
    int rows = area.height - 4, most = (int)lines.count - rows;
    if (application->detail_scroll > most)
        application->detail_scroll = most > 0 ? most : 0;
    for (int i = 0; i < rows && application->detail_scroll + i < (int)lines.count; i++)
        draw_sql_line(surface, area.x + 1, area.y + 4 + i, area.width - 1, lines.items[application->detail_scroll + i]);
    if (most > application->detail_scroll)
        surface_text(surface, area.x + area.width - 7, area.y + area.height - 1, 7, STYLE_MUTED,
                     application->glyphs.ascii ? " more v" : " more ↓");
}
