/* PostgreSQL through libpq: statements and results. */
#include "postgresql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PREPARE_AFTER_USES = 8, NAME_BYTES = 32 };

/* ---- failures --------------------------------------------------------------------- */

static const char *hint_for(const char *state)
{
    static const struct {
        const char *state, *hint;
    } rows[] = {
        {"25001",
         "this statement cannot run inside a transaction; put it in 'with op.get_context().autocommit_block():'"},
        {"42501", "the role lacks a privilege; connect as the owner of the table"},
        {"55P03", "another session holds the lock; try again when it is done"},
        {"40P01", "deadlock: another session and this one waited for each other; try again"},
        {"57014", "it took longer than statement_timeout allows, or it was cancelled on the server"},
        {"53200",
         "the server's lock table is full: --transaction-per-migration gives each revision its own transaction"},
        {"25006", "the server or the transaction is read only"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].state, state) == 0)
            return rows[i].hint;
    return NULL;
}

/* psycopg2's exception class for an SQLSTATE, by its first characters. */
static const char *exception_for(const char *state)
{
    static const struct {
        const char *beginning, *exception;
    } rows[] = {
        {"08", "OperationalError"}, {"0A", "NotSupportedError"}, {"20", "ProgrammingError"}, {"21", "ProgrammingError"},
        {"22", "DataError"},        {"23", "IntegrityError"},    {"24", "InternalError"},    {"25", "InternalError"},
        {"26", "OperationalError"}, {"27", "OperationalError"},  {"28", "OperationalError"}, {"2B", "InternalError"},
        {"2D", "InternalError"},    {"2F", "InternalError"},     {"34", "OperationalError"}, {"38", "InternalError"},
        {"39", "InternalError"},    {"3B", "InternalError"},     {"3D", "ProgrammingError"}, {"3F", "ProgrammingError"},
        {"40", "OperationalError"}, {"42", "ProgrammingError"},  {"44", "ProgrammingError"}, {"5", "OperationalError"},
        {"F0", "InternalError"},    {"HV", "OperationalError"},  {"P0", "InternalError"},    {"XX", "InternalError"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strncmp(state, rows[i].beginning, strlen(rows[i].beginning)) == 0)
            return rows[i].exception;
    return "DatabaseError";
}

/* For: table, column, other object, schema, function, database. */
static bool means_already_exists(const char *state)
{
    static const char *const states[] = {"42P07", "42701", "42710", "42P06", "42723", "42P04"};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(state, states[i]) == 0)
            return true;
    return false;
}

/* The server repeats this text in its error message. */
static const char no_sender[] = "COPY FROM STDIN: limbeck has no rows to send";

bool postgresql_fail(Database *database, const PGresult *result, Error *error)
{
    if (result && pq.PQresultStatus(result) == PGRES_COPY_OUT)
        return error_set(error, ERROR_DATABASE, "COPY TO STDOUT: limbeck does not read its rows");
    const char *state = result ? pq.PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *message = result ? pq.PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    const char *detail = result ? pq.PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL) : NULL;
    if (message && strstr(message, no_sender))
        return error_set(error, ERROR_DATABASE, "%s", no_sender);
    /* A statement timeout has the same SQLSTATE, and its message is translated: only the flag distinguishes a cancel.
     */
    if (state && strcmp(state, "57014") == 0 && atomic_exchange(&database->cancelled, false))
        return error_set(error, ERROR_CANCELLED, "cancelled");
    if (database_is_abandoned(database))
        return error_set(error, ERROR_CANCELLED,
                         "cancelled: the server did not answer, and limbeck closed the connection");
    bool locked = state && (strcmp(state, "55P03") == 0 || strcmp(state, "40P01") == 0);
    Arena *arena = arena_new();
    const char *lost = database->lost ? database->lost : pq.PQerrorMessage(handle(database));
    const char *text = text_trim(arena, message ? message : lost);
    error_set(error, locked ? ERROR_LOCKED : ERROR_DATABASE, "%s%s%s%s%s", text, state ? " (SQLSTATE " : "",
              state ? state : "", state ? ")" : "", detail ? arena_format(arena, "\n%s", detail) : "");
    error_code(error, state ? state : "", state ? exception_for(state) : "OperationalError");
    if (error)
        error->exists_already = state && means_already_exists(state);
    const char *hint = state ? hint_for(state)
                       : pq.PQstatus(handle(database)) == CONNECTION_BAD
                           ? "the connection was lost: check that the server runs, then run limbeck current"
                           : NULL;
    if (hint)
        error_hint(error, "%s", hint);
    arena_free(arena);
    return false;
}

/* ---- waiting ------------------------------------------------------------------------------ */

static void postgresql_cancel(Database *database)
{
    char message[256];
    atomic_store(&database->cancelled, true);
    pq.PQcancel(database->cancel_token, message, sizeof message);
}

/* limbeck neither sends nor reads COPY data. */
void postgresql_end_copy(PGconn *connection, ExecStatusType status)
{
    if (status == PGRES_COPY_IN || status == PGRES_COPY_BOTH)
        pq.PQputCopyEnd(connection, no_sender);
    char *data = NULL;
    while (status == PGRES_COPY_OUT && pq.PQgetCopyData(connection, &data, 0) > 0)
        pq.PQfreemem(data);
}

/* The command tag shows what ended the transaction, also for each statement of a text with several. */
void postgresql_count_ending(Database *database, const PGresult *result)
{
    static const char *const tags[] = {"COMMIT", "PREPARE TRANSACTION"};
    const char *tag = pq.PQcmdStatus((PGresult *)result);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        database->endings += strcmp(tag, tags[i]) == 0;
    /* Decided when the whole text is done: a BEGIN may follow. */
    database->has_rolled_back |= strcmp(tag, "ROLLBACK") == 0;
}

void postgresql_count_rollback(Database *database)
{
    if (database->has_rolled_back && pq.PQtransactionStatus(handle(database)) == PQTRANS_IDLE)
        database->endings++;
    database->has_rolled_back = false;
}

/* The last result of what was sent; an error is always the last. A COPY TO STDOUT result is kept, to be refused. */
PGresult *postgresql_last_result(Database *database)
{
    PGresult *last = NULL;
    for (;;) {
        postgresql_wait(database);
        PGresult *next = pq.PQgetResult(handle(database));
        if (!next) {
            postgresql_count_rollback(database);
            return last;
        }
        postgresql_count_ending(database, next);
        postgresql_end_copy(handle(database), pq.PQresultStatus(next));
        bool keeps = last && pq.PQresultStatus(last) == PGRES_COPY_OUT;
        pq.PQclear(keeps ? next : last);
        last = keeps ? last : next;
    }
}

PGresult *postgresql_run_text(Database *database, const char *sql)
{
    PGconn *connection = handle(database);
    int sent = database->is_single ? pq.PQsendQueryParams(connection, sql, 0, NULL, NULL, NULL, NULL, 0)
                                   : pq.PQsendQuery(connection, sql);
    return sent ? postgresql_last_result(database) : NULL;
}

/* ---- statements -------------------------------------------------------------------------- */

static const char *real_text(Arena *arena, double real)
{
    Text text = text_in(arena);
    text_append_real(&text, real);
    return text_string(&text);
}

SentParameters postgresql_parameters(Arena *arena, const DatabaseValue *parameters, size_t count)
{
    SentParameters sent = {ARENA_ARRAY(arena, const char *, count + 1), ARENA_ARRAY(arena, int, count + 1),
                           ARENA_ARRAY(arena, int, count + 1)};
    for (size_t i = 0; i < count; i++) {
        const DatabaseValue *value = &parameters[i];
        switch (value->type) {
        case CELL_NULL:
            break;
        case CELL_BOOLEAN:
            sent.values[i] = value->boolean ? "t" : "f";
            break;
        case CELL_INTEGER:
            sent.values[i] = arena_format(arena, "%lld", (long long)value->integer);
            break;
        case CELL_REAL:
            sent.values[i] = real_text(arena, value->real);
            break;
        case CELL_TEXT:
            sent.values[i] = value->bytes;
            break;
        case CELL_BYTES:
            sent.values[i] = value->bytes;
            sent.lengths[i] = (int)value->length;
            sent.formats[i] = 1;
            break;
        }
    }
    return sent;
}

/* NULL matches any type. */
static bool has_types(const CachedStatement *cached, const DatabaseValue *parameters, size_t count)
{
    for (size_t i = 0; i < count && count == cached->count; i++)
        if (parameters[i].type != CELL_NULL && postgresql_parameter_type(&parameters[i]) != cached->types[i])
            return false;
    return count == cached->count;
}

CachedStatement *postgresql_cached_statement(const Database *database, const char *sql, const DatabaseValue *parameters,
                                             size_t count)
{
    CachedStatement *all = database->statements, *cached = &all[statement_slot(sql, CACHED_STATEMENTS)];
    bool is_same = cached->sql && strcmp(cached->sql, sql) == 0;
    if (!is_same || !has_types(cached, parameters, count)) {
        size_t size = strlen(sql) + 1;
        cached->sql = is_same ? cached->sql : memcpy(memory_resize(cached->sql, size), sql, size);
        cached->types = memory_resize(cached->types, count * sizeof *cached->types);
        cached->count = count;
        for (size_t i = 0; i < count; i++)
            cached->types[i] = postgresql_parameter_type(&parameters[i]);
        cached->is_prepared = false;
        cached->uses = 0;
    }
    cached->uses += cached->uses < PREPARE_AFTER_USES;
    return cached;
}

/* Not behind a pooler: the prepared statement would remain on a connection that others use. */
bool postgresql_wants_preparing(const Database *database, const CachedStatement *cached)
{
    return cached->uses == PREPARE_AFTER_USES && !cached->is_prepared && !database->facts.is_pooled;
}

static void statement_name(const Database *database, const CachedStatement *cached, char name[NAME_BYTES])
{
    snprintf(name, NAME_BYTES, "limbeck_%zu", (size_t)(cached - (const CachedStatement *)database->statements));
}

PGresult *postgresql_prepare(Database *database, CachedStatement *cached)
{
    char name[NAME_BYTES], deallocate[NAME_BYTES + 16];
    statement_name(database, cached, name);
    snprintf(deallocate, sizeof deallocate, "DEALLOCATE %s", name);
    if (cached->name_is_taken)
        pq.PQclear(pq.PQexec(handle(database), deallocate));
    PGresult *prepared = pq.PQprepare(handle(database), name, cached->sql, (int)cached->count, cached->types);
    cached->is_prepared = cached->name_is_taken = pq.PQresultStatus(prepared) == PGRES_COMMAND_OK;
    if (!cached->is_prepared)
        return prepared;
    pq.PQclear(prepared);
    return NULL;
}

bool postgresql_start(const Database *database, const CachedStatement *cached, const DatabaseValue *parameters)
{
    Arena *arena = arena_new();
    SentParameters sent = postgresql_parameters(arena, parameters, cached->count);
    int count = (int)cached->count;
    char name[NAME_BYTES];
    statement_name(database, cached, name);
    int started = cached->is_prepared ? pq.PQsendQueryPrepared(handle(database), name, count, sent.values, sent.lengths,
                                                               sent.formats, 0)
                                      : pq.PQsendQueryParams(handle(database), cached->sql, count, cached->types,
                                                             sent.values, sent.lengths, sent.formats, 0);
    arena_free(arena);
    return started;
}

static PGresult *run_with_parameters(Database *database, const char *sql, const DatabaseValue *parameters, size_t count)
{
    CachedStatement *cached = postgresql_cached_statement(database, sql, parameters, count);
    PGresult *refused = postgresql_wants_preparing(database, cached) ? postgresql_prepare(database, cached) : NULL;
    if (refused)
        return refused;
    return postgresql_start(database, cached, parameters) ? postgresql_last_result(database) : NULL;
}

int64_t postgresql_affected(const PGresult *result)
{
    const char *rows = pq.PQcmdTuples((PGresult *)result);
    return *rows ? strtoll(rows, NULL, 10) : -1;
}

bool postgresql_execute(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                        int64_t *affected, Error *error)
{
    PGresult *result =
        count ? run_with_parameters(database, sql, parameters, count) : postgresql_run_text(database, sql);
    ExecStatusType status = pq.PQresultStatus(result);
    bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY ||
                postgresql_fail(database, result, error);
    *affected = done ? postgresql_affected(result) : -1;
    pq.PQclear(result);
    return done;
}

static void postgresql_close(Database *database)
{
    postgresql_drop_sent(database);
    CachedStatement *cached = database->statements;
    for (size_t i = 0; cached && i < CACHED_STATEMENTS; i++) {
        free(cached[i].sql);
        free(cached[i].types);
    }
    free(cached);
    if (database->cancel_token)
        pq.PQfreeCancel(database->cancel_token);
    if (database->connection)
        pq.PQfinish(handle(database));
}

static TransactionState postgresql_transaction_state(const Database *database)
{
    static const TransactionState states[] = {
        [PQTRANS_IDLE] = TRANSACTION_NONE,    [PQTRANS_ACTIVE] = TRANSACTION_OPEN,
        [PQTRANS_INTRANS] = TRANSACTION_OPEN, [PQTRANS_INERROR] = TRANSACTION_FAILED,
        [PQTRANS_UNKNOWN] = TRANSACTION_LOST,
    };
    return states[pq.PQtransactionStatus(handle(database))];
}

static const char *library(Arena *arena)
{
    Error ignored = {0};
    if (!libpq_open(&ignored))
        return "no libpq";
    int version = pq.PQlibVersion();
    return arena_format(arena, "libpq %d.%d", version / 10000, version % 10000);
}

const DatabaseDriver postgresql_driver = {
    .traits = {.dialect = "postgresql",
               .is_server = true,
               .has_transaction_state = true,
               .has_schemas = true,
               .has_sequences = true,
               .has_typed_columns = true,
               .can_send_arrays = true,
               .parameter = '$',
               .set_read_only = "SET default_transaction_read_only = on",
               .limit_preview = "SET LOCAL statement_timeout = 3000",
               .limit_lookup = "; SET LOCAL lock_timeout = 2000; SET LOCAL statement_timeout = 5000",
               .has_table = "SELECT 1 WHERE pg_catalog.to_regclass($1) IS NOT NULL",
               .catalogue_lock = "SELECT 1",
               .reset_path = "RESET search_path"},
    .library = library,
    .open = postgresql_open,
    .close = postgresql_close,
    .execute = postgresql_execute,
    .query = postgresql_query,
    .query_together = postgresql_query_together,
    .send = postgresql_send,
    .pipelines = postgresql_pipelines,
    .post = postgresql_post,
    .settle = postgresql_settle,
    .transaction_state = postgresql_transaction_state,
    .cancel = postgresql_cancel,
    .begin = "BEGIN",
    .begin_read_only = "BEGIN READ ONLY",
};
