/* The terminal. Only this folder includes ncurses. */
#ifndef LIMBECK_TUI_TERMINAL_TERMINAL_H
#define LIMBECK_TUI_TERMINAL_TERMINAL_H

#include "limbeck/tui/input/key.h"
#include "limbeck/tui/theme/theme.h"

typedef struct Terminal Terminal;

/* "ncurses 6.4.20221231" */
const char *terminal_library(void);

/* Takes over the terminal; it is restored whichever way the program ends. Without UTF-8, or with `ascii`, letters
 * replace the glyphs. */
Terminal *terminal_open(bool no_color, bool ascii, Error *error);
void terminal_close(Terminal *terminal);
/* After a signal that ends limbeck: restores the terminal and raises the signal again. */
void terminal_end_by_signal(void);
void terminal_set_theme(Terminal *terminal, const Theme *theme);
void terminal_size(Terminal *terminal, int *width, int *height);

/* Gives the terminal to another program, and takes it back. */
void terminal_suspend(Terminal *terminal);
void terminal_resume(Terminal *terminal);

/* Copies to the clipboard, if the terminal supports that (OSC 52). */
void terminal_copy(Terminal *terminal, const char *text);

/* Shows the surface; sends only cells that changed. */
void terminal_show(Terminal *terminal, const Surface *surface);

/* Queries the terminal's background colour; the key KEY_CODE_BACKGROUND arrives when it has answered. Until then
 * terminal_is_light() uses $COLORFGBG. */
void terminal_query_background(Terminal *terminal);
bool terminal_is_light(const Terminal *terminal);

/* The text of KEY_CODE_PASTE, until the next key. */
const char *terminal_pasted(Terminal *terminal);

/* The next key; KEY_NONE_YET after `milliseconds`, or when `wake` is readable. */
Key terminal_key(Terminal *terminal, int wake, int milliseconds);

/* The wheel arrives as KEY_CODE_WHEEL_UP and _DOWN, a button as KEY_CODE_CLICK; terminal_click() returns the place.
 * While the mouse is taken, selecting text in the terminal needs Shift. */
void terminal_take_mouse(Terminal *terminal);
void terminal_click(const Terminal *terminal, int *x, int *y);

#endif
