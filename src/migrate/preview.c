#include "limbeck/migrate/preview.h"

#include "nontransactional.h"
#include "result_rows.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/map.h"
#include "limbeck/dialect/loss.h"
#include "limbeck/dialect/transaction.h"
#include "limbeck/migrate/live_query.h"
#include "limbeck/reflection/inspection.h"

#include <string.h>
#include <strings.h>

typedef struct PreviewSink {
    Sink sink; /* must be first: src/alembic sees only this part */
    Arena *arena;
    CompileOptions options;
    const ScriptEnvironment *environment; /* may be NULL */
    Preview *preview;
    PreviewSchema *schema_now; /* NULL: no batch rebuilds a table of the database */
    size_t begun;              /* bytes used in the arena before the script ran */
    size_t most;               /* limit for the bytes added by statements */
    bool has_queried;          /* the database answered a query */
    bool has_changed_rows;     /* a statement before may have changed what a query returns */
    bool is_outside;           /* in an autocommit block, outside the transaction */
    Map made;                  /* tables and columns created by this step */
} PreviewSink;

static PreviewSink *preview_sink(Sink *sink)
{
    return (PreviewSink *)sink;
}

static void add_statement(PreviewSink *self, const char *sql)
{
    type_memo_forget_changed(self->options.type_memo, sql);
    PreviewStatement statement = {offline_text(self->arena, sql), self->sink.line, false};
    vector_push(self->arena, &self->preview->statements, statement);
}

static void add_split(PreviewSink *self, const char *text)
{
    if (text && !string_vector_contains(&self->preview->splits, text))
        vector_push(self->arena, &self->preview->splits, text);
    self->preview->commits_midway |= text != NULL;
}

/* Notes an end of the transaction: "line 7: the script's COMMIT ends the transaction: ...". */
static void note_end(PreviewSink *self, const char *sql)
{
    TransactionEnd end;
    NontransactionalStatement outside;
    const char *note = NULL;
    if (self->is_outside || self->preview->is_sql_only)
        return;
    if (sql_ends_transaction(self->arena, sql, &end))
        note = transaction_end_text(self->arena, &end, self->sink.line);
    else if (dialect_traits(self->options.dialect)->has_nontransactional &&
             is_nontransactional(self->arena, sql, &outside))
        note = arena_format(self->arena,
                            "line %d: %s cannot run inside a transaction: what came before it is committed first and "
                            "stays, even if the rest fails",
                            self->sink.line, outside.words);
    if (note && !string_vector_contains(&self->preview->notes, note))
        vector_push(self->arena, &self->preview->notes, note);
    add_split(self, note);
}

static void observe(PreviewSink *self, const Operation *operation)
{
    if (self->preview->observer)
        self->preview->observer(self->preview->observer_state, operation, self->sink.line, self->is_outside);
}

/* ---- data loss ----------------------------------------------------------------------- */

static const char *key_of_created(PreviewSink *self, const Loss *loss, const char *column)
{
    return arena_format(self->arena, "%s\n%s\n%s", loss->schema ? loss->schema : "", loss->table ? loss->table : "",
                        column ? column : "");
}

static void note_losses(PreviewSink *self, const LossVector *losses)
{
    for (size_t i = 0; i < losses->count; i++) {
        const Loss *loss = &losses->items[i];
        if (!map_has(&self->made, key_of_created(self, loss, NULL)) &&
            !(loss->column && map_has(&self->made, key_of_created(self, loss, loss->column))))
            vector_push(self->arena, &self->preview->losses, ((PreviewLoss){*loss, NULL, self->sink.line}));
    }
}

static void note_losses_of_text(PreviewSink *self, const char *sql)
{
    LossVector losses = {0}, made = {0};
    StringVector called = {0};
    if (self->preview->is_sql_only)
        return;
    sql_losses(self->arena, sql, &losses);
    note_losses(self, &losses);
    if (!losses_have_unknown(&losses)) /* otherwise the unknown loss is reported already */
        sql_called(self->arena, sql, &called);
    for (size_t i = 0; i < called.count; i++)
        vector_push(self->arena, &self->preview->losses, ((PreviewLoss){{0}, called.items[i], self->sink.line}));
    sql_created(self->arena, sql, &made);
    for (size_t i = 0; i < made.count; i++)
        map_set(self->arena, &self->made, key_of_created(self, &made.items[i], made.items[i].column), self);
}

/* A rebuild drops the copied table: its SQL does not show which data is lost. */
static void note_losses_of_rebuild(PreviewSink *self, const Operation *operation)
{
    LossVector losses = {0};
    operation_losses(self->arena, operation, &losses);
    note_losses(self, &losses);
}

/* Called before each statement is stored: a script may repeat one without end. */
static bool has_room(const PreviewSink *self, Error *error)
{
    enum { MEBIBYTE = 1024 * 1024 };
    if (arena_bytes(self->arena) - self->begun <= self->most)
        return true;
    error_set(error, ERROR_LIMIT, "the preview stopped after %zu statements, which take more than %zu MiB",
              self->preview->statements.count, self->most / MEBIBYTE);
    error_hint(error, "this line of the script may be in an endless loop");
    return false;
}

/* Operations that leave the rows of present columns as they are. */
static const bool only_adds[OPERATION_KIND_COUNT] = {[OPERATION_ADD_COLUMN] = true,
                                                     [OPERATION_CREATE_CONSTRAINT] = true,
                                                     [OPERATION_CREATE_INDEX] = true,
                                                     [OPERATION_CREATE_TABLE] = true};

static bool preview_operation(Sink *sink, const Operation *operation, Error *error)
{
    PreviewSink *self = preview_sink(sink);
    CompiledVector statements = {0};
    self->has_changed_rows |= !only_adds[operation->kind];
    if (!has_room(self, error) || !compile_operation(self->arena, &self->options, operation, &statements, error))
        return false;
    observe(self, operation);
    if (self->schema_now)
        preview_schema_apply(self->schema_now, operation);
    bool is_rebuild = operation->kind == OPERATION_REBUILD_TABLE;
    if (is_rebuild)
        note_losses_of_rebuild(self, operation);
    for (size_t i = 0; i < statements.count; i++) {
        note_end(self, statements.items[i].sql);
        add_statement(self, statements.items[i].sql);
        if (!is_rebuild)
            note_losses_of_text(self, statements.items[i].sql);
    }
    return true;
}

/* ---- the connection's statements ----------------------------------------------------- */

/* Rows become single statements, so there must be few of them. Counts with a LIMIT first, so that a large table is
 * never fetched for a preview. False when it fails or takes too long. */
static bool count_rows(Database *database, Arena *arena, const char *sql, const DatabaseValue *values, size_t count,
                       bool *is_short)
{
    DatabaseResult *result;
    const DatabaseValue *row = NULL;
    Error ignored = {0};
    const char *probe =
        arena_format(arena, "SELECT count(*) FROM (SELECT 1 AS one FROM (%s) AS asked LIMIT 1001) AS counted", sql);
    if (!database_query(database, probe, values, count, &result, &ignored))
        return false;
    bool done = result_next(result, &row, &ignored) && row;
    *is_short = done && row[0].integer <= 1000;
    result_free(result);
    return done;
}

/* Time limit for a query of a preview. PostgreSQL applies its own, statement_timeout. */
enum { MAX_MILLISECONDS = 3000 };

/* Begins a read-only transaction. */
static bool begin_read_only(Database *database)
{
    Error ignored = {0};
    const char *limit = database_traits(database)->limit_preview;
    return database_in_transaction(database) ||
           (database_begin(database, true, &ignored) &&
            (!limit || database_execute(database, limit, NULL, 0, NULL, &ignored)));
}

/* The whole answer, if it is short; for an example the first rows of a long one. */
static bool query_within_limit(PreviewSink *self, const CompiledSql *compiled, const DatabaseValue *values,
                               DatabaseResult **result)
{
    Database *database = self->preview->database;
    DatabaseDeadline deadline;
    Error ignored = {0};
    size_t count = compiled->parameters.count;
    const char *sql = compiled->sql;
    bool is_short = false;
    database_deadline_begin(&deadline, database, MAX_MILLISECONDS);
    bool done = count_rows(database, self->arena, sql, values, count, &is_short);
    self->preview->query_failed |= !done;
    if (done && !is_short) {
        done = self->preview->example_rows && !self->preview->example_line;
        sql = arena_format(self->arena, "SELECT * FROM (%s) AS asked LIMIT %d", sql, self->preview->example_rows);
    }
    if (done && !is_short) {
        self->preview->example_line = self->sink.line;
        self->preview->example_begin = self->preview->statements.count;
    }
    done = done && database_query(database, sql, values, count, result, &ignored);
    database_deadline_end(&deadline, database);
    return done;
}

static bool may_query(const PreviewSink *self)
{
    bool is_example = self->preview->example_rows && !self->has_changed_rows;
    return self->preview->database && (is_example || !self->preview->statements.count);
}

/* Queries the database in a read-only transaction. The answer is valid only as long as the step has written nothing.
 * *rows stays NULL when there is none. */
static void query_live(PreviewSink *self, const Statement *statement, const ParameterSet *set, ScriptRows **rows)
{
    Database *database = self->preview->database;
    CompileOptions options = compile_options(self->options.dialect, MODE_EXECUTE);
    CompiledSql compiled;
    DatabaseValue *values;
    DatabaseResult *result;
    Error ignored = {0};
    if (!may_query(self) || !begin_read_only(database))
        return;
    if (!compile_statement(self->arena, &options, statement, &compiled, &ignored) || !query_only_reads(compiled.sql) ||
        !bind_values(self->arena, options.dialect, &compiled, set, &values, &ignored))
        return;
    if (!query_within_limit(self, &compiled, values, &result)) {
        database_rollback(database);
        return;
    }
    *rows = rows_from_result(result);
    if (!self->has_queried)
        vector_push(self->arena, &self->preview->notes,
                    arena_format(self->arena,
                                 "line %d reads the database: the SQL after it is for what the database holds now",
                                 self->sink.line));
    self->has_queried = true;
}

static void preview_unanswered(Sink *sink)
{
    PreviewSink *self = preview_sink(sink);
    if (!self->preview->question_line)
        self->preview->question_line = sink->line;
}

/* Without a database: prints the statement without an answer, as Alembic's offline mode does. */
static bool preview_execute(Sink *sink, const Statement *statement, const ParameterSet *sets, size_t set_count,
                            ScriptRows **rows, Error *error)
{
    PreviewSink *self = preview_sink(sink);
    CompiledSql compiled = {0};
    Operation operation = {.kind = OPERATION_EXECUTE, .statement = statement};
    StringVector texts = {0};
    *rows = NULL;
    if (!has_room(self, error))
        return false;
    for (size_t i = 0; i < (set_count ? set_count : 1); i++) {
        CompileOptions options = self->options;
        /* Alembic's offline mode writes NULL for values passed at execution; limbeck refuses instead. */
        options.given = set_count && !sink->is_offline ? &sets[i] : NULL;
        if (!compile_statement(self->arena, &options, statement, &compiled, error))
            return false;
        vector_push(self->arena, &texts, compiled.sql);
        note_losses_of_text(self, compiled.sql);
    }
    if (set_count <= 1)
        query_live(self, statement, sets, rows);
    if (*rows)
        return true;
    self->has_changed_rows = true;
    for (size_t i = 0; i < texts.count; i++) {
        note_end(self, texts.items[i]);
        add_statement(self, texts.items[i]);
    }
    observe(self, &operation);
    if (self->schema_now)
        preview_schema_apply(self->schema_now, &operation);
    bool reads =
        statement->kind == STATEMENT_SELECT ||
        (statement->kind == STATEMENT_TEXT && strncasecmp(text_trim(self->arena, compiled.sql), "select", 6) == 0);
    if (reads)
        preview_unanswered(sink);
    else if (!sink->is_offline)
        *rows = rows_without_result(-1);
    return true;
}

/* ---- the rest of the sink ------------------------------------------------------------------ */

static bool preview_autocommit(Sink *sink, bool enter, Error *error)
{
    PreviewSink *self = preview_sink(sink);
    (void)error;
    if (enter)
        add_split(self, arena_format(self->arena,
                                     "line %d: the autocommit block commits what came before it, which stays even if "
                                     "the rest fails",
                                     sink->line));
    self->is_outside = enter;
    if (!environment_is_transactional(self->environment, self->options.dialect))
        return true;
    PreviewStatement statement = {enter ? "COMMIT;" : "BEGIN;", sink->line, true};
    vector_push(self->arena, &self->preview->statements, statement);
    return true;
}

static bool preview_commit(Sink *sink, Error *error)
{
    PreviewSink *self = preview_sink(sink);
    (void)error;
    add_split(self, arena_format(self->arena,
                                 "line %d: the script's commit() commits what came before it, which stays even if "
                                 "the rest fails",
                                 sink->line));
    const PreviewStatement boundaries[] = {{"COMMIT;", sink->line, true}, {"BEGIN;", sink->line, true}};
    for (size_t i = 0; i < sizeof boundaries / sizeof *boundaries; i++)
        vector_push(self->arena, &self->preview->statements, boundaries[i]);
    return true;
}

static bool preview_reflect(Sink *sink, Arena *arena, const char *name, const char *schema, const Table **found,
                            Error *error)
{
    const PreviewSink *self = preview_sink(sink);
    if (!self->schema_now || schema)
        return error_set(error, ERROR_UNSUPPORTED, "limbeck rebuilds tables of SQLite's main database only");
    if (!preview_schema_table(self->schema_now, arena, name, found, error))
        return false;
    const char *note = arena_format(self->arena, "table %s is rebuilt from its present definition", name);
    if (!string_vector_contains(&self->preview->notes, note))
        vector_push(self->arena, &self->preview->notes, note);
    return true;
}

static void preview_print(Sink *sink, const char *line)
{
    PreviewSink *self = preview_sink(sink);
    vector_push(self->arena, &self->preview->notes, arena_strdup(self->arena, line));
}

bool migrate_preview(Arena *arena, const EvaluationRequest *request, const CompileOptions *options, Preview *preview,
                     Error *error)
{
    PreviewSink self = {.sink = {.traits = dialect_traits(options->dialect),
                                 .is_offline = !preview->database,
                                 .shows_execution = options->shows_bytes,
                                 .operation = preview_operation,
                                 .execute = preview_execute,
                                 .unanswered = preview_unanswered,
                                 .autocommit = preview_autocommit,
                                 .commit = preview_commit,
                                 .inspection_sql = inspection_sql,
                                 .print = preview_print,
                                 .reflect = preview->database ? preview_reflect : NULL},
                        .arena = arena,
                        .options = *options,
                        .environment = request->environment,
                        .begun = arena_bytes(arena),
                        .most = request->limits.bytes ? request->limits.bytes : python_default_limits().bytes,
                        .preview = preview,
                        .schema_now =
                            preview->schema_now ? preview->schema_now : preview_schema_new(arena, preview->database)};
    TypeMemo memo = {.arena = arena};
    self.options.type_memo = preview->type_memo ? preview->type_memo : &memo;
    bool done = script_evaluate(request, &self.sink, error);
    if (preview->database && database_in_transaction(preview->database))
        database_rollback(preview->database);
    if (done)
        return true;
    if (preview->question_line)
        error_hint(error,
                   "line %d reads from the database, and there is no connection: the SQL after it is known only when "
                   "the step runs",
                   preview->question_line);
    return false;
}

static bool doubles_percent(const char *paramstyle)
{
    return strcmp(paramstyle, "format") == 0 || strcmp(paramstyle, "pyformat") == 0;
}

bool environment_is_transactional(const ScriptEnvironment *environment, const Dialect *dialect)
{
    return environment && environment->transactional_ddl >= 0 ? environment->transactional_ddl > 0
                                                              : dialect_has_transactional_ddl(dialect);
}

bool preview_options(Arena *arena, const ScriptEnvironment *environment, const char *name, CompileOptions *options,
                     Error *error)
{
    DatabaseUrl *url = NULL;
    if (environment && environment->url && !(url = database_url_parse(arena, environment->url, name ? NULL : error)) &&
        !name)
        return false;
    if (!name && !url) {
        const Error *refusal = environment ? environment->connection.refusal : NULL;
        error_set(error, ERROR_COMMAND, "no database URL says which dialect to write");
        error_hint(error, "give --dialect postgresql or --dialect sqlite, or set sqlalchemy.url%s%s",
                   refusal ? "; " : "", refusal ? refusal->message : "");
        return false;
    }
    const Dialect *dialect = dialect_named(name ? name : url->dialect);
    *options = compile_options(dialect, MODE_OFFLINE);
    bool same = url && strcmp(url->dialect, dialect_name(dialect)) == 0;
    if (environment && environment->paramstyle_given)
        options->double_percents = doubles_percent(environment->paramstyle);
    else if (same)
        options->double_percents = database_url_doubles_percent(url);
    else
        options->double_percents = dialect_traits(dialect)->doubles_percents;
    return true;
}
