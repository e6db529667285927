#include "limbeck/migrate/symbolic.h"

#include "catalogue_rows.h"
#include "result_rows.h"

#include "limbeck/base/text.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/operations/apply.h"
#include "limbeck/reflection/inspection.h"
#include "limbeck/sql/objects.h"
#include "limbeck/sql/reading.h"
#include "limbeck/sql/token.h"

#include <string.h>
#include <strings.h>

typedef struct SymbolicSink {
    Sink sink; /* must be first: src/alembic sees only this part */
    Arena *arena;
    const SymbolicRequest *request;
    const Revision *revision;
    SymbolicHistory *history;
} SymbolicSink;

/* ---- origins ------------------------------------------------------------------------------ */

static const char *origin_key(Arena *arena, const char *schema, const char *table, const char *part)
{
    return arena_format(arena, "%s.%s%s%s", schema ? schema : "", table, part ? "." : "", part ? part : "");
}

static const char *part_of(const Operation *operation)
{
    if (operation->kind == OPERATION_ADD_COLUMN)
        return operation->column->name;
    if (operation->kind == OPERATION_ALTER_COLUMN)
        return operation->change->new_name ? operation->change->new_name : operation->change->column;
    if (operation->index)
        return operation->index->name;
    return operation->constraint ? operation->constraint->name : operation->column_name;
}

static void note_origin(SymbolicSink *self, const Operation *operation)
{
    const char *table = operation->kind == OPERATION_CREATE_TABLE   ? operation->table->name
                        : operation->kind == OPERATION_RENAME_TABLE ? operation->new_name
                        : operation->index                          ? operation->index->table
                                                                    : operation->table_name;
    const char *part = part_of(operation);
    Arena *arena = self->arena;
    if (!table)
        return;
    const char *id = arena_strdup(arena, self->revision->id);
    const char *schema = operation->kind == OPERATION_CREATE_TABLE ? operation->table->schema : operation->schema;
    map_set(arena, &self->history->latest, origin_key(arena, schema, table, NULL), (void *)id);
    if (part || operation->kind == OPERATION_CREATE_TABLE)
        map_set(arena, &self->history->origins, origin_key(arena, schema, table, part), (void *)id);
}

const char *symbolic_origin(Arena *arena, const SymbolicHistory *history, const char *schema, const char *table,
                            const char *part)
{
    return map_get(&history->origins, origin_key(arena, schema, table, part));
}

const char *symbolic_latest(Arena *arena, const SymbolicHistory *history, const char *schema, const char *table)
{
    return map_get(&history->latest, origin_key(arena, schema, table, NULL));
}

/* ---- opaque operations ------------------------------------------------------------------------ */

static void add_opaque(SymbolicSink *self, const OpaqueChange *change)
{
    OpaqueChange own = {arena_strdup(self->arena, self->revision->id), arena_strdup(self->arena, change->what),
                        arena_strdup(self->arena, change->table), arena_strdup(self->arena, change->schema),
                        arena_strdup(self->arena, change->text)};
    vector_push(self->arena, &self->history->schema->opaque, own);
}

/* Reads the SQL of a directive as that of a script's text is read. */
static void read_compiled(SymbolicSink *self, const Operation *operation, SqlReading *reading)
{
    CompileOptions options = compile_options(self->request->dialect, MODE_OFFLINE);
    CompiledVector compiled = {0};
    Error ignored = {0};
    if (!compile_operation(self->arena, &options, operation, &compiled, &ignored))
        return;
    for (size_t i = 0; i < compiled.count; i++)
        sql_read_changes(self->arena, dialect_syntax(self->request->dialect), compiled.items[i].sql, reading);
}

/* CREATE SCHEMA of a directive is an object as that of a text. */
static void apply_schema(SymbolicSink *self, const ObjectList *list, const Operation *operation)
{
    SqlReading reading = {0};
    read_compiled(self, operation, &reading);
    for (size_t i = 0; i < reading.changes.count; i++)
        if (reading.changes.items[i].operation && reading.changes.items[i].operation->object)
            objects_apply(list, reading.changes.items[i].operation);
}

/* The first object whose text still has the old name makes the schema opaque. */
static void note_stale(SymbolicSink *self, const Operation *operation, const SchemaObject *stale)
{
    const char *old = operation->change ? operation->change->column : operation->table_name;
    const char *new = operation->change ? operation->change->new_name : operation->new_name;
    OpaqueChange change = {.what = arena_format(self->arena, "rename %s to %s: the text of %s %s has the old name", old,
                                                new, object_kind_text(self->arena, stale->kind),
                                                stale->name ? stale->name : "?"),
                           .table = operation->change ? operation->table_name : operation->new_name};
    add_opaque(self, &change);
}

static void apply_objects(SymbolicSink *self, const Operation *operation)
{
    ObjectList list = {.arena = self->arena,
                       .syntax = dialect_syntax(self->request->dialect),
                       .model = self->history->schema,
                       .revision = self->revision->id};
    if (operation->object) {
        objects_apply(&list, operation);
        return;
    }
    if (operation->kind == OPERATION_CREATE_SCHEMA || operation->kind == OPERATION_DROP_SCHEMA)
        apply_schema(self, &list, operation);
    const SchemaObject *stale = objects_follow(&list, operation);
    if (stale)
        note_stale(self, operation, stale);
}

/* text("a, lower(b)") in the list of an index is two elements to the database. */
static const Operation *with_all_elements(SymbolicSink *self, const Operation *operation)
{
    bool may_be_several = false;
    for (size_t i = 0; operation->kind == OPERATION_CREATE_INDEX && i < operation->index->expressions.count; i++) {
        const Expression *element = operation->index->expressions.items[i];
        may_be_several |= element->kind == EXPRESSION_TEXT && element->text && strchr(element->text, ',');
    }
    SqlReading reading = {0};
    if (may_be_several)
        read_compiled(self, operation, &reading);
    const Operation *read = reading.changes.count == 1 ? reading.changes.items[0].operation : NULL;
    return read && read->kind == OPERATION_CREATE_INDEX ? read : operation;
}

static void apply(SymbolicSink *self, const Operation *operation)
{
    Error error = {0};
    operation = with_all_elements(self, operation);
    apply_objects(self, operation);
    if (operation_apply(self->arena, dialect_traits(self->request->dialect), self->history->schema, operation,
                        &error)) {
        note_origin(self, operation);
        return;
    }
    OpaqueChange change = {.what = error.message,
                           .table = operation->table_name ? operation->table_name
                                    : operation->index    ? operation->index->table
                                                          : NULL,
                           .schema = operation->schema};
    add_opaque(self, &change);
}

/* The SQL that is sent, without the escapes of text(). Where a parameter has no value yet: the script's own text. */
static const char *sent_text(const SymbolicSink *self, Arena *arena, const Statement *statement)
{
    CompileOptions options = compile_options(self->request->dialect, MODE_OFFLINE);
    Operation operation = {.kind = OPERATION_EXECUTE, .statement = statement};
    CompiledVector compiled = {0};
    Error ignored = {0};
    options.double_percents = false;
    return compile_operation(arena, &options, &operation, &compiled, &ignored) && compiled.count == 1
               ? compiled.items[0].sql
               : statement->text->text;
}

static void apply_text(SymbolicSink *self, const Statement *statement)
{
    Arena *arena = arena_new();
    SqlReading reading = {0};
    const char *sql = sent_text(self, arena, statement);
    sql_read_changes(arena, dialect_syntax(self->request->dialect), sql, &reading);
    for (size_t i = 0; i < reading.changes.count; i++) {
        const SqlReadChange *change = &reading.changes.items[i];
        if (change->operation) {
            apply(self, change->operation);
            continue;
        }
        OpaqueChange opaque = change->opaque;
        opaque.text = sql;
        add_opaque(self, &opaque);
    }
    arena_free(arena);
}

/* ---- rows --------------------------------------------------------------------------------------- */

static void note_rows(SymbolicSink *self, const char *table)
{
    if (table && !string_vector_contains(&self->history->filled, table))
        vector_push(self->arena, &self->history->filled, arena_strdup(self->arena, table));
}

static bool is_of_the_server(const char *name)
{
    return text_starts_with(name, "pg_") || text_starts_with(name, "sqlite_") ||
           strcmp(name, "information_schema") == 0;
}

/* A table that no script has filled, and not a catalogue table. */
static bool is_surely_empty(const SymbolicSink *self, const char *table)
{
    return table && !is_of_the_server(table) && !string_vector_contains(&self->history->filled, table);
}

/* Whether a SELECT of empty tables returns no rows: SELECT a, b FROM x JOIN y, without functions, since an aggregate
 * returns a row even then. */
static bool text_finds_nothing(SymbolicSink *self, const char *sql)
{
    Arena *arena = arena_new();
    SqlTokens tokens = {0};
    bool reads = sql_tokens(arena, sql, &tokens) && tokens.count && sql_token_is(&tokens.items[0], "select");
    bool nothing = false;
    for (size_t i = 0; reads && i + 1 < tokens.count; i++) {
        const SqlToken *token = &tokens.items[i];
        if (!nothing && sql_token_is(token, "("))
            reads = false;
        if (!sql_token_is(token, "from") && !sql_token_is(token, "join"))
            continue;
        nothing = is_surely_empty(self, sql_token_name(arena, &token[1]));
        reads = nothing;
    }
    arena_free(arena);
    return reads && nothing;
}

static bool calls_function(const Expression *expression)
{
    if (!expression)
        return false;
    bool calls = expression->kind == EXPRESSION_FUNCTION || expression->kind == EXPRESSION_TEXT ||
                 expression->kind == EXPRESSION_EXISTS || expression->kind == EXPRESSION_SUBQUERY;
    for (size_t i = 0; !calls && i < expression->items.count; i++)
        calls = calls_function(expression->items.items[i]);
    return calls || calls_function(expression->left) || calls_function(expression->right);
}

static bool query_finds_nothing(const SymbolicSink *self, const Statement *query)
{
    bool nothing = query->columns.count > 0;
    for (size_t i = 0; nothing && i < query->columns.count; i++) {
        const Expression *column = query->columns.items[i];
        nothing = !calls_function(column) && (!column->table || is_surely_empty(self, column->table->name));
        nothing = nothing && (column->table || query->from_count);
    }
    for (size_t i = 0; nothing && i < query->from_count; i++)
        nothing = is_surely_empty(self, query->from[i]->name);
    return nothing;
}

static bool next_of_no_rows(ScriptRows *rows, const ScriptCell **row, Error *error)
{
    (void)rows;
    (void)error;
    *row = NULL;
    return true;
}

static void close_no_rows(ScriptRows *rows)
{
    (void)rows;
}

static ScriptRows *no_rows(SymbolicSink *self)
{
    ScriptRows *rows = ARENA_NEW(self->arena, ScriptRows);
    *rows = (ScriptRows){.has_rows = true, .next = next_of_no_rows, .close = close_no_rows};
    return rows;
}

/* ---- the sink -------------------------------------------------------------------------------------- */

static bool symbolic_operation(Sink *sink, const Operation *operation, Error *error)
{
    SymbolicSink *self = (SymbolicSink *)sink;
    bool is_text = operation->kind == OPERATION_EXECUTE && operation->statement->kind == STATEMENT_TEXT;
    (void)error;
    if (is_text)
        apply_text(self, operation->statement);
    else
        apply(self, operation);
    if (operation->kind == OPERATION_BULK_INSERT)
        note_rows(self, operation->table->name);
    if (operation->kind == OPERATION_EXECUTE && operation->statement->kind == STATEMENT_INSERT)
        note_rows(self, operation->statement->table->name);
    return true;
}

static bool cannot_answer(Error *error)
{
    return error_set(error, ERROR_CHECK, "reads the database, and the rest depends on the result");
}

static void note_inserted_by_text(SymbolicSink *self, const char *sql)
{
    Arena *arena = arena_new();
    SqlTokens tokens = {0};
    if (sql_tokens(arena, sql, &tokens))
        for (size_t i = 0; i + 1 < tokens.count; i++)
            if (sql_token_is(&tokens.items[i], "into"))
                note_rows(self, sql_token_name(arena, &tokens.items[i + 1]));
    arena_free(arena);
}

static bool is_query(const char *sql)
{
    sql += strspn(sql, " \t\r\n(");
    return strncasecmp(sql, "select", 6) == 0 || strncasecmp(sql, "with", 4) == 0 || strncasecmp(sql, "show", 4) == 0 ||
           strncasecmp(sql, "pragma", 6) == 0;
}

static bool symbolic_execute(Sink *sink, const Statement *statement, const ParameterSet *sets, size_t set_count,
                             ScriptRows **rows, Error *error)
{
    SymbolicSink *self = (SymbolicSink *)sink;
    const char *sql = statement->kind == STATEMENT_TEXT ? statement->text->text : NULL;
    (void)sets;
    (void)set_count;
    bool asks = sql ? is_query(sql) : statement->kind == STATEMENT_SELECT || statement->kind == STATEMENT_COMPOUND;
    if (asks && (sink->answer_unused || (sql ? text_finds_nothing(self, sql) : query_finds_nothing(self, statement)))) {
        *rows = no_rows(self);
        return true;
    }
    if (asks)
        return cannot_answer(error);
    if (sql) {
        apply_text(self, statement);
        note_inserted_by_text(self, sql);
    } else if (statement->kind == STATEMENT_INSERT) {
        note_rows(self, statement->table->name);
    }
    bool gives_rows = statement->returning.count || (sql && strcasestr(sql, "returning"));
    if (gives_rows && !sink->answer_unused)
        return cannot_answer(error);
    *rows = rows_without_result(0);
    return true;
}

static bool symbolic_reflect(Sink *sink, Arena *arena, const char *name, const char *schema, const Table **found,
                             Error *error)
{
    const SymbolicSink *self = (SymbolicSink *)sink;
    const Table *table = schema_model_table(self->history->schema, schema, name);
    if (!table)
        return error_set(error, ERROR_CHECK, "there is no table '%s' at this point of the history", name);
    *found = table_copy(arena, table);
    return true;
}

static bool symbolic_catalogue(Sink *sink, const CatalogueQuestion *question, ScriptRows **rows, Error *error)
{
    const SymbolicSink *self = (SymbolicSink *)sink;
    (void)error;
    *rows = catalogue_rows(self->arena, self->request->dialect, self->history->schema, question);
    return true;
}

static bool symbolic_autocommit(Sink *sink, bool enter, Error *error)
{
    (void)sink;
    (void)enter;
    (void)error;
    return true;
}

static bool symbolic_commit(Sink *sink, Error *error)
{
    (void)sink;
    (void)error;
    return true;
}

bool symbolic_step(Arena *arena, const SymbolicRequest *request, const Revision *revision, bool downgrade,
                   SymbolicHistory *history, Error *error)
{
    SymbolicSink self = {.sink = {.traits = dialect_traits(request->dialect),
                                  .operation = symbolic_operation,
                                  .execute = symbolic_execute,
                                  .reflect = symbolic_reflect,
                                  .inspection_sql = inspection_sql,
                                  .catalogue = symbolic_catalogue,
                                  .autocommit = symbolic_autocommit,
                                  .commit = symbolic_commit},
                         .arena = arena,
                         .request = request,
                         .revision = revision,
                         .history = history};
    EvaluationRequest evaluation = {.session = request->session,
                                    .directory = request->directory,
                                    .revision = revision,
                                    .downgrade = downgrade,
                                    .environment = request->environment,
                                    .cancelled = request->cancelled};
    Error stopped = {0};
    if (script_evaluate(&evaluation, &self.sink, &stopped))
        return true;
    if (stopped.kind == ERROR_CANCELLED) {
        *error = stopped;
        return false;
    }
    OpaqueChange change = {.what = stopped.line ? arena_format(arena, "line %d: %s", stopped.line, stopped.message)
                                                : stopped.message,
                           .text = revision->content};
    add_opaque(&self, &change);
    return true;
}
