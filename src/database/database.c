/* The connection, independent of the driver. */
#include "limbeck/database/driver.h"

#include "limbeck/base/file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const DatabaseDriver *const drivers[] = {
    [DATABASE_POSTGRESQL] = &postgresql_driver,
    [DATABASE_SQLITE] = &sqlite_driver,
};

void database_libraries(Arena *arena, StringVector *names)
{
    for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
        vector_push(arena, names, drivers[i]->library(arena));
}

static Database *database_new(const DatabaseDriver *driver)
{
    Database *database = memory_alloc(sizeof *database);
    database->driver = driver;
    database->arena = arena_new();
    return database;
}

/* Wait for the reaction to a cancel while the connection is opened. */
enum { OPENING_MILLISECONDS = 1000 };

Database *database_open(const DatabaseUrl *url, Error *error)
{
    return database_open_watched(url, NULL, NULL, error);
}

Database *database_open_watched(const DatabaseUrl *url, DatabaseWatch *watch, void *state, Error *error)
{
    return database_open_with_prefetch(url, NULL, 0, watch, state, error);
}

Database *database_open_with_prefetch(const DatabaseUrl *url, const PrefetchQuery *queries, size_t count,
                                      DatabaseWatch *watch, void *state, Error *error)
{
    Database *database = database_new(drivers[url->kind]);
    database->url = url;
    database->opening = queries;
    database->opening_count = count;
    database_watch(database, watch, state);
    database_set_patience(database, watch ? OPENING_MILLISECONDS : 0); /* a server may stall after the login */
    bool is_open = database->driver->open(database, url, error);
    database_set_patience(database, 0);
    database->opening_count = 0;
    if (is_open)
        return database;
    database_close(database);
    return NULL;
}

Database *database_open_another(const Database *database, Error *error)
{
    Database *another = database_open(database->url, error);
    if (another && another->facts.is_pooled)
        another->scope.settings = arena_strdup(another->arena, database->scope.settings);
    return another;
}

static bool temporary_file(Database *database, Error *error)
{
    int descriptor = file_temporary(database->arena, &database->temporary_file, error);
    if (descriptor < 0) {
        error_hint(error, "point $TMPDIR at a folder with room for a copy of the database");
        return false;
    }
    close(descriptor);
    return true;
}

Database *database_copy(Database *database, DatabaseWatch *watch, void *state, Error *error)
{
    Database *copy = database_new(database->driver);
    DatabaseUrl *url = ARENA_NEW(copy->arena, DatabaseUrl);
    bool done = temporary_file(copy, error);
    *url = *database->url;
    url->database = copy->temporary_file;
    url->other_files = NULL; /* a rehearsal must not write to other files */
    url->file_uri = NULL;
    copy->url = url;
    if (done && copy->driver->open(copy, url, error) && database->driver->copy(database, copy, watch, state, error))
        return copy;
    database_close(copy);
    return NULL;
}

/* Ends the session cleanly: a pooler that does not reset it would pass its state to the next client. */
static void end_session(Database *database)
{
    Error ignored = {0};
    if (database->facts.has_pooler && !database->facts.is_pooled && !database_in_transaction(database))
        database_execute(database, "DISCARD ALL", NULL, 0, NULL, &ignored);
}

void database_close(Database *database)
{
    if (!database)
        return;
    database_clear_cached_answers(database);
    end_session(database);
    database->driver->close(database);
    if (database->temporary_file)
        unlink(database->temporary_file);
    arena_free(database->arena);
    free(database);
}

size_t statement_slot(const char *sql, size_t count)
{
    size_t hash = 0;
    for (const char *at = sql; *at; at++)
        hash = hash * 31 + (unsigned char)*at;
    return hash % count;
}

const DatabaseTraits *database_traits(const Database *database)
{
    return &database->driver->traits;
}

const DatabaseTraits *database_url_traits(const DatabaseUrl *url)
{
    return &drivers[url->kind]->traits;
}

const DatabaseUrl *database_url(const Database *database)
{
    return database->url;
}

const ServerFacts *database_facts(const Database *database)
{
    return &database->facts;
}

TransactionScope *database_scope(Database *database)
{
    return &database->scope;
}

void database_set_not_pooled(Database *database)
{
    database->facts.is_pooled = false;
}

bool database_execute(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                      int64_t *affected, Error *error)
{
    int64_t ignored;
    database_clear_cached_answers(database);
    return database_settle(database, error) &&
           database->driver->execute(database, sql, parameters, count, affected ? affected : &ignored, error);
}

static bool wants_transaction(const Database *database)
{
    return database->facts.is_pooled && (database->scope.settings || database->scope.read_only) &&
           !database_in_transaction(database);
}

bool database_query(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                    DatabaseResult **result, Error *error)
{
    *result = database_cached_answer(database, sql, parameters, count);
    if (*result)
        return true;
    database_clear_cached_answers(database);
    bool alone = wants_transaction(database);
    *result = result_new();
    bool done = database_settle(database, error) && (!alone || database_begin(database, true, error)) &&
                database->driver->query(database, sql, parameters, count, *result, error);
    if (alone)
        database_rollback(database);
    if (done)
        return true;
    result_free(*result);
    *result = NULL;
    return false;
}

DatabaseValue database_text(const char *text)
{
    return (DatabaseValue){.type = CELL_TEXT, .bytes = text, .length = strlen(text)};
}

DatabaseValue database_number(int64_t number)
{
    return (DatabaseValue){.type = CELL_INTEGER, .integer = number};
}

/* Not for texts, whose bytes are freed with the result. */
static bool query_first(Database *database, const char *sql, DatabaseValue *value, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(database, sql, NULL, 0, &result, error))
        return false;
    bool done = result_next(result, &row, error);
    *value = done && row ? row[0] : (DatabaseValue){.type = CELL_NULL};
    result_free(result);
    return done;
}

bool database_integer(Database *database, const char *sql, int64_t *integer, Error *error)
{
    DatabaseValue value;
    if (!query_first(database, sql, &value, error))
        return false;
    *integer = value.type == CELL_INTEGER ? value.integer : -1;
    return true;
}

bool database_boolean(Database *database, const char *sql, bool *truth, Error *error)
{
    DatabaseValue value;
    if (!query_first(database, sql, &value, error))
        return false;
    *truth = value.type == CELL_BOOLEAN && value.boolean;
    return true;
}

bool database_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                   Error *error)
{
    database_clear_cached_answers(database);
    return database->driver->send(database, sql, parameters, count, tag, error);
}

bool database_post(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                   Error *error)
{
    database_clear_cached_answers(database);
    return database->driver->post(database, sql, parameters, count, tag, error);
}

void database_receive(Database *database, AnswerReceiver *receiver, void *state)
{
    database->receiver = receiver;
    database->receiver_state = state;
}

bool database_pipelines(const Database *database)
{
    return database->driver->pipelines && database->driver->pipelines(database);
}

bool database_settle(Database *database, Error *error)
{
    database->failed_tag = 0;
    return !database->sent || database->driver->settle(database, error);
}

int database_failed_tag(const Database *database)
{
    return database->failed_tag;
}

bool database_begin_with(Database *database, bool read_only, const char *more, Error *error)
{
    const TransactionScope *scope = &database->scope;
    read_only |= scope->read_only;
    Text sql = text_on_heap();
    text_append(&sql, read_only ? database->driver->begin_read_only : database->driver->begin);
    if (scope->settings)
        text_append_format(&sql, "; %s", scope->settings);
    text_append(&sql, more ? more : "");
    bool begun = database_execute(database, text_string(&sql), NULL, 0, NULL, error);
    text_release(&sql);
    if (!begun && database->facts.has_pooler && error) {
        error->hint[0] = '\0'; /* the pooler closed the connection */
        error_hint(error, "a pooler is between limbeck and the server; in statement mode it refuses transactions: "
                          "connect to the server directly. This transaction wrote nothing.");
    }
    if (!begun) /* what came after BEGIN failed */
        database_rollback(database);
    return begun;
}

bool database_begin(Database *database, bool read_only, Error *error)
{
    return database_begin_with(database, read_only, NULL, error);
}

bool database_commit(Database *database, Error *error)
{
    if (!database_settle(database, error))
        return false;
    TransactionState state = database_transaction(database);
    if (state == TRANSACTION_FAILED) {
        error_set(error, ERROR_DATABASE, "an error ended the transaction: COMMIT would roll it back");
        error_hint(error, "the script caught the error and continued; put a savepoint (bind.begin_nested()) around the "
                          "statement that may fail");
        return false;
    }
    return state == TRANSACTION_NONE || database_execute(database, "COMMIT", NULL, 0, NULL, error);
}

void database_rollback(Database *database)
{
    if (database->sent && database->driver->forget)
        database->driver->forget(database);
    database_settle(database, NULL);
    if (database_in_transaction(database))
        database_execute(database, "ROLLBACK", NULL, 0, NULL, NULL);
}

bool database_in_transaction(const Database *database)
{
    /* Statements are sent without waiting only inside a transaction. */
    return database->sent || database_transaction(database) == TRANSACTION_OPEN ||
           database_transaction(database) == TRANSACTION_FAILED;
}

TransactionState database_transaction(const Database *database)
{
    return database->driver->transaction_state(database);
}

int64_t database_last_row(const Database *database)
{
    return database->driver->last_row ? database->driver->last_row(database) : 0;
}

size_t database_endings(const Database *database)
{
    return database->endings;
}

void database_take_single(Database *database, bool single)
{
    database->is_single = single;
}

void database_cancel(Database *database)
{
    database->driver->cancel(database);
}

void database_abandon(Database *database)
{
    atomic_store(&database->abandoned, true);
}

void database_leave_cancel(Database *database)
{
    database->cancel_token = NULL;
}

void database_abandon_with(Database *database, const Database *other)
{
    database->parent = other;
}

bool database_is_abandoned(const Database *database)
{
    return atomic_load(&database->abandoned) || (database->parent && atomic_load(&database->parent->abandoned));
}

void database_watch(Database *database, DatabaseWatch *watch, void *state)
{
    database->watch = watch;
    database->watch_state = state;
}

DatabaseWatch *database_watched_by(const Database *database, void **state)
{
    *state = database->watch_state;
    return database->watch;
}

void database_set_patience(Database *database, int64_t milliseconds)
{
    database->patience = milliseconds;
}

bool database_is_lost(const Database *database)
{
    return database_is_abandoned(database) || database_transaction(database) == TRANSACTION_LOST;
}
