/* A database URL in SQLAlchemy's format: dialect+driver://user:password@host:port/database?key=value
 *
 * The password is kept separate: database_url_render() prints "***" instead, and only the
 * PostgreSQL driver reads `password`.
 *
 *     DatabaseUrl *parsed = database_url_parse(arena, "postgresql://alice:secret@db1/shop", error);
 *     if (parsed)
 *         show("%s", database_url_render(arena, parsed)); // postgresql://alice:***@db1/shop
 */
#ifndef LIMBECK_CONFIG_URL_H
#define LIMBECK_CONFIG_URL_H

#include "limbeck/base/error.h"
#include "limbeck/base/map.h"
#include "limbeck/base/vector.h"

typedef enum { DATABASE_POSTGRESQL, DATABASE_SQLITE } DatabaseKind;

typedef struct DatabaseUrl {
    DatabaseKind kind;
    const char *dialect; /* as written: "postgresql" */
    const char *driver;  /* as written: "asyncpg"; NULL: not given */
    const char *user;
    const char *password;
    const char *host;
    const char *port;
    const char *database;            /* SQLite: a path; NULL or ":memory:": in memory */
    Map query;                       /* key -> const char *, as written; several values are joined by commas */
    Map settings;                    /* further settings for the driver; see limbeck/config/parameters.h */
    const char *file_uri;            /* URI that SQLite opens; NULL: open `database` */
    const StringVector *other_files; /* other files that SQL may open on SQLite; NULL: none */
} DatabaseUrl;

/* The error never contains the URL, since it may hold a password. */
DatabaseUrl *database_url_parse(Arena *arena, const char *url, Error *error);

/* For display: the password is replaced by three stars. */
char *database_url_render(Arena *arena, const DatabaseUrl *url);

/* "shop@db1", or the file's name; for a title bar. */
char *database_url_short(Arena *arena, const DatabaseUrl *url);

/* Whether both lead to the same database as the same user; drivers and settings may differ. */
bool database_url_is_same(const DatabaseUrl *left, const DatabaseUrl *right);

/* Facts that a URL states about its database; nothing is connected. */
typedef struct UrlTraits {
    bool is_file;               /* what follows the three slashes is a path */
    bool has_transactional_ddl; /* as Alembic has it */
    bool has_settings;          /* SET changes the session, and a rollback undoes it */
    bool has_search_path;
} UrlTraits;

/* For a URL of another dialect, and for NULL, the traits of a server. */
const UrlTraits *url_traits(const char *url);

/* SQLAlchemy's driver for a URL without one; NULL for a dialect limbeck does not know. */
const char *database_default_driver(const char *dialect);

/* Whether SQLAlchemy doubles '%' in SQL for this driver, because its parameters are %s or %(name)s. */
bool database_url_doubles_percent(const DatabaseUrl *url);

/* Whether SQLAlchemy's driver writes the values of parameters into the SQL. */
bool database_url_writes_literals(const DatabaseUrl *url);

/* Whether the driver begins a new transaction after a script's own COMMIT, as psycopg and pg8000 do. Other drivers do
 * not notice a COMMIT sent as SQL: later statements are committed one by one. */
bool database_url_begins_again(const DatabaseUrl *url);

#endif
