/* Names of constraints and indexes: those a script gives, those op.f() marks as
 * final, and the conventions that make up the rest. */
#ifndef LIMBECK_SQLALCHEMY_NAMING_H
#define LIMBECK_SQLALCHEMY_NAMING_H

#include "limbeck/operations/operation.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/naming.h"

NativeFunction op_f;

/* A name a script gives; final when op.f() made it. */
bool name_from(Interpreter *interpreter, Arena *arena, Value value, const char *what, const char **name,
               bool *is_final);

/* MetaData(naming_convention=...); NULL for None and for an empty dictionary. */
bool convention_from(Interpreter *interpreter, Arena *arena, Value value, const NamingConvention **convention);
const NamingConvention *convention_copy(Arena *arena, const NamingConvention *convention);
const NamingConvention *script_convention(Interpreter *interpreter);

/* target_metadata's */
bool name_table_parts(Interpreter *interpreter, Arena *arena, const NamingConvention *convention, Table *table);

/* Names the unnamed constraints and indexes of an op directive, as Alembic does through target_metadata. */
bool name_operation(Interpreter *interpreter, Arena *arena, Operation *operation);

#endif
