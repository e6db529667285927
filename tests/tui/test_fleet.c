/* The screen of limbeck fleet: what is typed before a run, what a kill leaves, and what is never shown. Its keys are
 * tried in test_actions, its pictures are in test_goldens. */
#include "support/screen.h"
#include "support/support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const environment[] = {"X=", NULL};

static const char *new_folder(const char *name)
{
    static char folder[512];
    snprintf(folder, sizeof folder, "%s/fleet-%s", test_work(), name);
    fleet_project(folder);
    return folder;
}

static TestScreen *start(const char *folder)
{
    TestScreen *screen = screen_start_with(folder, "fleet", 110, 32, environment);
    screen_wait(screen, "Problems");
    screen_wait_gone(screen, "reading: ");
    return screen;
}

/* Presses the keys in turn, and waits for what follows each. */
static void walk(TestScreen *screen, const char *const *moves)
{
    for (; *moves; moves += 2) {
        screen_type(screen, moves[0]);
        screen_wait(screen, moves[1]);
    }
}

static void assert_said(const char *folder, const char *command, const char *wanted)
{
    int status;
    char *said = test_shell(&status, "cd '%s' && %s", folder, command);
    assert_string_equal(said, wanted);
    free(said);
}

/* Names of the databases at the revision, in order. */
static void assert_at(const char *folder, const char *revision, const char *wanted)
{
    char command[300];
    snprintf(command, sizeof command,
             "for f in data/*.db; do [ \"$(sqlite3 $f 'SELECT version_num FROM alembic_version' 2>&1)\" = %s ] && "
             "basename $f .db; done | tr '\\n' ' '",
             revision);
    assert_said(folder, command, wanted);
}

/* Until no process of limbeck is left in the folder. */
static void wait_for_processes(const char *folder)
{
    char command[300];
    snprintf(command, sizeof command,
             "for i in $(seq 300); do n=0; for p in /proc/[0-9]*; do [ \"$(readlink $p/exe)\" = '%s' ] && "
             "[ \"$(readlink $p/cwd)\" = \"$PWD\" ] && n=1; done; [ $n = 0 ] && break; sleep 0.1; done; echo $n",
             getenv("LIMBECK"));
    assert_said(folder, command, "0\n");
}

static void test_typed(void **state)
{
    static const char *const moves[] = {"*[bc]*\r", "3 selected",
                                        "u",        "CREATE TABLE audit_log",
                                        "y",        "Type the number of databases: 2",
                                        "3\r",      "that is not what was asked for",
                                        "\1772\r",  "done 2",
                                        NULL};
    const char *folder = new_folder("typed");
    int status;
    (void)state;
    free(test_shell(&status, "sed -i 's/^\\[limbeck\\]/&\\nconfirm = typed/' '%s/alembic.ini'", folder));
    TestScreen *screen = start(folder);
    walk(screen, moves);
    screen_free(screen);
    assert_at(folder, "3e7f90d15b28", "alder ash beech birch cedar fir ");
}

/* A run over three databases, one of which waits for a lock. */
static TestScreen *start_run(const char *folder, int *held)
{
    char path[700];
    snprintf(path, sizeof path, "%s/data/oak.db", folder);
    *held = hold_for_writing(path);
    TestScreen *screen = start(folder);
    screen_type(screen, "*[hmo]a*\r");
    screen_wait(screen, "3 selected");
    screen_type(screen, "u");
    screen_wait(screen, "CREATE TABLE audit_log");
    screen_type(screen, "y");
    screen_wait(screen, "done 2");
    return screen;
}

static void assert_goes_on(const char *folder, int held)
{
    int status;
    wait_for_processes(folder);
    assert_at(folder, "3e7f90d15b28", "alder ash beech fir hazel maple ");
    assert_said(folder, "sqlite3 data/oak.db \"SELECT count(*) FROM sqlite_master WHERE name = 'audit_log'\"", "0\n");
    close(held);
    free(test_shell(&status, "cd '%s' && '%s' fleet upgrade heads --members '[hmo]a*'", folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    assert_at(folder, "3e7f90d15b28", "alder ash beech fir hazel maple oak ");
}

/* On the home screen of a member, a run over others is not left by the way. */
static void test_member(void **state)
{
    static const char *const moves[] = {"g\r", "-member  alder", "q", "esc goes back",    "\033", "fleet of 16",
                                        "x",   "Stop the run?",  "c", "2 done, 1 failed", NULL};
    int held;
    const char *folder = new_folder("member");
    (void)state;
    TestScreen *screen = start_run(folder, &held);
    walk(screen, moves);
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    assert_goes_on(folder, held);
}

/* Each database is before or after the step, no process is left, and the next run does the rest. */
static void test_kill(void **state)
{
    int held;
    const char *folder = new_folder("kill");
    (void)state;
    TestScreen *screen = start_run(folder, &held);
    screen_signal(screen, SIGKILL);
    screen_end(screen);
    screen_free(screen);
    assert_goes_on(folder, held);
}

static void test_hangup(void **state)
{
    int held;
    const char *folder = new_folder("hangup");
    (void)state;
    screen_close(start_run(folder, &held));
    assert_goes_on(folder, held);
}

static void test_read_only(void **state)
{
    static const char *const moves[] = {"*birch\r", "1 selected",
                                        "u",        "left out in 1 database: birch: the ini has read_only",
                                        "y",        "there is nothing to run",
                                        NULL};
    const char *folder = new_folder("read-only");
    int status;
    (void)state;
    free(test_shell(&status, "sed -i 's/^\\[limbeck\\]/&\\nread_only = true/' '%s/alembic.ini'", folder));
    TestScreen *screen = start(folder);
    walk(screen, moves);
    screen_free(screen);
}

/* Those that a run has moved stay where they are, although the filter no longer fits them, until they are read again.
 */
static void test_places(void **state)
{
    static const char *const moves[] = {
        "fbehind b\r", "1 of 16 with 'behind b'", "u", "CREATE TABLE audit_log", "y", "✓ birch", "r", "0 of 16 with",
        NULL};
    const char *folder = new_folder("places");
    (void)state;
    TestScreen *screen = start(folder);
    walk(screen, moves);
    screen_free(screen);
}

/* A script that appears is counted without reading the databases again. */
static void test_new_script(void **state)
{
    const char *folder = new_folder("script");
    char path[700];
    (void)state;
    TestScreen *screen = start(folder);
    screen_wait(screen, "alder  at head");
    snprintf(path, sizeof path, "%s/alembic/versions/ffff00000001_new.py", folder);
    test_write(path, "\"\"\"New\"\"\"\nrevision = 'ffff00000001'\ndown_revision = '3e7f90d15b28'\n"
                     "def upgrade():\n    pass\ndef downgrade():\n    pass\n");
    screen_wait(screen, "alder  behind by 1");
    screen_wait(screen, "elder    1 fir");
    screen_free(screen);
}

/* Another program holds the lock for longer than a run waits: told apart from what failed, and not begun twice. */
static void test_locked(void **state)
{
    static const char *const moves[] = {"*oak\r", "1 selected", "u",    "CREATE TABLE audit_log",
                                        "y",      "locked 1",   "\t\t", "another program is migrating",
                                        NULL};
    const char *folder = new_folder("locked");
    char path[700];
    int status;
    (void)state;
    free(test_shell(&status, "sed -i 's/^lock_wait.*/lock_wait = 1s/' '%s/alembic.ini'", folder));
    snprintf(path, sizeof path, "%s/data/oak.db", folder);
    const int held = hold_for_writing(path);
    TestScreen *screen = start(folder);
    walk(screen, moves);
    assert_false(screen_shows(screen, "✗"));
    screen_free(screen);
    close(held);
    assert_at(folder, "3e7f90d15b28", "alder ash beech fir ");
}

/* With --report, the run's report is written when it ends. */
static void test_report(void **state)
{
    static const char *const moves[] = {"*birch\r", "1 selected", "u", "CREATE TABLE audit_log", "y", "done 1", NULL};
    const char *folder = new_folder("report");
    char program[700], script[900], *own = strdup(getenv("LIMBECK"));
    (void)state;
    snprintf(program, sizeof program, "%s/limbeck", folder);
    snprintf(script, sizeof script, "#!/bin/sh\nexec '%s' \"$@\" --report report.md --jobs 1\n", own);
    test_write(program, script);
    chmod(program, 0755);
    setenv("LIMBECK", program, 1);
    TestScreen *screen = start(folder);
    setenv("LIMBECK", own, 1);
    walk(screen, moves);
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    assert_said(folder,
                "grep -c 'upgrade to heads: 1 of 1 database done, 0 failed, 0 not reached, 0 not begun' report.md",
                "1\n");
    assert_said(folder, "grep -c '.3e7f90d15b28. (head) | 1 | Audit log' report.md", "1\n");
    free(own);
}

/* Two members in one place, a server that does not answer, and a name that would clear the screen. */
static void test_list(void **state)
{
    static const char *const moves[] = {
        "A", "5 selected", "u", "are the same place", "y", "two members are the same place", NULL};
    const char *folder = new_folder("list");
    char path[700], list[900];
    unsigned long length;
    (void)state;
    snprintf(path, sizeof path, "%s/list.txt", folder);
    snprintf(list, sizeof list,
             "one sqlite:///data/birch.db\nother sqlite:///data/birch.db\n"
             "bad\033[2Jname sqlite:///data/cedar.db\n"
             "away postgresql://limbeck:s3cret-word@127.0.0.1:1/shop\n"
             "wrong postgresql://limbeck:s3cret-word@127.0.0.1:%s/no_such_database\n",
             getenv("LIMBECK_TEST_PORT"));
    test_write(path, list);
    int status;
    free(test_shell(&status, "cd '%s' && sed -i 's/^files = .*/file = list.txt/' alembic.ini", folder));
    TestScreen *screen = start(folder);
    screen_wait(screen, "unreachable 2");
    walk(screen, moves);
    assert_null(strstr(screen_raw(screen, &length), "s3cret"));
    screen_type(screen, "n");
    screen_wait_gone(screen, "are the same place");
    screen_wait(screen, "bad");
    assert_true(screen_shows(screen, "fleet of 5"));
    assert_null(strstr(screen_raw(screen, &length), "bad\033[2J"));
    screen_free(screen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_typed),      cmocka_unit_test(test_member),
                                       cmocka_unit_test(test_kill),       cmocka_unit_test(test_hangup),
                                       cmocka_unit_test(test_report),     cmocka_unit_test(test_locked),
                                       cmocka_unit_test(test_read_only),  cmocka_unit_test(test_places),
                                       cmocka_unit_test(test_new_script), cmocka_unit_test(test_list)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
