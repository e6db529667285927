/* Reads [tool.alembic] of pyproject.toml, with toml++. */
#ifndef LIMBECK_SRC_CONFIG_TOML_H
#define LIMBECK_SRC_CONFIG_TOML_H

#include "limbeck/base/error.h"
#include "limbeck/base/map.h"
#include "limbeck/base/vector.h"

typedef enum { TOML_STRING, TOML_BOOLEAN, TOML_INTEGER, TOML_LIST, TOML_OTHER } TomlKind;

typedef struct TomlValue {
    TomlKind kind;
    const char *text; /* STRING, INTEGER: as written */
    bool truth;
    StringVector items; /* LIST of strings */
} TomlValue;

typedef struct TomlFile {
    const char *path;
    const char *here;
    bool has_alembic;    /* the file has [tool.alembic] */
    Map options;         /* key -> TomlValue * */
    VECTOR(Map *) hooks; /* [[tool.alembic.post_write_hooks]]: key -> const char * */
} TomlFile;

/* NULL with an error that names file, line and column. */
TomlFile *toml_read(Arena *arena, const char *path, Error *error);

#endif
