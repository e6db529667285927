/* Compares the models with the database: check, and revision --autogenerate. */
#include "limbeck/workspace/model_comparison.h"

#include "comparison_report.h"
#include "internal.h"
#include "scratch_database.h"

#include "limbeck/alembic/directives.h"
#include "limbeck/autogenerate/describe.h"
#include "limbeck/autogenerate/hooks.h"
#include "limbeck/autogenerate/renames.h"
#include "limbeck/migrate/side_tables.h"
#include "limbeck/migrate/version.h"
#include "limbeck/reflection/catalogue.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

/* ---- report -------------------------------------------------------------------------------- */

static const char *sql_of(Arena *arena, const Dialect *dialect, const Operation *operation)
{
    CompileOptions options = compile_options(dialect, MODE_OFFLINE);
    CompiledVector statements = {0};
    Text text = text_in(arena);
    Error ignored = {0};
    options.double_percents = false;
    if (!compile_operation(arena, &options, operation, &statements, &ignored))
        return NULL;
    for (size_t i = 0; i < statements.count; i++)
        text_append_format(&text, "%s%s", i ? "\n" : "", offline_text(arena, statements.items[i].sql));
    return text_string(&text);
}

SchemaChange change_of(Arena *arena, const Dialect *dialect, const Difference *difference)
{
    const RenderOptions options = {.dialect = dialect, .operations_prefix = "op.", .sqlalchemy_prefix = "sa."};
    SchemaChange change = {.text = difference_text(arena, dialect, difference),
                           .sql = sql_of(arena, dialect, difference->upgrade)};
    Error ignored = {0};
    if (!render_operation(arena, &options, difference->upgrade, &change.python, &ignored))
        change.python = NULL;
    return change;
}

static bool has_text(const SchemaChanges *changes, const char *text)
{
    for (size_t i = 0; i < changes->count; i++)
        if (strcmp(changes->items[i].text, text) == 0)
            return true;
    return false;
}

void report_differences(Arena *arena, const Dialect *dialect, const Differences *differences, const SchemaChanges *but,
                        SchemaChanges *changes)
{
    for (size_t i = 0; i < differences->count; i++) {
        SchemaChange change = change_of(arena, dialect, &differences->items[i]);
        if (!but || !has_text(but, change.text))
            // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): an out-parameter
            vector_push(arena, changes, change);
    }
}

const Dialect *workspace_dialect(const Workspace *workspace)
{
    return dialect_of(workspace->database);
}

/* ---- one database ------------------------------------------------------------------------------ */

typedef struct ModelComparison {
    Workspace *workspace;
    Arena *arena;
    const char *target; /* file of SQL to use instead of the models; NULL: none */
    ScriptModels *models;
    const char *default_schema; /* NULL on SQLite */
    ComparisonOptions options;
    SchemaModel *live;
    const SchemaModel *wanted;
    Error *error;
} ModelComparison;

static bool filter_name(void *state, const char *kind, const char *name, const Table *table, bool *included,
                        Error *error)
{
    ModelComparison *self = state;
    bool is_table = strcmp(kind, "table") == 0;
    return script_models_include_name(self->models, kind, name, table ? table->schema : NULL,
                                      is_table || !table ? NULL : table->name, included, error);
}

static bool filter_object(void *state, const ComparedObject *object, bool *included, Error *error)
{
    ModelComparison *self = state;
    const SchemaModel *schemas[] = {self->wanted, self->live};
    const char *column = object->column ? object->column->name : NULL;
    const Table *other = object->other_table;
    const ModelObject model = {.kind = object->kind,
                               .name = object->name,
                               .part = {.schema = schemas[object->reflected],
                                        .table = object->table,
                                        .column = object->column,
                                        .index = object->index,
                                        .constraint = object->constraint},
                               .reflected = object->reflected,
                               .has_counterpart = object->has_counterpart,
                               .other = {.schema = schemas[!object->reflected],
                                         .table = other,
                                         .column = other && column ? table_column(other, column) : NULL,
                                         .index = object->other_index,
                                         .constraint = object->other_constraint}};
    return script_models_include_object(self->models, &model, included, error);
}

/* Lets the server compare two defaults, as Alembic does. */
static bool compare_on_server(void *state, const char *live, const char *wanted, bool *equal, Error *error)
{
    ModelComparison *self = state;
    const char *sql = arena_format(self->arena, "SELECT (%s) = (%s)", live, wanted);
    bool done = database_boolean(self->workspace->database, sql, equal, error);
    if (!done)
        error_hint(error, "the server could not compare two defaults: %s", sql);
    return done;
}

static bool is_at_heads(Workspace *workspace, Error *error)
{
    Arena *arena = arena_new();
    StringVector rows = {0};
    RevisionVector current = {0};
    const RevisionMap *map = workspace->directory->map;
    bool exists, same = false;
    bool done = version_read(arena, workspace->database, &workspace->environment, &rows, &exists, error) &&
                revisions_of_rows(arena, map, &rows, &current, error);
    if (done) {
        RevisionVector heads = {0};
        done = resolve_revisions(arena, map, "heads", &heads, error);
        same = heads.count == current.count;
        for (size_t i = 0; same && i < heads.count; i++)
            same = string_vector_contains(&rows, heads.items[i]->id);
    }
    arena_free(arena);
    if (done && !same) {
        error_set(error, ERROR_COMMAND, "Target database is not up to date.");
        error_hint(error, "run limbeck upgrade heads, or limbeck plan heads to see the steps");
    }
    return done && same;
}

static const char *own_schema(const ModelComparison *self, const char *schema)
{
    return same_name(schema, self->default_schema) ? NULL : schema;
}

/* Models may name the default schema, but reflection omits it: removes it. */
static void remove_default_schema(ModelComparison *self)
{
    for (size_t i = 0; i < self->wanted->tables.count; i++) {
        Table *table = self->wanted->tables.items[i];
        table->schema = own_schema(self, table->schema);
        for (size_t k = 0; k < table->constraints.count; k++) {
            Constraint *constraint = (Constraint *)table->constraints.items[k];
            constraint->referent_schema = own_schema(self, constraint->referent_schema);
        }
        for (size_t k = 0; k < table->indexes.count; k++)
            ((Index *)table->indexes.items[k])->schema = own_schema(self, table->indexes.items[k]->schema);
    }
}

static bool find_default_schema(ModelComparison *self)
{
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!database_traits(self->workspace->database)->has_schemas)
        return true;
    if (!database_query(self->workspace->database, "SELECT pg_catalog.current_schema()::text", NULL, 0, &result,
                        self->error))
        return false;
    bool done = result_next(result, &row, self->error);
    if (done && row && row[0].type == CELL_TEXT)
        self->default_schema = arena_strdup(self->arena, row[0].bytes);
    result_free(result);
    return done;
}

/* Removes the schemas that env.py's include_name() excludes. */
static bool exclude_schemas(ModelComparison *self)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->live->tables.count; i++) {
        Table *table = self->live->tables.items[i];
        bool included = true;
        if (!script_models_include_name(self->models, "schema", table->schema, table->schema, NULL, &included,
                                        self->error))
            return false;
        if (included)
            self->live->tables.items[kept++] = table;
    }
    self->live->tables.count = kept;
    return true;
}

/* Loads the file of SQL into an empty database and reflects it. */
static bool read_target(ModelComparison *self)
{
    ScratchDatabase scratch;
    SchemaModel *schema;
    if (!scratch_database_open(self->workspace, self->arena, &scratch, self->error))
        return false;
    bool done = scratch_database_load(&scratch, self->target, self->error) &&
                reflect_catalogue(self->arena, scratch.database, self->workspace->environment.comparison.every_schema,
                                  &schema, self->error);
    scratch_database_close(&scratch);
    self->wanted = done ? schema : NULL;
    return done;
}

static bool read_wanted(ModelComparison *self)
{
    return self->target ? read_target(self) : script_models_read(self->models, &self->wanted, self->error);
}

static bool begin_comparison(ModelComparison *self)
{
    Workspace *workspace = self->workspace;
    const ScriptEnvironment *environment = &workspace->environment;
    const ComparisonSettings *settings = &environment->comparison;
    EnvironmentRequest request = {.declared = &workspace->settings.declared,
                                  .offline = false,
                                  .tag = workspace->tag,
                                  .cancelled = &workspace->cancelled};
    if (settings->refused) {
        error_set(self->error, ERROR_UNSUPPORTED, "limbeck does not evaluate %s of context.configure()",
                  settings->refused);
        error_place(self->error, workspace->directory->env_path, 1, 1);
        error_hint(self->error, "it decides what is compared, or how it is written; nothing was compared");
        return false;
    }
    if (settings->comparator) {
        error_set(self->error, ERROR_UNSUPPORTED, "limbeck does not run %s", settings->comparator);
        error_place(self->error, workspace->directory->env_path, 1, 1);
        error_hint(self->error, "it takes part in the comparison; nothing was compared and no script was written");
        return false;
    }
    self->options = (ComparisonOptions){.dialect = workspace_dialect(workspace),
                                        .types = settings->compares_types,
                                        .defaults = settings->compares_defaults,
                                        .skips_named_checks = settings->skips_named_checks,
                                        .version_table = environment->version_table,
                                        .version_table_schema = environment->version_table_schema,
                                        .filter = {filter_name, filter_object, self},
                                        .defaults_equal = compare_on_server,
                                        .defaults_state = self};
    self->models = script_models_open(workspace->directory, &request, workspace->which, self->error);
    if (!self->models || !read_wanted(self) || !find_default_schema(self) ||
        !reflect_catalogue(self->arena, workspace->database, settings->every_schema, &self->live, self->error) ||
        !exclude_schemas(self))
        return false;
    self->options.version_table_schema = own_schema(self, environment->version_table_schema);
    remove_default_schema(self);
    return true;
}

/* True when `name`, or a module containing it, is listed in brings_no_tables. */
static bool brings_no_tables(const ModelComparison *self, const char *name)
{
    const char *listed = self->workspace->settings.brings_no_tables;
    char *rest = listed ? arena_strdup(self->arena, listed) : NULL;
    for (char *one; rest && (one = strsep(&rest, ", \t\n"));) {
        size_t length = strlen(one);
        if (length && strncmp(name, one, length) == 0 && (!name[length] || strchr(".(", name[length])))
            return true;
    }
    return false;
}

static bool is_drop(const Operation *operation)
{
    return operation->kind == OPERATION_DROP_TABLE || operation->kind == OPERATION_DROP_COLUMN ||
           operation->kind == OPERATION_DROP_INDEX || operation->kind == OPERATION_DROP_CONSTRAINT;
}

/* Refuses when parts of the models could not be evaluated: their tables would be dropped. */
static bool refuse_unseen(ModelComparison *self, const Differences *differences)
{
    const UnseenVector *unseen = script_models_unseen(self->models);
    const Difference *drop = NULL;
    for (size_t i = 0; i < differences->count && !drop; i++)
        drop = is_drop(differences->items[i].upgrade) ? &differences->items[i] : NULL;
    for (size_t i = 0; drop && !self->target && i < unseen->count; i++) {
        const Unseen *part = &unseen->items[i];
        if (brings_no_tables(self, part->name))
            continue;
        error_set(self->error, ERROR_UNSUPPORTED,
                  "the comparison would drop something (%s), but the models may have "
                  "more than limbeck saw: %s",
                  difference_text(self->arena, self->options.dialect, drop), part->reason);
        error_place(self->error, part->file, part->line, 1);
        error_hint(self->error,
                   "nothing was compared. Import the modules with the models by name, or, if this brings "
                   "no tables, columns or indexes, write in alembic.ini: brings_no_tables = %s, in the "
                   "section [limbeck]",
                   part->name);
        return false;
    }
    return true;
}

static bool compare(ModelComparison *self, bool thorough, Differences *differences)
{
    self->options.thorough = thorough;
    return compare_schemas(self->arena, &self->options, self->live, self->wanted, differences, self->error);
}

/* Runs inside one read-only transaction, so that everything is read from one snapshot. */
typedef bool WithinComparison(ModelComparison *self, void *state);

static bool compare_within(Workspace *workspace, Arena *arena, const char *target, WithinComparison *act, void *state,
                           Error *error)
{
    ModelComparison self = {.workspace = workspace, .arena = arena, .target = target, .error = error};
    if (!workspace_connect(workspace, error) || !is_at_heads(workspace, error) ||
        !database_begin(workspace->database, true, error))
        return false;
    bool done = begin_comparison(&self) && act(&self, state);
    database_rollback(workspace->database);
    script_models_close(self.models);
    return done;
}

/* ---- every database ------------------------------------------------------------------------------- */

typedef struct CompareJob {
    Workspace *workspace;
    Arena *arena;
    const char *target;
    ComparisonReport *report;
    const AutogenerateRequest *request;
    GenerateRequest filled;
    bool wanted;        /* for a script */
    VECTOR(bool) empty; /* whether each comparison so far found nothing to upgrade */
    const char **path;
    Error *error;
    bool done;
} CompareJob;

/* Compares and acts, or only acts. */
static bool for_each_database(CompareJob *job, WithinComparison *act, bool (*only)(CompareJob *job))
{
    Workspace *workspace = job->workspace;
    size_t before = workspace->which;
    bool done = workspace_connected_environment(workspace, job->error);
    size_t count = workspace->environments.count;
    for (size_t i = 0; done && i < count; i++) {
        if (count > 1)
            workspace_use_database(workspace, i);
        done = only ? only(job) : compare_within(workspace, job->arena, job->target, act, job, job->error);
    }
    if (count > 1)
        workspace_use_database(workspace, before);
    return done;
}

static bool add_to_report(ModelComparison *self, void *state)
{
    CompareJob *job = state;
    Differences differences = {0}, all = {0};
    Renames renames = {0};
    if (!compare(self, false, &differences) || !refuse_unseen(self, &differences) || !compare(self, true, &all) ||
        !find_renames(self->arena, &self->options, &differences, &renames, self->error))
        return false;
    for (size_t i = 0; i < renames.count; i++)
        vector_push(self->arena, &job->report->renames, rename_text(self->arena, &renames.items[i]));
    report_differences(self->arena, self->options.dialect, &differences, NULL, &job->report->changes);
    report_differences(self->arena, self->options.dialect, &all, &job->report->changes, &job->report->beyond);
    return true;
}

bool compare_models_now(Workspace *workspace, Arena *arena, ComparisonReport *report, Error *error)
{
    CompareJob job = {.workspace = workspace, .arena = arena, .report = report, .error = error};
    return compare_within(workspace, arena, NULL, add_to_report, &job, error);
}

static void serve_comparison(void *state)
{
    CompareJob *job = state;
    job->done = for_each_database(job, add_to_report, NULL);
}

bool workspace_compare_models(Workspace *workspace, Arena *arena, const char *target, ComparisonReport *report,
                              Error *error)
{
    CompareJob job = {.workspace = workspace, .arena = arena, .target = target, .report = report, .error = error};
    worker_call(workspace->worker, serve_comparison, &job);
    return job.done;
}

/* ---- revision --autogenerate ---------------------------------------------------------------------------- */

static void add_variable(CompareJob *job, const char *name, const char *text)
{
    TemplateVariable variable = {name, text};
    vector_push(job->arena, &job->filled.variables, variable);
}

static bool rename_live(ModelComparison *self, const char *text, Differences *renamed)
{
    Rename rename;
    return rename_parse(self->arena, self->live, text, &rename, self->error) &&
           rename_in_schema(self->arena, self->options.dialect, self->live, &rename, renamed, self->error);
}

/* Asks the user outside any transaction: the answers may take long. */
static bool confirm_renames(ModelComparison *self, const AutogenerateRequest *request, const Renames *probable,
                            Differences *renamed)
{
    StringVector sure = {0};
    if (!request->is_rename || !probable->count)
        return true;
    database_rollback(self->workspace->database);
    for (size_t i = 0; i < probable->count; i++) {
        const char *text = rename_text(self->arena, &probable->items[i]);
        if (request->is_rename(request->state, text))
            vector_push(self->arena, &sure, text);
    }
    if (!database_begin(self->workspace->database, true, self->error))
        return false;
    for (size_t i = 0; i < sure.count; i++)
        if (!rename_live(self, sure.items[i], renamed))
            return false;
    return true;
}

/* The differences that remain after the confirmed renames; the renames come first. */
static bool compare_with_renames(ModelComparison *self, const AutogenerateRequest *request, Differences *differences)
{
    Differences renamed = {0}, rest = {0};
    Renames probable = {0};
    for (size_t i = 0; i < request->renames.count; i++)
        if (!rename_live(self, request->renames.items[i], &renamed))
            return false;
    if (!compare(self, request->thorough, &rest) ||
        !find_renames(self->arena, &self->options, &rest, &probable, self->error))
        return false;
    size_t known = renamed.count;
    if (!confirm_renames(self, request, &probable, &renamed))
        return false;
    rest.count = renamed.count > known ? 0 : rest.count;
    if ((renamed.count > known && !compare(self, request->thorough, &rest)) || !refuse_unseen(self, &rest))
        return false;
    for (size_t i = 0; i < renamed.count; i++)
        vector_push(self->arena, differences, renamed.items[i]);
    for (size_t i = 0; i < rest.count; i++)
        vector_push(self->arena, differences, rest.items[i]);
    return true;
}

/* What the hook of env.py makes of the differences. */
static bool process_directives(CompareJob *job, ScriptModels *models, const RenderOptions *options,
                               const Differences *differences, RenderedScript *script)
{
    DirectiveResult left;
    Workspace *workspace = job->workspace;
    Renderer *renderer = renderer_new(job->arena, options);
    DirectiveRequest request = {.arena = job->arena,
                                .operations_prefix = options->operations_prefix,
                                .as_batch = options->as_batch,
                                .earlier = job->empty.items,
                                .earlier_count = job->empty.count,
                                .render = hook_render_part,
                                .state = renderer,
                                .revision = &job->filled};
    bool exists;
    if (job->empty.count && !job->wanted)
        return error_set(job->error, ERROR_UNSUPPORTED,
                         "process_revision_directives() of env.py removes the script before the last database");
    for (size_t i = 0; i < differences->count; i++) {
        const Difference *difference = &differences->items[i];
        const DirectivePair pair = {difference->upgrade, difference->downgrade, difference->table, difference->schema};
        vector_push(job->arena, &request.pairs, pair);
    }
    if ((!workspace->offline && !version_read(job->arena, workspace->database, &workspace->environment,
                                              &request.version_rows, &exists, job->error)) ||
        !script_models_process(models, &request, &left, job->error))
        return false;
    job->wanted = left.wanted;
    vector_push(job->arena, &job->empty, left.is_empty);
    script->upgrades = render_lines(job->arena, &left.upgrades);
    script->downgrades = render_lines(job->arena, &left.downgrades);
    script->imports = renderer_imports(renderer, &left.imports);
    return true;
}

static RenderOptions render_options(const Workspace *workspace, const Dialect *dialect, HookItems *item)
{
    const ComparisonSettings *settings = &workspace->environment.comparison;
    return (RenderOptions){dialect,
                           settings->operations_prefix,
                           settings->sqlalchemy_prefix,
                           settings->renders_as_batch,
                           settings->user_prefix,
                           script_models_has_item_renderer(item->models) ? hook_render_item : NULL,
                           item};
}

static bool write_bodies(CompareJob *job, ScriptModels *models, const RenderOptions *options,
                         const Differences *differences)
{
    const ComparisonSettings *settings = &job->workspace->environment.comparison;
    RenderedScript script;
    job->wanted |= !script_models_has_hook(models);
    if (!(script_models_has_hook(models) ? process_directives(job, models, options, differences, &script)
                                         : render_script(job->arena, options, differences, &script, job->error)))
        return false;
    add_variable(job, settings->upgrade_token, script.upgrades);
    add_variable(job, settings->downgrade_token, script.downgrades);
    add_variable(job, "imports", script.imports);
    return true;
}

static bool add_to_script(ModelComparison *self, void *state)
{
    CompareJob *job = state;
    HookItems item = {self->models, job->arena};
    const RenderOptions options = render_options(self->workspace, self->options.dialect, &item);
    Differences differences = {0};
    if (!compare_with_renames(self, job->request, &differences) ||
        !write_bodies(job, self->models, &options, &differences))
        return false;
    for (size_t i = 0; job->request->found && i < differences.count; i++)
        job->request->found(job->request->state, difference_text(self->arena, options.dialect, &differences.items[i]));
    return true;
}

/* ---- revision with revision_environment: nothing is compared, but the hook of env.py runs ------------------ */

static bool add_empty_bodies(CompareJob *job)
{
    Workspace *workspace = job->workspace;
    const EnvironmentRequest request = {.declared = &workspace->settings.declared,
                                        .offline = workspace->offline,
                                        .tag = workspace->tag,
                                        .cancelled = &workspace->cancelled};
    ScriptModels *models = script_models_open(workspace->directory, &request, workspace->which, job->error);
    bool done =
        models && (workspace->offline || !script_models_has_hook(models) || workspace_connect(workspace, job->error));
    HookItems item = {models, job->arena};
    const RenderOptions options = models ? render_options(workspace, NULL, &item) : (RenderOptions){0};
    done = done && write_bodies(job, models, &options, &(Differences){0});
    script_models_close(models);
    return done;
}

bool generate_in_environment(Workspace *workspace, Arena *arena, const GenerateRequest *request, const char **path,
                             Error *error)
{
    CompareJob job = {.workspace = workspace, .arena = arena, .filled = *request, .path = path, .error = error};
    return for_each_database(&job, NULL, add_empty_bodies) &&
           (!job.wanted || generate_revision(arena, workspace->directory, &job.filled, path, error));
}

static void serve_autogenerate(void *state)
{
    CompareJob *job = state;
    job->filled = job->request->revision;
    *job->path = NULL;
    job->done =
        for_each_database(job, add_to_script, NULL) &&
        (!job->wanted || generate_revision(job->arena, job->workspace->directory, &job->filled, job->path, job->error));
}

bool workspace_autogenerate(Workspace *workspace, Arena *arena, const AutogenerateRequest *request, const char **path,
                            Error *error)
{
    CompareJob job = {.workspace = workspace,
                      .arena = arena,
                      .target = request->target,
                      .request = request,
                      .path = path,
                      .error = error};
    worker_call(workspace->worker, serve_autogenerate, &job);
    return job.done;
}
