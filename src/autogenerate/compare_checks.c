/* Compares CHECK and EXCLUDE constraints: by name, as Alembic 1.19 does; thorough also by condition. */
#include "comparison.h"

#include "limbeck/base/text.h"

#include <stdlib.h>
#include <string.h>

typedef VECTOR(const Constraint *) ConstraintVector;

/* ---- by name ---------------------------------------------------------------------------------- */

static int by_name(const void *left, const void *right)
{
    const Constraint *const *a = left, *const *b = right;
    return strcmp((*a)->name, (*b)->name);
}

/* The named CHECKs of the table and its columns, sorted by name. As in Alembic, without those of types. */
static void collect_named(Comparison *self, const Table *table, ConstraintVector *checks)
{
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *check = table->constraints.items[i];
        if (check->kind == CONSTRAINT_CHECK && check->name && !check->implemented_type)
            vector_push(self->arena, checks, check);
    }
    for (size_t i = 0; i < table->columns.count; i++)
        for (size_t k = 0; k < table->columns.items[i]->checks.count; k++)
            if (table->columns.items[i]->checks.items[k]->name)
                vector_push(self->arena, checks, table->columns.items[i]->checks.items[k]);
    if (checks->count)
        qsort(checks->items, checks->count, sizeof *checks->items, by_name);
}

static bool has_named(const ConstraintVector *checks, const char *name)
{
    for (size_t i = 0; i < checks->count; i++)
        if (strcmp(checks->items[i]->name, name) == 0)
            return true;
    return false;
}

static bool checks_of_one_side(Comparison *self, const TablePair *pair, const ConstraintVector *side,
                               const ConstraintVector *other, bool is_live)
{
    static const char kind[] = "check_constraint";
    for (size_t i = 0; i < side->count; i++) {
        const Constraint *check = side->items[i];
        bool by_filter = true, included;
        if (has_named(other, check->name))
            continue;
        if ((is_live && !name_is_included(self, pair, kind, check->name, &by_filter)) ||
            (by_filter && !part_is_included(self, pair, kind, check->name, is_live, (ComparedPart){.constraint = check},
                                            (ComparedPart){0}, &included)))
            return false;
        if (by_filter && included)
            constraint_difference(self, pair, check, !is_live);
    }
    return true;
}

bool compare_named_checks(Comparison *self, const TablePair *pair)
{
    ConstraintVector live = {0}, wanted = {0};
    if (self->options->skips_named_checks)
        return true;
    collect_named(self, pair->live, &live);
    collect_named(self, pair->wanted, &wanted);
    return checks_of_one_side(self, pair, &live, &wanted, true) &&
           checks_of_one_side(self, pair, &wanted, &live, false);
}

/* ---- by name and condition, which Alembic does not compare --------------------------------------- */

/* A CHECK of the values of a type, where the dialect has that type. */
static bool is_implied_by_type(Comparison *self, const Constraint *check)
{
    const SqlType *type = check->implemented_type;
    return type && dialect_traits(self->options->dialect)->has_native_enums &&
           (type_row(type->kind)->affinity == AFFINITY_BOOLEAN || type_is_native_enum(type));
}

static bool condition_text(Comparison *self, const Constraint *check, const char **text)
{
    *text = "";
    return !check->condition ||
           dialect_expression_text(self->arena, self->options->dialect, check->condition, text, self->error);
}

/* Checks of the table and of its columns; EXCLUDE is compared by its name. */
static void collect_checks(Comparison *self, const Table *table, ConstraintVector *checks)
{
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *check = table->constraints.items[i];
        bool counts = check->kind == CONSTRAINT_CHECK || check->kind == CONSTRAINT_EXCLUDE;
        if (counts && !is_implied_by_type(self, check))
            vector_push(self->arena, checks, check);
    }
    for (size_t i = 0; i < table->columns.count; i++)
        for (size_t k = 0; k < table->columns.items[i]->checks.count; k++)
            vector_push(self->arena, checks, table->columns.items[i]->checks.items[k]);
}

/* `checks` are those of the other side. */
static bool has_check(Comparison *self, const TablePair *pair, const ConstraintVector *checks, const Constraint *check,
                      bool is_live, bool *has)
{
    const char *text, *other;
    *has = false;
    if (!condition_text(self, check, &text))
        return false;
    for (size_t i = 0; !*has && i < checks->count; i++) {
        const Constraint *candidate = checks->items[i];
        bool may_be = !candidate->name || !check->name || strcmp(candidate->name, check->name) == 0;
        if (!may_be || candidate->kind != check->kind)
            continue;
        if (!condition_text(self, candidate, &other))
            return false;
        *has = check->kind == CONSTRAINT_EXCLUDE ||
               same_expression(self, pair, is_live ? text : other, is_live ? other : text);
    }
    return true;
}

bool compare_other_constraints(Comparison *self, const TablePair *pair)
{
    ConstraintVector live = {0}, wanted = {0};
    bool has;
    compare_primary_keys(self, pair);
    collect_checks(self, pair->live, &live);
    collect_checks(self, pair->wanted, &wanted);
    for (size_t i = 0; i < live.count; i++) {
        if (!has_check(self, pair, &wanted, live.items[i], true, &has))
            return false;
        if (!has)
            constraint_difference(self, pair, live.items[i], false);
    }
    for (size_t i = 0; i < wanted.count; i++) {
        if (!has_check(self, pair, &live, wanted.items[i], false, &has))
            return false;
        if (!has)
            constraint_difference(self, pair, wanted.items[i], true);
    }
    return true;
}
