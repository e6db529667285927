/* Counts the data that a path would destroy, and lists the stashes. */
#include "data_loss.h"
#include "lint_history.h"
#include "plan.h"
#include "progress_log.h"
#include "schema_history.h"

#include "limbeck/base/figures.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/migrate/side_tables.h"
#include "limbeck/migrate/stash.h"
#include "limbeck/reflection/catalogue.h"
#include "limbeck/reflection/dependents.h"
#include "limbeck/reflection/keyed.h"
#include "limbeck/workspace/data_loss.h"
#include "limbeck/workspace/plan.h"
#include "limbeck/workspace/workspace.h"

#include <inttypes.h>
#include <string.h>

/* ---- counting --------------------------------------------------------------------------- */

enum { MAX_MILLISECONDS = 2000 };

static const char *quoted_name(Arena *arena, const Database *database, const char *name)
{
    return dialect_quote(arena, dialect_of(database), name);
}

static const char *hidden_text(Arena *arena, const Database *database)
{
    return arena_format(arena, "not counted: row level security shows role %s only a part of the rows",
                        database_facts(database)->role);
}

static bool count(Workspace *workspace, Arena *arena, const CountWanted *wanted, int64_t milliseconds,
                  LossFigures *figures, bool *is_late, Error *error)
{
    Database *database = workspace->database;
    bool is_hidden;
    if (!reflect_hides_rows(database, wanted->table, &is_hidden, error))
        return false;
    if (is_hidden) {
        figures->not_counted = hidden_text(arena, database);
        return true;
    }
    RowCount found;
    if (!reflect_row_count(arena, database, wanted, milliseconds, &found, error))
        return false;
    figures->is_selected = wanted->rows && found.rows >= 0;
    if (wanted->rows && found.rows < 0 && !found.is_late) { /* it cannot run before the steps before it */
        const CountWanted whole = {.table = wanted->table, .column = wanted->column};
        if (!reflect_row_count(arena, database, &whole, milliseconds, &found, error))
            return false;
    }
    figures->rows = found.rows;
    figures->values = found.values;
    *is_late = found.is_late;
    if (found.is_late) {
        const int64_t seconds = (milliseconds + 999) / 1000;
        figures->not_counted =
            found.estimate < 0
                ? arena_format(arena, "not counted: it takes more than %" PRId64 " s", seconds)
                : arena_format(arena,
                               "not counted, because it takes more than %" PRId64 " s: about %s row%s by the "
                               "planner's statistics",
                               seconds, format_count(arena, found.estimate), found.estimate == 1 ? "" : "s");
    }
    return true;
}

/* The table of the risk as written in SQL; NULL: there is nothing to count. */
static const char *table_of(Arena *arena, const Database *database, const Risk *risk)
{
    if (!database || !risk->table || risk->level != RISK_LOSS)
        return NULL;
    const char *table = quoted_name(arena, database, risk->table);
    return risk->schema ? arena_format(arena, "%s.%s", quoted_name(arena, database, risk->schema), table) : table;
}

static CountWanted count_wanted_of(Arena *arena, const Database *database, const Risk *risk, const char *table)
{
    return (CountWanted){
        .table = table, .rows = risk->rows, .column = risk->column ? quoted_name(arena, database, risk->column) : NULL};
}

static bool enforces_foreign_keys(Database *database)
{
    int64_t is_enforced = 0;
    return database_traits(database)->is_server ||
           (database_integer(database, "PRAGMA foreign_keys", &is_enforced, NULL) && is_enforced);
}

static bool read_tables(Workspace *workspace, Arena *arena, LossTables *tables)
{
    Error ignored = {0};
    tables->enforces_foreign_keys = enforces_foreign_keys(workspace->database);
    return reflect_catalogue(arena, workspace->database, true, &tables->schema, &ignored);
}

bool workspace_loss_tables(Workspace *workspace, Arena *arena, const LintSession *lint, LossTables *tables)
{
    bool deletes = false, may_read_view = false;
    for (size_t i = 0; i < lint->risks.count; i++) {
        const Risk *risk = &lint->risks.items[i];
        deletes |= risk->level == RISK_LOSS && strcmp(risk->rule, "deletes") == 0;
        may_read_view |= risk->level == RISK_LOSS && risk->is_part && lint->changed.count;
    }
    return (deletes || may_read_view) && workspace->database && read_tables(workspace, arena, tables);
}

bool workspace_count_loss(Workspace *workspace, Arena *arena, const Risk *risk, int64_t milliseconds,
                          LossFigures *figures, bool *is_late, Error *error)
{
    *is_late = false;
    Database *database = workspace->database;
    *figures = (LossFigures){.has_column = risk->column != NULL, .is_part = risk->is_part, .rows = -1, .values = -1};
    const char *table = table_of(arena, database, risk);
    if (!table)
        return true;
    const CountWanted wanted = count_wanted_of(arena, database, risk, table);
    return count(workspace, arena, &wanted, milliseconds, figures, is_late, error);
}

bool loss_is_upper_limit(const LossFigures *figures)
{
    return figures->is_part && !figures->is_selected;
}

const char *loss_figures(Arena *arena, const LossFigures *figures)
{
    int64_t rows = figures->rows;
    if (figures->not_counted || rows < 0)
        return figures->not_counted ? figures->not_counted : "";
    const char *count = format_count(arena, rows), *most = loss_is_upper_limit(figures) ? "up to " : "";
    if (!figures->has_column)
        return arena_format(arena, "%s%s%s row%s", most, figures->is_estimated ? "~" : "", count, rows == 1 ? "" : "s");
    if (figures->is_part)
        return arena_format(arena, "%s%s value%s in %s row%s", most, format_count(arena, figures->values),
                            figures->values == 1 ? "" : "s", count, rows == 1 ? "" : "s");
    return arena_format(arena, "%s of %s rows hold a value", format_count(arena, figures->values), count);
}

/* ---- data destroyed by a path -------------------------------------------------------------- */

typedef struct LossJob {
    Workspace *workspace;
    Arena *arena;
    PathQuery query;
    Ledger *ledger;
    VECTOR(Risk) counted;      /* what each entry of the ledger is about */
    History history;           /* schema after the steps so far */
    PreviewSchema *schema_now; /* the same, from the database's present schema */
    const SchemaModel *before; /* schema before the current step */
    StringVector changed;      /* tables and columns that the steps so far have changed */
    bool changes_unknown;
    LossTables live; /* read when a step needs them */
    Error *error;
    bool done;
} LossJob;

static bool has_column(const Index *index, const char *column)
{
    for (size_t i = 0; i < index->expressions.count; i++) {
        const Expression *expression = index->expressions.items[i];
        while (expression->kind != EXPRESSION_COLUMN && expression->left)
            expression = expression->left;
        if (expression->kind == EXPRESSION_COLUMN && same_name(expression->name, column))
            return true;
    }
    return false;
}

static void add_parts(Arena *arena, const Table *table, const char *column, StringVector *parts)
{
    for (size_t i = 0; i < table->indexes.count; i++)
        if (has_column(table->indexes.items[i], column))
            vector_push(arena, parts, arena_format(arena, "index %s", table->indexes.items[i]->name));
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        if (constraint->name && string_vector_contains(&constraint->columns, column))
            vector_push(arena, parts, arena_format(arena, "%s %s", constraint_noun(constraint), constraint->name));
    }
}

/* Adds the foreign keys to `target` of tables that remain. */
static void add_keys_to(const LossJob *job, const Table *target, const char *column, StringVector *parts)
{
    Arena *arena = job->arena;
    for (size_t i = 0; i < job->before->tables.count; i++) {
        const Table *table = job->before->tables.items[i];
        if (table == target || !schema_model_table(job->history.symbolic.schema, table->schema, table->name))
            continue;
        for (size_t k = 0; k < table->constraints.count; k++) {
            const Constraint *key = table->constraints.items[k];
            bool refers = key->kind == CONSTRAINT_FOREIGN_KEY && same_name(key->referent_table, target->name) &&
                          same_name(key->referent_schema, target->schema);
            if (refers && (!column || string_vector_contains(&key->referent_columns, column)))
                vector_push(arena, parts,
                            key->name ? arena_format(arena, "foreign key %s.%s", table->name, key->name)
                                      : arena_format(arena, "a foreign key of %s", table->name));
        }
    }
}

/* The revision that created the object. Call before the step is applied, since the step changes the object, too. */
static const char *creating_revision(const LossJob *job, const Risk *risk)
{
    const SymbolicHistory *history = &job->history.symbolic;
    if (!risk->table || !schema_model_table(history->schema, risk->schema, risk->table))
        return NULL;
    const char *maker = symbolic_origin(job->arena, history, risk->schema, risk->table, risk->column);
    if (!maker)
        maker = symbolic_origin(job->arena, history, risk->schema, risk->table, NULL);
    return arena_strdup(job->arena, maker);
}

/* Finds objects destroyed with it. Call after the step is applied. */
static void find_dependent_objects(const LossJob *job, const Risk *risk, LedgerEntry *entry)
{
    const Table *table = risk->table ? schema_model_table(job->before, risk->schema, risk->table) : NULL;
    if (!table)
        return;
    const Table *left = schema_model_table(job->history.symbolic.schema, risk->schema, risk->table);
    bool goes = !left || (risk->column && !table_column(left, risk->column));
    if (goes && risk->column)
        add_parts(job->arena, table, risk->column, &entry->destroyed_with_it);
    if (goes)
        add_keys_to(job, table, risk->column, &entry->destroyed_with_it);
}

static void add_losses(LossJob *job, const Revision *revision, const LintSession *session, const StringVector *makers)
{
    for (size_t i = 0; i < session->risks.count; i++) {
        const Risk *risk = &session->risks.items[i];
        LedgerEntry entry = {.revision = revision, .what = risk->message, .line = risk->line};
        if (risk->level != RISK_LOSS)
            continue;
        entry.made_by = makers->items[i];
        find_dependent_objects(job, risk, &entry);
        vector_push(job->arena, &job->ledger->entries, entry);
        vector_push(job->arena, &job->counted, *risk);
    }
}

/* Counts all in one round trip, and what that could not count by itself. */
static bool count_losses(LossJob *job)
{
    Workspace *workspace = job->workspace;
    Arena *arena = job->arena;
    Database *database = workspace->database;
    size_t count = job->counted.count;
    PrefetchQuery more[VERSION_PREFETCH];
    CountWanted *counts = ARENA_ARRAY(arena, CountWanted, count + 1);
    VECTOR(CountWanted) tables = {0};
    for (size_t i = 0; i < count; i++) {
        const Risk *risk = &job->counted.items[i];
        const char *table = table_of(arena, database, risk);
        counts[i] = count_wanted_of(arena, database, risk, table);
        if (table)
            vector_push(arena, &tables, counts[i]);
    }
    size_t more_count = version_prefetch(arena, database, &workspace->environment, false, more);
    reflect_row_counts(arena, database, tables.items, tables.count, more, more_count);
    for (size_t i = 0, k = 0; i < count; i++)
        if (counts[i].table)
            counts[i] = tables.items[k++];
    for (size_t i = 0; i < count; i++) {
        const Risk *risk = &job->counted.items[i];
        LossFigures *figures = &job->ledger->entries.items[i].figures;
        if (!counts[i].is_known) {
            bool is_late;
            if (!workspace_count_loss(workspace, arena, risk, MAX_MILLISECONDS, figures, &is_late, job->error))
                return false;
            continue;
        }
        *figures = (LossFigures){.has_column = risk->column != NULL,
                                 .is_part = risk->is_part,
                                 .is_selected = counts[i].rows != NULL,
                                 .rows = counts[i].count.rows,
                                 .values = counts[i].count.values,
                                 .not_counted = counts[i].is_hidden ? hidden_text(arena, database) : NULL};
    }
    return true;
}

static bool preview_losses(LossJob *job, const CompileOptions *options, const Revision *revision, LintSession *session)
{
    Workspace *workspace = job->workspace;
    *session = (LintSession){.arena = job->arena,
                             .dialect = dialect_name(options->dialect),
                             .schema = job->live.schema,
                             .changed = job->changed,
                             .changes_unknown = job->changes_unknown,
                             .enforces_foreign_keys = job->live.enforces_foreign_keys,
                             .is_downgrade = job->ledger->downgrade};
    Preview preview = {.observer = lint_observe,
                       .observer_state = session,
                       .database = workspace->database,
                       .schema_now = job->schema_now};
    EvaluationRequest request = {.session = job->history.request.session,
                                 .directory = workspace->directory,
                                 .revision = revision,
                                 .downgrade = job->ledger->downgrade,
                                 .environment = &workspace->environment};
    Error error = {0};
    return migrate_preview(job->arena, &request, options, &preview, &error) && !preview.question_line;
}

static bool collect_losses(LossJob *job, const CompileOptions *options, const Revision *revision)
{
    LintSession session;
    bool is_seen = preview_losses(job, options, revision, &session);
    if (!job->live.schema && workspace_loss_tables(job->workspace, job->arena, &session, &job->live))
        is_seen = preview_losses(job, options, revision, &session);
    if (!is_seen)
        vector_push(job->arena, &job->ledger->not_seen, revision);
    job->changed = session.changed;
    job->changes_unknown = session.changes_unknown || !is_seen;
    StringVector makers = {0};
    for (size_t i = 0; i < session.risks.count; i++)
        vector_push(job->arena, &makers, creating_revision(job, &session.risks.items[i]));
    job->before = schema_model_copy(job->history.arena, job->history.symbolic.schema);
    if (!history_step(&job->history, revision, job->ledger->downgrade, job->error))
        return false;
    add_losses(job, revision, &session, &makers);
    return true;
}

static void serve_losses(void *state)
{
    LossJob *job = state;
    Workspace *workspace = job->workspace;
    PathFound found = {0};
    CompileOptions options;
    job->done = workspace_find_preview_path(workspace, &job->query, job->arena, &found, &options, job->error);
    job->ledger->downgrade = found.downgrade;
    job->ledger->steps = found.path.count;
    if (!job->done)
        return;
    Arena *scratch = arena_new();
    job->done = history_begin(workspace, scratch, NULL, &job->history, job->error);
    job->schema_now = preview_schema_new(scratch, workspace->database);
    if (job->schema_now) /* it cannot be previewed twice: the first time changes it */
        read_tables(workspace, job->arena, &job->live);
    if (job->done) {
        job->done = history_reach_ids(&job->history, &found.rows, job->error);
        for (size_t i = 0; job->done && i < found.path.count; i++)
            job->done = collect_losses(job, &options, found.path.items[i]);
        job->done = job->done && count_losses(job);
        history_end(&job->history);
    }
    arena_free(scratch);
}

bool workspace_losses(Workspace *workspace, Arena *arena, const char *target, PlanDirection direction, Ledger *ledger,
                      Error *error)
{
    LossJob job = {.workspace = workspace,
                   .arena = arena,
                   .query = {.target = target, .direction = direction},
                   .ledger = ledger,
                   .error = error};
    *ledger = (Ledger){0};
    worker_call(workspace->worker, serve_losses, &job);
    return job.done;
}

/* ---- stashes ------------------------------------------------------------------------------- */

typedef struct StashJob {
    Workspace *workspace;
    Arena *arena;
    int64_t dropped_number; /* number of the stash to drop; 0: none */
    StashRows *rows;
    Error *error;
    bool done;
} StashJob;

static bool drop_stash(StashJob *job, const Stash *stash)
{
    Workspace *workspace = job->workspace;
    const Supervision supervision = workspace_supervision(workspace, workspace_print_progress, workspace);
    return workspace_check_writable(workspace, job->error) &&
           stash_drop(workspace->database, &workspace->environment, &supervision, stash, job->error);
}

static void serve_stash(void *state)
{
    StashJob *job = state;
    Workspace *workspace = job->workspace;
    StashVector stashes = {0};
    if (!workspace_connect(workspace, job->error) ||
        !stashes_read(job->arena, workspace->database, &workspace->environment, &stashes, job->error))
        return;
    bool found = false;
    job->done = true;
    for (size_t i = 0; i < stashes.count; i++) {
        const Stash *stash = &stashes.items[i];
        StashRow row = {stash->id,        stash->revision,
                        stash->downgrade, loss_text(job->arena, &stash->loss),
                        stash->name,      stash->rows == STASH_IS_OPEN,
                        stash->rows,      stash_count(job->arena, stash, stash->rows),
                        stash->stored_at};
        bool is_this = stash->id == job->dropped_number;
        found |= is_this;
        if (is_this)
            job->done = drop_stash(job, stash);
        else
            vector_push(job->arena, job->rows, row);
    }
    if (job->dropped_number && !found)
        job->done = error_set(job->error, ERROR_COMMAND, "no copy has the number %lld", (long long)job->dropped_number);
}

bool workspace_stash(Workspace *workspace, Arena *arena, int64_t dropped_number, StashRows *rows, Error *error)
{
    StashJob job = {
        .workspace = workspace, .arena = arena, .dropped_number = dropped_number, .rows = rows, .error = error};
    *rows = (StashRows){0};
    worker_call(workspace->worker, serve_stash, &job);
    return job.done;
}
