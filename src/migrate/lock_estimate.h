/* Whether a path in one transaction fits into PostgreSQL's table of locks. */
#ifndef LIMBECK_SRC_MIGRATE_LOCK_ESTIMATE_H
#define LIMBECK_SRC_MIGRATE_LOCK_ESTIMATE_H

#include "limbeck/migrate/execute.h"

/* Says so, with the way out, where it probably does not. */
void warn_of_locks(const PathRequest *request);

#endif
