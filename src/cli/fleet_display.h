/* The display of a run over a fleet: its status line, and a line for each database that has ended. */
#ifndef LIMBECK_SRC_CLI_FLEET_DISPLAY_H
#define LIMBECK_SRC_CLI_FLEET_DISPLAY_H

#include "limbeck/fleet/run.h"

typedef struct FleetDisplay {
    Arena *arena;
    bool is_run;        /* the databases are migrated, not only read */
    MemberState *shown; /* of each member, the state whose line is printed */
    int stops_said;
    int64_t status_shown; /* when */
} FleetDisplay;

/* For FleetRun.changed; `state` is a FleetCall. */
void fleet_show_change(void *state, const FleetRun *run, size_t member);

#endif
