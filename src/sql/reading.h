/* What the readers of DDL share. */
#ifndef LIMBECK_SRC_SQL_READING_H
#define LIMBECK_SRC_SQL_READING_H

#include "limbeck/sql/reading.h"
#include "limbeck/sql/token.h"

typedef struct ChangeReader {
    Arena *arena;
    bool on_postgresql;
    SqlReader tokens;
    SqlReading *reading;
    const char *table, *schema; /* that the statement is about, once it is known */
} ChangeReader;

/* read_words.c */
bool reader_take(ChangeReader *reader, const char *word);
bool reader_at(const ChangeReader *reader, const char *word);
bool reader_ended(const ChangeReader *reader);
/* As the server has it: small letters where it is not in quotes, on PostgreSQL. */
const char *reader_name(ChangeReader *reader);
/* [schema.]name */
bool reader_table(ChangeReader *reader, const char **name, const char **schema);
/* (a, b, c) */
bool reader_columns(ChangeReader *reader, StringVector *columns);
/* What stands between here and a comma, or `until` a word of the list, or the end; at least
 * one token. NULL where nothing does. */
const char *reader_text(ChangeReader *reader, const char *const *until);
/* What is in the parentheses that begin here. */
const char *reader_group(ChangeReader *reader);
const char *reader_slice(ChangeReader *reader, const SqlToken *from, const SqlToken *to);
bool token_is_one_of(const SqlToken *token, const char *const *words);
Expression *reader_expression(ChangeReader *reader, const char *text);
/* IF EXISTS, IF NOT EXISTS */
bool reader_take_if_exists(ChangeReader *reader);
/* An operation about the reader's table, added to what was read. */
Operation *reader_add(ChangeReader *reader, OperationKind kind);

/* read_table.c: false where it is more than is read here. */
bool read_column_definition(ChangeReader *reader, Table *table);
bool at_table_constraint(const ChangeReader *reader);
bool read_table_constraint(ChangeReader *reader, Table *table);
const SqlType *read_type(ChangeReader *reader, const char *text);

/* read_index.c: after CREATE [UNIQUE] INDEX, and DROP INDEX */
bool read_create_index(ChangeReader *reader, bool unique);
bool read_drop_index(ChangeReader *reader);

#endif
