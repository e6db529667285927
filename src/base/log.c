#include "limbeck/base/log.h"

#include "limbeck/base/text.h"

#include <stdio.h>

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
    const char *line = text_harmless(arena, arena_vformat(arena, format, arguments), false);
    va_end(arguments);
    if (current_receiver)
        current_receiver(receiver_state, line);
    else
        fprintf(stderr, "%s\n", line);
    arena_free(arena);
}
