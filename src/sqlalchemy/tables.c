/* Table and table(). */
#include "limbeck/sqlalchemy/tables.h"
#include "attaching.h"
#include "column_keys.h"

#include "limbeck/sqlalchemy/from_objects.h"
#include "limbeck/sqlalchemy/quoted_names.h"
#include "limbeck/sqlalchemy/values.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/labels.h"
#include "limbeck/schema/table.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/columns.h"
#include "limbeck/sqlalchemy/ddl_objects.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/from_clauses.h"
#include "limbeck/sqlalchemy/metadata.h"
#include "limbeck/sqlalchemy/naming.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"

#include <string.h>

enum {
    ARG_schema,
    ARG_comment,
    ARG_prefixes,
    ARG_info,
    ARG_extend_existing,
    ARG_keep_existing,
    ARG_autoload_with,
    ARG_autoload,
    ARG_quote,
    ARG_quote_schema,
    ARG_implicit_returning,
    ARG_COUNT
};

static const char *const table_arguments[ARG_COUNT] = {
    "*schema",       "comment",  "prefixes", "info",         "extend_existing",   "keep_existing",
    "autoload_with", "autoload", "quote",    "quote_schema", "implicit_returning"};

/* ---- parts of tables ------------------------------------------------------------------------------- */

static Constraint *constraint_of_key(Arena *arena, const Column *column, const ForeignKey *key)
{
    Constraint *constraint = ARENA_NEW(arena, Constraint);
    *constraint = (Constraint){.kind = CONSTRAINT_FOREIGN_KEY,
                               .name = key->name,
                               .name_is_final = key->name_is_final,
                               .referent_table = key->table,
                               .referent_schema = key->schema,
                               .referents_are_keys = key->column_is_key,
                               .referent_quote = key->table_quote,
                               .referent_schema_quote = key->schema_quote,
                               .on_delete = key->on_delete,
                               .on_update = key->on_update,
                               .match = key->match,
                               .initially = key->initially,
                               .deferrable = key->deferrable,
                               .use_alter = key->use_alter,
                               .options = key->options};
    vector_push(arena, &constraint->columns, column->name);
    vector_push(arena, &constraint->referent_columns, key->column);
    return constraint;
}

static void add_text_option(Arena *arena, Index *index, const char *name, const char *text)
{
    Expression *value = expression_new(arena, EXPRESSION_LITERAL);
    value->literal = (Literal){.kind = LITERAL_TEXT, .bytes = text, .length = strlen(text)};
    vector_push(arena, &index->options, ((Option){"postgresql", name, value}));
}

/* postgresql_ops finds a column's operator class by the column's key. */
static void add_operator_class(Arena *arena, Index *index, const char *column, const char *operator_class)
{
    Expression *list = expression_new(arena, EXPRESSION_LIST), *item = expression_new(arena, EXPRESSION_LITERAL);
    item->literal = (Literal){.kind = LITERAL_TEXT, .bytes = operator_class, .length = strlen(operator_class)};
    item->name = column;
    const Expression *items = item;
    list->items.items = arena_copy(arena, &items, 1, sizeof items);
    list->items.count = 1;
    vector_push(arena, &index->options, ((Option){"postgresql", "ops", list}));
}

static void index_of_table(Index *index, const Table *table)
{
    index->table = table->name;
    index->schema = table->schema;
    index->table_quote = table->quote;
    index->schema_quote = table->schema_quote;
}

/* The index that a type such as Geometry adds to its column. */
static void add_type_index(Arena *arena, Table *table, const Column *column, const TypeIndex *of_type)
{
    Index *index = ARENA_NEW(arena, Index);
    const Expression *expression = column_expression(arena, column->name);
    if (of_type->function) {
        Expression *call = expression_new(arena, EXPRESSION_FUNCTION);
        call->name = of_type->function;
        call->items.items = arena_copy(arena, &expression, 1, sizeof expression);
        call->items.count = 1;
        expression = call;
    }
    index->name = arena_format(arena, "idx_%s_%s", table->name, column->name);
    index_of_table(index, table);
    index->is_column_flag = true;
    index->expressions.items = arena_copy(arena, &expression, 1, sizeof expression);
    index->expressions.count = 1;
    add_text_option(arena, index, "using", of_type->method);
    if (of_type->operator_class)
        add_operator_class(arena, index, column->name, of_type->operator_class);
    vector_push(arena, &table->indexes, index);
}

/* Adds to the table what unique=True, index=True and ForeignKey() of a column imply. */
static void add_column_extras(Arena *arena, Table *table, const Column *column)
{
    if (column->type && column->type->index)
        add_type_index(arena, table, column, column->type->index);
    if (column->index) {
        Index *index = ARENA_NEW(arena, Index);
        const Expression *expression = column_expression(arena, column->name);
        index_of_table(index, table);
        index->unique = column->unique;
        index->is_column_flag = true;
        index->expressions.items = arena_copy(arena, &expression, 1, sizeof expression);
        index->expressions.count = 1;
        vector_push(arena, &table->indexes, index);
    } else if (column->unique) {
        Constraint *unique = ARENA_NEW(arena, Constraint);
        *unique = (Constraint){.kind = CONSTRAINT_UNIQUE, .deferrable = -1};
        vector_push(arena, &unique->columns, column->name);
        vector_push(arena, &table->constraints, unique);
    }
    for (size_t i = 0; i < column->foreign_keys.count; i++)
        vector_push(arena, &table->constraints, constraint_of_key(arena, column, column->foreign_keys.items[i]));
    if (column->type && column->type->create_constraint)
        vector_push(arena, &table->constraints, type_check_constraint(arena, column));
}

static Column *in_schema(Arena *arena, Column *column, const char *schema)
{
    const SqlType *type = type_in_schema(arena, column->type, schema);
    if (type == column->type)
        return column;
    Column *copy = arena_copy(arena, column, 1, sizeof *column);
    copy->type = type;
    return copy;
}

static bool has_constraint(const Table *table, const Constraint *constraint)
{
    for (size_t i = 0; i < table->constraints.count; i++)
        if (constraint_origin(table->constraints.items[i]) == constraint)
            return true;
    return false;
}

static bool has_index(const Table *table, const Index *index)
{
    for (size_t i = 0; i < table->indexes.count; i++)
        if (index_origin(table->indexes.items[i]) == index)
            return true;
    return false;
}

static void add_index(Arena *arena, Table *table, Index *index)
{
    index_of_table(index, table);
    if (has_index(table, index))
        return;
    Index *copy = ARENA_NEW(arena, Index);
    *copy = *index;
    copy->origin = index;
    vector_push(arena, &table->indexes, copy);
}

static bool add_table_item(Interpreter *interpreter, Native *owner, Table *table, Value item)
{
    Arena *arena = native_arena(owner);
    native_store(owner, item);
    ColumnObject *column = native_data(item, &column_class);
    ConstraintObject *constraint = native_data(item, &constraint_class);
    IndexObject *index = native_data(item, &index_class);
    if (column && !column->column->name)
        return python_raise(interpreter, "ArgumentError", "Column must be constructed with a non-blank name");
    if (column) {
        vector_push(arena, &table->columns, in_schema(arena, column->column, table->schema));
    } else if (constraint) {
        const Constraint *given = constraint->constraint;
        if (given->kind != CONSTRAINT_CHECK && given->kind != CONSTRAINT_EXCLUDE && !given->columns.count)
            return true;
        if (!has_constraint(table, given))
            vector_push(arena, &table->constraints, given);
    } else if (index) {
        add_index(arena, table, index->index);
    } else {
        return python_refuse(interpreter, "a %s inside a table", value_type_name(item));
    }
    return true;
}

bool table_from_items(Interpreter *interpreter, Native *owner, const char *name, const char *schema,
                      const TableItems *items, Table *table)
{
    Arena *arena = native_arena(owner);
    table->name = arena_strdup(arena, name);
    table->schema = arena_strdup(arena, schema);
    size_t columns_before = table->columns.count;
    for (size_t i = 0; i < items->count; i++) {
        bool skipped =
            value_is_none(items->values[i]) || (items->of_directive && native_data(items->values[i], &metadata_class));
        if (!skipped && !add_table_item(interpreter, owner, table, items->values[i]))
            return false;
    }
    if (!table_check_columns(interpreter, table, columns_before))
        return false;
    resolve_own_keys(arena, table);
    table_apply_primary_key(arena, table);
    for (size_t i = 0; i < table->columns.count; i++)
        add_column_extras(arena, table, table->columns.items[i]);
    return name_table_parts(interpreter, arena, items->convention, table);
}

/* "table.column" refers to the MetaData's schema. */
static void resolve_referents(Arena *arena, const TableObject *own)
{
    for (size_t i = 0; own->referent_schema && i < own->table->constraints.count; i++) {
        const Constraint *given = own->table->constraints.items[i];
        if (given->kind != CONSTRAINT_FOREIGN_KEY || given->referent_schema)
            continue;
        Constraint *resolved = ARENA_NEW(arena, Constraint);
        *resolved = *given;
        resolved->origin = constraint_origin(given);
        resolved->referent_schema = own->referent_schema;
        own->table->constraints.items[i] = resolved;
    }
}

bool table_attach(Interpreter *interpreter, Value value, Value item)
{
    TableObject *own = value.native->data;
    if (!add_table_item(interpreter, value.native, own->table, item))
        return false;
    attach_item(interpreter, item, value);
    resolve_own_keys(native_arena(value.native), own->table);
    resolve_referents(native_arena(value.native), own);
    return name_table_parts(interpreter, native_arena(value.native), own->convention, own->table);
}

static bool new_table(Interpreter *interpreter, bool lightweight, Value *result, Table **table)
{
    if (!native_new(interpreter, &table_class, sizeof(TableObject), result))
        return false;
    python_push(interpreter, *result);
    *table = ARENA_NEW(native_arena(result->native), Table);
    *(TableObject *)result->native->data = (TableObject){.table = *table, .is_lightweight = lightweight};
    return true;
}

static bool names_column(const TableItems *items, const char *name)
{
    for (size_t i = 0; i < items->count; i++) {
        const ColumnObject *column = native_data(items->values[i], &column_class);
        if (column && strcmp(column->column->name, name) == 0)
            return true;
    }
    return false;
}

/* autoload_with: adds the database's columns after those that the script gives. *is_known: false in env.py. */
static bool with_reflected_columns(Interpreter *interpreter, Native *owner, const Table *table, Value bind,
                                   TableItems *items, bool *is_known)
{
    Value module, function, words[3] = {{.kind = VALUE_NONE}, {.kind = VALUE_NONE}, bind}, columns;
    if (!python_import(interpreter, "_limbeck.inspection", &module) ||
        !python_get_attribute(interpreter, module, "reflected_columns", &function) ||
        !python_text(interpreter, table->name, &words[0]) ||
        (table->schema && !python_text(interpreter, table->schema, &words[1])) ||
        !python_call_positional(interpreter, function, words, 3, &columns))
        return false;
    *is_known = columns.kind == VALUE_LIST;
    if (!*is_known)
        return true;
    native_store(owner, columns);
    Value *all = ARENA_ARRAY(native_arena(owner), Value, items->count + columns.list->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < items->count; i++)
        all[count++] = items->values[i];
    for (size_t i = 0; i < columns.list->count; i++) {
        const ColumnObject *column = native_data(columns.list->items[i], &column_class);
        if (column && !names_column(items, column->column->name))
            all[count++] = columns.list->items[i];
    }
    items->values = all;
    items->count = count;
    return true;
}

static bool read_table_names(Interpreter *interpreter, Arena *arena, const Arguments *arguments, const Value *values,
                             Table *table)
{
    Name name, schema;
    if (!quoted_name_from(interpreter, arena, argument_at(arguments, 0), "table name", &name) ||
        !quoted_name_from(interpreter, arena, values[ARG_schema], "schema", &schema))
        return false;
    if (!name.text)
        return python_raise(interpreter, "TypeError",
                            "Table() takes at least two positional-only arguments 'name' "
                            "and 'metadata'");
    table->name = name.text;
    table->schema = schema.text;
    table->quote = name.quote;
    table->schema_quote = schema.quote;
    return quote_from(interpreter, values[ARG_quote], &table->quote) &&
           quote_from(interpreter, values[ARG_quote_schema], &table->schema_quote);
}

/* Sets the table of each Column, so that it is written with the table's name. */
static void own_items(Interpreter *interpreter, Value table, const TableItems *items)
{
    const Table *own = ((TableObject *)table.native->data)->table;
    for (size_t i = 0; i < items->count; i++) {
        Value item = items->values[i];
        ColumnObject *column = native_data(item, &column_class);
        if (column || native_data(item, &constraint_class) || native_data(item, &index_class))
            attach_item(interpreter, item, table);
        if (column)
            column->expression->table = own;
    }
}

/* Table("name", metadata, *items, schema=...) */
/* A second Table of this name in its MetaData: the first one, or an error where it would define it again. *found is
 * ABSENT where there is none, or where extend_existing=True defines all of it again. */
static bool read_existing(Interpreter *interpreter, const Arguments *arguments, const Value *values, Table *table,
                          Value *found, const Table **extended)
{
    enum { AT_metadata = 1, AT_items };
    bool keeps = false, extends = false, has_items = arguments->positional > AT_items;
    if (!argument_flag(interpreter, values[ARG_keep_existing], &keeps) ||
        !argument_flag(interpreter, values[ARG_extend_existing], &extends) ||
        !table_of_before(interpreter, arguments->values[AT_metadata], table, has_items && !keeps && !extends, found))
        return false;
    const TableObject *before = value_given(*found) ? native_data(*found, &table_class) : NULL;
    if (before && extends && (has_items || value_given(values[ARG_autoload_with]))) {
        *extended = before->table;
        *found = value_absent();
    }
    return true;
}

NATIVE(construct_table)
{
    enum { AT_name, AT_metadata, AT_items };
    (void)self;
    Value values[ARG_COUNT];
    Table *table;
    if (!new_table(interpreter, false, result, &table))
        return false;
    Arena *arena = native_arena(result->native);
    OptionReceiver receiver = {interpreter, result->native, &table->options, "Table"};
    Arguments named = arguments_named(arguments);
    if (!arguments_bind(interpreter, "Table", &named, table_arguments, ARG_COUNT, values, receive_part_option,
                        &receiver) ||
        !read_table_names(interpreter, arena, arguments, values, table))
        return false;
    if (value_given(values[ARG_autoload]) && !value_given(values[ARG_autoload_with]))
        return python_refuse(interpreter, "a Table read from the database by autoload=True; autoload_with says which");
    if (value_given(values[ARG_implicit_returning]))
        return python_refuse(interpreter, "Table(implicit_returning=...)");
    MetadataObject *metadata = native_data(argument_at(arguments, AT_metadata), &metadata_class);
    if (!metadata)
        return python_refuse(interpreter, "a Table whose MetaData limbeck does not know");
    if (!table->schema)
        table->schema = metadata->schema;
    Value existing;
    const Table *extended = NULL;
    if (!read_existing(interpreter, arguments, values, table, &existing, &extended))
        return false;
    if (value_given(existing)) {
        *result = existing;
        return true;
    }
    if (!argument_text(interpreter, arena, values[ARG_comment], "comment", &table->comment) ||
        (value_given(values[ARG_prefixes]) &&
         !columns_from(interpreter, arena, values[ARG_prefixes], "prefixes", &table->prefixes)))
        return false;
    TableItems items = {arguments->values + AT_items, arguments->positional - AT_items, metadata->convention, false};
    bool is_known = true;
    if (value_given(values[ARG_autoload_with]) && !value_is_none(values[ARG_autoload_with]) &&
        !with_reflected_columns(interpreter, result->native, table, values[ARG_autoload_with], &items, &is_known))
        return false;
    if (!is_known)
        return python_opaque(interpreter, "a Table read from the database", result);
    native_store(result->native, arguments->values[AT_metadata]);
    if (value_given(values[ARG_info]) && !value_is_none(values[ARG_info]))
        names_set(&result->native->names, python_intern(interpreter, "info"), values[ARG_info]);
    if (value_given(values[ARG_autoload_with]) && !value_is_none(values[ARG_autoload_with]))
        names_set(&result->native->names, python_intern(interpreter, "_limbeck_autoload"), value_bool(true));
    TableObject *own = result->native->data;
    own->convention = metadata->convention;
    own->referent_schema = metadata->schema;
    if (!table_from_items(interpreter, result->native, table->name, table->schema, &items, table))
        return false;
    own_items(interpreter, *result, &items);
    resolve_referents(arena, own);
    return check_extended(interpreter, extended, table) &&
           join_metadata(interpreter, arguments->values[AT_metadata], *result);
}

static bool add_lightweight(Interpreter *interpreter, Value table, Value item)
{
    Table *own = ((TableObject *)table.native->data)->table;
    Arena *arena = native_arena(table.native);
    const ExpressionObject *object = native_data(item, &expression_class);
    const ColumnObject *whole = native_data(item, &column_class);
    if (!object || object->expression->kind != EXPRESSION_COLUMN)
        return python_refuse(interpreter, "a %s inside table()", value_type_name(item));
    Expression *expression = (Expression *)object->expression;
    native_store(table.native, item);
    Column *column = whole ? whole->column : column_new(arena, expression->name, expression->type);
    column->quote = expression->quote;
    vector_push(arena, &own->columns, column);
    names_set(&item.native->names, python_intern(interpreter, "table"), table);
    expression->table = own;
    return true;
}

/* table("name", column(...), ..., schema=...) */
NATIVE(make_table)
{
    (void)self;
    static const char *const names[] = {"*schema"};
    Value schema_given;
    Name name, schema;
    Table *table;
    Arguments keywords = arguments_named(arguments);
    if (!arguments_bind(interpreter, "table", &keywords, names, 1, &schema_given, NULL, NULL) ||
        !new_table(interpreter, true, result, &table))
        return false;
    Arena *arena = native_arena(result->native);
    if (!quoted_name_from(interpreter, arena, argument_at(arguments, 0), "table name", &name) ||
        !quoted_name_from(interpreter, arena, schema_given, "schema", &schema))
        return false;
    if (!name.text)
        return python_raise(interpreter, "TypeError", "table() missing 1 required positional argument: 'name'");
    *table = (Table){.name = name.text, .schema = schema.text, .quote = name.quote, .schema_quote = schema.quote};
    for (size_t i = 1; i < arguments->positional; i++)
        if (!add_lightweight(interpreter, *result, arguments->values[i]))
            return false;
    return true;
}

/* ---- attributes of tables ------------------------------------------------------------ */

NATIVE(table_name)
{
    (void)arguments;
    const char *name = table_label(((TableObject *)self.native->data)->table);
    if (!name || name_is_made_up(name))
        return python_refuse(interpreter, "the name of an alias that SQLAlchemy generates");
    return python_text(interpreter, name, result);
}

/* A function's row as a value. */
NATIVE(table_row)
{
    (void)arguments;
    if (((TableObject *)self.native->data)->table->kind != FROM_FUNCTION)
        return python_raise(interpreter, "AttributeError", "column");
    return from_as_value(interpreter, self, result);
}

/* What an alias or a subquery is of. */
NATIVE(table_element)
{
    (void)arguments;
    const Table *table = ((TableObject *)self.native->data)->table;
    bool is_named = table->kind == FROM_ALIAS || table->kind == FROM_SUBQUERY;
    if (!is_named || !self.native->slot_count)
        return python_refuse(interpreter, "'.element' of a %s", value_type_name(self));
    *result = self.native->slots[0];
    return true;
}

/* Single-table inheritance: the subclass adds its columns to its parent's table. */
NATIVE(table_append_column)
{
    TableObject *own = self.native->data;
    const ColumnObject *column = native_data(argument_at(arguments, 0), &column_class);
    *result = value_none();
    if (!column)
        return python_refuse(interpreter, "append_column() of a %s", value_type_name(argument_at(arguments, 0)));
    if (!own->convention)
        return python_refuse(interpreter, "append_column() to a table without MetaData");
    if (!add_table_item(interpreter, self.native, own->table, argument_at(arguments, 0)))
        return false;
    table_apply_primary_key(native_arena(self.native), own->table);
    add_column_extras(native_arena(self.native), own->table, column->column);
    resolve_referents(native_arena(self.native), own);
    return name_table_parts(interpreter, native_arena(self.native), own->convention, own->table);
}

NATIVE(table_append_constraint)
{
    Value item = argument_at(arguments, 0);
    *result = value_none();
    if (!native_data(item, &constraint_class) && !native_data(item, &index_class))
        return python_refuse(interpreter, "append_constraint() of a %s", value_type_name(item));
    return table_attach(interpreter, self, item);
}

/* The keys of the tables that its foreign keys refer to, for sorting. */
NATIVE(table_referents)
{
    (void)arguments;
    const Table *table = ((TableObject *)self.native->data)->table;
    Arena *arena = native_arena(self.native);
    if (!python_list(interpreter, NULL, 0, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        Value key;
        if (constraint->kind != CONSTRAINT_FOREIGN_KEY || constraint->use_alter)
            continue;
        const char *text = constraint->referent_schema
                               ? arena_format(arena, "%s.%s", constraint->referent_schema, constraint->referent_table)
                               : constraint->referent_table;
        if (!python_text(interpreter, text, &key) || !list_append(interpreter, result->list, key))
            return false;
    }
    return true;
}

static const NativeMember table_properties[] = {{"_referents", table_referents},
                                                {"schema", table_schema},
                                                {"element", table_element},
                                                {"c", table_columns},
                                                {"columns", table_columns},
                                                {"name", table_name},
                                                {"column", table_row},
                                                {"metadata", table_metadata},
                                                {"info", table_info},
                                                {"indexes", table_indexes},
                                                {"constraints", table_constraints},
                                                {"foreign_key_constraints", table_foreign_key_constraints},
                                                {"primary_key", table_own_primary_key},
                                                {NULL, NULL}};
static const NativeMember table_methods[] = {{"append_column", table_append_column},
                                             {"append_constraint", table_append_constraint},
                                             {"add_is_dependent_on", table_add_dependency, TAKES(1, 1)},
                                             {"_listened", note_listener, TAKES(2, 2)},
                                             {"insert", table_insert},
                                             {"update", table_update},
                                             {"delete", table_delete},
                                             {"create", table_create},
                                             {"_create_alone", table_create_alone},
                                             {"drop", table_drop},
                                             {"to_metadata", table_to_metadata, TAKES_ANYTHING},
                                             {"tometadata", table_to_metadata, TAKES_ANYTHING},
                                             {NULL, NULL}};

static const NativeClass values_class = {
    .name = "Values", .module = "sqlalchemy.sql.selectable", .methods = values_methods};
static const NativeClass from_class = {
    .name = "FromClause", .module = "sqlalchemy.sql.selectable", .base = &values_class, .methods = from_methods};
const NativeClass table_class = {.name = "Table",
                                 .module = "sqlalchemy.sql.schema",
                                 .base = &from_class,
                                 .construct = construct_table,
                                 .methods = table_methods,
                                 .properties = table_properties};

bool fill_schema(Interpreter *interpreter, Module *module)
{
    static const NativeClass *const classes[] = {
        &column_class, &foreign_key_class, &primary_key_class, &unique_class,   &foreign_key_constraint_class,
        &check_class,  &index_class,       &computed_class,    &identity_class, &metadata_class,
        &table_class,  &constraint_class};
    Value table;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        names_set(&module->names, python_intern(interpreter, classes[i]->name),
                  value_object(python_native_class(interpreter, classes[i])));
    if (!python_builtin(interpreter, "table", make_table, value_none(), &table))
        return false;
    names_set(&module->names, python_intern(interpreter, "table"), table);
    return true;
}
