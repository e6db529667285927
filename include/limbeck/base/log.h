/* Log lines: warnings and Alembic's log lines on standard error. The terminal interface receives them instead.
 *
 *     log_line("notice: %s has no downgrade()", name);
 *     log_status("counting rows ...");
 *     log_status(NULL);
 */
#ifndef LIMBECK_BASE_LOG_H
#define LIMBECK_BASE_LOG_H

#include <stdbool.h>

typedef void LogReceiver(void *state, const char *line);

/* Sets the receiver of log lines; NULL restores standard error. Not thread-safe: call it before the worker starts. */
void log_to(LogReceiver *receiver, void *state);

/* Writes one line, with control characters made visible. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Shows a status line on the terminal, replaced by the next call; NULL removes it. False when there is no terminal. */
bool log_status(const char *line);

#endif
