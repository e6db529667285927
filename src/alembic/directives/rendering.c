/* _limbeck.rendering: operations of a comparison, and what a hook made of them, as Python. */
#include "directive_host.h"
#include "found.h"

#include "limbeck/sqlalchemy/columns.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/tables.h"

#include <string.h>

static const struct DirectiveHost *host_of(Interpreter *interpreter)
{
    const struct DirectiveHost *host = binding_host(interpreter)->directives;
    if (!host)
        python_refuse(interpreter, "operations of a comparison outside process_revision_directives()");
    return host;
}

static bool render(Interpreter *interpreter, DirectivePart part, const void *item, Value in_batch, Value *result)
{
    const struct DirectiveHost *host = host_of(interpreter);
    const char *text;
    Error error = {0};
    if (!host)
        return false;
    if (!host->request->render(host->request->state, part, item, in_batch.boolean, &text, &error))
        return python_fail(interpreter, &error);
    return python_text(interpreter, text, result);
}

NATIVE(rendering_found)
{
    (void)self;
    const struct DirectiveHost *host = host_of(interpreter);
    if (!host)
        return false;
    size_t mark = python_stack_mark(interpreter);
    bool done = found_fields(interpreter, directive_operation(host, argument_at(arguments, 0).integer), result);
    python_stack_reset(interpreter, mark);
    return done;
}

/* opposite(number): of the operation that undoes it. */
NATIVE(rendering_opposite)
{
    (void)self;
    const struct DirectiveHost *host = host_of(interpreter);
    int64_t number = argument_at(arguments, 0).integer;
    if (!host)
        return false;
    int64_t count = (int64_t)host->request->pairs.count;
    *result = value_int(number < count ? number + count : number - count);
    return true;
}

NATIVE(rendering_prefix)
{
    (void)self;
    (void)arguments;
    const struct DirectiveHost *host = host_of(interpreter);
    return host && python_text(interpreter, host->request->operations_prefix, result);
}

enum { ARG_item, ARG_in_batch };

NATIVE(rendering_text)
{
    (void)self;
    const struct DirectiveHost *host = host_of(interpreter);
    return host &&
           render(interpreter, DIRECTIVE_OPERATION, directive_operation(host, argument_at(arguments, ARG_item).integer),
                  argument_at(arguments, ARG_in_batch), result);
}

static bool render_column(Interpreter *interpreter, const Arguments *arguments, DirectivePart part, Value *result)
{
    const ColumnObject *object = native_data(argument_at(arguments, ARG_item), &column_class);
    if (!object)
        return python_refuse(interpreter, "a hook that gives an operation something that is no Column");
    return render(interpreter, part, object->column, argument_at(arguments, ARG_in_batch), result);
}

NATIVE(rendering_column_text)
{
    (void)self;
    return render_column(interpreter, arguments, DIRECTIVE_COLUMN, result);
}

NATIVE(rendering_type_text)
{
    (void)self;
    return render_column(interpreter, arguments, DIRECTIVE_TYPE, result);
}

NATIVE(rendering_default_text)
{
    (void)self;
    return render_column(interpreter, arguments, DIRECTIVE_DEFAULT, result);
}

/* table_text(table, in_batch): op.create_table() of a Table that the hook made. */
NATIVE(rendering_table_text)
{
    (void)self;
    const TableObject *object = native_data(argument_at(arguments, ARG_item), &table_class);
    if (!object)
        return python_refuse(interpreter, "a hook that makes a table of something else");
    const Operation operation = {.kind = OPERATION_CREATE_TABLE,
                                 .table_name = object->table->name,
                                 .schema = object->table->schema,
                                 .table = object->table};
    return render(interpreter, DIRECTIVE_OPERATION, &operation, argument_at(arguments, ARG_in_batch), result);
}

/* ---- tables made of the parts of another ------------------------------------------------------- */

static const Constraint *constraint_of(Value item)
{
    static const NativeClass *const classes[] = {&primary_key_class, &unique_class, &foreign_key_constraint_class,
                                                 &check_class, &exclude_class};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        const ConstraintObject *object = native_data(item, classes[i]);
        if (object)
            return object->constraint;
    }
    return NULL;
}

static bool has_constraint(const Table *table, const Constraint *constraint)
{
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i] == constraint)
            return true;
    return false;
}

/* The new table whose parts a hook uses; -1 where it uses none. */
static int64_t origin_of(const struct DirectiveHost *host, const Value items)
{
    int64_t count = 2 * (int64_t)host->request->pairs.count;
    for (int64_t number = 0; number < count; number++) {
        const Operation *operation = directive_operation(host, number);
        if (operation->kind != OPERATION_CREATE_TABLE)
            continue;
        for (size_t i = 0; i < items.list->count; i++) {
            const ColumnObject *column = native_data(items.list->items[i], &column_class);
            const Constraint *constraint = constraint_of(items.list->items[i]);
            if ((constraint && has_constraint(operation->table, constraint)) ||
                (column && column->is_found && table_column(operation->table, column->column->name) == column->column))
                return number;
        }
    }
    return -1;
}

NATIVE(rendering_origin)
{
    (void)self;
    const struct DirectiveHost *host = host_of(interpreter);
    Value items = argument_at(arguments, 0);
    if (!host)
        return false;
    if (!value_is_sequence(items))
        return python_refuse(interpreter, "the columns of a CreateTableOp as a %s", value_type_name(items));
    int64_t number = origin_of(host, items);
    *result = number < 0 ? value_none() : value_int(number);
    return true;
}

NATIVE(rendering_has_options)
{
    (void)self;
    const struct DirectiveHost *host = host_of(interpreter);
    if (!host)
        return false;
    const Table *table = directive_operation(host, argument_at(arguments, 0).integer)->table;
    *result = value_bool(table->options.count || table->prefixes.count);
    return true;
}

/* A column of the table adds no constraints: these are among the items. */
static bool add_column(Interpreter *interpreter, Arena *arena, const Table *origin, const ColumnObject *object,
                       bool included, Table *table)
{
    const Column *column = object->column;
    bool is_old = table_column(origin, column->name) != NULL;
    if (!is_old && (column->primary_key || column->unique || column->foreign_keys.count || column->checks.count))
        return python_refuse(interpreter, "a hook that adds the column '%s', which has a constraint, to a new table",
                             column->name);
    if (!included && column->checks.count)
        return python_refuse(interpreter, "a hook that makes a CreateTableOp with the column '%s', which has a CHECK",
                             column->name);
    vector_push(arena, &table->columns, (Column *)column);
    if (!is_old || included || !column->unique || column->index)
        return true;
    Constraint *again = ARENA_NEW(arena, Constraint); /* Alembic writes it twice where a hook makes the operation */
    *again = (Constraint){.kind = CONSTRAINT_UNIQUE, .deferrable = -1};
    vector_push(arena, &again->columns, column->name);
    for (size_t i = 0; i < origin->constraints.count; i++) {
        const Constraint *same = origin->constraints.items[i];
        if (same->kind == CONSTRAINT_UNIQUE && same->columns.count == 1 &&
            strcmp(same->columns.items[0], column->name) == 0)
            *again = *same;
    }
    vector_push(arena, &table->constraints, again);
    return true;
}

static bool add_parts(Interpreter *interpreter, Arena *arena, const Table *origin, Value items, bool included,
                      Table *table)
{
    size_t constraints = 0;
    for (size_t i = 0; i < items.list->count; i++) {
        const ColumnObject *column = native_data(items.list->items[i], &column_class);
        const Constraint *constraint = constraint_of(items.list->items[i]);
        if (column && !add_column(interpreter, arena, origin, column, included, table))
            return false;
        if (!column && (!constraint || !has_constraint(origin, constraint)))
            return python_refuse(interpreter, "a hook that adds a constraint to a new table");
        if (!column)
            vector_push(arena, &table->constraints, constraint);
        constraints += !column;
    }
    for (size_t i = 0; i < origin->columns.count; i++)
        if (!table_column(table, origin->columns.items[i]->name))
            return python_refuse(interpreter, "a hook that removes the column '%s' from a new table",
                                 origin->columns.items[i]->name);
    return constraints == origin->constraints.count ||
           python_refuse(interpreter, "a hook that removes a constraint from a new table");
}

/* table_of_parts(number, items, schema, comment, constraints are included, in_batch) */
NATIVE(rendering_table_of_parts)
{
    enum { PART_number, PART_items, PART_schema, PART_comment, PART_included, PART_in_batch };
    (void)self;
    const struct DirectiveHost *host = host_of(interpreter);
    Arena *arena = binding_host(interpreter)->arena;
    Value items = argument_at(arguments, PART_items);
    if (!host)
        return false;
    if (!value_is_sequence(items))
        return python_refuse(interpreter, "the columns of a CreateTableOp as a %s", value_type_name(items));
    const Table *origin = directive_operation(host, argument_at(arguments, PART_number).integer)->table;
    Table *table = arena_copy(arena, origin, 1, sizeof *table);
    table->columns.items = NULL;
    table->columns.count = table->columns.capacity = 0;
    table->constraints.items = NULL;
    table->constraints.count = table->constraints.capacity = 0;
    if (!add_parts(interpreter, arena, origin, items, argument_at(arguments, PART_included).boolean, table) ||
        !expect_text_or_none(interpreter, argument_at(arguments, PART_schema), "schema", &table->schema) ||
        !expect_text_or_none(interpreter, argument_at(arguments, PART_comment), "comment", &table->comment))
        return false;
    const Operation operation = {
        .kind = OPERATION_CREATE_TABLE, .table_name = table->name, .schema = table->schema, .table = table};
    return render(interpreter, DIRECTIVE_OPERATION, &operation, argument_at(arguments, PART_in_batch), result);
}

static const NativeMember functions[] = {{"found", rendering_found, TAKES(1, 1)},
                                         {"opposite", rendering_opposite, TAKES(1, 1)},
                                         {"prefix", rendering_prefix, TAKES(0, 0)},
                                         {"text", rendering_text, TAKES(2, 2)},
                                         {"column_text", rendering_column_text, TAKES(2, 2)},
                                         {"type_text", rendering_type_text, TAKES(2, 2)},
                                         {"default_text", rendering_default_text, TAKES(2, 2)},
                                         {"table_text", rendering_table_text, TAKES(2, 2)},
                                         {"origin", rendering_origin, TAKES(1, 1)},
                                         {"has_options", rendering_has_options, TAKES(1, 1)},
                                         {"table_of_parts", rendering_table_of_parts, TAKES(6, 6)},
                                         {NULL, NULL}};
const NativeModule limbeck_rendering_module = {"_limbeck.rendering", functions, NULL, NULL, false, NULL};
