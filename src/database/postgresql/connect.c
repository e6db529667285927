/* Connects to PostgreSQL, with all parameters as keyword values, so that no connection string containing a password
 * exists. */
#include "postgresql.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/secrets.h"

#include <netdb.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_KEYWORDS = 48, CONNECT_SECONDS = 10 };

typedef struct Keywords {
    const char *names[MAX_KEYWORDS + 1];
    const char *values[MAX_KEYWORDS + 1];
    size_t count;
} Keywords;

/* A repeated keyword replaces the earlier value, as in libpq. */
static void add_keyword(Keywords *keywords, const char *name, const char *value)
{
    if (!value || keywords->count == MAX_KEYWORDS)
        return;
    keywords->names[keywords->count] = name;
    keywords->values[keywords->count++] = value;
}

static const char *keyword(const Keywords *keywords, const char *name)
{
    for (size_t i = keywords->count; i-- > 0;)
        if (strcmp(keywords->names[i], name) == 0)
            return keywords->values[i];
    return NULL;
}

static Keywords keywords_of(const DatabaseUrl *url)
{
    Keywords keywords = {0};
    add_keyword(&keywords, "host", url->host);
    add_keyword(&keywords, "port", url->port);
    add_keyword(&keywords, "user", url->user);
    add_keyword(&keywords, "password", url->password);
    add_keyword(&keywords, "dbname", url->database);
    add_keyword(&keywords, "fallback_application_name", "limbeck");
    for (size_t i = 0; i < url->settings.count; i++)
        add_keyword(&keywords, url->settings.entries[i].key, url->settings.entries[i].value);
    add_keyword(&keywords, "client_encoding", "UTF8");
    return keywords;
}

static bool connection_failed(const Database *database, const DatabaseUrl *url, const char *reason, Error *error)
{
    Arena *arena = arena_new();
    if (!reason)
        reason = text_trim(arena, text_without_passwords(arena, pq.PQerrorMessage(handle(database))));
    error_set(error, ERROR_DATABASE, "cannot connect to %s: %s", database_url_render(arena, url), reason);
    if (pq.PQconnectionNeedsPassword(handle(database)) || strstr(reason, "password"))
        error_hint(error, "check user and password; limbeck reads $PGPASSWORD and ~/.pgpass too");
    else if (strstr(reason, "startup parameter"))
        error_hint(error, "a pooler refused this; connect to the server directly, or set it in env.py with SET");
    else if (strstr(reason, "certificate") || strstr(reason, "SSL"))
        error_hint(error, "sslmode and sslrootcert of the URL, or of connect_args in env.py, require it");
    else if (strstr(reason, "role \"") && strstr(reason, "does not exist"))
        error_hint(error, "create the role, or name another user in the URL");
    else if (strstr(reason, "does not exist"))
        error_hint(error, "create the database, or correct the URL");
    else
        error_hint(error, "is the server running, and does it listen at this address?");
    arena_free(arena);
    return false;
}

/* ---- notices ------------------------------------------------------------------------ */

/* Keeps the notices sent during login. */
static void collect_notice(void *state, const PGresult *result)
{
    enum { MAX_BYTES = 500 };
    Database *database = state;
    const char *message = pq.PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY), *before = database->facts.notices;
    if (!message || (before && strlen(before) > MAX_BYTES))
        return;
    const char *line = text_one_line(database->arena, message);
    database->facts.notices =
        arena_format(database->arena, "%s%s%.500s", before ? before : "", before ? "; " : "", line);
}

static void ignore_notice(void *state, const PGresult *result)
{
    (void)state;
    (void)result;
}

/* ---- several hosts -------------------------------------------------------------------- */

static size_t entries_in(const char *list)
{
    size_t count = list && *list;
    for (; list && *list; list++)
        count += *list == ',';
    return count;
}

static const char *entry_at(Arena *arena, const char *list, size_t at)
{
    for (; at && *list; list++)
        at -= *list == ',';
    return arena_strndup(arena, list, strcspn(list, ","));
}

static const char *without_entry(Arena *arena, const char *list, size_t at)
{
    Text text = text_in(arena);
    for (size_t i = 0, kept = 0; i < entries_in(list); i++)
        if (i != at)
            text_append_format(&text, "%s%s", kept++ ? "," : "", entry_at(arena, list, i));
    return text_string(&text);
}

static bool is_entry(Arena *arena, const char *list, size_t at, const char *value)
{
    return entries_in(list) < 2 || !value || strcmp(entry_at(arena, list, at), value) == 0;
}

/* The index, in the lists, of the host that libpq is trying. */
static size_t place_of_current(Arena *arena, const Database *database, const Keywords *keywords, size_t count)
{
    PGconn *connection = handle(database);
    for (size_t i = 0; i < count; i++)
        if (is_entry(arena, keyword(keywords, "host"), i, pq.PQhost(connection)) &&
            is_entry(arena, keyword(keywords, "hostaddr"), i, pq.PQhostaddr(connection)) &&
            is_entry(arena, keyword(keywords, "port"), i, pq.PQport(connection)))
            return i;
    return 0;
}

/* A host name with several addresses counts as several hosts. */
static void name_addresses(Arena *arena, Keywords *keywords)
{
    const char *host = keyword(keywords, "host");
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found = NULL;
    Text names = text_in(arena), addresses = text_in(arena);
    char address[NI_MAXHOST];
    if (entries_in(host) != 1 || host[0] == '/' || keyword(keywords, "hostaddr") ||
        getaddrinfo(host, NULL, &hints, &found) != 0)
        return;
    for (const struct addrinfo *one = found; one; one = one->ai_next) {
        if (getnameinfo(one->ai_addr, one->ai_addrlen, address, sizeof address, NULL, 0, NI_NUMERICHOST) != 0)
            continue;
        text_append_format(&names, "%s%s", names.length ? "," : "", host);
        text_append_format(&addresses, "%s%s", addresses.length ? "," : "", address);
    }
    freeaddrinfo(found);
    if (entries_in(text_string(&addresses)) < 2)
        return;
    add_keyword(keywords, "host", text_string(&names));
    add_keyword(keywords, "hostaddr", text_string(&addresses));
}

/* Removes the host that does not answer; false when it is the only one. */
static bool leave_out_current(Arena *arena, const Database *database, Keywords *keywords)
{
    static const char *const lists[] = {"host", "hostaddr", "port"};
    if (keywords->count + 5 > MAX_KEYWORDS)
        return false;
    name_addresses(arena, keywords);
    const char *hosts = keyword(keywords, "host"), *addresses = keyword(keywords, "hostaddr");
    size_t count = entries_in(hosts) > entries_in(addresses) ? entries_in(hosts) : entries_in(addresses);
    if (count < 2)
        return false;
    size_t at = place_of_current(arena, database, keywords, count);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const char *list = keyword(keywords, lists[i]);
        if (entries_in(list) > 1)
            add_keyword(keywords, lists[i], without_entry(arena, list, at));
    }
    return true;
}

/* ---- connecting ------------------------------------------------------------------------- */

/* As in libpq: zero and negative values mean no limit. */
static int64_t patience_of(const Keywords *keywords)
{
    const char *seconds = keyword(keywords, "connect_timeout");
    long given = seconds ? strtol(seconds, NULL, 10) : CONNECT_SECONDS;
    return given <= 0 ? -1 : given * 1000;
}

/* False when the time is over, or the watch returns false. */
static bool wait_for_socket(const Database *database, PostgresPollingStatusType polling, int64_t begun,
                            int64_t patience)
{
    struct pollfd descriptor = {.fd = pq.PQsocket(handle(database)),
                                .events = polling == PGRES_POLLING_READING ? POLLIN : POLLOUT};
    for (;;) {
        int64_t waited = clock_milliseconds() - begun, left = patience < 0 ? WATCH_MILLISECONDS : patience - waited;
        if (left <= 0)
            return false;
        if (poll(&descriptor, 1, left < WATCH_MILLISECONDS ? (int)left : WATCH_MILLISECONDS) != 0)
            return true;
        if (database->watch && !database->watch(database->watch_state, clock_milliseconds() - begun))
            return false;
    }
}

/* Polls instead of PQconnectdb(), which would print login notices to the terminal. False when the time is over. */
static bool poll_until_decided(const Database *database, int64_t patience)
{
    int64_t begun = clock_milliseconds();
    for (PostgresPollingStatusType polling = PGRES_POLLING_WRITING;
         polling != PGRES_POLLING_OK && polling != PGRES_POLLING_FAILED; polling = pq.PQconnectPoll(handle(database)))
        if (!wait_for_socket(database, polling, begun, patience))
            return false;
    return true;
}

static bool connect_to(Database *database, const DatabaseUrl *url, Error *error)
{
    Keywords keywords = keywords_of(url);
    for (;;) {
        database->connection = pq.PQconnectStartParams(keywords.names, keywords.values, 0);
        pq.PQsetNoticeReceiver(handle(database), collect_notice, database);
        bool decided =
            pq.PQstatus(handle(database)) == CONNECTION_BAD || poll_until_decided(database, patience_of(&keywords));
        if (decided && pq.PQstatus(handle(database)) == CONNECTION_OK)
            return true;
        if (decided || !leave_out_current(database->arena, database, &keywords))
            return connection_failed(database, url, decided ? NULL : "timeout expired", error);
        pq.PQfinish(handle(database));
    }
}

/* ---- the session ---------------------------------------------------------------------------- */

/* From the URL, $PGOPTIONS or a service file. */
static const char *startup_options(Database *database)
{
    PQconninfoOption *all = pq.PQconninfo(handle(database));
    const char *found = NULL;
    for (const PQconninfoOption *option = all; option && option->keyword; option++)
        if (strcmp(option->keyword, "options") == 0 && option->val && *option->val)
            found = arena_strdup(database->arena, option->val);
    pq.PQconninfoFree(all);
    return found;
}

/* A pooler ignores them, or applies them to one server connection only. */
static bool refuse_startup_options(Database *database, Error *error)
{
    const char *options = startup_options(database);
    if (!database->facts.has_pooler || !options)
        return true;
    error_set(error, ERROR_COMMAND, "a pooler is between limbeck and the server, and does not pass on options=%s",
              options);
    error_hint(error, "nothing was sent; connect to the server directly, or set it in env.py with SET");
    return false;
}

enum { FACT_server_version, FACT_read_only, FACT_process, FACT_COUNT };
static const char facts_sql[] =
    "SELECT pg_catalog.current_setting('server_version'), CASE WHEN pg_catalog.pg_is_in_recovery() THEN 'on' "
    "ELSE pg_catalog.current_setting('default_transaction_read_only') END, pg_catalog.pg_backend_pid()";

static bool set_facts(Database *database, DatabaseResult *rows)
{
    const DatabaseValue *row;
    ServerFacts *facts = &database->facts;
    if (!result_next(rows, &row, NULL) || !row || result_column_count(rows) != FACT_COUNT)
        return false;
    facts->product = arena_format(database->arena, "PostgreSQL %.*s", (int)strcspn(row[FACT_server_version].bytes, " "),
                                  row[FACT_server_version].bytes);
    facts->read_only = strcmp(row[FACT_read_only].bytes, "on") == 0;
    facts->session =
        row[FACT_process].type == CELL_TEXT ? strtoll(row[FACT_process].bytes, NULL, 10) : row[FACT_process].integer;
    facts->database = arena_strdup(database->arena, pq.PQdb(handle(database)));
    facts->role = arena_strdup(database->arena, pq.PQuser(handle(database)));
    facts->host = arena_strdup(database->arena, pq.PQhost(handle(database)));
    /* The pid sent at login is that of the server process; if it differs a pooler is in between. */
    facts->has_pooler = facts->is_pooled = facts->session != pq.PQbackendPID(handle(database));
    return true;
}

static bool read_facts(Database *database, Error *error)
{
    DatabaseResult *rows = result_new();
    bool done =
        postgresql_query(database, facts_sql, NULL, 0, rows, error) &&
        (set_facts(database, rows) || error_set(error, ERROR_DATABASE, "the server does not report its version"));
    result_free(rows);
    return done;
}

static void append_query(Text *sql, const PrefetchQuery *query)
{
    for (const char *at = query->sql; *at; at++) {
        if (*at != '$' || !query->count) {
            text_append_char(sql, *at);
            continue;
        }
        text_append_char(sql, '\'');
        for (const char *value = query->parameters[0].bytes; *value; value++)
            text_append_format(sql, *value == '\'' ? "''" : "%c", *value);
        text_append_char(sql, '\'');
        at++;
    }
}

/* Only of the server process that accepted the login: behind a pooler the setting would stay on a connection that
 * others use. The server then ends the running statement when limbeck is killed. */
static void append_interval(Text *sql, const Database *database)
{
    if (pq.PQserverVersion(handle(database)) >= 140000)
        text_append_format(sql,
                           "; SELECT pg_catalog.set_config('client_connection_check_interval', '1000', false) "
                           "WHERE pg_catalog.pg_backend_pid() = %d",
                           pq.PQbackendPID(handle(database)));
}

/* In one message of the simple protocol, which any pooler passes on. One error in it undoes the settings before it:
 * then each setting is sent separately, without the queries. */
static bool query_together(Database *database)
{
    Text sql = text_on_heap();
    text_append(&sql, facts_sql);
    append_interval(&sql, database);
    for (size_t i = 0; i < database->opening_count; i++) {
        text_append(&sql, "; ");
        append_query(&sql, &database->opening[i]);
    }
    bool has_interval = pq.PQserverVersion(handle(database)) >= 140000;
    DatabaseResult *rows = NULL, *interval = NULL;
    bool done = pq.PQsendQuery(handle(database), text_string(&sql)) && postgresql_next_rows(database, &rows) &&
                set_facts(database, rows) && (!has_interval || postgresql_next_rows(database, &interval));
    result_free(rows);
    result_free(interval);
    for (size_t i = 0; done && i < database->opening_count; i++) {
        done = postgresql_next_rows(database, &rows);
        if (done)
            database_cache_answer(database, &database->opening[i], rows);
    }
    text_release(&sql);
    PGresult *last = postgresql_last_result(database);
    done &= !last;
    pq.PQclear(last);
    return done;
}

/* Sends one by one the statements that could not be sent together. */
static bool query_separately(Database *database, Error *error)
{
    database_clear_cached_answers(database);
    if (!database->facts.product && !read_facts(database, error))
        return false;
    if (!database->facts.is_pooled && pq.PQserverVersion(handle(database)) >= 140000)
        pq.PQclear(postgresql_run_text(database, "SET client_connection_check_interval = 1000"));
    return true;
}

bool postgresql_open(Database *database, const DatabaseUrl *url, Error *error)
{
    if (!libpq_open(error) || !connect_to(database, url, error))
        return false;
    database->cancel_token = pq.PQgetCancel(handle(database));
    database->statements = memory_alloc(CACHED_STATEMENTS * sizeof(CachedStatement));
    if ((!query_together(database) && !query_separately(database, error)) || !refuse_startup_options(database, error))
        return false;
    pq.PQsetNoticeReceiver(handle(database), ignore_notice, NULL);
    return true;
}
