/* The schema that revisions create from nothing: at one revision, between two, and against the database. */
#include "limbeck/workspace/schema_history.h"

#include "comparison_report.h"
#include "internal.h"
#include "schema_history.h"

#include "limbeck/autogenerate/order.h"
#include "limbeck/migrate/version.h"
#include "limbeck/reflection/catalogue.h"
#include "limbeck/schema/creation_order.h"
#include "limbeck/sql/objects.h"
#include "limbeck/workspace/workspace.h"

#include <stdlib.h>
#include <string.h>

/* ---- applying the history ---------------------------------------------------------------- */

bool history_begin(Workspace *workspace, Arena *arena, const char *dialect, History *history, Error *error)
{
    CompileOptions options;
    Error environment_error = {0};
    bool known = workspace_environment(workspace, dialect ? &environment_error : error);
    if (!known && !dialect)
        return false;
    if (!preview_options(arena, known ? &workspace->environment : NULL, dialect, &options, error))
        return false;
    *history = (History){
        .request = {.directory = workspace->directory,
                    .environment = known ? &workspace->environment : NULL,
                    .dialect = options.dialect,
                    .session = script_session_new(workspace->directory),
                    .cancelled = &workspace->cancelled},
        .symbolic = {.schema = schema_model_new(arena)},
        .arena = arena,
    };
    return true;
}

void history_end(History *history)
{
    script_session_free(history->request.session);
}

static bool is_reached(const History *history, const Revision *revision)
{
    for (size_t i = 0; i < history->reached.count; i++)
        if (history->reached.items[i] == revision)
            return true;
    return false;
}

bool history_step(History *history, const Revision *revision, bool downgrade, Error *error)
{
    return symbolic_step(history->arena, &history->request, revision, downgrade, &history->symbolic, error);
}

bool history_reach(History *history, const RevisionVector *path, Error *error)
{
    for (size_t i = 0; i < path->count; i++) {
        if (is_reached(history, path->items[i]))
            continue;
        if (!history_step(history, path->items[i], false, error))
            return false;
        vector_push(history->arena, &history->reached, path->items[i]);
    }
    return true;
}

bool history_reach_before(History *history, const Revision *revision, Error *error)
{
    RevisionVector none = {0}, path = {0}, before = {0};
    if (!path_upgrade(history->arena, history->request.directory->map, revision->id, &none, &path, error))
        return false;
    for (size_t i = 0; i < path.count; i++)
        if (path.items[i] != revision)
            vector_push(history->arena, &before, path.items[i]);
    return history_reach(history, &before, error);
}

bool history_reach_named(History *history, const char *identifier, Error *error)
{
    RevisionVector none = {0}, path = {0};
    const RevisionMap *map = history->request.directory->map;
    if (strcmp(identifier, "base") == 0)
        return true;
    return path_upgrade(history->arena, map, identifier, &none, &path, error) && history_reach(history, &path, error);
}

void history_opaque(const History *history, Arena *arena, StringVector *lines)
{
    for (size_t i = 0; i < history->symbolic.schema->opaque.count; i++) {
        const OpaqueChange *change = &history->symbolic.schema->opaque.items[i];
        vector_push(arena, lines, arena_format(arena, "%s: %s", change->revision, change->what));
    }
}

/* ---- schema at a revision -------------------------------------------------------------------- */

static void add_sql(Arena *arena, const Dialect *dialect, const Operation *operation, Text *text)
{
    CompileOptions options = compile_options(dialect, MODE_OFFLINE);
    CompiledVector statements = {0};
    Error error = {0};
    options.double_percents = false;
    if (!compile_operation(arena, &options, operation, &statements, &error)) {
        text_append_format(text, "%s-- %s", text->length ? "\n" : "", error.message);
        return;
    }
    for (size_t i = 0; i < statements.count; i++)
        text_append_format(text, "%s%s", text->length ? "\n" : "", offline_text(arena, statements.items[i].sql));
}

/* A copy whose enumeration types are not created, because they exist. */
static Table *without_new_types(Arena *arena, const Dialect *dialect, const Table *table)
{
    Table *copy = table_copy(arena, table);
    for (size_t i = 0; i < copy->columns.count; i++) {
        SqlType *type = (SqlType *)type_for_dialect(copy->columns.items[i]->type, dialect_name(dialect));
        while (type->kind == TYPE_ARRAY)
            type = (SqlType *)type->item;
        type->create_type = false;
    }
    return copy;
}

static const char *full_name(Arena *arena, const char *schema, const char *name)
{
    return schema ? arena_format(arena, "%s.%s", schema, name) : name;
}

const char *table_picture(Arena *arena, const Dialect *dialect, const Table *table)
{
    Text text = text_in(arena);
    Operation operation = {.kind = OPERATION_CREATE_TABLE, .table = without_new_types(arena, dialect, table)};
    add_sql(arena, dialect, &operation, &text);
    return text_string(&text);
}

typedef struct PictureDrawer {
    const History *history;
    Arena *arena;
    const Dialect *dialect;
    SchemaPicture *picture;
    CreationOrder order;
} PictureDrawer;

static void add_part(PictureDrawer *self, const char *kind, const char *name, const char *sql, const char *revision)
{
    SchemaPart part = {.kind = kind,
                       .name = name,
                       .table = strcmp(kind, "table") == 0 ? name : NULL,
                       .sql = sql,
                       .revision = revision};
    vector_push(self->arena, &self->picture->parts, part);
}

static const char *sql_of(PictureDrawer *self, const Operation *operation)
{
    Text text = text_in(self->arena);
    add_sql(self->arena, self->dialect, operation, &text);
    return text_string(&text);
}

static int by_type_name(const void *left, const void *right)
{
    return strcmp((*(const SqlType *const *)left)->name, (*(const SqlType *const *)right)->name);
}

static void draw_types(PictureDrawer *self)
{
    const SchemaModel *schema = self->history->symbolic.schema;
    const SqlType **types = arena_copy(self->arena, schema->enums.items, schema->enums.count, sizeof(SqlType *));
    if (schema->enums.count)
        qsort(types, schema->enums.count, sizeof *types, by_type_name);
    for (size_t i = 0; i < schema->enums.count; i++) {
        Operation operation = {.kind = OPERATION_CREATE_ENUM, .type = types[i]};
        add_part(self, "type", full_name(self->arena, types[i]->schema, types[i]->name), sql_of(self, &operation),
                 NULL);
    }
    for (size_t i = 0; i < schema->sequences.count; i++) {
        const Sequence *sequence = schema->sequences.items[i];
        Operation operation = {.kind = OPERATION_CREATE_SEQUENCE, .sequence = sequence};
        add_part(self, "sequence", full_name(self->arena, sequence->schema, sequence->name), sql_of(self, &operation),
                 NULL);
    }
}

/* A function that a default, a CHECK or an index calls must exist before the tables. */
static ObjectPlace place_of(Arena *arena, const Dialect *dialect, const SchemaModel *schema, const SchemaObject *object)
{
    if (!object->kind->has_arguments)
        return object->kind->place;
    const char *dot = strrchr(object->name, '.');
    const char *name = dot ? dot + 1 : object->name;
    for (size_t i = 0; i < schema->tables.count; i++)
        if (text_calls(dialect_syntax(dialect), table_picture(arena, dialect, schema->tables.items[i]), name))
            return OBJECT_BEFORE_TABLES;
    return OBJECT_AFTER_TABLES;
}

static const char *object_sql(Arena *arena, const SchemaObject *object)
{
    Text text = text_in(arena);
    bool is_setting = strcmp(object->kind->words[0], "setting") == 0;
    for (size_t i = 0; i < object->statements.count; i++) {
        const char *sql = object->statements.items[i];
        if (is_setting)
            sql = arena_format(arena, "ALTER TABLE %s %s", object->table, sql);
        text_append_format(&text, "%s%s", text.length ? "\n" : "", offline_text(arena, sql));
    }
    return text_string(&text);
}

static void draw_objects(PictureDrawer *self, ObjectPlace place)
{
    const SchemaModel *schema = self->history->symbolic.schema;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const SchemaObject *object = schema->objects.items[i];
        if (place_of(self->arena, self->dialect, schema, object) != place)
            continue;
        add_part(self, object_kind_text(self->arena, object->kind), object->name, object_sql(self->arena, object),
                 object->revision);
        self->picture->parts.items[self->picture->parts.count - 1].table = object->table;
    }
}

static void draw_tables(PictureDrawer *self)
{
    const History *history = self->history;
    for (size_t i = 0; i < self->order.tables.count; i++) {
        const Table *table = self->order.tables.items[i];
        add_part(self, "table", full_name(self->arena, table->schema, table->name),
                 table_picture(self->arena, self->dialect, table),
                 symbolic_latest(self->arena, &history->symbolic, table->schema, table->name));
    }
    for (size_t i = 0; i < self->order.keys.count; i++) {
        const LateKey *late = &self->order.keys.items[i];
        Operation operation = {.kind = OPERATION_CREATE_CONSTRAINT,
                               .table_name = late->table->name,
                               .schema = late->table->schema,
                               .constraint = late->key};
        add_part(
            self, "foreign key", late->key->name, sql_of(self, &operation),
            symbolic_origin(self->arena, &history->symbolic, late->table->schema, late->table->name, late->key->name));
        self->picture->parts.items[self->picture->parts.count - 1].table =
            full_name(self->arena, late->table->schema, late->table->name);
    }
}

static void draw(const History *history, Arena *arena, SchemaPicture *picture)
{
    PictureDrawer self = {.history = history, .arena = arena, .dialect = history->request.dialect, .picture = picture};
    schema_creation_order(arena, history->symbolic.schema, dialect_traits(self.dialect)->adds_constraints, &self.order);
    draw_objects(&self, OBJECT_FIRST);
    draw_types(&self);
    draw_objects(&self, OBJECT_BEFORE_TABLES);
    draw_tables(&self);
    draw_objects(&self, OBJECT_AFTER_TABLES);
    history_opaque(history, arena, &picture->opaque);
}

/* ---- the jobs --------------------------------------------------------------------------------- */

typedef struct SchemaJob {
    Workspace *workspace;
    Arena *arena;
    const char *from, *to, *dialect;
    SchemaPicture *picture;
    ComparisonReport *report;
    Error *error;
    bool done;
} SchemaJob;

/* The history lives as long as the arena, since the result points into its model. */
static void serve_schema(void *state)
{
    SchemaJob *job = state;
    History history;
    if (!history_begin(job->workspace, job->arena, job->dialect, &history, job->error))
        return;
    job->done = history_reach_named(&history, job->to, job->error);
    if (job->done)
        draw(&history, job->arena, job->picture);
    history_end(&history);
}

bool workspace_schema(Workspace *workspace, Arena *arena, const char *identifier, const char *dialect,
                      SchemaPicture *picture, Error *error)
{
    SchemaJob job = {.workspace = workspace,
                     .arena = arena,
                     .to = identifier,
                     .dialect = dialect,
                     .picture = picture,
                     .error = error};
    worker_call(workspace->worker, serve_schema, &job);
    return job.done;
}

ComparisonOptions history_comparison(const Dialect *dialect)
{
    return (ComparisonOptions){.dialect = dialect, .types = true, .defaults = true, .thorough = true};
}

ChangedPart difference_part(const Difference *difference)
{
    const Operation *operation = difference->upgrade;
    return (ChangedPart){.schema = operation->table ? operation->table->schema : operation->schema,
                         .table = operation->table ? operation->table->name : operation->table_name,
                         .part = operation->column       ? operation->column->name
                                 : operation->change     ? operation->change->column
                                 : operation->index      ? operation->index->name
                                 : operation->constraint ? operation->constraint->name
                                                         : operation->column_name};
}

const char *history_origin(Arena *arena, const History *history, const Difference *difference)
{
    const ChangedPart at = difference_part(difference);
    OperationKind kind = difference->upgrade->kind;
    bool is_extra = kind == OPERATION_DROP_COLUMN || kind == OPERATION_DROP_INDEX || kind == OPERATION_DROP_CONSTRAINT;
    const char *own =
        at.table && at.part ? symbolic_origin(arena, &history->symbolic, at.schema, at.table, at.part) : NULL;
    return own || !at.table || is_extra ? own : symbolic_origin(arena, &history->symbolic, at.schema, at.table, NULL);
}

/* Its indexes are differences of their own. */
static const char *bare_table_picture(Arena *arena, const Dialect *dialect, const Table *table)
{
    Table *copy = table_copy(arena, table);
    copy->indexes.count = 0;
    return table_picture(arena, dialect, copy);
}

static void report_in_order(Arena *arena, const History *before, const History *after, const Differences *differences,
                            SchemaChanges *changes)
{
    const Dialect *dialect = after->request.dialect;
    Differences ordered = {0};
    order_differences(arena, before->symbolic.schema, after->symbolic.schema, dialect_traits(dialect)->adds_constraints,
                      differences, &ordered);
    for (size_t i = 0; i < ordered.count; i++) {
        const Operation *operation = ordered.items[i].upgrade;
        SchemaChange change = change_of(arena, dialect, &ordered.items[i]);
        if (operation->kind == OPERATION_CREATE_TABLE)
            change.sql = bare_table_picture(arena, dialect, operation->table);
        change.revision = history_origin(arena, after, &ordered.items[i]);
        vector_push(arena, changes, change);
    }
}

/* ---- views, functions, triggers between two revisions ------------------------------------------- */

static void add_object(Arena *arena, char mark, const SchemaObject *object, const char *sql, SchemaChanges *changes)
{
    const char *what = object->name ? object->name : object->statements.items[0];
    SchemaChange change = {.text = arena_format(arena, "%c %s %s%s%s", mark, object_kind_text(arena, object->kind),
                                                what, object->table ? " on " : "", object->table ? object->table : ""),
                           .sql = sql,
                           .revision = object->revision};
    vector_push(arena, changes, change);
}

/* Before the tables: drops of objects that do not depend on them. After them: drops of objects that they used. */
static void report_dropped(Arena *arena, const Dialect *dialect, const SchemaModel *before, const SchemaModel *after,
                           bool is_first, SchemaChanges *changes)
{
    for (size_t i = before->objects.count; i-- > 0;) {
        const SchemaObject *old = before->objects.items[i], *new = object_like(after, old);
        if (!new && (place_of(arena, dialect, before, old) == OBJECT_AFTER_TABLES) == is_first)
            add_object(arena, '-', old, object_drop_sql(arena, old), changes);
    }
}

static void report_created(Arena *arena, const Dialect *dialect, const SchemaModel *before, const SchemaModel *after,
                           bool is_first, SchemaChanges *changes)
{
    for (size_t i = 0; i < after->objects.count; i++) {
        const SchemaObject *new = after->objects.items[i], *old = object_like(before, new);
        if ((old && objects_are_equal(old, new)) ||
            (place_of(arena, dialect, after, new) == OBJECT_AFTER_TABLES) == is_first)
            continue;
        const char *sql = object_sql(arena, new);
        add_object(arena, old ? '~' : '+', new,
                   old ? arena_format(arena, "%s\n%s", object_drop_sql(arena, old), sql) : sql, changes);
    }
}

static bool has_sequence(const SchemaModel *schema, const Sequence *sequence)
{
    for (size_t i = 0; i < schema->sequences.count; i++)
        if (same_name(schema->sequences.items[i]->name, sequence->name) &&
            same_name(schema->sequences.items[i]->schema, sequence->schema))
            return true;
    return false;
}

/* Sequences of `schema` that the other one does not have. */
static void report_sequences(Arena *arena, const Dialect *dialect, const SchemaModel *schema, const SchemaModel *other,
                             bool is_made, SchemaChanges *changes)
{
    for (size_t i = 0; i < schema->sequences.count; i++) {
        const Sequence *sequence = schema->sequences.items[i];
        Operation operation = {.kind = is_made ? OPERATION_CREATE_SEQUENCE : OPERATION_DROP_SEQUENCE,
                               .sequence = sequence};
        Text sql = text_in(arena);
        if (has_sequence(other, sequence))
            continue;
        add_sql(arena, dialect, &operation, &sql);
        SchemaChange change = {.text = arena_format(arena, "%c sequence %s", is_made ? '+' : '-',
                                                    full_name(arena, sequence->schema, sequence->name)),
                               .sql = text_string(&sql)};
        vector_push(arena, changes, change);
    }
}

static void serve_difference(void *state)
{
    SchemaJob *job = state;
    History before, after;
    Differences differences = {0};
    if (!history_begin(job->workspace, job->arena, job->dialect, &before, job->error))
        return;
    bool done = history_reach_named(&before, job->from, job->error) &&
                history_begin(job->workspace, job->arena, job->dialect, &after, job->error);
    if (done) {
        const ComparisonOptions options = history_comparison(before.request.dialect);
        job->done = history_reach_named(&after, job->to, job->error) &&
                    compare_schemas(job->arena, &options, before.symbolic.schema, after.symbolic.schema, &differences,
                                    job->error);
        const SchemaModel *old = before.symbolic.schema, *new = after.symbolic.schema;
        const Dialect *dialect = after.request.dialect;
        report_created(job->arena, dialect, old, new, true, &job->report->changes);
        report_sequences(job->arena, dialect, new, old, true, &job->report->changes);
        report_dropped(job->arena, dialect, old, new, true, &job->report->changes);
        report_in_order(job->arena, &before, &after, &differences, &job->report->changes);
        report_created(job->arena, dialect, old, new, false, &job->report->changes);
        report_sequences(job->arena, dialect, old, new, false, &job->report->changes);
        report_dropped(job->arena, dialect, old, new, false, &job->report->changes);
        history_opaque(&after, job->arena, &job->report->opaque);
        history_end(&after);
    }
    history_end(&before);
}

bool workspace_schema_difference(Workspace *workspace, Arena *arena, const char *from, const char *to,
                                 const char *dialect, ComparisonReport *report, Error *error)
{
    SchemaJob job = {.workspace = workspace,
                     .arena = arena,
                     .from = from,
                     .to = to,
                     .dialect = dialect,
                     .report = report,
                     .error = error};
    worker_call(workspace->worker, serve_difference, &job);
    return job.done;
}

/* ---- the revisions of a database ------------------------------------------------------------------- */

/* Applies all revisions below the rows of the version table. */
bool history_reach_rows(History *history, Workspace *workspace, Error *error)
{
    StringVector rows = {0};
    bool exists;
    if (!version_read(history->arena, workspace->database, &workspace->environment, &rows, &exists, error))
        return false;
    return history_reach_ids(history, &rows, error);
}

bool history_reach_ids(History *history, const StringVector *rows, Error *error)
{
    for (size_t i = 0; i < rows->count; i++)
        if (!history_reach_named(history, rows->items[i], error))
            return false;
    return true;
}
