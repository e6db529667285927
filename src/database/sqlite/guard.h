/* SQLite opens files for SQL: ATTACH, VACUUM INTO, some pragmas, functions and virtual tables of
 * extensions. On limbeck's connections they open the database's file and those that
 * DatabaseUrl.other_files names. */
#ifndef LIMBECK_SRC_DATABASE_SQLITE_GUARD_H
#define LIMBECK_SRC_DATABASE_SQLITE_GUARD_H

#include "limbeck/database/driver.h"

void guard_sqlite(Database *database);

/* True when the statement that just failed was kept from a file; the error says which, and what to
 * do. Scripts cannot catch it. */
bool guard_sqlite_refused(Database *database, Error *error);

#endif
