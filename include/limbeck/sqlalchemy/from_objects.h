/* Making what can stand in a FROM. */
#ifndef LIMBECK_SQLALCHEMY_FROM_OBJECTS_H
#define LIMBECK_SQLALCHEMY_FROM_OBJECTS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/table.h"

Table *new_from(Interpreter *interpreter, FromKind kind, Value *result);

/* The table's row as a value, which is written as the name alone. */
bool from_as_value(Interpreter *interpreter, Value table, Value *result);

/* The name given, or one that is made up. */
bool name_from_table(Interpreter *interpreter, Arena *arena, Value given, const char *base, Table *table);

extern const NativeMember sample_methods[];

#endif
