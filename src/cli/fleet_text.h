/* The output of `limbeck fleet`: the revision of each database, and the result of a run. */
#ifndef LIMBECK_SRC_CLI_FLEET_TEXT_H
#define LIMBECK_SRC_CLI_FLEET_TEXT_H

#include "limbeck/fleet/revisions.h"
#include "limbeck/fleet/run.h"

#include <stdio.h>

typedef struct FleetPicture {
    Arena *arena;
    FILE *out;
    const FleetRevisions *revisions;
    const FleetRun *run;
    const char *target;
    bool downgrade, is_run; /* is_run: the members were migrated, not only read */
    const char *finds;      /* "losses", "drift": what was looked for; NULL: nothing */
    bool all;               /* a line for each member, not only for those that need attention */
} FleetPicture;

void fleet_print(const FleetPicture *picture);
void fleet_print_json(const FleetPicture *picture);
/* Markdown, for a comment or a file. */
void fleet_print_markdown(const FleetPicture *picture);

/* Whether the version rows are current. */
bool fleet_rows_known(const FleetResult *result);
/* "a1b2, c3d4"; "<base>"; "?" */
const char *fleet_rows_text(Arena *arena, const FleetResult *result);
/* The members that are at no revision of the project. */
bool fleet_is_orphan(const FleetPicture *picture, const FleetResult *result, const char **row);

#endif
