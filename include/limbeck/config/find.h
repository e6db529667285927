/* Where a project is, from the folder limbeck was started in; and where its modules may be.
 *
 *     ConfigPlace place;
 *     if (config_find(arena, &place, error)) chdir(place.folder) ...
 */
#ifndef LIMBECK_CONFIG_FIND_H
#define LIMBECK_CONFIG_FIND_H

#include "limbeck/config/config.h"

typedef struct ConfigPlace {
    const char *folder; /* to work from: what the ini names by relative paths is meant from there */
    const char *ini;    /* absolute; NULL: alembic.ini or pyproject.toml of the folder */
    bool is_elsewhere;  /* not the folder that limbeck was started in */
} ConfigPlace;

/* In this folder or above; else the only alembic.ini below it, or below the root of the checkout, that
 * leads to an env.py. False, with their names, where there are several. Where there is none, the
 * place is this folder. */
bool config_find(Arena *arena, ConfigPlace *place, Error *error);

/* The folder of this one or above that has a configuration; this one when none has. */
const char *config_project_folder(Arena *arena);

/* The top folder of the checkout or of the Python project that holds `folder`. */
const char *config_root(Arena *arena, const char *folder);

/* Folders of $PYTHONPATH that exist, absolute. */
void config_python_path(Arena *arena, StringVector *folders);

/* The folder and those above it up to its root, each with its src/. */
void config_ancestors(Arena *arena, const char *folder, StringVector *folders);

#endif
