/* Table.c: the columns of a table by key or position, and iteration over them. */
#include "limbeck/python/native.h"
#include "limbeck/schema/labels.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/tables.h"

#include <string.h>

static const NativeClass collection_class;

static bool table_column_object(Interpreter *interpreter, Value owner, const Table *table, const Column *column,
                                Value *result)
{
    Arena *arena;
    if (!expression_object(interpreter, result, &arena))
        return false;
    native_store(result->native, owner);
    bool is_joined = table->kind == FROM_JOIN && column->proxied;
    expression_object_set(*result, is_joined ? column->proxied : table_expression(arena, table, column));
    return true;
}

static bool column_of_table(Interpreter *interpreter, Value owner, const Table *table, const char *name, Value *result)
{
    const Column *column = table_column_by_key(table, name);
    if (!column && table->query)
        return python_refuse(interpreter, "the column '%s' of a query; give it a label()", name);
    if (!column)
        return python_raise(interpreter, "AttributeError", "%s", name);
    return table_column_object(interpreter, owner, table, column, result);
}

static const Table *collection_table(Value self)
{
    return ((TableObject *)self.native->data)->table;
}

static bool collection_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    *result = value_absent();
    if (!table_column_by_key(collection_table(self), name))
        return true;
    return column_of_table(interpreter, self.native->slots[0], collection_table(self), name, result);
}

static bool collection_item(Interpreter *interpreter, Value self, Value key, Value *result);

/* c["a", "b"]: a collection of these columns that is not tied to one FROM, like the columns of a join. */
static bool collection_part(Interpreter *interpreter, Value self, Value keys, Value *result)
{
    const Table *table = collection_table(self);
    if (!native_new(interpreter, &collection_class, sizeof(TableObject), result))
        return false;
    python_push(interpreter, *result);
    native_store(result->native, self.native->slots[0]);
    Arena *arena = native_arena(result->native);
    Table *part = ARENA_NEW(arena, Table);
    part->kind = FROM_JOIN;
    for (size_t i = 0; i < keys.list->count; i++) {
        Value item;
        if (!collection_item(interpreter, self, keys.list->items[i], &item))
            return false;
        native_store(result->native, item);
        const Expression *expression = ((ExpressionObject *)item.native->data)->expression;
        const Column *known = expression->name ? table_column(table, expression->name) : NULL;
        Column *column = column_new(arena, expression->name, expression->type);
        column->key = known ? known->key : NULL;
        column->proxied = expression;
        vector_push(arena, &part->columns, column);
    }
    *(TableObject *)result->native->data = (TableObject){.table = part, .is_lightweight = true};
    return true;
}

/* By its key, or by its place. */
static bool collection_item(Interpreter *interpreter, Value self, Value key, Value *result)
{
    const Table *table = collection_table(self);
    const char *name;
    if (value_is_sequence(key))
        return collection_part(interpreter, self, key, result);
    if (key.kind == VALUE_INT) {
        int64_t count = (int64_t)table->columns.count, at = key.integer < 0 ? key.integer + count : key.integer;
        if (at < 0 || at >= count)
            return python_raise(interpreter, "IndexError", "%lld", (long long)key.integer);
        return table_column_object(interpreter, self.native->slots[0], table, table->columns.items[at], result);
    }
    if (!expect_text(interpreter, key, "column name", &name))
        return false;
    if (!table_column_by_key(table, name) && !table->query)
        return python_raise(interpreter, "KeyError", "%s", name);
    return column_of_table(interpreter, self.native->slots[0], table, name, result);
}

static bool collection_contains(Interpreter *interpreter, Value self, Value item, bool *contains)
{
    const char *name;
    if (!expect_text(interpreter, item, "column name", &name))
        return false;
    *contains = table_column_by_key(collection_table(self), name) != NULL;
    return true;
}

static bool collection_length(Interpreter *interpreter, Value self, size_t *length)
{
    (void)interpreter;
    *length = collection_table(self)->columns.count;
    return true;
}

static bool collection_list(Interpreter *interpreter, Value self, Value *columns)
{
    const Table *table = collection_table(self);
    Value column;
    if (!python_list(interpreter, NULL, 0, columns))
        return false;
    python_push(interpreter, *columns);
    for (size_t i = 0; i < table->columns.count; i++)
        if (!table_column_object(interpreter, self.native->slots[0], table, table->columns.items[i], &column) ||
            !list_append(interpreter, columns->list, column))
            return false;
    return true;
}

static bool collection_iterate(Interpreter *interpreter, Value self, Value *iterator)
{
    Value columns;
    return collection_list(interpreter, self, &columns) && python_iterator(interpreter, columns, iterator);
}

NATIVE(collection_values)
{
    (void)arguments;
    return collection_list(interpreter, self, result);
}

NATIVE(collection_keys)
{
    (void)arguments;
    const Table *table = collection_table(self);
    StringVector keys = {0};
    for (size_t i = 0; i < table->columns.count; i++) {
        const Column *column = table->columns.items[i];
        vector_push(native_arena(self.native), &keys, column->key ? column->key : column->name);
    }
    return python_text_list(interpreter, &keys, result);
}

NATIVE(collection_get)
{
    enum { ARG_key, ARG_default, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_key] = "key", [ARG_default] = "default"};
    Value values[ARG_COUNT];
    bool contains;
    if (!arguments_bind(interpreter, "get", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !collection_contains(interpreter, self, values[ARG_key], &contains))
        return false;
    *result = value_given(values[ARG_default]) ? values[ARG_default] : value_none();
    return !contains || collection_item(interpreter, self, values[ARG_key], result);
}

static const NativeMember collection_methods[] = {
    {"values", collection_values}, {"keys", collection_keys}, {"get", collection_get}, {NULL, NULL}};

static const NativeClass collection_class = {.name = "ColumnCollection",
                                             .module = "sqlalchemy.sql.base",
                                             .methods = collection_methods,
                                             .attribute = collection_attribute,
                                             .item = collection_item,
                                             .contains = collection_contains,
                                             .length = collection_length,
                                             .iterate = collection_iterate};

static bool new_collection(Interpreter *interpreter, Value self, Native **columns)
{
    Value made;
    if (!native_new(interpreter, &collection_class, sizeof(TableObject), &made))
        return false;
    native_store(made.native, self);
    native_store(self.native, made);
    *columns = made.native;
    return true;
}

/* As in SQLAlchemy, `t.c is t.c`. */
bool table_columns(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    TableObject *object = self.native->data;
    if (!object->columns && !new_collection(interpreter, self, &object->columns))
        return false;
    *(TableObject *)object->columns->data = *object; /* the table's may have changed */
    *result = value_object(object->columns);
    return true;
}

bool is_column_collection(Value value)
{
    return native_data(value, &collection_class) != NULL;
}
