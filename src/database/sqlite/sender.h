/* Sends statements without waiting, for SQLite, whose library runs each statement inside the
 * call: a thread runs sent statements while the caller continues.
 *
 * The thread owns the connection while it runs a batch, the caller at all other times. The caller
 * runs a batch that is not full, so that few statements never start a thread. */
#ifndef LIMBECK_SRC_DATABASE_SQLITE_SENDER_H
#define LIMBECK_SRC_DATABASE_SQLITE_SENDER_H

#include "limbeck/database/driver.h"

bool sender_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                 Error *error);
bool sender_settle(Database *database, Error *error);
void sender_forget(Database *database);
/* Whether the calling code runs on the thread; *goes_on: whether the statement may continue. */
bool sender_is_busy(const Database *database, bool *may_continue);
void sender_close(Database *database);

#endif
