/* The enumeration types for which a run has written CREATE TYPE. SQLAlchemy remembers them as long
 * as the migration context lives, and creates each once.
 *
 *     TypeMemo memo = {.arena = arena};
 *     if (type_memo_add(&memo, type)) ... CREATE TYPE ... */
#ifndef LIMBECK_SCHEMA_TYPE_MEMO_H
#define LIMBECK_SCHEMA_TYPE_MEMO_H

#include "limbeck/schema/type.h"

typedef struct TypeMemo {
    Arena *arena; /* lives as long as the run */
    StringVector keys;
} TypeMemo;

/* False when it was already recorded. */
bool type_memo_add(TypeMemo *memo, const SqlType *type);

/* Call when a type was dropped or renamed; `name` NULL: all types of the schema. */
void type_memo_forget(TypeMemo *memo, const char *schema, const char *name);

/* Copies `from` into `to`; they share the arena. Used to restore the memo when a step is rolled back. */
void type_memo_copy(TypeMemo *to, const TypeMemo *from);

#endif
