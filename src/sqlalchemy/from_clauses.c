/* What can stand in a FROM: aliases, subqueries, WITH, joins. */
#include "limbeck/sqlalchemy/from_clauses.h"

#include "selects.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/table.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"

#include <string.h>

/* ---- what can stand in a FROM ---------------------------------------------------- */

static Table *new_from(Interpreter *interpreter, FromKind kind, Value *result)
{
    if (!native_new(interpreter, &table_class, sizeof(TableObject), result))
        return NULL;
    python_push(interpreter, *result);
    Table *table = ARENA_NEW(native_arena(result->native), Table);
    table->kind = kind;
    *(TableObject *)result->native->data = (TableObject){.table = table, .is_lightweight = true};
    return table;
}

bool from_object(Interpreter *interpreter, Native *owner, Value value, const Table **table)
{
    if (!table_of_class(interpreter, &value))
        return false;
    TableObject *object = native_data(value, &table_class);
    if (!object)
        return python_refuse(interpreter, "a FROM of something else than a table: %s", value_type_name(value));
    native_keep(owner, value);
    *table = object->table;
    return true;
}

/* The names under which a query's columns are known outside it. */
static void export_columns(Arena *arena, const Statement *query, Table *table)
{
    while (query->kind == STATEMENT_COMPOUND && query->part_count)
        query = query->parts[0];
    for (size_t i = 0; i < query->columns.count; i++) {
        const Expression *column = query->columns.items[i];
        const Expression *named = column->kind == EXPRESSION_CAST && !column->name ? column->left : column;
        if (!named->name || named->kind == EXPRESSION_FUNCTION || named->kind == EXPRESSION_LITERAL)
            continue;
        vector_push(arena, &table->columns, column_new(arena, named->name, column->type));
    }
}

static bool name_argument(Interpreter *interpreter, const Arguments *arguments, Arena *arena, const char **name)
{
    Value given = argument_at(arguments, 0);
    if (!value_given(given))
        given = argument_named(interpreter, arguments, "name");
    return argument_text(interpreter, arena, given, "name", name);
}

static bool query_as(Interpreter *interpreter, Value self, const Arguments *arguments, FromKind kind, Value *result)
{
    Table *table = new_from(interpreter, kind, result);
    if (!table)
        return false;
    Arena *arena = native_arena(result->native);
    native_keep(result->native, self);
    table->query = statement_of(self);
    if (table->query->kind != STATEMENT_SELECT && table->query->kind != STATEMENT_COMPOUND)
        return python_refuse(interpreter, "WITH of a statement that is not a SELECT");
    export_columns(arena, table->query, table);
    return name_argument(interpreter, arguments, arena, &table->alias);
}

bool query_subquery(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return query_as(interpreter, self, arguments, FROM_SUBQUERY, result);
}

bool query_lateral(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    if (!query_as(interpreter, self, arguments, FROM_SUBQUERY, result))
        return false;
    ((TableObject *)result->native->data)->table->is_lateral = true;
    return true;
}

bool query_cte(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Arguments name = {arguments->values, arguments->positional ? 1 : 0, NULL, 0};
    Value given = argument_named(interpreter, arguments, "name"), recursive = argument_at(arguments, 1);
    if (value_given(given))
        name = (Arguments){&given, 1, NULL, 0};
    if (!value_given(recursive))
        recursive = argument_named(interpreter, arguments, "recursive");
    if (value_given(argument_named(interpreter, arguments, "nesting")))
        return python_refuse(interpreter, "cte(nesting=...)");
    return query_as(interpreter, self, &name, FROM_CTE, result) &&
           argument_flag(interpreter, recursive, &((TableObject *)result->native->data)->table->is_recursive);
}

/* Table.alias(), and of a WITH or a subquery: another name for it. */
NATIVE(from_alias)
{
    Table *table = new_from(interpreter, FROM_ALIAS, result);
    if (!table || !from_object(interpreter, result->native, self, &table->element))
        return false;
    if (table->element->kind == FROM_JOIN)
        return python_refuse(interpreter, "alias() of a join");
    Arena *arena = native_arena(result->native);
    for (size_t i = 0; i < table->element->columns.count; i++)
        vector_push(arena, &table->columns, table->element->columns.items[i]);
    return name_argument(interpreter, arguments, arena, &table->alias);
}

/* A recursive WITH grows by a UNION; it stays the same table to its own query. */
static bool cte_grows(Interpreter *interpreter, Value self, const Arguments *arguments, const char *word, Value *result)
{
    TableObject *object = native_data(self, &table_class);
    if (object->table->kind != FROM_CTE || arguments->positional != 1)
        return python_refuse(interpreter, "%s of a table", word);
    Table *table = new_from(interpreter, FROM_CTE, result);
    if (!table)
        return false;
    Arena *arena = native_arena(result->native);
    native_keep(result->native, self);
    native_keep(result->native, arguments->values[0]);
    if (!native_data(arguments->values[0], &statement_class))
        return python_refuse(interpreter, "%s with something else than a SELECT", word);
    *table = *object->table;
    if (!table->alias)
        return python_refuse(interpreter, "a recursive WITH without a name");
    Statement *compound = ARENA_NEW(arena, Statement);
    const Statement *parts[2] = {object->table->query, statement_of(arguments->values[0])};
    compound->kind = STATEMENT_COMPOUND;
    compound->compound = word;
    compound->parts = arena_copy(arena, parts, 2, sizeof *parts);
    compound->part_count = 2;
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

/* ---- joins --------------------------------------------------------------------------- */

static const Constraint *key_between(const Table *from, const Table *to)
{
    for (size_t i = 0; i < from->constraints.count; i++) {
        const Constraint *constraint = from->constraints.items[i];
        bool refers = constraint->kind == CONSTRAINT_FOREIGN_KEY && to->name && constraint->referent_table &&
                      strcmp(constraint->referent_table, to->name) == 0;
        if (refers)
            return constraint;
    }
    return NULL;
}

const Expression *column_in(Arena *arena, const Table *table, const char *name)
{
    Expression *column = expression_new(arena, EXPRESSION_COLUMN);
    const Column *known = table_column(table, name);
    column->name = name;
    column->table = table;
    column->type = known ? known->type : NULL;
    return column;
}

static const Expression *key_condition(Arena *arena, const Constraint *key, const Table *from, const Table *to)
{
    VECTOR(const Expression *) parts = {0};
    for (size_t i = 0; i < key->columns.count && i < key->referent_columns.count; i++) {
        const Expression *referent = column_in(arena, to, key->referent_columns.items[i]);
        const Expression *part =
            expression_binary(arena, SQL_EQUAL, referent, column_in(arena, from, key->columns.items[i]));
        vector_push(arena, &parts, part);
    }
    return expression_junction(arena, SQL_AND, parts.items, parts.count);
}

/* Without ON, the foreign key between the two says it. */
bool infer_on(Interpreter *interpreter, Arena *arena, Table *join)
{
    VECTOR(const Table *) left = {0};
    const Table *at = join->left;
    for (; at->kind == FROM_JOIN; at = at->left)
        vector_push(arena, &left, at->right);
    vector_push(arena, &left, at);
    const Expression *found = NULL;
    for (size_t i = 0; i < left.count; i++) {
        const Table *other = left.items[i];
        const Constraint *key = key_between(join->right, other), *back = key_between(other, join->right);
        if (!key && !back)
            continue;
        if (found || (key && back))
            return python_refuse(interpreter, "a join without ON where several foreign keys would do");
        found = key ? key_condition(arena, key, join->right, other) : key_condition(arena, back, other, join->right);
    }
    join->on = found;
    return found || python_refuse(interpreter, "a join without ON between tables whose foreign keys are not known");
}

static bool make_join(Interpreter *interpreter, Value left, Value right, Value on, bool is_outer, bool is_full,
                      Value *result)
{
    Table *join = new_from(interpreter, FROM_JOIN, result);
    if (!join || !from_object(interpreter, result->native, left, &join->left) ||
        !from_object(interpreter, result->native, right, &join->right))
        return false;
    Arena *arena = native_arena(result->native);
    join->is_outer = is_outer;
    join->is_full = is_full;
    if (value_given(on) && !value_is_none(on))
        return condition_from(interpreter, result->native, on, &join->on);
    return infer_on(interpreter, arena, join);
}

bool read_join(Interpreter *interpreter, const Arguments *arguments, bool is_outer, JoinArguments *join)
{
    static const char *const names[] = {"right", "onclause", "isouter", "full", "target"};
    Value values[5];
    *join = (JoinArguments){.is_outer = is_outer};
    if (!arguments_bind(interpreter, "join", arguments, names, 5, values, NULL, NULL) ||
        !argument_flag(interpreter, values[2], &join->is_outer) ||
        !argument_flag(interpreter, values[3], &join->is_full))
        return false;
    join->right = value_given(values[0]) ? values[0] : values[4];
    join->on = values[1];
    return true;
}

static bool join_from_object(Interpreter *interpreter, Value self, const Arguments *arguments, bool is_outer,
                             Value *result)
{
    JoinArguments join;
    return read_join(interpreter, arguments, is_outer, &join) &&
           make_join(interpreter, self, join.right, join.on, join.is_outer, join.is_full, result);
}

NATIVE(from_join)
{
    return join_from_object(interpreter, self, arguments, false, result);
}

NATIVE(from_outerjoin)
{
    return join_from_object(interpreter, self, arguments, true, result);
}

bool without_first(const Arguments *arguments, Arguments *rest)
{
    *rest = *arguments;
    rest->values++;
    rest->positional--;
    return true;
}

static bool module_join(Interpreter *interpreter, const Arguments *arguments, bool is_outer, Value *result)
{
    Arguments rest;
    if (!arguments->positional)
        return python_refuse(interpreter, "join() without its left side");
    return without_first(arguments, &rest) &&
           join_from_object(interpreter, arguments->values[0], &rest, is_outer, result);
}

bool make_join_function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    return module_join(interpreter, arguments, false, result);
}

bool make_outerjoin_function(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    return module_join(interpreter, arguments, true, result);
}

bool make_alias(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    Arguments rest;
    Value alias;
    if (!arguments->positional)
        return python_refuse(interpreter, "alias() of nothing");
    return without_first(arguments, &rest) &&
           python_get_attribute(interpreter, arguments->values[0], "alias", &alias) &&
           python_call(interpreter, alias, &rest, result);
}

NATIVE(from_select)
{
    if (arguments->positional || arguments->keyword_count)
        return python_refuse(interpreter, "Table.select() with arguments");
    return select_of_table(interpreter, self, result);
}

const NativeMember from_methods[] = {
    {"alias", from_alias},
    {"join", from_join},
    {"outerjoin", from_outerjoin},
    {"select", from_select},
    {"union_all", from_union_all},
    {"union", from_union},
    {NULL, NULL},
};
