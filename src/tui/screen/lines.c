/* The lines of a scrolling dialog. */
#include "limbeck/tui/screen/screen.h"

void add_lines(Application *application, StyledLines *lines, StyledLine like, int width, const char *text)
{
    StringVector parts = {0};
    wrap_text(application->frame, text, width, &parts);
    if (!*text)
        vector_push(application->frame, &parts, "");
    for (size_t i = 0; i < parts.count; i++) {
        like.text = parts.items[i];
        vector_push(application->frame, lines, like);
    }
}

void draw_styled_line(Surface *surface, int x, int y, int width, const StyledLine *line)
{
    x += line->indent;
    width -= line->indent;
    if (line->mark) {
        surface_text(surface, x, y, 1, line->mark_style, line->mark);
        x += 2;
        width -= 2;
    }
    if (line->right && *line->right) {
        int taken = text_width(line->right);
        surface_text(surface, x + width - taken, y, taken, STYLE_MUTED, line->right);
        width -= taken + 1;
    }
    if (line->label) {
        surface_text(surface, x, y, LABEL_WIDTH - 1, STYLE_LABEL, line->label);
        x += LABEL_WIDTH;
        width -= LABEL_WIDTH;
    }
    if (line->language)
        draw_code_line_after(surface, (Area){x, y, width, 1}, line->text, line->language, line->gutter, line->open);
    else
        surface_text(surface, x, y, width, line->style, line->text);
}

void draw_styled_lines(Application *application, Surface *surface, Area box, int first_row, const StyledLines *lines)
{
    int x = box.x + 3, width = box.width - 6, rows = box.height - first_row - 1, most = (int)lines->count - rows;
    application->dialog.rows = rows;
    if (application->dialog.scroll > most)
        application->dialog.scroll = most > 0 ? most : 0;
    for (int i = 0; i < rows && application->dialog.scroll + i < (int)lines->count; i++)
        draw_styled_line(surface, x, box.y + first_row + i, width, &lines->items[application->dialog.scroll + i]);
    if (most > application->dialog.scroll)
        surface_text(surface, box.x + box.width - 9, box.y + box.height - 2, 7, STYLE_MUTED, "more ↓");
}

void act_scroll(Application *application, Key key)
{
    enum { FAR = 1000000 };
    bool is_down = key == 'j' || key == KEY_CODE_DOWN || key == KEY_CODE_PAGE_DOWN || key == 'G' || key == KEY_CODE_END;
    bool is_page = key == KEY_CODE_PAGE_DOWN || key == KEY_CODE_PAGE_UP;
    bool is_line = key == 'j' || key == 'k' || key == KEY_CODE_DOWN || key == KEY_CODE_UP;
    int page = application->dialog.rows > 1 ? application->dialog.rows - 1 : 1;
    int by = is_line ? 1 : is_page ? page : FAR;
    application->dialog.scroll += is_down ? by : -by;
    if (application->dialog.scroll < 0)
        application->dialog.scroll = 0;
}
