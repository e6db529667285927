/* What goes, data and all, when an operation succeeds. */
#ifndef LIMBECK_OPERATIONS_LOSS_H
#define LIMBECK_OPERATIONS_LOSS_H

#include "limbeck/operations/operation.h"

typedef struct Loss {
    const char *schema; /* NULL: none named */
    const char *table;  /* NULL: the whole schema */
    const char *column; /* NULL: the whole table, or all its rows */
} Loss;

typedef VECTOR(Loss) LossVector;

void operation_losses(Arena *arena, const Operation *operation, LossVector *losses);

/* "table orders", "column users.name", "schema app" */
char *loss_text(Arena *arena, const Loss *loss);

#endif
