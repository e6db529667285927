#include "foreign_keys.h"

#include "limbeck/migrate/lock.h"
#include "limbeck/migrate/preview.h"
#include "limbeck/sql/token.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void observe_rebuild(void *state, const Operation *operation, int line, bool is_outside)
{
    (void)line;
    (void)is_outside;
    *(bool *)state |= operation->kind == OPERATION_REBUILD_TABLE;
}

/* Whether the step rebuilds a table, as far as a preview shows. */
static bool rebuilds(const ExecuteRequest *request)
{
    CompileOptions options = compile_options(dialect_named(database_traits(request->database)->dialect), MODE_OFFLINE);
    EvaluationRequest evaluation = {.directory = request->directory,
                                    .revision = request->step.revision,
                                    .downgrade = request->step.downgrade,
                                    .environment = request->environment};
    bool is_rebuilt = false;
    Preview preview = {.observer = observe_rebuild, .observer_state = &is_rebuilt, .database = request->database};
    Arena *arena = arena_new();
    Error ignored = {0};
    migrate_preview(arena, &evaluation, &options, &preview, &ignored);
    arena_free(arena);
    return is_rebuilt;
}

bool foreign_keys_disable(const ExecuteRequest *request, bool *disabled, Error *error)
{
    int64_t enforced;
    *disabled = false;
    if (!database_traits(request->database)->rebuilds_tables)
        return true;
    if (!database_integer(request->database, "PRAGMA foreign_keys", &enforced, error))
        return false;
    *disabled = enforced == 1 && rebuilds(request);
    if (!*disabled)
        return true;
    supervision_note(request->supervision,
                     "%s rebuilds a table: foreign keys are not enforced meanwhile, and are checked before COMMIT",
                     request->step.revision->id);
    return database_execute(request->database, "PRAGMA foreign_keys = OFF", NULL, 0, NULL, error);
}

static bool count_broken(Database *database, int64_t *broken, Error *error)
{
    DatabaseResult *result;
    if (!database_query(database, "PRAGMA foreign_key_check", NULL, 0, &result, error))
        return false;
    *broken = result_row_count(result);
    result_free(result);
    return true;
}

static bool check(const ExecuteRequest *request, int64_t broken_before, Error *error)
{
    int64_t broken;
    if (!count_broken(request->database, &broken, error))
        return false;
    if (broken <= broken_before)
        return true;
    return error_set(error, ERROR_DATABASE,
                     "%" PRId64 " rows would refer to rows that do not exist (foreign_key_check)",
                     broken - broken_before);
}

static bool set_enforcement(Database *database, ForeignKeySetting setting, Error *error)
{
    if (setting == FOREIGN_KEYS_AS_THEY_ARE)
        return true;
    return database_execute(database,
                            setting == FOREIGN_KEYS_ON ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF", NULL,
                            0, NULL, error);
}

void foreign_keys_restore(Database *database, const StepOutcome *outcome, bool done)
{
    const ForeignKeySetting asked = done ? outcome->foreign_keys_after : FOREIGN_KEYS_AS_THEY_ARE;
    set_enforcement(database, asked == FOREIGN_KEYS_AS_THEY_ARE ? FOREIGN_KEYS_ON : asked, NULL);
}

/* ---- a script's own pragma ------------------------------------------------------------------------- */

/* Reads "PRAGMA [schema.]foreign_keys = value" or "(value)". SQLite takes 1, yes, true, on and other numbers for on. */
static ForeignKeySetting read_pragma(Arena *arena, const char *sql)
{
    SqlTokens tokens = {0};
    if (!sql_tokens_of(arena, SQL_OF_SQLITE, sql, &tokens))
        return FOREIGN_KEYS_AS_THEY_ARE;
    SqlReader reader = {tokens.items, tokens.items + tokens.count};
    if (!sql_take(&reader, "pragma"))
        return FOREIGN_KEYS_AS_THEY_ARE;
    if (reader.at + 1 < reader.end && sql_token_is(reader.at + 1, "."))
        reader.at += 2;
    if (!sql_take(&reader, "foreign_keys") || !(sql_take(&reader, "=") || sql_take(&reader, "(")) ||
        reader.at == reader.end)
        return FOREIGN_KEYS_AS_THEY_ARE;
    const SqlToken *value = reader.at;
    const char *text = arena_strndup(arena, value->start, value->length);
    bool is_quoted = value->kind == SQL_TOKEN_STRING || value->kind == SQL_TOKEN_NAME;
    if (is_quoted)
        text = arena_strndup(arena, value->start + 1, value->length - 2);
    bool is_on =
        strcasecmp(text, "on") == 0 || strcasecmp(text, "yes") == 0 || strcasecmp(text, "true") == 0 || atoi(text) != 0;
    return is_on ? FOREIGN_KEYS_ON : FOREIGN_KEYS_OFF;
}

/* Whether the statement does the same with foreign keys enforced and not. */
static bool is_independent(const char *sql)
{
    static const char *const beginnings[] = {"select", "pragma", "create", "explain", "analyze"};
    sql += strspn(sql, " \t\r\n");
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (strncasecmp(sql, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

static bool refuse_pragma(int line, const char *sql, Error *error)
{
    error_set(
        error, ERROR_UNSUPPORTED,
        "PRAGMA foreign_keys on line %d: SQLite ignores it in the transaction of a step, but under Alembic it takes "
        "effect here: %s",
        line, sql);
    error_hint(error, "make it the first statement of the script, or set it in env.py before "
                      "context.begin_transaction()");
    return false;
}

bool foreign_keys_before_statement(StepTransaction *self, const char *sql, bool *is_done, Error *error)
{
    StepOutcome *outcome = self->outcome;
    const ForeignKeySetting wanted = read_pragma(self->scratch, sql);
    int64_t is_enforced;
    if (wanted == FOREIGN_KEYS_AS_THEY_ARE) {
        self->has_acted |= self->line && !is_independent(sql);
        return !self->line || outcome->foreign_keys_after == FOREIGN_KEYS_AS_THEY_ARE ||
               outcome->foreign_keys_are_disabled || is_independent(sql) ||
               refuse_pragma(outcome->foreign_keys_line, sql, error);
    }
    if (!database_integer(self->request->database, "PRAGMA foreign_keys", &is_enforced, error))
        return false;
    outcome->foreign_keys_line = self->line;
    outcome->foreign_keys_after = FOREIGN_KEYS_AS_THEY_ARE;
    const bool is_set = !outcome->foreign_keys_are_disabled && (wanted == FOREIGN_KEYS_ON) == is_enforced;
    if (!is_set && !outcome->foreign_keys_are_disabled) {
        if (!self->is_alone)
            return refuse_pragma(self->line, "this run has one transaction for all its steps", error);
        if (!self->has_acted) {
            outcome->foreign_keys_first = wanted;
            return error_set(error, ERROR_DATABASE, "PRAGMA foreign_keys has to be set before BEGIN");
        }
    }
    if (!is_set)
        outcome->foreign_keys_after = wanted;
    *is_done = true;
    return true;
}

/* ---- one step -------------------------------------------------------------------------------------- */

static bool with_foreign_keys_disabled(const ExecuteRequest *request, const Witness *witness, StepOutcome *outcome,
                                       Error *error)
{
    Database *database = request->database;
    int64_t broken;
    outcome->foreign_keys_are_disabled = true;
    bool done = migration_begin(database, request->supervision, error) && count_broken(database, &broken, error) &&
                execute_step(request, true, witness, outcome, error) && check(request, broken, error) &&
                database_commit(database, error);
    if (!done)
        database_rollback(database); /* PRAGMA foreign_keys has no effect inside a transaction */
    foreign_keys_restore(database, outcome, done);
    return done;
}

static bool run_step(const ExecuteRequest *request, const Witness *witness, StepOutcome *outcome, Error *error)
{
    bool disabled;
    if (!foreign_keys_disable(request, &disabled, error))
        return false;
    if (disabled)
        return with_foreign_keys_disabled(request, witness, outcome, error);
    return execute_step(request, false, witness, outcome, error) &&
           set_enforcement(request->database, outcome->foreign_keys_after, error);
}

bool foreign_keys_run_step(const ExecuteRequest *request, const Witness *witness, StepOutcome *outcome, Error *error)
{
    if (run_step(request, witness, outcome, error))
        return true;
    const ForeignKeySetting first = outcome->foreign_keys_first;
    if (first == FOREIGN_KEYS_AS_THEY_ARE)
        return false;
    database_rollback(request->database);
    error_clear(error);
    *outcome = (StepOutcome){0};
    supervision_note(request->supervision,
                     "%s switches foreign keys %s: done before BEGIN, because SQLite ignores it in a transaction",
                     request->step.revision->id, first == FOREIGN_KEYS_ON ? "on" : "off");
    return set_enforcement(request->database, first, error) && run_step(request, witness, outcome, error);
}
