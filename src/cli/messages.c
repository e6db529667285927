#include "messages.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* As Alembic, reads the width from standard input's terminal; 0 when it is none. */
static size_t terminal_width(void)
{
    struct winsize size;
    return ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static void print_message(VerbCall *call, const char *text, bool newline)
{
    size_t width = terminal_width(), column = 0;
    const char *line = text_harmless(call->arena, text, false);
    if (!width) {
        fprintf(call->out, "%s%s", line, newline ? "\n" : "");
        return;
    }
    for (const char *at = line; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        bool breaks = column && column + 1 + length > width;
        fprintf(call->out, "%s%.*s", breaks ? "\n  " : column ? " " : "  ", (int)length, at);
        column = (breaks || !column ? 2 : column + 1) + length;
        at += length;
    }
    fputs(newline ? "\n" : "", call->out);
}

void print_line_message(void *call, const char *line)
{
    print_message(call, line, true);
}

static void begin(void *call, const char *what, bool on_its_own_line)
{
    VerbCall *self = call;
    print_message(self, arena_format(self->arena, "%s ...", what), on_its_own_line);
    fflush(self->out);
}

static void end(void *call, bool done)
{
    fprintf(((VerbCall *)call)->out, "  %s\n", done ? "done" : "FAILED");
}

StatusReceiver status_messages(VerbCall *call)
{
    return (StatusReceiver){begin, end, call};
}
