#include "limbeck/tui/widget/line_input.h"

#include <string.h>

enum { CTRL_A = 1, CTRL_E = 5, CTRL_K = 11, CTRL_U = 21, CTRL_W = 23, CURSOR = 0x258C };

void line_input_set(LineInput *input, const char *text)
{
    *input = (LineInput){0};
    line_input_paste(input, text);
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static size_t previous_letter(const LineInput *input, size_t at)
{
    while (at && continues(input->text[--at]))
        continue;
    return at;
}

static size_t next_letter(const LineInput *input, size_t at)
{
    at += input->text[at] != 0;
    while (continues(input->text[at]))
        at++;
    return at;
}

/* The beginning of the word before the cursor. */
static size_t word_begin(const LineInput *input)
{
    size_t at = input->at;
    while (at && input->text[at - 1] == ' ')
        at--;
    while (at && input->text[at - 1] != ' ')
        at--;
    return at;
}

static void cut(LineInput *input, size_t from, size_t to)
{
    memmove(input->text + from, input->text + to, strlen(input->text + to) + 1);
    input->at = from;
}

static bool insert(LineInput *input, const char *bytes, size_t count)
{
    size_t length = strlen(input->text);
    if (length + count >= sizeof input->text)
        return false;
    memmove(input->text + input->at + count, input->text + input->at, length - input->at + 1);
    memcpy(input->text + input->at, bytes, count);
    input->at += count;
    return true;
}

static bool edit(LineInput *input, Key key)
{
    size_t end = strlen(input->text);
    switch (key) {
    case KEY_CODE_BACKSPACE:
        cut(input, previous_letter(input, input->at), input->at);
        return true;
    case KEY_CODE_DELETE:
        cut(input, input->at, next_letter(input, input->at));
        return true;
    case CTRL_W:
        cut(input, word_begin(input), input->at);
        return true;
    case CTRL_U:
        cut(input, 0, input->at);
        return true;
    case CTRL_K:
        cut(input, input->at, end);
        return true;
    case KEY_CODE_LEFT:
        input->at = previous_letter(input, input->at);
        return true;
    case KEY_CODE_RIGHT:
        input->at = next_letter(input, input->at);
        return true;
    case KEY_CODE_HOME:
    case CTRL_A:
        input->at = 0;
        return true;
    case KEY_CODE_END:
    case CTRL_E:
        input->at = end;
        return true;
    default:
        return false;
    }
}

bool line_input_key(LineInput *input, Key key)
{
    char bytes[8];
    if (edit(input, key))
        return true;
    return key >= ' ' && key < 0x110000 && insert(input, bytes, (size_t)utf8_encode(key, bytes));
}

bool line_input_paste(LineInput *input, const char *text)
{
    bool fits = true;
    for (size_t length = strcspn(text, "\r\n"), at = 0; fits && at < length;) {
        uint32_t codepoint;
        size_t taken = utf8_decode(text + at, length - at, &codepoint);
        bool is_shown = taken && codepoint >= ' ' && codepoint != 0x7F;
        fits = !is_shown || insert(input, text + at, taken);
        at += taken ? taken : 1;
    }
    return fits;
}

void draw_line_input(Surface *surface, int x, int y, int width, Style style, const LineInput *input)
{
    Arena *arena = arena_new();
    const char *shown = input->text;
    int left = text_width(arena_strndup(arena, shown, input->at));
    while (left >= width && *shown) { /* the cursor stays visible */
        size_t step = next_letter(input, (size_t)(shown - input->text)) - (size_t)(shown - input->text);
        left -= text_width(arena_strndup(arena, shown, step));
        shown += step;
    }
    surface_text(surface, x, y, width, style, shown);
    if (!input->text[input->at])
        surface_set_cell(surface, x + left, y, STYLE_KEY, CURSOR);
    else if (left < width)
        surface_reverse(surface, (Area){x + left, y, 1, 1});
    arena_free(arena);
}

/* ---- history --------------------------------------------------------------------------------- */

void input_history_add(InputHistory *history, const char *text)
{
    history->at = 0;
    if (!*text || (history->count && strcmp(history->lines[0], text) == 0))
        return;
    memmove(history->lines[1], history->lines[0], sizeof history->lines - sizeof history->lines[0]);
    strncpy(history->lines[0], text, sizeof history->lines[0] - 1);
    history->count += history->count < MAX_ENTERED;
}

void input_history_show(InputHistory *history, LineInput *input, bool older)
{
    int at = history->at + (older ? 1 : -1);
    history->at = at < 0 ? 0 : at > history->count ? history->count : at;
    line_input_set(input, history->at ? history->lines[history->at - 1] : "");
}
