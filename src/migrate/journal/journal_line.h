/* Lines of the journal: what they hold, and how they are chained. */
#ifndef LIMBECK_SRC_MIGRATE_JOURNAL_JOURNAL_LINE_H
#define LIMBECK_SRC_MIGRATE_JOURNAL_JOURNAL_LINE_H

#include "limbeck/migrate/journal.h"
#include "limbeck/migrate/journal_reader.h"
#include "limbeck/migrate/logged_statements.h"

#include <jansson.h>

const char *journal_person(Arena *arena); /* "alice@db-host" */
const char *journal_digest(Arena *arena, const char *content);

/* What follows the word PASSWORD is not for the journal. */
const char *journal_sql(Arena *arena, const char *sql);

json_t *journal_statement(Arena *arena, const LoggedStatement *statement);

/* What the first line follows. */
extern const char journal_first[];
/* Without its end of line. */
const char *journal_line(Arena *arena, const char *previous, const json_t *entry);
/* NULL where that is no line of a journal. */
const char *journal_line_hash(Arena *arena, const char *line, size_t length);
bool journal_line_follows(Arena *arena, const char *line, const char *previous);

#endif
