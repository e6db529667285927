/* Shows long output in $PAGER when standard output is a terminal. */
#ifndef LIMBECK_SRC_CLI_PAGER_H
#define LIMBECK_SRC_CLI_PAGER_H

#include "limbeck/cli/cli.h"

#include <stdio.h>
#include <sys/types.h>

typedef struct Pager {
    FILE *out;
    pid_t child; /* 0: no pager */
} Pager;

Pager pager_open(Arena *arena, const GlobalOptions *options, bool is_long);
/* Waits until the user quits the pager. */
void pager_close(Pager *pager);

#endif
