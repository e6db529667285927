/* MetaData: naming convention, schema, and tables. */
#include "limbeck/sqlalchemy/metadata.h"

#include "attaching.h"
#include "column_keys.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/naming.h"
#include "limbeck/schema/table.h"
#include "limbeck/sqlalchemy/ddl_objects.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/naming.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/tables.h"

#include <string.h>

/* All arguments of SQLAlchemy 2.0 are known: bind, reflect and others of before are an error there too. */
static bool receive_unexpected(void *state, const char *name, Value value)
{
    (void)value;
    return python_raise(state, "TypeError", "MetaData.__init__() got an unexpected keyword argument '%s'", name);
}

NATIVE(construct_metadata)
{
    (void)self;
    enum { ARG_schema, ARG_quote_schema, ARG_naming_convention, ARG_info, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_schema] = "schema",
                                                 [ARG_quote_schema] = "quote_schema",
                                                 [ARG_naming_convention] = "naming_convention",
                                                 [ARG_info] = "info"};
    Value values[ARG_COUNT];
    if (!native_new(interpreter, &metadata_class, sizeof(MetadataObject), result))
        return false;
    MetadataObject *metadata = result->native->data;
    Value tables;
    metadata->convention = &naming_default;
    python_push(interpreter, *result);
    if (!python_dict(interpreter, &tables))
        return false;
    native_store(result->native, tables); /* index of the first kept value */
    return arguments_bind(interpreter, "MetaData", arguments, names, ARG_COUNT, values, receive_unexpected,
                          interpreter) &&
           convention_from(interpreter, native_arena(result->native), values[ARG_naming_convention],
                           &metadata->convention) &&
           argument_text(interpreter, native_arena(result->native), values[ARG_schema], "schema", &metadata->schema);
}

NATIVE(metadata_lack)
{
    MetadataObject *metadata = self.native->data;
    const char *base;
    *result = value_none();
    if (!expect_text(interpreter, argument_at(arguments, 0), "base", &base))
        return false;
    metadata->lacks = arena_strdup(native_arena(self.native), base);
    return true;
}

/* Listeners change nothing in a revision, as under Alembic. A comparison gets unknown ones elsewhere. */
NATIVE(metadata_tables)
{
    (void)arguments;
    const MetadataObject *metadata = self.native->data;
    if (metadata->lacks && host_is_of_revision(interpreter))
        return python_refuse(interpreter, "the tables of a MetaData that lacks a model: it derives from '%s', %s",
                             metadata->lacks, python_unknown_origin(interpreter, metadata->lacks));
    *result = self.native->slots[0];
    return true;
}

/* Methods of MetaData that are implemented in Python: FUNCTION(self, ...). */
static bool call_for_metadata(Interpreter *interpreter, const char *name, Value self, const Arguments *arguments,
                              Value *result)
{
    enum { MAX_ARGUMENTS = 11 };
    Value module, function, values[1 + MAX_ARGUMENTS] = {self};
    size_t count = arguments->positional + arguments->keyword_count;
    if (count > MAX_ARGUMENTS)
        return python_refuse(interpreter, "MetaData.%s() with over eleven arguments", name);
    for (size_t i = 0; i < count; i++)
        values[i + 1] = arguments->values[i];
    Arguments with_self = {values, arguments->positional + 1, arguments->keywords, arguments->keyword_count,
                           arguments->read};
    return python_import(interpreter, "_limbeck.metadata", &module) &&
           python_get_attribute(interpreter, module, name, &function) &&
           python_call(interpreter, function, &with_self, result);
}

NATIVE(metadata_make_types)
{
    bool checks;
    *result = value_none();
    if (!listeners_allow(interpreter, self, "create"))
        return false;
    if (((MetadataObject *)self.native->data)->has_types)
        return python_refuse(interpreter, "create_all() of a MetaData that an Enum(metadata=...) belongs to");
    return python_truth(interpreter, argument_at(arguments, 0), &checks) &&
           tables_make_types(interpreter, self.native->slots[0].dict, checks);
}

NATIVE(metadata_create_all)
{
    return call_for_metadata(interpreter, "create_all", self, arguments, result);
}

NATIVE(metadata_reflect)
{
    return call_for_metadata(interpreter, "reflect", self, arguments, result);
}

NATIVE(metadata_sorted_tables)
{
    return call_for_metadata(interpreter, "sorted_tables", self, arguments, result);
}

/* SQLAlchemy 2 ignores the argument, but the object keeps it as an attribute */
static bool metadata_set_attribute(Interpreter *interpreter, Value self, const char *name, Value value, bool *handled)
{
    MetadataObject *metadata = self.native->data;
    if (strcmp(name, "naming_convention") == 0) {
        *handled = true;
        metadata->is_named_late = self.native->slots[0].dict->count != 0;
        return convention_from(interpreter, native_arena(self.native), value, &metadata->convention);
    }
    *handled = strcmp(name, "bind") == 0;
    if (*handled)
        names_set(&self.native->names, python_intern(interpreter, name), value);
    return true;
}

static const NativeMember metadata_methods[] = {{"create_all", metadata_create_all},
                                                {"reflect", metadata_reflect},
                                                {"_lack", metadata_lack},
                                                {"_make_types", metadata_make_types},
                                                {"_listened", note_listener, TAKES(2, 2)},
                                                {NULL, NULL}};
NATIVE(metadata_schema)
{
    (void)arguments;
    const char *schema = ((MetadataObject *)self.native->data)->schema;
    *result = value_none();
    return !schema || python_text(interpreter, schema, result);
}

bool table_to_metadata(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value module, function;
    if (host_is_of_revision(interpreter))
        return table_copy_to_metadata(interpreter, self, arguments, result);
    return python_import(interpreter, "_limbeck.metadata", &module) &&
           python_get_attribute(interpreter, module, "copied", &function) &&
           python_call_positional(interpreter, function, &self, 1, result);
}

static const NativeMember metadata_properties[] = {
    {"schema", metadata_schema}, {"tables", metadata_tables}, {"sorted_tables", metadata_sorted_tables}, {NULL, NULL}};
const NativeClass metadata_class = {.name = "MetaData",
                                    .module = "sqlalchemy.sql.schema",
                                    .construct = construct_metadata,
                                    .methods = metadata_methods,
                                    .properties = metadata_properties,
                                    .set_attribute = metadata_set_attribute};

static const Table *table_of_metadata(Value metadata, const char *key)
{
    Value found = dict_get_text(metadata.native->slots[0].dict, key);
    const TableObject *object = value_given(found) ? native_data(found, &table_class) : NULL;
    return object ? object->table : NULL;
}

/* A column without a type gets the type of the column it refers to, once both tables are known. */
static void borrow_types(Value metadata, Table *table, Arena *arena)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        Column *column = (Column *)table->columns.items[i];
        if ((column->type && column->type->kind != TYPE_NULL) || !column->foreign_keys.count)
            continue;
        const ForeignKey *key = column->foreign_keys.items[0];
        const char *schema = key->schema ? key->schema : ((MetadataObject *)metadata.native->data)->schema;
        const char *name = schema ? arena_format(arena, "%s.%s", schema, key->table) : key->table;
        const Table *referent = table_of_metadata(metadata, name);
        const Column *referred = referent ? table_column(referent, key->column) : NULL;
        if (referred && referred->type)
            column->type = referred->type;
    }
}

/* "table", or "schema.table" */
static const char *key_of(Arena *arena, const Table *table)
{
    return table->schema ? arena_format(arena, "%s.%s", table->schema, table->name) : table->name;
}

bool table_of_before(Interpreter *interpreter, Value metadata, const Table *table, bool redefines, Value *found)
{
    const char *key = key_of(python_arena(interpreter), table);
    *found = dict_get_text(metadata.native->slots[0].dict, key);
    return !value_given(*found) || !redefines ||
           python_raise(interpreter, "InvalidRequestError",
                        "Table '%s' is already defined for this MetaData instance.  Specify 'extend_existing=True' "
                        "to redefine options and columns on an existing Table object.",
                        key);
}

/* Table(extend_existing=True): its columns have to be all that there were. */
bool check_extended(Interpreter *interpreter, const Table *before, const Table *table)
{
    for (size_t i = 0; before && i < before->columns.count; i++)
        if (!table_column(table, before->columns.items[i]->name))
            return python_refuse(interpreter, "Table(extend_existing=True) that keeps the column '%s' of the table",
                                 before->columns.items[i]->name);
    return true;
}

bool join_metadata(Interpreter *interpreter, Value metadata, Value table_value)
{
    const Table *table = ((TableObject *)table_value.native->data)->table;
    Arena *arena = native_arena(table_value.native);
    const char *key = key_of(arena, table);
    Dict *tables = metadata.native->slots[0].dict;
    const char *schema = ((MetadataObject *)metadata.native->data)->schema;
    if (!dict_set_text(interpreter, tables, key, table_value))
        return false;
    for (size_t i = 0; i < tables->used; i++) {
        TableObject *object = native_data(tables->entries[i].value, &table_class);
        if (!object)
            continue;
        Arena *of_other = native_arena(tables->entries[i].value.native);
        resolve_referent_keys(of_other, object->table, schema, table);
        resolve_referent_keys(arena, ((TableObject *)table_value.native->data)->table, schema, object->table);
        borrow_types(metadata, object->table, of_other);
    }
    return true;
}
