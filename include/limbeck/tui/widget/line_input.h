/* A line that the user types and edits. */
#ifndef LIMBECK_TUI_WIDGET_LINE_INPUT_H
#define LIMBECK_TUI_WIDGET_LINE_INPUT_H

#include "limbeck/tui/input/key.h"
#include "limbeck/tui/surface/surface.h"

typedef struct LineInput {
    char text[128];
    size_t at; /* of the cursor, in bytes */
} LineInput;

/* The cursor stands behind the text; what does not fit is left out. */
void line_input_set(LineInput *input, const char *text);
/* Edits by one key: letters, arrows, Home, End, Backspace, Delete, Ctrl-A, -E, -W, -U, -K. False when the key does not
 * edit. */
bool line_input_key(LineInput *input, Key key);
/* Inserts the first line of the text. What does not fit is left out: false then. */
bool line_input_paste(LineInput *input, const char *text);
/* Draws the text with its cursor, and scrolls when it is wider than `width`. */
void draw_line_input(Surface *surface, int x, int y, int width, Style style, const LineInput *input);

/* The lines entered before, newest first. */
enum { MAX_ENTERED = 16 };
typedef struct InputHistory {
    char lines[MAX_ENTERED][sizeof((LineInput){0}).text];
    int count, at; /* `at`: number of the line shown, from 1; 0: the user's own */
} InputHistory;

/* An empty line, or the newest once more, is not added. */
void input_history_add(InputHistory *history, const char *text);
/* Shows an older line, or with `older` false a newer one; the newest is followed by an empty line. */
void input_history_show(InputHistory *history, LineInput *input, bool older);

#endif
