/* What the files of alembic.op share. */
#ifndef LIMBECK_SRC_ALEMBIC_DIRECTIVE_H
#define LIMBECK_SRC_ALEMBIC_DIRECTIVE_H

#include "limbeck/operations/operation.h"
#include "limbeck/operations/rebuild.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/naming.h"
#include "limbeck/schema/table.h"

enum { MAX_NAMES = 24 };

/* Everything a directive works with; the holder native owns its memory. */
typedef struct Directive {
    Interpreter *interpreter;
    Value holder;
    Arena *arena;
    Value values[MAX_NAMES];
    OptionVector options;
    Operation operation;
} Directive;

static inline Native *directive_owner(Directive *directive)
{
    return directive->holder.native;
}

/* Binds the arguments. `table` is the place of the table's name among the names;
 * a batch supplies it and its schema (the name "schema" if the directive has it). After "**"
 * at the end of the names a keyword may have any other; after "**Index" those that SQLAlchemy's Index takes. */
bool directive_begin(Directive *directive, Interpreter *interpreter, Value self, const char *function,
                     const Arguments *arguments, const char *const *names, size_t count, size_t table);
/* Those that may be left out, or None. */
bool directive_truth(Directive *directive, Value value, bool *truth);
bool directive_text(Directive *directive, Value value, const char *what, const char **text);
bool directive_schema(Directive *directive, Value value);
/* To the sink, or to the batch that contains it. */
bool directive_emit(Directive *directive, Value self, OperationKind kind);
/* alter_column("t", Column("c", ...)) outside a batch: no change is asked for. */
bool directive_changes_nothing(Value batch, Value column, const Arguments *arguments);

/* Operations wait in the batch until its block ends. */
typedef struct BatchObject {
    const char *table;
    const char *schema;
    const char *recreate; /* "auto", "always", "never" */
    const Table *copy_from;
    const char *for_rebuild;            /* an argument that changes the new table; NULL: there is none */
    const NamingConvention *convention; /* for what the table has unnamed; NULL for none */
    const Table *own;                   /* table_args: its constraints are of the new table; NULL: none */
    VECTOR(NamePair) reordering;
    VECTOR(Operation) waiting;
} BatchObject;

extern const NativeClass batch_class; /* its methods are the directives of operations.c */

NativeFunction op_batch_alter_table;
bool batch_enter(Interpreter *interpreter, Value self, Value *result);
bool batch_exit(Interpreter *interpreter, Value self, bool failed);

/* migration_context.c */
NativeFunction op_get_bind, op_get_context, op_inline_literal;
/* constraint_operations.c */
NativeFunction op_create_foreign_key, op_create_primary_key, op_create_unique_constraint;
NativeFunction op_create_check_constraint, op_create_exclude_constraint, op_drop_constraint;
/* operations.c */
NativeFunction op_execute;

#endif
