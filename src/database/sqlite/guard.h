/* Restricts the files that SQL can open in SQLite: by ATTACH, VACUUM INTO, some pragmas, functions and virtual
 * tables. Allowed are the database's file and those in DatabaseUrl.other_files. */
#ifndef LIMBECK_SRC_DATABASE_SQLITE_GUARD_H
#define LIMBECK_SRC_DATABASE_SQLITE_GUARD_H

#include "limbeck/database/driver.h"

void guard_sqlite(Database *database);

/* True when the statement that just failed was refused a file; the error names it and says what to do. Scripts cannot
 * catch this error. */
bool guard_sqlite_refused(Database *database, Error *error);

#endif
