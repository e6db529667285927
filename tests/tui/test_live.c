/* What the screen says of the database is of now, or says from when: others migrate, lock and stop it meanwhile. */
#include "support/screen.h"
#include "support/support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static const char *const plain[] = {"X=", NULL};

/* limbeck in another shell. */
static void elsewhere(const char *folder, const char *url, const char *words)
{
    int status;
    free(test_shell(&status, "cd '%s' && env '%s' '%s' %s", folder, url, getenv("LIMBECK"), words));
    assert_int_equal(status, 0);
}

static char *query_text(const char *url, const char *sql)
{
    int status;
    char *answer = test_shell(&status, "psql -qtA '%s' -c \"%s\"", strchr(url, '=') + 1, sql);
    assert_int_equal(status, 0);
    return answer;
}

static void leave(TestScreen *screen)
{
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
}

/* Another shell migrates: graph, counts and pane follow, and say that it was not this screen. */
static void followed_on(const char *name, const char *url)
{
    const char *const environment[] = {url, NULL};
    char *folder = test_sample(name);
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "18 pending");
    elsewhere(folder, url, "upgrade 2b7d91c4e3a5");
    screen_wait(screen, "another program moved the database to 2b7d91c4");
    screen_wait(screen, "moved to 2b7d91c4 just now (not by this screen)");
    screen_wait(screen, "16 pending");
    screen_wait(screen, "2b7d91c4 here ");
    screen_wait(screen, "52 000"); /* rows of users */
    elsewhere(folder, url, "downgrade base");
    screen_wait(screen, "moved to base just now");
    screen_wait(screen, "18 pending");
    screen_wait_gone(screen, "here ");
    /* what this screen does is not called another's */
    screen_type(screen, "r");
    screen_type(screen, "Gu");
    screen_wait(screen, "y run it");
    screen_type(screen, "y");
    screen_wait(screen, "Done in");
    screen_type(screen, "\r");
    screen_wait(screen, "17 pending");
    assert_false(screen_shows(screen, "moved to 1a5c0e7d"));
    leave(screen);
    free(folder);
}

static void test_followed_sqlite(void **state)
{
    (void)state;
    followed_on("followed", "X=");
}

static void test_followed_postgresql(void **state)
{
    (void)state;
    char *url = test_postgresql_url("followed");
    followed_on("followed-postgresql", url);
    free(url);
}

/* The file is deleted and made again under an open screen: whoever makes it is not disturbed, and the screen shows it.
 */
static void test_file_is_replaced(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    char *folder = test_sample("file-replaced");
    int status;
    elsewhere(folder, "X=", "upgrade 1a5c0e7d2b10");
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "17 pending");
    for (int i = 0; i < 3; i++) {
        char *output = test_shell(&status, "cd '%s' && rm -f shop.db && '%s' upgrade heads", folder, getenv("LIMBECK"));
        if (status != 0)
            fail_msg("%s", output);
        free(output);
        screen_wait(screen, "0 pending");
    }
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* A confirmation is for the state that was shown: it is not accepted for another. */
static void test_confirmation_is_for_seen_state(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *asks, *title;
    } rows[] = {{"u", "y run it", "Up to 3c8ea2d5f4b6"},
                {"Gkkkp", "Plan: up to 4d9fb3e6a5c7, 2 steps", "2 steps up"},
                {"gm", "y stamp it", "Stamp 3e7f90d15b28"}};
    char *folder = test_sample("question");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        elsewhere(folder, "X=", "downgrade base");
        elsewhere(folder, "X=", "upgrade 2b7d91c4e3a5");
        TestScreen *screen = screen_start(folder, 110, 34, plain);
        screen_wait(screen, "16 pending");
        screen_type(screen, rows[i].keys);
        screen_wait(screen, rows[i].asks);
        if (strstr(rows[i].keys, "p"))
            screen_type(screen, "Ga");
        screen_wait(screen, rows[i].title);
        elsewhere(folder, "X=", "downgrade 1a5c0e7d2b10");
        screen_wait(screen, "Another program moved the database from 2b7d91c4 to 1a5c0e7d meanwhile");
        screen_type(screen, "y");
        screen_wait_either(screen, "nothing was run", "nothing was changed");
        screen_type(screen, "\033");
        screen_wait_gone(screen, rows[i].title);
        if (strstr(rows[i].keys, "p")) { /* made again */
            screen_wait(screen, "Plan: up to 4d9fb3e6a5c7, 3 steps");
            screen_type(screen, "\033");
        }
        screen_wait(screen, "17 pending");
        leave(screen);
        int status;
        char *row = test_shell(&status, "sqlite3 '%s/shop.db' 'SELECT version_num FROM alembic_version'", folder);
        assert_string_equal(row, "1a5c0e7d2b10\n");
        free(row);
    }
    free(folder);
}

/* Another session locks the version table: the screen shows the age of its data, and other calls are served at once. */
static void test_age(void **state)
{
    (void)state;
    char *url = test_postgresql_url("aged"), *folder = test_sample("aged"), command[512];
    const char *const environment[] = {url, NULL};
    elsewhere(folder, url, "upgrade 1a5c0e7d2b10");
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "17 pending");
    snprintf(command, sizeof command, "psql -q '%s' >/dev/null", strchr(url, '=') + 1);
    FILE *other = popen(command, "w");
    fputs("BEGIN; LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE;\n", other);
    fflush(other);
    screen_wait(screen, "· as of ");
    screen_wait(screen, " s ago");
    screen_wait(screen, "17 pending"); /* the last that is known */
    screen_type(screen, "\t\ts");
    screen_wait(screen, "ACCESS EXCLUSIVE on alembic");
    fputs("ROLLBACK;\n\\q\n", other);
    pclose(other);
    screen_wait_gone(screen, "· as of ");
    leave(screen);
    free(folder);
    free(url);
}

/* Polls come one after the other, and leave neither a transaction nor a lock between them. */
static void test_polls_leave_no_transaction(void **state)
{
    (void)state;
    int polls = 0;
    char *url = test_postgresql_url("polled"), *folder = test_sample("polled"), *before = strdup("");
    const char *const environment[] = {url, NULL};
    elsewhere(folder, url, "upgrade 1a5c0e7d2b10");
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "17 pending");
    while (polls < 3) {
        char *now = query_text(url, "SELECT state_change FROM pg_stat_activity WHERE datname = 'polled' AND "
                                    "application_name = 'limbeck' AND state = 'idle' AND xact_start IS NULL AND "
                                    "query LIKE 'SELECT version_num FROM alembic_version%'");
        polls += *now && strcmp(now, before) != 0;
        free(before);
        before = now;
        char *held =
            query_text(url, "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE a.state = "
                            "'idle' AND a.application_name = 'limbeck' AND a.datname = 'polled'");
        assert_string_equal(held, "0\n");
        free(held);
        screen_wait(screen, "17 pending");
    }
    leave(screen);
    free(before);
    free(folder);
    free(url);
}

/* The session of the screen lives on after a step; the migration lock does not, or no other limbeck could migrate. */
static void test_lock_is_released(void **state)
{
    (void)state;
    char *url = test_postgresql_url("released"), *folder = test_sample("released");
    const char *const environment[] = {url, NULL};
    elsewhere(folder, url, "upgrade 1a5c0e7d2b10");
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "17 pending");
    screen_type(screen, "u");
    screen_wait(screen, "y run it");
    screen_type(screen, "y");
    screen_wait(screen, "Done in");
    screen_type(screen, "\r");
    screen_wait(screen, "16 pending");
    char *held =
        query_text(url, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM "
                        "pg_database WHERE datname = current_database())");
    assert_string_equal(held, "0\n");
    leave(screen);
    free(held);
    free(folder);
    free(url);
}

/* While a step is stopped and holds its locks, who waits for it is told; too many end it. */
static void test_waiters(void **state)
{
    (void)state;
    int status;
    char *url = test_postgresql_url("waited_for"), *folder = test_sample("waited-for"), command[700];
    const char *const environment[] = {url, NULL};
    elsewhere(folder, url, "upgrade 1a5c0e7d2b10");
    free(test_shell(&status, "printf '\n[limbeck]\nqueue_limit = 1\nlock_retries = 0\n' >>'%s/alembic.ini'", folder));
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "17 pending");
    screen_type(screen, "d");
    screen_wait(screen, "e each asks");
    screen_type(screen, "e");
    screen_wait(screen, "Stopped before");
    screen_type(screen, " ");
    screen_wait(screen, "holds ACCESS EXCLUSIVE on users");
    snprintf(command, sizeof command,
             "exec psql -q '%s' -c \"SET application_name = 'nightly-report'\" -c 'SELECT count(*) FROM users' "
             ">/dev/null 2>&1",
             strchr(url, '=') + 1);
    FILE *first = popen(command, "r");
    screen_wait(screen, "1 session waits for this step, for ");
    screen_wait(screen, "(nightly-report), query since ");
    screen_wait(screen, "holds ACCESS EXCLUSIVE on users"); /* still */
    FILE *second = popen(command, "r");
    screen_wait(screen, "1 sessions waited");
    pclose(first);
    pclose(second);
    screen_type(screen, "\r");
    screen_wait(screen, "17 pending");
    leave(screen);
    free(folder);
    free(url);
}

/* A psql that holds a lock on users until it is closed or ended. */
static FILE *hold_users(const char *url)
{
    char command[700], *held;
    snprintf(command, sizeof command, "psql -q '%s' >/dev/null 2>&1", strchr(url, '=') + 1);
    FILE *other = popen(command, "w");
    fputs("SET application_name = 'nightly-report';\nBEGIN;\nLOCK TABLE users IN ACCESS SHARE MODE;\n", other);
    fflush(other);
    do {
        held = query_text(
            url, "SELECT count(*) FROM pg_locks WHERE relation = 'users'::regclass AND mode = 'AccessShareLock'");
    } while (*held == '0' && (free(held), true));
    free(held);
    return other;
}

/* Before a step its locks and the blocking session are shown; while it waits, that session can be ended. */
static void test_blocking_session(void **state)
{
    (void)state;
    char *url = test_postgresql_url("in_the_way"), *folder = test_sample("in-the-way");
    const char *const environment[] = {url, NULL};
    elsewhere(folder, url, "upgrade 1a5c0e7d2b10");
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "17 pending");
    screen_type(screen, "d");
    screen_wait(screen, "Locks       ACCESS EXCLUSIVE on users");
    screen_wait(screen, "Right now   no session holds a lock that this step would wait for");
    screen_wait(screen, "Reversible  upgrade() has 2 operations");
    FILE *other = hold_users(url);
    screen_wait(screen, "held by another session: nightly-report (pid "); /* without a key */
    screen_wait(screen, "holds ACCESS SHARE on users");
    screen_type(screen, "y");
    screen_wait(screen, "waiting for pid ");
    screen_wait(screen, "c copies its pid");
    screen_type(screen, "t");
    screen_wait(screen, "Its transaction is rolled back.");
    screen_type(screen, "n");
    screen_wait_gone(screen, "Its transaction is rolled back.");
    screen_type(screen, "t");
    screen_wait(screen, "y end it");
    screen_type(screen, "y");
    screen_wait(screen, "was ended, as requested");
    screen_wait(screen, "Done in");
    pclose(other);
    screen_type(screen, "\r");
    screen_wait(screen, "18 pending");
    leave(screen);
    free(folder);
    free(url);
}

static void assert_at(const char *url, const char *revision)
{
    char *row = query_text(url, "SELECT version_num FROM alembic_version");
    assert_int_equal(strncmp(row, revision, strlen(revision)), 0);
    free(row);
}

/* A rehearsal leads back to its question by Enter, which then knows of it; by Esc it does not, so that the y of who
 * wanted to cancel it runs nothing. Of a path all steps are rehearsed in one go. */
static void test_rehearsed(void **state)
{
    (void)state;
    char *url = test_postgresql_url("rehearsed"), *folder = test_sample("rehearsed");
    const char *const environment[] = {url, NULL};
    elsewhere(folder, url, "upgrade 1a5c0e7d2b10");
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "17 pending");
    screen_type(screen, "d");
    screen_wait(screen, "Rehearsed   not yet");
    screen_type(screen, "R");
    screen_wait(screen, "Rehearsed in");
    screen_type(screen, "\033y");
    screen_wait(screen, "copied: 1a5c0e7d2b10");
    assert_at(url, "1a5c0e7d2b10");
    screen_type(screen, "d");
    screen_wait(screen, "Rehearsed   took ");
    screen_type(screen, "R");
    screen_wait(screen, "enter back to the question");
    screen_type(screen, "\r");
    screen_wait(screen, "Rehearsed   took ");
    screen_wait(screen, "y run it");
    screen_type(screen, "n");
    screen_wait(screen, "u up one");
    screen_type(screen, "kkp");
    screen_wait(screen, "2 steps");
    screen_type(screen, "a");
    screen_wait(screen, "Rehearsed   not yet");
    screen_type(screen, "R");
    screen_wait(screen, "2 steps up, a rehearsal");
    screen_wait(screen, "Rehearsed in");
    screen_wait(screen, "3c8ea2d5 Add products table:");
    assert_at(url, "1a5c0e7d2b10");
    screen_type(screen, "\r");
    screen_wait(screen, "Rehearsed   took ");
    screen_type(screen, "y");
    screen_wait(screen, "2 of 2 done");
    screen_wait(screen, "1 ✓"); /* on the graph, and in the list */
    screen_wait(screen, "✓ 1 Seed fifty thousand users");
    screen_wait(screen, "✓ 2 Add products table");
    assert_at(url, "3c8ea2d5f4b6");
    screen_type(screen, "\r\033");
    screen_wait(screen, "15 pending");
    leave(screen);
    free(folder);
    free(url);
}

/* The graph stays visible during a run: the step is marked on it, and the statements after the present one are listed.
 */
static void test_run_pane_with_graph(void **state)
{
    (void)state;
    char *folder = test_sample("beside-graph");
    TestScreen *screen = screen_start(folder, 110, 34, plain);
    screen_wait(screen, "18 pending");
    screen_type(screen, "u");
    screen_wait(screen, "e each asks");
    screen_type(screen, "e");
    screen_wait(screen, "Stopped before");
    screen_wait(screen, "▶ 1a5c0e7d");
    screen_type(screen, " ");
    screen_wait(screen, "‖ CREATE TABLE users");
    screen_wait(screen, "· CREATE INDEX ix_users_email");
    screen_wait(screen, "History  18 · 18 pending");
    screen_type(screen, "a");
    screen_wait(screen, "Done in");
    screen_wait(screen, "✓ 1a5c0e7d here");
    screen_wait(screen, "✓ CREATE INDEX ix_users_email");
    screen_type(screen, "\r");
    screen_wait(screen, "17 pending");
    leave(screen);
    free(folder);
}

/* The same of a step of many short statements, none of which takes long. */
static void test_waiters_of_loop(void **state)
{
    (void)state;
    char *url = test_postgresql_url("looped"), *folder = test_sample("looped"), path[600], command[700];
    const char *const environment[] = {url, NULL};
    elsewhere(folder, url, "upgrade 1a5c0e7d2b10");
    snprintf(path, sizeof path, "%s/alembic/versions/ffff00000001_loop.py", folder);
    test_write(path, "\"\"\"Many short ones\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n"
                     "revision = 'ffff00000001'\ndown_revision = '1a5c0e7d2b10'\n"
                     "def upgrade():\n    op.add_column('users', sa.Column('n', sa.Integer))\n"
                     "    op.get_bind().execute(sa.text('SELECT pg_backend_pid() FROM alembic_version')).scalar()\n"
                     "    for i in range(100000000):\n"
                     "        op.get_bind().execute(sa.text('UPDATE users SET n = 1'))\n"
                     "def downgrade():\n    pass\n");
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "18 pending");
    screen_type(screen, "/Many short\r");
    screen_wait(screen, "ffff00000001  ←");
    screen_type(screen, "u");
    screen_wait(screen, "Up to ffff00000001");
    screen_wait(screen, "y run it");
    screen_type(screen, "y");
    screen_wait(screen, "UPDATE users SET n = 1  ");
    snprintf(command, sizeof command, "exec psql -q '%s' -c 'SELECT count(*) FROM users' >/dev/null 2>&1",
             strchr(url, '=') + 1);
    FILE *reader = popen(command, "r");
    screen_wait(screen, "1 session waits for this step, for ");
    screen_type(screen, "\033");
    screen_wait(screen, "y yes");
    screen_type(screen, "y");
    screen_wait(screen, "enter go home");
    pclose(reader);
    screen_type(screen, "\r");
    screen_wait(screen, "History");
    leave(screen);
    free(folder);
    free(url);
}

/* For a database that does not answer, the number of pending revisions is not shown. */
static void test_lost(void **state)
{
    (void)state;
    char *url = test_postgresql_url("lost"), *folder = test_sample("lost");
    const char *const environment[] = {url, NULL};
    elsewhere(folder, url, "upgrade heads");
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "0 pending");
    char *others = test_postgresql_url("lost_beside");
    free(query_text(others, "ALTER DATABASE lost ALLOW_CONNECTIONS false"));
    free(query_text(others, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'lost'"));
    screen_wait(screen, "pending unknown");
    screen_wait(screen, "not connected");
    assert_false(screen_shows(screen, "0 pending"));
    assert_false(screen_shows(screen, "○"));
    free(query_text(others, "ALTER DATABASE lost ALLOW_CONNECTIONS true"));
    free(others);
    screen_type(screen, "r");
    screen_wait(screen, "0 pending");
    leave(screen);
    free(folder);
    free(url);
}

static bool is_locked(const char *url)
{
    char *answer = query_text(url, "SELECT 1 FROM pg_locks WHERE relation = 'users'::regclass AND granted AND mode = "
                                   "'AccessExclusiveLock'");
    bool found = *answer == '1';
    free(answer);
    return found;
}

/* A table that is locked is not counted: what the server's statistics say of it is marked as an estimate wherever it
 * is shown. */
static void test_estimates(void **state)
{
    (void)state;
    char *url = test_postgresql_url("estimated"), *folder = test_sample("estimated"), command[512];
    const char *const environment[] = {url, NULL};
    elsewhere(folder, url, "upgrade 5ea0c4f7b6d8");
    free(query_text(url, "ANALYZE users"));
    snprintf(command, sizeof command, "psql -q '%s' >/dev/null", strchr(url, '=') + 1);
    FILE *other = popen(command, "w");
    fputs("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE;\n", other);
    fflush(other);
    while (!is_locked(url))
        continue;
    TestScreen *screen = screen_start(folder, 120, 34, environment);
    screen_wait(screen, " ~52 000 ");
    screen_type(screen, "/Lower-case\rp");
    screen_wait(screen, "overwrites column users.email (users:");
    screen_wait(screen, "~52 000 rows, "); /* on the next line */
    screen_type(screen, "a");
    screen_wait(screen, "Up to 6fb1d508c7e9");
    screen_wait(screen, "changes every row of users in one statement: ~52 000 rows");
    assert_false(screen_shows(screen, "0 B"));
    screen_type(screen, "\033");
    screen_wait_gone(screen, "Up to 6fb1d508c7e9");
    screen_type(screen, "\033");
    screen_wait(screen, "13 pending");
    fputs("ROLLBACK;\n\\q\n", other);
    pclose(other);
    leave(screen);
    free(folder);
    free(url);
}

/* Rows that take long to count: the step is shown at once, with an estimate; no count runs longer than its limit. */
static void test_count_is_late(void **state)
{
    (void)state;
    int status;
    char *url = test_postgresql_url("counted"), *folder = test_sample("counted");
    const char *const environment[] = {url, NULL};
    elsewhere(folder, url, "upgrade 2b7d91c4e3a5");
    free(query_text(url, "ANALYZE users"));
    free(test_shell(
        &status,
        "sed -i 's/^def upgrade.*/&\\n    op.execute(\"DELETE FROM users WHERE id IN (SELECT a.id FROM users a, "
        "users b WHERE a.id + b.id < 0)\")/' '%s'/alembic/versions/3c8ea2d5f4b6_*.py",
        folder));
    TestScreen *screen = screen_start(folder, 120, 34, environment);
    screen_wait(screen, "16 pending");
    screen_type(screen, "u");
    screen_wait(screen, "deletes rows of table users: counting ...: about ");
    screen_wait(screen, "deletes rows of table users: up to ");
    char *running = query_text(
        url, "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%count(*), %a.id%'"
             " AND pid <> pg_backend_pid()");
    assert_string_equal(running, "0\n");
    screen_type(screen, "\033");
    screen_wait_gone(screen, "y run it");
    leave(screen);
    free(running);
    free(folder);
    free(url);
}

/* A row that no script has: nothing is known of the rest, and the way out is shown whole, at 80 columns too. */
static void test_orphan(void **state)
{
    (void)state;
    static const int widths[] = {80, 120};
    char *sample = test_sample("orphan-of"), *folder = test_sample("orphan");
    orphaned_project(sample, folder);
    for (size_t i = 0; i < 2; i++) {
        TestScreen *screen = screen_start(folder, widths[i], 24, plain);
        screen_wait(screen, "pending unknown");
        screen_wait(screen, "◌ ffff00000005 here ");
        screen_wait(screen, "press o  no script for it");
        screen_wait(screen, "lag      unknown");
        screen_wait(screen, "o row without script");
        assert_false(screen_shows(screen, "18 pending"));
        assert_false(screen_shows(screen, " revisions"));
        assert_false(screen_shows(screen, "○"));
        for (const char *key = "udp"; *key; key++) {
            screen_type(screen, (char[]){*key, '\0'});
            screen_wait(screen, "no script has ffff00000005");
            screen_wait(screen, "where the database is: press o");
            screen_type(screen, "j");
            screen_wait_gone(screen, "where the database is: press o");
        }
        screen_type(screen, "o");
        screen_wait(screen, "No script has ffff00000005");
        screen_type(screen, "\033");
        screen_wait_gone(screen, "No script has ffff00000005");
        leave(screen);
    }
    free(sample);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_followed_sqlite),
                                       cmocka_unit_test(test_file_is_replaced),
                                       cmocka_unit_test(test_followed_postgresql),
                                       cmocka_unit_test(test_confirmation_is_for_seen_state),
                                       cmocka_unit_test(test_age),
                                       cmocka_unit_test(test_polls_leave_no_transaction),
                                       cmocka_unit_test(test_lost),
                                       cmocka_unit_test(test_lock_is_released),
                                       cmocka_unit_test(test_waiters),
                                       cmocka_unit_test(test_blocking_session),
                                       cmocka_unit_test(test_rehearsed),
                                       cmocka_unit_test(test_run_pane_with_graph),
                                       cmocka_unit_test(test_waiters_of_loop),
                                       cmocka_unit_test(test_orphan),
                                       cmocka_unit_test(test_estimates),
                                       cmocka_unit_test(test_count_is_late)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
