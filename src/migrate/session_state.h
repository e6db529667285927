/* Finds settings that a statement leaves in the session after its transaction. Behind a pooler the next client of that
 * server connection would inherit them. */
#ifndef LIMBECK_SRC_MIGRATE_SESSION_STATE_H
#define LIMBECK_SRC_MIGRATE_SESSION_STATE_H

#include "limbeck/base/text.h"

/* "SET lock_timeout", "pg_advisory_lock()"; NULL: nothing known. */
const char *session_state_left(Arena *arena, const char *sql);

#endif
