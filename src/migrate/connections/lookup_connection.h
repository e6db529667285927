/* A new connection for queries after the working connection was lost, limited in time.
 *
 *     LookupConnection look;
 *     if (lookup_connection_open(&look, database, clock_milliseconds() + 5000)) ask(look.database);
 *     lookup_connection_close(&look); */
#ifndef LIMBECK_SRC_MIGRATE_CONNECTIONS_LOOKUP_CONNECTION_H
#define LIMBECK_SRC_MIGRATE_CONNECTIONS_LOOKUP_CONNECTION_H

#include "limbeck/database/database.h"

typedef struct LookupConnection {
    Database *database; /* NULL when it could not be opened */
    int64_t deadline;
} LookupConnection;

bool lookup_connection_open(LookupConnection *self, const Database *lost, int64_t deadline);
void lookup_connection_close(LookupConnection *self);

#endif
