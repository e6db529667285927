/* What a statement leaves in the session when its transaction is over: behind a pooler the
 * next client of that connection would have it. */
#ifndef LIMBECK_SRC_MIGRATE_SESSION_STATE_H
#define LIMBECK_SRC_MIGRATE_SESSION_STATE_H

#include "limbeck/base/text.h"

/* "SET lock_timeout", "pg_advisory_lock()"; NULL where nothing is known to stay. */
const char *session_state_left(Arena *arena, const char *sql);

#endif
