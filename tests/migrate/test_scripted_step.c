/* A step against a server that plays a table: locks, lost connections, what is sent. */
#include "limbeck/migrate/execute.h"
#include "limbeck/migrate/preview.h"
#include "support/project.h"
#include "support/scripted_driver.h"
#include "support/support.h"

#include <string.h>

const DatabaseDriver postgresql_driver = SCRIPTED_DRIVER;

static const TestRevision history[] = {
    {"a1", NULL, "op.execute('CREATE TABLE t (a INTEGER)')\nop.add_column('t', sa.Column('b', sa.Integer()))",
     "op.drop_table('t')"},
    {"c1", NULL, "op.execute('INSERT INTO t VALUES (1)')\nop.execute('COMMIT')\nop.execute('ALTER TABLE t ADD b TEXT')",
     "pass"},
    {"d1", NULL,
     "with op.get_context().autocommit_block():\n    op.execute('ALTER TYPE mood ADD VALUE 1')\n"
     "op.execute('ALTER TABLE t ADD b TEXT')",
     "pass"},
    {"e1", NULL, "op.execute('ALTER TABLE t ADD b TEXT')", "pass"},
};

typedef struct Run {
    TestProject *project;
    Database *database;
    Text notes;
    StringVector heads;
    Supervision supervision;
    Error error;
} Run;

static void receive(void *state, const ProgressEvent *event)
{
    Run *run = state;
    if (event->kind == PROGRESS_NOTE)
        text_append_format(&run->notes, "%s\n", event->text);
}

/* Retries are as many as the test says; the locks of others are not waited for. */
static void begin(Run *run, int retries)
{
    *run = (Run){.supervision = {.guard = guard_defaults, .receiver = receive, .receiver_state = run}};
    run->project = test_project("step", history, sizeof history / sizeof *history);
    run->notes = text_in(run->project->arena);
    run->supervision.guard.lock_retries = retries;
    run->database = scripted_open();
}

static bool upgrade(Run *run, const char *id)
{
    const ExecuteRequest request = {.database = run->database,
                                    .directory = run->project->directory,
                                    .environment = run->project->environment,
                                    .step = {test_revision(run->project, id), false},
                                    .expected_heads = &run->heads,
                                    .supervision = &run->supervision};
    return migrate_execute(&request, &run->error);
}

static void end(Run *run)
{
    database_close(run->database);
    test_project_free(run->project);
}

static void assert_contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' is not in: %s", part, text);
}

/* ---- locks ------------------------------------------------------------------------------- */

static void test_lock_is_tried_again(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"ALTER*", .code = "55P03", .times = 1});
    Run run;
    begin(&run, 3);
    assert_true(upgrade(&run, "e1"));
    assert_contains(text_string(&run.notes), "next try in 0.5 s (1 of 3)");
    assert_int_equal(scripted_count("ALTER*"), 2);
    assert_int_equal(scripted_count("BEGIN; *"), 2);
    assert_true(scripted_count("ROLLBACK") > 0);
    assert_int_equal(scripted_count("INSERT INTO alembic_version*"), 1);
    assert_int_equal(scripted_count("COMMIT"), 1);
    end(&run);
}

/* Each pause is twice the one before, and after the last try the step is rolled back. */
static void test_lock_stays(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"ALTER*", .code = "40P01"});
    Run run;
    begin(&run, 2);
    assert_false(upgrade(&run, "e1"));
    assert_int_equal(run.error.kind, ERROR_LOCKED);
    assert_string_equal(run.error.code, "40P01");
    assert_contains(text_string(&run.notes), "next try in 0.5 s (1 of 2)");
    assert_contains(text_string(&run.notes), "next try in 1.0 s (2 of 2)");
    assert_contains(run.error.state, "Rolled back");
    assert_int_equal(scripted_count("ALTER*"), 3);
    assert_int_equal(scripted_count("COMMIT"), 0);
    end(&run);
}

/* The INSERT is committed: a second run of the step would make the row twice. */
static void test_lock_after_commit(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"ALTER TABLE*", .code = "55P03"});
    Run run;
    begin(&run, 3);
    assert_false(upgrade(&run, "c1"));
    assert_int_equal(scripted_count("INSERT INTO t*"), 1);
    assert_int_equal(scripted_count("ALTER TABLE*"), 1);
    assert_null(strstr(text_string(&run.notes), "next try"));
    assert_contains(run.error.state, "2 statements were committed by the script's COMMIT on line 10 and stay");
    end(&run);
}

static void test_lock_after_autocommit(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"ALTER TABLE*", .code = "55P03"});
    Run run;
    begin(&run, 3);
    assert_false(upgrade(&run, "d1"));
    assert_int_equal(scripted_count("ALTER TYPE*"), 1);
    assert_int_equal(scripted_count("ALTER TABLE*"), 1);
    end(&run);
}

/* ---- what is sent ---------------------------------------------------------------------------- */

static bool is_limbecks(const char *sql)
{
    static const char *const beginnings[] = {"BEGIN", "COMMIT", "SELECT", "CREATE TABLE alembic_version",
                                             "INSERT INTO alembic_version"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (strncmp(sql, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

/* The preview, without the semicolons of offline mode. */
static const char *previewed(Run *run, const char *id)
{
    Arena *arena = run->project->arena;
    Text text = text_in(arena);
    CompileOptions options;
    Preview preview = {0};
    const EvaluationRequest request = {.directory = run->project->directory,
                                       .revision = test_revision(run->project, id),
                                       .environment = run->project->environment};
    assert_true(preview_options(arena, run->project->environment, "postgresql", &options, &run->error));
    assert_true(migrate_preview(arena, &request, &options, &preview, &run->error));
    for (size_t i = 0; i < preview.statements.count; i++) {
        const char *sql = preview.statements.items[i].sql;
        size_t length = strlen(sql);
        text_append_format(&text, "1: %.*s\n", (int)(length - (sql[length - 1] == ';')), sql);
    }
    return text_string(&text);
}

static void test_sent_as_previewed(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"nothing", NULL});
    Run run;
    begin(&run, 0);
    const char *shown = previewed(&run, "a1");
    assert_string_equal(scripted_sent("*"), ""); /* a preview sends nothing */
    assert_true(upgrade(&run, "a1"));
    Text sent = text_in(run.project->arena);
    char *copy = arena_strdup(run.project->arena, scripted_sent("*")), *next;
    for (char *line = strtok_r(copy, "\n", &next); line; line = strtok_r(NULL, "\n", &next))
        if (strncmp(line, "1: ", 3) == 0 && !is_limbecks(line + 3))
            text_append_format(&sent, "%s\n", line);
    assert_string_equal(text_string(&sent), shown);
    end(&run);
}

/* Another program moved the version table after the plan was made. */
static void test_overtaken(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"SELECT 1 WHERE*", .rows = "1"}, {"SELECT version_num*", .rows = "zz"});
    Run run;
    begin(&run, 3);
    assert_false(upgrade(&run, "e1"));
    assert_contains(run.error.message, "it now holds zz");
    assert_int_equal(scripted_count("ALTER*"), 0);
    assert_int_equal(scripted_count("COMMIT"), 0);
    end(&run);
}

/* The row is gone when it is to be changed: then nothing of the step stays. */
static void test_version_row_is_gone(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"SELECT 1 WHERE*", .rows = "1"}, {"SELECT version_num*", .rows = "a1"}, {"DELETE*", .affected = 0});
    Run run;
    begin(&run, 0);
    vector_push(run.project->arena, &run.heads, "a1");
    const ExecuteRequest request = {.database = run.database,
                                    .directory = run.project->directory,
                                    .environment = run.project->environment,
                                    .step = {test_revision(run.project, "a1"), true},
                                    .expected_heads = &run.heads,
                                    .supervision = &run.supervision};
    assert_false(migrate_execute(&request, &run.error));
    assert_contains(run.error.message, "expected to match one row when deleting 'a1' in 'alembic_version'; 0 found");
    assert_int_equal(scripted_count("DROP TABLE t"), 1);
    assert_int_equal(scripted_count("COMMIT"), 0);
    assert_true(scripted_count("ROLLBACK") > 0);
    end(&run);
}

/* ---- lost connections ------------------------------------------------------------------------ */

static void test_lost_commit_took_effect(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"COMMIT", .is_lost = true}, {"SELECT pg_catalog.txid_current*", .rows = "77"},
                  {"SELECT pg_catalog.txid_status(77)", .rows = "committed"});
    Run run;
    begin(&run, 3);
    assert_true(upgrade(&run, "e1"));
    assert_string_equal(scripted_sent("*txid_status*"), "2: SELECT pg_catalog.txid_status(77)\n");
    assert_contains(text_string(&run.notes), "COMMIT took effect: transaction 77 is committed");
    assert_int_equal(scripted_count("ALTER*"), 1);
    end(&run);
}

/* A server that still has it open is asked again. */
static void test_lost_commit_was_rolled_back(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"COMMIT", .is_lost = true}, {"SELECT pg_catalog.txid_current*", .rows = "77"},
                  {"SELECT pg_catalog.txid_status(77)", .rows = "in progress", .times = 2},
                  {"SELECT pg_catalog.txid_status(77)", .rows = "aborted"});
    Run run;
    begin(&run, 3);
    assert_false(upgrade(&run, "e1"));
    assert_int_equal(scripted_count("*txid_status*"), 3);
    assert_contains(run.error.state, "COMMIT did not take effect: the server has rolled back transaction 77");
    assert_int_equal(scripted_count("ALTER*"), 1); /* not tried again */
    end(&run);
}

/* Before COMMIT nothing needs to be looked up but the version table. */
static void test_lost_statement(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"ALTER*", .is_lost = true});
    Run run;
    begin(&run, 3);
    assert_false(upgrade(&run, "e1"));
    assert_int_equal(run.error.kind, ERROR_DATABASE);
    assert_contains(run.error.state, "COMMIT was not sent");
    assert_int_equal(scripted_count("*txid_status*"), 0);
    assert_int_equal(scripted_count("COMMIT"), 0);
    end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lock_is_tried_again),         cmocka_unit_test(test_lock_stays),
        cmocka_unit_test(test_lock_after_commit),           cmocka_unit_test(test_lock_after_autocommit),
        cmocka_unit_test(test_sent_as_previewed),           cmocka_unit_test(test_overtaken),
        cmocka_unit_test(test_version_row_is_gone),         cmocka_unit_test(test_lost_commit_took_effect),
        cmocka_unit_test(test_lost_commit_was_rolled_back), cmocka_unit_test(test_lost_statement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
