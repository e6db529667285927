/* insert(), update(), delete(): each method returns a new statement. */
#include "limbeck/sqlalchemy/statements.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/table.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/modules.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/tables.h"

#include <stddef.h>
#include <string.h>

extern const NativeClass conflict_insert_class;
const NativeClass statement_class = {.name = "Executable", .module = "sqlalchemy.sql.base"};

Statement *statement_of(Value value)
{
    return ((StatementObject *)native_data(value, &statement_class))->statement;
}

bool new_statement(Interpreter *interpreter, const NativeClass *type, StatementKind kind, Value *result,
                   Statement **statement)
{
    if (!native_new(interpreter, type, sizeof(StatementObject), result))
        return false;
    python_push(interpreter, *result);
    *statement = ARENA_NEW(native_arena(result->native), Statement);
    (*statement)->kind = kind;
    ((StatementObject *)result->native->data)->statement = *statement;
    return true;
}

/* A copy to change; the original stays what it was. */
bool derive_statement(Interpreter *interpreter, Value self, Value *result, Statement **statement)
{
    if (!new_statement(interpreter, self.native->type, STATEMENT_TEXT, result, statement))
        return false;
    **statement = *statement_of(self);
    native_keep(result->native, self);
    const char *entities = python_intern(interpreter, "_limbeck_entities");
    Value noted = names_get(&self.native->names, entities);
    if (value_given(noted))
        names_set(&result->native->names, entities, noted);
    return true;
}

bool append_expressions(Interpreter *interpreter, Native *owner, const Arguments *arguments, ExpressionList *list)
{
    Arena *arena = native_arena(owner);
    const Expression **items = ARENA_ARRAY(arena, const Expression *, list->count + arguments->positional + 1);
    if (list->count)
        memcpy(items, list->items, list->count * sizeof *items);
    list->items = items;
    for (size_t i = 0; i < arguments->positional; i++)
        if (!condition_from(interpreter, owner, arguments->values[i], &list->items[list->count++]))
            return false;
    return true;
}

/* WHERE of any statement. */
bool statement_where(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Statement *statement;
    if (!derive_statement(interpreter, self, result, &statement) ||
        !append_expressions(interpreter, result->native, arguments, &statement->where))
        return false;
    return true;
}

bool extend_statement(Interpreter *interpreter, Value self, const Arguments *arguments, size_t offset, Value *result)
{
    Statement *statement;
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    ExpressionList *list = (ExpressionList *)((char *)statement + offset);
    return append_expressions(interpreter, result->native, arguments, list);
}

/* ---- insert, update, delete ---------------------------------------------------------------- */

/* A declarative class stands for its table. */
bool table_of_class(Interpreter *interpreter, Value *value)
{
    Value table = value_absent();
    if (value->kind == VALUE_CLASS && !python_find_attribute(interpreter, *value, "__table__", &table))
        return false;
    if (value_given(table))
        *value = table;
    return true;
}

static bool statement_on(Interpreter *interpreter, Value table, const NativeClass *type, StatementKind kind,
                         Value *result, Statement **statement)
{
    if (!table_of_class(interpreter, &table))
        return false;
    TableObject *object = native_data(table, &table_class);
    if (!object)
        return python_refuse(interpreter, "a statement on something else than a table: %s", value_type_name(table));
    if (!new_statement(interpreter, type, kind, result, statement))
        return false;
    native_keep(result->native, table);
    (*statement)->table = object->table;
    return true;
}

static bool plain_call(Interpreter *interpreter, const Arguments *arguments, const char *name)
{
    if (arguments->positional || arguments->keyword_count)
        return python_refuse(interpreter, "%s() of a table with arguments", name);
    return true;
}

#define TABLE_STATEMENT(function, class_, kind, word)                                                                  \
    bool function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);                    \
    bool function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)                     \
    {                                                                                                                  \
        Statement *statement;                                                                                          \
        return plain_call(interpreter, arguments, word) &&                                                             \
               statement_on(interpreter, self, &(class_), kind, result, &statement);                                   \
    }                                                                                                                  \
    NATIVE(make_##function)                                                                                            \
    {                                                                                                                  \
        (void)self;                                                                                                    \
        Statement *statement;                                                                                          \
        return statement_on(interpreter, argument_at(arguments, 0), &(class_), kind, result, &statement);              \
    }

NATIVE(make_conflict_insert)
{
    (void)self;
    Statement *statement;
    return statement_on(interpreter, argument_at(arguments, 0), &conflict_insert_class, STATEMENT_INSERT, result,
                        &statement);
}

bool fill_dialect_statements(Interpreter *interpreter, Module *module)
{
    Value builtin;
    if (!python_builtin(interpreter, "insert", make_conflict_insert, value_none(), &builtin))
        return false;
    names_set(&module->names, python_intern(interpreter, "insert"), builtin);
    return true;
}

TABLE_STATEMENT(table_insert, insert_class, STATEMENT_INSERT, "insert")
TABLE_STATEMENT(table_update, update_class, STATEMENT_UPDATE, "update")
TABLE_STATEMENT(table_delete, delete_class, STATEMENT_DELETE, "delete")

static const char *assigned_name(Value key)
{
    ExpressionObject *object = native_data(key, &expression_class);
    if (object)
        return object->expression->name;
    return key.kind == VALUE_STRING ? key.string->bytes : NULL;
}

typedef VECTOR(Assignment) AssignmentVector;

static bool add_assignment(Interpreter *interpreter, Native *owner, const Table *table, const char *name, Value value,
                           AssignmentVector *assignments)
{
    const Column *column = name ? table_column(table, name) : NULL;
    if (!name || !column)
        return python_raise(interpreter, "CompileError", "Unconsumed column names: %s", name ? name : "?");
    Assignment assignment = {column->name, column->type, NULL, assignments->count};
    const SqlType *type = column->type && column->type->kind != TYPE_NULL ? column->type : NULL;
    if (!expression_from(interpreter, owner, value, type, &assignment.value))
        return false;
    vector_push(native_arena(owner), assignments, assignment);
    return true;
}

/* In the order of the table's columns, as SQLAlchemy writes them. */
static void sort_assignments(Arena *arena, const Table *table, AssignmentVector *assignments)
{
    AssignmentVector sorted = {0};
    for (size_t i = 0; i < table->columns.count; i++)
        for (size_t k = 0; k < assignments->count; k++)
            if (assignments->items[k].column == table->columns.items[i]->name)
                vector_push(arena, &sorted, assignments->items[k]);
    *assignments = sorted;
}

static bool read_row(Interpreter *interpreter, Native *owner, const Table *table, Value dict, AssignmentVector *row)
{
    if (dict.kind != VALUE_DICT)
        return python_refuse(interpreter, "values() of a %s", value_type_name(dict));
    size_t mark = python_stack_mark(interpreter);
    if (!python_steady(interpreter, &dict))
        return false;
    for (size_t i = 0; i < dict.dict->used; i++) {
        const DictEntry *entry = &dict.dict->entries[i];
        if (value_given(entry->key) &&
            !add_assignment(interpreter, owner, table, assigned_name(entry->key), entry->value, row))
            return false;
    }
    python_stack_reset(interpreter, mark);
    return true;
}

static const Assignment *assigned(const AssignmentVector *row, const Column *column)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->items[i].column == column->name)
            return &row->items[i];
    return NULL;
}

/* The default, or the onupdate, that the application's side adds. */
static bool add_defaults(Interpreter *interpreter, Native *owner, const Statement *statement, AssignmentVector *row)
{
    bool inserts = statement->kind == STATEMENT_INSERT;
    for (size_t i = 0; i < statement->table->columns.count; i++) {
        const Column *column = statement->table->columns.items[i];
        const ColumnDefault *given = inserts ? &column->python_default : &column->on_update;
        if (given->kind == DEFAULT_NONE || assigned(row, column))
            continue;
        if (given->kind == DEFAULT_CALLED)
            return python_refuse(interpreter, "a statement that relies on the Python function behind column '%s'",
                                 column->name);
        Assignment assignment = {column->name, column->type, given->value, row->count};
        vector_push(native_arena(owner), row, assignment);
    }
    return true;
}

/* PostgreSQL is asked for the primary key that the server makes. */
static bool add_implicit_returning(Interpreter *interpreter, Native *owner, Statement *statement,
                                   const AssignmentVector *row)
{
    Arena *arena = native_arena(owner);
    StringVector key = {0};
    table_primary_key(arena, statement->table, &key);
    const Column *counting = table_autoincrement_column(arena, statement->table);
    VECTOR(const Expression *) returned = {0};
    bool needed = false;
    for (size_t i = 0; i < key.count; i++) {
        const Column *column = table_column(statement->table, key.items[i]);
        const Assignment *given = column ? assigned(row, column) : NULL;
        if (!column)
            continue;
        bool made_by_server = column->server_default || column->identity || column == counting;
        if (!given && !made_by_server)
            return python_refuse(interpreter, "an INSERT that gives no value for the primary key '%s'", column->name);
        needed |= !given || (given->value->kind != EXPRESSION_LITERAL && given->value->kind != EXPRESSION_NULL);
        Expression *expression = expression_new(arena, EXPRESSION_COLUMN);
        expression->name = column->name;
        expression->table = statement->table;
        vector_push(arena, &returned, expression);
    }
    if (needed)
        statement->implicit_returning = (ExpressionList){returned.items, returned.count};
    return true;
}

static bool add_row(Interpreter *interpreter, Value statement_value, Statement *statement, AssignmentVector *row)
{
    Arena *arena = native_arena(statement_value.native);
    if (!add_defaults(interpreter, statement_value.native, statement, row))
        return false;
    sort_assignments(arena, statement->table, row);
    AssignmentRow *rows = ARENA_ARRAY(arena, AssignmentRow, statement->row_count + 1);
    if (statement->row_count)
        memcpy(rows, statement->rows, statement->row_count * sizeof *rows);
    rows[statement->row_count++] = (AssignmentRow){row->items, row->count};
    statement->rows = rows;
    return true;
}

NATIVE(statement_values)
{
    Statement *statement;
    AssignmentVector row = {0};
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    if (statement->row_count)
        return python_refuse(interpreter, "values() called twice");
    Value given = argument_at(arguments, 0);
    if (given.kind == VALUE_LIST) {
        if (!python_steady(interpreter, &given))
            return false;
        for (size_t i = 0; i < given.list->count; i++) {
            AssignmentVector one = {0};
            if (!read_row(interpreter, result->native, statement->table, given.list->items[i], &one) ||
                !add_row(interpreter, *result, statement, &one))
                return false;
        }
        return true;
    }
    if (value_given(given) && !read_row(interpreter, result->native, statement->table, given, &row))
        return false;
    arguments_were_read(arguments);
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!add_assignment(interpreter, result->native, statement->table, arguments->keywords[i],
                            arguments->values[arguments->positional + i], &row))
            return false;
    if (statement->kind == STATEMENT_INSERT && !add_implicit_returning(interpreter, result->native, statement, &row))
        return false;
    return add_row(interpreter, *result, statement, &row);
}

/* insert().from_select([columns], query) */
NATIVE(insert_from_select)
{
    static const char *const names[] = {"names", "select", "include_defaults"};
    Value values[3];
    Statement *statement;
    if (!arguments_bind(interpreter, "from_select", arguments, names, 3, values, NULL, NULL) ||
        !derive_statement(interpreter, self, result, &statement))
        return false;
    Arena *arena = native_arena(result->native);
    if (!native_data(values[1], &statement_class))
        return python_refuse(interpreter, "from_select() of a %s", value_type_name(values[1]));
    native_keep(result->native, values[1]);
    statement->from_select = statement_of(values[1]);
    if (!columns_from(interpreter, arena, values[0], "names", &statement->insert_columns))
        return false;
    for (size_t i = 0; i < statement->table->columns.count; i++) {
        const Column *column = statement->table->columns.items[i];
        if (column->python_default.kind != DEFAULT_NONE &&
            !string_vector_contains(&statement->insert_columns, column->name))
            return python_refuse(interpreter, "from_select() into a table with the Python-side default of '%s'",
                                 column->name);
    }
    return true;
}

/* ---- ON CONFLICT ----------------------------------------------------------------------------- */

static bool conflict_target(Interpreter *interpreter, Value object, const Value *values, ConflictClause *conflict)
{
    Native *owner = object.native;
    Arena *arena = native_arena(owner);
    ConstraintObject *constraint = native_data(values[0], &constraint_class);
    if (constraint && !constraint->constraint->name)
        return python_refuse(interpreter, "ON CONFLICT with an unnamed constraint");
    if (constraint)
        conflict->constraint = constraint->constraint->name;
    else if (!argument_text(interpreter, arena, values[0], "constraint", &conflict->constraint))
        return false;
    if (value_given(values[1]) && !value_is_none(values[1])) {
        Value items;
        if (!python_collect(interpreter, values[1], &items))
            return false;
        python_push(interpreter, items);
        conflict->elements.items = ARENA_ARRAY(arena, const Expression *, items.list->count + 1);
        for (size_t i = 0; i < items.list->count; i++) {
            const Expression **place = &conflict->elements.items[conflict->elements.count++];
            if (items.list->items[i].kind == VALUE_STRING)
                *place = column_expression(arena, items.list->items[i].string->bytes);
            else if (!expression_from(interpreter, owner, items.list->items[i], NULL, place))
                return false;
        }
    }
    Arguments where = {&values[2], value_given(values[2]) && !value_is_none(values[2]), NULL, 0};
    return append_expressions(interpreter, owner, &where, &conflict->index_where);
}

static bool add_conflict(Interpreter *interpreter, Value self, const Value *values, bool updates, Value *result)
{
    Statement *statement;
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    Arena *arena = native_arena(result->native);
    ConflictClause *conflict = ARENA_NEW(arena, ConflictClause);
    AssignmentVector set = {0};
    statement->conflict = conflict;
    statement->implicit_returning = (ExpressionList){0};
    conflict->updates = updates;
    if (!conflict_target(interpreter, *result, values, conflict))
        return false;
    if (!updates)
        return true;
    if (!read_row(interpreter, result->native, statement->table, value_plain(values[3]), &set))
        return false;
    sort_assignments(arena, statement->table, &set);
    conflict->set = (AssignmentRow){set.items, set.count};
    Arguments where = {&values[4], value_given(values[4]) && !value_is_none(values[4]), NULL, 0};
    return append_expressions(interpreter, result->native, &where, &conflict->where);
}

NATIVE(insert_on_conflict_do_nothing)
{
    static const char *const names[] = {"constraint", "index_elements", "index_where"};
    Value values[3];
    return arguments_bind(interpreter, "on_conflict_do_nothing", arguments, names, 3, values, NULL, NULL) &&
           add_conflict(interpreter, self, values, false, result);
}

NATIVE(insert_on_conflict_do_update)
{
    static const char *const names[] = {"constraint", "index_elements", "index_where", "set_", "where"};
    Value values[5];
    return arguments_bind(interpreter, "on_conflict_do_update", arguments, names, 5, values, NULL, NULL) &&
           add_conflict(interpreter, self, values, true, result);
}

/* excluded.name: the row that was to be inserted. */
NATIVE(insert_excluded)
{
    (void)arguments;
    Table *excluded;
    if (!native_new(interpreter, &table_class, sizeof(TableObject), result))
        return false;
    python_push(interpreter, *result);
    native_keep(result->native, self);
    excluded = ARENA_NEW(native_arena(result->native), Table);
    *excluded = (Table){.kind = FROM_ALIAS, .alias = "excluded", .element = statement_of(self)->table};
    excluded->columns = statement_of(self)->table->columns;
    *(TableObject *)result->native->data = (TableObject){.table = excluded, .is_lightweight = true};
    return python_get_attribute(interpreter, *result, "c", result);
}

NATIVE(statement_returning)
{
    return extend_statement(interpreter, self, arguments, offsetof(Statement, returning), result);
}

NATIVE(statement_same)
{
    (void)interpreter;
    (void)arguments;
    *result = self;
    return true;
}

static const NativeMember insert_methods[] = {{"values", statement_values},
                                              {"returning", statement_returning},
                                              {"from_select", insert_from_select},
                                              {"execution_options", statement_same},
                                              {NULL, NULL}};
static const NativeMember conflict_methods[] = {{"on_conflict_do_nothing", insert_on_conflict_do_nothing},
                                                {"on_conflict_do_update", insert_on_conflict_do_update},
                                                {NULL, NULL}};
static const NativeMember conflict_properties[] = {{"excluded", insert_excluded}, {NULL, NULL}};
static const NativeMember update_methods[] = {{"values", statement_values},          {"where", statement_where},
                                              {"filter", statement_where},           {"returning", statement_returning},
                                              {"execution_options", statement_same}, {NULL, NULL}};
const NativeClass insert_class = {
    .name = "Insert", .module = "sqlalchemy.sql.dml", .base = &statement_class, .methods = insert_methods};
/* insert() of a dialect's own module. */
const NativeClass conflict_insert_class = {.name = "Insert",
                                           .module = "sqlalchemy.dialects.postgresql",
                                           .base = &insert_class,
                                           .methods = conflict_methods,
                                           .properties = conflict_properties};
const NativeClass update_class = {
    .name = "Update", .module = "sqlalchemy.sql.dml", .base = &statement_class, .methods = update_methods};
const NativeClass delete_class = {
    .name = "Delete", .module = "sqlalchemy.sql.dml", .base = &statement_class, .methods = update_methods};

/* ---- what can be executed ------------------------------------------------------------------------ */

bool statement_from(Interpreter *interpreter, Arena *arena, Value value, const Statement **statement)
{
    StatementObject *object = native_data(value, &statement_class);
    ExpressionObject *text = native_data(value, &text_class);
    if (object) {
        *statement = object->statement;
        return true;
    }
    if (!text && value.kind != VALUE_STRING)
        return value.kind == VALUE_OPAQUE ? python_refuse(interpreter, "executing '%s', which limbeck could not import",
                                                          python_opaque_path(value))
                                          : python_refuse(interpreter, "executing a %s", value_type_name(value));
    Statement *made = ARENA_NEW(arena, Statement);
    made->kind = STATEMENT_TEXT;
    made->text = text ? text->expression : text_expression(arena, value.string->bytes);
    *statement = made;
    return true;
}

bool fill_statements(Interpreter *interpreter, Module *module)
{
    static const NativeMember functions[] = {
        {"insert", make_table_insert}, {"update", make_table_update}, {"delete", make_table_delete}, {NULL, NULL}};
    return add_functions(interpreter, module, functions);
}
