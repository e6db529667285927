#include "scratch_database.h"

#include <unistd.h>

static bool prepare_session(Workspace *workspace, Database *database, Error *error)
{
    const StringVector *settings = &workspace->environment.session_sql;
    for (size_t i = 0; i < settings->count; i++)
        if (!database_execute(database, settings->items[i], NULL, 0, NULL, error))
            return false;
    return true;
}

static bool make_on_server(ScratchDatabase *scratch, Arena *arena, const DatabaseUrl *url, Error *error)
{
    static int made;
    scratch->name = arena_format(arena, "limbeck_test_%ld_%d", (long)getpid(), ++made);
    scratch->server = database_open(url, error);
    if (!scratch->server)
        return false;
    const char *sql = arena_format(arena, "CREATE DATABASE %s", scratch->name);
    if (!database_execute(scratch->server, sql, NULL, 0, NULL, error)) {
        error_hint(error, "the tests run in a database of their own: the role must be allowed to make one "
                          "(CREATEDB), or give --url sqlite:///:memory:");
        scratch->name = NULL;
        return false;
    }
    scratch->url->database = scratch->name;
    return true;
}

bool scratch_database_open(Workspace *workspace, Arena *arena, ScratchDatabase *scratch, Error *error)
{
    *scratch = (ScratchDatabase){0};
    if (!workspace_environment(workspace, error))
        return false;
    if (!workspace->environment.url) {
        error_set(error, ERROR_COMMAND, "no database URL is known");
        error_hint(error, "its kind decides where the tests run: give --url sqlite:///:memory:, or that of a server");
        return false;
    }
    const DatabaseUrl *url = database_url_parse(arena, workspace->environment.url, error);
    if (!url)
        return false;
    scratch->url = ARENA_NEW(arena, DatabaseUrl);
    *scratch->url = *url;
    if (url->kind == DATABASE_SQLITE)
        scratch->url->database = ":memory:";
    else if (!make_on_server(scratch, arena, url, error)) {
        scratch_database_close(scratch);
        return false;
    }
    scratch->database = database_open(scratch->url, error);
    if (scratch->database && prepare_session(workspace, scratch->database, error))
        return true;
    scratch_database_close(scratch);
    return false;
}

void scratch_database_close(ScratchDatabase *scratch)
{
    Error ignored = {0};
    database_close(scratch->database);
    if (scratch->server && scratch->name) {
        Arena *arena = arena_new();
        database_execute(scratch->server, arena_format(arena, "DROP DATABASE IF EXISTS %s", scratch->name), NULL, 0,
                         NULL, &ignored);
        arena_free(arena);
    }
    database_close(scratch->server);
    *scratch = (ScratchDatabase){0};
}
