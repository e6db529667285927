/* Sequences, and executable DDL: CreateTable(t), DDL("..."). */
#ifndef LIMBECK_SQLALCHEMY_DDL_OBJECTS_H
#define LIMBECK_SQLALCHEMY_DDL_OBJECTS_H

#include "limbeck/operations/operation.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/table.h"
#include "limbeck/schema/type.h"

extern const NativeClass sequence_class, ddl_class;

/* create(bind, checkfirst) and drop(): offline nothing is looked up, as in Alembic. */
typedef struct ExistenceCheck {
    const char *kind; /* "table", "type", "sequence" */
    const char *name, *schema;
    bool drops;
    bool by_default; /* the value of checkfirst if it is not given */
} ExistenceCheck;

/* *needed is false if the object exists already, or does not exist and is to be dropped. */
bool check_first(Interpreter *interpreter, const Arguments *arguments, const ExistenceCheck *look, bool *needed);

/* create() or drop() of a type, with the call's arguments. */
bool emit_enum(Interpreter *interpreter, const Arguments *arguments, const SqlType *type, OperationKind kind,
               bool checks);

/* MetaData.create_all() creates the enumerations of all tables before them, each once. */
bool tables_make_types(Interpreter *interpreter, const Dict *tables, bool checks);
extern const char *const identity_option_names[IDENTITY_OPTIONS];

/* The values are in the order of their names. */
bool identity_options_from(Interpreter *interpreter, Arena *arena, const Value *values, IdentityOptions *options);

NativeFunction table_create, table_create_alone, table_drop;

const Operation *ddl_operation(Value value); /* NULL: not DDL */
/* Executes CreateTable(t) and other DDL elements; *handled is false for other values. */
bool execute_ddl(Interpreter *interpreter, Value value, bool *handled);

bool fill_ddl(Interpreter *interpreter, Module *module);
bool fill_type_ddl(Interpreter *interpreter, Module *module); /* of sqlalchemy.dialects.postgresql */

/* nextval('name') */
bool sequence_next_value(Interpreter *interpreter, Value sequence, Value *result);

#endif
