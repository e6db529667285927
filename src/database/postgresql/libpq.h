/* libpq, loaded when the first PostgreSQL database is opened: it loads twenty libraries, which took
 * half the time of `limbeck heads`. If it is not installed, SQLite still works.
 *
 *     if (!libpq_open(error)) return false;
 *     pq.PQexec(connection, "SELECT 1"); */
#ifndef LIMBECK_SRC_DATABASE_POSTGRESQL_LIBPQ_H
#define LIMBECK_SRC_DATABASE_POSTGRESQL_LIBPQ_H

#include "limbeck/base/error.h"

#include <libpq-fe.h>

#ifndef LIBPQ_HAS_PIPELINING /* for the header of version 13 */
enum { PGRES_PIPELINE_SYNC = 10 };
int PQenterPipelineMode(PGconn *connection);
int PQexitPipelineMode(PGconn *connection);
int PQpipelineSync(PGconn *connection);
int PQsendFlushRequest(PGconn *connection);
#endif

/* Functions of every version. */
#define LIBPQ_CALLS(CALL)                                                                                              \
    CALL(PQbackendPID)                                                                                                 \
    CALL(PQcancel)                                                                                                     \
    CALL(PQclear)                                                                                                      \
    CALL(PQcmdStatus)                                                                                                  \
    CALL(PQcmdTuples)                                                                                                  \
    CALL(PQconnectPoll)                                                                                                \
    CALL(PQconnectStartParams)                                                                                         \
    CALL(PQconninfo)                                                                                                   \
    CALL(PQconninfoFree)                                                                                               \
    CALL(PQconnectionNeedsPassword)                                                                                    \
    CALL(PQconsumeInput)                                                                                               \
    CALL(PQdb)                                                                                                         \
    CALL(PQerrorMessage)                                                                                               \
    CALL(PQexec)                                                                                                       \
    CALL(PQfinish)                                                                                                     \
    CALL(PQflush)                                                                                                      \
    CALL(PQfname)                                                                                                      \
    CALL(PQfreeCancel)                                                                                                 \
    CALL(PQfreemem)                                                                                                    \
    CALL(PQftype)                                                                                                      \
    CALL(PQgetCancel)                                                                                                  \
    CALL(PQgetCopyData)                                                                                                \
    CALL(PQgetResult)                                                                                                  \
    CALL(PQgetisnull)                                                                                                  \
    CALL(PQgetlength)                                                                                                  \
    CALL(PQgetvalue)                                                                                                   \
    CALL(PQhost)                                                                                                       \
    CALL(PQhostaddr)                                                                                                   \
    CALL(PQisBusy)                                                                                                     \
    CALL(PQlibVersion)                                                                                                 \
    CALL(PQnfields)                                                                                                    \
    CALL(PQntuples)                                                                                                    \
    CALL(PQport)                                                                                                       \
    CALL(PQprepare)                                                                                                    \
    CALL(PQputCopyEnd)                                                                                                 \
    CALL(PQresultErrorField)                                                                                           \
    CALL(PQresultStatus)                                                                                               \
    CALL(PQsendQuery)                                                                                                  \
    CALL(PQsendQueryParams)                                                                                            \
    CALL(PQsendQueryPrepared)                                                                                          \
    CALL(PQserverVersion)                                                                                              \
    CALL(PQsetNoticeReceiver)                                                                                          \
    CALL(PQsetSingleRowMode)                                                                                           \
    CALL(PQsetnonblocking)                                                                                             \
    CALL(PQsocket)                                                                                                     \
    CALL(PQstatus)                                                                                                     \
    CALL(PQtransactionStatus)                                                                                          \
    CALL(PQuser)

/* Functions of version 14 and later; NULL in older ones. */
#define LIBPQ_PIPELINE_CALLS(CALL)                                                                                     \
    CALL(PQenterPipelineMode)                                                                                          \
    CALL(PQexitPipelineMode)                                                                                           \
    CALL(PQpipelineSync)                                                                                               \
    CALL(PQsendFlushRequest)

#define LIBPQ_MEMBER(name) __typeof__(&name) name;

typedef struct LibPQ {
    LIBPQ_CALLS(LIBPQ_MEMBER)
    LIBPQ_PIPELINE_CALLS(LIBPQ_MEMBER)
} LibPQ;

extern LibPQ pq; /* all NULL until libpq_open() */

bool libpq_open(Error *error);

#endif
