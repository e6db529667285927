/* What SQL says about transactions, read from its text.
 *
 *     TransactionEnd end;
 *     if (sql_ends_transaction(arena, sql, &end)) note(transaction_end_text(arena, &end, line));
 *
 * Only the text is read: a server may do more than it shows (a procedure). */
#ifndef LIMBECK_DIALECT_TRANSACTION_H
#define LIMBECK_DIALECT_TRANSACTION_H

#include "limbeck/base/vector.h"

typedef struct TransactionEnd {
    const char *words; /* "COMMIT", "COMMIT AND CHAIN" */
    bool keeps;        /* whether the statements before it are committed; false: rolled back */
    bool prepares;     /* PREPARE TRANSACTION: neither committed nor rolled back */
} TransactionEnd;

/* The first statement of the text that ends a transaction: COMMIT, END, ROLLBACK, ABORT, with or without AND
 * CHAIN, or PREPARE TRANSACTION. ROLLBACK TO and COMMIT PREPARED do not. */
bool sql_ends_transaction(Arena *arena, const char *sql, TransactionEnd *end);

/* One sentence for the user who is asked to confirm it. */
const char *transaction_end_text(Arena *arena, const TransactionEnd *end, int line);

/* The statements of a text, without separators. The body of a function or trigger (BEGIN ATOMIC ... END)
 * belongs to its statement. False if the text cannot be split. */
bool sql_statements(Arena *arena, const char *sql, StringVector *statements);

#endif
