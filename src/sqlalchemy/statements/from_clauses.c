/* Elements of a FROM: aliases, subqueries, CTEs, samples. */
#include "limbeck/sqlalchemy/from_clauses.h"

#include "limbeck/sqlalchemy/from_objects.h"
#include "limbeck/sqlalchemy/operations.h"
#include "limbeck/sqlalchemy/quoted_names.h"
#include "limbeck/sqlalchemy/selects.h"
#include "limbeck/sqlalchemy/words.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/labels.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"

#include <string.h>

/* ---- making ----------------------------------------------------------------------- */

Table *new_from(Interpreter *interpreter, FromKind kind, Value *result)
{
    if (!native_new(interpreter, &table_class, sizeof(TableObject), result))
        return NULL;
    python_push(interpreter, *result);
    Table *table = ARENA_NEW(native_arena(result->native), Table);
    table->kind = kind;
    *(TableObject *)result->native->data = (TableObject){.table = table, .is_lightweight = true};
    return table;
}

bool name_from_table(Interpreter *interpreter, Arena *arena, Value given, const char *base, Table *table)
{
    Name name;
    if (!quoted_name_from(interpreter, arena, given, "name", &name))
        return false;
    table->alias = name.text ? name.text : name_of_object(arena, table, base);
    table->quote = name.quote;
    return true;
}

/* text() is written as it is; a query needs an alias. */
bool from_object(Interpreter *interpreter, Native *owner, Value value, const Table **table)
{
    if (!table_of_class(interpreter, &value))
        return false;
    TableObject *object = native_data(value, &table_class);
    const ExpressionObject *expression = native_data(value, &expression_class);
    bool is_text =
        expression && expression->expression->kind == EXPRESSION_TEXT && expression->expression->is_text_clause;
    bool is_function = expression && expression->expression->kind == EXPRESSION_FUNCTION;
    if (!object && !is_text && !is_function)
        return python_refuse(interpreter, "a FROM of something other than a table: %s", value_type_name(value));
    native_store(owner, value);
    if (object) {
        *table = object->table;
        return true;
    }
    Table *text = ARENA_NEW(native_arena(owner), Table);
    text->kind = FROM_TEXT;
    text->expression = expression->expression;
    *table = text;
    return true;
}

bool from_as_value(Interpreter *interpreter, Value table, Value *result)
{
    Arena *arena;
    if (!result_expression(interpreter, table, result, &arena))
        return false;
    const Table *of = ((TableObject *)table.native->data)->table;
    Expression *row = expression_new(arena, EXPRESSION_ROW);
    row->name = table_label(of);
    row->table = of;
    row->type = of->row_type;
    expression_object_set(*result, row);
    return true;
}

/* ---- a query with a name ------------------------------------------------------------- */

static bool gives_rows(const Statement *query)
{
    bool is_change =
        query->kind == STATEMENT_INSERT || query->kind == STATEMENT_UPDATE || query->kind == STATEMENT_DELETE;
    return is_change || query->kind == STATEMENT_SELECT || query->kind == STATEMENT_COMPOUND ||
           query->kind == STATEMENT_TEXTUAL;
}

static bool query_as(Interpreter *interpreter, Value self, Value name, FromKind kind, Value *result)
{
    Table *table = new_from(interpreter, kind, result);
    if (!table)
        return false;
    Arena *arena = native_arena(result->native);
    native_store(result->native, self);
    table->query = statement_of(self);
    if (!gives_rows(table->query))
        return python_refuse(interpreter, "a query that is not a SELECT");
    table_export(arena, table->query, table);
    return name_from_table(interpreter, arena, name, NULL, table);
}

static bool bind_name(Interpreter *interpreter, const Arguments *arguments, const char *function, Value *name)
{
    enum { ARG_name, ARG_flat, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_name] = "name", [ARG_flat] = "flat"};
    Value values[ARG_COUNT];
    if (!arguments_bind(interpreter, function, arguments, names, ARG_COUNT, values, NULL, NULL))
        return false;
    *name = values[ARG_name];
    bool flat = false; /* of a join, whose alias() is refused; to all else it is nothing */
    return argument_flag(interpreter, values[ARG_flat], &flat);
}

bool query_subquery(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value name;
    return bind_name(interpreter, arguments, "subquery", &name) &&
           query_as(interpreter, self, name, FROM_SUBQUERY, result);
}

bool query_lateral(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (!query_subquery(interpreter, self, arguments, result))
        return false;
    ((TableObject *)result->native->data)->table->is_lateral = true;
    return true;
}

bool query_cte(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_name, ARG_recursive, ARG_nesting, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"name", "recursive", "nesting"};
    Value values[ARG_COUNT];
    if (!arguments_bind(interpreter, "cte", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !query_as(interpreter, self, values[ARG_name], FROM_CTE, result))
        return false;
    Table *cte = ((TableObject *)result->native->data)->table;
    return argument_flag(interpreter, values[ARG_recursive], &cte->is_recursive) &&
           argument_flag(interpreter, values[ARG_nesting], &cte->is_nested);
}

/* ---- another name ---------------------------------------------------------------------- */

static const char *base_name(const Table *table)
{
    const char *name = table->kind == FROM_JOIN ? NULL : table_label(table);
    return name_is_made_up(name) ? NULL : name;
}

static bool alias_of(Interpreter *interpreter, Value self, Value name, Value *result)
{
    const Table *element = ((TableObject *)self.native->data)->table;
    bool is_cte = element->kind == FROM_CTE;
    Table *table = new_from(interpreter, is_cte ? FROM_CTE : FROM_ALIAS, result);
    if (!table)
        return false;
    Arena *arena = native_arena(result->native);
    native_store(result->native, self);
    if (is_cte || element->kind == FROM_FUNCTION || element->kind == FROM_VALUES)
        *table = *element;
    table->restates = NULL;
    table->columns.items = NULL;
    table->columns.count = table->columns.capacity = 0;
    if (element->kind != FROM_FUNCTION && element->kind != FROM_VALUES)
        table->element = element;
    if (element->kind == FROM_JOIN)
        return python_refuse(interpreter, "alias() of a join");
    table_export_table(arena, element, table);
    return name_from_table(interpreter, arena, name, is_cte ? NULL : base_name(element), table);
}

NATIVE(from_alias)
{
    Value name;
    return bind_name(interpreter, arguments, "alias", &name) && alias_of(interpreter, self, name, result);
}

/* alias.lateral(), table.lateral() */
NATIVE(from_lateral)
{
    Value name;
    if (!bind_name(interpreter, arguments, "lateral", &name) || !alias_of(interpreter, self, name, result))
        return false;
    ((TableObject *)result->native->data)->table->is_lateral = true;
    return true;
}

/* AS name(a, b), with types too. */
NATIVE(from_render_derived)
{
    enum { ARG_name, ARG_with_types, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_name] = "name", [ARG_with_types] = "with_types"};
    Value values[ARG_COUNT];
    const Table *given = ((TableObject *)self.native->data)->table;
    if (given->kind != FROM_FUNCTION)
        return python_raise(interpreter, "AttributeError", "render_derived");
    if (!arguments_bind(interpreter, "render_derived", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !alias_of(interpreter, self, values[ARG_name], result))
        return false;
    Table *table = ((TableObject *)result->native->data)->table;
    table->renders_columns = true;
    if (!value_given(values[ARG_name]) || value_is_none(values[ARG_name]))
        table->alias = name_of_object(native_arena(result->native), table, NULL);
    return argument_flag(interpreter, values[ARG_with_types], &table->renders_types);
}

/* table.tablesample(method, name, seed) */
NATIVE(from_tablesample)
{
    enum { ARG_sampling, ARG_name, ARG_seed, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {"sampling", "name", "seed"};
    Value values[ARG_COUNT];
    if (!arguments_bind(interpreter, "tablesample", arguments, names, ARG_COUNT, values, NULL, NULL) ||
        !alias_of(interpreter, self, values[ARG_name], result))
        return false;
    Table *table = ((TableObject *)result->native->data)->table;
    Arena *arena = native_arena(result->native);
    table->kind = FROM_SAMPLE;
    if (!expression_from(interpreter, result->native, values[ARG_sampling], NULL, &table->expression))
        return false;
    if (table->expression->kind == EXPRESSION_LITERAL) {
        Expression *system = expression_new(arena, EXPRESSION_FUNCTION);
        system->name = "system";
        system->items.items = arena_copy(arena, &table->expression, 1, sizeof table->expression);
        system->items.count = 1;
        table->expression = system;
    }
    return !value_given(values[ARG_seed]) || value_is_none(values[ARG_seed]) ||
           expression_from(interpreter, result->native, values[ARG_seed], NULL, &table->seed);
}

/* ---- WITH that grows ------------------------------------------------------------------------ */

/* UNION of a recursive CTE: the result stays the same table for its own query. */
static bool cte_grows(Interpreter *interpreter, Value self, const Arguments *arguments, const char *word, Value *result)
{
    TableObject *object = native_data(self, &table_class);
    if (object->table->kind != FROM_CTE)
        return python_raise(interpreter, "AttributeError", "union");
    Table *table = new_from(interpreter, FROM_CTE, result);
    if (!table)
        return false;
    Arena *arena = native_arena(result->native);
    Statement *compound = ARENA_NEW(arena, Statement);
    native_store(result->native, self);
    *table = *object->table;
    table->restates = object->table;
    table->element = NULL;
    compound->kind = STATEMENT_COMPOUND;
    compound->compound = word;
    compound->parts = ARENA_ARRAY(arena, const Statement *, arguments->positional + 1);
    compound->parts[compound->part_count++] = object->table->query;
    for (size_t i = 0; i < arguments->positional; i++) {
        if (!native_data(arguments->values[i], &statement_class))
            return python_refuse(interpreter, "%s with something other than a SELECT", word);
        native_store(result->native, arguments->values[i]);
        compound->parts[compound->part_count++] = statement_of(arguments->values[i]);
    }
    table->query = compound;
    return true;
}

NATIVE(from_union)
{
    return cte_grows(interpreter, self, arguments, "UNION", result);
}

NATIVE(from_union_all)
{
    return cte_grows(interpreter, self, arguments, "UNION ALL", result);
}

/* Prefixes after AS, and suffixes after the query. */
static bool cte_words(Interpreter *interpreter, Value self, const Arguments *arguments, bool is_prefix, Value *result)
{
    const Table *given = ((TableObject *)self.native->data)->table;
    if (given->kind != FROM_CTE)
        return python_raise(interpreter, "AttributeError", "%s", is_prefix ? "prefix_with" : "suffix_with");
    Table *table = new_from(interpreter, FROM_CTE, result);
    if (!table)
        return false;
    native_store(result->native, self);
    *table = *given;
    table->restates = given->restates;
    return append_words(interpreter, result->native, arguments,
                        is_prefix ? &table->prefixes_of_cte : &table->suffixes_of_cte);
}

NATIVE(from_prefix_with)
{
    return cte_words(interpreter, self, arguments, true, result);
}

NATIVE(from_suffix_with)
{
    return cte_words(interpreter, self, arguments, false, result);
}

NATIVE(from_table_valued)
{
    if (arguments->positional || arguments->keyword_count)
        return python_refuse(interpreter, "table_valued() of a table with arguments");
    return from_as_value(interpreter, self, result);
}

NATIVE(from_select)
{
    if (arguments->positional || arguments->keyword_count)
        return python_raise(interpreter, "TypeError", "select() takes 1 positional argument but %zu were given",
                            arguments->positional + arguments->keyword_count + 1);
    return select_of_table(interpreter, self, result);
}

bool make_alias(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    return call_method_of_first(interpreter, arguments, "alias", result);
}

bool without_first(const Arguments *arguments, Arguments *rest)
{
    *rest = *arguments;
    rest->values++;
    rest->positional--;
    return true;
}

/* alias(x, ...), lateral(x, ...): the method of their first argument. */
bool call_method_of_first(Interpreter *interpreter, const Arguments *arguments, const char *name, Value *result)
{
    Arguments rest;
    Value method;
    if (!arguments->positional)
        return python_refuse(interpreter, "%s() of nothing", name);
    return without_first(arguments, &rest) &&
           python_get_attribute(interpreter, argument_at(arguments, 0), name, &method) &&
           python_call(interpreter, method, &rest, result);
}

const NativeMember from_methods[] = {
    {"alias", from_alias},
    {"lateral", from_lateral},
    {"join", from_join},
    {"outerjoin", from_outerjoin},
    {"select", from_select},
    {"union_all", from_union_all},
    {"union", from_union},
    {"prefix_with", from_prefix_with},
    {"suffix_with", from_suffix_with},
    {"table_valued", from_table_valued},
    {"render_derived", from_render_derived},
    {"tablesample", from_tablesample},
    {"_anonymous_fromclause", from_alias},
    {NULL, NULL},
};
