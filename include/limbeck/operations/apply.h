/* Applies operations to a schema model, with the result that a server would have.
 *
 *     SchemaModel *model = schema_model_new(arena);
 *     if (!operation_apply(arena, dialect_traits(dialect), model, operation, error)) ...
 *
 * Unnamed constraints get PostgreSQL's generated name; on SQLite they stay unnamed. The model
 * copies what it keeps of an operation. */
#ifndef LIMBECK_OPERATIONS_APPLY_H
#define LIMBECK_OPERATIONS_APPLY_H

#include "limbeck/base/error.h"
#include "limbeck/operations/operation.h"
#include "limbeck/schema/dialect_traits.h"
#include "limbeck/schema/model.h"

/* False, with the model unchanged, when it lacks the operation's object. Rows and SQL texts have no effect on a
 * model. */
bool operation_apply(Arena *arena, const DialectTraits *traits, SchemaModel *model, const Operation *operation,
                     Error *error);

/* The name that PostgreSQL generates for an unnamed constraint or index: "users_email_key". */
const char *constraint_default_name(Arena *arena, SchemaModel *model, const Table *table, const Constraint *constraint);
const char *index_default_name(Arena *arena, SchemaModel *model, const Table *table, const Index *index);

#endif
