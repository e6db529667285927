/* The lines of the journal: their contents and their hash chain. */
#ifndef LIMBECK_SRC_MIGRATE_JOURNAL_JOURNAL_LINE_H
#define LIMBECK_SRC_MIGRATE_JOURNAL_JOURNAL_LINE_H

#include "limbeck/migrate/journal.h"
#include "limbeck/migrate/journal_reader.h"
#include "limbeck/migrate/logged_statements.h"

#include <jansson.h>

const char *journal_person(Arena *arena); /* "alice@db-host" */
const char *journal_digest(Arena *arena, const char *content);

/* Replaces what follows the word PASSWORD. */
const char *journal_sql(Arena *arena, const char *sql);

json_t *journal_statement(Arena *arena, const LoggedStatement *statement);

/* The previous hash in the first line. */
extern const char journal_first[];
/* Returned without a newline. */
const char *journal_line(Arena *arena, const char *previous, const json_t *entry);
/* NULL when it is not a line of a journal. */
const char *journal_line_hash(Arena *arena, const char *line, size_t length);
bool journal_line_follows(Arena *arena, const char *line, const char *previous);

#endif
