/* Compares foreign keys by their contents, comments, and for a thorough comparison primary keys. */
#include "comparison.h"

#include "limbeck/base/text.h"

#include <string.h>
#include <strings.h>

void constraint_difference(Comparison *self, const TablePair *pair, const Constraint *constraint, bool is_added)
{
    OperationPair operations =
        operation_pair(self, pair, is_added ? OPERATION_CREATE_CONSTRAINT : OPERATION_DROP_CONSTRAINT,
                       is_added ? OPERATION_DROP_CONSTRAINT : OPERATION_CREATE_CONSTRAINT);
    operations.upgrade->constraint = operations.downgrade->constraint = constraint;
    add_difference(self, pair, operations);
}

/* ---- foreign keys ----------------------------------------------------------------------- */

/* NO ACTION is the default. */
static bool same_action(const char *left, const char *right)
{
    left = left && strcasecmp(left, "no action") != 0 ? left : "";
    right = right && strcasecmp(right, "no action") != 0 ? right : "";
    return strcasecmp(left, right) == 0;
}

typedef enum { NOT_DEFERRABLE, DEFERRABLE, INITIALLY_DEFERRED } Deferring;

static Deferring deferring(const Constraint *constraint)
{
    if (constraint->initially && strcasecmp(constraint->initially, "deferred") == 0)
        return INITIALLY_DEFERRED;
    return constraint->deferrable > 0 ? DEFERRABLE : NOT_DEFERRABLE;
}

static bool same_key(const Constraint *left, const Constraint *right)
{
    return same_columns(&left->columns, &right->columns) && same_name(left->referent_table, right->referent_table) &&
           same_name(left->referent_schema, right->referent_schema) &&
           same_columns(&left->referent_columns, &right->referent_columns) &&
           same_action(left->on_update, right->on_update) && same_action(left->on_delete, right->on_delete) &&
           deferring(left) == deferring(right);
}

static bool has_key(const Table *table, const Constraint *key)
{
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i]->kind == CONSTRAINT_FOREIGN_KEY && same_key(table->constraints.items[i], key))
            return true;
    return false;
}

static const Constraint *key_named(const Table *table, const char *name)
{
    for (size_t i = 0; name && i < table->constraints.count; i++)
        if (table->constraints.items[i]->kind == CONSTRAINT_FOREIGN_KEY &&
            same_name(table->constraints.items[i]->name, name))
            return table->constraints.items[i];
    return NULL;
}

static bool keys_of_one_side(Comparison *self, const TablePair *pair, const Table *side, const Table *other)
{
    bool is_live = side == pair->live;
    for (size_t i = 0; i < side->constraints.count; i++) {
        const Constraint *key = side->constraints.items[i];
        bool by_name = true, included;
        if (key->kind != CONSTRAINT_FOREIGN_KEY || has_key(other, key))
            continue;
        if ((is_live && !name_is_included(self, pair, "foreign_key_constraint", key->name, &by_name)) ||
            !part_is_included(self, pair, "foreign_key_constraint", key->name, is_live,
                              (ComparedPart){.constraint = key},
                              (ComparedPart){.constraint = key_named(other, key->name)}, &included))
            return false;
        if (by_name && included)
            constraint_difference(self, pair, key, !is_live);
    }
    return true;
}

bool compare_foreign_keys(Comparison *self, const TablePair *pair)
{
    return keys_of_one_side(self, pair, pair->live, pair->wanted) &&
           keys_of_one_side(self, pair, pair->wanted, pair->live);
}

/* ---- comments ------------------------------------------------------------------------------ */

bool compare_table_comment(Comparison *self, const TablePair *pair)
{
    const char *live = pair->live->comment, *wanted = pair->wanted->comment;
    if (!dialect_traits(self->options->dialect)->has_comments || same_name(live, wanted))
        return true;
    OperationPair operations =
        operation_pair(self, pair, wanted ? OPERATION_CREATE_TABLE_COMMENT : OPERATION_DROP_TABLE_COMMENT,
                       live ? OPERATION_CREATE_TABLE_COMMENT : OPERATION_DROP_TABLE_COMMENT);
    operations.upgrade->comment = wanted;
    operations.downgrade->comment = live;
    operations.upgrade->existing_comment = live;
    operations.downgrade->existing_comment = wanted;
    add_difference(self, pair, operations);
    return true;
}

/* ---- primary keys, which Alembic does not compare ---------------------------------------------- */

static const Constraint *primary_key_of(Comparison *self, const Table *table)
{
    Constraint *key = ARENA_NEW(self->arena, Constraint);
    *key = (Constraint){.kind = CONSTRAINT_PRIMARY_KEY, .deferrable = -1};
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i]->kind == CONSTRAINT_PRIMARY_KEY && table->constraints.items[i]->columns.count)
            return table->constraints.items[i];
    table_primary_key(self->arena, table, &key->columns);
    return key->columns.count ? key : NULL;
}

void compare_primary_keys(Comparison *self, const TablePair *pair)
{
    const Constraint *live = primary_key_of(self, pair->live), *wanted = primary_key_of(self, pair->wanted);
    if (!live && !wanted)
        return;
    if (live && wanted && same_columns(&live->columns, &wanted->columns))
        return;
    if (live)
        constraint_difference(self, pair, live, false);
    if (wanted)
        constraint_difference(self, pair, wanted, true);
}
