/* Running other programs: a pager, an editor, a post-write hook. Never through a
 * shell: what is run is a list of words. */
#ifndef LIMBECK_BASE_PROCESS_H
#define LIMBECK_BASE_PROCESS_H

#include "limbeck/base/error.h"
#include "limbeck/base/text.h"
#include "limbeck/base/vector.h"

#include <stdio.h>
#include <sys/types.h>

/* Words as a POSIX shell would part them: blanks, quotes, backslashes, and
 * nothing else. False for a quote that is not closed. */
bool words_split(Arena *arena, const char *line, StringVector *words);

/* Runs it and waits. *status is its exit status, 128 + N for a signal N. False
 * when it could not be started. */
bool process_run(Arena *arena, const StringVector *words, const char *folder, int *status, Error *error);

/* Starts it with a pipe to its standard input; NULL when it cannot be found. */
FILE *process_feed(Arena *arena, const StringVector *words, pid_t *child);
void process_wait(pid_t child);

/* Where a program runs; NULL: as limbeck does. */
typedef struct ProcessPlace {
    const char *folder;
    const StringVector *environment; /* all of it, NAME=value */
} ProcessPlace;

/* What it prints, at most a megabyte of it, and its exit status; killed after so many
 * milliseconds. `place` may be NULL. It reads nothing, and its errors are nobody's. False when it could not be
 * started, or did not end in time. */
bool process_read(Arena *arena, const StringVector *words, const ProcessPlace *place, int milliseconds, Text *output,
                  int *status);

/* True when the word is a path to a program, or one on $PATH. */
bool program_exists(Arena *arena, const char *name);

/* $EDITOR, $VISUAL, or the first of those usual that is there. */
bool editor_words(Arena *arena, StringVector *words, Error *error);

#endif
