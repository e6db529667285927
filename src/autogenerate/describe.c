/* A difference as a short text, for lists. */
#include "limbeck/autogenerate/describe.h"

#include <string.h>

typedef struct Wording {
    char mark; /* + added, - removed, ~ changed */
    const char *noun;
} Wording;

static const Wording wordings[OPERATION_KIND_COUNT] = {
    [OPERATION_CREATE_TABLE] = {'+', "table"},
    [OPERATION_DROP_TABLE] = {'-', "table"},
    [OPERATION_RENAME_TABLE] = {'~', "table"},
    [OPERATION_ADD_COLUMN] = {'+', "column"},
    [OPERATION_DROP_COLUMN] = {'-', "column"},
    [OPERATION_ALTER_COLUMN] = {'~', "column"},
    [OPERATION_CREATE_INDEX] = {'+', "index"},
    [OPERATION_DROP_INDEX] = {'-', "index"},
    [OPERATION_CREATE_CONSTRAINT] = {'+', NULL}, /* text from the constraint's kind */
    [OPERATION_DROP_CONSTRAINT] = {'-', NULL},
    [OPERATION_CREATE_TABLE_COMMENT] = {'~', "comment of"},
    [OPERATION_DROP_TABLE_COMMENT] = {'-', "comment of"},
    [OPERATION_CREATE_ENUM] = {'+', "type"},
    [OPERATION_DROP_ENUM] = {'-', "type"},
    [OPERATION_ADD_ENUM_VALUE] = {'+', "value"},
    [OPERATION_DROP_ENUM_VALUE] = {'-', "value"},
};

static char *columns_of(Arena *arena, const Constraint *constraint)
{
    return arena_format(arena, "(%s)", string_vector_join(arena, &constraint->columns, ", "));
}

static const char *part_of(Arena *arena, const Operation *operation)
{
    const Constraint *constraint = operation->constraint;
    if (operation->column)
        return operation->column->name;
    if (operation->column_name)
        return operation->column_name;
    if (operation->change)
        return operation->change->column;
    if (operation->index)
        return operation->index->name;
    return constraint ? constraint->name ? constraint->name : columns_of(arena, constraint) : NULL;
}

static const char *type_of(Arena *arena, const Dialect *dialect, const SqlType *type)
{
    const char *text;
    Error ignored = {0};
    return dialect_type_text(arena, dialect, type, &text, &ignored) ? text : "?";
}

/* Describes a change: "VARCHAR(50) -> VARCHAR(100), NOT NULL". */
static const char *change_text(Arena *arena, const Dialect *dialect, const ColumnChange *change)
{
    StringVector parts = {0};
    if (change->new_name)
        vector_push(arena, &parts, arena_format(arena, "-> %s", change->new_name));
    if (change->type)
        vector_push(arena, &parts,
                    arena_format(arena, "%s -> %s", type_of(arena, dialect, change->existing_type),
                                 type_of(arena, dialect, change->type)));
    if (change->nullable >= 0)
        vector_push(arena, &parts, change->nullable ? "NULL" : "NOT NULL");
    if (change->changes_identity)
        vector_push(arena, &parts, "identity");
    else if (change->default_change != DEFAULT_UNTOUCHED)
        vector_push(arena, &parts, change->default_change == DEFAULT_DROP ? "no default" : "default");
    if (change->comment_given)
        vector_push(arena, &parts, "comment");
    return string_vector_join(arena, &parts, ", ");
}

char *difference_text(Arena *arena, const Dialect *dialect, const Difference *difference)
{
    const Operation *operation = difference->upgrade;
    const Wording *wording = &wordings[operation->kind];
    if (operation->type && operation->new_name)
        return arena_format(arena, "%c value '%s' of type %s", wording->mark, operation->new_name,
                            operation->type->name);
    if (operation->type)
        return arena_format(arena, "%c type %s", wording->mark, operation->type->name);
    const char *noun = wording->noun ? wording->noun : constraint_noun(operation->constraint);
    const char *part = part_of(arena, operation), *table = operation->table_name;
    if (operation->schema)
        table = arena_format(arena, "%s.%s", operation->schema, table);
    char *text = arena_format(arena, "%c %s %s%s%s", wording->mark, noun, table, part ? "." : "", part ? part : "");
    if (operation->kind == OPERATION_RENAME_TABLE)
        return arena_format(arena, "%s: -> %s", text, operation->new_name);
    if (operation->kind != OPERATION_ALTER_COLUMN)
        return text;
    return arena_format(arena, "%s: %s", text, change_text(arena, dialect, operation->change));
}

static const OpaqueItem *find_item(const SchemaModel *model, const OpaqueItem *wanted)
{
    for (size_t i = 0; i < model->items.count; i++)
        if (strcmp(model->items.items[i].kind, wanted->kind) == 0 &&
            strcmp(model->items.items[i].name, wanted->name) == 0)
            return &model->items.items[i];
    return NULL;
}

static void add_item(Arena *arena, char mark, const OpaqueItem *item, StringVector *texts)
{
    vector_push(arena, texts, arena_format(arena, "%c %s %s", mark, item->kind, item->name));
}

void describe_opaque_items(Arena *arena, const SchemaModel *before, const SchemaModel *after, StringVector *texts)
{
    for (size_t i = 0; i < before->items.count; i++)
        if (!find_item(after, &before->items.items[i]))
            add_item(arena, '-', &before->items.items[i], texts);
    for (size_t i = 0; i < after->items.count; i++) {
        const OpaqueItem *item = &after->items.items[i], *old = find_item(before, item);
        if (!old || strcmp(old->text, item->text) != 0)
            add_item(arena, old ? '~' : '+', item, texts);
    }
}
