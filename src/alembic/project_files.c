/* _limbeck.files: read access to the project's files for pathlib, io and os.path. */
#include "project_files.h"
#include "script_host.h"

#include "limbeck/base/file.h"
#include "limbeck/project/boundary.h"
#include "limbeck/python/native.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/modules.h"

static bool may_be_read(Interpreter *interpreter, const char *path)
{
    const ScriptHost *host = script_host(interpreter);
    return project_contains(host->binding.arena, host->directory->config, path);
}

static bool project_path(Interpreter *interpreter, const Arguments *arguments, const char **path)
{
    const char *given;
    if (!expect_path(interpreter, argument_at(arguments, 0), &given))
        return false;
    *path = path_absolute(binding_host(interpreter)->arena, given);
    if (may_be_read(interpreter, *path))
        return true;
    return python_refuse(interpreter, "reading '%s': a migration may read the files of its project only", given);
}

/* Existence may be tested outside the project too, as scripts and settings do: no content is read. */
static bool tested_path(Interpreter *interpreter, const Arguments *arguments, const char **path)
{
    const char *given;
    if (!expect_path(interpreter, argument_at(arguments, 0), &given))
        return false;
    *path = path_absolute(binding_host(interpreter)->arena, given);
    return true;
}

NATIVE(files_read)
{
    (void)self;
    const char *path, *content;
    size_t length;
    Error error = {0};
    if (!tested_path(interpreter, arguments, &path))
        return false;
    if (!file_exists(path) && !folder_exists(path))
        return python_raise(interpreter, "FileNotFoundError", "[Errno 2] No such file or directory: '%s'", path);
    if (!project_path(interpreter, arguments, &path))
        return false;
    if (folder_exists(path))
        return python_raise(interpreter, "IsADirectoryError", "[Errno 21] Is a directory: '%s'", path);
    if (!file_exists(path))
        return python_raise(interpreter, "FileNotFoundError", "[Errno 2] No such file or directory: '%s'", path);
    Arena *arena = arena_new();
    bool done = file_read(arena, path, &content, &length, &error) ? python_string(interpreter, content, length, result)
                                                                  : python_fail(interpreter, &error);
    arena_free(arena);
    return done;
}

typedef bool PathTest(const char *path);

static bool answer(Interpreter *interpreter, const Arguments *arguments, PathTest *test, Value *result)
{
    const char *path;
    if (!tested_path(interpreter, arguments, &path))
        return false;
    *result = value_bool(test(path));
    return true;
}

static bool path_exists(const char *path)
{
    return file_exists(path) || folder_exists(path);
}

#define PATH_TEST(native, test)                                                                                        \
    NATIVE(native)                                                                                                     \
    {                                                                                                                  \
        (void)self;                                                                                                    \
        return answer(interpreter, arguments, test, result);                                                           \
    }

PATH_TEST(files_is_file, file_exists)
PATH_TEST(files_is_folder, folder_exists)
PATH_TEST(files_is_link, folder_is_link)
PATH_TEST(files_exists, path_exists)

NATIVE(files_names)
{
    (void)self;
    const char *path;
    StringVector names = {0};
    Error error = {0};
    Arena *arena = binding_host(interpreter)->arena;
    if (!project_path(interpreter, arguments, &path) || !python_list(interpreter, NULL, 0, result))
        return false;
    if (!folder_exists(path))
        return python_raise(interpreter, "FileNotFoundError", "[Errno 2] No such file or directory: '%s'", path);
    if (!folder_list(arena, path, true, &names, &error) || !folder_list(arena, path, false, &names, &error))
        return python_fail(interpreter, &error);
    python_push(interpreter, *result);
    for (size_t i = 0; i < names.count; i++) {
        Value name;
        if (!python_text(interpreter, names.items[i], &name) || !list_append(interpreter, result->list, name))
            return false;
    }
    return true;
}

NATIVE(files_is_readable)
{
    (void)self;
    const char *path;
    if (!expect_path(interpreter, argument_at(arguments, 0), &path))
        return false;
    *result = value_bool(may_be_read(interpreter, path_absolute(binding_host(interpreter)->arena, path)));
    return true;
}

NATIVE(files_environment_runs)
{
    (void)self;
    (void)arguments;
    *result = value_bool(script_host(interpreter)->environments != NULL);
    return true;
}

/* ---- sources of the project ------------------------------------------------------------------ */

enum { MAX_FOLDERS = 1500 };

static bool is_source_folder(const char *name)
{
    static const char *const names[] = {"node_modules", "venv",  "env",    "migrations",  "versions",     "tests",
                                        "test",         "docs",  "static", "templates",   "libs",         "frontend",
                                        "client",       "build", "dist",   "__pycache__", "site-packages"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return false;
    return name[0] != '.';
}

static bool is_source(const char *name)
{
    return text_ends_with(name, ".py") && !text_starts_with(name, "test") && strcmp(name, "conftest.py") != 0;
}

static bool add_source(Interpreter *interpreter, const char *path, const char *wanted, Value list)
{
    ScriptHost *host = script_host(interpreter);
    const char *content;
    size_t length;
    Error ignored = {0};
    Value text;
    if (!project_read(host->binding.scratch ? host->binding.scratch : host->binding.arena, host->directory->config,
                      path, &content, &length, &ignored) ||
        !strstr(content, wanted))
        return true;
    return python_text(interpreter, path, &text) && list_append(interpreter, list.list, text);
}

/* sources_with(text): files of the application below the current folder that hold it, sorted by folder. */
NATIVE(files_sources_with)
{
    (void)self;
    Arena *arena = binding_host(interpreter)->arena;
    StringVector folders = {0};
    const char *wanted;
    if (!expect_text(interpreter, argument_at(arguments, 0), "text", &wanted) ||
        !python_list(interpreter, NULL, 0, result))
        return false;
    python_push(interpreter, *result);
    vector_push(arena, &folders, ".");
    for (size_t i = 0; i < folders.count && i < MAX_FOLDERS; i++) {
        StringVector names = {0}, below = {0};
        Error ignored = {0};
        const char *folder = folders.items[i], *prefix = i ? arena_format(arena, "%s/", folder) : "";
        if (!folder_list(arena, folder, false, &names, &ignored) || !folder_list(arena, folder, true, &below, &ignored))
            continue;
        for (size_t k = 0; k < names.count; k++)
            if (is_source(names.items[k]) &&
                !add_source(interpreter, arena_format(arena, "%s%s", prefix, names.items[k]), wanted, *result))
                return false;
        for (size_t k = 0; k < below.count; k++)
            if (is_source_folder(below.items[k]) &&
                !folder_is_link(arena_format(arena, "%s%s", prefix, below.items[k])))
                vector_push(arena, &folders, arena_format(arena, "%s%s", prefix, below.items[k]));
    }
    return true;
}

/* As os.path.realpath(): links are followed as far as the path exists. */
NATIVE(files_resolved)
{
    (void)self;
    const char *path;
    return expect_path(interpreter, argument_at(arguments, 0), &path) &&
           python_text(interpreter, path_resolved(binding_host(interpreter)->arena, path), result);
}

NATIVE(files_absolute)
{
    (void)self;
    const char *path;
    return expect_path(interpreter, argument_at(arguments, 0), &path) &&
           python_text(interpreter, path_absolute(binding_host(interpreter)->arena, path), result);
}

static const NativeMember functions[] = {{"read", files_read},
                                         {"is_file", files_is_file},
                                         {"is_folder", files_is_folder},
                                         {"names", files_names},
                                         {"is_link", files_is_link},
                                         {"resolved", files_resolved},
                                         {"absolute", files_absolute},
                                         {"environment_runs", files_environment_runs},
                                         {"is_readable", files_is_readable},
                                         {"sources_with", files_sources_with},
                                         {NULL, NULL}};
static const NativeMember path_functions[] = {{"exists", files_exists},
                                              {"isfile", files_is_file},
                                              {"isdir", files_is_folder},
                                              {"islink", files_is_link},
                                              {"abspath", files_absolute},
                                              {"realpath", files_resolved},
                                              {NULL, NULL}};
static const NativeMember os_functions[] = {{"listdir", files_names}, {NULL, NULL}};
const NativeModule limbeck_files_module = {"_limbeck.files", functions, NULL, NULL, false, NULL};

static bool add_names(Interpreter *interpreter, const char *dictionary, Module *module)
{
    Value source, names;
    if (!python_import_chain(interpreter, "_limbeck.system", &source) ||
        !python_get_attribute(interpreter, source, dictionary, &names))
        return false;
    for (size_t i = 0; i < names.dict->used; i++)
        if (value_given(names.dict->entries[i].key))
            names_set(&module->names, python_intern(interpreter, names.dict->entries[i].key.string->bytes),
                      names.dict->entries[i].value);
    return true;
}

/* Adds the functions that need files to os and os.path, which are defined in src/python without them. */
bool add_file_functions(Interpreter *interpreter)
{
    Value os, path;
    return python_import(interpreter, "os", &os) && add_functions(interpreter, os.module, os_functions) &&
           python_import(interpreter, "os.path", &path) && add_functions(interpreter, path.module, path_functions) &&
           add_names(interpreter, "for_os", os.module) && add_names(interpreter, "for_path", path.module);
}
