/* Table, and table(), as scripts build them. */
#ifndef LIMBECK_SQLALCHEMY_TABLES_H
#define LIMBECK_SQLALCHEMY_TABLES_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/naming.h"

/* What a server_default is given: a text, an SQL expression, or DefaultClause() of one. */
bool server_default_from(Interpreter *interpreter, Native *owner, Value value, const Expression **expression);

/* Adds a column, constraint or index to a table, and names what its convention names. */
bool table_attach(Interpreter *interpreter, Value table, Value item);

typedef struct TableObject {
    Table *table;
    bool is_lightweight;                /* table(), not Table() */
    const NamingConvention *convention; /* its MetaData's; NULL without one */
    const char *referent_schema;        /* of what its foreign keys name without a schema */
    Native *columns;                    /* its .c, in a slot of the object; NULL until first used */
} TableObject;

extern const NativeClass table_class;
bool is_column_collection(Value value); /* the .c of a table */
NativeFunction table_columns;           /* which gives it */
bool fill_schema(Interpreter *interpreter, Module *module);

typedef struct TableItems {
    const Value *values;
    size_t count;
    const NamingConvention *convention;
    bool of_directive; /* op.create_table() ignores items other than columns, constraints and indexes */
} TableItems;

/* The items of Table() or op.create_table(). `owner` keeps them alive. */
bool table_from_items(Interpreter *interpreter, Native *owner, const char *name, const char *schema,
                      const TableItems *items, Table *table);

/* part_attributes.c: attributes of a Table */
NativeFunction table_add_dependency, table_constraints, table_foreign_key_constraints, table_indexes, table_info,
    table_metadata, table_own_primary_key, table_schema, table_copy_to_metadata;

#endif
