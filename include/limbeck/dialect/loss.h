/* What SQL that somebody wrote takes with it, and what it makes. */
#ifndef LIMBECK_DIALECT_LOSS_H
#define LIMBECK_DIALECT_LOSS_H

#include "limbeck/operations/loss.h"
#include "limbeck/sql/token.h"

/* DROP, TRUNCATE, ALTER TABLE ... DROP COLUMN and ... TYPE, UPDATE, DELETE, MERGE, REPLACE and
 * ON CONFLICT DO UPDATE, alone, among several statements, in a WITH or in the body of a DO
 * block. LOSS_UNKNOWN where the text does not say what is changed: CALL, a DO block that
 * executes a text or calls a function, SQL that cannot be read. A loss may be told that then
 * does not happen (a condition no row fulfils), never the other way round. */
void sql_losses(Arena *arena, const char *sql, LossVector *losses);

/* The same of changes of rows, wherever they stand among the tokens of one statement. */
void sql_row_losses(Arena *arena, SqlReader tokens, LossVector *losses);

/* The tables and columns that CREATE TABLE and ADD COLUMN make, but not those with IF NOT EXISTS. */
void sql_made(Arena *arena, const char *sql, LossVector *made);

/* The names that stand before a parenthesis, in statements that run now: functions, among others. */
void sql_called(Arena *arena, const char *sql, StringVector *names);

/* [schema.]name into loss->table and loss->schema. */
bool sql_take_table(Arena *arena, SqlReader *tokens, Loss *loss);

#endif
