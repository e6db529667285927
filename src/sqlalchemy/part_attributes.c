/* Attributes of indexes, constraints and other parts of a Table that env.py's include_object() may read. */
#include "limbeck/sqlalchemy/metadata.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/tables.h"

/* The MetaData that a Table was made with. */
static Value metadata_of(Value table)
{
    for (size_t i = 0; i < table.native->slot_count; i++)
        if (native_data(table.native->slots[i], &metadata_class))
            return table.native->slots[i];
    return value_absent();
}

bool table_metadata(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    *result = metadata_of(self);
    return value_given(*result) || python_refuse(interpreter, "'.metadata' of a table without MetaData");
}

/* Unknown for objects read from a catalogue. */
bool table_info(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    if (!value_given(metadata_of(self)))
        return python_refuse(interpreter, "'.info' of a table without MetaData");
    if (!python_dict(interpreter, result))
        return false;
    names_set(&self.native->names, python_intern(interpreter, "info"), *result);
    return true;
}

static bool text_or_none(Interpreter *interpreter, const char *text, Value *result)
{
    *result = value_none();
    return !text || python_text(interpreter, text, result);
}

static bool table_of(Interpreter *interpreter, const Table *table, const char *what, Value *result)
{
    if (!table)
        return python_refuse(interpreter, "'.%s' where no schemas are compared", what);
    if (!native_new(interpreter, &table_class, sizeof(TableObject), result))
        return false;
    ((TableObject *)result->native->data)->table = (Table *)table;
    return true;
}

/* The table's columns with these names, in their order; an expression of an index is none. */
static bool columns_of(Interpreter *interpreter, const Table *table, const StringVector *names, Value *result)
{
    Value part;
    if (!table_of(interpreter, table, "columns", &part))
        return false;
    python_push(interpreter, part);
    Arena *arena = native_arena(part.native);
    Table *copy = arena_copy(arena, table, 1, sizeof *table);
    copy->columns.items = NULL;
    copy->columns.count = copy->columns.capacity = 0;
    for (size_t i = 0; i < names->count; i++) {
        Column *column = table_column(table, names->items[i]);
        if (column)
            vector_push(arena, &copy->columns, column);
    }
    ((TableObject *)part.native->data)->table = copy;
    return table_columns(interpreter, part, &(Arguments){0}, result);
}

#define CONSTRAINT_OF(self) ((ConstraintObject *)(self).native->data)
#define INDEX_OF(self) ((IndexObject *)(self).native->data)

NATIVE(constraint_name)
{
    (void)arguments;
    return text_or_none(interpreter, CONSTRAINT_OF(self)->constraint->name, result);
}

NATIVE(constraint_table)
{
    (void)arguments;
    return table_of(interpreter, CONSTRAINT_OF(self)->table, "table", result);
}

NATIVE(constraint_columns)
{
    (void)arguments;
    const ConstraintObject *object = CONSTRAINT_OF(self);
    return columns_of(interpreter, object->table, &object->constraint->columns, result);
}

NATIVE(constraint_column_keys)
{
    (void)arguments;
    return python_text_list(interpreter, &CONSTRAINT_OF(self)->constraint->columns, result);
}

NATIVE(constraint_referred_table)
{
    (void)arguments;
    return table_of(interpreter, CONSTRAINT_OF(self)->referred, "referred_table", result);
}

NATIVE(constraint_ondelete)
{
    (void)arguments;
    return text_or_none(interpreter, CONSTRAINT_OF(self)->constraint->on_delete, result);
}

NATIVE(constraint_onupdate)
{
    (void)arguments;
    return text_or_none(interpreter, CONSTRAINT_OF(self)->constraint->on_update, result);
}

NATIVE(index_name)
{
    (void)interpreter;
    (void)arguments;
    return text_or_none(interpreter, INDEX_OF(self)->index->name, result);
}

NATIVE(index_table)
{
    (void)arguments;
    return table_of(interpreter, INDEX_OF(self)->table, "table", result);
}

NATIVE(index_unique)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(INDEX_OF(self)->index->unique);
    return true;
}

NATIVE(index_columns)
{
    (void)arguments;
    const IndexObject *object = INDEX_OF(self);
    StringVector names = {0};
    for (size_t i = 0; i < object->index->expressions.count; i++)
        if (object->index->expressions.items[i]->kind == EXPRESSION_COLUMN)
            vector_push(native_arena(self.native), &names, object->index->expressions.items[i]->name);
    return columns_of(interpreter, object->table, &names, result);
}

/* A hook of env.py copies what it makes a new operation of. */
NATIVE(constraint_copy)
{
    (void)arguments;
    const ConstraintObject *object = CONSTRAINT_OF(self);
    if (!object->table)
        return python_refuse(interpreter, "copy() of a constraint where no schemas are compared");
    return compared_constraint(interpreter, object->constraint, object->table, object->referred, result);
}

const NativeMember constraint_methods[] = {{"copy", constraint_copy, TAKES(0, 0)}, {NULL, NULL}};
const NativeMember constraint_properties[] = {
    {"name", constraint_name}, {"table", constraint_table}, {"columns", constraint_columns}, {NULL, NULL}};
const NativeMember foreign_key_constraint_properties[] = {{"referred_table", constraint_referred_table},
                                                          {"column_keys", constraint_column_keys},
                                                          {"ondelete", constraint_ondelete},
                                                          {"onupdate", constraint_onupdate},
                                                          {NULL, NULL}};
const NativeMember index_properties[] = {
    {"name", index_name}, {"table", index_table}, {"unique", index_unique}, {"columns", index_columns}, {NULL, NULL}};

/* Sets an empty `info`. Parts constructed with info= keep no copy of it, so their '.info' is refused. */
static bool no_info(Interpreter *interpreter, bool has_info, Value part)
{
    Value info;
    if (has_info)
        return true;
    python_push(interpreter, part);
    if (!python_dict(interpreter, &info))
        return false;
    names_set(&part.native->names, python_intern(interpreter, "info"), info);
    return true;
}

bool compared_constraint(Interpreter *interpreter, const Constraint *constraint, const Table *table,
                         const Table *referred, Value *result)
{
    static const NativeClass *const classes[] = {
        [CONSTRAINT_PRIMARY_KEY] = &primary_key_class, [CONSTRAINT_FOREIGN_KEY] = &foreign_key_constraint_class,
        [CONSTRAINT_UNIQUE] = &unique_class,           [CONSTRAINT_CHECK] = &check_class,
        [CONSTRAINT_EXCLUDE] = &exclude_class,         [CONSTRAINT_ANY] = &constraint_class};
    if (!native_new(interpreter, classes[constraint->kind], sizeof(ConstraintObject), result))
        return false;
    *(ConstraintObject *)result->native->data = (ConstraintObject){(Constraint *)constraint, table, referred};
    return no_info(interpreter, constraint->has_info, *result);
}

bool compared_index(Interpreter *interpreter, const Index *index, const Table *table, Value *result)
{
    if (!native_new(interpreter, &index_class, sizeof(IndexObject), result))
        return false;
    *(IndexObject *)result->native->data = (IndexObject){(Index *)index, table};
    return no_info(interpreter, index->has_info, *result);
}
