/* Steps in batches, and loops that are none, on the screen: what pauses, what a cancel keeps, and
 * what is half done is what the screen says. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char script[] = "revision = 'b2'\n"
                             "down_revision = 'a1'\n"
                             "from alembic import op\n"
                             "import sqlalchemy as sa\n"
                             "def upgrade():\n"
                             "    bind = op.get_bind()\n"
                             "    for row in bind.execute(sa.text('SELECT id FROM big ORDER BY id')):\n"
                             "        bind.execute(sa.text('UPDATE big SET n = 7 WHERE id = :i'), {'i': row.id})\n"
                             "def downgrade():\n"
                             "    op.execute('UPDATE big SET n = 8')\n";

/* At a1, or at b2, with half a million rows and a pace of 4 000 a second. */
static char *project(const char *name, const char *at)
{
    int status;
    char *folder = test_sample(name), path[700];
    free(test_shell(&status, "rm -f '%s'/alembic/versions/*.py", folder));
    snprintf(path, sizeof path, "%s/alembic/versions/a1.py", folder);
    test_write(path, "revision = 'a1'\ndown_revision = None\ndef upgrade():\n    pass\ndef downgrade():\n    pass\n");
    snprintf(path, sizeof path, "%s/alembic/versions/b2.py", folder);
    test_write(path, script);
    free(test_shell(&status,
                    "cd '%s' && printf '\n[limbeck]\nrows_per_second = 4000\n' >>alembic.ini && '%s' stamp %s && "
                    "sqlite3 shop.db 'CREATE TABLE big (id INTEGER PRIMARY KEY, n INTEGER)' 'WITH RECURSIVE s (i) AS "
                    "(SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 500000) INSERT INTO big SELECT i, 0 FROM s'",
                    folder, getenv("LIMBECK"), at));
    assert_int_equal(status, 0);
    return folder;
}

static char *query_text(const char *folder, const char *sql)
{
    int status;
    char *answer = test_shell(&status, "sqlite3 '%s/shop.db' \"%s\"", folder, sql);
    answer[strcspn(answer, "\n")] = '\0';
    return answer;
}

typedef struct Stillness {
    char rows[32], elapsed[32];
    bool moved;
} Stillness;

static void copy_before(char *to, size_t size, const char *picture, const char *text, size_t length)
{
    const char *found = strstr(picture, text);
    size_t before = found && (size_t)(found - picture) > length ? length : 0;
    snprintf(to, size, "%.*s", (int)before, found ? found - before : "");
}

static void copy_after(char *to, size_t size, const char *picture, const char *text)
{
    const char *found = strstr(picture, text);
    snprintf(to, size, "%.8s", found ? found + strlen(text) : "");
}

/* The clock of the screen has gone on by then: did the rows? */
static bool clock_moved(void *state, const char *picture)
{
    Stillness *still = state;
    char rows[32], elapsed[32];
    copy_before(rows, sizeof rows, picture, " / 500 000 rows", 8);
    copy_after(elapsed, sizeof elapsed, picture, "elapsed ");
    if (!*rows || !*elapsed)
        return false;
    if (!*still->elapsed) {
        memcpy(still->rows, rows, sizeof rows);
        memcpy(still->elapsed, elapsed, sizeof elapsed);
        return false;
    }
    still->moved |= strcmp(still->rows, rows) != 0;
    return strcmp(still->elapsed, elapsed) != 0;
}

static void assert_clock_stands(TestScreen *screen)
{
    Stillness still = {0};
    for (int i = 0; i < 3; i++) {
        still.elapsed[0] = '\0';
        assert_true(screen_until(screen, clock_moved, &still));
    }
    assert_false(still.moved);
}

/* A loop of the script is one transaction, whatever was chosen. */
static void test_loop(void **state)
{
    (void)state;
    char *folder = project("loop", "a1");
    static const char *const environment[] = {"X=", NULL};
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "1 pending");
    screen_type(screen, "u");
    screen_wait(screen, "y run it");
    screen_type(screen, "B");
    screen_wait(screen, "a loop over rows in the script does");
    screen_type(screen, "y");
    screen_wait(screen, "row by row in one transaction, not in batches");
    assert_false(screen_shows(screen, "+ - size"));
    assert_true(screen_shows(screen, "cancelling rolls this step back"));
    screen_type(screen, "p");
    screen_wait(screen, "row by row in one transaction, paused");
    screen_wait(screen, "the transaction stays open and holds");
    screen_settle(screen);
    assert_clock_stands(screen);
    screen_type(screen, "\033");
    screen_wait(screen, "Cancel this step and roll it back?");
    screen_type(screen, "y");
    screen_wait(screen, "enter go home");
    screen_type(screen, "\rq");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    char *left = query_text(folder, "SELECT count(*) FROM big WHERE n <> 0");
    assert_string_equal(left, "0");
    free(left);
    free(folder);
}

static void stop_in_batches(TestScreen *screen)
{
    screen_wait(screen, "cancelling keeps the batches so far");
    assert_true(screen_shows(screen, "batch"));
    assert_true(screen_shows(screen, "p pause"));
    screen_type(screen, "\033");
    screen_wait(screen, "Stop here? The batches so far are committed");
    screen_type(screen, "y");
    screen_wait(screen, "Its batches so far are committed");
    screen_type(screen, "\r");
}

/* A step that was stopped is half done wherever one looks, and resumes as what it is. */
static void test_half_done(void **state)
{
    (void)state;
    char *folder = project("half", "b2");
    static const char *const environment[] = {"X=", NULL};
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "0 pending");
    screen_type(screen, "d");
    screen_wait(screen, "y run it");
    screen_type(screen, "B");
    screen_wait(screen, "of over 1 000 rows");
    screen_type(screen, "y");
    stop_in_batches(screen);
    screen_wait(screen, "half done down");
    screen_wait(screen, "half done: b2 down, ");
    screen_wait(screen, "◐");
    char *kept = query_text(folder, "SELECT count(*) FROM big WHERE n = 8");
    assert_true(atol(kept) >= 1000 && atol(kept) < 500000);
    screen_type(screen, "d");
    screen_wait(screen, "Half done   ");
    screen_wait(screen, "of 500 000 rows; the step resumes there");
    screen_type(screen, "y");
    stop_in_batches(screen);
    char *more = query_text(folder, "SELECT count(*) FROM big WHERE n = 8");
    assert_true(atol(more) >= atol(kept));
    screen_wait(screen, "half done down");
    screen_type(screen, "gm");
    screen_wait(screen, "With a stamp, the remaining rows");
    screen_type(screen, "n");
    screen_wait_gone(screen, "With a stamp, the remaining rows");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(kept);
    free(more);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_loop), cmocka_unit_test(test_half_done)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
