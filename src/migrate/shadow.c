#include "limbeck/migrate/shadow.h"

#include "limbeck/dialect/dialect.h"
#include "limbeck/operations/apply.h"
#include "limbeck/reflection/sqlite_table.h"
#include "limbeck/sql/reading.h"

struct Shadow {
    Arena *arena;
    Database *database;
    SchemaModel *schema;
    StringVector known; /* tables that are in `schema`, or would be if they were anywhere */
};

Shadow *shadow_new(Arena *arena, Database *database)
{
    if (!database || database_kind(database) != DATABASE_SQLITE)
        return NULL;
    Shadow *shadow = ARENA_NEW(arena, Shadow);
    *shadow = (Shadow){.arena = arena, .database = database, .schema = schema_model_new(arena)};
    return shadow;
}

/* As the database has it, the first time the table is named. */
static bool know(Shadow *shadow, const char *name, Error *error)
{
    Table *table;
    if (string_vector_contains(&shadow->known, name))
        return true;
    vector_push(shadow->arena, &shadow->known, arena_strdup(shadow->arena, name));
    if (!reflect_table_to_rebuild(shadow->arena, shadow->database, name, &table, error))
        return false;
    schema_model_add_table(shadow->arena, shadow->schema, table);
    return true;
}

static const char *table_of(const Operation *operation)
{
    return operation->kind == OPERATION_CREATE_TABLE ? operation->table->name
           : operation->table_name                   ? operation->table_name
           : operation->index                        ? operation->index->table
                                                     : NULL;
}

static void apply_one(Shadow *shadow, const Operation *operation)
{
    Error ignored = {0};
    const char *name = table_of(operation);
    if (name)
        know(shadow, name, &ignored);
    if (operation->kind == OPERATION_RENAME_TABLE)
        know(shadow, operation->new_name, &ignored);
    error_clear(&ignored);
    operation_apply(shadow->arena, "sqlite", shadow->schema, operation, &ignored);
}

void shadow_apply(Shadow *shadow, const Operation *operation)
{
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    if (!statement || statement->kind != STATEMENT_TEXT) {
        apply_one(shadow, operation);
        return;
    }
    SqlReading reading = {0};
    sql_read_changes(shadow->arena, SQL_OF_SQLITE, statement->text->text, &reading);
    for (size_t i = 0; i < reading.changes.count; i++) {
        const SqlReadChange *change = &reading.changes.items[i];
        if (change->operation)
            apply_one(shadow, change->operation);
        else
            vector_push(shadow->arena, &shadow->schema->opaque, change->opaque);
    }
}

bool shadow_table(Shadow *shadow, Arena *arena, const char *name, const Table **found, Error *error)
{
    if (!know(shadow, name, error))
        return false;
    const Table *table = schema_model_table(shadow->schema, NULL, name);
    if (!table)
        return error_set(error, ERROR_COMMAND, "no such table: %s", name);
    if (schema_model_is_opaque(shadow->schema, table))
        return error_set(error, ERROR_UNSUPPORTED,
                         "what '%s' is at that point depends on earlier SQL that limbeck does not read", name);
    *found = table_copy(arena, table);
    return true;
}
