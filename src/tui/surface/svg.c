#include "limbeck/tui/surface/svg.h"

enum { CELL_WIDTH = 9, CELL_HEIGHT = 19, BASELINE = 14, MARGIN = 14, DARK = 0x16161c, LIGHT = 0xf4f2ec };

typedef struct Picture {
    const Surface *surface;
    const Theme *theme;
    int32_t paper, ink;
    Text *out;
} Picture;

/* Of a cell, as the terminal shows it. */
typedef struct Look {
    int32_t ink, paper;
    bool bold, underline;
} Look;

static int brightness(int32_t color)
{
    return ((color >> 16 & 0xff) * 3 + (color >> 8 & 0xff) * 6 + (color & 0xff)) / 10;
}

static Look look_of(const Picture *picture, const Cell *cell)
{
    const StyleAttributes *attributes = &picture->theme->attributes[cell->style];
    int32_t ink = attributes->foreground >= 0 ? attributes->foreground : picture->ink;
    int32_t paper = attributes->background >= 0 ? attributes->background : picture->paper;
    bool is_swapped = attributes->reverse != cell->reverse;
    return (Look){is_swapped ? paper : ink, is_swapped ? ink : paper, attributes->bold, attributes->underline};
}

static bool same_look(const Look *left, const Look *right)
{
    return left->ink == right->ink && left->paper == right->paper && left->bold == right->bold &&
           left->underline == right->underline;
}

static void append_letter(Text *out, uint32_t codepoint)
{
    if (codepoint == '<' || codepoint == '>' || codepoint == '&')
        text_append_format(out, "&#%u;", codepoint);
    else if (codepoint)
        text_append_codepoint(out, codepoint);
}

/* Cells of one look are one piece of text. */
static void append_piece(const Picture *picture, const Cell *cells, int x, int y, int count, const Look *look)
{
    int left = MARGIN + x * CELL_WIDTH, top = MARGIN + y * CELL_HEIGHT;
    bool is_blank = true;
    for (int i = 0; i < count; i++)
        is_blank = is_blank && cells[i].codepoint == ' ';
    if (look->paper != picture->paper)
        text_append_format(picture->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n", left,
                           top, count * CELL_WIDTH, CELL_HEIGHT, (unsigned)look->paper);
    if (is_blank)
        return;
    text_append_format(picture->out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"#%06x\"%s%s>", left,
                       top + BASELINE, count * CELL_WIDTH, (unsigned)look->ink,
                       look->bold ? " font-weight=\"bold\"" : "",
                       look->underline ? " text-decoration=\"underline\"" : "");
    for (int i = 0; i < count; i++) {
        append_letter(picture->out, cells[i].codepoint);
        for (size_t k = 0; k < sizeof cells[i].marks / sizeof *cells[i].marks; k++)
            append_letter(picture->out, cells[i].marks[k]);
    }
    text_append(picture->out, "</text>\n");
}

static void append_row(const Picture *picture, int y)
{
    const Cell *row = picture->surface->cells + (size_t)y * (size_t)picture->surface->width;
    for (int x = 0, end; x < picture->surface->width; x = end) {
        Look look = look_of(picture, &row[x]), next = look;
        for (end = x; end < picture->surface->width && same_look(&look, &next); end++)
            next = end + 1 < picture->surface->width ? look_of(picture, &row[end + 1]) : next;
        append_piece(picture, &row[x], x, y, end - x, &look);
    }
}

void surface_svg(const Surface *surface, const Theme *theme, Text *out)
{
    int32_t title = theme->attributes[STYLE_TITLE].foreground;
    bool is_dark = title < 0 || brightness(title) > 127;
    Picture picture = {surface, theme, is_dark ? DARK : LIGHT, is_dark ? LIGHT : DARK, out};
    int width = surface->width * CELL_WIDTH + 2 * MARGIN, height = surface->height * CELL_HEIGHT + 2 * MARGIN;
    text_append_format(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"DejaVu Sans Mono, "
        "Menlo, Consolas, monospace\" font-size=\"15\" xml:space=\"preserve\">\n"
        "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#%06x\"/>\n",
        width, height, width, height, (unsigned)picture.paper);
    for (int y = 0; y < surface->height; y++)
        append_row(&picture, y);
    text_append(out, "</svg>\n");
}
