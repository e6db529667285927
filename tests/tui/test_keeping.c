/* What K cannot keep stands in red on the screen before y, for a step and for several; what is
 * said to be kept is. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_revision(const char *folder, const char *id, const char *down, const char *statement)
{
    char path[700], script[700];
    snprintf(path, sizeof path, "%s/alembic/versions/%s.py", folder, id);
    snprintf(script, sizeof script,
             "revision = '%s'\ndown_revision = %s\nfrom alembic import op\ndef upgrade():\n    pass\n"
             "def downgrade():\n    op.execute('%s')\n",
             id, down, statement);
    test_write(path, script);
}

/* At c3; a table with a trigger, one without a key, and one that can be kept. */
static char *project(const char *name, const char *last)
{
    int status;
    char *folder = test_sample(name);
    free(test_shell(&status, "rm -f '%s'/alembic/versions/*.py", folder));
    write_revision(folder, "a1", "None", "SELECT 1");
    write_revision(folder, "b2", "\"a1\"", "UPDATE t SET v = NULL");
    write_revision(folder, "c3", "\"b2\"", last);
    free(test_shell(&status,
                    "cd '%s' && '%s' stamp c3 && sqlite3 shop.db 'CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)' "
                    "\"INSERT INTO t VALUES (1, 'a'), (2, 'b')\" 'CREATE TABLE loose (n TEXT)' "
                    "\"INSERT INTO loose VALUES ('x')\" 'CREATE TABLE log (n TEXT)' "
                    "'CREATE TABLE u (id INTEGER PRIMARY KEY, v TEXT)' \"INSERT INTO u VALUES (1, 'a')\" "
                    "'CREATE TRIGGER u_log AFTER UPDATE ON u BEGIN DELETE FROM log; END'",
                    folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    return folder;
}

static void assert_query(const char *folder, const char *sql, const char *wanted)
{
    int status;
    char *answer = test_shell(&status, "sqlite3 -cmd '.timeout 10000' '%s/shop.db' \"%s\"", folder, sql);
    answer[strcspn(answer, "\n")] = '\0';
    assert_string_equal(answer, wanted);
    free(answer);
}

static TestScreen *start(const char *folder)
{
    static const char *const environment[] = {"COLORTERM=", NULL};
    TestScreen *screen = screen_start(folder, 120, 34, environment);
    screen_wait(screen, "0 pending");
    return screen;
}

/* The colours of the first cell of the text. */
static ScreenCell cell_of(TestScreen *screen, const char *text)
{
    const char *picture = screen_picture(screen), *at = strstr(picture, text);
    int x = 0, y = 0;
    assert_non_null(at);
    for (; picture < at; picture++) {
        x = *picture == '\n' ? 0 : x + ((*picture & 0xC0) != 0x80);
        y += *picture == '\n';
    }
    return screen_cell(screen, x, y);
}

static void end(TestScreen *screen, char *folder, const char *keys)
{
    screen_type(screen, keys);
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

static void test_step(void **state)
{
    (void)state;
    char *folder = project("not_stashed", "UPDATE loose SET n = NULL");
    TestScreen *screen = start(folder);
    screen_type(screen, "d");
    screen_wait(screen, "line 7: column loose.n cannot be kept: restoring it needs a primary key");
    screen_wait(screen, "NOT kept");
    screen_wait(screen, "K keeps a copy in the database first, but NOT all of it");
    ScreenCell red = cell_of(screen, "line 7: column loose.n"), plain = cell_of(screen, "K keeps a copy");
    assert_true(red.foreground != plain.foreground);
    screen_type(screen, "K");
    screen_wait(screen, "It is copied into tables of the database first, but NOT all of it");
    assert_true(screen_shows(screen, "line 7: column loose.n cannot be kept"));
    screen_type(screen, "y");
    screen_wait(screen, "enter go home");
    assert_query(folder, "SELECT count(n) FROM loose", "0"); /* it was read, and y was pressed */
    end(screen, folder, "\rq");
}

static void test_path(void **state)
{
    (void)state;
    char *folder = project("not_stashed-path", "UPDATE u SET v = NULL");
    TestScreen *screen = start(folder);
    screen_type(screen, "Gp");
    screen_wait(screen, "Plan: down to");
    screen_type(screen, "jja");
    screen_wait(screen, "2 steps down");
    assert_false(screen_shows(screen, "kept in the database"));
    screen_type(screen, "K");
    screen_wait(screen, "kept in the database first, but NOT all of it");
    screen_wait(screen, "step 1, line 7: table u has triggers (u_log)");
    assert_false(screen_shows(screen, "step 2, line"));
    screen_type(screen, "n");
    screen_wait_gone(screen, "2 steps down");
    screen_type(screen, "q");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* Nothing red: all of it is kept, as it says. */
static void test_all(void **state)
{
    (void)state;
    char *folder = project("kept-path", "DELETE FROM loose");
    TestScreen *screen = start(folder);
    screen_type(screen, "Gp");
    screen_wait(screen, "Plan: down to");
    screen_type(screen, "jja");
    screen_wait(screen, "2 steps down");
    screen_type(screen, "K");
    screen_wait(screen, "What they destroy or overwrite is kept");
    assert_false(screen_shows(screen, "NOT"));
    screen_type(screen, "y");
    screen_wait(screen, "enter back to the plan");
    screen_wait(screen, "2 of 2 done");
    assert_query(folder, "SELECT (SELECT count(*) FROM limbeck_stash_1) + (SELECT count(*) FROM limbeck_stash_2)", "3");
    end(screen, folder, "\rqq");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_step), cmocka_unit_test(test_path),
                                       cmocka_unit_test(test_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
