#include "limbeck/schema/model.h"

#include <ctype.h>
#include <string.h>

SchemaModel *schema_model_new(Arena *arena)
{
    return ARENA_NEW(arena, SchemaModel);
}

bool same_name(const char *left, const char *right)
{
    return left == right || (left && right && strcmp(left, right) == 0);
}

void schema_model_add_table(Arena *arena, SchemaModel *model, Table *table)
{
    model->is_indexed |= model->tables.count == 0;
    vector_push(arena, &model->tables, table);
    if (model->is_indexed)
        map_set(arena, &model->by_name, table->name, table);
}

void schema_model_moved_table(Arena *arena, SchemaModel *model, const char *name, Table *now)
{
    if (!model->is_indexed)
        return;
    map_set(arena, &model->by_name, name, NULL); /* another schema may have a table of this name: search again */
    if (now)
        map_set(arena, &model->by_name, now->name, now);
}

Table *schema_model_table(const SchemaModel *model, const char *schema, const char *name)
{
    Table *last = model->is_indexed ? map_get(&model->by_name, name) : NULL;
    if (last && same_name(last->schema, schema))
        return last;
    if (model->is_indexed && !map_has(&model->by_name, name))
        return NULL;
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

/* Words of scripts and of SQL that go over all tables. */
static const char *const words_of_all_tables[] = {"get_table_names", "sorted_tables", "metadata.tables",
                                                  "pg_tables",       "pg_class",      "information_schema.tables",
                                                  "sqlite_master",   "sqlite_schema", "execute format"};

static bool is_name_part(char character)
{
    return isalnum((unsigned char)character) || character == '_' || (unsigned char)character >= 0x80;
}

static bool names_word(const char *text, const char *word)
{
    for (const char *at = text; (at = strcasestr(at, word)); at++)
        if ((at == text || !is_name_part(at[-1])) && !is_name_part(at[strlen(word)]))
            return true;
    return false;
}

static bool may_concern(const OpaqueChange *change, const char *schema, const char *table)
{
    if (change->table && table)
        return same_name(change->table, table) && same_name(change->schema, schema);
    if (!change->text || !table)
        return true;
    for (size_t i = 0; i < sizeof words_of_all_tables / sizeof *words_of_all_tables; i++)
        if (strcasestr(change->text, words_of_all_tables[i]))
            return true;
    return names_word(change->text, table);
}

const OpaqueChange *schema_model_opaque_of(const SchemaModel *model, const char *schema, const char *table,
                                           const char *part)
{
    const OpaqueChange *found = NULL;
    for (size_t i = model->opaque.count; i-- > 0;) {
        const OpaqueChange *change = &model->opaque.items[i];
        if (!may_concern(change, schema, table))
            continue;
        if (part && change->text && names_word(change->text, part))
            return change;
        found = found ? found : change;
    }
    return found;
}

static const char *name_key(Arena *arena, const char *schema, const char *name)
{
    return schema ? arena_format(arena, "%s.%s", schema, name) : name;
}

static void add_name(Arena *arena, SchemaModel *model, const char *schema, const char *name)
{
    if (name)
        map_set(arena, &model->names, name_key(arena, schema, name), model);
}

static void collect_names(Arena *arena, SchemaModel *model)
{
    model->names = (Map){0};
    model->names_known = true;
    for (size_t i = 0; i < model->tables.count; i++) {
        const Table *table = model->tables.items[i];
        add_name(arena, model, table->schema, table->name);
        for (size_t k = 0; k < table->constraints.count; k++)
            add_name(arena, model, table->schema, table->constraints.items[k]->name);
        for (size_t k = 0; k < table->indexes.count; k++)
            add_name(arena, model, table->schema, table->indexes.items[k]->name);
    }
}

bool schema_model_has_name(Arena *arena, SchemaModel *model, const char *schema, const char *name)
{
    if (!model->names_known)
        collect_names(arena, model);
    return map_has(&model->names, name_key(arena, schema, name));
}

void schema_model_note_name(Arena *arena, SchemaModel *model, const char *schema, const char *name)
{
    if (model->names_known)
        add_name(arena, model, schema, name);
}

void schema_model_forget_names(SchemaModel *model)
{
    model->names_known = false;
}
