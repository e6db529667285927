/* Constructors of FROM elements. */
#ifndef LIMBECK_SQLALCHEMY_FROM_OBJECTS_H
#define LIMBECK_SQLALCHEMY_FROM_OBJECTS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/table.h"

/* The object is in *result, which owns the table; NULL when memory is over its limit. */
Table *new_from(Interpreter *interpreter, FromKind kind, Value *result);

/* The table's row as a value, written as the table's name. */
bool from_as_value(Interpreter *interpreter, Value table, Value *result);

/* The given name, or an anonymous one. */
bool name_from_table(Interpreter *interpreter, Arena *arena, Value given, const char *base, Table *table);

extern const NativeMember sample_methods[];

#endif
