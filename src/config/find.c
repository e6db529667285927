/* Finds the project from the current folder, and the folders of its modules. */
#include "limbeck/config/find.h"

#include "toml.h"

#include "limbeck/base/file.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_FOLDERS_BELOW = 3000, MAX_CANDIDATES = 12 };

static bool has_file(Arena *arena, const char *folder, const char *name)
{
    return file_exists(path_join(arena, folder, name));
}

/* ---- upwards ----------------------------------------------------------------------------- */

static bool is_configured(Arena *arena, const char *folder)
{
    Error ignored = {0};
    if (has_file(arena, folder, "alembic.ini"))
        return true;
    const char *toml = path_join(arena, folder, "pyproject.toml");
    const TomlFile *file = file_exists(toml) ? toml_read(arena, toml, &ignored) : NULL;
    return file && file->has_alembic;
}

static const char *configured_above(Arena *arena, const char *folder)
{
    for (const char *at = folder;; at = path_dirname(arena, at)) {
        if (is_configured(arena, at))
            return at;
        if (strcmp(at, "/") == 0)
            return NULL;
    }
}

const char *config_project_folder(Arena *arena)
{
    const char *folder = current_folder(arena), *above = configured_above(arena, folder);
    return above ? above : folder;
}

static bool is_checkout(Arena *arena, const char *folder)
{
    return folder_exists(path_join(arena, folder, ".git")) || has_file(arena, folder, ".git") ||
           folder_exists(path_join(arena, folder, ".hg"));
}

static bool is_distribution(Arena *arena, const char *folder)
{
    static const char *const names[] = {"pyproject.toml", "setup.py", "setup.cfg",    "requirements.txt",
                                        "Pipfile",        ".env",     "compose.yaml", "docker-compose.yml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (has_file(arena, folder, names[i]))
            return true;
    return false;
}

static bool is_owned_by_user(const char *folder)
{
    const char *home = getenv("HOME");
    return strcmp(folder, "/") == 0 || (home && strcmp(folder, home) == 0);
}

/* The top of the checkout that contains the folder; else the highest folder with files of a Python project, or of the
 * packages that contain it. */
const char *config_root(Arena *arena, const char *folder)
{
    const char *root = folder;
    for (const char *at = folder; !is_owned_by_user(at); at = path_dirname(arena, at))
        if (is_checkout(arena, at))
            return at;
    for (const char *at = folder; !is_owned_by_user(at); at = path_dirname(arena, at))
        if (is_distribution(arena, at))
            root = at;
    if (root != folder)
        return root;
    while (has_file(arena, root, "__init__.py") && !is_owned_by_user(path_dirname(arena, root)))
        root = path_dirname(arena, root);
    return root;
}

/* ---- downwards --------------------------------------------------------------------------- */

typedef VECTOR(ConfigPlace) ConfigPlaces;

typedef struct Search {
    Arena *arena;
    const char *from;
    StringVector folders; /* a queue: nearer folders first */
    ConfigPlaces found;
    ConfigPlaces templates; /* inis whose script_location is to be filled in */
    ConfigPlaces bare;      /* folders with env.py and versions/, without an ini */
} Search;

static bool is_left_out(const char *name)
{
    static const char *const names[] = {"node_modules",  "venv",     "env",  "virtualenv", "__pycache__",
                                        "site-packages", "versions", "dist", "build",      "tests",
                                        "test",          "docs",     "doc",  "static",     "testing"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return name[0] == '.';
}

/* Accepts an ini whose location has an env.py; a template's ini has none. */
static void check_ini(Search *search, const char *folder)
{
    Error error = {0};
    const char *path = path_join(search->arena, folder, "alembic.ini"), *location = NULL;
    IniFile *ini = ini_read(search->arena, path, &error);
    if (!ini || !ini_has_section(ini, "alembic") ||
        !ini_get(search->arena, ini, "alembic", "script_location", &location, &error))
        return;
    ConfigPlace place = {.folder = folder};
    if (!location) { /* Flask-Migrate: the ini's folder, as seen from where the application runs */
        place = (ConfigPlace){.folder = search->from, .ini = path};
        location = folder;
    } else if (location_is_filled_in(location) && !folder_exists(location)) {
        if (nearby_script_location(search->arena, folder) && search->templates.count < MAX_CANDIDATES)
            vector_push(search->arena, &search->templates, ((ConfigPlace){.folder = search->from, .ini = path}));
        return;
    } else if (!strchr(location, ':') && location[0] != '/') {
        bool is_from_here = has_file(search->arena, path_join(search->arena, search->from, location), "env.py");
        if (is_from_here && !has_file(search->arena, path_join(search->arena, folder, location), "env.py"))
            place = (ConfigPlace){.folder = search->from, .ini = path};
        location = path_join(search->arena, place.folder, location);
        if (!has_file(search->arena, location, "env.py") && has_file(search->arena, folder, "env.py")) {
            place = (ConfigPlace){.folder = search->from, .ini = path};
            location = folder;
        }
    }
    if (!strchr(location, ':') && !has_file(search->arena, location, "env.py"))
        return;
    if (search->found.count < MAX_CANDIDATES)
        vector_push(search->arena, &search->found, place);
}

/* For a program that creates its own Config(). */
static void check_scripts(Search *search, const char *folder)
{
    const char *content;
    size_t length;
    Error ignored = {0};
    if (has_file(search->arena, folder, "env.py") && folder_exists(path_join(search->arena, folder, "versions")) &&
        file_read(search->arena, path_join(search->arena, folder, "env.py"), &content, &length, &ignored) &&
        strstr(content, "alembic") && search->bare.count < MAX_CANDIDATES)
        vector_push(search->arena, &search->bare, ((ConfigPlace){.folder = search->from, .scripts = folder}));
}

static void search_below(Search *search, const char *folder)
{
    search->from = folder;
    search->folders.count = 0;
    vector_push(search->arena, &search->folders, folder);
    for (size_t i = 0; i < search->folders.count; i++) {
        StringVector names = {0};
        Error ignored = {0};
        const char *at = search->folders.items[i];
        if (i && has_file(search->arena, at, "alembic.ini"))
            check_ini(search, at);
        check_scripts(search, at);
        if (!folder_list(search->arena, at, true, &names, &ignored))
            continue;
        for (size_t k = 0; k < names.count && search->folders.count < MAX_FOLDERS_BELOW; k++) {
            const char *below = path_join(search->arena, at, names.items[k]);
            if (!is_left_out(names.items[k]) && !folder_is_link(below))
                vector_push(search->arena, &search->folders, below);
        }
    }
}

static const char *ini_of(Search *search, const ConfigPlace *place)
{
    return place->scripts ? path_join(search->arena, place->scripts, "env.py")
           : place->ini   ? place->ini
                          : path_join(search->arena, place->folder, "alembic.ini");
}

static bool refuse_several(Search *search, const ConfigPlaces *found, Error *error)
{
    Text text = text_in(search->arena);
    size_t length = strlen(search->from);
    for (size_t i = 0; i < found->count; i++) {
        const char *path = ini_of(search, &found->items[i]);
        bool is_below = strncmp(path, search->from, length) == 0 && path[length] == '/';
        text_append(&text, i ? ", " : "");
        text_append(&text, is_below ? path + length + 1 : path);
    }
    error_set(error, ERROR_COMMAND, "No config file 'alembic.ini' found; below '%s' there are several: %s",
              search->from, text_string(&text));
    error_hint(error, "name one with -c PATH, or run limbeck in its folder");
    return false;
}

/* "script_location = app/migrations" of app/alembic.ini: relative to where `alembic -c app/alembic.ini` runs. */
static void move_up(Arena *arena, ConfigPlace *place)
{
    const char *location = NULL, *root = config_root(arena, place->folder);
    const char *path = path_join(arena, place->folder, "alembic.ini");
    Error ignored = {0};
    IniFile *ini = file_exists(path) ? ini_read(arena, path, &ignored) : NULL;
    if (!ini || !ini_has_section(ini, "alembic") ||
        !ini_get(arena, ini, "alembic", "script_location", &location, &ignored) || !location || location[0] == '/' ||
        strchr(location, ':') || location_is_filled_in(location))
        return;
    for (const char *at = place->folder; !folder_exists(path_join(arena, at, location)); at = path_dirname(arena, at))
        if (strcmp(at, root) == 0)
            return;
        else if (has_file(arena, path_join(arena, path_dirname(arena, at), location), "env.py"))
            *place = (ConfigPlace){.folder = path_dirname(arena, at), .ini = path, .is_elsewhere = true};
}

bool config_find(Arena *arena, ConfigPlace *place, Error *error)
{
    const char *folder = current_folder(arena), *above = configured_above(arena, folder);
    Search search = {.arena = arena};
    *place = (ConfigPlace){.folder = above ? above : folder};
    place->is_elsewhere = above && strcmp(above, folder) != 0;
    if (above) {
        move_up(arena, place);
        return true;
    }
    search_below(&search, folder);
    const char *root = config_root(arena, folder);
    if (!search.found.count && !search.templates.count && !search.bare.count && root != folder)
        search_below(&search, root);
    const ConfigPlaces *found = search.found.count       ? &search.found
                                : search.templates.count ? &search.templates
                                                         : &search.bare;
    if (found->count > 1)
        return refuse_several(&search, found, error);
    if (found->count == 1) {
        *place = found->items[0];
        place->is_elsewhere = true;
    }
    return true;
}

/* ---- modules -------------------------------------------------------------------------------- */

static void add_folder(Arena *arena, StringVector *folders, const char *folder)
{
    if (folder_exists(folder) && !string_vector_contains(folders, folder))
        vector_push(arena, folders, folder);
}

void config_python_path(Arena *arena, StringVector *folders)
{
    const char *value = getenv("PYTHONPATH");
    for (const char *at = value ? value : ""; *at;) {
        size_t length = strcspn(at, ":");
        add_folder(arena, folders, path_absolute(arena, arena_strndup(arena, at, length ? length : 1)));
        at += length;
        at += *at != '\0';
    }
}

void config_ancestors(Arena *arena, const char *folder, StringVector *folders)
{
    const char *root = config_root(arena, folder);
    for (const char *at = folder;; at = path_dirname(arena, at)) {
        add_folder(arena, folders, at);
        add_folder(arena, folders, path_join(arena, at, "src"));
        if (strcmp(at, root) == 0 || is_owned_by_user(at))
            return;
    }
}
