#include "limbeck/tui/widget/widget.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

void draw_rule(Surface *surface, int x, int y, int width, const char *title, bool focused)
{
    surface_fill(surface, (Area){x, y, width, 1}, STYLE_BORDER, 0x2500);
    if (width < 6)
        return;
    int used = surface_text(surface, x + 2, y, width - 4, focused ? STYLE_CURRENT : STYLE_TITLE, title);
    surface_set_cell(surface, x + 1, y, STYLE_BORDER, ' ');
    surface_set_cell(surface, x + 2 + used, y, STYLE_BORDER, ' ');
}

/* Replaces a rule's line, but never the text of its title. */
static void join_rule(Surface *surface, int x, int y, uint32_t glyph)
{
    if (x >= 0 && x < surface->width && y >= 0 && y < surface->height &&
        surface->cells[y * surface->width + x].codepoint == 0x2500)
        surface_set_cell(surface, x, y, STYLE_BORDER, glyph);
}

void draw_divider(Surface *surface, Area area)
{
    surface_fill(surface, (Area){area.x, area.y + 1, 1, area.height - 1}, STYLE_BORDER, 0x2502);
    surface_set_cell(surface, area.x, area.y, STYLE_BORDER, 0x252C);
    join_rule(surface, area.x, area.y + area.height, 0x2534);
}

void draw_box(Surface *surface, Area area, const char *title)
{
    static const uint32_t corner[4] = {0x256D, 0x256E, 0x2570, 0x256F};
    int right = area.x + area.width - 1, bottom = area.y + area.height - 1;
    surface_fill(surface, area, STYLE_TEXT, ' ');
    surface_fill(surface, (Area){area.x, area.y, area.width, 1}, STYLE_BORDER, 0x2500);
    surface_fill(surface, (Area){area.x, bottom, area.width, 1}, STYLE_BORDER, 0x2500);
    surface_fill(surface, (Area){area.x, area.y, 1, area.height}, STYLE_BORDER, 0x2502);
    surface_fill(surface, (Area){right, area.y, 1, area.height}, STYLE_BORDER, 0x2502);
    surface_set_cell(surface, area.x, area.y, STYLE_BORDER, corner[0]);
    surface_set_cell(surface, right, area.y, STYLE_BORDER, corner[1]);
    surface_set_cell(surface, area.x, bottom, STYLE_BORDER, corner[2]);
    surface_set_cell(surface, right, bottom, STYLE_BORDER, corner[3]);
    surface_set_cell(surface,
                     area.x + 2 + surface_text(surface, area.x + 2, area.y, area.width - 5, STYLE_TITLE, title), area.y,
                     STYLE_TEXT, ' ');
    surface_set_cell(surface, area.x + 1, area.y, STYLE_TEXT, ' ');
}

void draw_bar(Surface *surface, int x, int y, int width, int64_t done, int64_t total)
{
    int64_t eighths = total > 0 ? done * width * 8 / total : 0;
    for (int i = 0; i < width; i++, eighths -= 8) {
        bool full = eighths >= 8;
        uint32_t glyph = full ? 0x2588 : eighths <= 0 ? 0x2591 : 0x2590 - (uint32_t)eighths;
        surface_set_cell(surface, x + i, y, full || eighths > 0 ? STYLE_BAR : STYLE_MUTED, glyph);
    }
}

Area centred(const Surface *surface, int width, int height)
{
    width = width > surface->width - 2 ? surface->width - 2 : width;
    height = height > surface->height - 2 ? surface->height - 2 : height;
    return (Area){(surface->width - width) / 2, (surface->height - height) / 2, width, height};
}

static size_t bytes_within(const char *text, size_t length, int width)
{
    int used = 0;
    size_t at = 0;
    while (at < length) {
        uint32_t codepoint;
        size_t taken = utf8_decode(text + at, length - at, &codepoint);
        used += taken ? utf8_width(codepoint) : 4;
        if (used > width)
            break;
        at += taken ? taken : 1;
    }
    return at;
}

/* No line break between a number and its unit, or within its digit groups: "52 000", "11 MB", "2 rows". */
static bool is_after_number(const char *space, const char *begin)
{
    static const char *const units[] = {"B",    "kB",    "MB",      "GB",       "TB",       "ms",    "s",
                                        "min",  "h",     "%",       "row",      "rows",     "value", "values",
                                        "step", "steps", "pending", "revision", "revisions"};
    if (space == begin || !isdigit((unsigned char)space[-1]))
        return false;
    size_t length = strcspn(space + 1, " \n,.;:()");
    bool is_unit = false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        is_unit |= strlen(units[i]) == length && strncmp(space + 1, units[i], length) == 0;
    return is_unit || isdigit((unsigned char)space[1]);
}

/* Where to break the line: before a space, never within a number. */
static size_t line_end(const char *at, size_t length, int room)
{
    size_t fits = bytes_within(at, length, room), cut = fits;
    if (fits == length)
        return fits;
    while (cut > 0 && (at[cut] != ' ' || is_after_number(at + cut, at)))
        cut--;
    if (cut > (size_t)room / 3)
        return cut;
    for (cut = fits; cut > 0 && isdigit((unsigned char)at[cut]) && isdigit((unsigned char)at[cut - 1]);)
        cut--;
    return cut > (size_t)room / 3 ? cut : fits;
}

void wrap_text(Arena *arena, const char *text, int width, StringVector *lines)
{
    if (width < 8)
        width = 8;
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, "\n");
        const char *indent = "";
        do {
            int room = width - (int)strlen(indent);
            size_t fits = line_end(at, length, room);
            vector_push(arena, lines, arena_format(arena, "%s%.*s", indent, (int)fits, at));
            at += fits;
            length -= fits;
            while (length && *at == ' ') {
                at++;
                length--;
            }
            indent = "    ";
        } while (length);
        at += *at == '\n';
    }
}

/* ---- lists ------------------------------------------------------------------------------ */

void scroll_to_selected(int selected, int rows, int *scroll)
{
    if (selected < *scroll)
        *scroll = selected;
    if (selected >= *scroll + rows)
        *scroll = selected - rows + 1;
    if (*scroll < 0)
        *scroll = 0;
}
