/* Renames that only SQL texts have: of indexes, constraints, enumerations and their values. */
#include "applier.h"

bool apply_rename_index(Applier *self)
{
    const Operation *operation = self->operation;
    for (size_t i = 0; i < self->model->tables.count; i++) {
        Table *table = self->model->tables.items[i];
        for (size_t k = 0; k < table->indexes.count; k++)
            if (same_name(table->indexes.items[k]->name, operation->old_name)) {
                ((Index *)table->indexes.items[k])->name = arena_strdup(self->arena, operation->new_name);
                return true;
            }
        for (size_t k = 0; k < table->constraints.count; k++)
            if (same_name(table->constraints.items[k]->name, operation->old_name)) {
                ((Constraint *)table->constraints.items[k])->name = arena_strdup(self->arena, operation->new_name);
                return true;
            }
    }
    return applier_misses(self, "index", operation->old_name);
}

bool apply_rename_constraint(Applier *self)
{
    const Operation *operation = self->operation;
    for (size_t i = 0; self->table && i < self->table->constraints.count; i++)
        if (same_name(self->table->constraints.items[i]->name, operation->old_name)) {
            ((Constraint *)self->table->constraints.items[i])->name = arena_strdup(self->arena, operation->new_name);
            return true;
        }
    return applier_misses(self, "constraint", operation->old_name);
}

/* The type of a column, inside of ARRAY. */
static SqlType *named_type_of(const Applier *self, const Column *column)
{
    SqlType *type = (SqlType *)type_for_dialect(column->type, self->traits->name);
    while (type->kind == TYPE_ARRAY)
        type = (SqlType *)type->item;
    return type;
}

/* Calls `change` for the enumeration and each column that has it. */
static bool change_enum(Applier *self, void (*change)(Applier *self, SqlType *type))
{
    const SqlType *named = self->operation->type;
    SqlType *type = (SqlType *)schema_model_enum(self->model, named->schema, named->name);
    const char *name = arena_strdup(self->arena, named->name);
    if (!type)
        return applier_misses(self, "type", named->name);
    for (size_t i = 0; i < self->model->tables.count; i++)
        for (size_t k = 0; k < self->model->tables.items[i]->columns.count; k++) {
            SqlType *of_column = named_type_of(self, self->model->tables.items[i]->columns.items[k]);
            if (of_column != type && same_name(of_column->name, name) && same_name(of_column->schema, type->schema))
                change(self, of_column);
        }
    change(self, type);
    return true;
}

static void rename_type(Applier *self, SqlType *type)
{
    type->name = arena_strdup(self->arena, self->operation->new_name);
}

static void rename_value(Applier *self, SqlType *type)
{
    if (self->operation->if_exists && string_vector_contains(&type->values, self->operation->new_name))
        return;
    for (size_t i = 0; i < type->values.count; i++)
        if (same_name(type->values.items[i], self->operation->old_name))
            type->values.items[i] = arena_strdup(self->arena, self->operation->new_name);
}

bool apply_rename_enum(Applier *self)
{
    return change_enum(self, rename_type);
}

bool apply_rename_enum_value(Applier *self)
{
    return change_enum(self, rename_value);
}
