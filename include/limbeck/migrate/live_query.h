/* Whether a query may be put to a live database just to show what a script would do.
 *
 *     if (query_only_reads("SELECT id FROM users WHERE lower(name) = $1")) ...
 *
 * A read-only transaction stops what writes, not what acts: a SELECT can take an
 * advisory lock or end another session. So only functions known to look at
 * nothing but rows may be called; whatever is not understood is not asked. */
#ifndef LIMBECK_MIGRATE_LIVE_QUERY_H
#define LIMBECK_MIGRATE_LIVE_QUERY_H

#include <stdbool.h>

bool query_only_reads(const char *sql);

#endif
