/* limbeck test: checks that upgrades and downgrades of the whole history work and agree. */
#include "limbeck/workspace/history_test.h"

#include "comparison_report.h"
#include "internal.h"
#include "schema_history.h"
#include "scratch_database.h"

#include "limbeck/autogenerate/describe.h"
#include "limbeck/base/clock.h"
#include "limbeck/migrate/version.h"
#include "limbeck/reflection/catalogue.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

typedef struct HistoryTest {
    Workspace *workspace;
    Arena *arena;
    ScratchDatabase scratch;
    ScriptSession *session;
    RevisionVector path;
    TestListener *report_case;
    void *state;
    TestReport *report;
    TestCase *current;
    int64_t started;
    Error *error;
    bool done;
} HistoryTest;

/* ---- cases ----------------------------------------------------------------------------- */

static void begin_case(HistoryTest *self, const char *name, const Revision *revision)
{
    TestCase empty = {.name = name, .revision = revision};
    vector_push(self->arena, &self->report->cases, empty);
    self->current = &self->report->cases.items[self->report->cases.count - 1];
    self->started = clock_milliseconds();
}

static void note(HistoryTest *self, const char *detail)
{
    vector_push(self->arena, &self->current->details, detail);
}

static void fail_case(HistoryTest *self, const char *detail)
{
    self->current->outcome = TEST_FAILED;
    note(self, detail);
}

static void skip_case(HistoryTest *self, const char *reason)
{
    self->current->outcome = TEST_SKIPPED;
    vector_push(self->arena, &self->current->details, arena_strdup(self->arena, reason));
}

static void end_case(HistoryTest *self)
{
    self->current->milliseconds = clock_milliseconds() - self->started;
    self->report->failed += self->current->outcome == TEST_FAILED;
    self->report->skipped += self->current->outcome == TEST_SKIPPED;
    self->report->one_way += self->current->outcome == TEST_ONE_WAY;
    if (self->report_case)
        self->report_case(self->state, self->current);
}

/* ---- steps --------------------------------------------------------------------------------- */

static bool step(HistoryTest *self, const Revision *revision, bool downgrade, Error *error)
{
    return scratch_step(&self->scratch, self->session, revision, downgrade, error);
}

static SchemaModel *read_schema(HistoryTest *self, Error *error)
{
    SchemaModel *model;
    return reflect_catalogue(self->arena, self->scratch.database, true, &model, error) ? model : NULL;
}

static void fail_with(HistoryTest *self, const char *what, const Error *error)
{
    const char *place = error->line ? arena_format(self->arena, " (line %d)", error->line) : "";
    fail_case(self, arena_format(self->arena, "%s: %s%s", what, error->message, place));
}

/* Reports the objects of `actual` missing in `expected` and the reverse, except those that a comment in the script
 * allows. */
static bool list_differences(HistoryTest *self, const char *what, const char *rule, const SchemaModel *expected,
                             const SchemaModel *actual)
{
    const char *source = self->current->revision->content;
    bool allowed = lint_is_silenced(source, 0, rule);
    ComparisonOptions options = history_comparison(workspace_dialect(self->workspace));
    Differences differences = {0};
    Error error = {0};
    options.version_table = self->workspace->environment.version_table;
    options.version_table_schema = self->workspace->environment.version_table_schema;
    if (!compare_schemas(self->arena, &options, expected, actual, &differences, &error)) {
        fail_with(self, what, &error);
        return false;
    }
    StringVector texts = {0};
    for (size_t i = 0; i < differences.count; i++)
        vector_push(self->arena, &texts, difference_text(self->arena, options.dialect, &differences.items[i]));
    describe_opaque_items(self->arena, expected, actual, &texts);
    if (texts.count)
        note(self, arena_format(self->arena, "%s%s:", what, allowed ? ", as the script says" : ""));
    for (size_t i = 0; i < texts.count; i++)
        note(self, arena_format(self->arena, "  %s", texts.items[i]));
    if (texts.count && !allowed)
        self->current->outcome = TEST_FAILED;
    return !texts.count;
}

/* Creates a new database and migrates it to the first `count` revisions of the path. */
static bool build_database(HistoryTest *self, size_t count, Error *error)
{
    self->workspace->database = NULL;
    scratch_database_close(&self->scratch);
    if (!scratch_database_open(self->workspace, self->arena, &self->scratch, error) ||
        !scratch_prepare(&self->scratch, self->arena, error))
        return false;
    self->workspace->database = self->scratch.database;
    for (size_t i = 0; i < count; i++)
        if (!step(self, self->path.items[i], false, error))
            return false;
    return true;
}

/* Whether a raise statement of the script ended downgrade(), and not a fault. */
static bool refuses_on_purpose(const Revision *revision, const Error *error)
{
    const char *at = revision->content;
    if (error->kind != ERROR_RAISED || !error->line || strcmp(error->file, revision->path) != 0)
        return false;
    for (int line = 1; at && line < error->line; line++) {
        at = strchr(at, '\n');
        at += at != NULL;
    }
    at = at ? at + strspn(at, " \t") : "";
    return text_starts_with(at, "raise ") || text_starts_with(at, "raise(");
}

/* False when the database is not at the revision afterwards. */
static bool test_down_and_up(HistoryTest *self, const Revision *revision, const SchemaModel *before,
                             const SchemaModel *after)
{
    Error error = {0};
    if (!step(self, revision, true, &error)) {
        bool is_one_way = refuses_on_purpose(revision, &error);
        fail_with(self, is_one_way ? "downgrade() refuses" : "downgrade() fails", &error);
        self->current->outcome = is_one_way ? TEST_ONE_WAY : TEST_FAILED;
        return true;
    }
    const SchemaModel *restored = read_schema(self, &error);
    if (!restored) {
        fail_with(self, "the catalogue after downgrade()", &error);
        return false;
    }
    list_differences(self, "downgrade() does not restore the schema before upgrade()", "downgrade-restores", before,
                     restored);
    if (!step(self, revision, false, &error)) {
        fail_with(self, "upgrade() fails after downgrade()", &error);
        return false;
    }
    const SchemaModel *again = read_schema(self, &error);
    return again && list_differences(self, "upgrade() after downgrade() gives a different schema", "upgrade-repeats",
                                     after, again);
}

/* False when the rest of the path cannot be tested. */
static bool test_revision(HistoryTest *self, size_t index, SchemaModel **schema)
{
    const Revision *revision = self->path.items[index];
    Error error = {0};
    begin_case(self, arena_format(self->arena, "%s: up, down and up again", revision->id), revision);
    if (!step(self, revision, false, &error)) {
        fail_with(self, "upgrade() fails", &error);
        end_case(self);
        return false;
    }
    SchemaModel *after = read_schema(self, &error);
    if (!after) {
        fail_with(self, "the catalogue after upgrade()", &error);
        end_case(self);
        return false;
    }
    bool stands = test_down_and_up(self, revision, *schema, after);
    if (!stands && !build_database(self, index + 1, &error)) {
        fail_with(self, "the revisions up to here, once more", &error);
        end_case(self);
        return false;
    }
    *schema = after;
    end_case(self);
    return true;
}

/* ---- the whole project ----------------------------------------------------------------------- */

static void test_heads(HistoryTest *self)
{
    const RevisionVector *heads = &self->workspace->directory->map->heads;
    StringVector ids = {0};
    begin_case(self, "one head", NULL);
    for (size_t i = 0; i < heads->count; i++)
        vector_push(self->arena, &ids, heads->items[i]->id);
    if (heads->count > 1)
        fail_case(self, arena_format(self->arena, "%zu heads: %s; limbeck merge heads merges them", heads->count,
                                     string_vector_join(self->arena, &ids, ", ")));
    end_case(self);
}

static void test_second_upgrade(HistoryTest *self)
{
    StringVector rows = {0};
    RevisionVector current = {0}, path = {0};
    const RevisionMap *map = self->workspace->directory->map;
    Error error = {0};
    bool exists;
    begin_case(self, "upgrade heads, a second time, has nothing left to do", NULL);
    if (!version_read(self->arena, self->scratch.database, &self->workspace->environment, &rows, &exists, &error) ||
        !revisions_of_rows(self->arena, map, &rows, &current, &error) ||
        !path_upgrade(self->arena, map, "heads", &current, &path, &error))
        fail_with(self, "the version table", &error);
    else if (path.count)
        fail_case(self, arena_format(self->arena, "%zu revisions would run again", path.count));
    end_case(self);
}

static void test_models(HistoryTest *self)
{
    ComparisonReport report = {0};
    Error error = {0};
    begin_case(self, "the models match the schema of the history", NULL);
    if (!compare_models_now(self->workspace, self->arena, &report, &error)) {
        bool cannot = error.kind == ERROR_UNSUPPORTED || error.kind == ERROR_COMMAND;
        if (cannot)
            skip_case(self, error.message);
        else
            fail_with(self, "the comparison", &error);
    }
    for (size_t i = 0; i < report.changes.count; i++)
        fail_case(self, report.changes.items[i].text);
    end_case(self);
}

static void skip_rest(HistoryTest *self, size_t from)
{
    for (size_t i = from; i < self->path.count; i++) {
        begin_case(self, arena_format(self->arena, "%s: up, down and up again", self->path.items[i]->id),
                   self->path.items[i]);
        skip_case(self, "a revision before it failed");
        end_case(self);
    }
}

static bool try_all(HistoryTest *self)
{
    RevisionVector none = {0};
    const RevisionMap *map = self->workspace->directory->map;
    if (!path_upgrade(self->arena, map, "heads", &none, &self->path, self->error) ||
        !scripts_are_python(&self->path, self->error))
        return false;
    SchemaModel *schema = read_schema(self, self->error);
    if (!schema)
        return false;
    test_heads(self);
    for (size_t i = 0; i < self->path.count; i++)
        if (!test_revision(self, i, &schema)) {
            skip_rest(self, i + 1);
            return true;
        }
    test_second_upgrade(self);
    test_models(self);
    return true;
}

/* Replaces the workspace's connection during the test. */
static void serve_test(void *state)
{
    HistoryTest *self = state;
    Workspace *workspace = self->workspace;
    workspace_disconnect(workspace);
    if (!scratch_database_open(workspace, self->arena, &self->scratch, self->error))
        return;
    workspace->database = self->scratch.database;
    self->session = script_session_new(workspace->directory);
    self->report->place =
        arena_format(self->arena, "%s, %s", database_facts(self->scratch.database)->product,
                     database_url_traits(self->scratch.url)->scratch ? "in memory" : "in a separate database");
    self->done = scratch_prepare(&self->scratch, self->arena, self->error) && try_all(self);
    script_session_free(self->session);
    workspace->database = NULL;
    scratch_database_close(&self->scratch);
}

bool workspace_test(Workspace *workspace, Arena *arena, TestListener *report_case, void *state, TestReport *report,
                    Error *error)
{
    HistoryTest testing = {.workspace = workspace,
                           .arena = arena,
                           .report_case = report_case,
                           .state = state,
                           .report = report,
                           .error = error};
    worker_call(workspace->worker, serve_test, &testing);
    return testing.done;
}
