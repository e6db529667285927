/* Losses of SQL that a script writes itself, and the tables and columns it creates.
 *
 *     LossVector losses = {0};
 *     sql_losses(arena, "DELETE FROM users WHERE id > 2; DROP TABLE orders", &losses);
 *     for (size_t i = 0; i < losses.count; i++)
 *         show("%s", loss_text(arena, &losses.items[i])); // table users, table orders
 */
#ifndef LIMBECK_DIALECT_LOSS_H
#define LIMBECK_DIALECT_LOSS_H

#include "limbeck/operations/loss.h"
#include "limbeck/sql/token.h"

/* Records DROP, TRUNCATE, ALTER TABLE ... DROP COLUMN and ... TYPE, UPDATE, DELETE, MERGE, REPLACE and ON
 * CONFLICT DO UPDATE: alone, among several statements, in a WITH or in a DO block. LOSS_UNKNOWN if the text
 * does not show what changes: CALL, a DO block that executes a string or calls a function, SQL that cannot be
 * read. A recorded loss may not happen (a condition that no row matches); a loss that happens is always
 * recorded. */
void sql_losses(Arena *arena, const char *sql, LossVector *losses);

/* The same for row changes only, anywhere among the tokens of one statement. */
void sql_row_losses(Arena *arena, SqlReader tokens, LossVector *losses);

/* The rows that a DELETE or UPDATE changes, as the text after FROM: "t AS a WHERE a.id > 2". NULL for any other
 * statement, and where counting them might do more than read: a parameter without a value, a function that is not
 * known to only compute. */
const char *sql_selected_rows(Arena *arena, SqlReader statement);
/* The same of an UPDATE, without the rows whose column has the new value already. NULL also where it is computed from
 * another table's rows (UPDATE ... FROM). */
const char *sql_changed_rows(Arena *arena, SqlReader statement, const char *column, const char *value);
/* Whether all that is called in the tokens is known to only compute. */
bool sql_only_computes(SqlReader tokens);

/* The tables and columns that CREATE TABLE and ADD COLUMN create, without those of IF NOT EXISTS. */
void sql_created(Arena *arena, const char *sql, LossVector *made);

/* The names before a parenthesis in statements that run at once: function calls, among others. */
void sql_called(Arena *arena, const char *sql, StringVector *names);

/* Reads [schema.]name into loss->table and loss->schema. */
bool sql_take_table(Arena *arena, SqlReader *tokens, Loss *loss);

#endif
