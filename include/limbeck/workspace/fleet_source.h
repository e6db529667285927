/* The fleet settings of a project; used to list the members, see limbeck/fleet/members.h. */
#ifndef LIMBECK_WORKSPACE_FLEET_SOURCE_H
#define LIMBECK_WORKSPACE_FLEET_SOURCE_H

#include "limbeck/base/arena.h"
#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/workspace/workspace.h"

/* A key of the ini's [limbeck:fleet]; *value NULL: absent. */
bool workspace_fleet_setting(const Workspace *workspace, Arena *arena, const char *key, const char **value,
                             Error *error);
/* The folder of the ini. */
const char *workspace_folder(const Workspace *workspace);

/* The questions below go to the project's database. An env.py that wants the -x arguments of a member cannot be
 * evaluated for the list of members: then to [limbeck:fleet] directory, --url or $LIMBECK_URL. */

/* Runs one query in a read-only transaction. `pairs` receives its first two columns as text,
 * one after the other; the second is NULL where there is none. */
bool workspace_query_pairs(Workspace *workspace, Arena *arena, const char *sql, StringVector *pairs, Error *error);
/* The schemas whose names match a pattern of the shell. */
bool workspace_matching_schemas(Workspace *workspace, Arena *arena, const char *pattern, StringVector *names,
                                Error *error);

/* Which version rows a run would change: "postgresql://db1/shop, app.alembic_version, search_path tenant_1". Two
 * members with the same place are one. */
bool workspace_place(Workspace *workspace, Arena *arena, const char **place, Error *error);

#endif
