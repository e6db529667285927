/* Differences in an order in which a database takes their SQL: types, tables after those they refer to, changes, keys
 * of a circle, dropped tables before those they refer to, dropped types. */
#ifndef LIMBECK_AUTOGENERATE_ORDER_H
#define LIMBECK_AUTOGENERATE_ORDER_H

#include "limbeck/autogenerate/compare.h"

/* From the schema `before` to `after`. A table that is made without a key of a circle is a copy; the key is a
 * difference of its own. `adds_keys` as of schema_creation_order(). */
void order_differences(Arena *arena, const SchemaModel *before, const SchemaModel *after, bool adds_keys,
                       const Differences *differences, Differences *ordered);

#endif
