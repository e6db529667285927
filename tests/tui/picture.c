/* Pictures of the screens, saved by the program itself: make pictures.
 *
 *   picture FOLDER COLUMNS ROWS [KEYS WAITED-FOR]...
 *
 * Each KEYS are pressed, then the text is waited for; \e in KEYS is Esc, \r Enter, \t Tab. Ctrl-S is pressed last: the
 * picture is in the reports of $XDG_STATE_HOME. $WORD stands behind the program's name; $OPENED is waited for before
 * the first key, instead of "pending". */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>

static void press(TestScreen *screen, const char *keys)
{
    char pressed[256] = "";
    size_t length = 0;
    for (; *keys && length + 1 < sizeof pressed; keys++) {
        bool escaped = keys[0] == '\\' && keys[1];
        keys += escaped;
        pressed[length++] = !escaped       ? *keys
                            : *keys == 'e' ? '\033'
                            : *keys == 'r' ? '\r'
                            : *keys == 't' ? '\t'
                                           : *keys;
    }
    screen_type(screen, pressed);
}

int main(int argument_count, char **arguments)
{
    static const char *const environment[] = {"X=", NULL};
    if (argument_count < 4) {
        fputs("picture FOLDER COLUMNS ROWS [KEYS WAITED-FOR]...\n", stderr);
        return 2;
    }
    TestScreen *screen =
        screen_start_with(arguments[1], getenv("WORD"), atoi(arguments[2]), atoi(arguments[3]), environment);
    const char *opened = getenv("OPENED");
    screen_wait(screen, opened ? opened : "pending");
    for (int i = 4; i + 1 < argument_count; i += 2) {
        press(screen, arguments[i]);
        screen_wait(screen, arguments[i + 1]);
    }
    screen_settle(screen);
    press(screen, "\023");
    screen_settle(screen);
    screen_free(screen);
    return 0;
}
