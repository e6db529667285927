#define NCURSES_WIDECHAR 1
#include "limbeck/tui/terminal/terminal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

/* ncurses 5 does not report the wheel turned down. */
#ifndef BUTTON5_PRESSED
#define BUTTON5_PRESSED 0
#endif

struct Terminal {
    SCREEN *screen;
    FILE *keyboard;
    bool ascii;
    bool colors;
    attr_t attributes[STYLE_COUNT];
    int pairs[STYLE_COUNT];
    int click_x, click_y;
    int frame; /* file in memory that collects a frame; -1: none */
};

const char *terminal_library(void)
{
    return curses_version();
}

/* ---- restoring the terminal ---------------------------------------------------------- */

static struct termios original;
static volatile sig_atomic_t taken;
static int screen_descriptor = STDOUT_FILENO; /* the terminal, even while standard output is redirected to `frame` */

/* Async-signal-safe: leaves the alternate screen, shows the cursor, restores the modes, then raises the signal again.
 */
static void restore_on_signal(int signal_number)
{
    static const char leave[] = "\033[0m\033[?1000l\033[?1006l\033[?1l\033>\033[?25h\033[?1049l";
    if (taken) {
        taken = 0;
        ssize_t ignored = write(screen_descriptor, leave, sizeof leave - 1);
        (void)ignored;
        tcsetattr(STDIN_FILENO, TCSANOW, &original);
    }
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* The first signal asks the loop to quit like a user, which cancels statements on the server. The second ends the
 * program at once. */
static volatile sig_atomic_t quit_requested;
static int quit_pipe[2] = {-1, -1};

static void request_quit(int signal_number)
{
    if (quit_requested)
        restore_on_signal(signal_number);
    quit_requested = signal_number;
    ssize_t ignored = write(quit_pipe[1], "l", 1);
    (void)ignored;
}

static void guard_signals(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    static const int requests[] = {SIGTERM, SIGHUP, SIGQUIT, SIGINT};
    struct sigaction action = {.sa_handler = restore_on_signal};
    sigemptyset(&action.sa_mask);
    action.sa_flags = (int)SA_RESETHAND;
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        sigaction(crashes[i], &action, NULL);
    if (quit_pipe[0] < 0 && pipe2(quit_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        quit_pipe[0] = quit_pipe[1] = -1;
    action.sa_handler = quit_pipe[0] < 0 ? restore_on_signal : request_quit;
    action.sa_flags = quit_pipe[0] < 0 ? (int)SA_RESETHAND : 0;
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
        sigaction(requests[i], &action, NULL);
}

void terminal_end_by_signal(void)
{
    int number = quit_requested;
    if (number)
        restore_on_signal(number);
}

/* Opens standard input again, so that O_NONBLOCK affects only limbeck and not the shell. In blocking mode ncurses
 * waits for the rest of a half-read mouse event until another key is pressed. */
static FILE *open_keyboard(void)
{
    const char *name = ttyname(STDIN_FILENO);
    int file = name ? open(name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) : -1;
    FILE *keyboard = file >= 0 ? fdopen(file, "r") : NULL;
    return keyboard ? keyboard : stdin;
}

static void close_keyboard(FILE *keyboard)
{
    if (keyboard != stdin)
        fclose(keyboard);
}

Terminal *terminal_open(bool no_color, bool ascii, Error *error)
{
    Terminal *terminal = memory_alloc(sizeof *terminal);
    setlocale(LC_CTYPE, ""); /* character encoding only; number and message formats stay "C" */
    terminal->keyboard = open_keyboard();
    if (tcgetattr(STDIN_FILENO, &original) != 0 || !(terminal->screen = newterm(NULL, stdout, terminal->keyboard))) {
        error_set(error, ERROR_USAGE, "the terminal '%s' is unknown", getenv("TERM") ? getenv("TERM") : "");
        error_hint(error, "set TERM to the type of your terminal, for example xterm-256color");
        close_keyboard(terminal->keyboard);
        free(terminal);
        return NULL;
    }
    taken = 1;
    screen_descriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    terminal->frame = screen_descriptor < 0 ? -1 : memfd_create("limbeck", MFD_CLOEXEC);
    guard_signals();
    set_escdelay(25);
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    curs_set(0);
    const char *no_color_wish = getenv("NO_COLOR");
    terminal->ascii = ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    terminal->colors = !no_color && !(no_color_wish && *no_color_wish) && has_colors();
    if (terminal->colors) {
        start_color();
        use_default_colors();
    }
    return terminal;
}

void terminal_close(Terminal *terminal)
{
    if (!terminal)
        return;
    taken = 0;
    endwin();
    delscreen(terminal->screen);
    close_keyboard(terminal->keyboard);
    if (terminal->frame >= 0)
        close(terminal->frame);
    if (screen_descriptor != STDOUT_FILENO)
        close(screen_descriptor);
    screen_descriptor = STDOUT_FILENO;
    free(terminal);
}

/* ---- other programs in the terminal ------------------------------------------------------- */

void terminal_suspend(Terminal *terminal)
{
    (void)terminal;
    taken = 0;
    endwin();
}

void terminal_resume(Terminal *terminal)
{
    (void)terminal;
    taken = 1;
    clearok(curscr, TRUE);
    refresh();
}

void terminal_copy(Terminal *terminal, const char *text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t length = strlen(text);
    (void)terminal;
    fputs("\033]52;c;", stdout);
    for (size_t at = 0; at < length; at += 3) {
        unsigned char bytes[3] = {0};
        size_t left = length - at < 3 ? length - at : 3;
        memcpy(bytes, text + at, left);
        uint32_t three = (uint32_t)bytes[0] << 16 | (uint32_t)bytes[1] << 8 | bytes[2];
        for (size_t i = 0; i < 4; i++)
            putchar(i <= left ? digits[three >> (18 - 6 * i) & 63] : '=');
    }
    fputs("\a", stdout);
    fflush(stdout);
}

/* ---- colours ------------------------------------------------------------------------------ */

static int distance(int32_t a, int32_t b)
{
    int red = ((a >> 16) & 255) - ((b >> 16) & 255), green = ((a >> 8) & 255) - ((b >> 8) & 255),
        blue = (a & 255) - (b & 255);
    return red * red * 3 + green * green * 4 + blue * blue * 2;
}

static int32_t cube_color(int index)
{
    static const int levels[] = {0, 95, 135, 175, 215, 255};
    if (index >= 232) {
        int gray = 8 + (index - 232) * 10;
        return gray << 16 | gray << 8 | gray;
    }
    index -= 16;
    return levels[index / 36] << 16 | levels[index / 6 % 6] << 8 | levels[index % 6];
}

/* The nearest colour of the terminal's palette. */
static int nearest_color(int32_t color)
{
    static const int32_t basic[16] = {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
                                      0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff};
    if (color < 0)
        return -1;
    if (COLORS >= 1 << 24)
        return color;
    int best = 7, first = COLORS >= 256 ? 16 : 0, last = COLORS >= 256 ? 256 : COLORS >= 16 ? 16 : 8;
    for (int i = first, closest = -1; i < last; i++) {
        int away = distance(color, COLORS >= 256 ? cube_color(i) : basic[i]);
        if (closest < 0 || away < closest) {
            closest = away;
            best = i;
        }
    }
    return best;
}

static void make_pair(int pair, int foreground, int background)
{
#if NCURSES_EXT_COLORS
    init_extended_pair(pair, foreground, background);
#else /* ncurses 5 cannot use palette colours on a terminal with millions of colours */
    if (COLORS <= SHRT_MAX)
        init_pair((short)pair, (short)foreground, (short)background);
#endif
}

void terminal_set_theme(Terminal *terminal, const Theme *theme)
{
    for (int i = 0; i < STYLE_COUNT; i++) {
        bool is_named = terminal->colors && COLORS < 256 && theme->has_few[i];
        const Look *look = is_named ? &theme->few[i] : &theme->looks[i];
        terminal->attributes[i] = (look->bold ? A_BOLD : 0) | (look->dim ? A_DIM : 0) |
                                  (look->underline ? A_UNDERLINE : 0) | (look->reverse ? A_REVERSE : 0);
        terminal->pairs[i] = 0;
        if (terminal->colors && (look->foreground >= 0 || look->background >= 0)) {
            terminal->pairs[i] = i + 1;
            make_pair(i + 1, is_named ? look->foreground : nearest_color(look->foreground),
                      is_named ? look->background : nearest_color(look->background));
        }
    }
}

/* ---- showing frames -------------------------------------------------------------------------- */

/* Asks the terminal itself: ncurses would ask standard output, which is the frame file while drawing. */
void terminal_size(Terminal *terminal, int *width, int *height)
{
    struct winsize size;
    (void)terminal;
    bool known = ioctl(screen_descriptor, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col;
    if (known && (size.ws_row != LINES || size.ws_col != COLS))
        resizeterm(size.ws_row, size.ws_col);
    getmaxyx(stdscr, *height, *width);
}

static void write_whole(const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(screen_descriptor, bytes, length);
        if (written < 0 && errno != EINTR && errno != EAGAIN)
            return;
        bytes += written > 0 ? written : 0;
        length -= written > 0 ? (size_t)written : 0;
    }
}

/* ncurses writes line by line, which flickers: the frame is collected and sent in one write. */
static void send_picture(Terminal *terminal)
{
    if (terminal->frame < 0 || dup2(terminal->frame, STDOUT_FILENO) < 0) {
        refresh();
        return;
    }
    refresh();
    fflush(stdout);
    dup2(screen_descriptor, STDOUT_FILENO);
    off_t length = lseek(terminal->frame, 0, SEEK_CUR);
    char *bytes = length > 0 ? memory_alloc((size_t)length) : NULL;
    if (bytes && pread(terminal->frame, bytes, (size_t)length, 0) == length)
        write_whole(bytes, (size_t)length);
    free(bytes);
    if (lseek(terminal->frame, 0, SEEK_SET) < 0 || ftruncate(terminal->frame, 0) != 0) {
        close(terminal->frame);
        terminal->frame = -1;
    }
}

void terminal_show(Terminal *terminal, const Surface *surface)
{
    for (int y = 0; y < surface->height; y++) {
        for (int x = 0; x < surface->width; x++) {
            const Cell *cell = &surface->cells[y * surface->width + x];
            bool is_right_half = !cell->codepoint;
            if (is_right_half && !terminal->ascii)
                continue;
            wchar_t text[4] = {is_right_half     ? L' '
                               : terminal->ascii ? (wchar_t)plain_letter(cell->codepoint)
                                                 : (wchar_t)cell->codepoint,
                               terminal->ascii ? 0 : (wchar_t)cell->marks[0], (wchar_t)cell->marks[1], L'\0'};
            attr_t attributes = terminal->attributes[cell->style];
            if (cell->reverse)
                attributes ^= A_REVERSE;
            cchar_t character;
            int pair = terminal->pairs[cell->style];
            setcchar(&character, text, attributes, (short)pair, NCURSES_EXT_COLORS ? &pair : NULL);
            mvadd_wch(y, x, &character);
        }
    }
    send_picture(terminal);
}

/* ---- keys ---------------------------------------------------------------------------------------- */

/* The C library may decode five bytes to a code outside Unicode, which would equal one of our key codes. */
static bool is_character(wint_t code)
{
    return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

static Key translate(wint_t code, bool special)
{
    static const struct {
        wint_t code;
        Key key;
    } rows[] = {
        {KEY_UP, KEY_CODE_UP},         {KEY_DOWN, KEY_CODE_DOWN},     {KEY_LEFT, KEY_CODE_LEFT},
        {KEY_RIGHT, KEY_CODE_RIGHT},   {KEY_PPAGE, KEY_CODE_PAGE_UP}, {KEY_NPAGE, KEY_CODE_PAGE_DOWN},
        {KEY_HOME, KEY_CODE_HOME},     {KEY_END, KEY_CODE_END},       {KEY_BACKSPACE, KEY_CODE_BACKSPACE},
        {KEY_BTAB, KEY_CODE_BACK_TAB}, {KEY_RESIZE, KEY_CODE_RESIZE}, {KEY_ENTER, KEY_CODE_ENTER},
    };
    for (size_t i = 0; special && i < sizeof rows / sizeof *rows; i++)
        if (rows[i].code == code)
            return rows[i].key;
    if (special || !is_character(code))
        return KEY_NONE_YET;
    if (code == 3)
        return KEY_CODE_INTERRUPT;
    return code == 127 || code == 8 ? KEY_CODE_BACKSPACE : code == '\n' ? KEY_CODE_ENTER : (Key)code;
}

static Key mouse_key(Terminal *terminal)
{
    MEVENT event;
    if (getmouse(&event) != OK)
        return KEY_NONE_YET;
    if (event.bstate & (BUTTON4_PRESSED | BUTTON5_PRESSED))
        return event.bstate & BUTTON4_PRESSED ? KEY_CODE_UP : KEY_CODE_DOWN;
    if (!(event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED)))
        return KEY_NONE_YET;
    terminal->click_x = event.x;
    terminal->click_y = event.y;
    return KEY_CODE_CLICK;
}

static Key pending_key(Terminal *terminal)
{
    wint_t code;
    int kind = get_wch(&code);
    if (kind == KEY_CODE_YES && code == KEY_MOUSE)
        return mouse_key(terminal);
    return kind == ERR ? KEY_NONE_YET : translate(code, kind == KEY_CODE_YES);
}

void terminal_take_mouse(Terminal *terminal)
{
    (void)terminal;
    mouseinterval(0); /* do not wait for a release or a double click */
    mousemask(BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
}

void terminal_click(const Terminal *terminal, int *x, int *y)
{
    *x = terminal->click_x;
    *y = terminal->click_y;
}

Key terminal_key(Terminal *terminal, int wake, int milliseconds)
{
    Key key = quit_requested ? KEY_CODE_HANGUP : pending_key(terminal);
    if (key != KEY_NONE_YET)
        return key;
    struct pollfd sources[] = {{fileno(terminal->keyboard), POLLIN, 0}, {wake, POLLIN, 0}, {quit_pipe[0], POLLIN, 0}};
    int ready = quit_requested ? 0 : poll(sources, sizeof sources / sizeof *sources, milliseconds);
    if (quit_requested)
        return KEY_CODE_HANGUP;
    /* The terminal was closed: quit. */
    if (ready > 0 && (sources[0].revents & (POLLHUP | POLLERR)) && !(sources[0].revents & POLLIN))
        return KEY_CODE_HANGUP;
    return pending_key(terminal);
}
