/* The state of one index on PostgreSQL.
 *
 *     bool exists, is_valid;
 *     return reflect_index(database, "ix_users_name", &exists, &is_valid, error) && exists && !is_valid;
 */
#ifndef LIMBECK_REFLECTION_INDEXES_H
#define LIMBECK_REFLECTION_INDEXES_H

#include "limbeck/database/database.h"

/* `name` as written in SQL. *exists is false when there is no such index. An invalid one was left half-built by
 * CREATE INDEX CONCURRENTLY. */
bool reflect_index(Database *database, const char *name, bool *exists, bool *is_valid, Error *error);

#endif
