/* alembic.op: one function and one table row for each directive. Inside batch_alter_table() the same functions
 * are used, with the batch's table. */
#include "operations.h"
#include "directive.h"

#include "limbeck/operations/operation.h"
#include "limbeck/operations/sink.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/table.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/columns.h"
#include "limbeck/sqlalchemy/ddl_objects.h"
#include "limbeck/sqlalchemy/execution_options.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/naming.h"
#include "limbeck/sqlalchemy/quoted_names.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"
#include "limbeck/sqlalchemy/types.h"

#include <string.h>

/* ---- tables -------------------------------------------------------------------------- */

NATIVE(op_create_table)
{
    enum {
        ARG_schema,
        ARG_comment,
        ARG_prefixes,
        ARG_info,
        ARG_if_not_exists,
        ARG_extend_existing,
        ARG_keep_existing,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_schema] = "*schema",
                                                 [ARG_comment] = "comment",
                                                 [ARG_prefixes] = "prefixes",
                                                 [ARG_info] = "info",
                                                 [ARG_if_not_exists] = "if_not_exists",
                                                 [ARG_extend_existing] = "extend_existing",
                                                 [ARG_keep_existing] = "keep_existing"};
    Value values[ARG_COUNT];
    const char *name, *schema;
    Directive directive = {.interpreter = interpreter};
    if (!native_new(interpreter, &table_class, sizeof(TableObject), &directive.holder))
        return false;
    python_push(interpreter, directive.holder);
    directive.arena = native_arena(directive_owner(&directive));
    Table *table = ARENA_NEW(directive.arena, Table);
    ((TableObject *)directive_owner(&directive)->data)->table = table;
    OptionReceiver receiver = {interpreter, directive_owner(&directive), &table->options, "Table"};
    Arguments keywords = arguments_named(arguments);
    if (!arguments_bind(interpreter, "create_table", &keywords, names, ARG_COUNT, values, receive_part_option,
                        &receiver) ||
        !expect_text(interpreter, argument_at(arguments, 0), "table name", &name) ||
        !directive_text(&directive, values[ARG_schema], "schema", &schema) ||
        !directive_text(&directive, values[ARG_comment], "comment", &table->comment) ||
        !directive_truth(&directive, values[ARG_if_not_exists], &directive.operation.if_exists))
        return false;
    table->comment = arena_strdup(directive.arena, table->comment);
    if (value_given(values[ARG_prefixes]) && !value_is_none(values[ARG_prefixes]) &&
        !columns_from(interpreter, directive.arena, values[ARG_prefixes], "prefixes", &table->prefixes))
        return false;
    const TableItems items = {arguments->values + 1, arguments->positional - 1, script_convention(interpreter), true};
    if (!table_from_items(interpreter, directive_owner(&directive), name, schema, &items, table))
        return false;
    directive.operation.table = table;
    directive.operation.table_name = table->name;
    directive.operation.schema = table->schema;
    *result = directive.holder;
    return directive_emit(&directive, self, OPERATION_CREATE_TABLE);
}

NATIVE(op_drop_table)
{
    enum { ARG_table_name, ARG_schema, ARG_if_exists, ARG_info, ARG_comment, ARG_others, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_table_name] = "table_name", [ARG_schema] = "*schema", [ARG_if_exists] = "if_exists", [ARG_info] = "info",
        [ARG_comment] = "comment",       [ARG_others] = "**Table"};
    Directive directive;
    *result = value_none();
    return directive_begin(&directive, interpreter, self, "drop_table", arguments, names, ARG_COUNT, ARG_table_name) &&
           directive_schema(&directive, directive.values[ARG_schema]) &&
           directive_truth(&directive, directive.values[ARG_if_exists], &directive.operation.if_exists) &&
           directive_emit(&directive, self, OPERATION_DROP_TABLE);
}

NATIVE(op_rename_table)
{
    enum { ARG_old_table_name, ARG_new_table_name, ARG_schema, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_old_table_name] = "old_table_name", [ARG_new_table_name] = "new_table_name", [ARG_schema] = "*schema"};
    Directive directive;
    *result = value_none();
    return directive_begin(&directive, interpreter, self, "rename_table", arguments, names, ARG_COUNT,
                           ARG_old_table_name) &&
           directive_schema(&directive, directive.values[ARG_schema]) &&
           expect_text(interpreter, directive.values[ARG_new_table_name], "new_table_name",
                       &directive.operation.new_name) &&
           directive_emit(&directive, self, OPERATION_RENAME_TABLE);
}

NATIVE(op_create_table_comment)
{
    enum { ARG_table_name, ARG_comment, ARG_existing_comment, ARG_schema, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_table_name] = "table_name",
                                                 [ARG_comment] = "comment",
                                                 [ARG_existing_comment] = "*existing_comment",
                                                 [ARG_schema] = "schema"};
    Directive directive;
    *result = value_none();
    return directive_begin(&directive, interpreter, self, "create_table_comment", arguments, names, ARG_COUNT,
                           ARG_table_name) &&
           directive_schema(&directive, directive.values[ARG_schema]) &&
           directive_text(&directive, directive.values[ARG_comment], "comment", &directive.operation.comment) &&
           directive_emit(&directive, self, OPERATION_CREATE_TABLE_COMMENT);
}

NATIVE(op_drop_table_comment)
{
    enum { ARG_table_name, ARG_existing_comment, ARG_schema, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_table_name] = "table_name", [ARG_existing_comment] = "*existing_comment", [ARG_schema] = "schema"};
    Directive directive;
    *result = value_none();
    return directive_begin(&directive, interpreter, self, "drop_table_comment", arguments, names, ARG_COUNT,
                           ARG_table_name) &&
           directive_schema(&directive, directive.values[ARG_schema]) &&
           directive_emit(&directive, self, OPERATION_DROP_TABLE_COMMENT);
}

/* ---- columns ----------------------------------------------------------------------------- */

NATIVE(op_add_column)
{
    enum {
        ARG_table_name,
        ARG_column,
        ARG_schema,
        ARG_if_not_exists,
        ARG_inline_references,
        ARG_inline_primary_key,
        ARG_insert_before,
        ARG_insert_after,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_table_name] = "table_name",
                                                 [ARG_column] = "column",
                                                 [ARG_schema] = "*schema",
                                                 [ARG_if_not_exists] = "if_not_exists",
                                                 [ARG_inline_references] = "inline_references",
                                                 [ARG_inline_primary_key] = "inline_primary_key",
                                                 [ARG_insert_before] = "insert_before",
                                                 [ARG_insert_after] = "insert_after"};
    Directive directive;
    *result = value_none();
    if (!directive_begin(&directive, interpreter, self, "add_column", arguments, names, ARG_COUNT, ARG_table_name) ||
        !directive_schema(&directive, directive.values[ARG_schema]) ||
        !directive_truth(&directive, directive.values[ARG_if_not_exists], &directive.operation.if_exists) ||
        !directive_truth(&directive, directive.values[ARG_inline_references], &directive.operation.inline_references) ||
        !directive_truth(&directive, directive.values[ARG_inline_primary_key], &directive.operation.inline_primary_key))
        return false;
    ColumnObject *column = native_data(directive.values[ARG_column], &column_class);
    if (!column)
        return python_refuse(interpreter, "add_column() of a %s", value_type_name(directive.values[ARG_column]));
    Table *table = ARENA_NEW(directive.arena, Table);
    const TableItems items = {&directive.values[ARG_column], 1, script_convention(interpreter), true};
    if (!table_from_items(interpreter, directive_owner(&directive), directive.operation.table_name,
                          directive.operation.schema, &items, table))
        return false;
    directive.operation.table = table;
    directive.operation.column = table->columns.items[0];
    return directive_text(&directive, directive.values[ARG_insert_before], "insert_before",
                          &directive.operation.insert_before) &&
           directive_text(&directive, directive.values[ARG_insert_after], "insert_after",
                          &directive.operation.insert_after) &&
           directive_emit(&directive, self, OPERATION_ADD_COLUMN);
}

NATIVE(op_drop_column)
{
    enum { ARG_table_name, ARG_column_name, ARG_schema, ARG_if_exists, ARG_others, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_table_name] = "table_name",
                                                 [ARG_column_name] = "column_name",
                                                 [ARG_schema] = "*schema",
                                                 [ARG_if_exists] = "if_exists",
                                                 [ARG_others] = "**"};
    Directive directive;
    *result = value_none();
    return directive_begin(&directive, interpreter, self, "drop_column", arguments, names, ARG_COUNT, ARG_table_name) &&
           directive_schema(&directive, directive.values[ARG_schema]) &&
           expect_text(interpreter, directive.values[ARG_column_name], "column_name",
                       &directive.operation.column_name) &&
           directive_truth(&directive, directive.values[ARG_if_exists], &directive.operation.if_exists) &&
           directive_emit(&directive, self, OPERATION_DROP_COLUMN);
}

static bool is_false(Value value)
{
    return value.kind == VALUE_BOOL && !value.boolean;
}

/* Identity columns are altered by clauses of their own. */
static void read_identity_change(Value value, Value existing, ColumnChange *change)
{
    const IdentityObject *now = native_data(value, &identity_class), *before = native_data(existing, &identity_class);
    bool dropped = value_is_none(value) && before;
    if (!now && !dropped)
        return;
    change->changes_identity = true;
    change->adds_identity = value_is_none(existing);
    change->identity = now ? &now->options : NULL;
    change->existing_identity = before ? &before->options : NULL;
}

static bool read_default_change(Directive *directive, Value value, ColumnChange *change)
{
    if (!value_given(value) || is_false(value))
        return true;
    change->default_change = value_is_none(value) ? DEFAULT_DROP : DEFAULT_SET;
    if (value_is_none(value))
        return true;
    if (native_data(value, &computed_class))
        return python_refuse(directive->interpreter, "a computed default of an existing column");
    return server_default_from(directive->interpreter, directive_owner(directive), value, &change->server_default);
}

/* A type's CHECK constraint is dropped with the old type and added with the new one, except on SQLite outside of a
 * batch, where Alembic skips it. */
static bool emit_type_check(Directive *directive, Value self, const ColumnChange *change, const SqlType *type,
                            bool creates)
{
    Sink *sink = host_sink(directive->interpreter);
    BatchObject *batch = native_data(self, &batch_class);
    bool replaces = sink && sink->traits->replaces_checks;
    if (!type || !type->create_constraint)
        return true;
    bool has_check =
        replaces ? type_row(type->kind)->affinity != AFFINITY_BOOLEAN && !type_is_native_enum(type) : batch != NULL;
    if (!has_check)
        return sink != NULL;
    const Column *column = column_new(directive->arena, change->column, type);
    Operation operation = {.kind = creates ? OPERATION_CREATE_CONSTRAINT : OPERATION_DROP_CONSTRAINT,
                           .table_name = directive->operation.table_name,
                           .schema = directive->operation.schema,
                           .constraint = type_check_constraint(directive->arena, column)};
    if (!name_operation(directive->interpreter, directive->arena, &operation))
        return false;
    if (!batch)
        return emit_operation(directive->interpreter, &operation);
    native_store(self.native, directive->holder);
    vector_push(native_arena(self.native), &batch->waiting, operation);
    return true;
}

NATIVE(op_alter_column)
{
    enum {
        ARG_table_name,
        ARG_column_name,
        ARG_nullable,
        ARG_comment,
        ARG_server_default,
        ARG_new_column_name,
        ARG_type_,
        ARG_existing_type,
        ARG_existing_server_default,
        ARG_existing_nullable,
        ARG_existing_comment,
        ARG_schema,
        ARG_autoincrement,
        ARG_existing_autoincrement,
        ARG_postgresql_using,
        ARG_insert_before,
        ARG_insert_after,
        ARG_others,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_table_name] = "table_name",
                                                 [ARG_column_name] = "column_name",
                                                 [ARG_nullable] = "*nullable",
                                                 [ARG_comment] = "comment",
                                                 [ARG_server_default] = "server_default",
                                                 [ARG_new_column_name] = "new_column_name",
                                                 [ARG_type_] = "type_",
                                                 [ARG_existing_type] = "existing_type",
                                                 [ARG_existing_server_default] = "existing_server_default",
                                                 [ARG_existing_nullable] = "existing_nullable",
                                                 [ARG_existing_comment] = "existing_comment",
                                                 [ARG_schema] = "schema",
                                                 [ARG_autoincrement] = "autoincrement",
                                                 [ARG_existing_autoincrement] = "existing_autoincrement",
                                                 [ARG_postgresql_using] = "postgresql_using",
                                                 [ARG_insert_before] = "insert_before",
                                                 [ARG_insert_after] = "insert_after",
                                                 [ARG_others] = "**"};
    Directive directive;
    *result = value_none();
    if (!directive_begin(&directive, interpreter, self, "alter_column", arguments, names, ARG_COUNT, ARG_table_name) ||
        !directive_schema(&directive, directive.values[ARG_schema]))
        return false;
    Value *values = directive.values;
    if (directive_changes_nothing(self, values[ARG_column_name], arguments))
        return true;
    ColumnChange *change = ARENA_NEW(directive.arena, ColumnChange);
    bool nullable = false;
    change->nullable = -1;
    change->comment_given = value_given(values[ARG_comment]) && !is_false(values[ARG_comment]);
    if (!expect_text(interpreter, values[ARG_column_name], "column_name", &change->column) ||
        !directive_truth(&directive, values[ARG_nullable], &nullable) ||
        (change->comment_given && !directive_text(&directive, values[ARG_comment], "comment", &change->comment)) ||
        (read_identity_change(values[ARG_server_default], values[ARG_existing_server_default], change),
         !change->changes_identity && !read_default_change(&directive, values[ARG_server_default], change)) ||
        !directive_text(&directive, values[ARG_new_column_name], "new_column_name", &change->new_name) ||
        !directive_text(&directive, values[ARG_postgresql_using], "postgresql_using", &change->using_text))
        return false;
    if (value_given(values[ARG_nullable]) && !value_is_none(values[ARG_nullable]))
        change->nullable = nullable;
    if (value_given(values[ARG_type_]) && !value_is_none(values[ARG_type_]) &&
        !type_from(interpreter, directive_owner(&directive), values[ARG_type_], &change->type))
        return false;
    /* existing_type is only used for the reverse operation, so an unknown type is accepted. */
    if (is_type(values[ARG_existing_type]) &&
        !type_from(interpreter, directive_owner(&directive), values[ARG_existing_type], &change->existing_type))
        return false;
    if (change->using_text && !change->type)
        return python_refuse(interpreter, "postgresql_using without type_");
    directive.operation.change = change;
    return emit_type_check(&directive, self, change, change->type ? change->existing_type : NULL, false) &&
           directive_emit(&directive, self, OPERATION_ALTER_COLUMN) &&
           emit_type_check(&directive, self, change, change->type, true);
}

/* ---- indexes ------------------------------------------------------------------------------------ */

static bool index_expressions(Directive *directive, Value columns, Index *index)
{
    if (!value_is_sequence(columns))
        return python_refuse(directive->interpreter, "the columns of an index as a %s", value_type_name(columns));
    if (!python_copy_items(directive->interpreter, &columns))
        return false;
    index->expressions.items = ARENA_ARRAY(directive->arena, const Expression *, columns.list->count + 1);
    for (size_t i = 0; i < columns.list->count; i++) {
        Value item = columns.list->items[i];
        const Expression *expression =
            item.kind == VALUE_STRING ? column_expression(directive->arena, item.string->bytes) : NULL;
        if (!expression &&
            !expression_from(directive->interpreter, directive_owner(directive), item, NULL, &expression))
            return false;
        index->expressions.items[index->expressions.count++] = expression;
    }
    return true;
}

/* Without a name, SQLAlchemy makes one of the texts of the columns. */
static bool check_named(const Directive *directive, const Index *index)
{
    bool are_columns = true;
    for (size_t i = 0; i < index->expressions.count; i++)
        are_columns &= index->expressions.items[i]->kind == EXPRESSION_COLUMN;
    return index->name || are_columns ||
           python_refuse(directive->interpreter, "create_index() of expressions without a name for the index");
}

NATIVE(op_create_index)
{
    enum {
        ARG_index_name,
        ARG_table_name,
        ARG_columns,
        ARG_schema,
        ARG_unique,
        ARG_if_not_exists,
        ARG_info,
        ARG_quote,
        ARG_others,
        ARG_COUNT
    };
    static const char *const names[ARG_COUNT] = {[ARG_index_name] = "index_name",
                                                 [ARG_table_name] = "table_name",
                                                 [ARG_columns] = "columns",
                                                 [ARG_schema] = "*schema",
                                                 [ARG_unique] = "unique",
                                                 [ARG_if_not_exists] = "if_not_exists",
                                                 [ARG_info] = "info",
                                                 [ARG_quote] = "quote",
                                                 [ARG_others] = "**Index"};
    Directive directive;
    *result = value_none();
    if (!directive_begin(&directive, interpreter, self, "create_index", arguments, names, ARG_COUNT, ARG_table_name) ||
        !directive_schema(&directive, directive.values[ARG_schema]))
        return false;
    Index *index = ARENA_NEW(directive.arena, Index);
    index->table = directive.operation.table_name;
    index->schema = directive.operation.schema;
    index->options = directive.options;
    index->texts_have_keys = true;
    directive.operation.index = index;
    return name_from(interpreter, directive.arena, directive.values[ARG_index_name], "index_name", &index->name,
                     &index->name_is_final) &&
           index_expressions(&directive, directive.values[ARG_columns], index) && check_named(&directive, index) &&
           directive_truth(&directive, directive.values[ARG_unique], &index->unique) &&
           quote_from(interpreter, directive.values[ARG_quote], &index->quote) &&
           directive_truth(&directive, directive.values[ARG_if_not_exists], &directive.operation.if_exists) &&
           directive_emit(&directive, self, OPERATION_CREATE_INDEX);
}

NATIVE(op_drop_index)
{
    enum { ARG_index_name, ARG_table_name, ARG_schema, ARG_if_exists, ARG_others, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_index_name] = "index_name",
                                                 [ARG_table_name] = "table_name",
                                                 [ARG_schema] = "*schema",
                                                 [ARG_if_exists] = "if_exists",
                                                 [ARG_others] = "**Index"};
    Directive directive;
    *result = value_none();
    const BatchObject *batch = native_data(self, &batch_class);
    if (!directive_begin(&directive, interpreter, self, "drop_index", arguments, names, ARG_COUNT,
                         batch ? 1 : MAX_NAMES) ||
        !directive_schema(&directive, directive.values[ARG_schema]) ||
        (!batch &&
         !directive_text(&directive, directive.values[ARG_table_name], "table_name", &directive.operation.table_name)))
        return false;
    Index *index = ARENA_NEW(directive.arena, Index);
    index->table = directive.operation.table_name;
    index->schema = directive.operation.schema;
    index->options = directive.options;
    directive.operation.index = index;
    return name_from(interpreter, directive.arena, directive.values[ARG_index_name], "index_name", &index->name,
                     &index->name_is_final) &&
           directive_truth(&directive, directive.values[ARG_if_exists], &directive.operation.if_exists) &&
           directive_emit(&directive, self, OPERATION_DROP_INDEX);
}

/* ---- data and SQL ------------------------------------------------------------------------------------- */

static bool bulk_row(Directive *directive, const Table *table, Value dict, AssignmentRow *row)
{
    if (dict.kind != VALUE_DICT)
        return python_raise(directive->interpreter, "TypeError", "List of dictionaries expected");
    size_t mark = python_stack_mark(directive->interpreter);
    if (!python_copy_items(directive->interpreter, &dict))
        return false;
    Assignment *items = ARENA_ARRAY(directive->arena, Assignment, table->columns.count + 1);
    size_t given = 0;
    row->items = items;
    for (size_t i = 0; i < table->columns.count; i++) {
        const Column *column = table->columns.items[i];
        Value value = dict_get_text(dict.dict, column->name);
        if (!value_given(value)) {
            if (column->python_default.kind == DEFAULT_CALLED)
                return python_refuse(directive->interpreter, "rows that rely on the Python default of column '%s'",
                                     column->name);
            if (column->python_default.kind != DEFAULT_NONE)
                items[row->count++] =
                    (Assignment){.column = column->name, .type = column->type, .value = column->python_default.value};
            continue;
        }
        const SqlType *type = column->type && column->type->kind != TYPE_NULL ? column->type : NULL;
        Assignment assignment = {.column = column->name, .type = type};
        if (!row_value_from(directive->interpreter, directive_owner(directive), value, type, &assignment.value))
            return false;
        items[row->count++] = assignment;
        given++;
    }
    if (given != dict.dict->count)
        return python_raise(directive->interpreter, "CompileError", "Unconsumed column names in bulk_insert()");
    python_stack_reset(directive->interpreter, mark);
    return true;
}

NATIVE(op_bulk_insert)
{
    enum { ARG_table, ARG_rows, ARG_multiinsert, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_table] = "table", [ARG_rows] = "rows", [ARG_multiinsert] = "*multiinsert"};
    Directive directive;
    *result = value_none();
    if (!directive_begin(&directive, interpreter, self, "bulk_insert", arguments, names, ARG_COUNT, MAX_NAMES))
        return false;
    TableObject *table = native_data(directive.values[ARG_table], &table_class);
    Value rows = directive.values[ARG_rows];
    if (!table)
        return python_refuse(interpreter, "bulk_insert() into a %s", value_type_name(directive.values[ARG_table]));
    if (rows.kind != VALUE_LIST)
        return python_raise(interpreter, "TypeError", "List expected");
    if (!python_copy_items(interpreter, &rows))
        return false;
    AssignmentRow *built = ARENA_ARRAY(directive.arena, AssignmentRow, rows.list->count + 1);
    for (size_t i = 0; i < rows.list->count; i++)
        if (!bulk_row(&directive, table->table, rows.list->items[i], &built[i]))
            return false;
    directive.operation.table = table->table;
    directive.operation.table_name = table->table->name;
    directive.operation.schema = table->table->schema;
    directive.operation.rows = built;
    directive.operation.row_count = rows.list->count;
    return directive_emit(&directive, self, OPERATION_BULK_INSERT);
}

bool op_execute(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_sqltext, ARG_execution_options, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_sqltext] = "sqltext", [ARG_execution_options] = "*execution_options"};
    Directive directive;
    *result = value_none();
    if (!directive_begin(&directive, interpreter, self, "execute", arguments, names, ARG_COUNT, MAX_NAMES))
        return false;
    bool handled;
    if (!execute_ddl(interpreter, directive.values[ARG_sqltext], &handled) || handled)
        return handled && !python_failed(interpreter);
    if (!execution_options_are_plain(interpreter, directive.values[ARG_execution_options]))
        return false;
    native_store(directive_owner(&directive), directive.values[ARG_sqltext]);
    return statement_from(interpreter, directive.arena, directive.values[ARG_sqltext],
                          &directive.operation.statement) &&
           directive_emit(&directive, self, OPERATION_EXECUTE);
}

/* ---- tables of directives -------------------------------------------------------------------------------- */

static const NativeMember batch_methods[] = {
    {"add_column", op_add_column},
    {"drop_column", op_drop_column},
    {"alter_column", op_alter_column},
    {"create_index", op_create_index},
    {"drop_index", op_drop_index},
    {"create_foreign_key", op_create_foreign_key},
    {"create_primary_key", op_create_primary_key},
    {"create_unique_constraint", op_create_unique_constraint},
    {"create_check_constraint", op_create_check_constraint},
    {"create_exclude_constraint", op_create_exclude_constraint},
    {"drop_constraint", op_drop_constraint},
    {"create_table_comment", op_create_table_comment},
    {"drop_table_comment", op_drop_table_comment},
    {"f", op_f},
    {"get_bind", op_get_bind},
    {"get_context", op_get_context},
    {"execute", op_execute},
    {NULL, NULL},
};
/* Operations added by BatchOperations.register_operation(). */
static bool batch_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    enum { ARG_batch, ARG_name, ARG_COUNT };
    Value module, function, values[ARG_COUNT] = {[ARG_batch] = self};
    *result = value_absent();
    if (name[0] == '_')
        return true;
    if (!python_import_chain(interpreter, "alembic.operations.base", &module) ||
        !python_get_attribute(interpreter, module, "of_batch", &function) ||
        !python_text(interpreter, name, &values[ARG_name]) ||
        !python_call_positional(interpreter, function, values, ARG_COUNT, result))
        return false;
    if (value_is_none(*result))
        *result = value_absent();
    return true;
}

const NativeClass batch_class = {.name = "BatchOperations",
                                 .module = "alembic.operations",
                                 .methods = batch_methods,
                                 .attribute = batch_attribute,
                                 .enter = batch_enter,
                                 .exit = batch_exit};

static const NativeMember op_functions[] = {
    {"create_table", op_create_table},
    {"drop_table", op_drop_table},
    {"rename_table", op_rename_table},
    {"add_column", op_add_column},
    {"drop_column", op_drop_column},
    {"alter_column", op_alter_column},
    {"create_index", op_create_index},
    {"drop_index", op_drop_index},
    {"create_foreign_key", op_create_foreign_key},
    {"create_primary_key", op_create_primary_key},
    {"create_unique_constraint", op_create_unique_constraint},
    {"create_check_constraint", op_create_check_constraint},
    {"create_exclude_constraint", op_create_exclude_constraint},
    {"drop_constraint", op_drop_constraint},
    {"create_table_comment", op_create_table_comment},
    {"drop_table_comment", op_drop_table_comment},
    {"bulk_insert", op_bulk_insert},
    {"execute", op_execute},
    {"get_bind", op_get_bind},
    {"get_context", op_get_context},
    {"f", op_f},
    {"inline_literal", op_inline_literal},
    {"batch_alter_table", op_batch_alter_table},
    {NULL, NULL},
};
const NativeModule operations_module = {"alembic.op", op_functions, NULL, NULL, false, NULL};
