/* select(), insert(), update(), delete(): each method returns a new statement. */
#include "binding.h"

#include <stddef.h>
#include <string.h>

const NativeClass statement_class = {.name = "Executable", .module = "sqlalchemy.sql.base"};

static Statement *statement_of(Value value)
{
    return ((StatementObject *)native_data(value, &statement_class))->statement;
}

static bool new_statement(Interpreter *interpreter, const NativeClass *type, StatementKind kind, Value *result,
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
static bool derive(Interpreter *interpreter, Value self, Value *result, Statement **statement)
{
    if (!new_statement(interpreter, self.native->type, STATEMENT_TEXT, result, statement))
        return false;
    **statement = *statement_of(self);
    native_keep(result->native, self);
    return true;
}

static bool append_expressions(Interpreter *interpreter, Native *owner, const Arguments *arguments,
                               ExpressionList *list)
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

static void add_from(Arena *arena, Statement *select, const Table *table)
{
    for (size_t i = 0; i < select->from_count; i++)
        if (select->from[i] == table)
            return;
    for (size_t i = 0; i < select->join_count; i++)
        if (select->joins[i].table == table)
            return;
    const Table **from = ARENA_ARRAY(arena, const Table *, select->from_count + 1);
    if (select->from_count)
        memcpy(from, select->from, select->from_count * sizeof *from);
    from[select->from_count++] = table;
    select->from = from;
}

static void add_from_of(Arena *arena, Statement *select, const ExpressionList *list)
{
    TableVector tables = {0};
    for (size_t i = 0; i < list->count; i++)
        collect_tables(arena, list->items[i], &tables);
    for (size_t i = 0; i < tables.count; i++)
        add_from(arena, select, tables.items[i]);
}

/* ---- select -------------------------------------------------------------------------- */

static bool add_table_columns(Native *owner, Value table, Statement *select)
{
    Arena *arena = native_arena(owner);
    const Table *source = ((TableObject *)native_data(table, &table_class))->table;
    const Expression **items =
        ARENA_ARRAY(arena, const Expression *, select->columns.count + source->columns.count + 1);
    if (select->columns.count)
        memcpy(items, select->columns.items, select->columns.count * sizeof *items);
    select->columns.items = items;
    native_keep(owner, table);
    for (size_t i = 0; i < source->columns.count; i++) {
        Expression *column = expression_new(arena, EXPRESSION_COLUMN);
        column->name = source->columns.items[i]->name;
        column->table = source;
        items[select->columns.count++] = column;
    }
    add_from(arena, select, source);
    return true;
}

static bool select_columns(Interpreter *interpreter, const Arguments *arguments, Value *result)
{
    Statement *select;
    if (!new_statement(interpreter, &select_class, STATEMENT_SELECT, result, &select))
        return false;
    for (size_t i = 0; i < arguments->positional; i++) {
        Arguments one = {arguments->values + i, 1, NULL, 0};
        Value value = arguments->values[i];
        if (native_data(value, &table_class))
            add_table_columns(result->native, value, select);
        else if (value.kind == VALUE_STRING || value.kind == VALUE_LIST)
            return python_raise(interpreter, "ArgumentError",
                                "Column expression, FROM clause, or other columns clause element expected");
        else if (!append_expressions(interpreter, result->native, &one, &select->columns))
            return false;
        else
            add_from_of(native_arena(result->native), select, &select->columns);
    }
    return true;
}

NATIVE(make_select)
{
    (void)self;
    if (arguments->keyword_count)
        return python_refuse(interpreter, "select() with keywords");
    return select_columns(interpreter, arguments, result);
}

bool table_select(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool table_select(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Arguments one = {&self, 1, NULL, 0};
    if (arguments->positional || arguments->keyword_count)
        return python_refuse(interpreter, "Table.select() with arguments");
    return select_columns(interpreter, &one, result);
}

/* WHERE of any statement. */
NATIVE(statement_where)
{
    Statement *statement;
    if (!derive(interpreter, self, result, &statement) ||
        !append_expressions(interpreter, result->native, arguments, &statement->where))
        return false;
    if (statement->kind == STATEMENT_SELECT) {
        add_from_of(native_arena(result->native), statement, &statement->where);
        return true;
    }
    TableVector tables = {0};
    for (size_t i = 0; i < statement->where.count; i++)
        collect_tables(native_arena(result->native), statement->where.items[i], &tables);
    for (size_t i = 0; i < tables.count; i++)
        if (tables.items[i] != statement->table)
            return python_refuse(interpreter, "an UPDATE or DELETE over several tables");
    return true;
}

static bool extend(Interpreter *interpreter, Value self, const Arguments *arguments, size_t offset, Value *result)
{
    Statement *statement;
    if (!derive(interpreter, self, result, &statement))
        return false;
    ExpressionList *list = (ExpressionList *)((char *)statement + offset);
    return append_expressions(interpreter, result->native, arguments, list);
}

NATIVE(select_order_by)
{
    return extend(interpreter, self, arguments, offsetof(Statement, order_by), result);
}

NATIVE(select_group_by)
{
    return extend(interpreter, self, arguments, offsetof(Statement, group_by), result);
}

NATIVE(select_having)
{
    return extend(interpreter, self, arguments, offsetof(Statement, having), result);
}

NATIVE(select_limit)
{
    Statement *statement;
    return derive(interpreter, self, result, &statement) &&
           expression_from(interpreter, result->native, argument_at(arguments, 0), NULL, &statement->limit);
}

NATIVE(select_offset)
{
    Statement *statement;
    return derive(interpreter, self, result, &statement) &&
           expression_from(interpreter, result->native, argument_at(arguments, 0), NULL, &statement->offset);
}

NATIVE(select_distinct)
{
    Statement *statement;
    if (arguments->positional)
        return python_refuse(interpreter, "distinct() with columns");
    if (!derive(interpreter, self, result, &statement))
        return false;
    statement->is_distinct = true;
    return true;
}

NATIVE(select_from)
{
    Statement *statement;
    TableObject *table = native_data(argument_at(arguments, 0), &table_class);
    if (!table || arguments->positional != 1)
        return python_refuse(interpreter, "select_from() of something else than one table");
    if (!derive(interpreter, self, result, &statement))
        return false;
    native_keep(result->native, arguments->values[0]);
    add_from(native_arena(result->native), statement, table->table);
    return true;
}

static const NativeMember select_methods[] = {
    {"where", statement_where},    {"filter", statement_where},
    {"order_by", select_order_by}, {"group_by", select_group_by},
    {"having", select_having},     {"limit", select_limit},
    {"offset", select_offset},     {"distinct", select_distinct},
    {"select_from", select_from},  {NULL, NULL},
};
const NativeClass select_class = {
    .name = "Select", .module = "sqlalchemy.sql.selectable", .base = &statement_class, .methods = select_methods};

/* ---- insert, update, delete ---------------------------------------------------------------- */

static bool statement_on(Interpreter *interpreter, Value table, const NativeClass *type, StatementKind kind,
                         Value *result, Statement **statement)
{
    TableObject *object = native_data(table, &table_class);
    if (!object)
        return python_refuse(interpreter, "a statement on something else than a table");
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
               statement_on(interpreter, self, &class_, kind, result, &statement);                                     \
    }                                                                                                                  \
    NATIVE(make_##function)                                                                                            \
    {                                                                                                                  \
        (void)self;                                                                                                    \
        Statement *statement;                                                                                          \
        return statement_on(interpreter, argument_at(arguments, 0), &class_, kind, result, &statement);                \
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
    Assignment assignment = {column->name, column->type, NULL};
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
    for (size_t i = 0; i < dict.dict->used; i++) {
        const DictEntry *entry = &dict.dict->entries[i];
        if (value_given(entry->key) &&
            !add_assignment(interpreter, owner, table, assigned_name(entry->key), entry->value, row))
            return false;
    }
    return true;
}

static bool assigned_plainly(const AssignmentVector *row, const Column *column)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->items[i].column == column->name)
            return row->items[i].value->kind == EXPRESSION_LITERAL;
    return false;
}

/* A column with a Python-side default that is not given would get a value that
 * only the application knows. */
static bool check_defaults(Interpreter *interpreter, const Statement *statement, const AssignmentVector *row)
{
    for (size_t i = 0; statement->kind == STATEMENT_INSERT && i < statement->table->columns.count; i++) {
        const Column *column = statement->table->columns.items[i];
        bool given = !column->has_default;
        for (size_t k = 0; k < row->count && !given; k++)
            given = row->items[k].column == column->name;
        if (!given)
            return python_refuse(interpreter, "an INSERT that relies on the Python-side default of column '%s'",
                                 column->name);
        if (column->primary_key && !assigned_plainly(row, column))
            return python_refuse(interpreter,
                                 "an INSERT that leaves the primary key '%s' to the server (SQLAlchemy adds RETURNING)",
                                 column->name);
    }
    return true;
}

static bool add_row(Interpreter *interpreter, Value statement_value, Statement *statement, AssignmentVector *row)
{
    Arena *arena = native_arena(statement_value.native);
    if (!check_defaults(interpreter, statement, row))
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
    if (!derive(interpreter, self, result, &statement))
        return false;
    if (statement->row_count)
        return python_refuse(interpreter, "values() called twice");
    Value given = argument_at(arguments, 0);
    if (given.kind == VALUE_LIST) {
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
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!add_assignment(interpreter, result->native, statement->table, arguments->keywords[i],
                            arguments->values[arguments->positional + i], &row))
            return false;
    return add_row(interpreter, *result, statement, &row);
}

NATIVE(statement_returning)
{
    return extend(interpreter, self, arguments, offsetof(Statement, returning), result);
}

NATIVE(statement_same)
{
    (void)interpreter;
    (void)arguments;
    *result = self;
    return true;
}

static const NativeMember insert_methods[] = {
    {"values", statement_values}, {"returning", statement_returning}, {NULL, NULL}};
static const NativeMember update_methods[] = {{"values", statement_values},          {"where", statement_where},
                                              {"filter", statement_where},           {"returning", statement_returning},
                                              {"execution_options", statement_same}, {NULL, NULL}};
const NativeClass insert_class = {
    .name = "Insert", .module = "sqlalchemy.sql.dml", .base = &statement_class, .methods = insert_methods};
const NativeClass update_class = {
    .name = "Update", .module = "sqlalchemy.sql.dml", .base = &statement_class, .methods = update_methods};
const NativeClass delete_class = {
    .name = "Delete", .module = "sqlalchemy.sql.dml", .base = &statement_class, .methods = update_methods};

/* ---- what can be executed ------------------------------------------------------------------------ */

bool statement_from(Interpreter *interpreter, Native *owner, Value value, const Statement **statement)
{
    StatementObject *object = native_data(value, &statement_class);
    ExpressionObject *text = native_data(value, &text_class);
    if (object) {
        native_keep(owner, value);
        *statement = object->statement;
        return true;
    }
    if (!text && value.kind != VALUE_STRING)
        return python_refuse(interpreter, "executing a %s", value_type_name(value));
    Statement *made = ARENA_NEW(native_arena(owner), Statement);
    made->kind = STATEMENT_TEXT;
    made->text = text ? text->expression : text_expression(native_arena(owner), value.string->bytes);
    native_keep(owner, value);
    *statement = made;
    return true;
}

bool fill_statements(Interpreter *interpreter, Module *module)
{
    static const NativeMember functions[] = {{"select", make_select},
                                             {"insert", make_table_insert},
                                             {"update", make_table_update},
                                             {"delete", make_table_delete}};
    for (size_t i = 0; i < 4; i++) {
        Value builtin;
        if (!python_builtin(interpreter, functions[i].name, functions[i].function, value_none(), &builtin))
            return false;
        names_set(&module->names, python_intern(interpreter, functions[i].name), builtin);
    }
    return true;
}
