/* Runs other programs: pager, editor, post-write hooks. Never through a shell: a command is a list of words.
 *
 *     int status;
 *     StringVector words = {0};
 *     if (!editor_words(arena, &words, error))
 *         return false;
 *     vector_push(arena, &words, path);
 *     return process_run(arena, &words, NULL, &status, error);
 */
#ifndef LIMBECK_BASE_PROCESS_H
#define LIMBECK_BASE_PROCESS_H

#include "limbeck/base/error.h"
#include "limbeck/base/text.h"
#include "limbeck/base/vector.h"

#include <stdatomic.h>
#include <stdio.h>
#include <sys/types.h>

/* Splits a line like a POSIX shell: blanks, quotes, backslashes, nothing else. False for an unclosed quote. */
bool words_split(Arena *arena, const char *line, StringVector *words);

/* Runs the program and waits. *status: exit status, or 128 + N after signal N. False when it could not be started. */
bool process_run(Arena *arena, const StringVector *words, const char *folder, int *status, Error *error);

/* Starts the program with a pipe to its standard input; NULL when it cannot be found. */
FILE *process_feed(Arena *arena, const StringVector *words, pid_t *child);
void process_wait(pid_t child);

/* Folder and environment of a program; NULL: limbeck's. */
typedef struct ProcessPlace {
    const char *folder;
    const StringVector *environment; /* complete, as NAME=value */
    const atomic_bool *stops;        /* the program is killed when it becomes true; NULL: never */
} ProcessPlace;

/* Runs the program and returns its output, at most four megabytes, and its exit status; killed after `milliseconds`.
 * `place` may be NULL. Its standard input is empty, its standard error discarded. False when it could not be started,
 * or did not end in time. */
bool process_read(Arena *arena, const StringVector *words, const ProcessPlace *place, int milliseconds, Text *output,
                  int *status);

/* True for the path of a program, or a program on $PATH. */
bool program_exists(Arena *arena, const char *name);

/* $EDITOR, $VISUAL, or the first usual editor that exists. */
bool editor_words(Arena *arena, StringVector *words, Error *error);

#endif
