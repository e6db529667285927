#include "limbeck/config/config.h"
#include "limbeck/config/find.h"

#include "site_packages.h"
#include "toml.h"

#include "limbeck/base/file.h"

#include <stdlib.h>
#include <string.h>

/* ---- files ------------------------------------------------------------------------ */

static bool is_toml(const char *path)
{
    return strcmp(path_basename(path), "pyproject.toml") == 0;
}

static bool take_named(const ConfigOptions *options, ConfigFiles *files, Error *error)
{
    for (size_t i = 0; i < options->files.count; i++) {
        const char *name = options->files.items[i], **place = is_toml(name) ? &files->toml : &files->ini;
        if (*place)
            return error_set(error, ERROR_COMMAND,
                             is_toml(name) ? "pyproject.toml indicated more than once"
                                           : "only one ini file may be indicated");
        *place = name;
    }
    return true;
}

bool config_files(const ConfigOptions *options, ConfigFiles *files, Error *error)
{
    const char *from_environment = getenv("ALEMBIC_CONFIG");
    *files = (ConfigFiles){0};
    if (!take_named(options, files, error))
        return false;
    if (!options->files.count && from_environment && *from_environment)
        *(is_toml(from_environment) ? &files->toml : &files->ini) = from_environment;
    if (!files->ini)
        files->ini = "alembic.ini";
    if (!files->toml)
        files->toml = "pyproject.toml";
    files->ini_exists = file_exists(files->ini);
    files->toml_exists = file_exists(files->toml);
    return true;
}

bool config_toml_has_section(Arena *arena, const char *path, bool *has_section, Error *error)
{
    const TomlFile *file = toml_read(arena, path, error);
    *has_section = file && file->has_alembic;
    return file != NULL;
}

static bool named_but_missing(const ConfigOptions *options, const char *path)
{
    const char *from_environment = getenv("ALEMBIC_CONFIG");
    return string_vector_contains(&options->files, path) || (from_environment && strcmp(from_environment, path) == 0);
}

static bool read_files(Arena *arena, const ConfigOptions *options, Config *config, Error *error)
{
    ConfigFiles files;
    if (!config_files(options, &files, error))
        return false;
    const char *missing = !files.ini_exists && named_but_missing(options, files.ini)     ? files.ini
                          : !files.toml_exists && named_but_missing(options, files.toml) ? files.toml
                                                                                         : NULL;
    if (missing) {
        error_set(error, ERROR_COMMAND, "No config file '%s' found", missing);
        error_hint(error, options->files.count ? "check the path given with -c" : "check $ALEMBIC_CONFIG");
        return false;
    }
    config->toml = files.toml_exists ? toml_read(arena, files.toml, error) : NULL;
    if (error->kind != ERROR_NONE)
        return false;
    if (config->toml && !config->toml->has_alembic)
        config->toml = NULL;
    if (!files.ini_exists && !config->toml && !options->scripts) {
        error_set(error, ERROR_COMMAND, "No config file 'alembic.ini' found");
        error_hint(error,
                   "run limbeck inside an Alembic project, or name its file with -c PATH; limbeck init creates one, "
                   "limbeck teach --sample is a tour without one");
        return false;
    }
    config->is_bare = !files.ini_exists && !config->toml;
    config->ini = files.ini_exists ? ini_read(arena, files.ini, error) : ini_empty(arena, files.ini);
    return config->ini != NULL;
}

/* ---- options ----------------------------------------------------------------------- */

/* A value of [section], else of [alembic]; Alembic would stop when the section lacks it. */
static bool ini_option(Arena *arena, const Config *config, const char *key, const char **value, Error *error)
{
    if (!ini_get(arena, config->ini, config->section, key, value, error))
        return false;
    if (*value || config->strict || strcmp(config->section, "alembic") == 0)
        return true;
    return ini_get(arena, config->ini, "alembic", key, value, error);
}

/* As in Alembic, strings of pyproject.toml are formatted with '%' and know %(here)s. */
static bool toml_text(Arena *arena, const Config *config, const char *key, const char *raw, const char **value,
                      Error *error)
{
    Text text = text_in(arena);
    for (const char *at = raw; *at; at++) {
        if (*at != '%') {
            text_append_char(&text, *at);
        } else if (at[1] == '%') {
            text_append_char(&text, *++at);
        } else if (strncmp(at, "%(here)s", 8) == 0) {
            text_append(&text, config->toml->here);
            at += 7;
        } else {
            error_set(error, ERROR_COMMAND, "%s in %s: '%%' is followed by neither '%%' nor '(here)s': %s", key,
                      config->toml->path, raw);
            error_hint(error, "write %%%% for a percent sign");
            return false;
        }
    }
    *value = text_string(&text);
    return true;
}

static const TomlValue *toml_option(const Config *config, const char *key)
{
    return config->toml ? map_get(&config->toml->options, key) : NULL;
}

bool config_option(Arena *arena, const Config *config, const char *key, const char **value, Error *error)
{
    if (!ini_option(arena, config, key, value, error))
        return false;
    const TomlValue *option = *value ? NULL : toml_option(config, key);
    if (!option)
        return true;
    if (option->kind == TOML_STRING)
        return toml_text(arena, config, key, option->text, value, error);
    *value = option->text;
    return *value || error_set(error, ERROR_COMMAND, "unsupported TOML value type for key: '%s'", key);
}

bool config_flag(Arena *arena, const Config *config, const char *key, bool *flag, Error *error)
{
    const char *value;
    *flag = false;
    if (!ini_option(arena, config, key, &value, error))
        return false;
    const TomlValue *option = value ? NULL : toml_option(config, key);
    if (option && option->kind != TOML_BOOLEAN)
        return error_set(error, ERROR_COMMAND, "boolean value expected for TOML parameter '%s'", key);
    *flag = option ? option->truth : value && strcmp(value, "true") == 0;
    return true;
}

/* ---- lists of paths ----------------------------------------------------------------- */

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

static bool split_paths(Arena *arena, const Config *config, const char *key, const char *value, StringVector *paths,
                        Error *error)
{
    const char *separator = NULL;
    bool is_sys_path = strcmp(key, "prepend_sys_path") == 0;
    if (!ini_option(arena, config, "path_separator", &separator, error) ||
        (!separator && !is_sys_path && !ini_option(arena, config, "version_path_separator", &separator, error)))
        return false;
    const char *separators = separators_for(arena, separator, is_sys_path, error);
    if (!separators)
        return false;
    for (const char *at = value; *at;) {
        size_t length = strcspn(at, separators);
        const char *path = text_trim(arena, arena_strndup(arena, at, length));
        if (*path)
            vector_push(arena, paths, path);
        at += length;
        at += *at != '\0';
    }
    return true;
}

static bool list_option(Arena *arena, const Config *config, const char *key, StringVector *paths, Error *error)
{
    const char *value;
    if (!ini_option(arena, config, key, &value, error))
        return false;
    if (value && *value)
        return split_paths(arena, config, key, value, paths, error);
    const TomlValue *option = toml_option(config, key);
    if (option && option->kind != TOML_LIST)
        return error_set(error, ERROR_COMMAND, "list of strings expected for TOML parameter '%s'", key);
    for (size_t i = 0; option && i < option->items.count; i++) {
        if (!toml_text(arena, config, key, option->items.items[i], &value, error))
            return false;
        vector_push(arena, paths, value);
    }
    return true;
}

static const char *found_below(Arena *arena, const StringVector *folders, const char *relative)
{
    for (size_t i = 0; i < folders->count; i++) {
        const char *candidate = path_join(arena, folders->items[i], relative);
        if (folder_exists(candidate))
            return path_normalise(arena, candidate);
    }
    return NULL;
}

/* "package:sub:path" names a resource of a Python package, located where its module is. */
static const char *resolve_location(Arena *arena, const Config *config, const char *location)
{
    const char *colon = strchr(location, ':');
    if (!colon || location[0] == '/')
        return path_absolute(arena, location);
    char *relative = arena_strdup(arena, location);
    for (char *at = relative; *at; at++)
        if (*at == ':' || (*at == '.' && at < relative + (colon - location)))
            *at = '/';
    const char *found = found_below(arena, &config->prepend_sys_path, relative);
    if (!found)
        found = found_below(arena, &config->python_path, relative);
    if (!found)
        found = found_below(arena, &config->likely_path, relative);
    return found ? found : path_absolute(arena, relative);
}

/* The only folder with an env.py: that of the ini, or one in it. NULL if there are several. */
const char *nearby_script_location(Arena *arena, const char *here)
{
    StringVector names = {0};
    Error ignored = {0};
    const char *found = NULL;
    if (file_exists(path_join(arena, here, "env.py")))
        return here;
    if (!folder_list(arena, here, true, &names, &ignored))
        return NULL;
    for (size_t i = 0; i < names.count; i++) {
        const char *folder = path_join(arena, here, names.items[i]);
        if (!file_exists(path_join(arena, folder, "env.py")) || !folder_exists(path_join(arena, folder, "versions")))
            continue;
        if (found)
            return NULL;
        found = folder;
    }
    return found;
}

bool location_is_filled_in(const char *location)
{
    return strchr(location, '{') || strchr(location, '}') || location[0] == '/' || strchr(location, '$');
}

/* script_location has a placeholder, is a path of a container, or is relative to a folder where the application's own
 * command runs: uses the folder of scripts next to the ini, or the ini's own. */
static bool use_nearby_script_location(Arena *arena, Config *config, const char *location, const char *what)
{
    const char *here = config->ini->here;
    const char *found = location_is_filled_in(location)                 ? nearby_script_location(arena, here)
                        : file_exists(path_join(arena, here, "env.py")) ? here
                                                                        : NULL;
    if (!found)
        return false;
    config->notice = arena_format(arena, "%s: script_location '%s' %s; using %s (Alembic itself would stop here)",
                                  config->ini->path, location, what, found);
    config->script_location = found;
    return true;
}

static bool find_script_location(Arena *arena, Config *config, Error *error)
{
    const char *own;
    const char *location;
    if (config->script_location) /* there is no configuration */
        return true;
    if (!ini_get(arena, config->ini, config->section, "script_location", &own, error) ||
        !config_option(arena, config, "script_location", &location, error))
        return false;
    if (!location && file_exists(path_join(arena, config->ini->here, "env.py")))
        location = own = config->ini->here; /* Flask-Migrate passes it on its command line only */
    if (!location) {
        error_set(error, ERROR_COMMAND, "No 'script_location' key found in configuration.");
        error_hint(error, "add script_location = <folder with env.py> under [%s] in %s", config->section,
                   config->ini->path);
        return false;
    }
    bool borrowed = !own && !toml_option(config, "script_location");
    if (borrowed)
        config->notice = arena_format(
            arena, "[%s] has no script_location; using the one of [alembic] (Alembic itself would stop here)",
            config->section);
    config->script_location = resolve_location(arena, config, location);
    bool exists = folder_exists(config->script_location);
    bool is_filled = exists && file_exists(path_join(arena, config->script_location, "env.py"));
    if (is_filled || use_nearby_script_location(arena, config, location, exists ? "has no env.py" : "does not exist") ||
        exists)
        return true;
    error_set(error, ERROR_COMMAND,
              "Path doesn't exist: %s. Please use the 'init' command to create a new scripts folder.",
              config->script_location);
    error_hint(error, "script_location is relative to the current folder; %%(here)s is the folder of the ini");
    return false;
}

static bool find_folders(Arena *arena, Config *config, Error *error)
{
    StringVector sys_path = {0}, locations = {0};
    if (!list_option(arena, config, "prepend_sys_path", &sys_path, error))
        return false;
    for (size_t i = 0; i < sys_path.count; i++)
        vector_push(arena, &config->prepend_sys_path, path_absolute(arena, sys_path.items[i]));
    config_python_path(arena, &config->python_path);
    config_ancestors(arena, config->ini->here, &config->likely_path);
    if (!find_script_location(arena, config, error))
        return false;
    config_ancestors(arena, path_dirname(arena, config->script_location), &config->likely_path);
    if (!list_option(arena, config, "version_locations", &locations, error) ||
        !config_flag(arena, config, "recursive_version_locations", &config->recursive_version_locations, error))
        return false;
    config->has_version_locations = locations.count != 0;
    for (size_t i = 0; i < locations.count; i++)
        vector_push(arena, &config->version_locations, resolve_location(arena, config, locations.items[i]));
    if (!locations.count)
        vector_push(arena, &config->version_locations, path_join(arena, config->script_location, "versions"));
    return true;
}

/* [limbeck:SECTION] overrides [limbeck], as for every setting. */
static bool find_libraries(Arena *arena, Config *config, const ConfigOptions *options, Error *error)
{
    const char *setting, *section = arena_format(arena, "limbeck:%s", config->section);
    return ini_get(arena, config->ini, section, "site_packages", &setting, error) &&
           (setting || ini_get(arena, config->ini, "limbeck", "site_packages", &setting, error)) &&
           find_site_packages(arena, config, &options->site_packages, setting, error);
}

Config *config_open(Arena *arena, const ConfigOptions *options, Error *error)
{
    Config *config = ARENA_NEW(arena, Config);
    config->section = options->name ? options->name : "alembic";
    config->strict = options->strict;
    config->x_arguments = options->x_arguments;
    config->command = options->command;
    config->script_location = options->scripts;
    if (!read_files(arena, options, config, error))
        return NULL;
    const char *from_environment = getenv("LIMBECK_URL");
    config->url_override = options->url                            ? options->url
                           : from_environment && *from_environment ? from_environment
                                                                   : NULL;
    if (options->name && !ini_has_section(config->ini, options->name)) {
        error_set(error, ERROR_COMMAND, "%s has no section [%s]", config->ini->path, options->name);
        error_hint(error, "-n takes the name of a section of the ini");
        return NULL;
    }
    return find_folders(arena, config, error) && find_libraries(arena, config, options, error) ? config : NULL;
}

/* ---- post-write hooks ------------------------------------------------------------------ */

/* Reads: hooks = a, b; a.type = ..., b.type = ... */
static bool ini_hooks(Arena *arena, const Config *config, PostWriteHooks *hooks, Error *error)
{
    const char *names;
    StringVector keys = {0};
    ini_keys(arena, config->ini, "post_write_hooks", &keys);
    if (!ini_get(arena, config->ini, "post_write_hooks", "hooks", &names, error))
        return false;
    char *rest = arena_strdup(arena, names ? names : ""), *name;
    while ((name = strtok_r(rest, ", ", &rest))) {
        PostWriteHook hook = {.name = name};
        const char *prefix = arena_format(arena, "%s.", name), *value;
        for (size_t i = 0; i < keys.count; i++) {
            if (!text_starts_with(keys.items[i], prefix))
                continue;
            if (!ini_get(arena, config->ini, "post_write_hooks", keys.items[i], &value, error))
                return false;
            map_set(arena, &hook.options, keys.items[i] + strlen(prefix), (void *)value);
        }
        vector_push(arena, hooks, hook);
    }
    return true;
}

bool config_hooks(Arena *arena, const Config *config, PostWriteHooks *hooks, Error *error)
{
    if (ini_has_section(config->ini, "post_write_hooks"))
        return ini_hooks(arena, config, hooks, error);
    for (size_t i = 0; config->toml && i < config->toml->hooks.count; i++) {
        const Map *options = config->toml->hooks.items[i];
        PostWriteHook hook = {.name = map_get(options, "name")};
        if (!hook.name)
            return error_set(error, ERROR_COMMAND, "a post write hook of %s has no name", config->toml->path);
        for (size_t k = 0; k < options->count; k++) {
            const char *value;
            if (!toml_text(arena, config, options->entries[k].key, options->entries[k].value, &value, error))
                return false;
            map_set(arena, &hook.options, options->entries[k].key, (void *)value);
        }
        vector_push(arena, hooks, hook);
    }
    return true;
}

/* ---- sections ---------------------------------------------------------------------------- */

void config_sections(Arena *arena, const Config *config, StringVector *names)
{
    const IniSection *inherited = map_get(&config->ini->sections, "DEFAULT");
    bool all_have_scripts = inherited && map_has(&inherited->keys, "script_location");
    for (size_t i = 0; i < config->ini->sections.count; i++) {
        const IniSection *section = config->ini->sections.entries[i].value;
        bool opens = map_has(&section->keys, "script_location") ||
                     (all_have_scripts && map_has(&section->keys, "sqlalchemy.url"));
        if ((opens && !(inherited && section == inherited)) || strcmp(section->name, config->section) == 0)
            vector_push(arena, names, section->name);
    }
}
