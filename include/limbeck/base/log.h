/* Lines for a person who asked for them: warnings, and Alembic's own log lines
 * on standard error. The terminal interface collects them instead. */
#ifndef LIMBECK_BASE_LOG_H
#define LIMBECK_BASE_LOG_H

#include <stdbool.h>

typedef void LogReceiver(void *state, const char *line);

/* Where lines go from now on; NULL restores standard error. Not thread-safe:
 * set once, before the worker starts. */
void log_to(LogReceiver *receiver, void *state);

/* One line, made harmless for a terminal. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A line that the next one replaces, on a terminal; NULL takes it away. False where
 * there is none to show it. */
bool log_status(const char *line);

#endif
