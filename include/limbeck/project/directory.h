/* The scripts of a project: every file of its version locations, read and linked
 * into a graph.
 *
 *     ScriptDirectory *opened = script_directory_open(arena, config, error);
 *     if (opened)
 *         show("%zu heads", opened->map->heads.count);
 */
#ifndef LIMBECK_PROJECT_DIRECTORY_H
#define LIMBECK_PROJECT_DIRECTORY_H

#include "limbeck/config/config.h"
#include "limbeck/graph/revision.h"

typedef struct ScriptDirectory {
    const Config *config;
    RevisionMap *map;
    StringVector warnings;
    const char *env_path;
} ScriptDirectory;

/* Reads every script of the version locations with several threads, as an outline, and links them. The result is in
 * `arena`. NULL with an error: a file that cannot be read, or Alembic's errors about ids and cycles. */
ScriptDirectory *script_directory_open(Arena *arena, const Config *config, Error *error);

#endif
