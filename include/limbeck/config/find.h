/* Finds the project from the current folder, and the folders of its modules.
 *
 *     ConfigPlace place;
 *     if (config_find(arena, &place, error)) chdir(place.folder); */
#ifndef LIMBECK_CONFIG_FIND_H
#define LIMBECK_CONFIG_FIND_H

#include "limbeck/config/config.h"

typedef struct ConfigPlace {
    const char *folder;  /* folder to work in: relative paths of the ini start here */
    const char *ini;     /* absolute; NULL: alembic.ini or pyproject.toml in `folder` */
    const char *scripts; /* absolute: there is no configuration, only this folder with env.py and versions/ */
    bool is_elsewhere;   /* another folder than the current one */
} ConfigPlace;

/* Searches the current folder and its parents; then, below it or below the root of the checkout, the only alembic.ini
 * that leads to an env.py, or else the only template of one, or else the only folder with env.py and versions/. False,
 * with their names, when there are several. When there is none the result is the current folder. */
bool config_find(Arena *arena, ConfigPlace *place, Error *error);

/* config.c: what takes the place of a script_location that does not exist. */
const char *nearby_script_location(Arena *arena, const char *here);
bool location_is_filled_in(const char *location);

/* The nearest folder, from the current one upwards, with a configuration; else the current one. */
const char *config_project_folder(Arena *arena);

/* The top folder of the checkout or Python project that contains `folder`. */
const char *config_root(Arena *arena, const char *folder);

/* Existing folders in $PYTHONPATH, absolute. */
void config_python_path(Arena *arena, StringVector *folders);

/* The folder and its parents up to the root, each with its src/. */
void config_ancestors(Arena *arena, const char *folder, StringVector *folders);

/* Folders of the checkout that pyproject.toml in `folder` or above it names as path dependencies or workspace members,
 * each with its src/: packages installed in editable form. */
void config_path_dependencies(Arena *arena, const char *folder, StringVector *folders);

#endif
