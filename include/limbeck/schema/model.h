/* A whole schema as a value: what a database holds, what the models of an
 * application want, or what a history of migrations makes of nothing.
 *
 *     SchemaModel *model = schema_model_new(arena);
 *     vector_push(arena, &model->tables, table);
 *     Table *users = schema_model_table(model, NULL, "users");
 *
 * The default schema of a database is NULL everywhere. */
#ifndef LIMBECK_SCHEMA_MODEL_H
#define LIMBECK_SCHEMA_MODEL_H

#include "limbeck/schema/table.h"

/* Something that may have changed the schema in a way nobody here can tell. */
typedef struct OpaqueChange {
    const char *revision; /* NULL where none is under way */
    const char *what;     /* the beginning of its SQL, on one line */
    const char *table;    /* the one table it can be about; NULL: any */
    const char *schema;
} OpaqueChange;

typedef struct SchemaModel {
    VECTOR(Table *) tables;
    VECTOR(const SqlType *) enums; /* types of their own, which columns name */
    VECTOR(const Sequence *) sequences;
    VECTOR(OpaqueChange) opaque;
} SchemaModel;

SchemaModel *schema_model_new(Arena *arena);

/* NULL where there is none. */
Table *schema_model_table(const SchemaModel *model, const char *schema, const char *name);
const SqlType *schema_model_enum(const SchemaModel *model, const char *schema, const char *name);

/* True where an opaque change may have touched the table. */
bool schema_model_is_opaque(const SchemaModel *model, const Table *table);

/* Deep copies: nothing of the original is shared. A query inside an expression, which no
 * server takes in DDL, becomes a text that says so. */
SchemaModel *schema_model_copy(Arena *arena, const SchemaModel *model);
Table *table_copy(Arena *arena, const Table *table);
Column *column_copy(Arena *arena, const Column *column);
Constraint *constraint_copy(Arena *arena, const Constraint *constraint);
Index *index_copy(Arena *arena, const Index *index);
SqlType *type_copy(Arena *arena, const SqlType *type);
Expression *expression_copy(Arena *arena, const Expression *expression);

/* NULL is the same as NULL. */
bool same_name(const char *left, const char *right);

#endif
