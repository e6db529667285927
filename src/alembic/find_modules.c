/* Where an application's module is: sys.path as env.py leaves it, $PYTHONPATH, and then the folders of the
 * checkout, as if the application were installed. */
#include "script_host.h"

#include "limbeck/base/file.h"
#include "limbeck/config/find.h"
#include "limbeck/project/boundary.h"

#include <string.h>

typedef struct FoundModule {
    const char *path, *content;
    size_t length;
    bool is_package;
} FoundModule;

/* A package folder contains a Python file or a package; other folders are data. */
static bool contains_python(Arena *arena, const char *folder)
{
    StringVector names = {0};
    Error ignored = {0};
    if (!folder_list(arena, folder, false, &names, &ignored) || !folder_list(arena, folder, true, &names, &ignored))
        return false;
    for (size_t i = 0; i < names.count; i++)
        if (text_ends_with(names.items[i], ".py") ||
            file_exists(arena_format(arena, "%s/%s/__init__.py", folder, names.items[i])))
            return true;
    return false;
}

static bool try_module(ScriptHost *host, const char *folder, const char *relative, FoundModule *found, Error *error)
{
    Arena *arena = host->binding.arena;
    const char *file = arena_format(arena, "%s/%s.py", folder, relative);
    const char *package = arena_format(arena, "%s/%s/__init__.py", folder, relative);
    found->is_package = file_exists(package);
    found->path = found->is_package ? package : file;
    return (found->is_package || file_exists(file)) &&
           project_read(arena, host->directory->config, found->path, &found->content, &found->length, error);
}

/* A folder without __init__.py is a namespace package: empty. */
static bool try_namespace(ScriptHost *host, const char *folder, const char *relative, FoundModule *found)
{
    const char *package = arena_format(host->binding.arena, "%s/%s", folder, relative);
    if (!folder_exists(package) || !project_contains(host->binding.arena, host->directory->config, package) ||
        !contains_python(host->binding.arena, package))
        return false;
    *found = (FoundModule){arena_format(host->binding.arena, "%s/__init__.py", package), "", 0, true};
    return true;
}

/* As in Python, a package with __init__.py in a later folder takes precedence over a namespace package. */
static bool try_folders(ScriptHost *host, const StringVector *folders, const char *relative, FoundModule *found,
                        Error *error)
{
    for (size_t i = 0; i < folders->count; i++)
        if (try_module(host, folders->items[i], relative, found, error) || error->kind != ERROR_NONE)
            return error->kind == ERROR_NONE;
    for (size_t i = 0; i < folders->count; i++)
        if (try_namespace(host, folders->items[i], relative, found))
            return true;
    return false;
}

void host_search_path(const ScriptHost *host, StringVector *folders)
{
    const Config *config = host->directory->config;
    for (size_t i = 0; i < config->prepend_sys_path.count; i++)
        vector_push(host->binding.arena, folders, config->prepend_sys_path.items[i]);
    for (size_t i = 0; i < config->python_path.count; i++)
        vector_push(host->binding.arena, folders, config->python_path.items[i]);
}

/* sys.path, which a script may have changed. Folders outside the project are skipped. */
static void current_search_path(ScriptHost *host, StringVector *folders)
{
    Value module, path = value_absent();
    Arena *arena = host->binding.arena;
    if (host->interpreter && python_loaded_module(host->interpreter, "sys", &module))
        path = value_plain(names_get(&module.module->names, python_intern(host->interpreter, "path")));
    if (path.kind != VALUE_LIST) {
        host_search_path(host, folders);
        return;
    }
    for (size_t i = 0; i < path.list->count; i++) {
        const char *folder, *given;
        if (path.list->items[i].kind != VALUE_STRING)
            continue;
        given = path.list->items[i].string->bytes;
        folder = path_absolute(arena, *given ? given : ".");
        if (project_contains(arena, host->directory->config, folder))
            vector_push(arena, folders, folder);
    }
}

/* ---- installed libraries ---------------------------------------------------------- */

/* sys.stdlib_module_names of CPython 3.11: an installed library cannot replace these. */
static const char standard_library[] =
    " abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii "
    "bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections "
    "colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes "
    "curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum "
    "errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt "
    "getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp "
    "importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox "
    "mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt "
    "ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools "
    "pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile "
    "pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy "
    "sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket "
    "socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep "
    "struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios "
    "textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty "
    "turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref "
    "webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo ";

static bool is_of_python(const char *top)
{
    const char *at = standard_library;
    size_t length = strlen(top);
    while ((at = strstr(at, top))) {
        if (at[-1] == ' ' && at[length] == ' ')
            return true;
        at += length;
    }
    return top[0] == '_';
}

/* A library is either limbeck's stand-in or the installed one, with all its submodules, never a mixture. */
static bool has_stand_in(const char *top)
{
    size_t length = strlen(top);
    for (const PythonSource *source = packages_library; source->name; source++)
        if (strncmp(source->name, top, length) == 0 && (source->name[length] == '.' || !source->name[length]))
            return true;
    return false;
}

static bool may_be_installed(Arena *arena, const char *name)
{
    static const char *const own[] = {"alembic", "sqlalchemy"};
    const char *top = arena_strndup(arena, name, strcspn(name, "."));
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (strcmp(top, own[i]) == 0)
            return false;
    return *top && !is_of_python(top) && !has_stand_in(top);
}

/* Looks in the folders of installed libraries, which are outside the project. */
static bool try_libraries(ScriptHost *host, const char *name, const char *relative, FoundModule *found, Error *error)
{
    Arena *arena = host->binding.arena;
    const StringVector *folders = &host->directory->config->site_packages;
    if (!folders->count || !may_be_installed(arena, name))
        return false;
    for (size_t i = 0; i < folders->count; i++) {
        const char *path = arena_format(arena, "%s/%s", folders->items[i], relative);
        const char *package = arena_format(arena, "%s/__init__.py", path), *file = arena_format(arena, "%s.py", path);
        found->is_package = file_exists(package) || (!file_exists(file) && contains_python(arena, path));
        found->path = found->is_package ? package : file;
        if (file_exists(found->path))
            return library_read(arena, folders->items[i], found->path, &found->content, &found->length, error);
        if (found->is_package)
            return (found->content = "") != NULL;
    }
    return false;
}

static bool try_path_dependencies(ScriptHost *host, const char *name, const char *relative, FoundModule *found,
                                  Error *error)
{
    if (!may_be_installed(host->binding.arena, name))
        return false;
    if (!host->path_dependencies_are_read)
        config_path_dependencies(host->binding.arena, host->directory->config->ini->here, &host->path_dependencies);
    host->path_dependencies_are_read = true;
    return try_folders(host, &host->path_dependencies, relative, found, error);
}

bool host_find_module(void *state, const char *name, const char **path, const char **content, size_t *length,
                      bool *is_package, Error *error)
{
    ScriptHost *host = state;
    FoundModule found = {0};
    StringVector folders = {0};
    char *relative = arena_strdup(host->binding.arena, name);
    for (char *at = relative; *at; at++)
        if (*at == '.')
            *at = '/';
    current_search_path(host, &folders);
    if (!try_folders(host, &folders, relative, &found, error) &&
        (error->kind != ERROR_NONE ||
         (!try_folders(host, &host->directory->config->likely_path, relative, &found, error) &&
          (error->kind != ERROR_NONE ||
           (!try_path_dependencies(host, name, relative, &found, error) &&
            (error->kind != ERROR_NONE || !try_libraries(host, name, relative, &found, error)))))))
        return false;
    *path = found.path;
    *content = found.content;
    *length = found.length;
    *is_package = found.is_package;
    return true;
}

bool host_reads_module(ScriptHost *host, const char *name, const char **path, const char **content, size_t *length,
                       bool *is_package)
{
    Error ignored = {0};
    return host_find_module(host, name, path, content, length, is_package, &ignored);
}

bool host_finds_module(ScriptHost *host, const char *name, const char **path)
{
    const char *content;
    size_t length;
    bool is_package;
    return host_reads_module(host, name, path, &content, &length, &is_package);
}

/* name.cpython-311-x86_64-linux-gnu.so, or name itself. */
static bool is_in_folder(Arena *arena, const char *folder, const char *relative)
{
    const char *path = arena_format(arena, "%s/%s", folder, relative);
    if (folder_exists(path) || file_exists(arena_format(arena, "%s.py", path)))
        return true;
    StringVector names = {0};
    Error ignored = {0};
    const char *begin = arena_format(arena, "%s.", path_basename(path));
    if (!folder_list(arena, path_dirname(arena, path), false, &names, &ignored))
        return false;
    for (size_t i = 0; i < names.count; i++)
        if (text_starts_with(names.items[i], begin))
            return true;
    return false;
}

ModuleFound host_has_module(ScriptHost *host, const char *name)
{
    Arena *arena = host->binding.arena;
    const StringVector *folders = &host->directory->config->site_packages;
    const char *path, *top = arena_strndup(arena, name, strcspn(name, "."));
    if (host_finds_module(host, name, &path) || (!strchr(name, '.') && is_of_python(top)))
        return MODULE_THERE;
    if (!folders->count || is_of_python(top))
        return MODULE_NOT_KNOWN;
    char *relative = arena_strdup(arena, name);
    for (char *at = relative; *at; at++)
        if (*at == '.')
            *at = '/';
    for (size_t i = 0; i < folders->count; i++)
        if (is_in_folder(arena, folders->items[i], relative))
            return MODULE_THERE;
    return MODULE_ABSENT;
}

/* ---- the state of each, for `limbeck explain` -------------------------------------------------- */

typedef struct Listing {
    Arena *arena;
    const Interpreter *interpreter;
    ModuleNotes *notes;
} Listing;

/* The name imported by "from somewhere import Thing" is not reported as a missing module. */
static bool is_below_unknown(const ModuleNotes *notes, const char *name)
{
    for (size_t i = 0; i < notes->count; i++) {
        size_t length = strlen(notes->items[i].name);
        if (notes->items[i].state == MODULE_UNKNOWN && strncmp(notes->items[i].name, name, length) == 0 &&
            name[length] == '.')
            return true;
    }
    return false;
}

static void list_module(void *state, const char *name, const char *file, bool is_library)
{
    Listing *listing = state;
    const char *top = arena_strndup(listing->arena, name, strcspn(name, "."));
    const char *reason = python_unknown_reason(listing->interpreter, name);
    bool is_own = strcmp(top, "alembic") == 0 || strcmp(top, "sqlalchemy") == 0 || is_of_python(top);
    if (strcmp(name, ENVIRONMENT_MODULE) == 0 || is_own || (is_library && strchr(name, '.')))
        return;
    ModuleNote note = {.name = arena_strdup(listing->arena, name),
                       .state = is_library ? MODULE_STAND_IN
                                : !file    ? MODULE_UNKNOWN
                                : reason   ? MODULE_IN_PART
                                           : MODULE_EVALUATED,
                       .reason = reason ? arena_strdup(listing->arena, reason) : NULL};
    if (note.state != MODULE_UNKNOWN || !is_below_unknown(listing->notes, name))
        vector_push(listing->arena, listing->notes, note);
}

void host_list_modules(const ScriptHost *host, ModuleNotes *notes)
{
    Listing listing = {host->binding.arena, host->interpreter, notes};
    notes->count = 0;
    python_each_module(host->interpreter, list_module, &listing);
}

/* ---- what is imported already when a script runs ----------------------------------------------
 *
 * Alembic loads all scripts before it runs env.py and the first of them, in one process; limbeck evaluates each file
 * where it is needed. */

typedef struct ImportedNames {
    Arena *arena;
    StringVector *names;
} ImportedNames;

static void take_name(void *state, const char *name, const char *file, bool is_library)
{
    ImportedNames *taken = state;
    if (file && !is_library && strcmp(name, ENVIRONMENT_MODULE) != 0)
        vector_push(taken->arena, taken->names, arena_strdup(taken->arena, name));
}

void host_list_imported(const ScriptHost *host, StringVector *names)
{
    ImportedNames taken = {host->binding.arena, names};
    names->count = 0;
    python_each_module(host->interpreter, take_name, &taken);
}
