/* Lines of the journal: made, added, read back. */
#ifndef LIMBECK_SRC_MIGRATE_JOURNAL_LINE_H
#define LIMBECK_SRC_MIGRATE_JOURNAL_LINE_H

#include "limbeck/migrate/journal_reading.h"
#include "limbeck/migrate/statements.h"

#include <jansson.h>

const char *journal_time(Arena *arena);   /* "2026-11-22T23:41:07.123Z" */
const char *journal_person(Arena *arena); /* "alice@db-host" */
const char *journal_digest(Arena *arena, const char *content);

/* What follows the word PASSWORD is not for the journal. */
const char *journal_sql(Arena *arena, const char *sql);

json_t *journal_statement(Arena *arena, const LoggedStatement *statement);

/* Adds one line, chained to the last; the entry is given back. */
bool journal_append(Arena *arena, json_t *entry, Error *error);

#endif
