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

#include "limbeck/base/map.h"
#include "limbeck/schema/table.h"

/* Something that may have changed the schema in a way nobody here can tell. */
typedef struct OpaqueChange {
    const char *revision; /* NULL where none is under way */
    const char *what;     /* the beginning of its SQL, on one line */
    const char *table;    /* the one table it can be about; NULL: any */
    const char *schema;
} OpaqueChange;

/* A view, a trigger, a function: what no directive makes, known by its text alone. */
typedef struct OpaqueItem {
    const char *kind; /* "materialized view" */
    const char *name;
    const char *text;
} OpaqueItem;

typedef struct SchemaModel {
    VECTOR(Table *) tables;
    VECTOR(const SqlType *) enums; /* types of their own, which columns name */
    VECTOR(const Sequence *) sequences;
    VECTOR(OpaqueChange) opaque;
    VECTOR(OpaqueItem) items; /* of a catalogue; a history does not tell of them */
    Map names;                /* of tables, constraints and indexes, with their schemas; see below */
    bool names_known;
    Map by_name; /* name -> Table *, the last of that name; of a model that grows by itself */
    bool is_indexed;
} SchemaModel;

SchemaModel *schema_model_new(Arena *arena);

/* For a model of many tables, from its beginning: each is found at once. */
void schema_model_add_table(Arena *arena, SchemaModel *model, Table *table);
/* A table of an indexed model is gone, or has another name than `name`. */
void schema_model_moved_table(Arena *arena, SchemaModel *model, const char *name, Table *now);

/* NULL where there is none. */
Table *schema_model_table(const SchemaModel *model, const char *schema, const char *name);
const SqlType *schema_model_enum(const SchemaModel *model, const char *schema, const char *name);

/* True where an opaque change may have touched the table. */
bool schema_model_is_opaque(const SchemaModel *model, const Table *table);

/* Whether a table, a constraint or an index has the name; what is added is noted, and what
 * goes makes the model look at itself anew. */
bool schema_model_has_name(Arena *arena, SchemaModel *model, const char *schema, const char *name);
void schema_model_note_name(Arena *arena, SchemaModel *model, const char *schema, const char *name);
void schema_model_forget_names(SchemaModel *model);

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
