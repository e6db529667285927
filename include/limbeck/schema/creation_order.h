/* The order in which tables can be created from nothing: each after those its foreign keys refer to. A foreign key of
 * a circle is added after its tables, and so is a unique key of the columns of another key, which CREATE TABLE would
 * drop.
 *
 *     CreationOrder order = {0};
 *     schema_creation_order(arena, model, true, &order); */
#ifndef LIMBECK_SCHEMA_CREATION_ORDER_H
#define LIMBECK_SCHEMA_CREATION_ORDER_H

#include "limbeck/schema/model.h"

typedef struct LateKey {
    const Table *table;
    const Constraint *key;
} LateKey;

typedef struct CreationOrder {
    VECTOR(const Table *) tables; /* without their late keys; among those that can be next, by name */
    VECTOR(LateKey) keys;         /* to be added after all tables */
} CreationOrder;

/* `adds_keys` false: the database has no ALTER TABLE ... ADD CONSTRAINT, and takes references to tables that come
 * later; then no key is late. */
void schema_creation_order(Arena *arena, const SchemaModel *model, bool adds_keys, CreationOrder *order);

#endif
