/* Keys of one CREATE TABLE that have equal columns. */
#include "applier.h"

#include <string.h>

static bool is_key(const Constraint *constraint)
{
    return constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE;
}

static bool is_same_key(const Applier *self, const Constraint *left, const Constraint *right)
{
    static const char nulls[] = "nulls_not_distinct";
    const char *dialect = self->traits->name;
    bool same = left->columns.count == right->columns.count && (left->deferrable == 1) == (right->deferrable == 1) &&
                same_name(left->initially, right->initially) &&
                option_is_true(&left->options, dialect, nulls) == option_is_true(&right->options, dialect, nulls);
    for (size_t i = 0; same && i < left->columns.count; i++)
        same = strcmp(left->columns.items[i], right->columns.items[i]) == 0;
    return same;
}

/* The primary key of columns that are only marked as such. */
static bool is_implied_key(const Applier *self, const Constraint *key)
{
    Constraint implied = {.kind = CONSTRAINT_PRIMARY_KEY, .deferrable = -1};
    table_primary_key(self->arena, self->operation->table, &implied.columns);
    return is_same_key(self, key, &implied);
}

const Constraint *equal_unique_key(Applier *self, const Constraint *key)
{
    const Table *table = self->operation->table;
    for (size_t i = 0; self->traits->merges_equal_keys && i < table->constraints.count; i++) {
        const Constraint *other = table->constraints.items[i];
        if (other->kind == CONSTRAINT_UNIQUE && is_same_key(self, key, other))
            return other;
    }
    return NULL;
}

bool merge_equal_keys(Applier *self, size_t at, Constraint *merged)
{
    const Table *table = self->operation->table;
    const Constraint *given = table->constraints.items[at];
    bool is_unique = given->kind == CONSTRAINT_UNIQUE;
    *merged = *given;
    if (!self->traits->merges_equal_keys || !is_key(given))
        return true;
    if (is_unique && is_implied_key(self, given))
        return false;
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *other = table->constraints.items[i];
        if (i == at || !is_key(other) || !is_same_key(self, given, other))
            continue;
        if (is_unique && (i < at || other->kind == CONSTRAINT_PRIMARY_KEY))
            return false;
        if (!merged->name) {
            merged->name = other->name;
            merged->name_is_final = other->name_is_final;
        }
    }
    return true;
}
