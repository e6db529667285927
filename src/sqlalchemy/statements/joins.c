/* JOIN, between tables and in a SELECT. */
#include "limbeck/sqlalchemy/from_objects.h"
#include "limbeck/sqlalchemy/selects.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/labels.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/from_clauses.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"

#include <string.h>

/* ---- ON, where it is not given ------------------------------------------------------- */

static const Table *below_alias(const Table *table)
{
    while (table->kind == FROM_ALIAS || table->kind == FROM_SAMPLE)
        table = table->element;
    return table;
}

static bool refers(const Constraint *constraint, const Table *to)
{
    const char *schema = to->schema ? to->schema : "";
    return constraint->kind == CONSTRAINT_FOREIGN_KEY && to->name && constraint->referent_table &&
           strcmp(constraint->referent_table, to->name) == 0 &&
           strcmp(constraint->referent_schema ? constraint->referent_schema : "", schema) == 0;
}

static size_t keys_between(const Table *from, const Table *to, const Constraint **key)
{
    size_t count = 0;
    from = below_alias(from);
    to = below_alias(to);
    for (size_t i = 0; i < from->constraints.count; i++) {
        if (!refers(from->constraints.items[i], to))
            continue;
        *key = from->constraints.items[i];
        count++;
    }
    return count;
}

const Expression *column_in(Arena *arena, const Table *table, const char *name)
{
    const Column *known = table_column(table, name);
    if (known)
        return table_expression(arena, table, known);
    Expression *column = expression_new(arena, EXPRESSION_COLUMN);
    column->name = name;
    column->table = table;
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

typedef struct KeySearch {
    const Expression *found;
    size_t count;
} KeySearch;

static void search_keys(Arena *arena, const Table *left, const Table *right, KeySearch *search)
{
    const Constraint *key = NULL, *back = NULL;
    if (left->kind == FROM_JOIN) {
        search_keys(arena, left->left, right, search);
        search_keys(arena, left->right, right, search);
        return;
    }
    if (right->kind == FROM_JOIN) {
        search_keys(arena, left, right->left, search);
        search_keys(arena, left, right->right, search);
        return;
    }
    size_t forth = keys_between(right, left, &key);
    size_t count = left == right ? 0 : keys_between(left, right, &back);
    search->count += forth + count;
    if (key)
        search->found = key_condition(arena, key, right, left);
    else if (back)
        search->found = key_condition(arena, back, left, right);
}

bool infer_on(Interpreter *interpreter, Arena *arena, Table *join)
{
    KeySearch search = {NULL, 0};
    search_keys(arena, join->left, join->right, &search);
    join->on = search.found;
    if (search.count > 1)
        return python_refuse(interpreter, "a join without ON where several foreign keys match");
    return search.found ||
           python_refuse(interpreter, "a join without ON between tables whose foreign keys are not known");
}

/* ---- join(left, right, on) --------------------------------------------------------------- */

/* The columns of both sides, labelled with their table's name. */
static void export_joined(Arena *arena, Table *join, const Table *side)
{
    if (side->kind == FROM_JOIN) {
        export_joined(arena, join, side->left);
        export_joined(arena, join, side->right);
        return;
    }
    for (size_t i = 0; i < side->columns.count; i++) {
        const Column *column = side->columns.items[i];
        const Expression *expression = table_expression(arena, side, column);
        Expression by_key = *expression;
        by_key.name = column->key ? column->key : column->name;
        Column *copy = column_new(arena, column->name, column->type);
        copy->key = column_table_label(arena, &by_key);
        copy->proxied = expression;
        vector_push(arena, &join->columns, copy);
    }
}

static bool on_from(Interpreter *interpreter, Native *owner, Value on, Table *join)
{
    const Expression *condition;
    if (!value_given(on) || value_is_none(on))
        return infer_on(interpreter, native_arena(owner), join);
    if (!criterion_from(interpreter, owner, on, &condition))
        return false;
    join->on = expression_group(native_arena(owner), condition, SQL_AS_BOOLEAN, NULL);
    return true;
}

static bool make_join(Interpreter *interpreter, Value left, const JoinArguments *arguments, Value *result)
{
    Table *join = new_from(interpreter, FROM_JOIN, result);
    if (!join || !from_object(interpreter, result->native, left, &join->left) ||
        !from_object(interpreter, result->native, arguments->right, &join->right))
        return false;
    join->is_outer = arguments->is_outer;
    join->is_full = arguments->is_full;
    export_joined(native_arena(result->native), join, join->left);
    export_joined(native_arena(result->native), join, join->right);
    return on_from(interpreter, result->native, arguments->on, join);
}

/* The first parameter has two names: `right` of a table, `target` of a SELECT. */
bool read_join(Interpreter *interpreter, const Arguments *arguments, const char *first, bool is_outer,
               JoinArguments *join)
{
    enum { ARG_right, ARG_onclause, ARG_isouter, ARG_full, ARG_COUNT };
    const char *const joins[ARG_COUNT] = {first, "onclause", "isouter", "full"};
    enum { OUTER_right, OUTER_onclause, OUTER_full, OUTER_COUNT };
    const char *const outer_joins[OUTER_COUNT] = {first, "onclause", "full"};
    Value values[ARG_COUNT];
    *join = (JoinArguments){.is_outer = is_outer};
    if (is_outer) {
        if (!arguments_bind(interpreter, "outerjoin", arguments, outer_joins, OUTER_COUNT, values, NULL, NULL))
            return false;
        values[ARG_full] = values[OUTER_full];
        values[ARG_isouter] = value_absent();
    } else if (!arguments_bind(interpreter, "join", arguments, joins, ARG_COUNT, values, NULL, NULL)) {
        return false;
    }
    join->right = values[ARG_right];
    join->on = values[ARG_onclause];
    return argument_flag(interpreter, values[ARG_isouter], &join->is_outer) &&
           argument_flag(interpreter, values[ARG_full], &join->is_full);
}

static bool join_from_object(Interpreter *interpreter, Value self, const Arguments *arguments, bool is_outer,
                             Value *result)
{
    JoinArguments join;
    return read_join(interpreter, arguments, "right", is_outer, &join) && make_join(interpreter, self, &join, result);
}

bool from_join(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return join_from_object(interpreter, self, arguments, false, result);
}

bool from_outerjoin(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return join_from_object(interpreter, self, arguments, true, result);
}

static bool module_join(Interpreter *interpreter, const Arguments *arguments, bool is_outer, Value *result)
{
    Arguments rest;
    if (!arguments->positional)
        return python_refuse(interpreter, "join() without its left side");
    return without_first(arguments, &rest) &&
           join_from_object(interpreter, argument_at(arguments, 0), &rest, is_outer, result);
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

/* ---- select().join() ----------------------------------------------------------------------- */

static bool has_columns_of(const Table *table, const Table *of)
{
    return table == of ||
           (table->kind == FROM_JOIN && (has_columns_of(table->left, of) || has_columns_of(table->right, of)));
}

/* Whether all columns in ON belong to one of the two sides. */
static bool is_joined_by(Arena *arena, const Table *left, const Table *right, const Expression *on)
{
    TableVector named = {0};
    collect_tables(arena, on, &named);
    for (size_t i = 0; i < named.count; i++)
        if (!has_columns_of(left, named.items[i]) && !has_columns_of(right, named.items[i]))
            return false;
    return true;
}

static bool may_join(Arena *arena, const Table *left, const Table *right, const Expression *on, bool is_only)
{
    KeySearch search = {NULL, 0};
    if (left == right)
        return false;
    if (on)
        return is_only || is_joined_by(arena, left, right, on);
    search_keys(arena, left, right, &search);
    return search.count > 0;
}

/* The elements from select_from() and join(), else those of the columns and of WHERE. */
static void join_candidates(Arena *arena, const Statement *select, TableVector *candidates)
{
    for (size_t i = 0; i < select->from_count; i++)
        vector_push(arena, candidates, select->from[i]);
    if (candidates->count)
        return;
    size_t next = 0;
    for (size_t i = 0; i <= select->columns.count; i++) {
        for (; next < select->selected_count && select->selected[next].at <= i; next++)
            vector_push(arena, candidates, select->selected[next].table);
        if (i < select->columns.count)
            collect_tables(arena, select->columns.items[i], candidates);
    }
    for (size_t i = 0; i < select->where.count; i++)
        collect_tables(arena, select->where.items[i], candidates);
}

static bool join_start(Interpreter *interpreter, Arena *arena, const Statement *select, const Table *right,
                       const Expression *on, const Table **left)
{
    TableVector candidates = {0}, fitting = {0};
    join_candidates(arena, select, &candidates);
    for (size_t i = 0; i < candidates.count; i++) {
        bool is_repeated = false;
        for (size_t k = 0; k < i; k++)
            is_repeated |= candidates.items[k] == candidates.items[i];
        if (!is_repeated && may_join(arena, candidates.items[i], right, on, candidates.count == 1))
            vector_push(arena, &fitting, candidates.items[i]);
    }
    if (fitting.count != 1)
        return python_refuse(interpreter, "join() whose left side is not clear; use join_from() or select_from()");
    *left = fitting.items[0];
    return true;
}

static bool is_derived(Arena *arena, const Table *table, const Table *of)
{
    if (table == of)
        return true;
    if (table->kind == FROM_JOIN)
        return is_derived(arena, table->left, of) || is_derived(arena, table->right, of);
    if (table->element)
        return is_derived(arena, table->element, of);
    TableVector inside = {0};
    if (table->query && table->query->kind == STATEMENT_SELECT)
        join_candidates(arena, table->query, &inside);
    for (size_t i = 0; i < inside.count; i++)
        if (is_derived(arena, inside.items[i], of))
            return true;
    return false;
}

/* The FROM element that join_from(left, ...) extends: the only one that is `left`, or the only one that contains
 * it. */
static bool place_left(Interpreter *interpreter, Arena *arena, const Statement *select, const Table **left)
{
    const Table *derived = NULL, *having = NULL, *given = *left;
    size_t derived_count = 0, having_count = 0;
    for (size_t i = 0; i < select->from_count; i++) {
        if (!is_derived(arena, select->from[i], given))
            continue;
        derived = select->from[i];
        derived_count++;
        if (has_columns_of(select->from[i], given)) {
            having = select->from[i];
            having_count++;
        }
    }
    if (derived_count > 1 && having_count)
        derived_count = having_count;
    if (derived_count > 1)
        return python_refuse(interpreter, "join_from() whose left side is several times in FROM");
    if (derived_count)
        *left = having ? having : derived;
    return true;
}

static bool add_join(Interpreter *interpreter, Value object, Statement *select, const Table *left,
                     const JoinArguments *arguments)
{
    Arena *arena = native_arena(object.native);
    Table *join = ARENA_NEW(arena, Table);
    size_t replaced = select->from_count;
    *join = (Table){.kind = FROM_JOIN, .left = left, .is_outer = arguments->is_outer, .is_full = arguments->is_full};
    bool has_on = value_given(arguments->on) && !value_is_none(arguments->on);
    if (!from_object(interpreter, object.native, arguments->right, &join->right) ||
        (has_on && !on_from(interpreter, object.native, arguments->on, join)) ||
        (left && !place_left(interpreter, arena, select, &join->left)) ||
        (!left && !join_start(interpreter, arena, select, join->right, join->on, &join->left)) ||
        (!has_on && !infer_on(interpreter, arena, join)))
        return false;
    for (size_t i = 0; i < select->from_count; i++)
        if (select->from[i] == join->left)
            replaced = i;
    const Table **from = ARENA_ARRAY(arena, const Table *, select->from_count + 1);
    if (select->from_count)
        memcpy(from, select->from, select->from_count * sizeof *from);
    select->from_count += replaced == select->from_count;
    from[replaced] = join;
    select->from = from;
    select->joined = join->right;
    return true;
}

static bool select_join_with(Interpreter *interpreter, Value self, const Arguments *arguments, bool is_outer,
                             Value *result)
{
    Statement *select;
    JoinArguments join;
    return read_join(interpreter, arguments, "target", is_outer, &join) &&
           derive_statement(interpreter, self, result, &select) && add_join(interpreter, *result, select, NULL, &join);
}

bool select_join(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return select_join_with(interpreter, self, arguments, false, result);
}

bool select_outerjoin(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return select_join_with(interpreter, self, arguments, true, result);
}

static bool select_join_from_with(Interpreter *interpreter, Value self, const Arguments *arguments, bool is_outer,
                                  Value *result)
{
    Arguments rest;
    JoinArguments join;
    Statement *select;
    const Table *left;
    if (!arguments->positional)
        return python_refuse(interpreter, "join_from() without its left side");
    return without_first(arguments, &rest) && read_join(interpreter, &rest, "target", is_outer, &join) &&
           derive_statement(interpreter, self, result, &select) &&
           from_object(interpreter, result->native, argument_at(arguments, 0), &left) &&
           add_join(interpreter, *result, select, left, &join);
}

bool select_join_from(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return select_join_from_with(interpreter, self, arguments, false, result);
}

bool select_outerjoin_from(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    return select_join_from_with(interpreter, self, arguments, true, result);
}
