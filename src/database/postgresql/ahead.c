/* Sends statements without waiting for their results, with libpq's pipeline mode.
 *
 * The connection does not block: bytes that the socket does not take stay in libpq's buffer until
 * postgresql_wait() writes it, so that neither side waits for the other with a full buffer. */
#include "postgresql.h"

#include <stdlib.h>
#include <string.h>

/* Statements between two syncs. When a sync is sent, at most as many are left without an answer. */
enum { BATCH_STATEMENTS = 256 };

typedef struct Pending {
    int tag;
    bool is_sync;
    bool is_awaited; /* the receiver wants its answer */
} Pending;

typedef struct SentStatements {
    VECTOR(Pending) pending;
    size_t first; /* of `pending` without an answer */
    size_t since_sync;
    int64_t affected;  /* of the first, as far as its result is read */
    char value[32];    /* the same: its first value */
    PGresult *refused; /* the first result that is an error */
    int refused_tag;
} SentStatements;

void postgresql_drop_sent(Database *database)
{
    SentStatements *sent = database->sent;
    if (sent) {
        pq.PQclear(sent->refused);
        free(sent->pending.items);
    }
    free(sent);
    database->sent = NULL;
}

static size_t pending_count(const SentStatements *sent)
{
    return sent->pending.count - sent->first;
}

static void push(SentStatements *sent, Pending pending)
{
    if (sent->first == sent->pending.count)
        sent->first = sent->pending.count = 0;
    if (sent->pending.count == sent->pending.capacity) {
        sent->pending.capacity = sent->pending.capacity ? 2 * sent->pending.capacity : BATCH_STATEMENTS;
        sent->pending.items = memory_resize(sent->pending.items, sent->pending.capacity * sizeof *sent->pending.items);
    }
    sent->pending.items[sent->pending.count++] = pending;
}

/* ---- answers ----------------------------------------------------------------------------------- */

static void take_result(SentStatements *sent, PGresult *result)
{
    bool has_value = pq.PQntuples(result) && pq.PQnfields(result) && !pq.PQgetisnull(result, 0, 0);
    if (pq.PQresultStatus(result) == PGRES_FATAL_ERROR && !sent->refused) {
        sent->refused = result;
        sent->refused_tag = sent->pending.items[sent->first].tag;
        return;
    }
    sent->affected = postgresql_affected(result);
    strncpy(sent->value, has_value ? pq.PQgetvalue(result, 0, 0) : "", sizeof sent->value - 1);
    pq.PQclear(result);
}

static void end_statement(Database *database, SentStatements *sent)
{
    Pending ended = sent->pending.items[sent->first++];
    if (ended.is_awaited && !sent->refused && database->receiver)
        database->receiver(database->receiver_state, sent->affected, sent->value);
    sent->affected = -1;
    sent->value[0] = '\0';
}

/* One result of what the server has sent. */
static void read_result(Database *database, SentStatements *sent)
{
    PGresult *result = pq.PQgetResult(handle(database));
    if (result && pq.PQresultStatus(result) == PGRES_PIPELINE_SYNC) {
        sent->first++;
        pq.PQclear(result);
    } else if (result)
        take_result(sent, result);
    else if (pq.PQstatus(handle(database)) == CONNECTION_OK)
        end_statement(database, sent);
}

static void read_answers(Database *database, SentStatements *sent, size_t most_left)
{
    while (pending_count(sent) > most_left && pq.PQstatus(handle(database)) == CONNECTION_OK) {
        postgresql_wait(database);
        read_result(database, sent);
    }
}

static void read_arrived(Database *database, SentStatements *sent)
{
    bool may_read = pq.PQconsumeInput(handle(database));
    while (may_read && pending_count(sent) && pq.PQstatus(handle(database)) == CONNECTION_OK &&
           !pq.PQisBusy(handle(database)))
        read_result(database, sent);
}

static void send_sync(Database *database, SentStatements *sent)
{
    if (!sent->since_sync || !pq.PQpipelineSync(handle(database)))
        return;
    push(sent, (Pending){.is_sync = true});
    sent->since_sync = 0;
}

static bool report_refused(Database *database, SentStatements *sent, Error *error)
{
    if (!sent->refused && pq.PQstatus(handle(database)) == CONNECTION_OK)
        return true;
    postgresql_fail(database, sent->refused, error);
    database->failed_tag = sent->refused_tag;
    return false;
}

bool postgresql_settle(Database *database, Error *error)
{
    SentStatements *sent = database->sent;
    send_sync(database, sent);
    read_answers(database, sent, 0);
    bool done = report_refused(database, sent, error);
    pq.PQexitPipelineMode(handle(database));
    pq.PQsetnonblocking(handle(database), 0);
    postgresql_drop_sent(database);
    return done;
}

/* ---- sending ----------------------------------------------------------------------------------- */

static bool begin_sending(Database *database, CachedStatement *cached, bool may_prepare, Error *error)
{
    if (cached && may_prepare && postgresql_wants_preparing(database, cached)) {
        if (!database_settle(database, error))
            return false;
        PGresult *refused = postgresql_prepare(database, cached);
        if (refused) {
            postgresql_fail(database, refused, error);
            pq.PQclear(refused);
            return false;
        }
    }
    if (!database->sent) {
        if (!pq.PQenterPipelineMode(handle(database)))
            return postgresql_fail(database, NULL, error);
        pq.PQsetnonblocking(handle(database), 1);
        SentStatements *sent = memory_alloc(sizeof *sent);
        sent->affected = -1;
        database->sent = sent;
    }
    return true;
}

/* For a libpq without pipelines: waits for each result. */
static bool send_and_wait(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                          Error *error)
{
    int64_t affected;
    bool done = postgresql_execute(database, sql, parameters, count, &affected, error);
    if (!done)
        database->failed_tag = tag;
    return done;
}

static bool send_one(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                     Pending pending, Error *error)
{
    CachedStatement *cached = count ? postgresql_cached_statement(database, sql, parameters, count) : NULL;
    if (!begin_sending(database, cached, !pending.is_awaited, error))
        return false;
    SentStatements *sent = database->sent;
    if (!(cached ? postgresql_start(database, cached, parameters)
                 : pq.PQsendQueryParams(handle(database), sql, 0, NULL, NULL, NULL, NULL, 0)))
        return postgresql_fail(database, NULL, error);
    push(sent, pending);
    if (++sent->since_sync == BATCH_STATEMENTS) {
        send_sync(database, sent);
        read_answers(database, sent, BATCH_STATEMENTS + 1);
    }
    return true;
}

bool postgresql_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                     Error *error)
{
    if (!pq.PQenterPipelineMode)
        return send_and_wait(database, sql, parameters, count, tag, error);
    if (!send_one(database, sql, parameters, count, (Pending){.tag = tag}, error))
        return false;
    const SentStatements *sent = database->sent;
    return !sent->refused || database_settle(database, error);
}

bool postgresql_pipelines(const Database *database)
{
    return !database->facts.has_pooler && pq.PQenterPipelineMode && pq.PQsendFlushRequest;
}

/* The server must answer each at once, so that the times between results are those of the statements. */
bool postgresql_post(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                     Error *error)
{
    if (!send_one(database, sql, parameters, count, (Pending){.tag = tag, .is_awaited = true}, error))
        return false;
    SentStatements *sent = database->sent;
    pq.PQsendFlushRequest(handle(database));
    pq.PQflush(handle(database));
    read_arrived(database, sent);
    return !sent->refused || database_settle(database, error);
}
