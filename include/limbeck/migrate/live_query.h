/* Decides whether a preview may run a query on a live database, to show what the script would do.
 *
 *     if (query_only_reads("SELECT id FROM users WHERE lower(name) = $1")) ...
 *
 * A read-only transaction blocks writes but not side effects: a SELECT can take an advisory lock or
 * terminate another session. Only functions known to be free of side effects are allowed; a query that is
 * not understood is not run. */
#ifndef LIMBECK_MIGRATE_LIVE_QUERY_H
#define LIMBECK_MIGRATE_LIVE_QUERY_H

#include <stdbool.h>

/* False for several statements, for SQL that is not understood, and for a call of an unknown function. */
bool query_only_reads(const char *sql);

/* Of a query: whether it is one statement, and calls no function that is not known. */
bool query_calls_are_harmless(const char *sql);

#endif
