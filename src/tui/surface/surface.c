#include "limbeck/tui/surface/surface.h"

#include <stdlib.h>
#include <string.h>
#include <wctype.h>

Surface *surface_new(int width, int height)
{
    Surface *surface = memory_alloc(sizeof *surface);
    surface->width = width;
    surface->height = height;
    surface->cells = memory_alloc((size_t)width * (size_t)height * sizeof(Cell));
    surface_clear(surface);
    return surface;
}

void surface_free(Surface *surface)
{
    if (!surface)
        return;
    free(surface->cells);
    free(surface);
}

void surface_clear(Surface *surface)
{
    surface_fill(surface, (Area){0, 0, surface->width, surface->height}, STYLE_TEXT, ' ');
}

void surface_set_cell(Surface *surface, int x, int y, Style style, uint32_t codepoint)
{
    if (x < 0 || y < 0 || x >= surface->width || y >= surface->height)
        return;
    surface->cells[y * surface->width + x] = (Cell){.codepoint = codepoint, .style = style};
}

void surface_restyle(Surface *surface, int x, int y, Style style)
{
    if (x >= 0 && y >= 0 && x < surface->width && y < surface->height)
        surface->cells[y * surface->width + x].style = style;
}

void surface_fill(Surface *surface, Area area, Style style, uint32_t codepoint)
{
    for (int y = area.y; y < area.y + area.height; y++)
        for (int x = area.x; x < area.x + area.width; x++)
            surface_set_cell(surface, x, y, style, codepoint);
}

void surface_select(Surface *surface, Area area)
{
    for (int y = area.y; y < area.y + area.height && y < surface->height; y++) {
        for (int x = area.x; x < area.x + area.width && x < surface->width; x++) {
            surface->cells[y * surface->width + x].style = STYLE_SELECTED;
        }
    }
}

void surface_reverse(Surface *surface, Area area)
{
    for (int y = area.y < 0 ? 0 : area.y; y < area.y + area.height && y < surface->height; y++)
        for (int x = area.x < 0 ? 0 : area.x; x < area.x + area.width && x < surface->width; x++)
            surface->cells[y * surface->width + x].reverse ^= true;
}

/* Number of cells that show the text from here on; 0: another text is there. */
static int cells_of(const Surface *surface, int x, int y, int end, const char *text)
{
    int from = x;
    for (size_t at = 0, length = strlen(text); at < length; x++) {
        uint32_t letter;
        size_t taken = utf8_decode(text + at, length - at, &letter);
        while (x < end && x > from && !surface->cells[y * surface->width + x].codepoint)
            x++;
        if (!taken || x >= end ||
            towlower((wint_t)surface->cells[y * surface->width + x].codepoint) != towlower((wint_t)letter))
            return 0;
        at += taken;
    }
    return x - from;
}

void surface_highlight(Surface *surface, Area area, const char *text)
{
    int right = area.x + area.width < surface->width ? area.x + area.width : surface->width;
    for (int y = area.y; *text && y < area.y + area.height && y < surface->height; y++) {
        for (int x = area.x; x < right;) {
            int found = cells_of(surface, x, y, right, text);
            surface_reverse(surface, (Area){x, y, found, 1});
            x += found ? found : 1;
        }
    }
}

/* A combining character has no cell: it is added to the character before it. */
static void add_mark(Surface *surface, int x, int y, uint32_t codepoint)
{
    if (x < 0 || y < 0 || x >= surface->width || y >= surface->height)
        return;
    Cell *cell = &surface->cells[y * surface->width + x];
    cell -= x && !cell->codepoint;
    cell->marks[cell->marks[0] != 0] = codepoint;
}

int surface_text(Surface *surface, int x, int y, int width, Style style, const char *text)
{
    Arena *arena = arena_new();
    const char *safe = text_harmless(arena, text, false);
    bool fits = text_width(safe) <= width;
    int room = fits ? width : width - 1, used = 0;
    size_t length = strlen(safe);
    for (size_t at = 0; at < length;) {
        uint32_t codepoint;
        size_t taken = utf8_decode(safe + at, length - at, &codepoint);
        int cells = utf8_width(codepoint);
        at += taken ? taken : 1;
        if (cells < 1) {
            add_mark(surface, x + used - 1, y, codepoint);
            continue;
        }
        if (used + cells > room)
            break;
        surface_set_cell(surface, x + used, y, style, codepoint);
        if (cells == 2)
            surface_set_cell(surface, x + used + 1, y, style, 0);
        used += cells;
    }
    if (!fits && room >= 0)
        surface_set_cell(surface, x + used++, y, style, 0x2026);
    arena_free(arena);
    return used;
}
