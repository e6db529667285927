/* SELECT and what stands in its FROM: joins, aliases, subqueries, WITH. */
#include "limbeck/dialect/compiler.h"

#include <stdint.h>
#include <string.h>

/* ---- names made up for what has none ------------------------------------------ */

/* SQLAlchemy counts by base name over the whole statement: count_1, anon_2. */
size_t anonymous_number(Compiler *compiler, const char *base)
{
    size_t number = (size_t)(uintptr_t)map_get(&compiler->anonymous_counts, base) + 1;
    map_put(compiler->arena, &compiler->anonymous_counts, base,
            (void *)(uintptr_t)number); // NOLINT(performance-no-int-to-ptr): the map holds the number itself
    return number;
}

const char *from_name(Compiler *compiler, const Table *table)
{
    if (table->alias)
        return table->alias;
    for (size_t i = 0; i < compiler->anonymous.count; i++)
        if (compiler->anonymous.items[i].table == table)
            return compiler->anonymous.items[i].name;
    const char *base = table->kind == FROM_ALIAS && table->element->name ? table->element->name : "anon";
    AnonymousName row = {table, arena_format(compiler->arena, "%s_%zu", base, anonymous_number(compiler, base))};
    vector_push(compiler->arena, &compiler->anonymous, row);
    return row.name;
}

/* ---- what a SELECT reads from --------------------------------------------------- */

static bool froms_contain(const FromVector *froms, const Table *table)
{
    for (size_t i = 0; i < froms->count; i++)
        if (froms->items[i] == table)
            return true;
    return false;
}

static void add_from(Arena *arena, FromVector *froms, const Table *table)
{
    if (!froms_contain(froms, table))
        vector_push(arena, froms, table);
}

static void add_list_froms(Arena *arena, const ExpressionList *list, FromVector *froms)
{
    for (size_t i = 0; i < list->count; i++)
        expression_froms(arena, list->items[i], froms);
}

/* Nested statements keep to themselves. */
void expression_froms(Arena *arena, const Expression *expression, FromVector *froms)
{
    if (!expression)
        return;
    if (expression->kind == EXPRESSION_COLUMN && expression->table)
        add_from(arena, froms, expression->table);
    if (expression->kind == EXPRESSION_STAR && expression->table)
        add_from(arena, froms, expression->table);
    expression_froms(arena, expression->left, froms);
    expression_froms(arena, expression->right, froms);
    add_list_froms(arena, &expression->items, froms);
    add_list_froms(arena, &expression->order, froms);
    expression_froms(arena, expression->otherwise, froms);
}

static void add_join_members(Arena *arena, const Table *from, FromVector *hidden)
{
    if (from->kind != FROM_JOIN)
        return;
    const Table *const sides[2] = {from->left, from->right};
    for (size_t i = 0; i < 2; i++) {
        vector_push(arena, hidden, sides[i]);
        add_join_members(arena, sides[i], hidden);
    }
}

void table_members(Arena *arena, const Table *from, FromVector *members)
{
    if (from->kind == FROM_JOIN)
        add_join_members(arena, from, members);
    vector_push(arena, members, from);
}

static void select_froms(Arena *arena, const Statement *select, FromVector *froms)
{
    FromVector all = {0}, hidden = {0};
    for (size_t i = 0; i < select->from_count; i++)
        add_from(arena, &all, select->from[i]);
    add_list_froms(arena, &select->columns, &all);
    add_list_froms(arena, &select->where, &all);
    for (size_t i = 0; i < all.count; i++)
        add_join_members(arena, all.items[i], &hidden);
    for (size_t i = 0; i < all.count; i++)
        if (!froms_contain(&hidden, all.items[i]))
            vector_push(arena, froms, all.items[i]);
}

static void remove_froms(FromVector *froms, const FromVector *removed)
{
    size_t kept = 0;
    for (size_t i = 0; i < froms->count; i++)
        if (!froms_contain(removed, froms->items[i]))
            froms->items[kept++] = froms->items[i];
    froms->count = kept;
}

/* A nested SELECT leaves out what the one around it reads already: what
 * correlate() says, or else, unless it stands in a FROM, what would be left over. */
static bool display_froms(Compiler *compiler, const Statement *select, bool derived, FromVector *froms)
{
    select_froms(compiler->arena, select, froms);
    if (!compiler->enclosing)
        return true;
    if (select->correlated_count) {
        FromVector named = {0};
        for (size_t i = 0; i < select->correlated_count; i++)
            for (const Enclosing *outer = compiler->enclosing; outer; outer = outer->outer)
                if (froms_contain(&outer->froms, select->correlated[i]))
                    vector_push(compiler->arena, &named, select->correlated[i]);
        remove_froms(froms, &named);
        return true;
    }
    if (derived || froms->count < 2)
        return true;
    remove_froms(froms, &compiler->enclosing->froms);
    return froms->count || refuse(compiler, "a nested SELECT of which correlation leaves nothing");
}

/* ---- FROM ---------------------------------------------------------------------------- */

static bool compile_nested(Compiler *compiler, const Statement *query, bool derived)
{
    bool include_table = compiler->include_table, in_operator = compiler->in_operator;
    compiler->include_table = true;
    compiler->in_operator = false;
    bool done = compile_query(compiler, query, derived);
    compiler->include_table = include_table;
    compiler->in_operator = in_operator;
    return done;
}

/* The text of WITH is gathered aside and goes before the whole statement. */
static bool define_cte(Compiler *compiler, const Table *cte)
{
    for (size_t i = 0; i < compiler->ctes.count; i++)
        if (compiler->ctes.items[i].table == cte)
            return true;
    for (size_t i = 0; i < compiler->open_ctes.count; i++) /* its own recursion */
        if (compiler->open_ctes.items[i]->query == cte->query ||
            strcmp(compiler->open_ctes.items[i]->alias ? compiler->open_ctes.items[i]->alias : "",
                   cte->alias ? cte->alias : "") == 0)
            return true;
    Text outer = compiler->out;
    const Enclosing *enclosing = compiler->enclosing;
    const char *name = from_name(compiler, cte);
    compiler->out = text_in(compiler->arena);
    compiler->enclosing = NULL;
    vector_push(compiler->arena, &compiler->open_ctes, cte);
    append_quoted(compiler, name);
    if (cte->is_recursive) {
        compiler->has_recursive_cte = true;
        text_append_char(&compiler->out, '(');
        for (size_t i = 0; i < cte->columns.count; i++) {
            if (i)
                text_append(&compiler->out, ", ");
            append_quoted(compiler, cte->columns.items[i]->name);
        }
        text_append_char(&compiler->out, ')');
    }
    text_append(&compiler->out, " AS \n(");
    bool done = compile_nested(compiler, cte->query, true);
    text_append_char(&compiler->out, ')');
    CteText row = {cte, text_string(&compiler->out)};
    compiler->open_ctes.count--;
    compiler->out = outer;
    compiler->enclosing = enclosing;
    if (done)
        vector_push(compiler->arena, &compiler->ctes, row);
    return done;
}

static bool compile_join(Compiler *compiler, const Table *join)
{
    bool groups = join->right->kind == FROM_JOIN;
    if (!compile_from_element(compiler, join->left))
        return false;
    text_append(&compiler->out, join->is_full ? " FULL OUTER JOIN " : join->is_outer ? " LEFT OUTER JOIN " : " JOIN ");
    if (groups)
        text_append_char(&compiler->out, '(');
    if (!compile_from_element(compiler, join->right))
        return false;
    if (groups)
        text_append_char(&compiler->out, ')');
    text_append(&compiler->out, " ON ");
    return compile_expression(compiler, join->on);
}

static bool compile_from_alias(Compiler *compiler, const Table *table)
{
    const char *name = from_name(compiler, table);
    if (table->is_lateral)
        text_append(&compiler->out, "LATERAL ");
    if (table->kind == FROM_SUBQUERY) {
        text_append_char(&compiler->out, '(');
        if (!compile_nested(compiler, table->query, !table->is_lateral))
            return false;
        text_append_char(&compiler->out, ')');
    } else if (!compile_from_element(compiler, table->element)) {
        return false;
    }
    text_append(&compiler->out, " AS ");
    append_quoted(compiler, name);
    return true;
}

bool compile_from_element(Compiler *compiler, const Table *table)
{
    switch (table->kind) {
    case FROM_TABLE:
        append_table(compiler, table->name, table->schema);
        return true;
    case FROM_CTE:
        if (!define_cte(compiler, table))
            return false;
        append_quoted(compiler, from_name(compiler, table));
        return true;
    case FROM_JOIN:
        return compile_join(compiler, table);
    default:
        return compile_from_alias(compiler, table);
    }
}

/* ---- columns ---------------------------------------------------------------------------- */

typedef struct SelectedColumn {
    const char *name;
    const Table *table;
} SelectedColumn;

typedef VECTOR(SelectedColumn) SelectedVector;

/* A second column of the same name gets one of its own: id_1, or id__1 when it
 * is the very same column again. */
static const char *repeated_label(Compiler *compiler, const Expression *column, SelectedVector *seen)
{
    const char *label = NULL;
    for (size_t i = 0; i < seen->count && !label; i++) {
        if (strcmp(seen->items[i].name, column->name) != 0)
            continue;
        const char *base =
            seen->items[i].table == column->table ? arena_format(compiler->arena, "%s_", column->name) : column->name;
        label = arena_format(compiler->arena, "%s_%zu", base, anonymous_number(compiler, base));
    }
    SelectedColumn row = {column->name, column->table};
    vector_push(compiler->arena, seen, row);
    return label;
}

static const char *label_of(Compiler *compiler, const Expression *column, bool derived, SelectedVector *seen)
{
    const Expression *inside = column;
    while (inside->kind == EXPRESSION_GROUPING || inside->kind == EXPRESSION_OVER || inside->kind == EXPRESSION_COERCED)
        inside = inside->left;
    const char *label;
    switch (column->kind) {
    case EXPRESSION_COLUMN:
        label = repeated_label(compiler, column, seen);
        return label ? label : derived && column->table ? column->name : NULL;
    case EXPRESSION_TEXT:
    case EXPRESSION_STAR:
        return NULL;
    case EXPRESSION_UNARY: /* DISTINCT t.name keeps its name */
        if (column->left->kind == EXPRESSION_COLUMN && !derived)
            return NULL;
        break;
    case EXPRESSION_CAST: /* goes by the name of what it casts */
    case EXPRESSION_COERCED:
        if (column->left->kind == EXPRESSION_COLUMN) {
            label = repeated_label(compiler, column->left, seen);
            return label ? label : column->left->name;
        }
        break;
    default:
        break;
    }
    const char *base = inside->kind == EXPRESSION_FUNCTION && column->kind != EXPRESSION_OVER ? inside->name : "anon";
    const char *dot = strrchr(base, '.');
    base = dot ? dot + 1 : base;
    return arena_format(compiler->arena, "%s_%zu", base, anonymous_number(compiler, base));
}

static bool compile_select_column(Compiler *compiler, const Expression *column, bool derived, SelectedVector *seen)
{
    const Expression *shown = column->kind == EXPRESSION_LABEL ? column->left : column;
    if (column->kind == EXPRESSION_LABEL) {
        SelectedColumn row = {column->name, NULL};
        vector_push(compiler->arena, seen, row);
    }
    const char *label = column->kind == EXPRESSION_LABEL ? column->name : NULL;
    /* The number is taken after what is inside has taken its own. */
    if (!compile_expression(compiler, shown))
        return false;
    if (!label)
        label = label_of(compiler, column, derived, seen);
    if (label) {
        text_append(&compiler->out, " AS ");
        append_quoted(compiler, label);
    }
    return true;
}

static bool compile_select_columns(Compiler *compiler, const Statement *select, bool derived)
{
    SelectedVector seen = {0};
    for (size_t i = 0; i < select->columns.count; i++) {
        if (i)
            text_append(&compiler->out, ", ");
        if (!compile_select_column(compiler, select->columns.items[i], derived, &seen))
            return false;
    }
    return true;
}

/* ---- ORDER BY ------------------------------------------------------------------------------- */

static bool is_selected(const Expression *label, const Statement *select)
{
    for (size_t i = 0; i < select->columns.count; i++)
        if (select->columns.items[i] == label)
            return true;
    return false;
}

static const Expression *selected_by_name(const Statement *select, const char *name)
{
    while (select->kind == STATEMENT_COMPOUND && select->part_count)
        select = select->parts[0];
    for (size_t i = 0; i < select->columns.count; i++)
        if (select->columns.items[i]->name && strcmp(select->columns.items[i]->name, name) == 0)
            return select->columns.items[i];
    return NULL;
}

/* A label of this SELECT stands by its name, a string means one of its columns. */
static bool compile_order_item(Compiler *compiler, const Statement *select, const Expression *item)
{
    bool modifies =
        item->kind == EXPRESSION_UNARY && (item->operator_ == SQL_ASCENDING || item->operator_ == SQL_DESCENDING ||
                                           item->operator_ == SQL_NULLS_FIRST || item->operator_ == SQL_NULLS_LAST);
    if (modifies) {
        if (!compile_order_item(compiler, select, item->left))
            return false;
        text_append(&compiler->out, sql_operator_row(item->operator_)->text);
        return true;
    }
    if (item->kind == EXPRESSION_TEXT && item->name) {
        const Expression *found = selected_by_name(select, item->name);
        if (!found)
            return refuse(compiler, "ORDER BY '%s', which is no column of the SELECT; use text()", item->name);
        item = found;
        if (item->kind == EXPRESSION_COLUMN && select->kind == STATEMENT_COMPOUND) {
            append_quoted(compiler, item->name);
            return true;
        }
    }
    if (item->kind == EXPRESSION_LABEL && (is_selected(item, select) || select->kind == STATEMENT_COMPOUND)) {
        append_quoted(compiler, item->name);
        return true;
    }
    return compile_expression(compiler, item->kind == EXPRESSION_LABEL ? item->left : item);
}

static bool compile_order_by(Compiler *compiler, const Statement *select)
{
    for (size_t i = 0; i < select->order_by.count; i++) {
        text_append(&compiler->out, i ? ", " : " ORDER BY ");
        if (!compile_order_item(compiler, select, select->order_by.items[i]))
            return false;
    }
    return true;
}

static bool compile_group_by(Compiler *compiler, const Statement *select)
{
    for (size_t i = 0; i < select->group_by.count; i++) {
        const Expression *item = select->group_by.items[i];
        text_append(&compiler->out, i ? ", " : " GROUP BY ");
        if (item->kind == EXPRESSION_TEXT && item->name) {
            if (!compile_order_item(compiler, select, item))
                return false;
            continue;
        }
        if (!compile_expression(compiler, item->kind == EXPRESSION_LABEL ? item->left : item))
            return false;
    }
    return true;
}

/* ---- the rest ----------------------------------------------------------------------------------- */

static bool compile_limit(Compiler *compiler, const Statement *select)
{
    const Dialect *dialect = compiler->dialect;
    if (select->limit) {
        text_append(&compiler->out, dialect->limit);
        if (!compile_expression(compiler, select->limit))
            return false;
    }
    if (select->offset) {
        if (!select->limit && !dialect->prints_every_form && compiler->options->mode == MODE_OFFLINE)
            return refuse(compiler, "OFFSET without LIMIT on SQLite"); /* SQLAlchemy leaves a '?' there */
        if (!select->limit)
            text_append_format(&compiler->out, "%s%s", dialect->limit, dialect->no_limit);
        text_append(&compiler->out, " OFFSET ");
        return compile_expression(compiler, select->offset);
    }
    if (select->limit)
        text_append(&compiler->out, dialect->no_offset);
    return true;
}

static bool compile_distinct(Compiler *compiler, const Statement *select)
{
    if (!select->distinct_on.count) {
        text_append(&compiler->out, select->is_distinct ? "DISTINCT " : "");
        return true;
    }
    if (!compiler->dialect->has_distinct_on)
        return refuse(compiler, "DISTINCT ON, which %s does not have", compiler->dialect->name);
    text_append(&compiler->out, "DISTINCT ON (");
    bool done = compile_list(compiler, &select->distinct_on, ", ");
    text_append(&compiler->out, ") ");
    return done;
}

static bool compile_froms(Compiler *compiler, const FromVector *froms)
{
    for (size_t i = 0; i < froms->count; i++) {
        text_append(&compiler->out, i ? ", " : " \nFROM ");
        if (!compile_from_element(compiler, froms->items[i]))
            return false;
    }
    return true;
}

static bool compile_select_body(Compiler *compiler, const Statement *select, bool derived, const FromVector *froms)
{
    text_append(&compiler->out, "SELECT ");
    if (!compile_distinct(compiler, select) || !compile_select_columns(compiler, select, derived) ||
        !compile_froms(compiler, froms) || !compile_where(compiler, &select->where, " \nWHERE ") ||
        !compile_group_by(compiler, select) || !compile_where(compiler, &select->having, " \nHAVING ") ||
        !compile_order_by(compiler, select) || !compile_limit(compiler, select))
        return false;
    if (select->locking && compiler->dialect->has_row_locks)
        text_append(&compiler->out, select->locking);
    return true;
}

static bool compile_select(Compiler *compiler, const Statement *select, bool derived)
{
    Enclosing here = {.outer = compiler->enclosing};
    FromVector froms = {0};
    if (!display_froms(compiler, select, derived, &froms))
        return false;
    for (size_t i = 0; i < froms.count; i++)
        table_members(compiler->arena, froms.items[i], &here.froms);
    compiler->enclosing = &here;
    bool done = compile_select_body(compiler, select, derived, &froms);
    compiler->enclosing = here.outer;
    return done;
}

static bool compile_compound(Compiler *compiler, const Statement *compound, bool derived)
{
    for (size_t i = 0; i < compound->part_count; i++) {
        const Statement *part = compound->parts[i];
        bool groups = part->kind == STATEMENT_COMPOUND || part->order_by.count || part->limit || part->offset;
        if (i)
            text_append_format(&compiler->out, " %s ", compound->compound);
        if (groups)
            text_append_char(&compiler->out, '(');
        if (!compile_query(compiler, part, derived))
            return false;
        if (groups)
            text_append_char(&compiler->out, ')');
    }
    bool include_table = compiler->include_table;
    compiler->include_table = false;
    bool done = compile_group_by(compiler, compound) && compile_order_by(compiler, compound) &&
                compile_limit(compiler, compound);
    compiler->include_table = include_table;
    return done;
}

bool compile_query(Compiler *compiler, const Statement *query, bool derived)
{
    return query->kind == STATEMENT_COMPOUND ? compile_compound(compiler, query, derived)
                                             : compile_select(compiler, query, derived);
}

bool compile_scalar(Compiler *compiler, const Statement *query)
{
    return compile_nested(compiler, query, false);
}

const char *with_ctes(Compiler *compiler, const char *statement)
{
    Text text = text_in(compiler->arena);
    if (!compiler->ctes.count)
        return statement;
    text_append(&text, compiler->has_recursive_cte ? "WITH RECURSIVE " : "WITH ");
    for (size_t i = 0; i < compiler->ctes.count; i++) {
        text_append(&text, i ? ", \n" : "");
        text_append(&text, compiler->ctes.items[i].text);
    }
    text_append(&text, "\n ");
    text_append(&text, statement);
    return text_string(&text);
}
