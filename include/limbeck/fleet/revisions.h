/* The revisions of a fleet's project, read from its scripts; no database is read. */
#ifndef LIMBECK_FLEET_REVISIONS_H
#define LIMBECK_FLEET_REVISIONS_H

#include "limbeck/base/vector.h"
#include "limbeck/workspace/workspace.h"

typedef struct FleetRevision {
    const char *id, *message;
    bool is_head;
    StringVector below; /* the revisions that it revises or depends on */
} FleetRevision;

/* Newest first. */
typedef VECTOR(FleetRevision) FleetRevisions;

/* Those of an open project; the texts are copied. */
void fleet_revisions_of_map(Arena *arena, const RevisionMap *map, FleetRevisions *revisions);
/* Call it while this process has no other thread. */
bool fleet_revisions(Arena *arena, const WorkspaceOptions *project, FleetRevisions *revisions, Error *error);

#endif
