#include "support/screen.h"

#include "support/support.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

enum { PATIENCE_SECONDS = 60 };

struct TestScreen {
    VTerm *terminal;
    VTermScreen *cells;
    int columns, rows;
    int most_columns, most_rows; /* of libvterm's */
    int master;
    pid_t child;
    char *picture; /* rows joined by newlines */
    char *raw;
    unsigned long raw_length, raw_capacity;
    bool ended;
};

static void run_child(const char *folder, const char *word, const char *const *environment)
{
    const char *program = getenv("LIMBECK");
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    for (; *environment; environment++)
        putenv(strdup(*environment));
    if (chdir(folder) != 0 || !program)
        _exit(126);
    execl(program, program, word, (char *)NULL);
    _exit(127);
}

TestScreen *screen_start(const char *folder, int columns, int rows, const char *const *environment)
{
    return screen_start_with(folder, NULL, columns, rows, environment);
}

TestScreen *screen_start_with(const char *folder, const char *word, int columns, int rows,
                              const char *const *environment)
{
    TestScreen *screen = calloc(1, sizeof *screen);
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    screen->columns = screen->most_columns = columns;
    screen->rows = screen->most_rows = rows;
    screen->terminal = vterm_new(rows, columns);
    vterm_set_utf8(screen->terminal, 1);
    screen->cells = vterm_obtain_screen(screen->terminal);
    vterm_screen_reset(screen->cells, 1);
    screen->child = forkpty(&screen->master, NULL, NULL, &size);
    if (screen->child == 0)
        run_child(folder, word, environment);
    return screen;
}

/* ---- reading ------------------------------------------------------------------- */

static void append_raw(TestScreen *screen, const char *bytes, size_t length)
{
    if (screen->raw_length + length + 1 > screen->raw_capacity) {
        screen->raw_capacity = (screen->raw_length + length + 1) * 2;
        screen->raw = realloc(screen->raw, screen->raw_capacity);
    }
    memcpy(screen->raw + screen->raw_length, bytes, length);
    screen->raw_length += length;
    screen->raw[screen->raw_length] = '\0';
}

/* One look for more output, at most `milliseconds` long. */
static void read_some(TestScreen *screen, int milliseconds)
{
    struct pollfd source = {screen->master, POLLIN, 0};
    char bytes[8192];
    if (screen->ended || poll(&source, 1, milliseconds) <= 0)
        return;
    ssize_t length = read(screen->master, bytes, sizeof bytes);
    if (length <= 0) {
        screen->ended = true;
        return;
    }
    append_raw(screen, bytes, (size_t)length);
    vterm_input_write(screen->terminal, bytes, (size_t)length);
}

static size_t encode_utf8(char *out, uint32_t code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 63));
        return 2;
    }
    out[0] = (char)(0xE0 | code >> 12);
    out[1] = (char)(0x80 | (code >> 6 & 63));
    out[2] = (char)(0x80 | (code & 63));
    return 3;
}

static long rgb_of(TestScreen *screen, VTermColor color)
{
    if (VTERM_COLOR_IS_DEFAULT_FG(&color) || VTERM_COLOR_IS_DEFAULT_BG(&color))
        return -1;
    vterm_screen_convert_color_to_rgb(screen->cells, &color);
    return (long)color.rgb.red << 16 | (long)color.rgb.green << 8 | color.rgb.blue;
}

ScreenCell screen_cell(TestScreen *screen, int x, int y)
{
    VTermScreenCell cell;
    ScreenCell found = {.foreground = -1};
    vterm_screen_get_cell(screen->cells, (VTermPos){.row = y, .col = x}, &cell);
    if (cell.chars[0] != (uint32_t)-1)
        found.text[encode_utf8(found.text, cell.chars[0] ? cell.chars[0] : ' ')] = '\0';
    found.foreground = rgb_of(screen, cell.fg);
    found.background = rgb_of(screen, cell.bg);
    found.bold = cell.attrs.bold;
    found.reverse = cell.attrs.reverse;
    return found;
}

const char *screen_picture(TestScreen *screen)
{
    free(screen->picture);
    screen->picture = malloc((size_t)(screen->columns * 4 + 1) * (size_t)screen->rows + 1);
    char *out = screen->picture;
    for (int y = 0; y < screen->rows; y++) {
        for (int x = 0; x < screen->columns; x++) {
            VTermScreenCell cell;
            vterm_screen_get_cell(screen->cells, (VTermPos){.row = y, .col = x}, &cell);
            out += encode_utf8(out, cell.chars[0] && cell.chars[0] != (uint32_t)-1 ? cell.chars[0] : ' ');
        }
        *out++ = '\n';
    }
    *out = '\0';
    return screen->picture;
}

bool screen_shows(TestScreen *screen, const char *text)
{
    return strstr(screen_picture(screen), text) != NULL;
}

static bool wait_for(TestScreen *screen, const char *text, const char *other, bool present, bool may_end)
{
    struct timespec start, now;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (;;) {
        if (screen_shows(screen, text) == present)
            return true;
        if (other && screen_shows(screen, other))
            return false;
        read_some(screen, 100);
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (may_end && screen->ended)
            return false;
        if (now.tv_sec - start.tv_sec > PATIENCE_SECONDS || (screen->ended && screen_shows(screen, text) != present)) {
            fprintf(stderr, "%s: '%s'\n%s\n", present ? "never came" : "never went", text, screen_picture(screen));
            fail();
        }
    }
}

bool screen_until(TestScreen *screen, bool (*is_so)(void *state, const char *picture), void *state)
{
    struct timespec start, now;
    clock_gettime(CLOCK_MONOTONIC, &start);
    do {
        if (is_so(state, screen_picture(screen)))
            return true;
        read_some(screen, 100);
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (now.tv_sec - start.tv_sec <= PATIENCE_SECONDS && !screen->ended);
    return is_so(state, screen_picture(screen));
}

void screen_wait(TestScreen *screen, const char *text)
{
    wait_for(screen, text, NULL, true, false);
}

bool screen_wait_gone_or_end(TestScreen *screen, const char *text)
{
    return wait_for(screen, text, NULL, false, true);
}

bool screen_wait_or_end(TestScreen *screen, const char *text)
{
    return wait_for(screen, text, NULL, true, true);
}

void screen_wait_gone(TestScreen *screen, const char *text)
{
    wait_for(screen, text, NULL, false, false);
}

bool screen_wait_either(TestScreen *screen, const char *text, const char *other)
{
    return wait_for(screen, text, other, true, false);
}

void screen_settle(TestScreen *screen)
{
    enum { QUIET_MILLISECONDS = 400 };
    for (unsigned long before = 0; !screen->ended && before != screen->raw_length;) {
        before = screen->raw_length;
        read_some(screen, QUIET_MILLISECONDS);
    }
}

/* ---- the rest --------------------------------------------------------------------- */

void screen_type(TestScreen *screen, const char *keys)
{
    /* Who writes keys while the program writes its picture has to read as well. */
    size_t left = strlen(keys);
    int flags = fcntl(screen->master, F_GETFL);
    fcntl(screen->master, F_SETFL, flags | O_NONBLOCK);
    while (left && !screen->ended) {
        struct pollfd both = {screen->master, POLLIN | POLLOUT, 0};
        poll(&both, 1, 1000);
        if (both.revents & (POLLIN | POLLHUP))
            read_some(screen, 0);
        ssize_t written = both.revents & POLLOUT ? write(screen->master, keys, left) : 0;
        keys += written > 0 ? written : 0;
        left -= written > 0 ? (size_t)written : 0;
    }
    fcntl(screen->master, F_SETFL, flags);
}

/* libvterm only grows: what the program still writes for a larger window, while it has not
 * heard of the smaller one, crashes libvterm 0.1.4. What is looked at is the window. */
void screen_resize(TestScreen *screen, int columns, int rows)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    screen->columns = columns;
    screen->rows = rows;
    screen->most_columns = columns > screen->most_columns ? columns : screen->most_columns;
    screen->most_rows = rows > screen->most_rows ? rows : screen->most_rows;
    vterm_set_size(screen->terminal, screen->most_rows, screen->most_columns);
    ioctl(screen->master, TIOCSWINSZ, &size);
}

void screen_signal(TestScreen *screen, int signal_number)
{
    kill(screen->child, signal_number);
}

int screen_end(TestScreen *screen)
{
    int status = 0;
    while (!screen->ended)
        read_some(screen, 1000);
    waitpid(screen->child, &status, 0);
    screen->child = 0;
    return status;
}

const char *screen_raw(TestScreen *screen, unsigned long *length)
{
    *length = screen->raw_length;
    return screen->raw;
}

void screen_close(TestScreen *screen)
{
    close(screen->master);
    screen->master = -1;
    waitpid(screen->child, NULL, 0);
    screen->child = 0;
    screen_free(screen);
}

void screen_free(TestScreen *screen)
{
    if (screen->child) {
        kill(screen->child, SIGKILL);
        waitpid(screen->child, NULL, 0);
    }
    if (screen->master >= 0)
        close(screen->master);
    vterm_free(screen->terminal);
    free(screen->picture);
    free(screen->raw);
    free(screen);
}
