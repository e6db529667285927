/* The enumerations that a run has written CREATE TYPE for, by schema and name: SQLAlchemy
 * remembers them as long as the migration context lives, and writes each once.
 *
 *     TypeMemo memo = {.arena = arena};
 *     if (type_memo_add(&memo, type)) ... CREATE TYPE ... */
#ifndef LIMBECK_SCHEMA_TYPE_MEMO_H
#define LIMBECK_SCHEMA_TYPE_MEMO_H

#include "limbeck/schema/type.h"

typedef struct TypeMemo {
    Arena *arena; /* of the run */
    StringVector keys;
} TypeMemo;

/* False where it was there already. */
bool type_memo_add(TypeMemo *memo, const SqlType *type);

/* The type is gone, or has another name; `name` NULL: every type of the schema. */
void type_memo_forget(TypeMemo *memo, const char *schema, const char *name);

/* `to` becomes what `from` is, whose arena it shares: a step that is undone leaves no mark. */
void type_memo_copy(TypeMemo *to, const TypeMemo *from);

#endif
