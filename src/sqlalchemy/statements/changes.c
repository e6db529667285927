/* insert(), update(), delete() and their values; each method returns a new statement. */
#include "limbeck/sqlalchemy/changes.h"
#include "limbeck/sqlalchemy/execution_options.h"

#include "limbeck/sqlalchemy/quoted_names.h"
#include "limbeck/sqlalchemy/selects.h"
#include "limbeck/sqlalchemy/words.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/labels.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/from_clauses.h"
#include "limbeck/sqlalchemy/modules.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"

#include <stddef.h>
#include <string.h>

bool statement_on(Interpreter *interpreter, Value table, const NativeClass *type, StatementKind kind, Value *result,
                  Statement **statement)
{
    if (!table_of_class(interpreter, &table))
        return false;
    TableObject *object = native_data(table, &table_class);
    if (!object)
        return python_refuse(interpreter, "a statement on something other than a table: %s", value_type_name(table));
    if (!new_statement(interpreter, type, kind, result, statement))
        return false;
    native_store(result->native, table);
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

TABLE_STATEMENT(table_insert, insert_class, STATEMENT_INSERT, "insert")
TABLE_STATEMENT(table_update, update_class, STATEMENT_UPDATE, "update")
TABLE_STATEMENT(table_delete, delete_class, STATEMENT_DELETE, "delete")

static const char *assigned_name(Value key)
{
    ExpressionObject *object = native_data(key, &expression_class);
    if (object)
        return object->expression->kind == EXPRESSION_COLUMN ? object->expression->name : NULL;
    return key.kind == VALUE_STRING ? key.string->bytes : NULL;
}

/* A string is a column's key; a Column object has a name. */
static const Column *assigned_column(const Table *table, const char *name)
{
    const Column *column = table_column_by_key(table, name);
    return column ? column : table_column(table, name);
}

static bool add_assignment(Interpreter *interpreter, Native *owner, const Table *table, const char *name, Value value,
                           AssignmentVector *assignments)
{
    const Column *column = name ? assigned_column(table, name) : NULL;
    if (!name) /* an element of an array, a slice, a tuple of columns */
        return python_refuse(interpreter, "values() with a name that is not a column");
    if (!column)
        return python_raise(interpreter, "CompileError", "Unconsumed column names: %s", name);
    Assignment assignment = {column->name, column->type, NULL, assignments->count, false};
    const SqlType *type = column->type && column->type->kind != TYPE_NULL ? column->type : NULL;
    if (!expression_from(interpreter, owner, value, type, &assignment.value))
        return false;
    if (assignment.value->kind == EXPRESSION_LITERAL && !assignment.value->type && type) {
        Expression *typed = expression_new(native_arena(owner), EXPRESSION_LITERAL);
        *typed = *assignment.value;
        typed->type = type;
        assignment.value = typed;
    }
    vector_push(native_arena(owner), assignments, assignment);
    return true;
}

/* In the order of the table's columns, as SQLAlchemy does. */
void sort_assignments(Arena *arena, const Table *table, AssignmentVector *assignments)
{
    AssignmentVector sorted = {0};
    for (size_t i = 0; i < table->columns.count; i++)
        for (size_t k = 0; k < assignments->count; k++)
            if (assignments->items[k].column == table->columns.items[i]->name)
                vector_push(arena, &sorted, assignments->items[k]);
    *assignments = sorted;
}

bool read_row(Interpreter *interpreter, Native *owner, const Table *table, Value dict, AssignmentVector *row)
{
    if (dict.kind != VALUE_DICT)
        return python_refuse(interpreter, "values() of a %s", value_type_name(dict));
    size_t mark = python_stack_mark(interpreter);
    if (!python_copy_items(interpreter, &dict))
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

/* The value of a Python-side default is known only at execution; a preview shows NULL. */
static const Expression *default_value(Arena *arena, const ColumnDefault *given, const Column *column)
{
    if (given->kind != DEFAULT_CALLED)
        return given->value;
    Expression *called = expression_new(arena, EXPRESSION_LITERAL);
    called->name = column->name;
    called->type = column->type;
    called->is_default = true;
    called->literal.kind = LITERAL_DEFERRED;
    return called;
}

/* The Python-side default, or onupdate, of a column without a value. */
static void add_defaults(Native *owner, const Statement *statement, AssignmentVector *row)
{
    bool inserts = statement->kind == STATEMENT_INSERT;
    for (size_t i = 0; i < statement->table->columns.count; i++) {
        const Column *column = statement->table->columns.items[i];
        const ColumnDefault *given = inserts ? &column->python_default : &column->on_update;
        if (given->kind == DEFAULT_NONE || assigned(row, column))
            continue;
        Assignment assignment = {column->name, column->type, default_value(native_arena(owner), given, column),
                                 row->count, true};
        vector_push(native_arena(owner), row, assignment);
    }
}

/* On PostgreSQL, RETURNING fetches a primary key made by the server. */
static bool add_implicit_returning(Interpreter *interpreter, Native *owner, Statement *statement,
                                   const AssignmentVector *row)
{
    Arena *arena = native_arena(owner);
    StringVector key = {0};
    table_primary_key(arena, statement->table, &key);
    const Column *counting = table_autoincrement_column(arena, statement->table);
    VECTOR(const Expression *) returned = {0};
    bool needed = false;
    statement->implicit_returning = (ExpressionList){0};
    if (statement->is_inline)
        return true;
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

static void add_row(Value statement_value, Statement *statement, AssignmentVector *row)
{
    Arena *arena = native_arena(statement_value.native);
    add_defaults(statement_value.native, statement, row);
    if (!statement->keeps_order)
        sort_assignments(arena, statement->table, row);
    AssignmentRow *rows = ARENA_ARRAY(arena, AssignmentRow, statement->row_count + 1);
    if (statement->row_count)
        memcpy(rows, statement->rows, statement->row_count * sizeof *rows);
    rows[statement->row_count++] = (AssignmentRow){row->items, row->count};
    statement->rows = rows;
}

/* The values of an earlier values() that this call does not replace. */
static void merge_given(Arena *arena, const Statement *statement, AssignmentVector *row)
{
    AssignmentVector merged = {0};
    for (size_t i = 0; statement->row_count && i < statement->rows[0].count; i++) {
        Assignment before = statement->rows[0].items[i];
        bool is_again = before.is_added;
        for (size_t k = 0; k < row->count; k++)
            is_again |= row->items[k].column == before.column;
        before.place = merged.count;
        if (!is_again)
            vector_push(arena, &merged, before);
    }
    for (size_t i = 0; i < row->count; i++) {
        row->items[i].place = merged.count;
        vector_push(arena, &merged, row->items[i]);
    }
    *row = merged;
}

/* values((1, 2)): in the order of the table's columns. */
static bool read_sequence(Interpreter *interpreter, Native *owner, const Table *table, Value values,
                          AssignmentVector *row)
{
    if (values.list->count > table->columns.count)
        return python_refuse(interpreter, "values() of more values than the table has columns");
    for (size_t i = 0; i < values.list->count; i++)
        if (!add_assignment(interpreter, owner, table, table->columns.items[i]->name, values.list->items[i], row))
            return false;
    return true;
}

static bool read_given(Interpreter *interpreter, Native *owner, const Table *table, Value given, AssignmentVector *row)
{
    if (value_is_sequence(given))
        return read_sequence(interpreter, owner, table, given, row);
    return read_row(interpreter, owner, table, value_plain(given), row);
}

static bool is_list_of_rows(Value given)
{
    Value first = value_is_sequence(given) && given.list->count ? given.list->items[0] : value_absent();
    return value_is_sequence(first) || value_plain(first).kind == VALUE_DICT;
}

static bool add_rows(Interpreter *interpreter, Value object, Statement *statement, Value given)
{
    if (statement->kind != STATEMENT_INSERT || statement->row_count)
        return python_refuse(interpreter, "values() of several rows in this place");
    if (!python_copy_items(interpreter, &given))
        return false;
    for (size_t i = 0; i < given.list->count; i++) {
        AssignmentVector one = {0};
        if (!read_given(interpreter, object.native, statement->table, given.list->items[i], &one))
            return false;
        add_row(object, statement, &one);
    }
    return true;
}

NATIVE(statement_values)
{
    Statement *statement;
    AssignmentVector row = {0};
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    Arena *arena = native_arena(result->native);
    Value given = argument_at(arguments, 0);
    if (arguments->positional > 1)
        return python_raise(interpreter, "ArgumentError",
                            "Only a single dictionary/tuple or list of dictionaries/tuples is accepted positionally.");
    if (statement->row_count > 1)
        return python_refuse(interpreter, "values() of a statement that has several rows");
    if (is_list_of_rows(given))
        return add_rows(interpreter, *result, statement, given);
    if (value_given(given) && !read_given(interpreter, result->native, statement->table, given, &row))
        return false;
    arguments_were_read(arguments);
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!add_assignment(interpreter, result->native, statement->table, arguments->keywords[i],
                            arguments->values[arguments->positional + i], &row))
            return false;
    merge_given(arena, statement, &row);
    statement->row_count = 0;
    if (statement->kind == STATEMENT_INSERT && !add_implicit_returning(interpreter, result->native, statement, &row))
        return false;
    add_row(*result, statement, &row);
    return true;
}

/* update().ordered_values((column, value), ...) */
NATIVE(update_ordered_values)
{
    Statement *statement;
    AssignmentVector row = {0};
    if (arguments->keyword_count)
        return python_refuse(interpreter, "ordered_values() with keywords");
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    if (statement->row_count)
        return python_raise(interpreter, "InvalidRequestError", "This statement already has values present");
    for (size_t i = 0; i < arguments->positional; i++) {
        Value pair = arguments->values[i];
        if (!value_is_sequence(pair) || pair.list->count != 2)
            return python_raise(interpreter, "ArgumentError", "When preserving order, a list of 2-tuples is expected");
        if (!add_assignment(interpreter, result->native, statement->table, assigned_name(pair.list->items[0]),
                            pair.list->items[1], &row))
            return false;
    }
    statement->keeps_order = true;
    add_row(*result, statement, &row);
    return true;
}

/* inline(): SQLAlchemy fetches no defaults before and no key after the statement. */
NATIVE(insert_inline)
{
    Statement *statement;
    (void)arguments;
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    statement->is_inline = true;
    statement->implicit_returning = (ExpressionList){0};
    return true;
}

/* Columns with a Python-side default that the query does not fill. */
static void add_select_defaults(Arena *arena, Statement *statement)
{
    AssignmentVector row = {0};
    for (size_t i = 0; i < statement->table->columns.count; i++) {
        const Column *column = statement->table->columns.items[i];
        if (column->python_default.kind == DEFAULT_NONE ||
            string_vector_contains(&statement->insert_columns, column->name))
            continue;
        Assignment assignment = {column->name, column->type, default_value(arena, &column->python_default, column),
                                 row.count, true};
        vector_push(arena, &row, assignment);
    }
    statement->insert_defaults = (AssignmentRow){row.items, row.count};
}

/* insert().from_select([columns], query) */
NATIVE(insert_from_select)
{
    enum { ARG_names, ARG_select, ARG_include_defaults, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {
        [ARG_names] = "names", [ARG_select] = "select", [ARG_include_defaults] = "include_defaults"};
    Value values[ARG_COUNT];
    Statement *statement;
    if (!arguments_bind(interpreter, "from_select", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !derive_statement(interpreter, self, result, &statement))
        return false;
    Arena *arena = native_arena(result->native);
    if (statement->row_count)
        return python_raise(interpreter, "InvalidRequestError", "This construct already inserts value expressions");
    if (!native_data(values[ARG_select], &statement_class))
        return python_refuse(interpreter, "from_select() of a %s", value_type_name(values[ARG_select]));
    native_store(result->native, values[ARG_select]);
    statement->from_select = statement_of(values[ARG_select]);
    if (!columns_from(interpreter, arena, values[ARG_names], "names", &statement->insert_columns))
        return false;
    bool adds = true;
    if (!argument_flag(interpreter, values[ARG_include_defaults], &adds))
        return false;
    if (adds)
        add_select_defaults(arena, statement);
    return true;
}

/* A table means all of its columns. */
NATIVE(statement_returning)
{
    Statement *statement;
    if (arguments->keyword_count)
        return python_refuse(interpreter, "returning() with keywords");
    if (!derive_statement(interpreter, self, result, &statement))
        return false;
    Statement columns = {.columns = statement->returning};
    if (!add_columns(interpreter, result->native, arguments->values, arguments->positional, &columns))
        return false;
    statement->returning = columns.columns;
    return true;
}

static const NativeMember change_methods[] = {{"values", statement_values},
                                              {"returning", statement_returning},
                                              {"prefix_with", statement_prefix_with},
                                              {"with_hint", statement_with_hint},
                                              {"add_cte", statement_add_cte},
                                              {"cte", query_cte},
                                              {"execution_options", with_execution_options, TAKES_ANYTHING},
                                              {NULL, NULL}};
static const NativeMember insert_methods[] = {
    {"from_select", insert_from_select}, {"inline", insert_inline}, {NULL, NULL}};
static const NativeMember update_methods[] = {{"where", statement_where},
                                              {"filter", statement_where},
                                              {"ordered_values", update_ordered_values},
                                              {"inline", insert_inline},
                                              {NULL, NULL}};
static const NativeMember delete_methods[] = {{"where", statement_where}, {"filter", statement_where}, {NULL, NULL}};
static const NativeClass change_class = {
    .name = "UpdateBase", .module = "sqlalchemy.sql.dml", .base = &statement_class, .methods = change_methods};
const NativeClass insert_class = {
    .name = "Insert", .module = "sqlalchemy.sql.dml", .base = &change_class, .methods = insert_methods};
const NativeClass update_class = {
    .name = "Update", .module = "sqlalchemy.sql.dml", .base = &change_class, .methods = update_methods};
const NativeClass delete_class = {
    .name = "Delete", .module = "sqlalchemy.sql.dml", .base = &change_class, .methods = delete_methods};

bool fill_statements(Interpreter *interpreter, Module *module)
{
    static const NativeMember functions[] = {
        {"insert", make_table_insert}, {"update", make_table_update}, {"delete", make_table_delete}, {NULL, NULL}};
    return add_functions(interpreter, module, functions);
}
