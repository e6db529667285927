/* What a workspace sends, against a server that plays a table. */
#include "limbeck/workspace/blocking_calls.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/stamp_rows.h"
#include "limbeck/workspace/workspace.h"
#include "support/project.h"
#include "support/scripted_driver.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const DatabaseDriver postgresql_driver = SCRIPTED_DRIVER;

static const TestRevision history[] = {
    {"a1", NULL, "op.execute('CREATE TABLE t (a INTEGER)')", "op.execute('DROP TABLE t')"},
    {"b2", "a1", "op.execute('ALTER TABLE t ADD b TEXT')", "op.execute('ALTER TABLE t DROP b')"},
};

typedef struct Opened {
    TestProject *project;
    Workspace *workspace;
    Error error;
} Opened;

static void begin(Opened *opened)
{
    *opened = (Opened){.project = test_project("workspace", history, 2)};
    WorkspaceOptions options = {.url = "postgresql://owner@db1/shop"};
    vector_push(opened->project->arena, &options.config_files, opened->project->ini);
    opened->workspace = workspace_open(&options, &opened->error);
    if (!opened->workspace)
        fail_msg("%s", opened->error.message);
}

static void end(Opened *opened)
{
    workspace_close(opened->workspace);
    test_project_free(opened->project);
}

static void announce(void *state, const char *line)
{
    (void)state;
    (void)line;
}

/* The jobs of the worker run in order: a call that waits comes after those that were posted. */
static void wait_for_worker(Opened *opened)
{
    StringVector rows = {0};
    const char *url;
    Error ignored = {0};
    workspace_current(opened->workspace, opened->project->arena, &rows, &url, &ignored);
}

static void assert_contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' is not in: %s", part, text);
}

/* ---- upgrades -------------------------------------------------------------------------------- */

/* The lock is taken first and given back last, around one transaction. */
static void test_upgrade(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*pg_try_advisory_lock*", .rows = "true"});
    Opened opened;
    begin(&opened);
    assert_true(workspace_migrate(opened.workspace, "head", false, announce, NULL, &opened.error));
    const char *sent = scripted_sent("*");
    const char *take = "1: SELECT CASE WHEN pg_catalog.pg_backend_pid() <> 101 THEN";
    assert_int_equal(strncmp(sent, take, strlen(take)), 0);
    const char *unlock = strstr(sent, "pg_catalog.pg_advisory_unlock(");
    assert_non_null(unlock);
    assert_string_equal(strchr(unlock, '\n'), "\n"); /* the last line */
    assert_int_equal(scripted_count("COMMIT"), 1);
    assert_string_equal(scripted_sent("*LTER TABLE t*"), "1: ALTER TABLE t ADD b TEXT\n");
    end(&opened);
}

/* Also after a failure. */
static void test_lock_after_failure(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*pg_try_advisory_lock*", .rows = "true"}, {"ALTER TABLE t*", .code = "42701"});
    Opened opened;
    begin(&opened);
    assert_false(workspace_migrate(opened.workspace, "head", false, announce, NULL, &opened.error));
    assert_string_equal(opened.error.code, "42701");
    assert_int_equal(scripted_count("COMMIT"), 0);
    assert_int_equal(scripted_count("*pg_advisory_unlock*"), 1);
    end(&opened);
}

/* Another limbeck runs first: the remaining steps are planned again from its version rows. */
static void test_overtaken(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*pg_try_advisory_lock*", .rows = "true"}, {"SELECT 1 WHERE*", .rows = "1"},
                  {"SELECT version_num*", .rows = "a1", .times = 1}, {"SELECT version_num*", .rows = "b2"});
    Opened opened;
    begin(&opened);
    assert_true(workspace_migrate(opened.workspace, "head", false, announce, NULL, &opened.error));
    assert_int_equal(scripted_count("ALTER*"), 0); /* b2 was the other's */
    end(&opened);
}

/* ---- a step and a stamp on what a person saw --------------------------------------------------- */

/* The answers of the version table: a1 so often, then b2. */
static ScriptedAnswer moving[] = {{"*pg_try_advisory_lock*", .rows = "true"},
                                  {"*to_regclass*", .rows = "1"},
                                  {"SELECT version_num*", .rows = "a1", .times = 1000},
                                  {"SELECT version_num*", .rows = "b2"},
                                  {"DELETE FROM alembic_version*", .affected = 1}};

static const DatabaseSnapshot *refresh_and_read(Opened *opened)
{
    moving[2].times = 1000;
    scripted_play(moving, sizeof moving / sizeof *moving);
    begin(opened);
    workspace_post_refresh(opened->workspace);
    wait_for_worker(opened);
    const DatabaseSnapshot *seen = workspace_database(opened->workspace);
    assert_true(seen->rows_known && seen->rows.count == 1);
    return seen;
}

/* Posts a stamp of the base; the table moves after it was read `reads` times more. */
static const RunSnapshot *stamp(Opened *opened, const DatabaseSnapshot *seen, int reads)
{
    StampOptions options = {.over_half_done = true};
    vector_push(opened->project->arena, &options.targets, "base");
    moving[2].times = (int)scripted_count("SELECT version_num*") + reads;
    const RevisionMap *map = workspace_map(opened->workspace);
    workspace_post_stamp(opened->workspace, map_get(&map->by_name, "a1"), &options, seen);
    wait_for_worker(opened);
    return workspace_run(opened->workspace);
}

static void test_stamp_of_what_was_seen(void **state)
{
    (void)state;
    for (int reads = 0; reads < 2; reads++) { /* however late it moves */
        Opened opened;
        const DatabaseSnapshot *seen = refresh_and_read(&opened);
        const RunSnapshot *run = stamp(&opened, seen, reads);
        if (run->failed) {
            assert_contains(run->error.message,
                            "the version table changed meanwhile, it now holds b2: nothing was changed");
            assert_int_equal(scripted_count("DELETE FROM alembic_version*"), 0);
            assert_int_equal(scripted_count("COMMIT"), 0);
        } else {
            assert_int_equal(scripted_count("DELETE FROM alembic_version WHERE alembic_version.version_num = 'b2'"), 0);
        }
        assert_int_equal(run->failed, reads == 0);
        assert_int_equal(scripted_count("*pg_try_advisory_lock*"), scripted_count("*pg_advisory_unlock*"));
        snapshot_release(run);
        snapshot_release(seen);
        end(&opened);
    }
}

static void test_step_on_what_was_seen(void **state)
{
    (void)state;
    Opened opened;
    const DatabaseSnapshot *seen = refresh_and_read(&opened);
    const RevisionMap *map = workspace_map(opened.workspace);
    moving[2].times = (int)scripted_count("SELECT version_num*");
    workspace_post_step(opened.workspace, map_get(&map->by_name, "b2"), false, seen);
    wait_for_worker(&opened);
    const RunSnapshot *run = workspace_run(opened.workspace);
    assert_true(run->failed);
    assert_contains(run->error.message, "it now holds b2");
    assert_int_equal(scripted_count("ALTER*"), 0);
    assert_int_equal(scripted_count("COMMIT"), 0);
    assert_int_equal(scripted_count("*pg_try_advisory_lock*"), scripted_count("*pg_advisory_unlock*"));
    snapshot_release(run);
    snapshot_release(seen);
    end(&opened);
}

/* env.py reads its table of versions from the database, which says another one when the step is to run. */
static void test_env_py_reads_something_else(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*pg_try_advisory_lock*", .rows = "true"},
                  {"SELECT name FROM setting", .rows = "versions_a", .times = 1},
                  {"SELECT name FROM setting", .rows = "versions_b"});
    Opened opened = {.project = test_project("answers", history, 2)};
    test_write(arena_format(opened.project->arena, "%s/alembic/env.py",
                            path_dirname(opened.project->arena, opened.project->ini)),
               "from alembic import context\nfrom sqlalchemy import create_engine, text\n"
               "with create_engine('postgresql://owner@db1/shop').connect() as connection:\n"
               "    name, = [row[0] for row in connection.execute(text('SELECT name FROM setting'))]\n"
               "    context.configure(connection=connection, version_table=name)\n"
               "    context.run_migrations()\n");
    WorkspaceOptions options = {0};
    vector_push(opened.project->arena, &options.config_files, opened.project->ini);
    opened.workspace = workspace_open(&options, &opened.error);
    assert_non_null(opened.workspace);
    workspace_post_refresh(opened.workspace);
    wait_for_worker(&opened);
    const DatabaseSnapshot *seen = workspace_database(opened.workspace);
    const RevisionMap *map = workspace_map(opened.workspace);
    workspace_post_step(opened.workspace, map_get(&map->by_name, "a1"), false, seen);
    wait_for_worker(&opened);
    const RunSnapshot *run = workspace_run(opened.workspace);
    assert_true(run->failed);
    assert_contains(run->error.message, "what env.py read from the database has changed: version_table");
    assert_int_equal(scripted_count("CREATE*"), 0);
    /* the connections on which env.py was followed */
    assert_int_equal(scripted_count("SET default_transaction_read_only = on; SET lock_timeout = *"), 2);
    snapshot_release(run);
    snapshot_release(seen);
    end(&opened);
}

/* Nothing writes where the ini says that nothing does. */
static void test_read_only(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*pg_try_advisory_lock*", .rows = "true"});
    Opened opened = {.project = test_project("readonly", history, 2)};
    test_write(opened.project->ini, "[alembic]\nscript_location = %(here)s/alembic\n[limbeck]\nread_only = true\n");
    WorkspaceOptions options = {.url = "postgresql://owner@db1/shop"};
    vector_push(opened.project->arena, &options.config_files, opened.project->ini);
    opened.workspace = workspace_open(&options, &opened.error);
    assert_non_null(opened.workspace);
    assert_false(workspace_migrate(opened.workspace, "head", false, announce, NULL, &opened.error));
    assert_string_equal(scripted_sent("*"), "");
    end(&opened);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_upgrade),
        cmocka_unit_test(test_lock_after_failure),
        cmocka_unit_test(test_overtaken),
        cmocka_unit_test(test_stamp_of_what_was_seen),
        cmocka_unit_test(test_step_on_what_was_seen),
        cmocka_unit_test(test_env_py_reads_something_else),
        cmocka_unit_test(test_read_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
