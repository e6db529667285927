#include "limbeck/migrate/partial_apply.h"

#include "limbeck/database/database.h"
#include "limbeck/migrate/preview.h"
#include "limbeck/migrate/version.h"

#include <string.h>

/* ---- is an operation applied? --------------------------------------------------------------- */

typedef enum { NOT_IN_EFFECT, IN_EFFECT, NOT_KNOWN } Effect;

typedef struct AppliedCheck {
    Arena *arena;
    Database *database;
    const CompileOptions *options;
    PartialApply *found;
    bool past_begin;   /* an operation that is not applied was found */
    bool is_uncertain; /* a later operation is applied although an earlier one is not */
    Error *error;
} AppliedCheck;

static bool query(AppliedCheck *self, const char *sql, const char *first, const char *second)
{
    const DatabaseValue values[] = {
        {.type = CELL_TEXT, .bytes = first, .length = strlen(first)},
        {.type = CELL_TEXT, .bytes = second ? second : "", .length = second ? strlen(second) : 0}};
    DatabaseResult *result;
    if (!database_query(self->database, sql, values, second ? 2 : 1, &result, self->error))
        return false;
    bool exists = result_row_count(result) > 0;
    result_free(result);
    return exists;
}

static bool sqlite_has(AppliedCheck *self, const char *type, const char *name)
{
    return query(self, "SELECT 1 FROM sqlite_master WHERE type = ? AND name = ?", type, name);
}

static bool has_column(AppliedCheck *self, const char *table, const char *column)
{
    return query(self, "SELECT 1 FROM pragma_table_xinfo(?) WHERE name = ?", table, column);
}

static Effect effect_of(AppliedCheck *self, const Operation *operation)
{
    bool is_applied;
    /* With IF EXISTS the object's absence proves nothing; without a name it cannot be looked up. */
    if (operation->if_exists || (operation->index && !operation->index->name))
        return NOT_KNOWN;
    switch (operation->kind) {
    case OPERATION_CREATE_TABLE:
        is_applied = sqlite_has(self, "table", operation->table_name);
        break;
    case OPERATION_DROP_TABLE:
        is_applied = !sqlite_has(self, "table", operation->table_name);
        break;
    case OPERATION_RENAME_TABLE:
        is_applied =
            !sqlite_has(self, "table", operation->table_name) && sqlite_has(self, "table", operation->new_name);
        break;
    case OPERATION_ADD_COLUMN:
        is_applied = has_column(self, operation->table_name, operation->column->name);
        break;
    case OPERATION_DROP_COLUMN:
        is_applied = !has_column(self, operation->table_name, operation->column_name);
        break;
    case OPERATION_CREATE_INDEX:
        // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): of an operation on an index
        is_applied = sqlite_has(self, "index", operation->index->name);
        break;
    case OPERATION_DROP_INDEX:
        // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): of an operation on an index
        is_applied = !sqlite_has(self, "index", operation->index->name);
        break;
    default:
        return NOT_KNOWN;
    }
    return is_applied ? IN_EFFECT : NOT_IN_EFFECT;
}

/* ---- a revision ------------------------------------------------------------------------------ */

static size_t statements_of(AppliedCheck *self, const Operation *operation)
{
    CompiledVector statements = {0};
    Error ignored = {0};
    return compile_operation(self->arena, self->options, operation, &statements, &ignored) ? statements.count : 0;
}

static void observe(void *state, const Operation *operation, int line, bool is_outside)
{
    AppliedCheck *self = state;
    PartialApply *found = self->found;
    Effect effect = effect_of(self, operation);
    size_t statements = statements_of(self, operation);
    (void)line;
    (void)is_outside;
    found->statements += statements;
    self->is_uncertain |= self->past_begin && effect == IN_EFFECT;
    self->past_begin |= effect != IN_EFFECT;
    if (self->past_begin)
        return;
    found->in_effect += statements;
    vector_push(self->arena, &found->operations, operation_describe(self->arena, operation));
}

static bool find_partial(Arena *arena, Database *database, const ScriptDirectory *directory,
                         const ScriptEnvironment *environment, const Revision *revision, PartialApply *found,
                         Error *error)
{
    const char *dialect = database_traits(database)->dialect;
    CompileOptions options = compile_options(dialect_named(dialect), MODE_EXECUTE), preview_with;
    AppliedCheck check = {.arena = arena, .database = database, .options = &options, .found = found, .error = error};
    Preview preview = {.observer = observe, .observer_state = &check, .database = database};
    EvaluationRequest request = {.directory = directory, .revision = revision, .environment = environment};
    Error stopped = {0};
    *found = (PartialApply){.revision = revision};
    if (!preview_options(arena, environment, dialect, &preview_with, error))
        return false;
    bool whole = migrate_preview(arena, &request, &preview_with, &preview, &stopped) && !preview.question_line;
    if (check.is_uncertain)
        found->obstacle = "a later part of the script is in the database, and a part before it is not";
    else if (!whole)
        found->obstacle = "what the script does depends on the results of its queries";
    return error->kind == ERROR_NONE;
}

static bool can_be_next(Arena *arena, const Revision *revision, RevisionSet applied)
{
    RevisionVector down = {0};
    if (applied[revision->index])
        return false;
    revision_all_down(arena, revision, &down);
    for (size_t i = 0; i < down.count; i++)
        if (!applied[down.items[i]->index])
            return false;
    return true;
}

bool partial_apply_find(Arena *arena, Database *database, const ScriptDirectory *directory,
                        const ScriptEnvironment *environment, PartialApplyVector *found, Error *error)
{
    const RevisionMap *map = directory->map;
    StringVector rows = {0};
    bool exists;
    if (!database_traits(database)->rebuilds_tables)
        return true;
    if (!version_read(arena, database, environment, &rows, &exists, error))
        return false;
    RevisionSet applied = revision_set_new(arena, map);
    for (size_t i = 0; i < rows.count; i++) {
        const Revision *revision = map_get(&map->by_name, rows.items[i]);
        if (revision)
            revision_set_add_ancestors(map, applied, revision, true);
    }
    for (size_t i = 0; i < map->revisions.count; i++) {
        PartialApply half;
        if (!can_be_next(arena, map->revisions.items[i], applied))
            continue;
        if (!find_partial(arena, database, directory, environment, map->revisions.items[i], &half, error))
            return false;
        /* Skipped: 0 applied, since absent objects may have another cause; all applied, since then only a stamp is
         * needed. */
        if (half.in_effect && half.in_effect < half.statements)
            vector_push(arena, found, half);
    }
    return true;
}
