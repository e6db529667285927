/* The database's truth: where it is, what it holds. */
#include "limbeck/tui/screen/screen.h"

#include "limbeck/base/clock.h"

#include <string.h>

/* Where env.py migrates several, the interface shows the first. */
static const char *which_of(Application *application)
{
    const DatabaseSnapshot *database = application->database;
    if (database->database_count < 2)
        return "";
    return arena_format(application->frame, " (%s, 1 of %zu)", database->name ? database->name : "the first",
                        database->database_count);
}

/* What stands here is from before it was asked. */
static const char *refreshing_text(Application *application)
{
    int64_t waited = clock_milliseconds() - application->refresh_asked;
    if (!application->refreshing)
        return "";
    return waited < 1000
               ? " · refreshing"
               : arena_format(application->frame, " · NO ANSWER for %s", format_duration(application->frame, waited));
}

static const char *title_of(Application *application)
{
    const DatabaseSnapshot *database = application->database;
    if (!database)
        return "Database  connecting ...";
    if (!database->connected)
        return "Database  not connected";
    const char *refreshing = refreshing_text(application);
    if (database->is_sqlite)
        return arena_format(application->frame, "Database  %s%s%s · %lld ms%s", path_basename(database->database),
                            which_of(application), database->read_only ? " (read only)" : "",
                            (long long)database->milliseconds, refreshing);
    return arena_format(application->frame, "Database  %s@%s as %s%s%s · %lld ms%s", database->database,
                        database->host && *database->host ? database->host : "localhost", database->role,
                        which_of(application), database->read_only ? " (read only)" : "",
                        (long long)database->milliseconds, refreshing);
}

static void draw_fact(Application *application, Surface *surface, Area area, int row, const char *name,
                      const char *value, Style style)
{
    (void)application;
    if (row >= area.height)
        return;
    surface_text(surface, area.x, area.y + row, 9, STYLE_MUTED, name);
    surface_text(surface, area.x + 9, area.y + row, area.width - 9, style, value);
}

static void draw_facts(Application *application, Surface *surface, Area area)
{
    Arena *arena = application->frame;
    const DatabaseSnapshot *database = application->database;
    const char *rows = database->rows.count ? string_vector_join(arena, &database->rows, ", ") : "none (base)";
    draw_fact(application, surface, area, 0, "server", database->product, STYLE_TEXT);
    draw_fact(application, surface, area, 1, "version", rows, STYLE_CURRENT);
    draw_fact(application, surface, area, 2, "lag",
              arena_format(arena, "%zu revision%s", database->pending, database->pending == 1 ? "" : "s"),
              database->pending ? STYLE_PENDING : STYLE_APPLIED);
    if (database->unknown.count)
        draw_fact(application, surface, area, 3, "unknown",
                  arena_format(arena, "%s - no script has it", string_vector_join(arena, &database->unknown, ", ")),
                  STYLE_DANGER);
    else
        draw_fact(application, surface, area, 3, "size",
                  database->bytes >= 0 ? format_bytes(arena, database->bytes) : "?", STYLE_TEXT);
    if (database->sessions >= 0)
        draw_fact(
            application, surface, area, 4, "sessions",
            arena_format(arena, "%lld other%s", (long long)database->sessions, database->sessions == 1 ? "" : "s"),
            STYLE_TEXT);
}

static void draw_tables(Application *application, Surface *surface, Area area)
{
    Arena *arena = application->frame;
    const DatabaseSnapshot *database = application->database;
    int rows = area.height - 1, name_width = area.width - 24;
    if (name_width < 8)
        return;
    surface_text(surface, area.x, area.y, name_width, STYLE_MUTED,
                 arena_format(arena, "table (%zu)", database->tables.count));
    surface_text(surface, area.x + name_width + 8, area.y, 4, STYLE_MUTED, "rows");
    surface_text(surface, area.x + name_width + 18, area.y, 4, STYLE_MUTED, "size");
    int most = (int)database->tables.count - rows;
    if (application->table_scroll > most)
        application->table_scroll = most > 0 ? most : 0;
    for (int i = 0; i < rows && application->table_scroll + i < (int)database->tables.count; i++) {
        const SnapshotTable *table = &database->tables.items[application->table_scroll + i];
        int y = area.y + 1 + i;
        const char *count = table->rows < 0 ? "?"
                                            : arena_format(arena, "%s%s", table->estimated ? "~" : "",
                                                           format_count(arena, table->rows));
        surface_text(surface, area.x, y, name_width, STYLE_TEXT, table->name);
        surface_text(surface, area.x + name_width, y, 12, STYLE_TEXT, arena_format(arena, "%12s", count));
        if (table->bytes >= 0)
            surface_text(surface, area.x + name_width + 13, y, 9, STYLE_MUTED,
                         arena_format(arena, "%9s", format_bytes(arena, table->bytes)));
    }
}

void draw_database(Application *application, Surface *surface, Area area)
{
    const DatabaseSnapshot *database = application->database;
    draw_rule(surface, &application->glyphs, area.x, area.y, area.width, title_of(application),
              application->pane == PANE_DATABASE);
    Area inside = {area.x + 2, area.y + 1, area.width - 3, area.height - 1};
    if (!database)
        return;
    bool failed = database->error.kind != ERROR_NONE;
    if (failed) {
        StringVector lines = {0};
        wrap_text(application->frame, error_render(application->frame, &database->error), inside.width, &lines);
        for (int i = 0; i < inside.height && i < (int)lines.count; i++)
            surface_text(surface, inside.x, inside.y + i, inside.width, i ? STYLE_TEXT : STYLE_DANGER, lines.items[i]);
        return;
    }
    int left = inside.width * 2 / 5;
    draw_facts(application, surface, (Area){inside.x, inside.y, left - 1, inside.height});
    draw_tables(application, surface, (Area){inside.x + left + 1, inside.y, inside.width - left - 1, inside.height});
}
