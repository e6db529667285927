/* Sends statements without waiting for their results, with libpq's pipeline mode. */
#include "postgresql.h"

#include <stdlib.h>

/* Statements per batch; each batch ends with a sync. The next batch is filled while the server runs one, and sent
 * after the results of the first were read, so that neither side blocks on a full socket buffer. */
enum { BATCH_STATEMENTS = 256 };

typedef struct Batch {
    int tags[BATCH_STATEMENTS];
    size_t count;
} Batch;

typedef struct SentStatements {
    Batch filling, under_way;
    PGresult *refused; /* the first result that is an error */
    int refused_tag;
} SentStatements;

void postgresql_drop_sent(Database *database)
{
    SentStatements *sent = database->sent;
    if (sent)
        pq.PQclear(sent->refused);
    free(sent);
    database->sent = NULL;
}

static void read_answers(Database *database, SentStatements *sent)
{
    PGconn *connection = handle(database);
    size_t answered = 0;
    bool is_synced = !sent->under_way.count;
    while (!is_synced && pq.PQstatus(connection) == CONNECTION_OK) {
        postgresql_wait(database);
        PGresult *result = pq.PQgetResult(connection);
        ExecStatusType status = pq.PQresultStatus(result);
        if (!result) {
            answered++;
            continue;
        }
        is_synced = status == PGRES_PIPELINE_SYNC;
        if (status == PGRES_FATAL_ERROR && !sent->refused) {
            sent->refused = result;
            sent->refused_tag = sent->under_way.tags[answered < BATCH_STATEMENTS ? answered : 0];
            continue;
        }
        pq.PQclear(result);
    }
    sent->under_way.count = 0;
}

static void send_batch(Database *database, SentStatements *sent)
{
    if (!sent->filling.count)
        return;
    pq.PQpipelineSync(handle(database));
    read_answers(database, sent);
    sent->under_way = sent->filling;
    sent->filling.count = 0;
}

static bool report_refused(Database *database, SentStatements *sent, Error *error)
{
    if (!sent->refused && pq.PQstatus(handle(database)) == CONNECTION_OK)
        return true;
    postgresql_fail(database, sent->refused, error);
    database->failed_tag = sent->refused_tag;
    pq.PQclear(sent->refused);
    sent->refused = NULL;
    return false;
}

bool postgresql_settle(Database *database, Error *error)
{
    SentStatements *sent = database->sent;
    database->sent = NULL;
    send_batch(database, sent);
    read_answers(database, sent);
    bool done = report_refused(database, sent, error);
    pq.PQexitPipelineMode(handle(database));
    free(sent);
    return done;
}

static bool begin_sending(Database *database, KeptStatement *kept, Error *error)
{
    if (postgresql_wants_preparing(database, kept)) {
        if (!database_settle(database, error))
            return false;
        PGresult *refused = postgresql_prepare(database, kept);
        if (refused) {
            postgresql_fail(database, refused, error);
            pq.PQclear(refused);
            return false;
        }
    }
    if (!database->sent) {
        if (!pq.PQenterPipelineMode(handle(database)))
            return postgresql_fail(database, NULL, error);
        database->sent = memory_alloc(sizeof(SentStatements));
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

bool postgresql_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                     Error *error)
{
    if (!pq.PQenterPipelineMode)
        return send_and_wait(database, sql, parameters, count, tag, error);
    KeptStatement *kept = postgresql_kept(database, sql, parameters, count);
    if (!begin_sending(database, kept, error))
        return false;
    SentStatements *sent = database->sent;
    if (!postgresql_start(database, kept, parameters))
        return postgresql_fail(database, NULL, error);
    sent->filling.tags[sent->filling.count++] = tag;
    if (sent->filling.count == BATCH_STATEMENTS)
        send_batch(database, sent);
    return !sent->refused || postgresql_settle(database, error);
}
