/* Attributes of indexes, constraints and other parts of a Table, and those of a Table that are its parts. */
#include "limbeck/sqlalchemy/metadata.h"
#include "limbeck/sqlalchemy/naming.h"
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

bool table_schema(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    const char *schema = ((TableObject *)self.native->data)->table->schema;
    *result = value_none();
    return !schema || python_text(interpreter, schema, result);
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

/* Of a part that a script made, the table that it was given to. */
static const Table *table_of_part(Interpreter *interpreter, Value part, const Table *table)
{
    const TableObject *owner =
        native_data(names_get(&part.native->names, python_intern(interpreter, "table")), &table_class);
    return owner ? owner->table : table;
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
    return columns_of(interpreter, table_of_part(interpreter, self, CONSTRAINT_OF(self)->table),
                      &CONSTRAINT_OF(self)->constraint->columns, result);
}

bool constraint_iterate(Interpreter *interpreter, Value self, Value *iterator)
{
    Value columns;
    if (!constraint_columns(interpreter, self, &(Arguments){0}, &columns))
        return false;
    python_push(interpreter, columns);
    return python_iterator(interpreter, columns, iterator);
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
    return columns_of(interpreter, table_of_part(interpreter, self, object->table), &names, result);
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

/* ---- Table.indexes, Table.constraints and the like ------------------------------------------ */

/* The object that a script gave, or that was made here before; ABSENT: none. */
static Value known_index(Value table, const Index *index)
{
    for (size_t i = 0; i < table.native->slot_count; i++) {
        const IndexObject *known = native_data(table.native->slots[i], &index_class);
        if (known && index_origin(known->index) == index_origin(index))
            return table.native->slots[i];
    }
    return value_absent();
}

static Value known_constraint(Value table, const Constraint *constraint)
{
    for (size_t i = 0; i < table.native->slot_count; i++) {
        const ConstraintObject *known = native_data(table.native->slots[i], &constraint_class);
        if (known && constraint_origin(known->constraint) == constraint_origin(constraint))
            return table.native->slots[i];
    }
    return value_absent();
}

static bool keep_part(Interpreter *interpreter, Value table, Value part)
{
    native_store(table.native, part);
    names_set(&part.native->names, python_intern(interpreter, "table"), table);
    return true;
}

static bool table_index(Interpreter *interpreter, Value table, const Index *index, Value *part)
{
    *part = known_index(table, index);
    return value_given(*part) ||
           (compared_index(interpreter, index, ((TableObject *)table.native->data)->table, part) &&
            keep_part(interpreter, table, *part));
}

static bool table_constraint(Interpreter *interpreter, Value table, const Constraint *constraint, Value *part)
{
    *part = known_constraint(table, constraint);
    return value_given(*part) ||
           (compared_constraint(interpreter, constraint, ((TableObject *)table.native->data)->table, NULL, part) &&
            keep_part(interpreter, table, *part));
}

static bool expect_own_parts(Interpreter *interpreter, Value table, const char *what)
{
    if (value_given(names_get(&table.native->names, python_intern(interpreter, "_limbeck_autoload"))))
        return python_refuse(interpreter, "'.%s' of a table that is read from the database", what);
    return ((TableObject *)table.native->data)->table->kind == FROM_TABLE ||
           python_refuse(interpreter, "'.%s' of a %s", what, value_type_name(table));
}

bool table_indexes(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    const Table *table = ((TableObject *)self.native->data)->table;
    Value part;
    if (!expect_own_parts(interpreter, self, "indexes") || !python_set(interpreter, VALUE_SET, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < table->indexes.count; i++)
        if (!table_index(interpreter, self, table->indexes.items[i], &part) ||
            !dict_set(interpreter, result->dict, part, value_none()))
            return false;
    return true;
}

static const Constraint *primary_key_of(const Table *table)
{
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i]->kind == CONSTRAINT_PRIMARY_KEY)
            return table->constraints.items[i];
    return NULL;
}

/* Of the columns that say so; a table may have a primary key of no columns. */
bool table_own_primary_key(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    const Table *table = ((TableObject *)self.native->data)->table;
    const Constraint *key = primary_key_of(table);
    const char *name = python_intern(interpreter, "_limbeck_primary_key");
    *result = names_get(&self.native->names, name);
    if (!expect_own_parts(interpreter, self, "primary_key"))
        return false;
    if (key || value_given(*result))
        return !key || table_constraint(interpreter, self, key, result);
    Constraint *made = ARENA_NEW(native_arena(self.native), Constraint);
    made->kind = CONSTRAINT_PRIMARY_KEY;
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i]->primary_key)
            vector_push(native_arena(self.native), &made->columns, table->columns.items[i]->name);
    Arena *arena = native_arena(self.native);
    const NamingConvention *convention = ((TableObject *)self.native->data)->convention;
    Table *alone = arena_copy(arena, table, 1, sizeof *table);
    alone->constraints.items = NULL;
    alone->indexes.items = NULL;
    alone->constraints.count = alone->constraints.capacity = alone->indexes.count = alone->indexes.capacity = 0;
    vector_push(arena, &alone->constraints, made);
    if ((convention && !name_table_parts(interpreter, arena, convention, alone)) ||
        !table_constraint(interpreter, self, alone->constraints.items[0], result))
        return false;
    names_set(&self.native->names, name, *result);
    return true;
}

static bool constraints_of(Interpreter *interpreter, Value self, bool only_foreign_keys, Value *result)
{
    const Table *table = ((TableObject *)self.native->data)->table;
    Value part;
    if (!expect_own_parts(interpreter, self, "constraints") || !python_set(interpreter, VALUE_SET, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < table->constraints.count; i++)
        if ((!only_foreign_keys || table->constraints.items[i]->kind == CONSTRAINT_FOREIGN_KEY) &&
            (!table_constraint(interpreter, self, table->constraints.items[i], &part) ||
             !dict_set(interpreter, result->dict, part, value_none())))
            return false;
    return only_foreign_keys || primary_key_of(table) ||
           (table_own_primary_key(interpreter, self, &(Arguments){0}, &part) &&
            dict_set(interpreter, result->dict, part, value_none()));
}

bool table_constraints(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return constraints_of(interpreter, self, false, result);
}

bool table_foreign_key_constraints(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return constraints_of(interpreter, self, true, result);
}

/* ---- Table.to_metadata() ---------------------------------------------------------------- */

/* Why the copy may have other names or types than the table; NULL: it has the same. */
static const char *other_in_copy(const TableObject *own, const MetadataObject *metadata, bool is_renamed)
{
    const Table *table = own->table;
    if (own->convention != metadata->convention)
        return "to a MetaData with another naming_convention";
    if (is_renamed && own->convention != &naming_default)
        return "with another name and a naming_convention";
    for (size_t i = 0; i < table->columns.count; i++) {
        const Column *column = table->columns.items[i];
        if (is_renamed && (column->unique || column->index))
            return "with another name and an index of a column, which is named after the table";
        if (column->type && column->type->of_metadata)
            return "with a type that belongs to the MetaData";
    }
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i]->kind == CONSTRAINT_FOREIGN_KEY && is_renamed)
            return "with another name and foreign keys";
    return NULL;
}

/* SQLAlchemy copies these constraints in the order of a set, after the constraints that the copied columns make. */
static bool is_of_table_alone(Value table, const Constraint *constraint)
{
    return constraint->kind == CONSTRAINT_FOREIGN_KEY ||
           (constraint->kind != CONSTRAINT_PRIMARY_KEY && value_given(known_constraint(table, constraint)));
}

static size_t count_of_table_alone(Value table)
{
    const Table *of = ((TableObject *)table.native->data)->table;
    size_t count = 0;
    for (size_t i = 0; i < of->constraints.count; i++)
        count += is_of_table_alone(table, of->constraints.items[i]);
    return count;
}

static void copy_constraints(Arena *arena, Value table, bool of_table_alone, Table *copy)
{
    const Table *from = ((TableObject *)table.native->data)->table;
    for (size_t i = 0; i < from->constraints.count; i++) {
        if (is_of_table_alone(table, from->constraints.items[i]) != of_table_alone)
            continue;
        Constraint *constraint = arena_copy(arena, from->constraints.items[i], 1, sizeof(Constraint));
        constraint->origin = NULL;
        constraint->is_isolated = false;
        vector_push(arena, &copy->constraints, constraint);
    }
}

static void copy_parts(Arena *arena, Value table, Table *copy)
{
    const Table *from = ((TableObject *)table.native->data)->table;
    for (size_t i = 0; i < from->columns.count; i++)
        vector_push(arena, &copy->columns, arena_copy(arena, from->columns.items[i], 1, sizeof(Column)));
    copy_constraints(arena, table, false, copy);
    copy_constraints(arena, table, true, copy);
    for (size_t i = 0; i < from->indexes.count; i++) {
        Index *index = arena_copy(arena, from->indexes.items[i], 1, sizeof(Index));
        index->origin = NULL;
        index->table = copy->name;
        index->table_quote = copy->quote;
        vector_push(arena, &copy->indexes, index);
    }
}

/* table.to_metadata(metadata, name=...): a copy in another MetaData, in the same schema. */
bool table_copy_to_metadata(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_metadata, ARG_schema, ARG_referred_schema_fn, ARG_name, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_metadata] = "metadata",
                                                 [ARG_schema] = "schema",
                                                 [ARG_referred_schema_fn] = "*referred_schema_fn",
                                                 [ARG_name] = "name"};
    Value values[ARG_COUNT];
    const TableObject *own = self.native->data;
    const char *name = NULL;
    if (!arguments_bind(interpreter, "to_metadata", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !expect_own_parts(interpreter, self, "to_metadata") ||
        !expect_text_or_none(interpreter, values[ARG_name], "name", &name))
        return false;
    MetadataObject *metadata = native_data(values[ARG_metadata], &metadata_class);
    if (!metadata || own->is_lightweight)
        return python_refuse(interpreter, "to_metadata() of these objects");
    if (value_given(values[ARG_schema]) || value_given(values[ARG_referred_schema_fn]))
        return python_refuse(interpreter, "to_metadata() with another schema");
    bool is_renamed = name && strcmp(name, own->table->name) != 0;
    const char *other = other_in_copy(own, metadata, is_renamed);
    if (other)
        return python_refuse(interpreter, "to_metadata() %s", other);
    if (count_of_table_alone(self) > 1)
        return python_refuse(interpreter, "to_metadata() of a table with several constraints, whose order differs in "
                                          "each run of SQLAlchemy");
    if (!native_new(interpreter, &table_class, sizeof(TableObject), result))
        return false;
    python_push(interpreter, *result);
    Arena *arena = native_arena(result->native);
    Table *copy = ARENA_NEW(arena, Table);
    *copy = (Table){.name = is_renamed ? arena_strdup(arena, name) : own->table->name,
                    .schema = own->table->schema,
                    .quote = is_renamed ? 0 : own->table->quote,
                    .schema_quote = own->table->schema_quote,
                    .comment = own->table->comment,
                    .prefixes = own->table->prefixes,
                    .options = own->table->options};
    const char *key = copy->schema ? arena_format(arena, "%s.%s", copy->schema, copy->name) : copy->name;
    if (value_given(dict_get_text(values[ARG_metadata].native->slots[0].dict, key)))
        return python_refuse(interpreter, "to_metadata() to a MetaData that has the table");
    *(TableObject *)result->native->data = (TableObject){copy, false, own->convention, own->referent_schema};
    copy_parts(arena, self, copy);
    native_store(result->native, values[ARG_metadata]);
    native_store(result->native, self);
    return join_metadata(interpreter, values[ARG_metadata], *result);
}

/* add_is_dependent_on(table): the order in which tables are created; a foreign key gives the same order. */
bool table_add_dependency(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    const Table *table = ((TableObject *)self.native->data)->table;
    const TableObject *other = native_data(argument_at(arguments, 0), &table_class);
    *result = value_none();
    for (size_t i = 0; other && i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        if (constraint->kind == CONSTRAINT_FOREIGN_KEY && constraint->referent_table &&
            strcmp(constraint->referent_table, other->table->name) == 0)
            return true;
    }
    return python_refuse(interpreter, "add_is_dependent_on() of a table without a foreign key to the other");
}
