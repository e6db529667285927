/* Where the members of a fleet stand in its project's history, without reading a script or a database.
 *
 *     FleetRevisions revisions = {...};
 *     StringVector rows = {...};
 *     FleetHistory *history = fleet_history_new(arena, &revisions);
 *     if (!fleet_orphan_row(history, &rows)) show("%zu steps behind", fleet_lag(history, &rows)); */
#ifndef LIMBECK_FLEET_STANDING_H
#define LIMBECK_FLEET_STANDING_H

#include "limbeck/fleet/revisions.h"

typedef struct FleetHistory FleetHistory;

/* `revisions` must outlive it. */
FleetHistory *fleet_history_new(Arena *arena, const FleetRevisions *revisions);
/* The number of revisions that are not applied where these are the version rows. */
size_t fleet_lag(FleetHistory *history, const StringVector *rows);
/* The first version row that has no script; NULL: each has one. */
const char *fleet_orphan_row(const FleetHistory *history, const StringVector *rows);

#endif
