/* A connection that a script opens itself, to the database of the run: bind.engine.connect(), or a second engine. It
 * only reads, and sees only committed data, none of the step's transaction. */
#ifndef LIMBECK_SRC_MIGRATE_SECOND_CONNECTION_H
#define LIMBECK_SRC_MIGRATE_SECOND_CONNECTION_H

#include "limbeck/database/database.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/operations/sink.h"

typedef struct SecondConnection SecondConnection;

/* NULL on failure: a server that cannot be reached. On SQLite it is the run's own connection. */
SecondConnection *second_connection_open(Database *database, const CompileOptions *options, Error *error);
Sink *second_connection_sink(SecondConnection *connection);
void second_connection_close(SecondConnection *connection); /* may be NULL */

#endif
