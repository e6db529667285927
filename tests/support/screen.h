/* limbeck under a pseudo-terminal, its screen kept by libvterm. Nothing sleeps:
 * screen_wait() reads until what is expected stands there, or fails the test with
 * a picture of what stood there instead. */
#ifndef LIMBECK_TESTS_SUPPORT_SCREEN_H
#define LIMBECK_TESTS_SUPPORT_SCREEN_H

#include <stdbool.h>

typedef struct TestScreen TestScreen;

/* Runs build/limbeck in `folder` with `environment` ("NAME=value", ended by NULL)
 * added to its own. */
TestScreen *screen_start(const char *folder, int columns, int rows, const char *const *environment);
/* The same with one word behind the program's name. */
TestScreen *screen_start_with(const char *folder, const char *word, int columns, int rows,
                              const char *const *environment);
void screen_type(TestScreen *screen, const char *keys);
void screen_wait(TestScreen *screen, const char *text);
void screen_wait_gone(TestScreen *screen, const char *text);
/* Like screen_wait, but tells instead of failing when `other` comes first. */
bool screen_wait_either(TestScreen *screen, const char *text, const char *other);
/* Like screen_wait; false when the program ended first. */
bool screen_wait_or_end(TestScreen *screen, const char *text);
bool screen_wait_gone_or_end(TestScreen *screen, const char *text);
bool screen_shows(TestScreen *screen, const char *text);
/* All of it, a line a row; until the next call. */
const char *screen_picture(TestScreen *screen);
/* Reads until is_so(state, picture) or until patience ends. */
bool screen_until(TestScreen *screen, bool (*is_so)(void *state, const char *picture), void *state);
/* What stands at a place, with its colours; -1 is the terminal's own. */
typedef struct ScreenCell {
    char text[8];
    long foreground, background;
    bool bold, reverse;
} ScreenCell;
ScreenCell screen_cell(TestScreen *screen, int x, int y);
/* Until the program has had nothing to say for a while: for pictures, not for tests. */
void screen_settle(TestScreen *screen);
void screen_resize(TestScreen *screen, int columns, int rows);
/* Waits for the program to end and returns its wait status. */
int screen_end(TestScreen *screen);
void screen_signal(TestScreen *screen, int signal_number);
/* Everything the program wrote, byte for byte. */
const char *screen_raw(TestScreen *screen, unsigned long *length);
void screen_free(TestScreen *screen);
/* The terminal goes away under the program, whose end is waited for; frees. */
void screen_close(TestScreen *screen);

#endif
