/* The work of `limbeck fleet` on one database, in a separate process. */
#ifndef LIMBECK_SRC_CLI_FLEET_WORK_H
#define LIMBECK_SRC_CLI_FLEET_WORK_H

#include "limbeck/fleet/control.h"
#include "limbeck/workspace/plan.h"
#include "verb.h"

typedef struct FleetCall {
    VerbCall *call;
    const char *target;
    PlanDirection direction;
    struct FleetDisplay *display; /* for FleetRun.changed */
} FleetCall;

/* For FleetRun.work; `state` is a FleetCall. */
int fleet_read_one(void *state, const FleetMember *member, FILE *report);
int fleet_losses_one(void *state, const FleetMember *member, FILE *report);
int fleet_drift_one(void *state, const FleetMember *member, FILE *report);
int fleet_migrate_one(void *state, const FleetMember *member, FILE *report);
/* For FleetHost.work; `state` is a VerbCall. */
int fleet_task_one(void *state, const FleetTask *task, const FleetMember *member, FILE *report);

#endif
