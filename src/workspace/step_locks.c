#include "step_locks.h"
#include "lint_history.h"

#include "limbeck/dialect/dialect.h"
#include "limbeck/sql/reading.h"

#include <stdlib.h>
#include <string.h>

/* PostgreSQL's modes, and by bits those that each conflicts with. */
static const struct {
    const char *name, *catalogue;
    unsigned conflicts;
} modes[] = {
    [LOCK_NONE] = {"", "", 0},
    [LOCK_ACCESS_SHARE] = {"ACCESS SHARE", "AccessShareLock", 1U << LOCK_ACCESS_EXCLUSIVE},
    [LOCK_ROW_SHARE] = {"ROW SHARE", "RowShareLock", 1U << LOCK_EXCLUSIVE | 1U << LOCK_ACCESS_EXCLUSIVE},
    [LOCK_ROW_EXCLUSIVE] = {"ROW EXCLUSIVE", "RowExclusiveLock",
                            1U << LOCK_SHARE | 1U << LOCK_SHARE_ROW_EXCLUSIVE | 1U << LOCK_EXCLUSIVE |
                                1U << LOCK_ACCESS_EXCLUSIVE},
    [LOCK_SHARE_UPDATE_EXCLUSIVE] = {"SHARE UPDATE EXCLUSIVE", "ShareUpdateExclusiveLock",
                                     1U << LOCK_SHARE_UPDATE_EXCLUSIVE | 1U << LOCK_SHARE |
                                         1U << LOCK_SHARE_ROW_EXCLUSIVE | 1U << LOCK_EXCLUSIVE |
                                         1U << LOCK_ACCESS_EXCLUSIVE},
    [LOCK_SHARE] = {"SHARE", "ShareLock",
                    1U << LOCK_ROW_EXCLUSIVE | 1U << LOCK_SHARE_UPDATE_EXCLUSIVE | 1U << LOCK_SHARE_ROW_EXCLUSIVE |
                        1U << LOCK_EXCLUSIVE | 1U << LOCK_ACCESS_EXCLUSIVE},
    [LOCK_SHARE_ROW_EXCLUSIVE] = {"SHARE ROW EXCLUSIVE", "ShareRowExclusiveLock",
                                  1U << LOCK_ROW_EXCLUSIVE | 1U << LOCK_SHARE_UPDATE_EXCLUSIVE | 1U << LOCK_SHARE |
                                      1U << LOCK_SHARE_ROW_EXCLUSIVE | 1U << LOCK_EXCLUSIVE |
                                      1U << LOCK_ACCESS_EXCLUSIVE},
    [LOCK_EXCLUSIVE] = {"EXCLUSIVE", "ExclusiveLock",
                        1U << LOCK_ROW_SHARE | 1U << LOCK_ROW_EXCLUSIVE | 1U << LOCK_SHARE_UPDATE_EXCLUSIVE |
                            1U << LOCK_SHARE | 1U << LOCK_SHARE_ROW_EXCLUSIVE | 1U << LOCK_EXCLUSIVE |
                            1U << LOCK_ACCESS_EXCLUSIVE},
    [LOCK_ACCESS_EXCLUSIVE] = {"ACCESS EXCLUSIVE", "AccessExclusiveLock", ~0U},
};

enum { MODES = sizeof modes / sizeof *modes };

bool lock_modes_conflict(LockMode one, LockMode other)
{
    return other != LOCK_NONE && (modes[one].conflicts >> other & 1);
}

const char *lock_mode_name(LockMode mode)
{
    return modes[mode].name;
}

LockMode lock_mode_named(const char *name)
{
    for (int i = 1; i < MODES; i++)
        if (strcmp(modes[i].catalogue, name) == 0)
            return (LockMode)i;
    return LOCK_NONE;
}

/* ---- what operations lock ------------------------------------------------------------------ */

static bool is_concurrent(const Index *index)
{
    return index && option_is_true(&index->options, "postgresql", "concurrently");
}

static LockMode mode_of(const Operation *operation)
{
    switch (operation->kind) {
    case OPERATION_DROP_TABLE:
    case OPERATION_RENAME_TABLE:
    case OPERATION_ADD_COLUMN:
    case OPERATION_DROP_COLUMN:
    case OPERATION_ALTER_COLUMN:
    case OPERATION_DROP_CONSTRAINT:
        return LOCK_ACCESS_EXCLUSIVE;
    case OPERATION_CREATE_CONSTRAINT:
        return operation->constraint->kind == CONSTRAINT_FOREIGN_KEY ? LOCK_SHARE_ROW_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE;
    case OPERATION_CREATE_INDEX:
        return is_concurrent(operation->index) ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_SHARE;
    case OPERATION_DROP_INDEX:
        return is_concurrent(operation->index) ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE;
    case OPERATION_CREATE_TABLE_COMMENT:
    case OPERATION_DROP_TABLE_COMMENT:
        return LOCK_SHARE_UPDATE_EXCLUSIVE;
    case OPERATION_BULK_INSERT:
        return LOCK_ROW_EXCLUSIVE;
    default:
        return LOCK_NONE;
    }
}

static void add(StepLocks *locks, const char *schema, const char *table, LockMode mode)
{
    if (!table) { /* DROP INDEX without its table, say */
        locks->is_partial |= mode != LOCK_NONE;
        return;
    }
    if (mode == LOCK_NONE || string_vector_contains(&locks->new_tables, table))
        return;
    const char *name = schema ? arena_format(locks->arena, "%s.%s", schema, table) : arena_strdup(locks->arena, table);
    for (size_t i = 0; i < locks->locks.count; i++) {
        PreviewLock *lock = &locks->locks.items[i];
        if (strcmp(lock->name, name) != 0)
            continue;
        lock->mode = lock->mode > mode ? lock->mode : mode;
        return;
    }
    PreviewLock lock = {.name = name,
                        .schema = arena_strdup(locks->arena, schema),
                        .table = arena_strdup(locks->arena, table),
                        .mode = mode};
    vector_push(locks->arena, &locks->locks, lock);
}

/* A foreign key also locks the table that it refers to. */
static void add_referenced(StepLocks *locks, const Constraint *constraint)
{
    if (constraint && constraint->kind == CONSTRAINT_FOREIGN_KEY)
        add(locks, constraint->referent_schema, constraint->referent_table, LOCK_SHARE_ROW_EXCLUSIVE);
}

static void add_column(StepLocks *locks, const Column *column)
{
    for (size_t i = 0; column && i < column->foreign_keys.count; i++)
        add(locks, column->foreign_keys.items[i]->schema, column->foreign_keys.items[i]->table,
            LOCK_SHARE_ROW_EXCLUSIVE);
}

static void note_table(StepLocks *locks, const Table *table)
{
    vector_push(locks->arena, &locks->new_tables, arena_strdup(locks->arena, table->name));
    for (size_t i = 0; i < table->constraints.count; i++)
        add_referenced(locks, table->constraints.items[i]);
    for (size_t i = 0; i < table->columns.count; i++)
        add_column(locks, table->columns.items[i]);
}

static void note_text(StepLocks *locks, const Statement *statement)
{
    SqlReading reading = {0};
    if (!statement || statement->kind != STATEMENT_TEXT) /* INSERT, UPDATE and DELETE lock rows */
        return;
    sql_read_changes(locks->arena, dialect_syntax(locks->dialect), statement->text->text, &reading);
    for (size_t i = 0; i < reading.changes.count; i++) {
        const SqlReadChange *change = &reading.changes.items[i];
        if (change->operation)
            step_locks_note(locks, change->operation);
        else
            locks->is_partial = true;
    }
}

void step_locks_note(StepLocks *locks, const Operation *operation)
{
    if (operation->kind == OPERATION_EXECUTE) {
        note_text(locks, operation->statement);
        return;
    }
    if (operation->kind == OPERATION_CREATE_TABLE) {
        note_table(locks, operation->table);
        return;
    }
    const Index *index = operation->index;
    const char *table = index && index->table ? index->table : operation->table_name;
    const char *schema = index && index->table ? index->schema : operation->schema;
    if (!table && operation->table) {
        table = operation->table->name;
        schema = operation->table->schema;
    }
    add(locks, schema, table, mode_of(operation));
    if (operation->kind == OPERATION_CREATE_CONSTRAINT)
        add_referenced(locks, operation->constraint);
    add_column(locks, operation->column);
}

void step_observe(void *state, const Operation *operation, int line, bool is_outside)
{
    StepObservers *observers = state;
    lint_observe(observers->lint, operation, line, is_outside);
    step_locks_note(observers->locks, operation);
}

static int by_strength(const void *left, const void *right)
{
    return (int)((const PreviewLock *)right)->mode - (int)((const PreviewLock *)left)->mode;
}

void step_locks_end(StepLocks *locks)
{
    if (locks->locks.count)
        qsort(locks->locks.items, locks->locks.count, sizeof *locks->locks.items, by_strength);
}
