/* Dropping something that another table references: PostgreSQL refuses, SQLite leaves a broken foreign key. Needs the
 * schema before the step. */
#include "rule.h"

#include "limbeck/dialect/dialect.h"
#include "limbeck/schema/model.h"
#include "limbeck/sql/reading.h"

#include <string.h>

static const char *part_name(LintSession *session, const char *table, const char *part)
{
    return arena_format(session->arena, "%s.%s", table, part);
}

static void record_dropped(LintSession *session, const Operation *operation)
{
    const char *dropped = NULL, *table = operation->table_name;
    if (operation->kind == OPERATION_DROP_TABLE)
        dropped = arena_strdup(session->arena, table);
    if (operation->kind == OPERATION_DROP_COLUMN)
        dropped = part_name(session, table, operation->column_name);
    if (operation->kind == OPERATION_DROP_CONSTRAINT && operation->constraint->name)
        dropped = part_name(session, table, operation->constraint->name);
    if (dropped)
        vector_push(session->arena, &session->dropped, dropped);
}

static bool is_dropped(const LintSession *session, const char *name)
{
    return name && string_vector_contains(&session->dropped, name);
}

/* The foreign key was dropped earlier in this step, directly or with its table or column. */
static bool key_is_dropped(LintSession *session, const Table *table, const Constraint *key)
{
    bool dropped = is_dropped(session, table->name) ||
                   (key->name && is_dropped(session, part_name(session, table->name, key->name)));
    for (size_t i = 0; !dropped && i < key->columns.count; i++)
        dropped = is_dropped(session, part_name(session, table->name, key->columns.items[i]));
    return dropped;
}

static bool same_columns(const StringVector *left, const StringVector *right)
{
    for (size_t i = 0; i < left->count; i++)
        if (!string_vector_contains(right, left->items[i]))
            return false;
    return left->count == right->count;
}

/* Whether the foreign key depends on what the operation drops. */
static bool depends_on(const Constraint *key, const Operation *operation, const Constraint *dropped)
{
    switch (operation->kind) {
    case OPERATION_DROP_TABLE:
        return true;
    case OPERATION_DROP_COLUMN:
        return string_vector_contains(&key->referent_columns, operation->column_name);
    default:
        return dropped && same_columns(&dropped->columns, &key->referent_columns);
    }
}

static const Constraint *named_constraint(const Table *table, const char *name)
{
    for (size_t i = 0; name && i < table->constraints.count; i++)
        if (same_name(table->constraints.items[i]->name, name))
            return table->constraints.items[i];
    return NULL;
}

static void check_keys(LintSession *session, const Operation *operation)
{
    const Table *target = schema_model_table(session->schema, operation->schema, operation->table_name);
    if (!target)
        return;
    const Constraint *dropped =
        operation->kind == OPERATION_DROP_CONSTRAINT ? named_constraint(target, operation->constraint->name) : NULL;
    for (size_t i = 0; i < session->schema->tables.count; i++) {
        const Table *table = session->schema->tables.items[i];
        if (table == target || schema_model_is_opaque(session->schema, table))
            continue;
        for (size_t k = 0; k < table->constraints.count; k++) {
            const Constraint *key = table->constraints.items[k];
            bool refers = key->kind == CONSTRAINT_FOREIGN_KEY && same_name(key->referent_table, target->name) &&
                          same_name(key->referent_schema, target->schema);
            if (refers && depends_on(key, operation, dropped) && !key_is_dropped(session, table, key))
                add_risk(session, &rule_still_referenced,
                         arena_format(session->arena, "%s, which %s still references",
                                      operation_describe(session->arena, operation),
                                      key->name ? part_name(session, table->name, key->name) : table->name),
                         target->name);
        }
    }
}

static bool is_of_type(const LintSession *session, const Column *column, const SqlType *type)
{
    const SqlType *own = type_for_dialect(column->type, session->dialect);
    while (own->kind == TYPE_ARRAY)
        own = type_for_dialect(own->item, session->dialect);
    return type_is_native_enum(own) && same_name(own->name, type->name) && same_name(own->schema, type->schema);
}

static void check_columns(LintSession *session, const SqlType *type)
{
    for (size_t i = 0; i < session->schema->tables.count; i++) {
        const Table *table = session->schema->tables.items[i];
        if (is_dropped(session, table->name) || schema_model_is_opaque(session->schema, table))
            continue;
        for (size_t k = 0; k < table->columns.count; k++) {
            const Column *column = table->columns.items[k];
            const char *name = part_name(session, table->name, column->name);
            if (is_of_type(session, column, type) && !is_dropped(session, name))
                add_risk(session, &rule_still_referenced,
                         arena_format(session->arena, "drops type %s, which %s still uses", type->name, name),
                         table->name);
        }
    }
}

static void check_operation(LintSession *session, const Operation *operation)
{
    bool drops = operation->kind == OPERATION_DROP_TABLE || operation->kind == OPERATION_DROP_COLUMN ||
                 operation->kind == OPERATION_DROP_CONSTRAINT;
    if (session->schema && drops)
        check_keys(session, operation);
    if (session->schema && operation->kind == OPERATION_DROP_ENUM &&
        dialect_traits(dialect_named(session->dialect))->has_native_enums)
        check_columns(session, operation->type);
    record_dropped(session, operation);
}

static void check(LintSession *session, const Operation *operation)
{
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    if (!statement || statement->kind != STATEMENT_TEXT) {
        check_operation(session, operation);
        return;
    }
    SqlReading reading = {0};
    sql_read_changes(session->arena, dialect_syntax(dialect_named(session->dialect)), statement->text->text, &reading);
    for (size_t i = 0; i < reading.changes.count; i++)
        if (reading.changes.items[i].operation)
            check_operation(session, reading.changes.items[i].operation);
}

const LintRule rule_still_referenced = {.name = "still-referenced",
                                        .level = RISK_WARNING,
                                        .reason = "PostgreSQL refuses to drop a referenced object; "
                                                  "SQLite drops it and leaves a foreign key without a table",
                                        .remedy = "drop the foreign key, or the column of that type, first",
                                        .check = check};
