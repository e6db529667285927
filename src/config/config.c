#include "limbeck/config/config.h"

#include "limbeck/base/file.h"

#include <stdlib.h>
#include <string.h>

static const char *find_ini(Arena *arena, const ConfigOptions *options, Error *error)
{
    const char *named = options->ini_path ? options->ini_path : getenv("ALEMBIC_CONFIG");
    if (named && *named) {
        if (!file_exists(named)) {
            error_set(error, ERROR_COMMAND, "No config file '%s' found", named);
            error_hint(error, options->ini_path ? "check the path given with -c" : "check $ALEMBIC_CONFIG");
            return NULL;
        }
        return named;
    }
    char *folder = current_folder(arena);
    for (;;) {
        const char *path = path_join(arena, folder, "alembic.ini");
        if (file_exists(path))
            return path;
        if (!options->search_upward || strcmp(folder, "/") == 0)
            break;
        folder = path_dirname(arena, folder);
    }
    error_set(error, ERROR_COMMAND, "No config file 'alembic.ini' found");
    error_hint(error, "run limbeck inside an Alembic project, or name its file with -c PATH");
    return NULL;
}

/* A value of [section], or of [alembic] when the section lacks it: mission item
 * S26, where Alembic itself would stop. */
static bool option_with_fallback(Arena *arena, Config *config, const char *key, bool strict, const char **value,
                                 Error *error)
{
    if (!ini_get(arena, config->ini, config->section, key, value, error))
        return false;
    if (*value || strict || strcmp(config->section, "alembic") == 0)
        return true;
    return ini_get(arena, config->ini, "alembic", key, value, error);
}

static const char *separators_for(Arena *arena, const char *word, bool is_sys_path, Error *error)
{
    static const struct {
        const char *word, *separators;
    } rows[] = {{"space", " "}, {"newline", "\n"}, {"os", ":"}, {":", ":"}, {";", ";"}};
    if (!word)
        return is_sys_path ? ", :" : ", ";
    word = text_trim(arena, word);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].word, word) == 0)
            return rows[i].separators;
    error_set(error, ERROR_COMMAND,
              "'%s' is not a valid value for path_separator; expected 'space', 'newline', 'os', ':' or ';'", word);
    return NULL;
}

static bool split_paths(Arena *arena, Config *config, const char *key, bool strict, StringVector *paths, Error *error)
{
    const char *value;
    const char *separator = NULL;
    bool is_sys_path = strcmp(key, "prepend_sys_path") == 0;
    if (!option_with_fallback(arena, config, key, strict, &value, error) ||
        !option_with_fallback(arena, config, "path_separator", strict, &separator, error) ||
        (!separator && !is_sys_path &&
         !option_with_fallback(arena, config, "version_path_separator", strict, &separator, error)))
        return false;
    if (!value)
        return true;
    const char *separators = separators_for(arena, separator, is_sys_path, error);
    if (!separators)
        return false;
    for (const char *at = value; *at;) {
        size_t length = strcspn(at, separators);
        const char *path = text_trim(arena, arena_strndup(arena, at, length));
        if (*path)
            vector_push(arena, paths, path_absolute(arena, path));
        at += length;
        at += *at != '\0';
    }
    return true;
}

/* "package:path" is a resource of a Python package: found below the folders
 * that prepend_sys_path names. */
static const char *resolve_location(Arena *arena, const Config *config, const char *location)
{
    const char *colon = strchr(location, ':');
    if (!colon)
        return path_absolute(arena, location);
    char *package = arena_strndup(arena, location, (size_t)(colon - location));
    for (char *at = package; *at; at++)
        if (*at == '.')
            *at = '/';
    const char *relative = path_join(arena, package, colon + 1);
    for (size_t i = 0; i < config->prepend_sys_path.count; i++) {
        const char *candidate = path_join(arena, config->prepend_sys_path.items[i], relative);
        if (folder_exists(candidate))
            return path_normalise(arena, candidate);
    }
    return path_absolute(arena, relative);
}

static bool find_script_location(Arena *arena, Config *config, const ConfigOptions *options, Error *error)
{
    const char *own;
    const char *location;
    if (!ini_get(arena, config->ini, config->section, "script_location", &own, error) ||
        !option_with_fallback(arena, config, "script_location", options->strict, &location, error))
        return false;
    if (!location) {
        error_set(error, ERROR_COMMAND, "No 'script_location' key found in configuration.");
        error_hint(error, "add script_location = <folder with env.py> under [%s] in %s", config->section,
                   config->ini->path);
        return false;
    }
    if (!own)
        config->notice = arena_format(
            arena, "[%s] has no script_location; using the one of [alembic] (Alembic itself would stop here)",
            config->section);
    config->script_location = resolve_location(arena, config, location);
    if (folder_exists(config->script_location))
        return true;
    error_set(error, ERROR_COMMAND,
              "Path doesn't exist: %s. Please use the 'init' command to create a new scripts folder.",
              config->script_location);
    error_hint(error, "script_location is relative to the current folder; %%(here)s is the folder of the ini");
    return false;
}

Config *config_open(Arena *arena, const ConfigOptions *options, Error *error)
{
    const char *path = find_ini(arena, options, error);
    if (!path)
        return NULL;
    Config *config = ARENA_NEW(arena, Config);
    config->section = options->name ? options->name : "alembic";
    config->x_arguments = options->x_arguments;
    config->ini = ini_read(arena, path, error);
    if (!config->ini)
        return NULL;
    const char *from_environment = getenv("LIMBECK_URL");
    config->url_override = options->url                            ? options->url
                           : from_environment && *from_environment ? from_environment
                                                                   : NULL;
    bool strict = options->strict;
    const char *recursive = NULL;
    if (options->name && !ini_has_section(config->ini, options->name)) {
        error_set(error, ERROR_COMMAND, "%s has no section [%s]", path, options->name);
        error_hint(error, "-n takes the name of a section of the ini");
        return NULL;
    }
    if (!split_paths(arena, config, "prepend_sys_path", strict, &config->prepend_sys_path, error) ||
        !find_script_location(arena, config, options, error) ||
        !split_paths(arena, config, "version_locations", strict, &config->version_locations, error) ||
        !option_with_fallback(arena, config, "recursive_version_locations", strict, &recursive, error))
        return NULL;
    config->recursive_version_locations = recursive && strcmp(recursive, "true") == 0;
    if (config->version_locations.count == 0)
        vector_push(arena, &config->version_locations, path_join(arena, config->script_location, "versions"));
    return config;
}

bool config_option(Arena *arena, const Config *config, const char *key, const char **value, Error *error)
{
    return ini_get(arena, config->ini, config->section, key, value, error);
}

void config_databases(Arena *arena, const Config *config, StringVector *names)
{
    vector_push(arena, names, config->section);
    for (size_t i = 0; i < config->ini->sections.count; i++) {
        const IniSection *section = config->ini->sections.entries[i].value;
        bool opens = map_has(&section->keys, "sqlalchemy.url") || map_has(&section->keys, "script_location");
        if (opens && strcmp(section->name, "DEFAULT") != 0 && !string_vector_contains(names, section->name))
            vector_push(arena, names, section->name);
    }
}
