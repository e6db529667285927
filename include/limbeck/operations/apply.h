/* Operations applied to a schema as a value: what a server would make of them.
 *
 *     SchemaModel *model = schema_model_new(arena);
 *     if (!operation_apply(arena, "postgresql", model, operation, error)) ...
 *
 * Constraints without a name get the one PostgreSQL gives them; SQLite leaves them
 * without. The model keeps copies: nothing of the operation is shared. */
#ifndef LIMBECK_OPERATIONS_APPLY_H
#define LIMBECK_OPERATIONS_APPLY_H

#include "limbeck/base/error.h"
#include "limbeck/operations/operation.h"
#include "limbeck/schema/model.h"

/* False where the model has not what the operation is about: then it is as it was. Rows,
 * and SQL in texts, change nothing here. */
bool operation_apply(Arena *arena, const char *dialect, SchemaModel *model, const Operation *operation, Error *error);

/* "users_email_key": what PostgreSQL calls a constraint, or an index, without a name. */
const char *constraint_default_name(Arena *arena, SchemaModel *model, const Table *table, const Constraint *constraint);
const char *index_default_name(Arena *arena, SchemaModel *model, const Table *table, const Index *index);

#endif
