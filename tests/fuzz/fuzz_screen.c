/* What comes from the terminal, and what goes to it. */
#include "fuzz.h"

#include "limbeck/tui/surface/surface.h"
#include "limbeck/tui/terminal/terminal.h"

#include <curses.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* A terminal that nobody sits at; what is typed there comes out of terminal_key(). */
static int keyboard = -1;
static Terminal *terminal;

static void close_terminal(void)
{
    terminal_close(terminal);
}

static void open_terminal(void)
{
    int inside;
    Error error = {0};
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    must(openpty(&keyboard, &inside, NULL, NULL, &size) == 0);
    fcntl(keyboard, F_SETFL, O_NONBLOCK);
    dup2(inside, STDIN_FILENO);
    dup2(inside, STDOUT_FILENO);
    setenv("TERM", "xterm-256color", 1);
    struct sigaction told[NSIG];
    for (int i = 1; i < NSIG; i++)
        sigaction(i, NULL, &told[i]);
    terminal = terminal_open(false, false, &error);
    must(terminal);
    /* Or a crash would only give the terminal back, and nobody would hear of it. */
    for (int i = 1; i < NSIG; i++)
        sigaction(i, &told[i], NULL);
    set_escdelay(0); /* or each escape waits for what may follow it */
    terminal_take_mouse(terminal);
    atexit(close_terminal);
}

static void forget_output(void)
{
    char bytes[4096];
    while (read(keyboard, bytes, sizeof bytes) > 0)
        continue;
}

void fuzz_terminal(const uint8_t *bytes, size_t length)
{
    if (!terminal)
        open_terminal();
    forget_output();
    length = length > 500 ? 500 : length; /* what a terminal holds */
    /* Less is taken where the kernel has not yet handed on what was typed before. */
    ssize_t typed = write(keyboard, bytes, length);
    for (ssize_t keys = 0; keys <= typed + 8; keys++) {
        Key key = terminal_key(terminal, -1, 0);
        int x = 0, y = 0;
        must(key <= KEY_CODE_CLICK);
        if (key == KEY_CODE_CLICK)
            terminal_click(terminal, &x, &y);
    }
}

void fuzz_surface(const uint8_t *bytes, size_t length)
{
    Arena *arena = arena_new();
    const char *text = fuzz_text(arena, bytes, length);
    int width = length ? bytes[length - 1] % 50 + 1 : 10;
    Surface *surface = surface_new(60, 3);
    int taken = surface_text(surface, 5, 1, width, STYLE_TEXT, text);
    must(taken >= 0 && taken <= width);
    for (int i = 0; i < surface->width * surface->height; i++) {
        uint32_t letter = surface->cells[i].codepoint;
        bool is_control = (letter && letter < 0x20) || (letter >= 0x7f && letter < 0xa0);
        bool turns_text = (letter >= 0x202a && letter <= 0x202e) || (letter >= 0x2066 && letter <= 0x2069);
        must(!is_control && !turns_text && letter <= 0x10ffff && !(letter >= 0xd800 && letter < 0xe000));
        bool is_outside = i / surface->width != 1 || i % surface->width < 5 || i % surface->width >= 5 + width;
        must(!is_outside || letter == ' ');
    }
    surface_free(surface);
    arena_free(arena);
}
