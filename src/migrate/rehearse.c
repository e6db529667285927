#include "limbeck/migrate/rehearse.h"

#include "foreign_keys.h"
#include "limbeck/migrate/commit.h"
#include "limbeck/migrate/outcome.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/text.h"
#include "limbeck/migrate/lock.h"
#include "limbeck/reflection/traces.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

typedef struct RehearsalRun {
    Arena *arena;
    Arena *scratch; /* freed after each check */
    const PathRequest *request;
    Database *database;
    const Revision *revision;
    Rehearsal *rehearsal;
    size_t at; /* index of the running statement */
    bool reads_locks;
    Map relations; /* at the start: oid -> RelationTrace * */
    Map locks;     /* already reported: "oid mode" */
    Map protected; /* sequences whose position the rollback restores */
    int64_t wal;   /* before the statement */
} RehearsalRun;

static void note(RehearsalRun *self, const char *text)
{
    if (!string_vector_contains(&self->rehearsal->notes, text))
        vector_push(self->arena, &self->rehearsal->notes, text);
}

/* ---- sequences ------------------------------------------------------------------------ */

/* The table of an INSERT, as written; NULL for other statements. */
static const char *table_inserted_into(Arena *arena, const char *sql)
{
    static const char *const words[] = {"insert", "into"};
    for (size_t i = 0; i < 2; i++) {
        size_t length = strlen(words[i]);
        sql += strspn(sql, " \t\r\n");
        if (strncasecmp(sql, words[i], length) != 0 || !isspace((unsigned char)sql[length]))
            return NULL;
        sql += length;
    }
    sql += strspn(sql, " \t\r\n");
    size_t length = 0;
    bool quoted = false;
    for (; sql[length] && (quoted || !strchr(" \t\r\n(", sql[length])); length++)
        quoted ^= sql[length] == '"';
    return arena_strndup(arena, sql, length);
}

/* A rollback does not undo nextval(), except on a sequence altered in the same transaction: alters them first. */
static bool protect_sequences(RehearsalRun *self, const char *sql, Error *error)
{
    const char *table = table_inserted_into(self->scratch, sql);
    SequencesOfTable sequences = {0};
    if (!table)
        return true;
    if (!reflect_sequences_of_table(self->scratch, self->database, table, &sequences, error))
        return false;
    for (size_t i = 0; i < sequences.count; i++) {
        const SequenceOfTable *sequence = &sequences.items[i];
        if (map_has(&self->protected, sequence->name))
            continue;
        map_set(self->arena, &self->protected, arena_strdup(self->arena, sequence->name), self);
        if (!database_execute(self->database,
                              arena_format(self->scratch, "ALTER SEQUENCE %s INCREMENT BY %" PRId64, sequence->name,
                                           sequence->increment),
                              NULL, 0, NULL, error))
            return false;
    }
    return true;
}

static void compare_sequences(RehearsalRun *self, const Map *before)
{
    Map after = {0};
    if (!reflect_sequences(self->arena, self->database, &after, NULL))
        return;
    for (size_t i = 0; i < before->count; i++) {
        const char *name = before->entries[i].key, *was = before->entries[i].value, *is = map_get(&after, name);
        if (is && strcmp(was, is) != 0)
            note(self, arena_format(self->arena, "sequence %s advanced from %s to %s: a rollback does not reset it",
                                    name, *was ? was : "its start", is));
    }
}

/* ---- observing -------------------------------------------------------------------------- */

static RehearsedStatement *statement_like(const RehearsalRun *self, const char *sql, int line)
{
    Rehearsal *rehearsal = self->rehearsal;
    for (size_t back = 1; back <= 3 && back <= rehearsal->statements.count; back++) {
        RehearsedStatement *earlier = &rehearsal->statements.items[rehearsal->statements.count - back];
        if (earlier->revision == self->revision && earlier->line == line && strcmp(earlier->sql, sql) == 0)
            return earlier;
    }
    return NULL;
}

/* NULL for a relation created in this transaction: its locks block no other session. */
static const RelationTrace *find_older_relation(const RehearsalRun *self, int64_t oid)
{
    return map_get(&self->relations, arena_format(self->scratch, "%" PRId64, oid));
}

/* `statement` NULL: a lock held before the first statement; not reported. */
static void record_lock(RehearsalRun *self, RehearsedStatement *statement, const LockTrace *lock)
{
    const RelationTrace *relation = find_older_relation(self, lock->oid);
    const char *key = arena_format(self->arena, "%" PRId64 " %s", lock->oid, lock->mode);
    if (!relation)
        return;
    if (!map_has(&self->locks, key)) {
        map_set(self->arena, &self->locks, key, self);
        if (statement)
            vector_push(self->arena, &statement->locks,
                        arena_format(self->arena, "%s on %s", lock->mode, relation->name));
    }
    bool is_rewritten = lock->file && lock->file != relation->file && !map_has(&self->protected, relation->name);
    if (statement && is_rewritten && !string_vector_contains(&statement->rewrites, relation->name)) {
        vector_push(self->arena, &statement->rewrites, relation->name);
        ((RelationTrace *)relation)->file = lock->file;
    }
}

static bool read_locks(RehearsalRun *self, RehearsedStatement *statement, Error *error)
{
    LockTraces locks = {0};
    if (!reflect_own_locks(self->scratch, self->database, &locks, error))
        return false;
    for (size_t i = 0; i < locks.count; i++)
        record_lock(self, statement, &locks.items[i]);
    return true;
}

static bool begin_statement(void *state, const char *sql, int line, bool *is_again, Error *error)
{
    RehearsalRun *self = state;
    Rehearsal *rehearsal = self->rehearsal;
    RehearsedStatement *earlier = statement_like(self, sql, line);
    *is_again = earlier != NULL;
    self->reads_locks = !earlier && database_traits(self->database)->is_server;
    if (earlier) {
        self->at = (size_t)(earlier - rehearsal->statements.items);
        return true;
    }
    RehearsedStatement statement = {
        .revision = self->revision, .sql = arena_strdup(self->arena, sql), .line = line, .rows = -1, .wal = -1};
    vector_push(self->arena, &rehearsal->statements, statement);
    self->at = rehearsal->statements.count - 1;
    if (!self->reads_locks)
        return true;
    arena_reset(self->scratch);
    return protect_sequences(self, sql, error) && read_locks(self, NULL, error) &&
           reflect_wal(self->database, &self->wal, error);
}

static bool end_statement(void *state, int64_t rows, int64_t milliseconds, Error *error)
{
    RehearsalRun *self = state;
    RehearsedStatement *statement = &self->rehearsal->statements.items[self->at];
    int64_t wal;
    statement->milliseconds += milliseconds;
    if (statement->times++) { /* may have been sent without waiting: WAL is unknown */
        statement->rows = rows < 0 || statement->rows < 0 ? -1 : statement->rows + rows;
        statement->wal = -1;
        return true;
    }
    statement->rows = rows;
    if (!self->reads_locks)
        return true;
    if (!reflect_wal(self->database, &wal, error))
        return false;
    statement->wal = wal - self->wal;
    return read_locks(self, statement, error);
}

static void note_not_rehearsed(void *state, const char *sql, int line)
{
    RehearsalRun *self = state;
    note(self, arena_format(self->arena, "not rehearsed, since it cannot be undone (%s, line %d): %s",
                            self->revision->id, line, text_trim(self->arena, sql)));
}

/* ---- in a transaction, or on a copy ------------------------------------------------------- */

static bool run_steps(RehearsalRun *self, bool joined, Error *error)
{
    const PathRequest *request = self->request;
    const Witness witness = {self, begin_statement, end_statement, note_not_rehearsed};
    Supervision whole = *request->each.supervision;
    whole.pace = NULL; /* batches would commit */
    StringVector rows = {0};
    TypeMemo memo = {.arena = self->arena};
    bool done = true;
    for (size_t i = 0; i < request->each.expected_heads->count; i++)
        vector_push(self->arena, &rows, request->each.expected_heads->items[i]);
    for (size_t i = 0; done && i < request->count; i++) {
        ExecuteRequest step = request->each;
        StepOutcome outcome = {0};
        VersionChanges changes = {0};
        step.database = self->database;
        step.supervision = &whole;
        step.step = request->steps[i];
        step.expected_heads = &rows;
        step.type_memo = &memo;
        self->revision = step.step.revision;
        done = (joined ? execute_step(&step, true, &witness, &outcome, error)
                       : foreign_keys_run_step(&step, &witness, &outcome, error)) &&
               version_step(self->arena, step.directory->map, &step.step, &rows, &changes, error);
    }
    return done;
}

/* The start time identifies a transaction. */
static bool read_transaction_start(RehearsalRun *self, const char **moment, Error *error)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_query(self->database, "SELECT extract(epoch FROM pg_catalog.transaction_timestamp())::text", NULL, 0,
                        &result, error))
        return false;
    bool done = result_next(result, &row, error);
    *moment = done && row && row[0].type == CELL_TEXT ? arena_strdup(self->arena, row[0].bytes) : "";
    result_free(result);
    return done;
}

/* Whether the transaction begun by the rehearsal is still open. A failed one cannot be queried, but it cannot be
 * committed either. */
static bool is_same_transaction(RehearsalRun *self, const char *began, size_t endings)
{
    Error ignored = {0};
    const char *moment;
    TransactionState state = database_transaction(self->database);
    if (database_endings(self->database) != endings || state == TRANSACTION_NONE)
        return false;
    return state != TRANSACTION_OPEN || (read_transaction_start(self, &moment, &ignored) && strcmp(moment, began) == 0);
}

static bool report_ended_transaction(Error *error)
{
    error_clear(error);
    error_set(error, ERROR_DATABASE, "a statement of the script ended the transaction of this rehearsal");
    error_state(error, "What ran before that may be committed: compare the tables, and the output of limbeck current, "
                       "with their state before it.");
    return false;
}

static bool rehearse_in_transaction(RehearsalRun *self, Error *error)
{
    Database *database = self->database;
    Map sequences = {0};
    const char *began;
    if (!reflect_sequences(self->arena, database, &sequences, error) ||
        !reflect_relations(self->arena, database, &self->relations, error) ||
        !migration_begin(database, self->request->each.supervision, error))
        return false;
    size_t endings = database_endings(database);
    bool done = read_transaction_start(self, &began, error);
    if (done) {
        database_take_single(database, true);
        done = run_steps(self, true, error);
        database_take_single(database, false);
        if (!is_same_transaction(self, began, endings))
            done = report_ended_transaction(error);
    }
    migration_rollback(database, self->request->each.supervision);
    compare_sequences(self, &sequences);
    return done;
}

static bool is_not_cancelled(void *state, int64_t waited)
{
    (void)waited;
    return !supervision_cancelled(state);
}

static bool rehearse_on_copy(RehearsalRun *self, Error *error)
{
    const Supervision *supervision = self->request->each.supervision;
    Database *original = self->database;
    self->database = database_copy(original, is_not_cancelled, (void *)supervision, error);
    bool done = self->database && run_steps(self, false, error);
    if (self->database)
        database_rollback(self->database);
    database_close(self->database);
    self->database = original;
    note(self, "run on a copy of the database; times on the database itself may differ");
    return done;
}

/* Checks the version table; that no COMMIT was sent is not enough. */
static bool check_undone(const RehearsalRun *self, bool done, Error *error)
{
    Text text = text_in(self->arena);
    bool lost = database_transaction(self->database) == TRANSACTION_LOST;
    bool unchanged = outcome_append_version(&text, self->arena, &self->request->each);
    if (done && unchanged)
        return true;
    const char *version = text_trim(self->arena, text_string(&text));
    if (done)
        error_set(error, ERROR_DATABASE,
                  lost ? "the connection was lost before the server had rolled the rehearsal back"
                       : "the version table is not what it was before the rehearsal");
    if (lost)
        error_state(error,
                    "Nothing was committed: the server rolls the rehearsal back when it notices that the connection is "
                    "lost. %s",
                    version);
    else
        error_state(error, "This was a rehearsal, and it was rolled back%s%s",
                    unchanged ? ": schema, data and version are unchanged." : ". ", unchanged ? "" : version);
    return false;
}

bool migrate_rehearse(Arena *arena, const PathRequest *request, Rehearsal *rehearsal, Error *error)
{
    RehearsalRun self = {.arena = arena,
                         .scratch = arena_new(),
                         .request = request,
                         .database = request->each.database,
                         .rehearsal = rehearsal};
    int64_t started = clock_milliseconds();
    bool done = database_traits(self.database)->rehearses_on_copy ? rehearse_on_copy(&self, error)
                                                                  : rehearse_in_transaction(&self, error);
    rehearsal->milliseconds = clock_milliseconds() - started;
    done = check_undone(&self, done, error);
    arena_free(self.scratch);
    return done;
}
