/* The data destroyed when an operation succeeds.
 *
 *     LossVector losses = {0};
 *     operation_losses(arena, operation, &losses);
 *     for (size_t i = 0; i < losses.count; i++)
 *         show("destroys %s", loss_text(arena, &losses.items[i]));
 */
#ifndef LIMBECK_OPERATIONS_LOSS_H
#define LIMBECK_OPERATIONS_LOSS_H

#include "limbeck/operations/operation.h"

typedef enum {
    LOSS_GONE,        /* the table, column or schema is dropped */
    LOSS_EMPTIED,     /* TRUNCATE */
    LOSS_DELETED,     /* rows are deleted, perhaps all */
    LOSS_OVERWRITTEN, /* values of a column are overwritten; `column` NULL: of any column */
    LOSS_CAST,        /* type changed to one that may hold less */
    LOSS_UNKNOWN,     /* dynamic SQL; `table` is NULL, `schema` names the statement */
} LossKind;

typedef struct Loss {
    const char *schema; /* NULL: not named */
    const char *table;  /* NULL: the whole schema */
    const char *column; /* NULL: the whole table, or its rows */
    const char *rows;   /* those at risk, as the text after FROM: "t WHERE id > 2"; NULL: unknown, at most all */
    LossKind kind;
    const char *value; /* LOSS_OVERWRITTEN: the new value as SQL; NULL: not one that can be computed beforehand */
    bool to_null;      /* LOSS_OVERWRITTEN: set to NULL */
    bool fills;        /* LOSS_OVERWRITTEN: only NULLs are overwritten: a = coalesce(a, 1), or WHERE a IS NULL */
    bool is_part;      /* possibly not all rows: there is a condition */
    bool is_sequence;  /* a sequence's position: `table` is its name, for AUTOINCREMENT the table's */
    bool restarts;     /* LOSS_EMPTIED: RESTART IDENTITY */
    bool cascades;     /* LOSS_EMPTIED: referring tables are emptied, too */
} Loss;

typedef VECTOR(Loss) LossVector;

/* Adds what the operation destroys, by its kind and its SQL; no database is read. */
void operation_losses(Arena *arena, const Operation *operation, LossVector *losses);

/* Whether a text was not understood, so that there may be more losses. */
bool losses_have_unknown(const LossVector *losses);

/* "table orders", "column users.name", "schema app" */
char *loss_text(Arena *arena, const Loss *loss);

#endif
