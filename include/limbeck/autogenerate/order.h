/* Differences in an order in which their SQL can run: types, tables after those they refer to, changes, keys
 * of a circle, dropped tables before those they refer to, dropped types.
 *
 *     Differences ordered = {0};
 *     order_differences(arena, live, wanted, true, &differences, &ordered);
 */
#ifndef LIMBECK_AUTOGENERATE_ORDER_H
#define LIMBECK_AUTOGENERATE_ORDER_H

#include "limbeck/autogenerate/compare.h"

/* Orders the differences from the schema `before` to `after`. Where tables refer to each other in a circle, a new table
 * is created without one of its foreign keys, and a separate difference adds that key later. `adds_keys` means the same
 * as in schema_creation_order(). */
void order_differences(Arena *arena, const SchemaModel *before, const SchemaModel *after, bool adds_keys,
                       const Differences *differences, Differences *ordered);

#endif
