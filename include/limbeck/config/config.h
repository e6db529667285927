/* The project's configuration: its files, section and database.
 *
 *     ConfigOptions options = {.name = "primary"};
 *     Config *config = config_open(arena, &options, error);
 *     const char *template;
 *     if (!config_option(arena, config, "file_template", &template, error)) ...
 *
 * As in Alembic, an option is read from the ini's section, then from [tool.alembic] of
 * pyproject.toml. */
#ifndef LIMBECK_CONFIG_CONFIG_H
#define LIMBECK_CONFIG_CONFIG_H

#include "limbeck/config/ini.h"
#include "limbeck/config/url.h"

typedef struct ConfigOptions {
    StringVector files;         /* -c: an ini, a pyproject.toml, or one of each; empty: search */
    const char *name;           /* -n; NULL is "alembic" */
    const char *url;            /* --url; NULL: from $LIMBECK_URL, env.py or the ini */
    StringVector x_arguments;   /* -x key=value */
    StringVector command;       /* as of Config */
    StringVector site_packages; /* --site-packages; empty: search */
    const char *scripts;        /* where there is no configuration: the folder with env.py; else NULL */
    bool strict;                /* -n does not fall back to [alembic] */
} ConfigOptions;

/* The configuration files; or, if missing, where `init` would create them. */
typedef struct ConfigFiles {
    const char *ini, *toml;
    bool ini_exists, toml_exists;
} ConfigFiles;

typedef struct Config {
    IniFile *ini;          /* empty when there is only a pyproject.toml */
    bool is_bare;          /* there is no configuration: a program makes its own */
    struct TomlFile *toml; /* NULL when there is no [tool.alembic] */
    const char *section;
    bool strict;
    const char *script_location;    /* absolute */
    StringVector version_locations; /* absolute */
    bool has_version_locations;     /* given in the configuration, not <script_location>/versions */
    StringVector prepend_sys_path;  /* absolute */
    StringVector python_path;       /* of $PYTHONPATH */
    StringVector likely_path;       /* folders of ini and scripts, their parents in the checkout, and each one's src/ */
    StringVector site_packages;     /* absolute folders of installed libraries; see site_packages.h */
    bool recursive_version_locations;
    const char *url_override; /* --url or $LIMBECK_URL */
    StringVector x_arguments;
    StringVector command; /* The equivalent command line of Alembic, "alembic" first; empty: none */
    const char *notice;   /* a notice to show the user; NULL: none */
} Config;

typedef struct PostWriteHook {
    const char *name;
    Map options; /* "type", "executable", ...: key -> const char * */
} PostWriteHook;

typedef VECTOR(PostWriteHook) PostWriteHooks;

/* The files that -c and $ALEMBIC_CONFIG name, otherwise those of the current folder, as Alembic; they need not exist.
 * False when -c is given two files of one kind. */
bool config_files(const ConfigOptions *options, ConfigFiles *files, Error *error);

/* Whether a pyproject.toml has [tool.alembic]. */
bool config_toml_has_section(Arena *arena, const char *path, bool *has_section, Error *error);

/* The configuration, in `arena`, with Alembic's errors for a missing file or script_location; NULL with an error. */
Config *config_open(Arena *arena, const ConfigOptions *options, Error *error);

/* From the section, else from [tool.alembic]; NULL when absent. */
bool config_option(Arena *arena, const Config *config, const char *key, const char **value, Error *error);

/* True for "true" in an ini, or TOML's true. */
bool config_flag(Arena *arena, const Config *config, const char *key, bool *flag, Error *error);

/* The hooks of [post_write_hooks], in the order they run. */
bool config_hooks(Arena *arena, const Config *config, PostWriteHooks *hooks, Error *error);

/* Every section of the ini that -n can select, including the present one. */
void config_sections(Arena *arena, const Config *config, StringVector *names);

#endif
