/* What a path destroys is listed whole before it is confirmed, and what is not known of a step is named. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_revision(const char *folder, const char *id, const char *down, const char *downgrade)
{
    char path[700], script[900];
    snprintf(path, sizeof path, "%s/alembic/versions/%s.py", folder, id);
    snprintf(script, sizeof script,
             "revision = '%s'\ndown_revision = %s\nfrom alembic import op\nimport sqlalchemy as sa\n"
             "def upgrade():\n    pass\ndef downgrade():\n    %s\n",
             id, down, downgrade);
    test_write(path, script);
}

static char *project(void)
{
    int status;
    char *folder = test_sample("path-findings");
    free(test_shell(&status, "rm -f '%s'/alembic/versions/*.py", folder));
    write_revision(folder, "a1", "None", "pass");
    write_revision(folder, "b2", "\"a1\"",
                   "for name in ('first', 'second', 'third'):\n        op.drop_column('t', name)");
    write_revision(folder, "c3", "\"b2\"", "op.drop_column('t', 'fourth'); open('/etc/hostname')");
    write_revision(folder, "d4", "\"c3\"",
                   "n = op.get_bind().execute(sa.text('DELETE FROM t RETURNING id')).scalar()\n"
                   "    op.execute(f'DELETE FROM u WHERE id = {n}')");
    free(test_shell(&status,
                    "cd '%s' && '%s' stamp d4 && sqlite3 shop.db 'CREATE TABLE t (id INTEGER PRIMARY KEY, first TEXT, "
                    "second TEXT, third TEXT, fourth TEXT)' 'CREATE TABLE u (id INTEGER)'",
                    folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    return folder;
}

static void test_each_loss(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    char *folder = project();
    TestScreen *screen = screen_start(folder, 140, 50, environment);
    screen_wait(screen, "0 pending");
    screen_type(screen, "Gp");
    screen_wait(screen, "Plan: down to a1, 3 steps");
    screen_type(screen, "a");
    screen_wait(screen, "3 steps down");
    screen_wait(screen, "▲ from line 8 on it is known only when it runs");
    screen_wait(screen, "▲ destroys column t.fourth");
    screen_wait(screen, "▲ the script cannot be evaluated to its end:");
    screen_wait(screen, "▲ destroys column t.first");
    screen_wait(screen, "▲ destroys column t.second");
    screen_wait(screen, "▲ destroys column t.third");
    screen_type(screen, "n");
    screen_wait_gone(screen, "3 steps down");
    screen_type(screen, "qq");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_loss)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
