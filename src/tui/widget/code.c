/* Draws a line of code with different styles for keywords, strings and comments. */
#include "limbeck/tui/widget/widget.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct Language {
    const char *keywords; /* separated by blanks */
    const char *quotes;
    const char *comment;
    bool any_case;
};

static const Language sql = {
    .keywords =
        " add all alter and as begin by cascade check column comment commit concurrently constraint create default "
        "delete distinct drop exists foreign from group if in index insert into is join key like not null on or "
        "order primary references rename returning select set table to type union unique update using values "
        "where with ",
    .quotes = "'",
    .comment = "--",
    .any_case = true};

static const Language python = {
    .keywords =
        " and as assert async await break class continue def del elif else except False finally for from global "
        "if import in is lambda None nonlocal not or pass raise return True try while with yield ",
    .quotes = "'\"",
    .comment = "#"};

const Language *const language_sql = &sql, *const language_python = &python;

static bool is_keyword(const Language *language, const char *word, size_t length)
{
    char keyword[32] = " ";
    if (length + 3 > sizeof keyword)
        return false;
    for (size_t i = 0; i < length; i++)
        keyword[i + 1] = language->any_case ? (char)tolower((unsigned char)word[i]) : word[i];
    keyword[length + 1] = ' ';
    return strstr(language->keywords, keyword) != NULL;
}

/* Length of a string from `from` to behind its end, at most to the end of the line. */
static size_t rest_of_string(const char *at, size_t from, char quote, size_t quotes, bool *is_closed)
{
    const char end[] = {quote, quote, quote};
    size_t length = from;
    while (at[length] && strncmp(at + length, end, quotes) != 0)
        length += at[length] == '\\' && at[length + 1] ? 2 : 1;
    *is_closed = at[length] != 0;
    return *is_closed ? length + quotes : length;
}

/* Length of the string literal that begins here, with one or three quotes. *open: the quote of one of three that the
 * line does not close. */
static size_t string_length(const char *at, char *open)
{
    bool is_closed;
    size_t quotes = at[1] == at[0] && at[2] == at[0] ? 3 : 1,
           length = rest_of_string(at, quotes, *at, quotes, &is_closed);
    *open = quotes == 3 && !is_closed ? *at : 0;
    return length;
}

/* Length and style of the next token. */
static size_t piece_at(const Language *language, const char *line, const char *at, char *open, Style *style)
{
    size_t length = 1;
    bool is_closed;
    *style = STYLE_TEXT;
    if (*open) {
        *style = STYLE_STRING;
        length = rest_of_string(at, 0, *open, 3, &is_closed);
        *open = is_closed ? 0 : *open;
        return length;
    }
    if (text_starts_with(at, language->comment)) {
        *style = STYLE_MUTED;
        return strlen(at);
    }
    if (strchr(language->quotes, *at)) {
        *style = STYLE_STRING;
        return string_length(at, open);
    }
    if ((unsigned char)*at >= 0x80) {
        while (((unsigned char)at[length] & 0xC0) == 0x80)
            length++;
    } else if (isalpha((unsigned char)*at) || *at == '_') {
        while (isalnum((unsigned char)at[length]) || at[length] == '_')
            length++;
        bool is_attribute = at > line && at[-1] == '.';
        *style = !is_attribute && is_keyword(language, at, length) ? STYLE_KEYWORD : STYLE_TEXT;
    }
    return length;
}

char code_line_end(const char *line, const Language *language, char open)
{
    Style ignored;
    for (const char *at = line; *at;)
        at += piece_at(language, line, at, &open, &ignored);
    return open;
}

void draw_code_line(Surface *surface, int x, int y, int width, const char *line, const Language *language)
{
    draw_code_line_after(surface, (Area){x, y, width, 1}, line, language, 0, 0);
}

void draw_code_line_after(Surface *surface, Area area, const char *line, const Language *language, int gutter,
                          char open)
{
    Arena *arena = arena_new();
    const char *safe = text_harmless(arena, line, false);
    int x = area.x, y = area.y;
    /* Draws the whole line first, so that a line that is too long gets its ellipsis. */
    int end = x + surface_text(surface, x, y, area.width, STYLE_MUTED, safe);
    x += gutter;
    for (const char *at = safe + gutter; *at && x < end;) {
        Style style;
        size_t length = piece_at(language, safe, at, &open, &style);
        for (size_t i = 0; i < length;) {
            uint32_t codepoint;
            i += utf8_decode(at + i, length - i, &codepoint);
            for (int cells = utf8_width(codepoint); cells > 0 && x < end; cells--)
                surface_restyle(surface, x++, y, style);
        }
        at += length;
    }
    arena_free(arena);
}
