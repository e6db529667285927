/* Findings that several members of a fleet share, such as a table that a step destroys in each: shown once, with sums.
 *
 *     FleetFinding finding = {"destroys table t", "rows", 6};
 *     SharedFindings shared = {0};
 *     fleet_share_finding(arena, &shared, "tenant_1", &finding);
 *     show("%s", shared.items[0]->finding.text); */
#ifndef LIMBECK_FLEET_FINDINGS_H
#define LIMBECK_FLEET_FINDINGS_H

#include "limbeck/base/map.h"
#include "limbeck/fleet/run.h"

typedef struct SharedFinding {
    FleetFinding finding; /* its count: of all members; -1: one of them was not counted */
    size_t members;
    Text names; /* of the first few: "a, b, c" */
} SharedFinding;

typedef struct SharedFindings {
    SharedFinding **items;
    size_t count, capacity;
    Map by_text;
} SharedFindings;

void fleet_share_finding(Arena *arena, SharedFindings *shared, const char *member, const FleetFinding *finding);
/* "destroys table t: 6 rows" */
const char *shared_finding_text(Arena *arena, const SharedFinding *shared);
/* "in 6 databases: a, b, c, d, e, ..." */
const char *shared_finding_places(Arena *arena, const SharedFinding *shared);

#endif
