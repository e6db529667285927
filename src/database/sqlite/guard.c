#include "guard.h"

#include "libsqlite3.h"
#include "limbeck/base/file.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Functions and modules of SQLite that can open files. */
typedef struct Denied {
    int action;
    const char *name, *what;
} Denied;

static const Denied denied[] = {{SQLITE_PRAGMA, "temp_store_directory", "PRAGMA"},
                                {SQLITE_PRAGMA, "data_store_directory", "PRAGMA"},
                                {SQLITE_PRAGMA, "lock_proxy_file", "PRAGMA"},
                                {SQLITE_FUNCTION, "load_extension", "the function"},
                                {SQLITE_FUNCTION, "readfile", "the function"},
                                {SQLITE_FUNCTION, "writefile", "the function"},
                                {SQLITE_FUNCTION, "edit", "the function"},
                                {SQLITE_FUNCTION, "fts3_tokenizer", "the function"},
                                {SQLITE_CREATE_VTABLE, "csv", "a table of"},
                                {SQLITE_CREATE_VTABLE, "vsv", "a table of"},
                                {SQLITE_CREATE_VTABLE, "zipfile", "a table of"},
                                {SQLITE_CREATE_VTABLE, "swarmvtab", "a table of"},
                                {SQLITE_CREATE_VTABLE, "lsm1", "a table of"},
                                {SQLITE_READ, "fsdir", "the table"},
                                {SQLITE_READ, "zipfile", "the table"}};

/* The real path of a file that need not exist: the real path of its folder, and its name. */
static bool resolve(Arena *arena, const char *path, char real[PATH_MAX])
{
    if (realpath(path, real))
        return true;
    const char *absolute = path_absolute(arena, path);
    if (!realpath(path_dirname(arena, absolute), real))
        return false;
    size_t length = strlen(real);
    return snprintf(real + length, PATH_MAX - length, "/%s", path_basename(absolute)) < (int)(PATH_MAX - length);
}

static bool is_named(const Database *database, const char *path)
{
    const StringVector *files = database->url->other_files;
    Arena *arena = arena_new();
    char real[PATH_MAX], named[PATH_MAX];
    bool found = false;
    for (size_t i = 0; files && !found && i < files->count; i++)
        found = resolve(arena, path, real) && resolve(arena, files->items[i], named) && strcmp(real, named) == 0;
    arena_free(arena);
    return found;
}

static bool is_in_memory(const char *path)
{
    return !*path || strcmp(path, ":memory:") == 0;
}

static int refuse(Database *database, const char *what, const char *name)
{
    snprintf(database->refused, sizeof database->refused, "%s '%s'", what, name);
    return SQLITE_DENY;
}

/* SQLite reports VACUUM INTO as ATTACH of its file, plain VACUUM as ATTACH of ''. */
static int authorize(void *state, int action, const char *first, const char *second, const char *schema,
                     const char *trigger)
{
    Database *database = state;
    (void)schema;
    (void)trigger;
    if (action == SQLITE_ATTACH) {
        if (first && (is_in_memory(first) || is_named(database, first))) {
            database->has_attached = true;
            return SQLITE_OK;
        }
        return first ? refuse(database, "ATTACH or VACUUM INTO of", first)
                     : refuse(database, "ATTACH of", "a name that is computed");
    }
    if (action == SQLITE_PRAGMA && !second) /* reads the pragma only */
        return SQLITE_OK;
    const char *name = action == SQLITE_FUNCTION || action == SQLITE_CREATE_VTABLE ? second : first;
    for (size_t i = 0; name && i < sizeof denied / sizeof *denied; i++)
        if (denied[i].action == action && lite.sqlite3_stricmp(denied[i].name, name) == 0)
            return refuse(database, denied[i].what, name);
    return SQLITE_OK;
}

void guard_sqlite(Database *database)
{
    lite.sqlite3_set_authorizer(database->connection, authorize, database);
}

bool guard_sqlite_refused(Database *database, Error *error)
{
    if (!database->refused[0])
        return false;
    error_set(error, ERROR_UNSUPPORTED, "%s: on SQLite, SQL may open no file other than the database",
              database->refused);
    error_hint(error, "to allow a file, name it in alembic.ini: attach = PATH, in the section [limbeck] "
                      "(limbeck.ini(5)); rehearsals and tests never open it");
    database->refused[0] = '\0';
    return true;
}
