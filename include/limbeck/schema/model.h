/* A schema as a value: from a database, from an application's models, or from a history of
 * migrations.
 *
 *     SchemaModel *model = schema_model_new(arena);
 *     vector_push(arena, &model->tables, table);
 *     Table *users = schema_model_table(model, NULL, "users");
 *
 * The database's default schema is NULL everywhere. */
#ifndef LIMBECK_SCHEMA_MODEL_H
#define LIMBECK_SCHEMA_MODEL_H

#include "limbeck/base/map.h"
#include "limbeck/schema/table.h"

/* A statement whose effect on the schema is unknown. */
typedef struct OpaqueChange {
    const char *revision; /* NULL: not in a revision */
    const char *what;     /* beginning of its SQL, on one line */
    const char *table;    /* the only table it can concern; NULL: any */
    const char *schema;
    const char *text; /* what was not read, whole: it can name the tables that it concerns; NULL: not kept */
} OpaqueChange;

/* When a script that creates the whole schema must create an object. */
typedef enum {
    OBJECT_FIRST,         /* schemas, extensions */
    OBJECT_BEFORE_TABLES, /* domains, composite types, collations: columns have them */
    OBJECT_AFTER_TABLES,  /* views, triggers, privileges; functions unless a table calls them */
} ObjectPlace;

typedef struct ObjectKind {
    const char *words[3]; /* "materialized", "view"; unused ones NULL */
    ObjectPlace place;
    const char *before_table; /* the word before its table's name in CREATE: "on"; NULL: it has no table */
    bool has_arguments;       /* the types of a function's arguments belong to its name */
} ObjectKind;

/* An object other than a table that a history creates by plain SQL; only its statements are known. */
typedef struct SchemaObject {
    const ObjectKind *kind;
    const char *name;        /* with a schema other than the default one; of a comment: the object it is on */
    const char *arguments;   /* of a function: "integer, text"; NULL: not given */
    const char *table;       /* of a trigger, a policy, a rule, a table's setting */
    StringVector statements; /* the statement that creates it, then those that change it */
    const char *revision;    /* that made or last changed it */
} SchemaObject;

/* A view, trigger or function: no directive creates it, and only its text is known. */
typedef struct OpaqueItem {
    const char *kind; /* "materialized view" */
    const char *name;
    const char *text;
} OpaqueItem;

typedef struct SchemaModel {
    VECTOR(Table *) tables;
    VECTOR(const SqlType *) enums; /* named types that columns use */
    VECTOR(const Sequence *) sequences;
    VECTOR(OpaqueChange) opaque;
    VECTOR(OpaqueItem) items;       /* of a catalogue; empty for a history */
    VECTOR(SchemaObject *) objects; /* of a history, in the order they were made; empty for a catalogue */
    Map names;                      /* names of tables, constraints and indexes, with their schemas; see below */
    bool names_known;
    Map by_name; /* index: name -> last Table * of that name; for models built by schema_model_add_table() */
    bool is_indexed;
} SchemaModel;

/* Empty. In `arena`. */
SchemaModel *schema_model_new(Arena *arena);

/* For models with many tables: adds the table to the index, for fast lookup. Use it from the first table on. */
void schema_model_add_table(Arena *arena, SchemaModel *model, Table *table);
/* Updates the index when a table was dropped (`now` NULL) or renamed from `name`. */
void schema_model_moved_table(Arena *arena, SchemaModel *model, const char *name, Table *now);

/* NULL when there is none. */
Table *schema_model_table(const SchemaModel *model, const char *schema, const char *name);
const SqlType *schema_model_enum(const SchemaModel *model, const char *schema, const char *name);

/* True when an opaque change may have affected the table. */
bool schema_model_is_opaque(const SchemaModel *model, const Table *table);
/* The last opaque change that names the table in its text, or that goes over all tables; NULL: none. One that also
 * names the `part` (a column, an index, a constraint; may be NULL) is preferred. `table` NULL: any opaque change. */
const OpaqueChange *schema_model_opaque_of(const SchemaModel *model, const char *schema, const char *table,
                                           const char *part);

/* Whether a table, constraint or index has the name. note_name() records an added name; forget_names() makes the next
 * call collect all names again, after something was dropped. */
bool schema_model_has_name(Arena *arena, SchemaModel *model, const char *schema, const char *name);
void schema_model_note_name(Arena *arena, SchemaModel *model, const char *schema, const char *name);
void schema_model_forget_names(SchemaModel *model);

/* Deep copies that share nothing with the original. A subquery inside an expression, not valid in DDL, becomes a text
 * that says so. */
SchemaModel *schema_model_copy(Arena *arena, const SchemaModel *model);
Table *table_copy(Arena *arena, const Table *table);
Column *column_copy(Arena *arena, const Column *column);
Constraint *constraint_copy(Arena *arena, const Constraint *constraint);
Index *index_copy(Arena *arena, const Index *index);
SqlType *type_copy(Arena *arena, const SqlType *type);
SchemaObject *object_copy(Arena *arena, const SchemaObject *object);
Expression *expression_copy(Arena *arena, const Expression *expression);

/* Equal strings; NULL equals NULL. */
bool same_name(const char *left, const char *right);

#endif
