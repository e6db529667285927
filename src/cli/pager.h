/* Where answers go: long ones through $PAGER when a person reads them. */
#ifndef LIMBECK_SRC_CLI_PAGER_H
#define LIMBECK_SRC_CLI_PAGER_H

#include "limbeck/cli/cli.h"

#include <stdio.h>
#include <sys/types.h>

typedef struct Pager {
    FILE *out;
    pid_t child; /* 0 without one */
} Pager;

Pager pager_open(Arena *arena, const GlobalOptions *options, bool is_long);
/* Waits until the person has left the pager. */
void pager_close(Pager *pager);

#endif
