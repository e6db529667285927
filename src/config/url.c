#include "limbeck/config/url.h"

#include "limbeck/base/secrets.h"
#include "limbeck/base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct DriverRow {
    const char *dialect;
    const char *driver;
    DatabaseKind kind;
    bool doubles_percent;
    bool begins_again;    /* before each statement it checks whether a transaction is open */
    bool writes_literals; /* in place of parameters */
} DriverRow;

/* SQLAlchemy's drivers for the two databases. A NULL driver stands for a URL without "+driver", and means the driver
 * in the next row. */
static const DriverRow drivers[] = {
    {"postgresql", NULL, DATABASE_POSTGRESQL, true, false, true},
    {"postgresql", "psycopg2", DATABASE_POSTGRESQL, true, false, true},
    {"postgresql", "psycopg2cffi", DATABASE_POSTGRESQL, true, false, true},
    {"postgresql", "psycopg", DATABASE_POSTGRESQL, true, true, false},
    {"postgresql", "psycopg_async", DATABASE_POSTGRESQL, true, true, false},
    {"postgresql", "pg8000", DATABASE_POSTGRESQL, true, true, false},
    {"postgresql", "asyncpg", DATABASE_POSTGRESQL, false, false, false},
    {"sqlite", NULL, DATABASE_SQLITE, false, false, false},
    {"sqlite", "pysqlite", DATABASE_SQLITE, false, false, false},
    {"sqlite", "aiosqlite", DATABASE_SQLITE, false, false, false},
    {"sqlite", "pysqlcipher", DATABASE_SQLITE, false, false, false},
};

static const DriverRow *find_driver(const char *dialect, const char *driver)
{
    for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++) {
        const DriverRow *row = &drivers[i];
        bool same = driver && row->driver ? strcmp(driver, row->driver) == 0 : driver == row->driver;
        if (same && strcmp(row->dialect, dialect) == 0)
            return row;
    }
    return NULL;
}

const UrlTraits *url_traits(const char *url)
{
    static const struct {
        const char *prefix; /* "postgres://" is an older spelling */
        UrlTraits traits;
    } rows[] = {{"postgres", {.has_transactional_ddl = true, .has_settings = true, .has_search_path = true}},
                {"sqlite", {.is_file = true}}};
    static const UrlTraits other = {.has_transactional_ddl = true, .has_settings = true};
    for (size_t i = 0; url && i < sizeof rows / sizeof *rows; i++)
        if (text_starts_with(url, rows[i].prefix))
            return &rows[i].traits;
    return &other;
}

const char *database_default_driver(const char *dialect)
{
    const DriverRow *row = find_driver(dialect, NULL);
    return row ? row[1].driver : NULL;
}

static char *percent_decoded(Arena *arena, const char *text, size_t length)
{
    Text out = text_in(arena);
    for (size_t i = 0; i < length; i++) {
        bool escaped = text[i] == '%' && i + 2 < length && isxdigit((unsigned char)text[i + 1]) &&
                       isxdigit((unsigned char)text[i + 2]);
        if (escaped) {
            char digits[3] = {text[i + 1], text[i + 2], '\0'};
            text_append_char(&out, (char)strtol(digits, NULL, 16));
            i += 2;
        } else {
            text_append_char(&out, text[i]);
        }
    }
    return text_string(&out);
}

static bool parse_scheme(Arena *arena, DatabaseUrl *url, const char *scheme, Error *error)
{
    const char *plus = strchr(scheme, '+');
    url->dialect = arena_strndup(arena, scheme, plus ? (size_t)(plus - scheme) : strlen(scheme));
    url->driver = plus ? arena_strdup(arena, plus + 1) : NULL;
    const DriverRow *row = find_driver(url->dialect, url->driver);
    if (row) {
        url->kind = row->kind;
        return true;
    }
    if (strcmp(url->dialect, "postgres") == 0) {
        error_set(error, ERROR_COMMAND, "Can't load plugin: sqlalchemy.dialects:postgres");
        error_hint(error, "SQLAlchemy spells this dialect 'postgresql'");
    } else if (find_driver(url->dialect, NULL)) {
        error_set(error, ERROR_COMMAND, "the database URL names the driver '%s', which limbeck does not know",
                  url->driver);
        error_hint(error, "limbeck uses its own driver: give the URL without '+%s' in --url or $LIMBECK_URL",
                   url->driver);
    } else {
        error_set(error, ERROR_COMMAND, "limbeck does not support '%s' databases", url->dialect);
        error_hint(error, "it supports postgresql and sqlite");
    }
    return false;
}

/* Only `host` may be repeated: host=a:1&host=b:2. */
static bool add_parameter(Arena *arena, DatabaseUrl *url, const char *key, const char *value, Error *error)
{
    const char *before = map_get(&url->query, key);
    bool may_repeat = strcmp(key, "host") == 0 || strcmp(key, "port") == 0;
    if (before && !may_repeat)
        return error_set(error, ERROR_COMMAND, "the database URL gives '%s' twice", key);
    map_set(arena, &url->query, key, before ? arena_format(arena, "%s,%s", before, value) : (void *)value);
    return true;
}

/* '+' means a blank in the query only. */
static char *query_decoded(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_strndup(arena, text, length);
    for (char *at = copy; *at; at++)
        if (*at == '+')
            *at = ' ';
    return percent_decoded(arena, copy, length);
}

static bool parse_query(Arena *arena, DatabaseUrl *url, const char *query, Error *error)
{
    while (*query) {
        size_t length = strcspn(query, "&");
        const char *equals = memchr(query, '=', length);
        size_t key_length = equals ? (size_t)(equals - query) : length;
        if (key_length + 1 < length) { /* as SQLAlchemy, ignores keys without a value */
            char *key = query_decoded(arena, query, key_length);
            char *value = query_decoded(arena, equals + 1, length - key_length - 1);
            if (strstr(key, "password"))
                secret_remember(value);
            if (!add_parameter(arena, url, key, value, error))
                return false;
        }
        query += length + (query[length] == '&');
    }
    return true;
}

static void parse_host(Arena *arena, DatabaseUrl *url, const char *host, size_t length)
{
    const char *end = host + length;
    const char *colon = NULL;
    if (length && host[0] == '[') {
        const char *close = memchr(host, ']', length);
        if (close) {
            url->host = arena_strndup(arena, host + 1, (size_t)(close - host - 1));
            colon = close + 1 < end && close[1] == ':' ? close + 1 : NULL;
        }
    } else {
        colon = memchr(host, ':', length);
        size_t name_length = colon ? (size_t)(colon - host) : length;
        if (name_length)
            url->host = arena_strndup(arena, host, name_length);
    }
    if (colon && colon + 1 < end)
        url->port = arena_strndup(arena, colon + 1, (size_t)(end - colon - 1));
}

/* The '@' that ends user and password, where SQLAlchemy finds it: the user contains no ':' or '/' but may contain '@'
 * (admin@server:password@host); the password contains no '@'. NULL: no user. */
static const char *end_of_credentials(const char *authority)
{
    size_t before_password = strcspn(authority, ":/");
    const char *at = authority[before_password] == ':' ? strchr(authority + before_password, '@') : NULL;
    return at ? at : memrchr(authority, '@', before_password);
}

static const char *parse_credentials(Arena *arena, DatabaseUrl *url, const char *authority)
{
    const char *at = end_of_credentials(authority);
    if (!at)
        return authority;
    size_t length = (size_t)(at - authority);
    const char *colon = memchr(authority, ':', length);
    size_t user_length = colon ? (size_t)(colon - authority) : length;
    url->user = percent_decoded(arena, authority, user_length);
    if (colon) {
        url->password = percent_decoded(arena, colon + 1, length - user_length - 1);
        secret_remember(url->password);
        secret_remember(arena_strndup(arena, colon + 1, length - user_length - 1));
    }
    return at + 1;
}

/* SQLAlchemy ends the password at its first '@'; the rest would be sent to a name server as the host, or be shown as
 * the database's name. */
static bool refuse_second_at(Arena *arena, const DatabaseUrl *url, const char *host, Error *error)
{
    const char *query = strchr(host, '?'), *second = strrchr(host, '@');
    bool is_key = query && second && second > query && !memchr(query, '=', (size_t)(second - query));
    if (!url->password || !second || (query && second > query && !is_key))
        return false;
    secret_remember(arena_strndup(arena, host, (size_t)(second - host)));
    error_set(error, ERROR_COMMAND, "the database URL has a second '@' after the password");
    error_hint(error, "an '@' in the password is written %%40, and a '/' %%2F");
    return true;
}

DatabaseUrl *database_url_parse(Arena *arena, const char *text, Error *error)
{
    const char *separator = strstr(text, "://");
    if (!separator) {
        error_set(error, ERROR_COMMAND, "Could not parse SQLAlchemy URL from given URL string");
        error_hint(error, "it looks like postgresql://user@host/database or sqlite:///file.db");
        return NULL;
    }
    DatabaseUrl *url = ARENA_NEW(arena, DatabaseUrl);
    if (!parse_scheme(arena, url, arena_strndup(arena, text, (size_t)(separator - text)), error))
        return NULL;
    const char *host = parse_credentials(arena, url, separator + 3);
    if (refuse_second_at(arena, url, host, error))
        return NULL;
    size_t before_query = strcspn(host, "?");
    const char *path_end = host + before_query;
    if (*path_end == '?' && !parse_query(arena, url, path_end + 1, error))
        return NULL;
    const char *slash = memchr(host, '/', before_query);
    parse_host(arena, url, host, (size_t)((slash ? slash : path_end) - host));
    if (slash && slash + 1 < path_end)
        url->database = arena_strndup(arena, slash + 1, (size_t)(path_end - slash - 1));
    return url;
}

char *database_url_render(Arena *arena, const DatabaseUrl *url)
{
    Text text = text_in(arena);
    text_append(&text, url->dialect);
    if (url->driver)
        text_append_format(&text, "+%s", url->driver);
    text_append(&text, "://");
    if (url->user) {
        text_append(&text, url->user);
        if (url->password)
            text_append(&text, ":***");
        text_append_char(&text, '@');
    }
    if (url->host)
        text_append(&text, url->host);
    if (url->port)
        text_append_format(&text, ":%s", url->port);
    if (url->database)
        text_append_format(&text, "/%s", url->database);
    for (size_t i = 0; i < url->query.count; i++) {
        const MapEntry *entry = &url->query.entries[i];
        const char *value = strstr(entry->key, "password") ? "***" : (const char *)entry->value;
        text_append_format(&text, "%c%s=%s", i ? '&' : '?', entry->key, value);
    }
    return text_string(&text);
}

char *database_url_short(Arena *arena, const DatabaseUrl *url)
{
    if (url->kind == DATABASE_SQLITE)
        return arena_strdup(arena, url->database ? path_basename(url->database) : ":memory:");
    const char *host = url->host ? url->host : map_get(&url->query, "host");
    return arena_format(arena, "%s@%s", url->database ? url->database : "?", host ? host : "localhost");
}

static bool is_same_text(const char *left, const char *right, const char *otherwise)
{
    return strcmp(left ? left : otherwise, right ? right : otherwise) == 0;
}

bool database_url_is_same(const DatabaseUrl *left, const DatabaseUrl *right)
{
    bool is_same = left->kind == right->kind && left->query.count == right->query.count &&
                   is_same_text(left->database, right->database, "") && is_same_text(left->user, right->user, "") &&
                   is_same_text(left->host, right->host, "") && is_same_text(left->port, right->port, "5432");
    for (size_t i = 0; is_same && i < left->query.count; i++) {
        const char *value = map_get(&right->query, left->query.entries[i].key);
        is_same = value && strcmp(left->query.entries[i].value, value) == 0;
    }
    return is_same;
}

bool database_url_doubles_percent(const DatabaseUrl *url)
{
    const DriverRow *row = find_driver(url->dialect, url->driver);
    return row && row->doubles_percent;
}

bool database_url_writes_literals(const DatabaseUrl *url)
{
    const DriverRow *row = find_driver(url->dialect, url->driver);
    return row && row->writes_literals;
}

bool database_url_begins_again(const DatabaseUrl *url)
{
    const DriverRow *row = find_driver(url->dialect, url->driver);
    return row && row->begins_again;
}
