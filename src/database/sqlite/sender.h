/* Sending ahead where the library answers each statement before it returns, as SQLite's
 * does: a thread runs what was sent while the caller goes on.
 *
 * The connection is the thread's while it works at a batch and the caller's otherwise;
 * a batch that does not fill is run by the caller itself, so that a few statements
 * never cost a thread. */
#ifndef LIMBECK_SRC_DATABASE_SQLITE_SENDER_H
#define LIMBECK_SRC_DATABASE_SQLITE_SENDER_H

#include "limbeck/database/driver.h"

bool sender_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                 Error *error);
bool sender_settle(Database *database, Error *error);
void sender_forget(Database *database);
/* Whether it is the thread that runs a statement now; *goes_on: whether it should. */
bool sender_is_at_work(const Database *database, bool *goes_on);
void sender_close(Database *database);

#endif
