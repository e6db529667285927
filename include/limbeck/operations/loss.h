/* What goes, data and all, when an operation succeeds. */
#ifndef LIMBECK_OPERATIONS_LOSS_H
#define LIMBECK_OPERATIONS_LOSS_H

#include "limbeck/operations/operation.h"

typedef enum {
    LOSS_GONE,        /* the table, the column, the schema */
    LOSS_EMPTIED,     /* TRUNCATE */
    LOSS_DELETED,     /* rows of it, perhaps all */
    LOSS_OVERWRITTEN, /* values of a column; without one, of any */
    LOSS_CAST,        /* to another type, which may hold less */
    LOSS_UNKNOWN,     /* SQL that decides as it runs; `table` is NULL, `schema` says which statement */
} LossKind;

typedef struct Loss {
    const char *schema; /* NULL: none named */
    const char *table;  /* NULL: the whole schema */
    const char *column; /* NULL: the whole table, or rows of it */
    LossKind kind;
    bool to_null;     /* LOSS_OVERWRITTEN: NULL is what it sets */
    bool is_part;     /* of rows, perhaps not all: there is a condition */
    bool is_sequence; /* the position of a sequence: `table` is its name; of AUTOINCREMENT the table's */
    bool restarts;    /* LOSS_EMPTIED: RESTART IDENTITY */
    bool cascades;    /* LOSS_EMPTIED: what refers to it is emptied too */
} Loss;

typedef VECTOR(Loss) LossVector;

void operation_losses(Arena *arena, const Operation *operation, LossVector *losses);

bool losses_have_unknown(const LossVector *losses);

/* "table orders", "column users.name", "schema app" */
char *loss_text(Arena *arena, const Loss *loss);

#endif
