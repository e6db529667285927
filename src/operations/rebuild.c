#include "limbeck/operations/rebuild.h"

#include "limbeck/schema/model.h"

#include <string.h>

/* A column during the rebuild: `key` is its old name, or its name if it is new. */
typedef struct MovedColumn {
    const char *key;
    Column *column;
    bool is_new;
    const SqlType *old_type;
    const SqlType *new_type;
} MovedColumn;

typedef VECTOR(MovedColumn) MovingVector;
typedef VECTOR(const Constraint *) ConstraintVector;
typedef VECTOR(const Index *) IndexVector;
typedef VECTOR(NamePair) PairVector;

typedef struct Rebuilder {
    Arena *arena;
    const RebuildRequest *request;
    MovingVector columns;
    StringVector existing; /* names of the old columns that remain */
    PairVector added;      /* positions of new columns */
    ConstraintVector named;
    ConstraintVector unnamed;
    IndexVector indexes;
    IndexVector new_indexes;
    Error *error;
} Rebuilder;

bool batch_needs_rebuild(const Operation *operations, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Operation *operation = &operations[i];
        if (operation->kind == OPERATION_CREATE_INDEX || operation->kind == OPERATION_DROP_INDEX)
            continue;
        if (operation->kind != OPERATION_ADD_COLUMN)
            return true;
        const Column *column = operation->column;
        for (size_t k = 0; operation->table && k < operation->table->constraints.count; k++)
            if (!operation->table->constraints.items[k]->implemented_type)
                return true;
        if ((column->server_default && column->server_default->kind != EXPRESSION_LITERAL) ||
            column->computed_persisted == 1)
            return true;
    }
    return false;
}

static TypeAffinity family(const SqlType *type)
{
    TypeAffinity affinity = type_row(type->kind)->affinity;
    return affinity == AFFINITY_ENUM ? AFFINITY_STRING : affinity == AFFINITY_FLOAT ? AFFINITY_NUMERIC : affinity;
}

const Transfer *rebuild_transfer(const Rebuild *rebuild, const char *column)
{
    for (size_t i = 0; i < rebuild->transfer_count; i++)
        if (strcmp(rebuild->transfers[i].from, column) == 0)
            return &rebuild->transfers[i];
    return NULL;
}

bool types_are_akin(const SqlType *left, const SqlType *right)
{
    if (family(left) == AFFINITY_OTHER || family(right) == AFFINITY_OTHER)
        return left->kind == right->kind;
    return family(left) == family(right);
}

/* ---- reading the old table ------------------------------------------------------- */

static void read_old_table(Rebuilder *self)
{
    const Table *table = self->request->table;
    for (size_t i = 0; i < table->columns.count; i++) {
        Column *copy = ARENA_NEW(self->arena, Column);
        *copy = *table->columns.items[i];
        copy->unique = copy->index = false;
        MovedColumn moving = {.key = copy->name, .column = copy, .old_type = copy->type};
        vector_push(self->arena, &self->columns, moving);
        vector_push(self->arena, &self->existing, copy->name);
    }
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        if (constraint->implemented_type)
            continue;
        if (constraint->name)
            vector_push(self->arena, &self->named, constraint);
        else
            vector_push(self->arena, &self->unnamed, constraint);
    }
    for (size_t i = 0; i < table->indexes.count; i++)
        if (!table->indexes.items[i]->is_column_flag)
            vector_push(self->arena, &self->indexes, table->indexes.items[i]);
}

static MovedColumn *column_of(Rebuilder *self, const char *key)
{
    for (size_t i = 0; i < self->columns.count; i++)
        if (strcmp(self->columns.items[i].key, key) == 0)
            return &self->columns.items[i];
    return NULL;
}

static bool no_column(Rebuilder *self, const char *name)
{
    return error_set(self->error, ERROR_RAISED, "KeyError: no column '%s' in table %s", name,
                     self->request->table->name);
}

/* ---- one function per operation ----------------------------------------------------- */

static bool apply_alter(Rebuilder *self, const Operation *operation)
{
    const ColumnChange *change = operation->change;
    MovedColumn *moving = column_of(self, change->column);
    if (!moving)
        return no_column(self, change->column);
    Column *column = moving->column;
    if (change->new_name)
        column->name = change->new_name;
    if (change->type) {
        column->type = moving->new_type = change->type;
    }
    if (change->nullable >= 0)
        column->nullable = change->nullable;
    if (change->default_change != DEFAULT_UNTOUCHED)
        column->server_default = change->default_change == DEFAULT_SET ? change->server_default : NULL;
    if (change->comment_given)
        column->comment = change->comment;
    return true;
}

static size_t position_of(const StringVector *names, const char *name)
{
    size_t at = 0;
    while (at < names->count && strcmp(names->items[at], name) != 0)
        at++;
    return at;
}

static const char *neighbour_of_new(const Rebuilder *self, const char *name, bool after)
{
    const char *found = NULL;
    for (size_t i = 0; i < self->added.count; i++) {
        const NamePair *pair = &self->added.items[i];
        if (after ? strcmp(pair->before, name) == 0 : strcmp(pair->after, name) == 0)
            found = after ? pair->after : pair->before;
    }
    return found;
}

/* A position before or after one column also determines the other neighbour. */
static bool place_new_column(Rebuilder *self, const char *name, const char *before, const char *after)
{
    const StringVector *existing = &self->existing;
    if (!self->request->reordering_count) {
        size_t at = position_of(existing, after ? after : before ? before : "");
        bool is_old = at < existing->count;
        const char *given = after ? after : before;
        if (given && !is_old && !column_of(self, given))
            return no_column(self, given);
        if (after && !before)
            before = !is_old                    ? neighbour_of_new(self, after, true)
                     : at + 1 < existing->count ? existing->items[at + 1]
                                                : NULL;
        else if (before && !after)
            after = !is_old ? neighbour_of_new(self, before, false) : at > 0 ? existing->items[at - 1] : NULL;
    }
    if (before)
        vector_push(self->arena, &self->added, ((NamePair){name, before}));
    if (after)
        vector_push(self->arena, &self->added, ((NamePair){after, name}));
    if (!self->request->reordering_count && !before && !after && existing->count)
        vector_push(self->arena, &self->added, ((NamePair){existing->items[existing->count - 1], name}));
    return true;
}

/* As in Alembic's dictionary of names: one that is there is replaced at its place. */
static void set_named(Rebuilder *self, const Constraint *constraint)
{
    for (size_t i = 0; i < self->named.count; i++)
        if (strcmp(self->named.items[i]->name, constraint->name) == 0) {
            self->named.items[i] = constraint;
            return;
        }
    vector_push(self->arena, &self->named, constraint);
}

static bool apply_add(Rebuilder *self, const Operation *operation)
{
    Column *copy = ARENA_NEW(self->arena, Column);
    *copy = *operation->column;
    copy->unique = copy->index = false;
    if (!place_new_column(self, copy->name, operation->insert_before, operation->insert_after))
        return false;
    MovedColumn moving = {.key = copy->name, .column = copy, .is_new = true};
    vector_push(self->arena, &self->columns, moving);
    for (size_t i = 0; i < operation->table->constraints.count; i++) {
        const Constraint *constraint = operation->table->constraints.items[i];
        bool is_of_type = constraint->implemented_type; /* the column has it, too: Alembic writes it twice */
        if (!constraint->name && !is_of_type)
            return error_set(self->error, ERROR_RAISED, "ValueError: Constraint must have a name");
        if (constraint->name)
            set_named(self, constraint);
        else
            vector_push(self->arena, &self->unnamed, constraint);
    }
    for (size_t i = 0; i < operation->table->indexes.count; i++)
        vector_push(self->arena, &self->new_indexes, operation->table->indexes.items[i]);
    return true;
}

static bool apply_drop(Rebuilder *self, const Operation *operation)
{
    MovedColumn *moving = column_of(self, operation->column_name);
    if (!moving)
        return no_column(self, operation->column_name);
    size_t at = (size_t)(moving - self->columns.items), old = position_of(&self->existing, operation->column_name);
    self->columns.count--;
    memmove(moving, moving + 1, (self->columns.count - at) * sizeof *moving);
    if (old < self->existing.count) {
        self->existing.count--;
        memmove(self->existing.items + old, self->existing.items + old + 1,
                (self->existing.count - old) * sizeof *self->existing.items);
    }
    return true;
}

static bool remove_named(ConstraintVector *named, const char *name, const Constraint **removed)
{
    for (size_t i = 0; i < named->count; i++) {
        if (strcmp(named->items[i]->name, name) != 0)
            continue;
        *removed = named->items[i];
        named->count--;
        memmove(named->items + i, named->items + i + 1, (named->count - i) * sizeof *named->items);
        return true;
    }
    return false;
}

static void forget_primary_key(Rebuilder *self)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->unnamed.count; i++)
        if (self->unnamed.items[i]->kind != CONSTRAINT_PRIMARY_KEY)
            self->unnamed.items[kept++] = self->unnamed.items[i];
    self->unnamed.count = kept;
    for (size_t i = 0; i < self->columns.count; i++)
        self->columns.items[i].column->primary_key = false;
}

static bool apply_add_constraint(Rebuilder *self, const Operation *operation)
{
    const Constraint *constraint = operation->constraint;
    if (!constraint->name && !constraint->implemented_type)
        return error_set(self->error, ERROR_RAISED, "ValueError: Constraint must have a name");
    if (constraint->kind == CONSTRAINT_PRIMARY_KEY)
        forget_primary_key(self);
    if (constraint->name)
        set_named(self, constraint);
    else
        vector_push(self->arena, &self->unnamed, constraint);
    return true;
}

/* The CHECK without a name that a type had, which the catalogue gives as text: "flag IN (0, 1)". */
static void forget_type_check(Rebuilder *self, const Constraint *check)
{
    const char *plain = arena_format(self->arena, "%s IN (", check->condition->left->name);
    const char *quoted = arena_format(self->arena, "\"%s\" IN (", check->condition->left->name);
    size_t kept = 0;
    for (size_t i = 0; i < self->unnamed.count; i++) {
        const Constraint *one = self->unnamed.items[i];
        const char *text = one->kind == CONSTRAINT_CHECK && one->condition ? one->condition->text : NULL;
        if (!text || (!text_starts_with(text, plain) && !text_starts_with(text, quoted)))
            self->unnamed.items[kept++] = one;
    }
    self->unnamed.count = kept;
}

static bool apply_drop_constraint(Rebuilder *self, const Operation *operation)
{
    const Constraint *removed = NULL;
    const char *name = operation->constraint->name;
    bool is_of_type = operation->constraint->implemented_type; /* only the column's type may have it */
    if (!name && is_of_type)
        forget_type_check(self, operation->constraint);
    if (!name)
        return is_of_type || error_set(self->error, ERROR_RAISED, "ValueError: Constraint must have a name");
    if (!remove_named(&self->named, name, &removed))
        return is_of_type || error_set(self->error, ERROR_RAISED, "ValueError: No such constraint: '%s'", name);
    if (removed->kind == CONSTRAINT_PRIMARY_KEY)
        forget_primary_key(self);
    return true;
}

static bool apply_create_index(Rebuilder *self, const Operation *operation)
{
    vector_push(self->arena, &self->new_indexes, operation->index);
    return true;
}

static bool apply_drop_index(Rebuilder *self, const Operation *operation)
{
    for (size_t i = 0; i < self->indexes.count; i++) {
        if (strcmp(self->indexes.items[i]->name, operation->index->name) != 0)
            continue;
        self->indexes.count--;
        memmove(self->indexes.items + i, self->indexes.items + i + 1,
                (self->indexes.count - i) * sizeof *self->indexes.items);
        return true;
    }
    return error_set(self->error, ERROR_RAISED, "ValueError: No such index: '%s'", operation->index->name);
}

/* For comments, which are already part of the new table. */
static bool apply_nothing(Rebuilder *self, const Operation *operation)
{
    (void)self;
    (void)operation;
    return true;
}

typedef bool Applier(Rebuilder *self, const Operation *operation);

static Applier *const appliers[OPERATION_KIND_COUNT] = {
    [OPERATION_ALTER_COLUMN] = apply_alter,
    [OPERATION_ADD_COLUMN] = apply_add,
    [OPERATION_DROP_COLUMN] = apply_drop,
    [OPERATION_CREATE_CONSTRAINT] = apply_add_constraint,
    [OPERATION_DROP_CONSTRAINT] = apply_drop_constraint,
    [OPERATION_CREATE_INDEX] = apply_create_index,
    [OPERATION_DROP_INDEX] = apply_drop_index,
    [OPERATION_CREATE_TABLE_COMMENT] = apply_nothing,
    [OPERATION_DROP_TABLE_COMMENT] = apply_nothing,
};

/* ---- the order of columns --------------------------------------------------------------- */

static bool waits_for_another(const MovingVector *todo, const PairVector *pairs, const char *key)
{
    for (size_t i = 0; i < pairs->count; i++) {
        if (strcmp(pairs->items[i].after, key) != 0)
            continue;
        for (size_t k = 0; k < todo->count; k++)
            if (strcmp(todo->items[k].key, pairs->items[i].before) == 0 && strcmp(todo->items[k].key, key) != 0)
                return true;
    }
    return false;
}

/* Topological order in layers: all columns without predecessors, in their old order, then the next layer. */
static bool order_columns(Rebuilder *self)
{
    PairVector pairs = {0};
    const RebuildRequest *request = self->request;
    for (size_t i = 0; i < request->reordering_count; i++)
        vector_push(self->arena, &pairs, request->reordering[i]);
    for (size_t i = 1; !request->reordering_count && i < self->existing.count; i++)
        vector_push(self->arena, &pairs, ((NamePair){self->columns.items[i - 1].key, self->existing.items[i]}));
    for (size_t i = 0; i < self->added.count; i++)
        vector_push(self->arena, &pairs, self->added.items[i]);
    MovingVector todo = self->columns, sorted = {0};
    while (todo.count) {
        MovingVector rest = {0};
        size_t before = sorted.count;
        for (size_t i = 0; i < todo.count; i++) {
            if (waits_for_another(&todo, &pairs, todo.items[i].key))
                vector_push(self->arena, &rest, todo.items[i]);
            else
                vector_push(self->arena, &sorted, todo.items[i]);
        }
        if (sorted.count == before)
            return error_set(self->error, ERROR_RAISED, "CircularDependencyError: the order of columns has a cycle");
        todo = rest;
    }
    self->columns = sorted;
    return true;
}

/* ---- building the new table ---------------------------------------------------------------- */

static bool renamed_columns(Rebuilder *self, const StringVector *names, StringVector *renamed)
{
    for (size_t i = 0; i < names->count; i++) {
        const MovedColumn *moving = column_of(self, names->items[i]);
        for (size_t k = 0; !moving && k < self->columns.count; k++)
            if (strcmp(self->columns.items[k].column->name, names->items[i]) == 0)
                moving = &self->columns.items[k];
        if (!moving)
            return false;
        vector_push(self->arena, renamed, moving->column->name);
    }
    return true;
}

/* Columns of the old table inside an expression get their new names in its copy; false where one is dropped. */
static bool rename_inside(Rebuilder *self, const Expression *given, const Expression *copied)
{
    const Table *old = self->request->table;
    if (!given || given->statement)
        return true;
    if (given->kind == EXPRESSION_COLUMN && given->table && strcmp(given->table->name, old->name) == 0) {
        const MovedColumn *moving = column_of(self, given->name);
        if (!moving)
            return false;
        ((Expression *)copied)->name = moving->column->name;
    }
    bool kept = rename_inside(self, given->left, copied->left) && rename_inside(self, given->right, copied->right) &&
                rename_inside(self, given->otherwise, copied->otherwise);
    for (size_t i = 0; kept && i < given->items.count; i++)
        kept = rename_inside(self, given->items.items[i], copied->items.items[i]);
    return kept;
}

/* The CHECK of a type, on the column under its new name. */
static void copy_type_check(Rebuilder *self, const Constraint *check, Table *table)
{
    StringVector name = {0}, renamed = {0};
    Column column = {.type = check->implemented_type};
    vector_push(self->arena, &name, check->condition->left->name);
    if (!renamed_columns(self, &name, &renamed) || !renamed.count)
        return;
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): one name goes in and one comes out
    column.name = renamed.items[0];
    Constraint *copy = ARENA_NEW(self->arena, Constraint);
    *copy = *type_check_constraint(self->arena, &column);
    copy->name = check->name;
    copy->name_is_final = check->name_is_final;
    vector_push(self->arena, &table->constraints, copy);
}

/* A constraint over a dropped column is dropped, too. */
static void copy_constraints(Rebuilder *self, const ConstraintVector *constraints, Table *table)
{
    for (size_t i = 0; i < constraints->count; i++) {
        if (constraints->items[i]->implemented_type) {
            copy_type_check(self, constraints->items[i], table);
            continue;
        }
        Constraint *copy = ARENA_NEW(self->arena, Constraint);
        *copy = *constraints->items[i];
        copy->columns = (StringVector){0};
        copy->condition = expression_copy(self->arena, constraints->items[i]->condition);
        if (!rename_inside(self, constraints->items[i]->condition, copy->condition))
            continue;
        if (constraints->items[i]->kind == CONSTRAINT_PRIMARY_KEY) {
            for (size_t k = 0; k < constraints->items[i]->columns.count; k++) {
                const MovedColumn *moving = column_of(self, constraints->items[i]->columns.items[k]);
                if (moving)
                    vector_push(self->arena, &copy->columns, moving->column->name);
            }
            if (copy->columns.count)
                vector_push(self->arena, &table->constraints, copy);
        } else if (renamed_columns(self, &constraints->items[i]->columns, &copy->columns)) {
            vector_push(self->arena, &table->constraints, copy);
        }
    }
}

static bool copy_indexes(Rebuilder *self, const IndexVector *indexes, IndexVector *kept)
{
    for (size_t i = 0; i < indexes->count; i++) {
        Index *copy = ARENA_NEW(self->arena, Index);
        *copy = *indexes->items[i];
        copy->table = self->request->table->name;
        copy->schema = self->request->table->schema;
        copy->expressions.items = ARENA_ARRAY(self->arena, const Expression *, copy->expressions.count + 1);
        for (size_t k = 0; k < copy->expressions.count; k++) {
            const Expression *expression = indexes->items[i]->expressions.items[k];
            Expression *own = expression_copy(self->arena, expression);
            copy->expressions.items[k] = own;
            StringVector name = {0}, renamed = {0};
            if (expression->kind != EXPRESSION_COLUMN) {
                if (!rename_inside(self, expression, own))
                    return no_column(self, copy->name);
                continue;
            }
            vector_push(self->arena, &name, expression->name);
            if (!renamed_columns(self, &name, &renamed))
                return no_column(self, expression->name);
            // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): one name goes in and one comes out
            if (strcmp(own->name, renamed.items[0]) != 0)
                copy->made_by = NULL; /* must be written again with the new name */
            own->name = renamed.items[0];
        }
        vector_push(self->arena, kept, copy);
    }
    return true;
}

static const char *temporary_name(Arena *arena, const char *table)
{
    char *name = arena_format(arena, "_alembic_tmp_%s", table);
    if (strlen(name) > 50)
        name[50] = '\0';
    return name;
}

static Table *build_new_table(Rebuilder *self)
{
    const Table *old = self->request->table;
    Table *table = ARENA_NEW(self->arena, Table);
    table->name = temporary_name(self->arena, old->name);
    table->schema = old->schema;
    table->options = old->options;
    for (size_t i = 0; self->request->own && i < self->request->own->constraints.count; i++)
        vector_push(self->arena, &table->constraints, self->request->own->constraints.items[i]);
    for (size_t i = 0; i < self->columns.count; i++) {
        Column *column = self->columns.items[i].column;
        vector_push(self->arena, &table->columns, column);
        bool is_changed = self->columns.items[i].new_type; /* then its CHECK is a constraint of the batch */
        if (column->type && column->type->create_constraint && !is_changed)
            vector_push(self->arena, &table->constraints, type_check_constraint(self->arena, column));
    }
    copy_constraints(self, &self->named, table);
    copy_constraints(self, &self->unnamed, table);
    table_apply_primary_key(self->arena, table);
    return table;
}

bool table_rebuild(Arena *arena, const RebuildRequest *request, Rebuild *rebuild, Error *error)
{
    Rebuilder self = {.arena = arena, .request = request, .error = error};
    IndexVector indexes = {0};
    VECTOR(Transfer) transfers = {0};
    read_old_table(&self);
    for (size_t i = 0; i < request->operation_count; i++) {
        Applier *apply = appliers[request->operations[i].kind];
        if (!apply)
            return error_set(error, ERROR_UNSUPPORTED, "limbeck does not write this as SQL: this operation in a batch");
        if (!apply(&self, &request->operations[i]))
            return false;
    }
    if ((self.added.count || request->reordering_count) && !order_columns(&self))
        return false;
    for (size_t i = 0; i < self.columns.count; i++) {
        const MovedColumn *moving = &self.columns.items[i];
        Transfer transfer = {moving->key, moving->column->name, moving->old_type, moving->new_type};
        if (!moving->is_new && !(request->is_reflected && moving->column->computed))
            vector_push(arena, &transfers, transfer);
    }
    if (!copy_indexes(&self, &self.indexes, &indexes) || !copy_indexes(&self, &self.new_indexes, &indexes))
        return false;
    ConstraintVector named = {0};
    for (size_t i = 0; i < self.named.count; i++)
        for (size_t k = 0; k < request->table->constraints.count; k++)
            if (request->table->constraints.items[k] == self.named.items[i])
                vector_push(arena, &named, self.named.items[i]);
    *rebuild = (Rebuild){.from = request->table,
                         .named = named.items,
                         .named_count = named.count,
                         .to = build_new_table(&self),
                         .transfers = transfers.items,
                         .transfer_count = transfers.count,
                         .indexes = indexes.items,
                         .index_count = indexes.count,
                         .afterwards = request->table->triggers,
                         .renames_quietly = request->table->has_dependants};
    return true;
}
