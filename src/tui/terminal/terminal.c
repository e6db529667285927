#define NCURSES_WIDECHAR 1
#include "limbeck/tui/terminal/terminal.h"

#include "limbeck/base/clock.h"

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

/* Codes of key sequences that are no keys. */
enum { PASTE_BEGINS = KEY_MAX + 1, PASTE_ENDS, BACKGROUND_BEGINS };

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
    enum { COLLECTS_NOTHING, COLLECTS_PASTE, COLLECTS_BACKGROUND } collects; /* what arrives between two marks */
    bool ends_answer;         /* the answer ended with Esc, and a backslash follows */
    int64_t collected;        /* clock_milliseconds() of its latest character */
    Text text;                /* what was collected last */
    int64_t background_query; /* clock_milliseconds() when the background was queried; 0: the terminal has answered */
    bool is_light;
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
    static const char leave[] = "\033[0m\033[?2004l\033[?1000l\033[?1006l\033[?1l\033>\033[?25h\033[?1049l";
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

/* Pasted text arrives between two marks. */
static void mark_pastes(bool marks)
{
    putp(marks ? "\033[?2004h" : "\033[?2004l");
    fflush(stdout);
}

static void take_marks(void)
{
    define_key("\033[200~", PASTE_BEGINS);
    define_key("\033[201~", PASTE_ENDS);
    define_key("\033]11;", BACKGROUND_BEGINS);
    mark_pastes(true);
}

/* Looked up before newterm(), which ends the program for a terminal without such a capability. */
static bool is_known_terminal(void)
{
    int known;
    if (setupterm(NULL, STDOUT_FILENO, &known) != OK)
        return false;
    bool can_move_cursor = tigetstr("cup") != NULL;
    del_curterm(cur_term);
    return can_move_cursor;
}

static Terminal *refuse(Terminal *terminal, Error *error)
{
    error_set(error, ERROR_USAGE, "the terminal '%s' is unknown, or cannot move its cursor",
              getenv("TERM") ? getenv("TERM") : "");
    error_hint(error, "set TERM to the type of your terminal, for example xterm-256color");
    close_keyboard(terminal->keyboard);
    free(terminal);
    return NULL;
}

Terminal *terminal_open(bool no_color, bool ascii, Error *error)
{
    Terminal *terminal = memory_alloc(sizeof *terminal);
    setlocale(LC_CTYPE, ""); /* character encoding only; number and message formats stay "C" */
    terminal->keyboard = open_keyboard();
    bool is_usable = tcgetattr(STDIN_FILENO, &original) == 0 && is_known_terminal();
    if (!is_usable || !(terminal->screen = newterm(NULL, stdout, terminal->keyboard)))
        return refuse(terminal, error);
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
    take_marks();
    terminal->text = text_on_heap();
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
    mark_pastes(false);
    if (terminal->background_query) /* its answer must not reach the shell */
        tcflush(STDIN_FILENO, TCIFLUSH);
    text_release(&terminal->text);
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

/* ---- the terminal's background ------------------------------------------------------------ */

/* Of the types that answer OSC 11, or leave it out. */
static bool answers_questions(void)
{
    static const char *const types[] = {"xterm",   "tmux",    "alacritty", "foot",   "rxvt",    "kitty", "st-",
                                        "wezterm", "ghostty", "konsole",   "mintty", "contour", "vte"};
    const char *type = getenv("TERM");
    bool answers = type && getenv("TMUX") && text_starts_with(type, "screen");
    for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
        answers |= text_starts_with(type, types[i]);
    return answers;
}

/* rxvt's convention, "15;0": the last number is the background, of 16 colours. */
static bool is_light_by_variable(void)
{
    const char *colours = getenv("COLORFGBG"), *last = colours ? strrchr(colours, ';') : NULL;
    int background = last && last[1] ? atoi(last + 1) : 0;
    return background == 7 || (background > 8 && background < 16);
}

void terminal_query_background(Terminal *terminal)
{
    terminal->is_light = is_light_by_variable();
    if (!terminal->colors || !answers_questions())
        return;
    terminal->background_query = clock_milliseconds();
    fputs("\033]11;?\033\\", stdout);
    fflush(stdout);
}

bool terminal_is_light(const Terminal *terminal)
{
    return terminal->is_light;
}

/* "rgb:ffff/ffff/ffff", each of one to four digits. */
static void read_background(Terminal *terminal)
{
    static const int weights[] = {299, 587, 114};
    const char *at = strchr(text_string(&terminal->text), ':');
    long brightness = 0;
    for (size_t i = 0; at && i < 3; i++) {
        char *end;
        long part = strtol(at + 1, &end, 16), most = (1L << (4 * (end - at - 1))) - 1;
        if (end == at + 1 || end > at + 5 || part < 0 || (i < 2 && *end != '/'))
            return;
        brightness += part * weights[i] / most;
        at = end;
    }
    terminal->is_light = at ? brightness > 500 : terminal->is_light;
}

/* ---- other programs in the terminal ------------------------------------------------------- */

void terminal_suspend(Terminal *terminal)
{
    (void)terminal;
    taken = 0;
    mark_pastes(false);
    endwin();
}

void terminal_resume(Terminal *terminal)
{
    (void)terminal;
    taken = 1;
    mark_pastes(true);
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
        bool is_named = terminal->colors && COLORS < 256 && theme->has_few_colours[i];
        const StyleAttributes *look = is_named ? &theme->attributes_few_colours[i] : &theme->attributes[i];
        terminal->attributes[i] = (look->bold ? A_BOLD : 0) | (look->dim ? A_DIM : 0) |
                                  (look->underline ? A_UNDERLINE : 0) | (look->reverse ? A_REVERSE : 0);
        terminal->pairs[i] = 0;
        if (terminal->colors && (look->foreground >= 0 || look->background >= 0)) {
            terminal->pairs[i] = i + 1;
            make_pair(i + 1, is_named ? look->foreground : nearest_color(look->foreground, COLORS),
                      is_named ? look->background : nearest_color(look->background, COLORS));
        }
    }
}

/* ---- showing frames -------------------------------------------------------------------------- */

/* Queries the terminal itself: ncurses would query standard output, which is the frame file while drawing. */
void terminal_size(Terminal *terminal, int *width, int *height)
{
    struct winsize size;
    (void)terminal;
    bool known = ioctl(screen_descriptor, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col;
    if (known && (size.ws_row != LINES || size.ws_col != COLS))
        resizeterm(size.ws_row, size.ws_col);
    getmaxyx(stdscr, *height, *width);
}

static void write_all(const char *bytes, size_t length)
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
        write_all(bytes, (size_t)length);
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
                               : terminal->ascii ? (wchar_t)ascii_letter(cell->codepoint)
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
        {KEY_BTAB, KEY_CODE_BACK_TAB}, {KEY_DC, KEY_CODE_DELETE},     {KEY_RESIZE, KEY_CODE_RESIZE},
        {KEY_ENTER, KEY_CODE_ENTER},
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
    terminal->click_x = event.x;
    terminal->click_y = event.y;
    if (event.bstate & (BUTTON4_PRESSED | BUTTON5_PRESSED))
        return event.bstate & BUTTON4_PRESSED ? KEY_CODE_WHEEL_UP : KEY_CODE_WHEEL_DOWN;
    if (!(event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED)))
        return KEY_NONE_YET;
    return KEY_CODE_CLICK;
}

/* ---- text between marks -------------------------------------------------------------------- */

static bool begin_collecting(Terminal *terminal, wint_t code)
{
    if (code != PASTE_BEGINS && code != BACKGROUND_BEGINS)
        return false;
    terminal->collects = code == PASTE_BEGINS ? COLLECTS_PASTE : COLLECTS_BACKGROUND;
    terminal->collected = clock_milliseconds();
    text_clear(&terminal->text);
    return true;
}

static Key end_collecting(Terminal *terminal)
{
    bool is_paste = terminal->collects == COLLECTS_PASTE;
    terminal->collects = COLLECTS_NOTHING;
    if (is_paste)
        return KEY_CODE_PASTE;
    terminal->background_query = 0;
    read_background(terminal);
    return KEY_CODE_BACKGROUND;
}

/* Collects a character; after the last one, returns the key that represents all of them. */
static Key collect(Terminal *terminal, wint_t code, bool is_special)
{
    enum { MOST = 100000, BELL = 7 };
    char bytes[4];
    bool is_paste = terminal->collects == COLLECTS_PASTE;
    terminal->collected = clock_milliseconds();
    terminal->ends_answer = !is_paste && !is_special && code == KEY_CODE_ESCAPE;
    if (is_paste ? is_special && code == PASTE_ENDS : !is_special && (code == BELL || code == KEY_CODE_ESCAPE))
        return end_collecting(terminal);
    if (!is_special && is_character(code) && terminal->text.length < MOST)
        text_append_bytes(&terminal->text, bytes, utf8_encode(code, bytes));
    return KEY_NONE_YET;
}

/* A terminal that omits the end mark must not make later keys part of the paste. */
static bool is_collecting(Terminal *terminal)
{
    enum { PATIENCE_MILLISECONDS = 1000 };
    if (clock_milliseconds() - terminal->collected > PATIENCE_MILLISECONDS)
        terminal->collects = COLLECTS_NOTHING;
    return terminal->collects != COLLECTS_NOTHING;
}

static Key pending_key(Terminal *terminal)
{
    wint_t code;
    Key key = KEY_NONE_YET;
    int kind;
    while (key == KEY_NONE_YET && (kind = get_wch(&code)) != ERR) {
        bool is_special = kind == KEY_CODE_YES, ends = terminal->ends_answer && !is_special && code == '\\';
        terminal->ends_answer = false;
        if (ends || (is_special && begin_collecting(terminal, code)))
            continue;
        if (is_collecting(terminal))
            key = collect(terminal, code, is_special);
        else
            return is_special && code == KEY_MOUSE ? mouse_key(terminal) : translate(code, is_special);
    }
    return key;
}

const char *terminal_pasted(Terminal *terminal)
{
    return text_string(&terminal->text);
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
