#include "comparison.h"

#include <stdlib.h>
#include <string.h>

/* ---- shared functions -------------------------------------------------------------------- */

static Operation *new_operation(Comparison *self, const TablePair *pair, OperationKind kind)
{
    Operation *operation = ARENA_NEW(self->arena, Operation);
    operation->kind = kind;
    operation->table_name = pair ? pair->name : NULL;
    operation->schema = pair ? pair->schema : NULL;
    return operation;
}

OperationPair operation_pair(Comparison *self, const TablePair *pair, OperationKind upgrade, OperationKind downgrade)
{
    return (OperationPair){new_operation(self, pair, upgrade), new_operation(self, pair, downgrade)};
}

void add_difference(Comparison *self, const TablePair *pair, OperationPair operations)
{
    Difference difference = {operations.upgrade, operations.downgrade, pair ? pair->name : NULL,
                             pair ? pair->schema : NULL};
    vector_push(self->arena, self->differences, difference);
}

bool is_included(Comparison *self, const TablePair *pair, const char *kind, const char *name, bool reflected,
                 bool has_counterpart, bool *included)
{
    const ComparisonFilter *filter = &self->options->filter;
    const Table *table = reflected || !pair->wanted ? pair->live : pair->wanted;
    const ComparedObject object = {
        .kind = kind,
        .name = name,
        .table = table,
        .column = strcmp(kind, "column") == 0 ? table_column(table, name) : NULL,
        .reflected = reflected,
        .has_counterpart = has_counterpart,
        .other_table = reflected ? pair->wanted : pair->live,
    };
    *included = true;
    return !filter->object || filter->object(filter->state, &object, included, self->error);
}

bool part_is_included(Comparison *self, const TablePair *pair, const char *kind, const char *name, bool reflected,
                      ComparedPart part, ComparedPart other, bool *included)
{
    const ComparisonFilter *filter = &self->options->filter;
    const ComparedObject object = {
        .kind = kind,
        .name = name,
        .table = reflected || !pair->wanted ? pair->live : pair->wanted,
        .index = part.index,
        .constraint = part.constraint,
        .reflected = reflected,
        .has_counterpart = other.index || other.constraint,
        .other_table = reflected ? pair->wanted : pair->live,
        .other_index = other.index,
        .other_constraint = other.constraint,
    };
    *included = true;
    return !filter->object || filter->object(filter->state, &object, included, self->error);
}

bool name_is_included(Comparison *self, const TablePair *pair, const char *kind, const char *name, bool *included)
{
    const ComparisonFilter *filter = &self->options->filter;
    *included = true;
    return !filter->name || filter->name(filter->state, kind, name, pair->live, included, self->error);
}

bool same_columns(const StringVector *left, const StringVector *right)
{
    bool same = left->count == right->count;
    for (size_t i = 0; same && i < left->count; i++)
        same = strcmp(left->items[i], right->items[i]) == 0;
    return same;
}

bool same_set(const StringVector *left, const StringVector *right)
{
    bool same = left->count == right->count;
    for (size_t i = 0; same && i < left->count; i++)
        same = string_vector_contains(right, left->items[i]);
    return same;
}

/* ---- columns -------------------------------------------------------------------------------- */

/* A column without its keys, indexes and checks, which are separate differences. */
static const Column *bare_column(Comparison *self, const Column *column)
{
    Column *bare = ARENA_NEW(self->arena, Column);
    *bare = *column;
    bare->unique = bare->index = false;
    bare->foreign_keys.count = bare->checks.count = 0;
    return bare;
}

void add_column_to(Comparison *self, const TablePair *pair, Operation *adds, const Column *column)
{
    Table *own = ARENA_NEW(self->arena, Table);
    own->name = pair->name;
    own->schema = pair->schema;
    vector_push(self->arena, &own->columns, (Column *)column);
    adds->table = own;
    adds->column = column;
}

static void column_difference(Comparison *self, const TablePair *pair, const Column *column, bool is_added)
{
    OperationPair operations = operation_pair(self, pair, is_added ? OPERATION_ADD_COLUMN : OPERATION_DROP_COLUMN,
                                              is_added ? OPERATION_DROP_COLUMN : OPERATION_ADD_COLUMN);
    Operation *adds = is_added ? operations.upgrade : operations.downgrade;
    Operation *drops = is_added ? operations.downgrade : operations.upgrade;
    add_column_to(self, pair, adds, bare_column(self, column));
    drops->column_name = column->name;
    add_difference(self, pair, operations);
}

/* A column excluded by env.py's include_name() is treated as missing. */
static bool live_column(Comparison *self, const TablePair *pair, const char *name, const Column **column)
{
    bool included;
    *column = table_column(pair->live, name);
    if (!*column)
        return true;
    if (!name_is_included(self, pair, "column", name, &included))
        return false;
    if (!included)
        *column = NULL;
    return true;
}

static bool compare_wanted_columns(Comparison *self, const TablePair *pair, bool exists_already)
{
    for (size_t i = 0; i < pair->wanted->columns.count; i++) {
        const Column *wanted = pair->wanted->columns.items[i], *live;
        bool included;
        if (wanted->is_system)
            continue;
        if (!live_column(self, pair, wanted->name, &live))
            return false;
        if ((live != NULL) != exists_already)
            continue;
        if (!is_included(self, pair, "column", wanted->name, false, live != NULL, &included))
            return false;
        if (included && !live)
            column_difference(self, pair, wanted, true);
        if (included && live && !compare_column(self, pair, live, wanted))
            return false;
    }
    return true;
}

static bool compare_columns_gone(Comparison *self, const TablePair *pair)
{
    for (size_t i = 0; i < pair->live->columns.count; i++) {
        const Column *column = pair->live->columns.items[i];
        bool by_name, included;
        if (table_column(pair->wanted, column->name))
            continue;
        if (!name_is_included(self, pair, "column", column->name, &by_name) ||
            !is_included(self, pair, "column", column->name, true, false, &included))
            return false;
        if (by_name && included)
            column_difference(self, pair, column, false);
    }
    return true;
}

/* ---- tables ----------------------------------------------------------------------------------- */

static bool is_version_table(const Comparison *self, const Table *table)
{
    return same_name(table->name, self->options->version_table) &&
           same_name(table->schema, self->options->version_table_schema);
}

/* A table without its indexes, which are separate operations. */
static const Table *bare_table(Comparison *self, const Table *table)
{
    Table *bare = ARENA_NEW(self->arena, Table);
    *bare = *table;
    bare->indexes.count = 0;
    return bare;
}

static void table_difference(Comparison *self, const TablePair *pair, bool is_added)
{
    OperationPair operations = operation_pair(self, pair, is_added ? OPERATION_CREATE_TABLE : OPERATION_DROP_TABLE,
                                              is_added ? OPERATION_DROP_TABLE : OPERATION_CREATE_TABLE);
    Operation *creates = is_added ? operations.upgrade : operations.downgrade;
    creates->table = bare_table(self, is_added ? pair->wanted : pair->live);
    add_difference(self, NULL, operations);
}

/* A table excluded by env.py's include_name() is treated as missing. */
static bool live_table(Comparison *self, const TablePair *pair, bool *exists)
{
    *exists = schema_model_table(self->live, pair->schema, pair->name) != NULL;
    return !*exists || name_is_included(self, pair, "table", pair->name, exists);
}

static bool compare_new_tables(Comparison *self)
{
    for (size_t i = 0; i < self->wanted->tables.count; i++) {
        const Table *wanted = self->wanted->tables.items[i];
        const TablePair pair = {wanted->name, wanted->schema, NULL, wanted};
        bool included, exists;
        if (is_version_table(self, wanted))
            continue;
        if (!live_table(self, &pair, &exists))
            return false;
        if (exists)
            continue;
        if (!is_included(self, &pair, "table", wanted->name, false, false, &included))
            return false;
        if (!included)
            continue;
        table_difference(self, &pair, true);
        if (!compare_indexes(self, &pair))
            return false;
    }
    return true;
}

static bool refers_to(const Table *table, const Table *other)
{
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        if (table != other && constraint->kind == CONSTRAINT_FOREIGN_KEY &&
            same_name(constraint->referent_table, other->name) && same_name(constraint->referent_schema, other->schema))
            return true;
    }
    return false;
}

/* Tables that refer to others are dropped first; a cycle is broken at any place. */
static void in_order_of_dropping(Comparison *self, Table **tables, size_t count)
{
    (void)self;
    for (size_t done = 0; done < count; done++) {
        size_t next = done;
        for (size_t i = done; i < count; i++) {
            bool is_free = true;
            for (size_t k = done; k < count && is_free; k++)
                is_free = !refers_to(tables[k], tables[i]);
            if (is_free) {
                next = i;
                break;
            }
        }
        Table *table = tables[next];
        memmove(tables + done + 1, tables + done, (next - done) * sizeof *tables);
        tables[done] = table;
    }
}

static bool compare_old_tables(Comparison *self)
{
    VECTOR(Table *) gone = {0};
    for (size_t i = 0; i < self->live->tables.count; i++) {
        Table *live = self->live->tables.items[i];
        const TablePair pair = {live->name, live->schema, live, NULL};
        bool by_name, included;
        if (is_version_table(self, live) || schema_model_table(self->wanted, live->schema, live->name))
            continue;
        if (!name_is_included(self, &pair, "table", live->name, &by_name) ||
            (by_name && !is_included(self, &pair, "table", live->name, true, false, &included)))
            return false;
        if (by_name && included)
            vector_push(self->arena, &gone, live);
    }
    in_order_of_dropping(self, gone.items, gone.count);
    for (size_t i = 0; i < gone.count; i++) {
        const TablePair pair = {gone.items[i]->name, gone.items[i]->schema, gone.items[i], NULL};
        if (!compare_indexes(self, &pair))
            return false;
        table_difference(self, &pair, false);
    }
    return true;
}

static bool compare_pair(Comparison *self, const TablePair *pair)
{
    return compare_wanted_columns(self, pair, false) && compare_wanted_columns(self, pair, true) &&
           compare_indexes(self, pair) && compare_foreign_keys(self, pair) && compare_table_comment(self, pair) &&
           (self->options->thorough ? compare_other_constraints(self, pair) : compare_named_checks(self, pair)) &&
           compare_columns_gone(self, pair);
}

static int by_name(const void *left, const void *right)
{
    const TablePair *a = left, *b = right;
    int order = strcmp(a->schema ? a->schema : "", b->schema ? b->schema : "");
    return order ? order : strcmp(a->name, b->name);
}

static bool compare_same_tables(Comparison *self)
{
    VECTOR(TablePair) pairs = {0};
    for (size_t i = 0; i < self->live->tables.count; i++) {
        const Table *live = self->live->tables.items[i];
        TablePair pair = {live->name, live->schema, live, schema_model_table(self->wanted, live->schema, live->name)};
        if (pair.wanted && !is_version_table(self, live))
            vector_push(self->arena, &pairs, pair);
    }
    if (pairs.count)
        qsort(pairs.items, pairs.count, sizeof *pairs.items, by_name);
    for (size_t i = 0; i < pairs.count; i++) {
        bool named, included = false;
        if (!name_is_included(self, &pairs.items[i], "table", pairs.items[i].name, &named) ||
            (named && !is_included(self, &pairs.items[i], "table", pairs.items[i].name, false, true, &included)))
            return false;
        if (included && !compare_pair(self, &pairs.items[i]))
            return false;
    }
    return true;
}

bool compare_schemas(Arena *arena, const ComparisonOptions *options, const SchemaModel *live, const SchemaModel *wanted,
                     Differences *differences, Error *error)
{
    Comparison self = {arena, options, live, wanted, differences, error};
    return (!options->thorough || compare_enums(&self)) && compare_new_tables(&self) && compare_old_tables(&self) &&
           compare_same_tables(&self);
}
