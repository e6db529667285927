/* Detects renames: a dropped and an added table or column that look alike. */
#include "limbeck/autogenerate/renames.h"

#include "comparison.h"

#include "limbeck/operations/apply.h"

#include <string.h>

/* ---- finding --------------------------------------------------------------------------------- */

static bool same_table(const Operation *left, const Operation *right)
{
    return strcmp(left->table_name, right->table_name) == 0 && same_name(left->schema, right->schema);
}

/* The dropped column is found in the operation that would undo the drop. */
static bool column_like(Comparison *self, const Difference *dropped, const Difference *added, bool *alike)
{
    const Column *before = dropped->downgrade->column, *after = added->upgrade->column;
    bool differ = true;
    *alike = false;
    if (!before || !after || !same_table(dropped->upgrade, added->upgrade))
        return true;
    if (!types_differ(self, before->type, after->type, &differ))
        return false;
    *alike = !differ && !before->computed == !after->computed;
    return true;
}

static bool table_like(const Difference *dropped, const Difference *added)
{
    const Table *before = dropped->downgrade->table, *after = added->upgrade->table;
    if (!before || !after || !same_name(before->schema, after->schema) || before->columns.count != after->columns.count)
        return false;
    for (size_t i = 0; i < before->columns.count; i++)
        if (!table_column(after, before->columns.items[i]->name))
            return false;
    return before->columns.count > 0;
}

static bool is_like(Comparison *self, const Difference *dropped, const Difference *added, bool *alike)
{
    OperationKind kind = dropped->upgrade->kind, counterpart = added->upgrade->kind;
    *alike = kind == OPERATION_DROP_TABLE && counterpart == OPERATION_CREATE_TABLE && table_like(dropped, added);
    return kind != OPERATION_DROP_COLUMN || counterpart != OPERATION_ADD_COLUMN ||
           column_like(self, dropped, added, alike);
}

static void add_rename(Arena *arena, Renames *renames, const Operation *drop, const Operation *make)
{
    Rename rename = {.schema = drop->schema,
                     .table = drop->table_name,
                     .column = drop->column_name,
                     .name = make->column ? make->column->name : make->table->name};
    vector_push(arena, renames, rename);
}

bool find_renames(Arena *arena, const ComparisonOptions *options, const Differences *differences, Renames *renames,
                  Error *error)
{
    Comparison self = {.arena = arena, .options = options, .error = error};
    bool *taken = ARENA_ARRAY(arena, bool, differences->count + 1);
    for (size_t i = 0; i < differences->count; i++) {
        bool alike = false;
        for (size_t k = 0; k < differences->count && !alike; k++) {
            if (taken[k])
                continue;
            if (!is_like(&self, &differences->items[i], &differences->items[k], &alike))
                return false;
            if (!alike)
                continue;
            taken[k] = true;
            add_rename(arena, renames, differences->items[i].upgrade, differences->items[k].upgrade);
        }
    }
    return true;
}

/* ---- rename texts ------------------------------------------------------------------------------ */

char *rename_text(Arena *arena, const Rename *rename)
{
    return arena_format(arena, "%s%s%s%s%s=%s", rename->schema ? rename->schema : "", rename->schema ? "." : "",
                        rename->table, rename->column ? "." : "", rename->column ? rename->column : "", rename->name);
}

/* The longest prefix that is a table's name; the rest is its column. */
bool rename_parse(Arena *arena, const SchemaModel *live, const char *text, Rename *rename, Error *error)
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || !equals[1]) {
        error_set(error, ERROR_USAGE, "--rename %s: expected OLD=NEW", text);
        error_hint(error, "--rename users.name=full_name for a column, --rename people=users for a table");
        return false;
    }
    const char *old = arena_format(arena, "%.*s", (int)(equals - text), text);
    size_t length = 0;
    for (size_t i = 0; i < live->tables.count; i++) {
        const Table *table = live->tables.items[i];
        const char *name = table->schema ? arena_format(arena, "%s.%s", table->schema, table->name) : table->name;
        const char *rest = text_starts_with(old, name) ? old + strlen(name) : NULL;
        bool is_column = rest && *rest == '.' && table_column(table, rest + 1);
        if (!rest || strlen(name) <= length || (*rest && !is_column))
            continue;
        length = strlen(name);
        *rename = (Rename){table->schema, table->name, *rest ? rest + 1 : NULL, arena_strdup(arena, equals + 1)};
    }
    return length || error_set(error, ERROR_COMMAND, "--rename %s: the database has no %s", text, old);
}

/* ---- applying -------------------------------------------------------------------------------------- */

static const Operation *rename_operation(Arena *arena, const Rename *rename, const char *from, const char *to)
{
    Operation *operation = ARENA_NEW(arena, Operation);
    *operation = (Operation){.kind = rename->column ? OPERATION_ALTER_COLUMN : OPERATION_RENAME_TABLE,
                             .table_name = rename->column ? rename->table : from,
                             .schema = rename->schema};
    if (!rename->column) {
        operation->new_name = to;
        return operation;
    }
    ColumnChange *change = ARENA_NEW(arena, ColumnChange);
    *change = (ColumnChange){.column = from, .nullable = -1, .new_name = to, .autoincrement = -1};
    operation->change = change;
    return operation;
}

bool rename_in_schema(Arena *arena, const Dialect *dialect, SchemaModel *live, const Rename *rename,
                      Differences *differences, Error *error)
{
    const char *old = rename->column ? rename->column : rename->table;
    Difference difference = {.upgrade = rename_operation(arena, rename, old, rename->name),
                             .downgrade = rename_operation(arena, rename, rename->name, old),
                             .table = rename->column ? rename->table : NULL,
                             .schema = rename->schema};
    if (!operation_apply(arena, dialect_traits(dialect), live, difference.upgrade, error))
        return false;
    vector_push(arena, differences, difference);
    return true;
}
