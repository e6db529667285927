/* Reads alembic.ini like Python's ConfigParser.
 *
 *     IniFile *ini = ini_read(arena, "alembic.ini", error);
 *     const char *location;
 *     if (!ini_get(arena, ini, "alembic", "script_location", &location, error)) ...
 *
 * Keys are lower case. Every section inherits [DEFAULT]. %(name)s in a value is interpolated when it
 * is read, from the same section; %(here)s is the folder of the file. */
#ifndef LIMBECK_CONFIG_INI_H
#define LIMBECK_CONFIG_INI_H

#include "limbeck/base/error.h"
#include "limbeck/base/map.h"
#include "limbeck/base/vector.h"

typedef struct IniSection {
    const char *name;
    Map keys; /* lower-case key -> const char * raw value */
} IniSection;

typedef struct IniFile {
    const char *path;
    const char *here;
    Map sections; /* name -> IniSection *, [DEFAULT] under "DEFAULT" */
} IniFile;

/* NULL with an error that names file and line. */
IniFile *ini_read(Arena *arena, const char *path, Error *error);

/* Represents a missing file. */
IniFile *ini_empty(Arena *arena, const char *path);

/* *value: the interpolated value; NULL when the key is in neither the section nor [DEFAULT]. False only for invalid
 * interpolation. */
bool ini_get(Arena *arena, const IniFile *ini, const char *section, const char *key, const char **value, Error *error);

/* Whether the file has it. */
bool ini_has_section(const IniFile *ini, const char *section);

/* Stores a raw value, as ConfigParser.set(): a '%' that does not begin "%%" or "%(name)s" is an error. Creates the
 * section if it is missing. */
bool ini_set(Arena *arena, IniFile *ini, const char *section, const char *key, const char *value, Error *error);

/* The keys of the section and of [DEFAULT], in file order. */
void ini_keys(Arena *arena, const IniFile *ini, const char *section, StringVector *keys);

#endif
