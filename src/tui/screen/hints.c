/* Key hints in the footer, or at the bottom of a dialog; each can be clicked. */
#include "limbeck/tui/screen/screen.h"

#include <string.h>

static const KeyRow *row_named(const Screen *screen, const char *name, size_t length)
{
    const KeyRow *row = screen->keys;
    while (row->help && (strlen(row->name) != length || strncmp(row->name, name, length) != 0))
        row++;
    return row;
}

static int hint_width(const Application *application, const Screen *screen, const KeyRow *row)
{
    bool works = row->footer && !key_obstacle(application, screen, row);
    return works ? text_width(key_label(application, screen, row)) + text_width(row->footer) + 3 : 0;
}

/* Omitted when it does not fit before `end`. */
static int draw_hint(Application *application, Surface *surface, const Screen *screen, const KeyRow *row, int x, int y,
                     int end)
{
    int width = hint_width(application, screen, row);
    if (!width || x + width - 2 > end)
        return x;
    Zone zone = {.area = {x, y, width - 2, 1}, .row = row};
    vector_push(application->frame, &application->zones, zone);
    x += surface_text(surface, x, y, end - x, STYLE_KEY, key_label(application, screen, row));
    x += surface_text(surface, x, y, 1, STYLE_TEXT, " ");
    x += surface_text(surface, x, y, end - x, STYLE_MUTED, row->footer);
    return x + 2;
}

static size_t find_hints(const Screen *screen, const char *names, const KeyRow **rows, size_t most)
{
    size_t count = 0;
    for (const KeyRow *row = screen->keys; !names && row->help && count < most; row++)
        rows[count++] = row;
    for (size_t length; names && *names && count < most; names += length + (names[length] == ' ')) {
        length = strcspn(names, " ");
        rows[count++] = row_named(screen, names, length);
    }
    return count;
}

/* Space is reserved for the last hints (help, quit) before the others are drawn. */
static int draw_hints(Application *application, Surface *surface, const Screen *screen, int x, int y, int end)
{
    enum { MOST = 40, LAST = 3 };
    const KeyRow *rows[MOST];
    size_t count = find_hints(screen, screen->hints ? screen->hints(application) : NULL, rows, MOST);
    size_t last = count > LAST ? count - LAST : 0;
    int kept = 0;
    for (size_t i = last; i < count; i++)
        kept += hint_width(application, screen, rows[i]);
    int begin = x;
    for (size_t i = 0; i < count; i++) {
        int next = draw_hint(application, surface, screen, rows[i], x, y, i < last ? end - kept : end);
        if (next > x && x > begin) /* clears the gap between two hints */
            surface_fill(surface, (Area){x - 2, y, 2, 1}, STYLE_TEXT, ' ');
        x = next;
    }
    return x;
}

void draw_footer(Application *application, Surface *surface, const Screen *screen)
{
    int y = surface->height - 1;
    surface_fill(surface, (Area){0, y, surface->width, 1}, STYLE_TEXT, ' ');
    if (application->message)
        surface_text(surface, 1, y, surface->width - 2, STYLE_WARNING, application->message);
    else
        draw_hints(application, surface, screen, 1, y, surface->width - 1);
}

void draw_dialog(Application *application, Surface *surface, Area area, const char *title, const Screen *screen)
{
    int bottom = area.y + area.height - 1;
    memset(&application->zones, 0, sizeof application->zones);
    draw_box(surface, area, title);
    int end = draw_hints(application, surface, screen, area.x + 2, bottom, area.x + area.width - 2);
    if (end == area.x + 2)
        return;
    surface_set_cell(surface, area.x + 1, bottom, STYLE_TEXT, ' ');
    surface_set_cell(surface, end - 2, bottom, STYLE_TEXT, ' ');
}

void add_zone(Application *application, Area area, ZoneAction *act, int argument)
{
    Zone zone = {.area = area, .act = act, .argument = argument};
    vector_push(application->frame, &application->zones, zone);
}
