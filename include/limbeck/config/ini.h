/* alembic.ini as Python's ConfigParser reads it.
 *
 *     IniFile *ini = ini_read(arena, "alembic.ini", error);
 *     const char *location;
 *     if (!ini_get(arena, ini, "alembic", "script_location", &location, error)) ...
 *
 * Keys are lower case, [DEFAULT] is inherited by every section, values carry
 * %(name)s interpolation which is resolved when a value is asked for, against
 * the same section; %(here)s is the folder of the file. */
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

/* NULL with an error naming file and line when it cannot be read. */
IniFile *ini_read(Arena *arena, const char *path, Error *error);

/* What stands for a file that is not there. */
IniFile *ini_empty(Arena *arena, const char *path);

/* Sets *value to the interpolated value, or to NULL when the key is in neither
 * the section nor [DEFAULT]. False only for a broken interpolation. */
bool ini_get(Arena *arena, const IniFile *ini, const char *section, const char *key, const char **value, Error *error);

bool ini_has_section(const IniFile *ini, const char *section);

/* Stores a raw value, as ConfigParser.set does: a '%' that does not begin
 * "%%" or "%(name)s" is refused. The section is made when it is missing. */
bool ini_set(Arena *arena, IniFile *ini, const char *section, const char *key, const char *value, Error *error);

/* Every key of the section and of [DEFAULT], in order of appearance. */
void ini_keys(Arena *arena, const IniFile *ini, const char *section, StringVector *keys);

#endif
