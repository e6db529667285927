/* The project's configuration: which ini, which section, which database.
 *
 *     ConfigOptions options = {.name = "primary"};
 *     Config *config = config_open(arena, &options, error);
 *     const char *location = config_option(arena, config, "version_locations", error);
 */
#ifndef LIMBECK_CONFIG_CONFIG_H
#define LIMBECK_CONFIG_CONFIG_H

#include "limbeck/config/ini.h"
#include "limbeck/config/url.h"

typedef struct ConfigOptions {
    const char *ini_path;     /* -c; NULL looks for one */
    const char *name;         /* -n; NULL is "alembic" */
    const char *url;          /* --url; NULL asks $LIMBECK_URL, env.py, the ini */
    StringVector x_arguments; /* -x key=value */
    bool search_upward;       /* look for alembic.ini in the folders above */
    bool strict;              /* no fall back to [alembic] for -n */
} ConfigOptions;

typedef struct Config {
    IniFile *ini;
    const char *section;
    const char *script_location;    /* absolute */
    StringVector version_locations; /* absolute */
    StringVector prepend_sys_path;  /* absolute */
    bool recursive_version_locations;
    const char *url_override; /* --url or $LIMBECK_URL */
    StringVector x_arguments;
    const char *notice; /* something the person should know; NULL when nothing */
} Config;

Config *config_open(Arena *arena, const ConfigOptions *options, Error *error);

/* The interpolated value of the section's key; NULL when absent. */
bool config_option(Arena *arena, const Config *config, const char *key, const char **value, Error *error);

/* Every section of the ini that can be opened with -n, the current one first. */
void config_databases(Arena *arena, const Config *config, StringVector *names);

#endif
