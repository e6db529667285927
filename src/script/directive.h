/* What the files of alembic.op share. */
#ifndef LIMBECK_SRC_SCRIPT_DIRECTIVE_H
#define LIMBECK_SRC_SCRIPT_DIRECTIVE_H

#include "binding.h"
#include "limbeck/operations/rebuild.h"

/* Operations wait in the batch until its block ends. */
typedef struct BatchObject {
    const char *table;
    const char *schema;
    const char *recreate; /* "auto", "always", "never" */
    const Table *copy_from;
    const NamingConvention *convention; /* for what the table has unnamed; NULL for none */
    VECTOR(NamePair) reordering;
    VECTOR(Operation) waiting;
} BatchObject;

extern const NativeClass batch_class; /* its methods are the directives of operations.c */

bool op_batch_alter_table(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool batch_enter(Interpreter *interpreter, Value self, Value *result);
bool batch_exit(Interpreter *interpreter, Value self, bool failed);

/* migration_context.c */
bool op_get_bind(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool op_get_context(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool op_inline_literal(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
/* operations.c */
bool op_execute(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

#endif
