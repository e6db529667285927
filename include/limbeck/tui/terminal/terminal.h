/* The terminal itself; the only room that knows ncurses. */
#ifndef LIMBECK_TUI_TERMINAL_TERMINAL_H
#define LIMBECK_TUI_TERMINAL_TERMINAL_H

#include "limbeck/tui/input/key.h"
#include "limbeck/tui/theme/theme.h"

typedef struct Terminal Terminal;

/* "ncurses 6.4.20221231" */
const char *terminal_library(void);

/* Takes over the terminal; whatever ends the program gives it back. Where it knows no
 * UTF-8, or `ascii` wants it so, letters stand for the glyphs. */
Terminal *terminal_open(bool no_color, bool ascii, Error *error);
void terminal_close(Terminal *terminal);
/* After a signal that asked limbeck to leave: ends as that signal ends a program. */
void terminal_end_by_signal(void);
void terminal_set_theme(Terminal *terminal, const Theme *theme);
void terminal_size(Terminal *terminal, int *width, int *height);

/* Another program has the terminal in between. */
void terminal_suspend(Terminal *terminal);
void terminal_resume(Terminal *terminal);

/* To the clipboard of whoever sits before the terminal, where it lets programs do that
 * (OSC 52). */
void terminal_copy(Terminal *terminal, const char *text);

/* Shows the surface; only what changed is sent. */
void terminal_show(Terminal *terminal, const Surface *surface);

/* The next key, or KEY_NONE_YET after `milliseconds` or when `wake` is readable. */
Key terminal_key(Terminal *terminal, int wake, int milliseconds);

/* The mouse's wheel is Up and Down; a button is KEY_CODE_CLICK, and this is where it was.
 * While it is taken the terminal selects text with Shift alone. */
void terminal_take_mouse(Terminal *terminal);
void terminal_click(const Terminal *terminal, int *x, int *y);

#endif
