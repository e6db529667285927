/* Reads the rows of queries, one at a time or several in one round trip. */
#include "postgresql.h"

#include <stdlib.h>

static bool add_rows(const AnswerColumn *columns, const PGresult *rows, DatabaseResult *result, Error *error)
{
    int count = pq.PQnfields(rows);
    DatabaseValue *row = memory_alloc(((size_t)count + 1) * sizeof *row);
    bool done = true;
    for (int i = 0; i < pq.PQntuples(rows) && done; i++) {
        for (int k = 0; k < count; k++)
            row[k] = postgresql_cell(columns, rows, i, k);
        done = result_add_row(result, row, error);
    }
    free(row);
    return done;
}

/* As psycopg2: without parameters the text may hold several statements. */
static bool send_query(Database *database, Arena *arena, const char *sql, const DatabaseValue *parameters, size_t count)
{
    if (!count && !database->is_single)
        return pq.PQsendQuery(handle(database), sql);
    SentParameters sent = postgresql_parameters(arena, parameters, count);
    Oid *types = ARENA_ARRAY(arena, Oid, count + 1);
    for (size_t i = 0; i < count; i++)
        types[i] = postgresql_parameter_type(&parameters[i]);
    return pq.PQsendQueryParams(handle(database), sql, (int)count, types, sent.values, sent.lengths, sent.formats, 0);
}

/* Collects the rows of the last statement; results of earlier ones in the same text are dropped. */
typedef struct QueryAnswer {
    Database *database;
    Arena *arena;
    DatabaseResult *result;
    AnswerColumn *columns; /* NULL: not a query, or no row yet */
    bool is_over;          /* the next result belongs to another statement */
    bool done;
} QueryAnswer;

static void read_part(QueryAnswer *answer, const PGresult *part, Error *error)
{
    ExecStatusType status = pq.PQresultStatus(part);
    bool rows = status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK;
    if (answer->is_over) {
        result_restart(answer->result);
        answer->columns = NULL;
    }
    postgresql_end_copy(handle(answer->database), status);
    if (!rows && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY && answer->done)
        answer->done = postgresql_fail(answer->database, part, error);
    for (int i = 0; rows && !answer->columns && i < pq.PQnfields(part); i++)
        result_add_column(answer->result, pq.PQfname(part, i));
    if (rows && !answer->columns)
        answer->columns = postgresql_columns(answer->database, answer->arena, part);
    if (rows && answer->done)
        answer->done = add_rows(answer->columns, part, answer->result, error);
    answer->is_over = status != PGRES_SINGLE_TUPLE;
    if (answer->is_over)
        result_set_affected(answer->result, postgresql_affected(part));
    postgresql_count_ending(answer->database, part);
}

/* Single-row mode, so that a large result is never completely in libpq's memory. */
bool postgresql_query(Database *database, const char *sql, const DatabaseValue *parameters, size_t count,
                      DatabaseResult *result, Error *error)
{
    PGconn *connection = handle(database);
    Arena *arena = arena_new();
    QueryAnswer answer = {.database = database, .arena = arena, .result = result, .done = true};
    if (!send_query(database, arena, sql, parameters, count)) {
        arena_free(arena);
        return postgresql_fail(database, NULL, error);
    }
    pq.PQsetSingleRowMode(connection);
    for (PGresult *part; postgresql_wait(database), (part = pq.PQgetResult(connection)); pq.PQclear(part))
        read_part(&answer, part, error);
    postgresql_count_rollback(database);
    bool done = answer.done && (!answer.columns || postgresql_name_types(database, result, answer.columns, error));
    arena_free(arena);
    return done;
}

/* ---- several queries in one round trip ------------------------------------------------------- */

static bool send_queries(Database *database, Arena *arena, const PrefetchQuery *queries, size_t count)
{
    bool sent = pq.PQenterPipelineMode && pq.PQenterPipelineMode(handle(database));
    for (size_t i = 0; sent && i < count; i++) {
        const PrefetchQuery *question = &queries[i];
        SentParameters values = postgresql_parameters(arena, question->parameters, question->count);
        sent = pq.PQsendQueryParams(handle(database), question->sql, (int)question->count, NULL, values.values,
                                    values.lengths, values.formats, 0) &&
               (question->joins_next || pq.PQpipelineSync(handle(database)));
    }
    return sent;
}

/* Of one query: its result, NULL, and the result of its sync. */
static void read_answer(QueryAnswer *answer, bool has_sync)
{
    PGconn *connection = handle(answer->database);
    Error ignored = {0};
    bool is_over = false;
    while (!is_over && pq.PQstatus(connection) == CONNECTION_OK) {
        postgresql_wait(answer->database);
        PGresult *part = pq.PQgetResult(connection);
        bool is_synced = part && pq.PQresultStatus(part) == PGRES_PIPELINE_SYNC;
        is_over = has_sync ? is_synced : !part;
        if (part && !is_synced)
            read_part(answer, part, &ignored);
        pq.PQclear(part);
    }
}

void postgresql_query_together(Database *database, const PrefetchQuery *queries, size_t count, DatabaseResult **results)
{
    Arena *arena = arena_new();
    QueryAnswer *answers = ARENA_ARRAY(arena, QueryAnswer, count + 1);
    bool sent = send_queries(database, arena, queries, count);
    for (size_t i = 0; sent && i < count; i++) {
        answers[i] = (QueryAnswer){.database = database, .arena = arena, .result = result_new(), .done = true};
        read_answer(&answers[i], !queries[i].joins_next);
    }
    bool is_over = pq.PQexitPipelineMode && pq.PQexitPipelineMode(handle(database));
    for (size_t i = 0; i < count; i++) {
        QueryAnswer *answer = &answers[i];
        Error ignored = {0};
        bool done = is_over && answer->done && answer->is_over &&
                    (!answer->columns || postgresql_name_types(database, answer->result, answer->columns, &ignored));
        results[i] = done ? answer->result : NULL;
        if (!done)
            result_free(answer->result);
    }
    arena_free(arena);
}

bool postgresql_next_rows(Database *database, DatabaseResult **rows)
{
    Error ignored = {0};
    Arena *arena = arena_new();
    QueryAnswer answer = {.database = database, .arena = arena, .result = result_new(), .done = true};
    postgresql_wait(database);
    PGresult *part = pq.PQgetResult(handle(database));
    if (part)
        read_part(&answer, part, &ignored);
    bool done = part && answer.done;
    *rows = done ? answer.result : NULL;
    if (!done)
        result_free(answer.result);
    pq.PQclear(part);
    arena_free(arena);
    return done;
}
