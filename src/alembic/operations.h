/* alembic.op: one function and one table row for each directive. Inside batch_alter_table() the same functions
 * are used, with the batch's table. */
#ifndef LIMBECK_SRC_ALEMBIC_OPERATIONS_H
#define LIMBECK_SRC_ALEMBIC_OPERATIONS_H

#include "limbeck/python/native.h"

/* the modules, for registration */
extern const NativeModule operations_module;

#endif
