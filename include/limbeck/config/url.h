/* A database URL as SQLAlchemy writes it: dialect+driver://user:password@host:port/database?key=value
 *
 * The password is kept apart: database_url_render() prints "***" in its place,
 * and nothing but the PostgreSQL driver reads `password`. */
#ifndef LIMBECK_CONFIG_URL_H
#define LIMBECK_CONFIG_URL_H

#include "limbeck/base/error.h"
#include "limbeck/base/map.h"
#include "limbeck/base/vector.h"

typedef enum { DATABASE_POSTGRESQL, DATABASE_SQLITE } DatabaseKind;

typedef struct DatabaseUrl {
    DatabaseKind kind;
    const char *dialect; /* as written: "postgresql" */
    const char *driver;  /* as written: "asyncpg"; NULL when the URL names none */
    const char *user;
    const char *password;
    const char *host;
    const char *port;
    const char *database;            /* a path for SQLite; NULL or ":memory:" in memory */
    Map query;                       /* key -> const char *, as written; of several values, with a comma between them */
    Map settings;                    /* what the driver takes beyond the above; see limbeck/config/parameters.h */
    const char *file_uri;            /* what SQLite opens as a URI; NULL: `database` is a path */
    const StringVector *other_files; /* that SQL may open on SQLite; NULL: none */
} DatabaseUrl;

/* The error never repeats the URL: it may hold a password. */
DatabaseUrl *database_url_parse(Arena *arena, const char *url, Error *error);

/* For the screen: the password is three stars. */
char *database_url_render(Arena *arena, const DatabaseUrl *url);

/* "shop@db1" or the file's name: what a title bar has room for. */
char *database_url_short(Arena *arena, const DatabaseUrl *url);

/* What SQLAlchemy takes where the URL names no driver; NULL for a dialect it does not know here. */
const char *database_default_driver(const char *dialect);

/* How SQLAlchemy's compiler writes '%' for this driver: doubled for those whose
 * parameters are %s or %(name)s. */
bool database_url_doubles_percent(const DatabaseUrl *url);

/* Whether the driver begins a transaction for what follows a script's own COMMIT, as psycopg and
 * pg8000 do. The others keep a record of their own, which a COMMIT as text does not change: what
 * follows is committed statement by statement. */
bool database_url_begins_again(const DatabaseUrl *url);

#endif
