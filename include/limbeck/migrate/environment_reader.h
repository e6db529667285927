/* Answers env.py's queries while limbeck follows it: a separate connection, which only reads.
 *
 *     struct SecondConnection *reader = environment_reader_open(database_open(url, error), error);
 *     Sink *sink = environment_reader_sink(reader);
 *     ...
 *     environment_reader_close(reader);
 */
#ifndef LIMBECK_MIGRATE_ENVIRONMENT_READER_H
#define LIMBECK_MIGRATE_ENVIRONMENT_READER_H

#include "limbeck/database/database.h"
#include "limbeck/operations/sink.h"

/* Takes ownership of `database`, on failure too. A query that calls a function not known to be harmless is refused.
 * NULL with an error. */
struct SecondConnection *environment_reader_open(Database *database, Error *error);
Sink *environment_reader_sink(struct SecondConnection *reader);
void environment_reader_close(struct SecondConnection *reader);

#endif
