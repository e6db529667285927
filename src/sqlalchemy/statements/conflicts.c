/* INSERT ... ON CONFLICT, from insert() of a dialect's module. */
#include "limbeck/sqlalchemy/changes.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/labels.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"

#include <stddef.h>
#include <string.h>

/* on_conflict_do_nothing() takes those up to the first of an UPDATE. */
enum { ARG_constraint, ARG_index_elements, ARG_index_where, ARG_set_, ARG_where, ARG_COUNT };
static const char *const names[ARG_COUNT] = {[ARG_constraint] = "constraint",
                                             [ARG_index_elements] = "index_elements",
                                             [ARG_index_where] = "index_where",
                                             [ARG_set_] = "set_",
                                             [ARG_where] = "where"};

static bool conflict_target(Interpreter *interpreter, Value object, const Value *values, ConflictClause *conflict)
{
    Native *owner = object.native;
    Arena *arena = native_arena(owner);
    ConstraintObject *constraint = native_data(values[ARG_constraint], &constraint_class);
    if (constraint && !constraint->constraint->name)
        return python_refuse(interpreter, "ON CONFLICT with an unnamed constraint");
    if (constraint)
        conflict->constraint = constraint->constraint->name;
    else if (!argument_text(interpreter, arena, values[ARG_constraint], "constraint", &conflict->constraint))
        return false;
    if (value_given(values[ARG_index_elements]) && !value_is_none(values[ARG_index_elements])) {
        Value items;
        if (!python_collect(interpreter, values[ARG_index_elements], &items))
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
    Arguments where = {&values[ARG_index_where],
                       value_given(values[ARG_index_where]) && !value_is_none(values[ARG_index_where]), NULL, 0};
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
    conflict->updates = updates;
    if (!conflict_target(interpreter, *result, values, conflict))
        return false;
    if (!updates)
        return true;
    if (!read_row(interpreter, result->native, statement->table, value_plain(values[ARG_set_]), &set))
        return false;
    sort_assignments(arena, statement->table, &set);
    conflict->set = (AssignmentRow){set.items, set.count};
    Arguments where = {&values[ARG_where], value_given(values[ARG_where]) && !value_is_none(values[ARG_where]), NULL,
                       0};
    return append_expressions(interpreter, result->native, &where, &conflict->where);
}

NATIVE(insert_on_conflict_do_nothing)
{
    Value values[ARG_COUNT];
    return arguments_bind(interpreter, "on_conflict_do_nothing", arguments, names, ARG_set_, values, NULL, NULL) &&
           add_conflict(interpreter, self, values, false, result);
}

NATIVE(insert_on_conflict_do_update)
{
    Value values[ARG_COUNT];
    return arguments_bind(interpreter, "on_conflict_do_update", arguments, names, ARG_COUNT, values, NULL, NULL) &&
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
    native_store(result->native, self);
    excluded = ARENA_NEW(native_arena(result->native), Table);
    *excluded = (Table){.kind = FROM_ALIAS, .alias = "excluded", .element = statement_of(self)->table};
    table_export_table(native_arena(result->native), excluded->element, excluded);
    *(TableObject *)result->native->data = (TableObject){.table = excluded, .is_lightweight = true};
    return python_get_attribute(interpreter, *result, "c", result);
}

static const NativeMember conflict_methods[] = {{"on_conflict_do_nothing", insert_on_conflict_do_nothing},
                                                {"on_conflict_do_update", insert_on_conflict_do_update},
                                                {NULL, NULL}};
static const NativeMember conflict_properties[] = {{"excluded", insert_excluded}, {NULL, NULL}};
static const NativeClass conflict_insert_class = {.name = "Insert",
                                                  .module = "sqlalchemy.dialects.postgresql",
                                                  .base = &insert_class,
                                                  .methods = conflict_methods,
                                                  .properties = conflict_properties};

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
