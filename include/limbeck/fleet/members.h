/* The databases of a fleet: one project, many places.
 *
 *     WorkspaceOptions project = {...};
 *     FleetMembers members = {0};
 *     if (!fleet_members(arena, &project, NULL, &members, error)) ...
 *     WorkspaceOptions first = fleet_member_options(arena, &project, &members.items[0]);
 *
 * A file has one member a line, "NAME URL" or "URL". The ini's [limbeck:fleet] has one of
 *
 *   urls      such lines
 *   file      the path of such a file
 *   files     SQLite files: data/tenant?.db (a pattern of the shell, relative to the ini)
 *   schemas   a pattern over the schemas of the project's database: tenant_*
 *   query     a SELECT of the project's database that returns URLs or schemas, or (name, URL or schema)
 *   sections  sections of the ini, as -n names them
 *
 * with, for schemas and names, x: the -x arguments of each member, one a line: tenant={schema}; and url: the URL of
 * each, which may also hold {name} and {schema}; and directory: the URL of the database for schemas and query. */
#ifndef LIMBECK_FLEET_MEMBERS_H
#define LIMBECK_FLEET_MEMBERS_H

#include "limbeck/base/vector.h"
#include "limbeck/workspace/workspace.h"

typedef struct FleetMember {
    const char *name;         /* unique in the fleet */
    const char *url;          /* NULL: the project's */
    const char *section;      /* NULL: the project's */
    StringVector x_arguments; /* added to the project's */
} FleetMember;

typedef VECTOR(FleetMember) FleetMembers;

/* `file`: the argument of --fleet; NULL: the ini's [limbeck:fleet]. Call it while this process has no other thread: a
 * query is run in a child. */
bool fleet_members(Arena *arena, const WorkspaceOptions *project, const char *file, FleetMembers *members,
                   Error *error);

/* Keeps the members whose name matches the pattern of the shell. */
void fleet_remove_unmatched(FleetMembers *members, const char *pattern);

/* The options of the project with the member's URL, section and -x arguments. The texts stay the member's. */
WorkspaceOptions fleet_member_options(Arena *arena, const WorkspaceOptions *project, const FleetMember *member);

#endif
