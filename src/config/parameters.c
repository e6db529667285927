#include "limbeck/config/parameters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
    KEPT,      /* passed to libpq or SQLite unchanged */
    RENAMED,   /* passed under libpq's name, `word` */
    OPTIONS,   /* -c name=value, appended to `options` */
    SSL,       /* asyncpg's ssl becomes libpq's sslmode */
    SECONDS,   /* converted to whole seconds, rounded up */
    IGNORED,   /* no effect on SQL, data or connection; `word`: reason */
    REFUSED,   /* refused; `word`: reason */
    IN_A_FILE, /* SQLite: a query parameter of its file name, when uri=true */
} Treatment;

typedef struct ParameterRow {
    const char *name;
    Treatment treatment;
    const char *word;
} ParameterRow;

static const char own_way[] = "it replaces how the driver connects or reads", of_speed[] = "it only affects speed",
                  own_guards[] = "limbeck bounds statements by statement_timeout of [limbeck]",
                  of_python[] = "it only concerns Python objects";

/* psycopg2, psycopg, asyncpg and pg8000 */
static const ParameterRow postgresql_rows[] = {
    {"host", KEPT, NULL},
    {"hostaddr", KEPT, NULL},
    {"port", KEPT, NULL},
    {"dbname", KEPT, NULL},
    {"database", RENAMED, "dbname"},
    {"user", KEPT, NULL},
    {"password", KEPT, NULL},
    {"passfile", KEPT, NULL},
    {"service", KEPT, NULL},
    {"require_auth", KEPT, NULL},
    {"channel_binding", KEPT, NULL},
    {"connect_timeout", KEPT, NULL},
    {"options", OPTIONS, NULL},
    {"server_settings", OPTIONS, NULL},
    {"application_name", KEPT, NULL},
    {"fallback_application_name", KEPT, NULL},
    {"keepalives", KEPT, NULL},
    {"keepalives_idle", KEPT, NULL},
    {"keepalives_interval", KEPT, NULL},
    {"keepalives_count", KEPT, NULL},
    {"tcp_user_timeout", KEPT, NULL},
    {"gssencmode", KEPT, NULL},
    {"gsslib", KEPT, NULL},
    {"gssdelegation", KEPT, NULL},
    {"krbsrvname", KEPT, NULL},
    {"sslmode", KEPT, NULL},
    {"sslnegotiation", KEPT, NULL},
    {"sslcompression", KEPT, NULL},
    {"sslcert", KEPT, NULL},
    {"sslkey", KEPT, NULL},
    {"sslpassword", KEPT, NULL},
    {"sslcertmode", KEPT, NULL},
    {"sslrootcert", KEPT, NULL},
    {"sslcrl", KEPT, NULL},
    {"sslcrldir", KEPT, NULL},
    {"sslsni", KEPT, NULL},
    {"requirepeer", KEPT, NULL},
    {"ssl_min_protocol_version", KEPT, NULL},
    {"ssl_max_protocol_version", KEPT, NULL},
    {"target_session_attrs", KEPT, NULL},
    {"load_balance_hosts", KEPT, NULL},
    {"ssl", SSL, NULL},
    {"timeout", SECONDS, "connect_timeout"},
    {"client_encoding", IGNORED, "limbeck always uses UTF-8 with the server"},
    {"command_timeout", IGNORED, own_guards},
    {"statement_cache_size", IGNORED, of_speed},
    {"prepared_statement_cache_size", IGNORED, of_speed},
    {"prepared_statement_name_func", IGNORED, of_speed},
    {"max_cached_statement_lifetime", IGNORED, of_speed},
    {"max_cacheable_statement_size", IGNORED, of_speed},
    {"prepare_threshold", IGNORED, of_speed},
    {"tcp_keepalive", IGNORED, "the system's own keepalives apply"},
    {"loop", IGNORED, of_python},
    {"async_fallback", IGNORED, of_python},
    {"record_class", IGNORED, of_python},
    {"dsn", REFUSED, own_way},
    {"conninfo", REFUSED, own_way},
    {"connection_factory", REFUSED, own_way},
    {"connection_class", REFUSED, own_way},
    {"cursor_factory", REFUSED, own_way},
    {"row_factory", REFUSED, own_way},
    {"async_creator_fn", REFUSED, own_way},
    {"context", REFUSED, own_way},
    {"async", REFUSED, own_way},
    {"async_", REFUSED, own_way},
    {"autocommit", REFUSED, "limbeck runs each step in a transaction"},
    {"replication", REFUSED, "it is not a connection for SQL"},
    {"requiressl", REFUSED, "libpq has sslmode=require for it"},
    {"direct_tls", REFUSED, "libpq has sslnegotiation for it"},
    {"ssl_context", REFUSED, "libpq has sslmode and sslrootcert for it"},
    {"servicefile", REFUSED, "libpq reads $PGSERVICEFILE"},
    {"unix_sock", REFUSED, "libpq has host=/FOLDER for it"},
    {"source_address", REFUSED, "libpq has no such parameter"},
    {"sock", REFUSED, own_way},
};

/* pysqlite and aiosqlite */
static const ParameterRow sqlite_rows[] = {
    {"uri", KEPT, NULL},
    {"timeout", KEPT, NULL},
    {"mode", IN_A_FILE, NULL},
    {"cache", IN_A_FILE, NULL},
    {"immutable", IN_A_FILE, NULL},
    {"nolock", IN_A_FILE, NULL},
    {"psow", IN_A_FILE, NULL},
    {"vfs", IN_A_FILE, NULL},
    {"modeof", IN_A_FILE, NULL},
    {"isolation_level", IGNORED, "limbeck begins each step's transaction itself"},
    {"check_same_thread", IGNORED, of_python},
    {"cached_statements", IGNORED, of_speed},
    {"iter_chunk_size", IGNORED, of_speed},
    {"loop", IGNORED, of_python},
    {"detect_types", REFUSED, "it changes the values that are read"},
    {"factory", REFUSED, own_way},
    {"async_creator_fn", REFUSED, own_way},
    {"autocommit", REFUSED, "limbeck runs each step in a transaction"},
    {"database", REFUSED, "the URL names the file"},
    {"cipher", REFUSED, "limbeck does not read encrypted files"},
    {"kdf_iter", REFUSED, "limbeck does not read encrypted files"},
    {"cipher_page_size", REFUSED, "limbeck does not read encrypted files"},
    {"cipher_use_hmac", REFUSED, "limbeck does not read encrypted files"},
};

static const ParameterRow *find_row(const ParameterRow *rows, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

static const ParameterRow *row_of(DatabaseKind kind, const char *name)
{
    return kind == DATABASE_POSTGRESQL
               ? find_row(postgresql_rows, sizeof postgresql_rows / sizeof *postgresql_rows, name)
               : find_row(sqlite_rows, sizeof sqlite_rows / sizeof *sqlite_rows, name);
}

bool connection_ignores(const char *name)
{
    const ParameterRow *first = row_of(DATABASE_POSTGRESQL, name), *second = row_of(DATABASE_SQLITE, name);
    return (first && first->treatment == IGNORED) || (second && second->treatment == IGNORED);
}

/* ---- one parameter ------------------------------------------------------------------------- */

static bool is_true(const char *text)
{
    static const char *const words[] = {"true", "yes", "on", "y", "t", "1"};
    for (size_t i = 0; text && i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return false;
}

static bool refuse(Error *error, const char *name, const char *value, const char *why)
{
    error_set(error, ERROR_UNSUPPORTED, "limbeck does not connect with %s=%s: %s", name,
              strstr(name, "password") ? "***" : value, why);
    error_hint(error, "nothing was sent to a database; take it out of the URL or of connect_args, or give another URL "
                      "with --url");
    return false;
}

static bool take_ssl(Arena *arena, DatabaseUrl *url, const char *value, Error *error)
{
    static const char *const modes[] = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"};
    if (strcmp(value, "False") == 0)
        value = "disable";
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (strcmp(modes[i], value) == 0) {
            map_set(arena, &url->settings, "sslmode", (void *)modes[i]);
            return true;
        }
    return refuse(error, "ssl", value, "it is one of asyncpg's modes, as in ssl=verify-full");
}

static bool take_seconds(Arena *arena, DatabaseUrl *url, const ParameterRow *row, const char *value, Error *error)
{
    char *end;
    double seconds = strtod(value, &end);
    if (end == value || *end || !(seconds >= 0) || seconds > 1e6)
        return refuse(error, row->name, value, "it is a number of seconds");
    map_set(arena, &url->settings, row->word, arena_format(arena, "%.0f", ceil(seconds)));
    return true;
}

static void add_options(Arena *arena, DatabaseUrl *url, const char *value)
{
    const char *before = map_get(&url->settings, "options");
    map_set(arena, &url->settings, "options",
            before ? arena_format(arena, "%s %s", before, value) : arena_strdup(arena, value));
}

static bool take(Arena *arena, DatabaseUrl *url, const char *name, const char *value, Error *error)
{
    const ParameterRow *row = row_of(url->kind, name);
    if (!row)
        return refuse(error, name, value, "the driver has no such parameter");
    switch (row->treatment) {
    case IGNORED:
        return true;
    case REFUSED:
        return strcmp(value, "False") == 0 || strcmp(value, "0") == 0 || refuse(error, name, value, row->word);
    case SSL:
        return take_ssl(arena, url, value, error);
    case SECONDS:
        return take_seconds(arena, url, row, value, error);
    case OPTIONS:
        add_options(arena, url, value);
        return true;
    case RENAMED:
        map_set(arena, &url->settings, row->word, (void *)value);
        return true;
    case IN_A_FILE:
    case KEPT:
        map_set(arena, &url->settings, row->name, (void *)value);
        return true;
    }
    return true;
}

/* ---- all of them ---------------------------------------------------------------------------- */

/* Splits host=a:1,b:2 (SQLAlchemy's host=a:1&host=b:2) into libpq's host and port. */
static bool split_hosts(Arena *arena, DatabaseUrl *url, Error *error)
{
    const char *hosts = map_get(&url->query, "host");
    if (!hosts || url->kind != DATABASE_POSTGRESQL || !strchr(hosts, ':') || strchr(hosts, '/'))
        return true;
    if (map_has(&url->query, "port"))
        return refuse(error, "port", map_get(&url->query, "port"), "its hosts name their ports already");
    Text names = text_in(arena), ports = text_in(arena);
    for (const char *at = hosts; *at;) {
        size_t length = strcspn(at, ",");
        const char *colon = memchr(at, ':', length);
        if (colon && memchr(colon + 1, ':', length - (size_t)(colon + 1 - at)))
            return refuse(error, "host", hosts, "an address with more than one ':'; give host=A,B&port=1,2");
        text_append_format(&names, "%s%.*s", at == hosts ? "" : ",", (int)(colon ? (size_t)(colon - at) : length), at);
        text_append_format(&ports, "%s%.*s", at == hosts ? "" : ",",
                           colon ? (int)(length - (size_t)(colon + 1 - at)) : 0, colon ? colon + 1 : "");
        at += length + (at[length] == ',');
    }
    map_set(arena, &url->settings, "host", text_string(&names));
    map_set(arena, &url->settings, "port", text_string(&ports));
    return true;
}

static bool names_server(const char *name)
{
    static const char *const names[] = {"host", "hostaddr", "port",     "dbname",  "database",
                                        "user", "password", "passfile", "service", "servicefile"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* SQLAlchemy passes them on only when uri=true; without it they are refused, because a file meant to be read-only
 * could be written. */
static bool check_file_words(const DatabaseUrl *url, Error *error)
{
    for (size_t i = 0; i < url->settings.count; i++) {
        const MapEntry *entry = &url->settings.entries[i];
        const ParameterRow *row = row_of(url->kind, entry->key);
        if (row && row->treatment == IN_A_FILE && !is_true(map_get(&url->settings, "uri")))
            return refuse(error, entry->key, entry->value,
                          "SQLAlchemy passes it on only in sqlite:///file:PATH?...&uri=true");
    }
    return true;
}

/* Builds the name that SQLite opens, with the URL's query parameters. */
static void name_file(Arena *arena, DatabaseUrl *url)
{
    Text name = text_in(arena);
    text_append(&name, url->database ? url->database : "");
    bool has_words = strchr(text_string(&name), '?') != NULL;
    for (size_t i = 0; i < url->settings.count; i++) {
        const MapEntry *entry = &url->settings.entries[i];
        const ParameterRow *row = row_of(url->kind, entry->key);
        if (row && row->treatment == IN_A_FILE)
            text_append_format(&name, "%c%s=%s", has_words ? '&' : '?', entry->key, (const char *)entry->value);
        has_words |= row && row->treatment == IN_A_FILE;
    }
    url->file_uri = text_string(&name);
}

bool database_url_settle(Arena *arena, DatabaseUrl *url, const Map *arguments, bool keeps_server, Error *error)
{
    url->settings = (Map){0};
    for (size_t i = 0; i < url->query.count; i++)
        if (!take(arena, url, url->query.entries[i].key, url->query.entries[i].value, error))
            return false;
    if (!split_hosts(arena, url, error))
        return false;
    for (size_t i = 0; arguments && i < arguments->count; i++) {
        const MapEntry *entry = &arguments->entries[i];
        bool is_given = keeps_server && (names_server(entry->key) || map_has(&url->query, entry->key));
        if (!is_given && !take(arena, url, entry->key, entry->value, error))
            return false;
    }
    if (url->kind == DATABASE_SQLITE) {
        if (!check_file_words(url, error))
            return false;
        if (is_true(map_get(&url->settings, "uri")))
            name_file(arena, url);
    }
    return true;
}
