#include "limbeck/operations/apply.h"

#include "applier.h"
#include "limbeck/operations/rebuild.h"
#include "naming.h"

#include <string.h>

typedef bool OperationApplier(Applier *self);

bool applier_misses(Applier *self, const char *what, const char *name)
{
    return self->operation->if_exists ||
           error_set(self->error, ERROR_CHECK, "there is no %s '%s' at this point of the history", what,
                     name ? name : "?");
}

static bool needs_table(Applier *self)
{
    return self->table || applier_misses(self, "table", self->operation->table_name);
}

/* ---- parts of a table ------------------------------------------------------------------- */

/* On a dialect with the native type the CHECK of Boolean or Enum is not created. */
static bool is_implied_by_type(const Applier *self, const Constraint *constraint)
{
    const SqlType *type = constraint->implemented_type;
    return type && ((self->traits->has_native_booleans && type_row(type->kind)->affinity == AFFINITY_BOOLEAN) ||
                    (self->traits->has_native_enums && type_is_native_enum(type)));
}

static void mark_key(Table *table, const Constraint *key, bool is_key)
{
    for (size_t i = 0; i < key->columns.count; i++) {
        Column *column = table_column(table, key->columns.items[i]);
        if (!column)
            continue;
        column->primary_key = is_key;
        column->nullable = column->nullable && !is_key;
    }
}

/* REFERENCES users without columns means its primary key. */
static void refer_to_key(Applier *self, const Table *own, Constraint *key)
{
    const Table *referent = same_name(own->name, key->referent_table) && same_name(own->schema, key->referent_schema)
                                ? own
                                : schema_model_table(self->model, key->referent_schema, key->referent_table);
    if (referent)
        table_primary_key(self->arena, referent, &key->referent_columns);
}

static const char *final_constraint_name(const Applier *self, const Constraint *constraint)
{
    return self->traits->final_name(self->arena, constraint->name, constraint->name_is_final);
}

static const char *final_index_name(const Applier *self, const Index *index)
{
    return self->traits->final_name(self->arena, index->name, index->name_is_final);
}

static void add_constraint(Applier *self, Table *table, const Constraint *given)
{
    bool comes_later =
        given->use_alter && self->traits->adds_constraints && self->operation->kind == OPERATION_CREATE_TABLE;
    if (is_implied_by_type(self, given) || comes_later)
        return;
    Constraint *constraint = constraint_copy(self->arena, given);
    constraint->name = final_constraint_name(self, constraint);
    if (constraint->kind == CONSTRAINT_FOREIGN_KEY && !constraint->referent_columns.count)
        refer_to_key(self, table, constraint);
    if (!constraint->name && self->traits->names_constraints)
        constraint->name = constraint_default_name(self->arena, self->model, table, constraint);
    vector_push(self->arena, &table->constraints, constraint);
    schema_model_note_name(self->arena, self->model, table->schema, constraint->name);
    if (constraint->kind == CONSTRAINT_PRIMARY_KEY)
        mark_key(table, constraint, true);
}

static void add_index(Applier *self, Table *table, const Index *given)
{
    Index *index = index_copy(self->arena, given);
    index->name = final_index_name(self, index);
    index->table = table->name;
    index->schema = table->schema;
    if (!index->name)
        index->name = index_default_name(self->arena, self->model, table, index);
    vector_push(self->arena, &table->indexes, index);
    schema_model_note_name(self->arena, self->model, table->schema, index->name);
}

/* A copy of the column without its checks and keys, which belong to the table. */
static Column *plain_column(Applier *self, const Column *given)
{
    Column *column = column_copy(self->arena, given);
    column->checks.count = column->foreign_keys.count = 0;
    column->unique = column->index = false;
    if (!self->traits->has_comments)
        column->comment = NULL;
    return column;
}

static void add_enum(Applier *self, const SqlType *type)
{
    type = type_for_dialect(type, self->traits->name);
    while (type->kind == TYPE_ARRAY)
        type = type_for_dialect(type->item, self->traits->name);
    bool is_new = self->traits->has_native_enums && type_is_native_enum(type) && type->name && type->create_type &&
                  !schema_model_enum(self->model, type->schema, type->name);
    if (is_new)
        vector_push(self->arena, &self->model->enums, type_copy(self->arena, type));
}

/* ---- tables --------------------------------------------------------------------------------- */

static void add_key_of_marks(Applier *self, Table *table)
{
    Constraint key = {.kind = CONSTRAINT_PRIMARY_KEY, .deferrable = -1};
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i]->kind == CONSTRAINT_PRIMARY_KEY)
            return;
    table_primary_key(self->arena, table, &key.columns);
    const Constraint *unique = key.columns.count ? equal_unique_key(self, &key) : NULL;
    if (unique) {
        key.name = unique->name;
        key.name_is_final = unique->name_is_final;
    }
    if (key.columns.count)
        add_constraint(self, table, &key);
}

static bool apply_create_table(Applier *self)
{
    const Table *given = self->operation->table;
    if (self->table)
        return self->operation->if_exists ||
               error_set(self->error, ERROR_CHECK, "the table '%s' exists already at this point of the history",
                         given->name);
    Table *table = table_copy(self->arena, given);
    table->columns.count = table->constraints.count = table->indexes.count = 0;
    if (!self->traits->has_comments)
        table->comment = NULL;
    for (size_t i = 0; i < given->columns.count; i++) {
        if (!self->operation->is_bare)
            add_enum(self, given->columns.items[i]->type);
        vector_push(self->arena, &table->columns, plain_column(self, given->columns.items[i]));
    }
    /* the primary key first, as PostgreSQL generates names */
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < given->constraints.count; i++) {
            const Constraint *constraint = given->constraints.items[i];
            Constraint merged;
            bool is_primary = constraint->kind == CONSTRAINT_PRIMARY_KEY;
            if (is_primary == (pass == 0) && (!is_primary || constraint->columns.count) &&
                merge_equal_keys(self, i, &merged))
                add_constraint(self, table, &merged);
        }
    add_key_of_marks(self, table);
    for (size_t i = 0; i < given->columns.count; i++)
        for (size_t k = 0; k < given->columns.items[i]->checks.count; k++)
            add_constraint(self, table, given->columns.items[i]->checks.items[k]);
    schema_model_add_table(self->arena, self->model, table);
    schema_model_note_name(self->arena, self->model, table->schema, table->name);
    for (size_t i = 0; i < given->indexes.count && !self->operation->is_bare; i++)
        add_index(self, table, given->indexes.items[i]);
    return true;
}

static bool refers_to(const Constraint *constraint, const char *table, const char *schema)
{
    return constraint->kind == CONSTRAINT_FOREIGN_KEY && same_name(constraint->referent_table, table) &&
           same_name(constraint->referent_schema, schema);
}

static void remove_constraint(Table *table, size_t at)
{
    table->constraints.count--;
    memmove(table->constraints.items + at, table->constraints.items + at + 1,
            (table->constraints.count - at) * sizeof *table->constraints.items);
}

static bool apply_drop_table(Applier *self)
{
    if (!needs_table(self) || !self->table)
        return self->table || self->operation->if_exists;
    SchemaModel *model = self->model;
    size_t kept = 0;
    for (size_t i = 0; i < model->tables.count; i++)
        if (model->tables.items[i] != self->table)
            model->tables.items[kept++] = model->tables.items[i];
    model->tables.count = kept;
    schema_model_moved_table(self->arena, model, self->table->name, NULL);
    for (size_t i = 0; i < kept && self->operation->cascades; i++)
        for (size_t k = model->tables.items[i]->constraints.count; k-- > 0;)
            if (refers_to(model->tables.items[i]->constraints.items[k], self->table->name, self->table->schema))
                remove_constraint(model->tables.items[i], k);
    return true;
}

static bool apply_rename_table(Applier *self)
{
    if (!needs_table(self) || !self->table)
        return self->table || self->operation->if_exists;
    const char *old = self->table->name, *new = arena_strdup(self->arena, self->operation->new_name);
    for (size_t i = 0; i < self->model->tables.count; i++) {
        const Table *other = self->model->tables.items[i];
        for (size_t k = 0; k < other->constraints.count; k++)
            if (refers_to(other->constraints.items[k], old, self->table->schema))
                ((Constraint *)other->constraints.items[k])->referent_table = new;
    }
    for (size_t i = 0; i < self->table->indexes.count; i++)
        ((Index *)self->table->indexes.items[i])->table = new;
    self->table->name = new;
    schema_model_moved_table(self->arena, self->model, old, self->table);
    return true;
}

/* ---- columns ---------------------------------------------------------------------------------- */

static bool apply_add_column(Applier *self)
{
    const Operation *operation = self->operation;
    if (!self->table)
        return error_set(self->error, ERROR_CHECK, "there is no table '%s' at this point of the history",
                         operation->table_name);
    if (table_column(self->table, operation->column->name))
        return operation->if_exists || error_set(self->error, ERROR_CHECK, "the column '%s' exists already in '%s'",
                                                 operation->column->name, operation->table_name);
    Column *column = plain_column(self, operation->column);
    column->primary_key = operation->inline_primary_key && column->primary_key;
    vector_push(self->arena, &self->table->columns, column);
    for (size_t i = 0; operation->table && i < operation->table->constraints.count; i++)
        if (operation->table->constraints.items[i]->kind != CONSTRAINT_PRIMARY_KEY)
            add_constraint(self, self->table, operation->table->constraints.items[i]);
    for (size_t i = 0; i < operation->column->checks.count; i++)
        add_constraint(self, self->table, operation->column->checks.items[i]);
    for (size_t i = 0; operation->table && i < operation->table->indexes.count; i++)
        add_index(self, self->table, operation->table->indexes.items[i]);
    if (column->primary_key)
        add_key_of_marks(self, self->table);
    return true;
}

static bool constraint_names(const Constraint *constraint, const char *column)
{
    return string_vector_contains(&constraint->columns, column) ||
           expression_names_column(constraint->condition, column);
}

static bool index_names(const Applier *self, const Index *index, const char *column)
{
    for (size_t i = 0; i < index->expressions.count; i++)
        if (expression_names_column(index->expressions.items[i], column))
            return true;
    const Expression *where = option_value(&index->options, self->traits->name, "where");
    return where && expression_names_column(where, column);
}

/* Also drops the constraints and indexes that mention the column. */
static bool apply_drop_column(Applier *self)
{
    const char *name = self->operation->column_name;
    Table *table = self->table;
    if (!needs_table(self))
        return false;
    if (!table || !table_column(table, name))
        return applier_misses(self, "column", name);
    size_t kept = 0;
    for (size_t i = 0; i < table->columns.count; i++)
        if (strcmp(table->columns.items[i]->name, name) != 0)
            table->columns.items[kept++] = table->columns.items[i];
    table->columns.count = kept;
    for (size_t i = table->constraints.count; i-- > 0;) {
        const Constraint *constraint = table->constraints.items[i];
        if (!constraint_names(constraint, name))
            continue;
        if (constraint->kind == CONSTRAINT_PRIMARY_KEY)
            mark_key(table, constraint, false);
        remove_constraint(table, i);
    }
    kept = 0;
    for (size_t i = 0; i < table->indexes.count; i++)
        if (!index_names(self, table->indexes.items[i], name))
            table->indexes.items[kept++] = table->indexes.items[i];
    table->indexes.count = kept;
    return true;
}

static void rename_in(Applier *self, StringVector *names, const char *old, const char *new)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], old) == 0)
            names->items[i] = arena_strdup(self->arena, new);
}

/* A server renames columns inside stored expressions, too. */
static void rename_in_expression(Applier *self, Expression *expression, const char *old, const char *new)
{
    if (!expression)
        return;
    if (expression->kind == EXPRESSION_COLUMN && same_name(expression->name, old))
        expression->name = arena_strdup(self->arena, new);
    if (expression->kind == EXPRESSION_TEXT && expression->text)
        expression->text = text_with_column_renamed(self->arena, expression->text, old, new);
    rename_in_expression(self, (Expression *)expression->left, old, new);
    rename_in_expression(self, (Expression *)expression->right, old, new);
    for (size_t i = 0; i < expression->items.count; i++)
        rename_in_expression(self, (Expression *)expression->items.items[i], old, new);
}

static void rename_column(Applier *self, Column *column, const char *new)
{
    const char *old = column->name;
    Table *table = self->table;
    column->name = arena_strdup(self->arena, new);
    for (size_t i = 0; i < table->constraints.count; i++) {
        Constraint *constraint = (Constraint *)table->constraints.items[i];
        rename_in(self, &constraint->columns, old, new);
        rename_in_expression(self, (Expression *)constraint->condition, old, new);
    }
    for (size_t i = 0; i < table->indexes.count; i++)
        for (size_t k = 0; k < table->indexes.items[i]->expressions.count; k++)
            rename_in_expression(self, (Expression *)table->indexes.items[i]->expressions.items[k], old, new);
    for (size_t i = 0; i < self->model->tables.count; i++) {
        const Table *other = self->model->tables.items[i];
        for (size_t k = 0; k < other->constraints.count; k++)
            if (refers_to(other->constraints.items[k], table->name, table->schema))
                rename_in(self, &((Constraint *)other->constraints.items[k])->referent_columns, old, new);
    }
}

static bool apply_alter_column(Applier *self)
{
    const ColumnChange *change = self->operation->change;
    if (!needs_table(self) || !self->table)
        return self->table || self->operation->if_exists;
    Column *column = table_column(self->table, change->column);
    if (!column)
        return applier_misses(self, "column", change->column);
    if (change->type)
        column->type = type_copy(self->arena, change->type);
    if (change->nullable >= 0)
        column->nullable = change->nullable;
    if (change->changes_identity) {
        Column with = {.identity = change->identity};
        column->identity = column_copy(self->arena, &with)->identity;
        column->nullable = column->nullable && !column->identity;
    } else if (change->default_change != DEFAULT_UNTOUCHED) {
        column->server_default =
            change->default_change == DEFAULT_SET ? expression_copy(self->arena, change->server_default) : NULL;
    }
    if (change->comment_given && self->traits->has_comments)
        column->comment = arena_strdup(self->arena, change->comment);
    if (change->new_name)
        rename_column(self, column, change->new_name);
    return true;
}

/* ---- indexes and constraints -------------------------------------------------------------------- */

static bool apply_create_index(Applier *self)
{
    const Index *index = self->operation->index;
    Table *table = schema_model_table(self->model, index->schema, index->table);
    if (!table)
        return error_set(self->error, ERROR_CHECK, "there is no table '%s' at this point of the history", index->table);
    const char *name = final_index_name(self, index);
    for (size_t i = 0; name && i < table->indexes.count; i++)
        if (same_name(table->indexes.items[i]->name, name))
            return self->operation->if_exists ||
                   error_set(self->error, ERROR_CHECK, "the index '%s' exists already", index->name);
    add_index(self, table, index);
    return true;
}

/* DROP INDEX need not name the table. */
static bool apply_drop_index(Applier *self)
{
    const Index *index = self->operation->index;
    const char *name = final_index_name(self, index);
    for (size_t i = 0; i < self->model->tables.count; i++) {
        Table *table = self->model->tables.items[i];
        for (size_t k = 0; k < table->indexes.count; k++) {
            if (!same_name(table->indexes.items[k]->name, name) || !same_name(table->schema, index->schema))
                continue;
            table->indexes.count--;
            memmove(table->indexes.items + k, table->indexes.items + k + 1,
                    (table->indexes.count - k) * sizeof *table->indexes.items);
            return true;
        }
    }
    return applier_misses(self, "index", name);
}

static bool apply_create_constraint(Applier *self)
{
    if (!self->table)
        return error_set(self->error, ERROR_CHECK, "there is no table '%s' at this point of the history",
                         self->operation->table_name);
    const char *name = self->operation->if_exists ? final_constraint_name(self, self->operation->constraint) : NULL;
    for (size_t i = 0; name && i < self->table->constraints.count; i++)
        if (same_name(self->table->constraints.items[i]->name, name))
            return true;
    add_constraint(self, self->table, self->operation->constraint);
    return true;
}

static bool apply_drop_constraint(Applier *self)
{
    const char *name = final_constraint_name(self, self->operation->constraint);
    if (!needs_table(self) || !self->table)
        return self->table || self->operation->if_exists;
    for (size_t i = 0; i < self->table->constraints.count; i++) {
        const Constraint *constraint = self->table->constraints.items[i];
        if (!name || !same_name(constraint->name, name))
            continue;
        if (constraint->kind == CONSTRAINT_PRIMARY_KEY) {
            mark_key(self->table, constraint, false); /* NOT NULL is kept */
            for (size_t k = 0; k < constraint->columns.count; k++) {
                Column *column = table_column(self->table, constraint->columns.items[k]);
                if (column)
                    column->nullable = false;
            }
        }
        remove_constraint(self->table, i);
        return true;
    }
    return applier_misses(self, "constraint", name);
}

/* ---- other operations ----------------------------------------------------------------------------- */

static bool apply_table_comment(Applier *self)
{
    if (!needs_table(self) || !self->table)
        return self->table || self->operation->if_exists;
    if (self->traits->has_comments)
        self->table->comment = arena_strdup(self->arena, self->operation->comment);
    return true;
}

static bool apply_create_enum(Applier *self)
{
    const SqlType *type = self->operation->type;
    if (!schema_model_enum(self->model, type->schema, type->name))
        vector_push(self->arena, &self->model->enums, type_copy(self->arena, type));
    return true;
}

static bool apply_drop_enum(Applier *self)
{
    const SqlType *type = schema_model_enum(self->model, self->operation->type->schema, self->operation->type->name);
    size_t kept = 0;
    if (!type)
        return applier_misses(self, "type", self->operation->type->name);
    for (size_t i = 0; i < self->model->enums.count; i++)
        if (self->model->enums.items[i] != type)
            self->model->enums.items[kept++] = self->model->enums.items[i];
    self->model->enums.count = kept;
    return true;
}

/* Columns share the type, so they get the new value, too. */
static bool apply_add_enum_value(Applier *self)
{
    const Operation *operation = self->operation;
    SqlType *type = (SqlType *)schema_model_enum(self->model, operation->type->schema, operation->type->name);
    if (!type)
        return applier_misses(self, "type", operation->type->name);
    StringVector values = {0};
    const char *value = arena_strdup(self->arena, operation->new_name);
    if (string_vector_contains(&type->values, value))
        return true;
    for (size_t i = 0; i < type->values.count; i++) {
        if (same_name(type->values.items[i], operation->insert_before))
            vector_push(self->arena, &values, value);
        vector_push(self->arena, &values, type->values.items[i]);
        if (same_name(type->values.items[i], operation->insert_after))
            vector_push(self->arena, &values, value);
    }
    if (values.count == type->values.count)
        vector_push(self->arena, &values, value);
    type->values = values;
    return true;
}

static bool has_sequence(const SchemaModel *model, const Sequence *sequence)
{
    for (size_t i = 0; i < model->sequences.count; i++)
        if (same_name(model->sequences.items[i]->name, sequence->name) &&
            same_name(model->sequences.items[i]->schema, sequence->schema))
            return true;
    return false;
}

static bool apply_sequence(Applier *self)
{
    const Sequence *sequence = self->operation->sequence;
    SchemaModel *model = self->model;
    if (self->operation->kind == OPERATION_CREATE_SEQUENCE && has_sequence(model, sequence))
        return self->operation->if_exists ||
               error_set(self->error, ERROR_CHECK, "the sequence '%s' exists already", sequence->name);
    if (self->operation->kind == OPERATION_CREATE_SEQUENCE) {
        Sequence *copy = ARENA_NEW(self->arena, Sequence);
        *copy = (Sequence){arena_strdup(self->arena, sequence->name), arena_strdup(self->arena, sequence->schema),
                           arena_strdup(self->arena, sequence->options)};
        vector_push(self->arena, &model->sequences, copy);
        return true;
    }
    size_t kept = 0;
    for (size_t i = 0; i < model->sequences.count; i++)
        if (!same_name(model->sequences.items[i]->name, sequence->name))
            model->sequences.items[kept++] = model->sequences.items[i];
    model->sequences.count = kept;
    return true;
}

/* Replaces the old table by the new one, with the indexes created again. */
static bool apply_rebuild(Applier *self)
{
    const Rebuild *rebuild = self->operation->rebuild;
    Table *old = schema_model_table(self->model, rebuild->from->schema, rebuild->from->name);
    if (!old)
        return error_set(self->error, ERROR_CHECK, "there is no table '%s' at this point of the history",
                         rebuild->from->name);
    Table *table = table_copy(self->arena, rebuild->to);
    table->name = old->name;
    table->indexes.count = 0;
    table->comment = NULL;
    for (size_t i = 0; i < rebuild->index_count; i++)
        add_index(self, table, rebuild->indexes[i]);
    add_key_of_marks(self, table);
    for (size_t i = 0; i < self->model->tables.count; i++)
        if (self->model->tables.items[i] == old)
            self->model->tables.items[i] = table;
    schema_model_moved_table(self->arena, self->model, table->name, table);
    return true;
}

static bool apply_nothing(Applier *self)
{
    (void)self;
    return true;
}

static OperationApplier *const appliers[OPERATION_KIND_COUNT] = {
#define OPERATION(kind, words, compiles, applies) [OPERATION_##kind] = apply_##applies,
#include "limbeck/operations/operation_list.h"
#undef OPERATION
};

/* Operations after which names are free. New names are recorded when they are added. */
static bool frees_names(OperationKind kind)
{
    return kind == OPERATION_DROP_TABLE || kind == OPERATION_RENAME_TABLE || kind == OPERATION_DROP_COLUMN ||
           kind == OPERATION_DROP_INDEX || kind == OPERATION_DROP_CONSTRAINT || kind == OPERATION_REBUILD_TABLE ||
           kind == OPERATION_RENAME_INDEX || kind == OPERATION_RENAME_CONSTRAINT;
}

bool operation_apply(Arena *arena, const DialectTraits *traits, SchemaModel *model, const Operation *operation,
                     Error *error)
{
    const char *name = operation->kind == OPERATION_CREATE_TABLE ? operation->table->name : operation->table_name;
    const char *schema = operation->kind == OPERATION_CREATE_TABLE ? operation->table->schema : operation->schema;
    Applier self = {.arena = arena,
                    .model = model,
                    .operation = operation,
                    .table = name ? schema_model_table(model, schema, name) : NULL,
                    .traits = traits,
                    .error = error};
    if (!appliers[operation->kind](&self))
        return false;
    if (frees_names(operation->kind))
        schema_model_forget_names(model);
    return true;
}
