/* The display of a run over a fleet: its status line, a line for each database that has ended, and Ctrl-C. */
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

/* For FleetRun.stops. */
extern volatile sig_atomic_t fleet_stops;
/* False: signals end the program again. */
void fleet_take_signals(bool takes);

/* For FleetRun.changed; `state` is a FleetCall. */
void fleet_show_change(void *state, const FleetRun *run, size_t member);

#endif
