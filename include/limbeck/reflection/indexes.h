/* What PostgreSQL knows of one index. */
#ifndef LIMBECK_REFLECTION_INDEXES_H
#define LIMBECK_REFLECTION_INDEXES_H

#include "limbeck/database/database.h"

/* `name` as SQL writes it. *exists is false when there is no such index; one that
 * is not valid was left half-built by a CREATE INDEX CONCURRENTLY. */
bool reflect_index(Database *database, const char *name, bool *exists, bool *is_valid, Error *error);

#endif
