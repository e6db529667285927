/* Estimates whether a path in one transaction fits into PostgreSQL's shared lock table. */
#ifndef LIMBECK_SRC_MIGRATE_LOCK_ESTIMATE_H
#define LIMBECK_SRC_MIGRATE_LOCK_ESTIMATE_H

#include "limbeck/migrate/execute.h"

/* Warns when it probably does not, and suggests a remedy. */
void warn_of_locks(const PathRequest *request);

#endif
