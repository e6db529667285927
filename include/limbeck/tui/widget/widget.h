/* Pieces that several screens draw. */
#ifndef LIMBECK_TUI_WIDGET_WIDGET_H
#define LIMBECK_TUI_WIDGET_WIDGET_H

#include "limbeck/tui/surface/surface.h"

#include "limbeck/base/figures.h"
#include "limbeck/base/vector.h"

void draw_rule(Surface *surface, int x, int y, int width, const char *title, bool focused);
void draw_box(Surface *surface, Area area, const char *title);
void draw_bar(Surface *surface, int x, int y, int width, int64_t done, int64_t total);

/* A dialog's area: centred, as large as asked where the screen has room. */
Area centred(const Surface *surface, int width, int height);

/* Breaks text into lines of at most `width` cells; continued lines are indented. */
void wrap_text(Arena *arena, const char *text, int width, StringVector *lines);

/* One line of code, keywords, strings and comments told apart. */
typedef struct Language Language;
extern const Language *const language_sql, *const language_python;
void draw_code_line(Surface *surface, int x, int y, int width, const char *line, const Language *language);

/* How well the letters of `pattern` are found in order; -1: not at all. */
int fuzzy_score(const char *pattern, const char *text);

/* Moves `scroll` so that `selected` is among `rows` visible ones. */
void keep_visible(int selected, int rows, int *scroll);

#endif
