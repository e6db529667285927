/* What a path would destroy, counted; and what was kept of it before. */
#include "internal.h"

#include "limbeck/base/figures.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/migrate/stash.h"
#include "limbeck/reflection/keyed.h"

/* ---- counting --------------------------------------------------------------------------- */

enum { MOST_MILLISECONDS = 2000 };

static const char *quoted(Arena *arena, const Database *database, const char *name)
{
    const char *dialect = database_kind(database) == DATABASE_POSTGRESQL ? "postgresql" : "sqlite";
    return dialect_quote(arena, dialect_named(dialect), name);
}

bool workspace_count_loss(Workspace *workspace, Arena *arena, const Risk *risk, int64_t *rows, int64_t *values,
                          Error *error)
{
    Database *database = workspace->database;
    *rows = *values = -1;
    if (!database || !risk->table || risk->level != RISK_LOSS)
        return true;
    const char *table = quoted(arena, database, risk->table);
    if (risk->schema)
        table = arena_format(arena, "%s.%s", quoted(arena, database, risk->schema), table);
    const char *column = risk->column ? quoted(arena, database, risk->column) : NULL;
    return reflect_row_count(arena, database, table, column, MOST_MILLISECONDS, rows, values, error);
}

const char *loss_figures(Arena *arena, bool has_column, int64_t rows, int64_t values)
{
    if (rows < 0)
        return "";
    const char *count = format_count(arena, rows);
    if (!has_column)
        return arena_format(arena, "%s row%s", count, rows == 1 ? "" : "s");
    return arena_format(arena, "%s of %s rows hold a value", format_count(arena, values), count);
}

/* ---- the ledger ---------------------------------------------------------------------------- */

typedef struct LossJob {
    Workspace *workspace;
    Arena *arena;
    PathWanted wanted;
    Ledger *ledger;
    Error *error;
    bool done;
} LossJob;

static bool add_losses(LossJob *job, const Revision *revision, const LintSession *session)
{
    for (size_t i = 0; i < session->risks.count; i++) {
        const Risk *risk = &session->risks.items[i];
        LedgerEntry entry = {.revision = revision, .what = risk->message, .line = risk->line};
        if (risk->level != RISK_LOSS)
            continue;
        if (!workspace_count_loss(job->workspace, job->arena, risk, &entry.rows, &entry.values, job->error))
            return false;
        entry.has_column = risk->column != NULL;
        vector_push(job->arena, &job->ledger->entries, entry);
    }
    return true;
}

static bool look(LossJob *job, const CompileOptions *options, const Revision *revision)
{
    Workspace *workspace = job->workspace;
    LintSession session = {.arena = job->arena, .dialect = dialect_name(options->dialect)};
    Preview preview = {.observer = workspace_observe, .observer_state = &session, .database = workspace->database};
    EvaluationRequest request = {.directory = workspace->directory,
                                 .revision = revision,
                                 .downgrade = job->ledger->downgrade,
                                 .environment = &workspace->environment};
    Error error = {0};
    bool done = migrate_preview(job->arena, &request, options, &preview, &error);
    if (preview.question_line || !done)
        vector_push(job->arena, &job->ledger->not_seen, revision);
    return add_losses(job, revision, &session);
}

static void serve_losses(void *state)
{
    LossJob *job = state;
    Workspace *workspace = job->workspace;
    PathFound found = {0};
    CompileOptions options;
    job->done = workspace_connect(workspace, job->error) &&
                workspace_find_path(workspace, &job->wanted, job->arena, &found, job->error) &&
                preview_options(job->arena, &workspace->environment, NULL, &options, job->error);
    job->ledger->downgrade = found.downgrade;
    job->ledger->steps = found.path.count;
    for (size_t i = 0; job->done && i < found.path.count; i++)
        job->done = look(job, &options, found.path.items[i]);
}

bool workspace_losses(Workspace *workspace, Arena *arena, const char *target, PlanDirection direction, Ledger *ledger,
                      Error *error)
{
    LossJob job = {
        .workspace = workspace, .arena = arena, .wanted = {target, NULL, direction}, .ledger = ledger, .error = error};
    *ledger = (Ledger){0};
    worker_call(workspace->worker, serve_losses, &job);
    return job.done;
}

/* ---- what was kept ------------------------------------------------------------------------- */

typedef struct StashJob {
    Workspace *workspace;
    Arena *arena;
    int64_t forgotten; /* by its number; 0: none */
    StashRows *rows;
    Error *error;
    bool done;
} StashJob;

static bool forget(StashJob *job, const Stash *stash)
{
    Workspace *workspace = job->workspace;
    Database *database = workspace->database;
    if (workspace_may_write(workspace, job->error) && database_begin(database, false, job->error) &&
        stash_forget(job->arena, database, &workspace->environment, stash, job->error) &&
        database_commit(database, job->error))
        return true;
    database_rollback(database);
    return false;
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
        StashRow row = {stash->id,   stash->revision, stash->downgrade, loss_text(job->arena, &stash->loss),
                        stash->name, stash->rows,     stash->kept_at};
        bool is_this = stash->id == job->forgotten;
        found |= is_this;
        if (is_this)
            job->done = forget(job, stash);
        else
            vector_push(job->arena, job->rows, row);
    }
    if (job->forgotten && !found)
        job->done =
            error_set(job->error, ERROR_COMMAND, "nothing is kept under number %lld", (long long)job->forgotten);
}

bool workspace_stash(Workspace *workspace, Arena *arena, int64_t forgotten, StashRows *rows, Error *error)
{
    StashJob job = {.workspace = workspace, .arena = arena, .forgotten = forgotten, .rows = rows, .error = error};
    *rows = (StashRows){0};
    worker_call(workspace->worker, serve_stash, &job);
    return job.done;
}
