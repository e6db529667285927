#include "limbeck/schema/model.h"

#include <string.h>

SchemaModel *schema_model_new(Arena *arena)
{
    return ARENA_NEW(arena, SchemaModel);
}

bool same_name(const char *left, const char *right)
{
    return left == right || (left && right && strcmp(left, right) == 0);
}

Table *schema_model_table(const SchemaModel *model, const char *schema, const char *name)
{
    for (size_t i = 0; i < model->tables.count; i++)
        if (same_name(model->tables.items[i]->name, name) && same_name(model->tables.items[i]->schema, schema))
            return model->tables.items[i];
    return NULL;
}

const SqlType *schema_model_enum(const SchemaModel *model, const char *schema, const char *name)
{
    for (size_t i = 0; i < model->enums.count; i++)
        if (same_name(model->enums.items[i]->name, name) && same_name(model->enums.items[i]->schema, schema))
            return model->enums.items[i];
    return NULL;
}

bool schema_model_is_opaque(const SchemaModel *model, const Table *table)
{
    for (size_t i = 0; i < model->opaque.count; i++) {
        const OpaqueChange *change = &model->opaque.items[i];
        if (!change->table || (same_name(change->table, table->name) && same_name(change->schema, table->schema)))
            return true;
    }
    return false;
}
