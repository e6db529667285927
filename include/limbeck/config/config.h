/* The project's configuration: which files, which section, which database.
 *
 *     ConfigOptions options = {.name = "primary"};
 *     Config *config = config_open(arena, &options, error);
 *     const char *template;
 *     if (!config_option(arena, config, "file_template", &template, error)) ...
 *
 * As Alembic has it, an option is looked for in the ini's section, then in
 * pyproject.toml's [tool.alembic]. */
#ifndef LIMBECK_CONFIG_CONFIG_H
#define LIMBECK_CONFIG_CONFIG_H

#include "limbeck/config/ini.h"
#include "limbeck/config/url.h"

typedef struct ConfigOptions {
    StringVector files;         /* -c: an ini, a pyproject.toml, or one of each; looked for when empty */
    const char *name;           /* -n; NULL is "alembic" */
    const char *url;            /* --url; NULL asks $LIMBECK_URL, env.py, the ini */
    StringVector x_arguments;   /* -x key=value */
    StringVector site_packages; /* --site-packages; looked for when empty */
    bool strict;                /* no fall back to [alembic] for -n */
} ConfigOptions;

/* Where the configuration is, or where `init` would put it. */
typedef struct ConfigFiles {
    const char *ini, *toml;
    bool ini_exists, toml_exists;
} ConfigFiles;

typedef struct Config {
    IniFile *ini;          /* empty when there is only a pyproject.toml */
    struct TomlFile *toml; /* NULL without a [tool.alembic] */
    const char *section;
    bool strict;
    const char *script_location;    /* absolute */
    StringVector version_locations; /* absolute */
    bool has_version_locations;     /* they are written down, and not <script_location>/versions */
    StringVector prepend_sys_path;  /* absolute */
    StringVector python_path;       /* of $PYTHONPATH */
    StringVector likely_path;       /* the folders of ini and scripts, those above them in the checkout, their src/ */
    StringVector site_packages;     /* absolute: folders of installed libraries; see site_packages.h */
    bool recursive_version_locations;
    const char *url_override; /* --url or $LIMBECK_URL */
    StringVector x_arguments;
    const char *notice; /* something the person should know; NULL when nothing */
} Config;

typedef struct PostWriteHook {
    const char *name;
    Map options; /* "type", "executable", ...: key -> const char * */
} PostWriteHook;

typedef VECTOR(PostWriteHook) PostWriteHooks;

bool config_files(const ConfigOptions *options, ConfigFiles *files, Error *error);

/* Whether a pyproject.toml has a [tool.alembic]. */
bool config_toml_has_section(Arena *arena, const char *path, bool *has_section, Error *error);

Config *config_open(Arena *arena, const ConfigOptions *options, Error *error);

/* The value of the section's key, or of [tool.alembic]'s; NULL when absent. */
bool config_option(Arena *arena, const Config *config, const char *key, const char **value, Error *error);

/* True for the word "true" of an ini, or for TOML's true. */
bool config_flag(Arena *arena, const Config *config, const char *key, bool *flag, Error *error);

/* [post_write_hooks], in the order they run. */
bool config_hooks(Arena *arena, const Config *config, PostWriteHooks *hooks, Error *error);

/* Every section of the ini that can be opened with -n, the one at work among them. */
void config_sections(Arena *arena, const Config *config, StringVector *names);

#endif
