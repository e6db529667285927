/* Shared by the readers of DDL. */
#ifndef LIMBECK_SRC_SQL_READING_H
#define LIMBECK_SRC_SQL_READING_H

#include "limbeck/sql/reading.h"
#include "limbeck/sql/token.h"

typedef struct ChangeReader {
    Arena *arena;
    bool on_postgresql;
    SqlReader tokens;
    SqlReading *reading;
    /* sql_read_changes(), for the statements inside a block */
    void (*read_text)(Arena *arena, SqlSyntax syntax, const char *sql, SqlReading *reading);
    const char *table, *schema; /* the statement's table, once known */
} ChangeReader;

/* read_words.c */
bool reader_take(ChangeReader *reader, const char *word);
bool reader_at(const ChangeReader *reader, const char *word);
bool reader_ended(const ChangeReader *reader);
/* A name: folded to lower case unless quoted, on PostgreSQL. */
const char *reader_name(ChangeReader *reader);
/* [schema.]name */
bool reader_table(ChangeReader *reader, const char **name, const char **schema);
/* (a, b, c) */
bool reader_columns(ChangeReader *reader, StringVector *columns);
/* The text up to a comma, a word in `until`, or the end; at least one token. NULL when there is none. */
const char *reader_text(ChangeReader *reader, const char *const *until);
/* The text inside the parentheses that begin here. */
const char *reader_group(ChangeReader *reader);
const char *reader_slice(ChangeReader *reader, const SqlToken *from, const SqlToken *to);
bool token_is_one_of(const SqlToken *token, const char *const *words);
Expression *reader_expression(ChangeReader *reader, const char *text);
/* IF EXISTS, IF NOT EXISTS */
bool reader_take_if_exists(ChangeReader *reader);
/* Appends an operation on the reader's table. */
Operation *reader_add(ChangeReader *reader, OperationKind kind);

/* read_table.c: false for anything they do not understand. */
bool read_column_definition(ChangeReader *reader, Table *table);
bool at_table_constraint(const ChangeReader *reader);
bool read_table_constraint(ChangeReader *reader, Table *table);
const SqlType *read_type(ChangeReader *reader, const char *text);

/* read_index.c: called after CREATE [UNIQUE] INDEX, or DROP INDEX */
bool read_create_index(ChangeReader *reader, bool unique);
bool read_drop_index(ChangeReader *reader);

/* read_block.c: DO $$ ... $$ whose statements are guarded by what they make or drop. False for another. */
bool read_block(ChangeReader *reader);

/* read_object.c: CREATE, ALTER, DROP of objects other than tables; GRANT and REVOKE. False for another statement.
 * */
bool read_object(ChangeReader *reader);
/* A setting of ALTER TABLE that is not in the definition: "ENABLE ROW LEVEL SECURITY". */
void read_table_setting(ChangeReader *reader, const char *action);
void read_other_comment(ChangeReader *reader, const char *what, const char *sql);
/* "OWNED BY t.a" of a sequence, which needs its table. */
void read_sequence_owner(ChangeReader *reader, const char *name, const char *owned_by);

#endif
