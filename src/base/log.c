#include "limbeck/base/log.h"

#include "limbeck/base/secrets.h"
#include "limbeck/base/text.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

static LogReceiver *current_receiver;
static void *receiver_state;

void log_to(LogReceiver *receiver, void *state)
{
    current_receiver = receiver;
    receiver_state = state;
}

void log_line(const char *format, ...)
{
    Arena *arena = arena_new();
    va_list arguments;
    va_start(arguments, format);
    const char *line =
        text_without_passwords(arena, text_harmless(arena, arena_vformat(arena, format, arguments), false));
    va_end(arguments);
    if (current_receiver) {
        current_receiver(receiver_state, line);
    } else {
        log_status(NULL);
        fprintf(stderr, "%s\n", line);
    }
    arena_free(arena);
}

bool log_status(const char *line)
{
    static bool is_shown;
    struct winsize size;
    if (current_receiver || !isatty(STDERR_FILENO) || ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0)
        return false;
    if (line || is_shown) {
        Arena *arena = arena_new();
        const char *shown = line ? text_harmless(arena, line, false) : "";
        /* Cut to the terminal's width: a longer status line would wrap and could not be replaced. */
        fprintf(stderr, "\r%.*s\033[K%s", size.ws_col > 1 ? size.ws_col - 1 : 0, shown, line ? "" : "\r");
        fflush(stderr);
        arena_free(arena);
    }
    is_shown = line != NULL;
    return true;
}
