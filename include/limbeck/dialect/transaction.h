/* What SQL says about transactions, read from its text.
 *
 *     TransactionEnd end;
 *     if (sql_ends_transaction(arena, sql, &end)) note(transaction_end_text(arena, &end, line));
 *
 * The text is what somebody wrote: a server may do more than it shows (a procedure). */
#ifndef LIMBECK_DIALECT_TRANSACTION_H
#define LIMBECK_DIALECT_TRANSACTION_H

#include "limbeck/base/vector.h"

typedef struct TransactionEnd {
    const char *words; /* "COMMIT", "COMMIT AND CHAIN" */
    bool keeps;        /* what came before it; false: it is rolled back */
    bool prepares;     /* PREPARE TRANSACTION: neither, yet */
} TransactionEnd;

/* The first statement of the text that ends a transaction: COMMIT, END, ROLLBACK, ABORT, with AND
 * CHAIN or without, PREPARE TRANSACTION; not ROLLBACK TO, COMMIT PREPARED. */
bool sql_ends_transaction(Arena *arena, const char *sql, TransactionEnd *end);

/* One sentence for who will run it. */
const char *transaction_end_text(Arena *arena, const TransactionEnd *end, int line);

/* The statements of a text, without what separates them. The body of a function or a trigger
 * (BEGIN ATOMIC ... END) is part of its statement. False where the text cannot be cut. */
bool sql_statements(Arena *arena, const char *sql, StringVector *statements);

#endif
