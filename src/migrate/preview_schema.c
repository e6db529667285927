#include "limbeck/migrate/preview_schema.h"

#include "limbeck/dialect/dialect.h"
#include "limbeck/operations/apply.h"
#include "limbeck/reflection/sqlite_table.h"
#include "limbeck/sql/reading.h"

struct PreviewSchema {
    Arena *arena;
    Database *database;
    SchemaModel *schema;
    StringVector reflected; /* tables already looked up, whether they exist or not */
};

PreviewSchema *preview_schema_new(Arena *arena, Database *database)
{
    if (!database || !database_traits(database)->rebuilds_tables)
        return NULL;
    PreviewSchema *schema_now = ARENA_NEW(arena, PreviewSchema);
    *schema_now = (PreviewSchema){.arena = arena, .database = database, .schema = schema_model_new(arena)};
    return schema_now;
}

/* Reflects the table when it is first named. */
static bool ensure_reflected(PreviewSchema *schema_now, const char *name, Error *error)
{
    Table *table;
    if (string_vector_contains(&schema_now->reflected, name))
        return true;
    vector_push(schema_now->arena, &schema_now->reflected, arena_strdup(schema_now->arena, name));
    if (!reflect_table_to_rebuild(schema_now->arena, schema_now->database, name, &table, error))
        return false;
    schema_model_add_table(schema_now->arena, schema_now->schema, table);
    return true;
}

static const char *table_of(const Operation *operation)
{
    return operation->kind == OPERATION_CREATE_TABLE ? operation->table->name
           : operation->table_name                   ? operation->table_name
           : operation->index                        ? operation->index->table
                                                     : NULL;
}

static void apply_one(PreviewSchema *schema_now, const Operation *operation)
{
    Error ignored = {0};
    const char *name = table_of(operation);
    if (name)
        ensure_reflected(schema_now, name, &ignored);
    if (operation->kind == OPERATION_RENAME_TABLE)
        ensure_reflected(schema_now, operation->new_name, &ignored);
    error_clear(&ignored);
    operation_apply(schema_now->arena, dialect_traits(dialect_named(database_traits(schema_now->database)->dialect)),
                    schema_now->schema, operation, &ignored);
}

void preview_schema_apply(PreviewSchema *schema_now, const Operation *operation)
{
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    if (!statement || statement->kind != STATEMENT_TEXT) {
        apply_one(schema_now, operation);
        return;
    }
    SqlReading reading = {0};
    sql_read_changes(schema_now->arena, SQL_OF_SQLITE, statement->text->text, &reading);
    for (size_t i = 0; i < reading.changes.count; i++) {
        const SqlReadChange *change = &reading.changes.items[i];
        if (change->operation)
            apply_one(schema_now, change->operation);
        else
            vector_push(schema_now->arena, &schema_now->schema->opaque, change->opaque);
    }
}

bool preview_schema_table(PreviewSchema *schema_now, Arena *arena, const char *name, const Table **found, Error *error)
{
    if (!ensure_reflected(schema_now, name, error))
        return false;
    const Table *table = schema_model_table(schema_now->schema, NULL, name);
    if (!table)
        return error_set(error, ERROR_COMMAND, "no such table: %s", name);
    if (schema_model_is_opaque(schema_now->schema, table))
        return error_set(error, ERROR_UNSUPPORTED,
                         "what '%s' is at that point depends on earlier SQL that limbeck does not read", name);
    *found = table_copy(arena, table);
    return true;
}
