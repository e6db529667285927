/* Views, functions, triggers and other objects that a history knows only by their SQL. Statements about them, and
 * changes of tables, update a schema's list of them.
 *
 *     ObjectList list = {arena, SQL_OF_POSTGRESQL, model, revision->id};
 *     const SchemaObject *stale = objects_follow(&list, operation);
 *     if (stale)
 *         show("%s has the old name", object_kind_text(arena, stale->kind));
 */
#ifndef LIMBECK_SQL_OBJECTS_H
#define LIMBECK_SQL_OBJECTS_H

#include "limbeck/operations/operation.h"
#include "limbeck/schema/model.h"
#include "limbeck/sql/syntax.h"

typedef struct ObjectList {
    Arena *arena;
    SqlSyntax syntax;
    SchemaModel *model;
    const char *revision; /* whose statements these are */
} ObjectList;

/* An operation of a ..._OBJECT kind. DROP of what the history has not made does nothing. */
void objects_apply(const ObjectList *list, const Operation *operation);

/* Applies an operation on a table to the objects that depend on it. DROP removes the table's triggers, policies and
 * settings; with CASCADE also every object that names it. A RENAME of a table or column is applied to their texts.
 * Returns NULL, or the first object whose text has the old name and cannot be rewritten, such as a view or a
 * function. */
const SchemaObject *objects_follow(const ObjectList *list, const Operation *operation);

/* Whether a statement of the object has the name, outside of strings. */
bool object_mentions(const ObjectList *list, const SchemaObject *object, const char *name);

/* The object of that kind and name in another schema; what has no name: with the same statement. NULL: none. */
const SchemaObject *object_like(const SchemaModel *schema, const SchemaObject *object);
bool objects_are_equal(const SchemaObject *left, const SchemaObject *right);
/* "DROP FUNCTION f(integer);" NULL: no statement undoes it. */
const char *object_drop_sql(Arena *arena, const SchemaObject *object);

/* Whether the SQL calls a function of that name. */
bool text_calls(SqlSyntax syntax, const char *sql, const char *function);

/* "materialized view" */
const char *object_kind_text(Arena *arena, const ObjectKind *kind);

#endif
