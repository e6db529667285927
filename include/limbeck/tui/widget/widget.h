/* Drawing helpers shared by screens. */
#ifndef LIMBECK_TUI_WIDGET_WIDGET_H
#define LIMBECK_TUI_WIDGET_WIDGET_H

#include "limbeck/tui/surface/surface.h"

#include "limbeck/base/figures.h"
#include "limbeck/base/vector.h"

/* The title is cut where it is too long, and left out below six cells. */
void draw_rule(Surface *surface, int x, int y, int width, const char *title, bool focused);
/* A vertical line one cell wide, joined to the rule at its top and to one below it. Call after drawing the rules. */
void draw_divider(Surface *surface, Area area);
void draw_box(Surface *surface, Area area, const char *title);
void draw_bar(Surface *surface, int x, int y, int width, int64_t done, int64_t total);

/* The area of a dialog: centred, of the given size or as large as the screen allows. */
Area centred(const Surface *surface, int width, int height);

/* Wraps text into lines of at most `width` cells; continuation lines are indented. */
void wrap_text(Arena *arena, const char *text, int width, StringVector *lines);

/* Draws one line of code, with different styles for keywords, strings and comments. */
typedef struct Language Language;
extern const Language *const language_sql, *const language_python;
void draw_code_line(Surface *surface, int x, int y, int width, const char *line, const Language *language);
/* The same behind `gutter` bytes that are no code, in a string that a line before it left open with the quote `open`;
 * 0: in none. code_line_end(): what the line leaves open. */
void draw_code_line_after(Surface *surface, Area area, const char *line, const Language *language, int gutter,
                          char open);
char code_line_end(const char *line, const Language *language, char open);

/* Higher when the letters of `pattern` are found in order and close together; -1: not found. */
int fuzzy_score(const char *pattern, const char *text);

/* Changes `scroll` so that `selected` is among the `rows` visible ones. */
void scroll_to_selected(int selected, int rows, int *scroll);

#endif
