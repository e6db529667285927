/* The FROM list of a SELECT. */
#include "limbeck/dialect/compiler.h"

bool froms_contain(const FromVector *froms, const Table *table)
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

/* Columns of nested statements do not count. */
void expression_froms(Arena *arena, const Expression *expression, FromVector *froms)
{
    if (!expression || expression->kind == EXPRESSION_FIELD)
        return;
    if (expression->table)
        add_from(arena, froms, expression->table);
    expression_froms(arena, expression->left, froms);
    expression_froms(arena, expression->right, froms);
    add_list_froms(arena, &expression->items, froms);
    add_list_froms(arena, &expression->order, froms);
    expression_froms(arena, expression->otherwise, froms);
}

static void add_join_members(Arena *arena, const Table *from, FromVector *hidden)
{
    if (from->kind == FROM_GROUPING) {
        vector_push(arena, hidden, from->element);
        add_join_members(arena, from->element, hidden);
    }
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
    add_join_members(arena, from, members);
    vector_push(arena, members, from);
}

/* In this order: select_from(), the columns, WHERE. */
static void all_froms(Arena *arena, const Statement *select, FromVector *all)
{
    for (size_t i = 0; i < select->from_count; i++)
        add_from(arena, all, select->from[i]);
    size_t next = 0;
    for (size_t i = 0; i <= select->columns.count; i++) {
        for (; next < select->selected_count && select->selected[next].at <= i; next++)
            add_from(arena, all, select->selected[next].table);
        if (i < select->columns.count)
            expression_froms(arena, select->columns.items[i], all);
    }
    add_list_froms(arena, &select->where, all);
}

void statement_froms(Arena *arena, const Statement *select, FromVector *froms)
{
    FromVector all = {0}, hidden = {0};
    all_froms(arena, select, &all);
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

/* Drops the elements that correlate() or correlate_except() leaves to an enclosing statement. */
static void remove_correlated(Arena *arena, const Statement *select, const FromVector *around, FromVector *froms)
{
    FromVector named = {0}, removed = {0};
    for (size_t i = 0; i < select->correlated_count; i++)
        vector_push(arena, &named, select->correlated[i]);
    for (size_t i = 0; i < froms->count; i++)
        if (froms_contain(around, froms->items[i]) &&
            froms_contain(&named, froms->items[i]) != select->correlates_except)
            vector_push(arena, &removed, froms->items[i]);
    remove_froms(froms, &removed);
}

/* Correlation: a nested SELECT drops the elements that correlate() names, or, without correlate(), those of the
 * enclosing statement, unless nothing would be left or the nested SELECT is in a FROM. */
bool shown_froms(Compiler *compiler, const Statement *select, const QueryPlace *place, FromVector *froms)
{
    const Enclosing *outer = compiler->enclosing;
    FromVector around = {0};
    statement_froms(compiler->arena, select, froms);
    if (!outer)
        return true;
    bool apart = place->derived && !place->lateral;
    for (size_t i = 0; i < outer->correlated.count; i++)
        if (!apart || !froms_contain(&outer->read, outer->correlated.items[i]))
            vector_push(compiler->arena, &around, outer->correlated.items[i]);
    if (select->correlated_count || select->correlates_except) {
        remove_correlated(compiler->arena, select, &around, froms);
        return true;
    }
    if (apart || froms->count < 2 || select->correlates_not)
        return true;
    remove_froms(froms, &outer->read);
    return froms->count || refuse(compiler, "a nested SELECT whose FROM is empty after correlation");
}
