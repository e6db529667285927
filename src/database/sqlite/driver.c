/* The SQLite driver. Prepared statements are cached by their SQL. */
#include "guard.h"
#include "libsqlite3.h"
#include "sender.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CACHED_STATEMENTS = 32, BUSY_MILLISECONDS = 5000, BUSY_PAUSE = 20, STEPS_PER_CHECK = 100000 };

typedef struct CachedStatement {
    char *sql;
    size_t length;
    sqlite3_stmt *statement;
} CachedStatement;

typedef struct CachedStatements {
    CachedStatement items[CACHED_STATEMENTS];
    CachedStatement *latest; /* the last one used: a loop repeats it */
} CachedStatements;

static sqlite3 *handle(const Database *database)
{
    return database->connection;
}

/* The exception of Python's sqlite3 module for a primary result code. */
static const char *exception_for(int code)
{
    static const struct {
        int code;
        const char *exception;
    } rows[] = {
        {SQLITE_INTERNAL, "InternalError"},    {SQLITE_NOTFOUND, "InternalError"},
        {SQLITE_NOMEM, "MemoryError"},         {SQLITE_ERROR, "OperationalError"},
        {SQLITE_PERM, "OperationalError"},     {SQLITE_ABORT, "OperationalError"},
        {SQLITE_BUSY, "OperationalError"},     {SQLITE_LOCKED, "OperationalError"},
        {SQLITE_READONLY, "OperationalError"}, {SQLITE_INTERRUPT, "OperationalError"},
        {SQLITE_IOERR, "OperationalError"},    {SQLITE_FULL, "OperationalError"},
        {SQLITE_CANTOPEN, "OperationalError"}, {SQLITE_PROTOCOL, "OperationalError"},
        {SQLITE_EMPTY, "OperationalError"},    {SQLITE_SCHEMA, "OperationalError"},
        {SQLITE_TOOBIG, "DataError"},          {SQLITE_CONSTRAINT, "IntegrityError"},
        {SQLITE_MISMATCH, "IntegrityError"},   {SQLITE_MISUSE, "InterfaceError"},
        {SQLITE_RANGE, "InterfaceError"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].code == code)
            return rows[i].exception;
    return "DatabaseError";
}

/* SQLite uses one code for all SQL errors; its messages are always in English. */
static bool means_already_exists(int code, const char *message)
{
    return code == SQLITE_ERROR &&
           (strstr(message, " already exists") || strncmp(message, "duplicate column name:", 22) == 0);
}

static bool fail(Database *database, const char *what, Error *error)
{
    sqlite3 *connection = handle(database);
    int code = lite.sqlite3_errcode(connection);
    if (guard_sqlite_refused(database, error))
        return false;
    if (code == SQLITE_INTERRUPT)
        return error_set(error, ERROR_CANCELLED, "cancelled");
    bool locked = code == SQLITE_BUSY; /* not SQLITE_LOCKED, a conflict within this connection */
    const char *message = lite.sqlite3_errmsg(connection);
    char number[8];
    snprintf(number, sizeof number, "%d", lite.sqlite3_extended_errcode(connection));
    error_set(error, locked ? ERROR_LOCKED : ERROR_DATABASE, "%s%s", what, message);
    error_code(error, number, exception_for(code));
    if (error)
        error->exists_already = means_already_exists(code, message);
    if (code == SQLITE_READONLY)
        error_hint(error, "the database file or its folder is not writable for this user");
    else if (locked)
        error_hint(error, "another program holds the database; try again when it is done");
    else if (code == SQLITE_NOTADB)
        error_hint(error, "the file is not an SQLite database");
    return false;
}

static const char *file_of(const DatabaseUrl *url)
{
    return url->database && *url->database ? url->database : ":memory:";
}

/* Calls the watch, which must run on the caller's thread. */
static bool may_continue(const Database *database, int64_t waited)
{
    bool is_wanted;
    if (sender_is_busy(database, &is_wanted))
        return is_wanted;
    return !database->watch || database->watch(database->watch_state, waited);
}

/* `timeout` of the URL or of connect_args (seconds), in milliseconds. */
static int64_t busy_timeout(const Database *database)
{
    const char *seconds = map_get(&database->url->settings, "timeout");
    return seconds ? (int64_t)(strtod(seconds, NULL) * 1000) : BUSY_MILLISECONDS;
}

/* Busy handler: retries with pauses while another program writes, up to a limit. */
static int wait_for_others(void *state, int pauses)
{
    int64_t waited = (int64_t)pauses * BUSY_PAUSE;
    if (waited >= busy_timeout(state) || !may_continue(state, waited))
        return 0;
    lite.sqlite3_sleep(BUSY_PAUSE);
    return 1;
}

static int stop_if_unwanted(void *state)
{
    return !may_continue(state, 0);
}

/* Switches off SQLite's memory statistics, which need a lock at each allocation. */
static void disable_memory_statistics(void)
{
    lite.sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static bool sqlite_open(Database *database, const DatabaseUrl *url, Error *error)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    const char *file = file_of(url);
    sqlite3 *connection;
    if (!libsqlite3_open(error))
        return false;
    pthread_once(&once, disable_memory_statistics);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int code = lite.sqlite3_open_v2(url->file_uri ? url->file_uri : file, &connection,
                                    url->file_uri ? flags | SQLITE_OPEN_URI : flags, NULL);
    database->connection = connection;
    if (code != SQLITE_OK) {
        error_set(error, ERROR_DATABASE, "cannot open the SQLite database '%s': %s", file,
                  lite.sqlite3_errmsg(connection));
        error_hint(error, "a path after sqlite:/// is relative to the current folder; its folder must exist");
        return false;
    }
    lite.sqlite3_busy_handler(connection, wait_for_others, database);
    lite.sqlite3_progress_handler(connection, STEPS_PER_CHECK, stop_if_unwanted, database);
    database->statements = memory_alloc(sizeof(CachedStatements));
    guard_sqlite(database);
    /* Reads the header, so that a file that is not a database fails here. */
    if (lite.sqlite3_exec(connection, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL) != SQLITE_OK)
        return fail(database, "", error);
    database->facts = (ServerFacts){
        .product = arena_format(database->arena, "SQLite %s", lite.sqlite3_libversion()),
        .database = arena_strdup(database->arena, file),
        .read_only = lite.sqlite3_db_readonly(connection, "main") == 1,
    };
    return true;
}

static void drop_statement(CachedStatement *cached)
{
    lite.sqlite3_finalize(cached->statement);
    free(cached->sql);
    *cached = (CachedStatement){0};
}

static void sqlite_close(Database *database)
{
    sender_close(database);
    CachedStatements *cached = database->statements;
    for (size_t i = 0; cached && i < CACHED_STATEMENTS; i++)
        drop_statement(&cached->items[i]);
    free(cached);
    if (database->connection)
        lite.sqlite3_close(handle(database));
}

/* ---- statements -------------------------------------------------------------------- */

static bool is_for(const CachedStatement *cached, const char *sql)
{
    return cached && cached->sql && strcmp(cached->sql, sql) == 0;
}

/* *rest: what follows the first statement. Cached by SQL; the cache slot is computed from the text. */
static bool prepare(Database *database, const char *sql, sqlite3_stmt **statement, const char **rest, bool *is_cached,
                    Error *error)
{
    CachedStatements *all = database->statements;
    CachedStatement *cached =
        is_for(all->latest, sql) ? all->latest : &all->items[statement_slot(sql, CACHED_STATEMENTS)];
    *is_cached = is_for(cached, sql);
    if (!*is_cached) {
        if (lite.sqlite3_prepare_v2(handle(database), sql, -1, statement, rest) != SQLITE_OK)
            return fail(database, "", error);
        *is_cached = *statement && !(*rest)[strspn(*rest, " \t\r\n;")];
        if (!*is_cached)
            return true;
        drop_statement(cached);
        cached->length = strlen(sql);
        cached->sql = memory_alloc(cached->length + 1);
        memcpy(cached->sql, sql, cached->length);
        cached->statement = *statement;
    }
    all->latest = cached;
    *statement = cached->statement;
    *rest = sql + cached->length;
    return true;
}

/* The values must stay valid until the statement has run. */
static void bind(sqlite3_stmt *statement, const DatabaseValue *parameters, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const DatabaseValue *value = &parameters[i];
        int at = (int)i + 1;
        switch (value->type) {
        case CELL_NULL:
            lite.sqlite3_bind_null(statement, at);
            break;
        case CELL_BOOLEAN:
            lite.sqlite3_bind_int(statement, at, value->boolean);
            break;
        case CELL_INTEGER:
            lite.sqlite3_bind_int64(statement, at, value->integer);
            break;
        case CELL_REAL:
            lite.sqlite3_bind_double(statement, at, value->real);
            break;
        case CELL_TEXT:
            lite.sqlite3_bind_text64(statement, at, value->bytes, value->length, SQLITE_STATIC, SQLITE_UTF8);
            break;
        case CELL_BYTES:
            lite.sqlite3_bind_blob64(statement, at, value->bytes, value->length, SQLITE_STATIC);
            break;
        }
    }
}

static DatabaseValue column_value(sqlite3_stmt *statement, int column)
{
    DatabaseValue value = {.type = CELL_NULL};
    switch (lite.sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        value.type = CELL_INTEGER;
        value.integer = lite.sqlite3_column_int64(statement, column);
        break;
    case SQLITE_FLOAT:
        value.type = CELL_REAL;
        value.real = lite.sqlite3_column_double(statement, column);
        break;
    case SQLITE_TEXT:
        value.type = CELL_TEXT;
        value.bytes = (const char *)lite.sqlite3_column_text(statement, column);
        break;
    case SQLITE_BLOB:
        value.type = CELL_BYTES;
        value.bytes = lite.sqlite3_column_blob(statement, column);
        break;
    default:
        break;
    }
    if (value.type == CELL_TEXT || value.type == CELL_BYTES)
        value.length = (size_t)lite.sqlite3_column_bytes(statement, column);
    return value;
}

static bool step_all(Database *database, sqlite3_stmt *statement, DatabaseResult *result, Error *error)
{
    int columns = lite.sqlite3_column_count(statement);
    DatabaseValue *row = memory_alloc(((size_t)columns + 1) * sizeof *row);
    for (int i = 0; result && i < columns; i++)
        result_add_column(result, lite.sqlite3_column_name(statement, i));
    bool done = true;
    int code;
    while (done && (code = lite.sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < columns; i++)
            row[i] = column_value(statement, i);
        done = !result || result_add_row(result, row, error);
    }
    free(row);
    return done && (code == SQLITE_DONE || fail(database, "", error));
}

/* ---- files that are deleted or replaced ------------------------------------------------- */

static bool has_moved(const Database *database, const char *name)
{
    int moved = 0;
    return lite.sqlite3_file_control(handle(database), name, SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved;
}

/* A row of PRAGMA database_list: number, name, file. */
static int note_moved(void *state, int columns, char **row, char **names)
{
    enum { NAME = 1 };
    Database *database = state;
    (void)columns;
    (void)names;
    if (has_moved(database, row[NAME]))
        database->lost = "its file was deleted or replaced";
    return 0;
}

/* SQLite finds a journal by its name alone. When another program has replaced the file and writes to the new one, a
 * read of the old file would take the new file's journal for one of a program that crashed: it would roll back with it,
 * and delete it. So the file is checked before each statement that is outside a transaction. */
static bool is_same_file(Database *database, Error *error)
{
    if (!lite.sqlite3_get_autocommit(handle(database)))
        return true;
    if (has_moved(database, "main"))
        database->lost = "its file was deleted or replaced";
    else if (database->has_attached)
        lite.sqlite3_exec(handle(database), "PRAGMA database_list", note_moved, database, NULL);
    if (!database->lost)
        return true;
    error_set(error, ERROR_DATABASE, "the file of the database '%s' was deleted or replaced by another program",
              file_of(database->url));
    error_hint(error, "nothing was read from the new file or written to it; run the command again");
    return false;
}

static bool run_one(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                    DatabaseResult *result, const char **rest, Error *error)
{
    sqlite3_stmt *statement;
    bool cached;
    if (!is_same_file(database, error) || !prepare(database, sql, &statement, rest, &cached, error))
        return false;
    if (!statement)
        return true;
    bind(statement, parameters, count);
    bool was_open = !lite.sqlite3_get_autocommit(handle(database));
    bool done = step_all(database, statement, result, error);
    database->endings += was_open && lite.sqlite3_get_autocommit(handle(database));
    lite.sqlite3_reset(statement);
    lite.sqlite3_clear_bindings(statement);
    if (!cached)
        lite.sqlite3_finalize(statement);
    return done;
}

/* sqlite3_changes() keeps its old value when a statement changes no rows. */
static int64_t rows_changed(const Database *database, int64_t total_before, const char *sql)
{
    static const char *const words[] = {"insert", "update", "delete", "replace", "with"};
    sql += strspn(sql, " \t\r\n(");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lite.sqlite3_strnicmp(sql, words[i], (int)strlen(words[i])) == 0)
            return lite.sqlite3_changes64(handle(database));
    return lite.sqlite3_total_changes64(handle(database)) != total_before ? lite.sqlite3_changes64(handle(database))
                                                                          : -1;
}

static bool sqlite_execute(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                           int64_t *affected, Error *error)
{
    const char *last = sql;
    int64_t before = lite.sqlite3_total_changes64(handle(database));
    while (*sql) {
        const char *rest;
        last = sql;
        if (!run_one(database, sql, parameters, count, NULL, &rest, error))
            return false;
        sql = rest + strspn(rest, " \t\r\n;");
    }
    *affected = rows_changed(database, before, last);
    return true;
}

static bool sqlite_query(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                         DatabaseResult *result, Error *error)
{
    const char *rest;
    int64_t before = lite.sqlite3_total_changes64(handle(database));
    if (!run_one(database, sql, parameters, count, result, &rest, error))
        return false;
    if (rest[strspn(rest, " \t\r\n;")])
        return error_set(error, ERROR_DATABASE, "You can only execute one statement at a time.");
    result_set_affected(result, rows_changed(database, before, sql));
    return true;
}

static int64_t sqlite_last_row(const Database *database)
{
    return lite.sqlite3_last_insert_rowid(handle(database));
}

static TransactionState sqlite_transaction_state(const Database *database)
{
    if (database->lost)
        return TRANSACTION_LOST;
    bool open = database->connection && !lite.sqlite3_get_autocommit(handle(database));
    return open ? TRANSACTION_OPEN : TRANSACTION_NONE;
}

/* Copies some pages at a time, so that others can write and the user can cancel. */
static bool sqlite_copy(Database *from, Database *to, DatabaseWatch *watch, void *state, Error *error)
{
    enum { PAGES = 2000 };
    sqlite3_backup *backup = lite.sqlite3_backup_init(handle(to), "main", handle(from), "main");
    if (!backup)
        return fail(to, "cannot copy the database: ", error);
    int code;
    bool may_continue = true;
    do {
        code = lite.sqlite3_backup_step(backup, PAGES);
        may_continue = !watch || watch(state, 0);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
            lite.sqlite3_sleep(BUSY_PAUSE);
    } while (may_continue && (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED));
    lite.sqlite3_backup_finish(backup);
    if (!may_continue)
        return error_set(error, ERROR_CANCELLED, "cancelled");
    return code == SQLITE_DONE || fail(to, "cannot copy the database: ", error);
}

static void sqlite_cancel(Database *database)
{
    lite.sqlite3_interrupt(handle(database));
}

static const char *library(Arena *arena)
{
    Error ignored = {0};
    return libsqlite3_open(&ignored) ? arena_format(arena, "SQLite %s", lite.sqlite3_libversion()) : "no sqlite3";
}

const DatabaseDriver sqlite_driver = {
    .traits = {.dialect = "sqlite",
               .rehearses_on_copy = true,
               .rebuilds_tables = true,
               .parameter = '?',
               .set_read_only = "PRAGMA query_only = on",
               .has_table = "SELECT 1 FROM pragma_table_info(?) LIMIT 1",
               .catalogue_lock = "SELECT count(*) FROM sqlite_master",
               .scratch = ":memory:"},
    .library = library,
    .open = sqlite_open,
    .close = sqlite_close,
    .execute = sqlite_execute,
    .query = sqlite_query,
    .send = sender_send,
    .settle = sender_settle,
    .forget = sender_forget,
    .copy = sqlite_copy,
    .transaction_state = sqlite_transaction_state,
    .last_row = sqlite_last_row,
    .cancel = sqlite_cancel,
    .begin = "BEGIN IMMEDIATE",
    .begin_read_only = "BEGIN",
};
