/* No key acts on what is not drawn: a window too small for the screens, a view under another. */
#include "support/screen.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static const char *const environment[] = {"X=", NULL};

static void database_has_rows(const char *folder, const char *revision)
{
    int status;
    char *rows = test_shell(&status, "sqlite3 '%s/shop.db' 'SELECT version_num FROM alembic_version'", folder);
    assert_int_equal(strncmp(rows, revision, strlen(revision)), 0);
    free(rows);
}

/* Under a picture that only says how small the window is, dialogs do not answer, and none opens. */
static void test_small_window(void **state)
{
    (void)state;
    int status;
    char *folder = test_sample("small");
    free(test_shell(&status, "cd '%s' && '%s' upgrade 1a5c0e7d2b10", folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "17 pending");
    screen_resize(screen, 35, 9);
    screen_wait(screen, "needs 36 x 10; this is 35 x 9");
    screen_type(screen, "\r:pu");
    screen_wait(screen, "u does not work");
    screen_resize(screen, 100, 30);
    screen_wait(screen, "u up one");
    screen_type(screen, "u");
    screen_wait(screen, "y run it");
    screen_resize(screen, 35, 9);
    screen_wait(screen, "needs 36 x 10");
    screen_type(screen, "\033[<0;3;3MR"); /* a click is "that key does nothing", which would do for y */
    screen_wait(screen, "R does not work");
    screen_type(screen, "y");
    screen_wait(screen, "y does not work");
    screen_resize(screen, 100, 30);
    screen_wait(screen, "y run it"); /* the question as it was */
    database_has_rows(folder, "1a5c0e7d2b10");
    screen_resize(screen, 35, 9);
    screen_wait(screen, "q leaves");
    screen_type(screen, "q"); /* also over a dialog */
    assert_int_equal(screen_end(screen), 0);
    database_has_rows(folder, "1a5c0e7d2b10");
    screen_free(screen);
    free(folder);
}

/* A step under way is not left by the key that leaves the program elsewhere. */
static void test_small_window_run(void **state)
{
    (void)state;
    int status;
    char *folder = test_sample("small-run");
    free(test_shell(&status, "cd '%s' && '%s' upgrade 1a5c0e7d2b10", folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "17 pending");
    screen_type(screen, "u");
    screen_wait(screen, "e each asks");
    screen_type(screen, "e");
    screen_wait(screen, "Stopped before");
    screen_resize(screen, 35, 9);
    screen_wait(screen, "a step runs: enlarge the window");
    screen_type(screen, "q \033y");
    screen_wait(screen, "y does not work");
    screen_resize(screen, 100, 30);
    screen_wait(screen, "Stopped before");
    assert_false(screen_shows(screen, "Cancel this step"));
    screen_resize(screen, 35, 9);
    screen_wait(screen, "Ctrl-C cancels it and leaves");
    screen_type(screen, "\003");
    assert_int_equal(screen_end(screen), 0);
    database_has_rows(folder, "1a5c0e7d2b10");
    screen_free(screen);
    free(folder);
}

/* `y` before the SQL is drawn does nothing, however fast it comes. Viewing has created no table. */
static void test_key_before_drawing(void **state)
{
    (void)state;
    int status;
    char *folder = test_sample("drawn-first");
    free(test_shell(&status,
                    "rm '%s'/alembic/versions/*.py; printf '%%s\n' 'revision = \"slow\"' 'down_revision = None' "
                    "'from alembic import op' 'def upgrade():' '    for i in range(3000000): pass' "
                    "'    op.execute(\"CREATE TABLE made_by_slow (id INTEGER)\")' 'def downgrade(): pass' "
                    ">'%s'/alembic/versions/slow.py",
                    folder, folder));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 80, 24, environment);
    screen_wait(screen, "1 pending");
    screen_type(screen, "uyyy");
    screen_wait(screen, "CREATE TABLE made_by_slow");
    screen_wait(screen, "y run it");
    char *tables = test_shell(&status, "sqlite3 '%s/shop.db' .tables", folder);
    assert_string_equal(tables, "");
    free(tables);
    screen_type(screen, "y");
    screen_wait(screen, "Done in ");
    database_has_rows(folder, "slow");
    screen_type(screen, "\rq");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* The SQL of another revision, already on the screen, does not count as the step's own. */
static void test_preview_of_other_revision(void **state)
{
    (void)state;
    int status;
    char *folder = test_sample("anothers-preview");
    free(test_shell(&status,
                    "rm '%s'/alembic/versions/*.py; printf '%%s\n' 'revision = \"slow\"' 'down_revision = \"fast\"' "
                    "'from alembic import op' 'def upgrade():' '    for i in range(3000000): pass' "
                    "'    op.execute(\"CREATE TABLE made_by_slow (id INTEGER)\")' 'def downgrade(): pass' "
                    ">'%s'/alembic/versions/slow.py; printf '%%s\n' 'revision = \"fast\"' 'down_revision = None' "
                    "'from alembic import op' 'def upgrade():' "
                    "'    op.execute(\"CREATE TABLE made_by_fast (id INTEGER)\")' 'def downgrade(): pass' "
                    ">'%s'/alembic/versions/fast.py; cd '%s' && '%s' upgrade fast",
                    folder, folder, folder, folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 80, 24, environment);
    screen_wait(screen, "1 pending");
    screen_type(screen, "s");
    screen_wait(screen, "CREATE TABLE made_by_fast (");
    screen_type(screen, "uyyy");
    screen_wait(screen, "CREATE TABLE made_by_slow");
    screen_wait(screen, "y run it");
    database_has_rows(folder, "fast");
    screen_type(screen, "\033q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* The detail at its widest hides the graph: what changes the graph shows it first. */
static void test_hidden_graph(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *shown, *back;
    } rows[] = {{"fware", "2 of 18 with 'ware'", "\033"},
                {"z", "and 7 before it", "z"},
                {"p", "Plan: up to 1a5c0e7d2b10", "\033"}};
    char *folder = test_sample("hidden-graph");
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "18 pending");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        screen_type(screen, "G\r");
        screen_wait_gone(screen, "History");
        screen_type(screen, rows[i].keys);
        screen_wait(screen, rows[i].shown);
        screen_wait(screen, "History");
        screen_type(screen, rows[i].back);
        screen_wait_gone(screen, rows[i].shown);
    }
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_key_before_drawing),
                                       cmocka_unit_test(test_preview_of_other_revision),
                                       cmocka_unit_test(test_small_window), cmocka_unit_test(test_small_window_run),
                                       cmocka_unit_test(test_hidden_graph)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
