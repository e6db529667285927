/* A step that ends by a signal, a closed terminal or a server that does not answer: nothing stays
 * at work on the server, each wait can be left, and the journal says how it ended. */
#include "support/screen.h"
#include "support/support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* A project of one revision in a separate database. */
typedef struct Project {
    char folder[512], name[64];
    char url[256], state[600];
    const char *environment[3];
} Project;

static void project(Project *project, const char *name, const char *body)
{
    char path[640], script[2048];
    int status;
    snprintf(project->name, sizeof project->name, "leave_%s", name);
    snprintf(project->folder, sizeof project->folder, "%s/%s", test_work(), project->name);
    snprintf(project->state, sizeof project->state, "XDG_STATE_HOME=%s/state", project->folder);
    char *url = test_postgresql_url(project->name);
    snprintf(project->url, sizeof project->url, "%s", url);
    free(url);
    free(test_shell(&status, "rm -rf '%s' && mkdir -p '%s/alembic/versions'", project->folder, project->folder));
    snprintf(path, sizeof path, "%s/alembic.ini", project->folder);
    test_write(path, "[alembic]\nscript_location = %(here)s/alembic\n");
    snprintf(path, sizeof path, "%s/alembic/env.py", project->folder);
    test_write(path, "from alembic import context\ncontext.configure()\n");
    snprintf(path, sizeof path, "%s/alembic/versions/one.py", project->folder);
    snprintf(script, sizeof script,
             "\"\"\"The only one\"\"\"\nfrom alembic import op\nrevision = 'one1'\ndown_revision = None\n"
             "def upgrade():\n    op.execute('CREATE TABLE log (n INTEGER)')\n%s\ndef downgrade():\n    pass\n",
             body);
    test_write(path, script);
    project->environment[0] = project->url;
    project->environment[1] = project->state;
    project->environment[2] = NULL;
}

static TestScreen *run_step(const Project *project, const char *shows)
{
    TestScreen *screen = screen_start(project->folder, 110, 34, project->environment);
    screen_wait(screen, "1 pending");
    screen_type(screen, "u");
    screen_wait(screen, "y run it");
    screen_type(screen, "y");
    screen_wait(screen, shows);
    return screen;
}

static long query_number(const Project *project, const char *sql)
{
    int status;
    char *answer = test_shell(&status, "psql -qAt -h 127.0.0.1 -p %s -U limbeck -d %s -c \"%s\"",
                              getenv("LIMBECK_TEST_PORT"), project->name, sql);
    assert_int_equal(status, 0);
    long number = atol(answer);
    free(answer);
    return number;
}

static const char sleeping[] = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                               "state <> 'idle' AND query LIKE 'SELECT pg_sleep%'";

static void assert_journal(const Project *project, const char *word)
{
    int status;
    char *journal = test_shell(&status, "cd '%s' && env '%s' '%s' '%s' journal --last 1", project->folder,
                               project->environment[0], project->environment[1], getenv("LIMBECK"));
    if (!strstr(journal, word))
        fail_msg("the journal does not say '%s':\n%s", word, journal);
    free(journal);
}

/* The statement would take ten minutes: it ends because it is cancelled. */
static void assert_cancelled(const Project *project)
{
    while (query_number(project, sleeping))
        continue;
    assert_int_equal(query_number(project, "SELECT count(*) FROM pg_class WHERE relname = 'log'"), 0);
    assert_journal(project, "cancelled");
}

static void test_signals(void **state)
{
    static const int signals[] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT};
    Project step;
    (void)state;
    project(&step, "signals", "    op.execute('SELECT pg_sleep(600)')");
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        TestScreen *screen = run_step(&step, "SELECT pg_sleep");
        while (!query_number(&step, sleeping))
            continue;
        screen_signal(screen, signals[i]);
        int status = screen_end(screen);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), signals[i]);
        screen_free(screen);
        assert_cancelled(&step);
    }
}

static void test_closed(void **state)
{
    Project step;
    (void)state;
    project(&step, "closed", "    op.execute('SELECT pg_sleep(600)')");
    TestScreen *screen = run_step(&step, "SELECT pg_sleep");
    while (!query_number(&step, sleeping))
        continue;
    screen_close(screen);
    assert_cancelled(&step);
}

/* The server process is stopped: it neither runs nor receives the cancel. */
static void test_no_answer(void **state)
{
    Project step;
    (void)state;
    project(&step, "silent", "    op.execute('SELECT pg_sleep(600)')");
    TestScreen *screen = run_step(&step, "SELECT pg_sleep");
    while (!query_number(&step, sleeping))
        continue;
    pid_t pid =
        (pid_t)query_number(&step, "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE "
                                   "'SELECT pg_sleep%'");
    assert_true(pid > 1);
    assert_int_equal(kill(pid, SIGSTOP), 0);
    screen_type(screen, "\033");
    screen_wait(screen, "Cancel this step and roll it back?");
    screen_type(screen, "y");
    screen_wait(screen, "Esc again: do not wait for the server");
    screen_type(screen, "\003");
    screen_wait(screen, "the server did not answer, and");
    screen_wait(screen, "COMMIT was not sent");
    kill(pid, SIGCONT);
    screen_type(screen, "\r");
    screen_wait(screen, "1 pending");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    assert_cancelled(&step);
}

/* The answer to COMMIT does not come. */
static void test_commit_stalls(void **state)
{
    Project step;
    char line[64] = "", command[700];
    (void)state;
    project(&step, "stalls", "");
    snprintf(command, sizeof command, "exec python3 '%s/tests/faults/proxy.py' %s stall 2>/dev/null", test_root(),
             getenv("LIMBECK_TEST_PORT"));
    FILE *proxy = popen(command, "r");
    assert_non_null(proxy);
    assert_non_null(fgets(line, sizeof line, proxy));
    snprintf(step.url, sizeof step.url, "LIMBECK_URL=postgresql://limbeck:s3cret-word@127.0.0.1:%d/%s", atoi(line),
             step.name);
    TestScreen *screen = run_step(&step, "COMMIT is sent, waiting for its answer");
    assert_false(screen_shows(screen, "rolls this step back"));
    screen_type(screen, "\033");
    screen_wait(screen, "COMMIT is sent: it may have taken effect.");
    screen_type(screen, "y");
    screen_wait(screen, "COMMIT took effect: transaction ");
    screen_wait(screen, "Done in ");
    screen_type(screen, "\r");
    screen_wait(screen, "0 pending");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    assert_journal(&step, "done");
    int status;
    free(test_shell(&status, "kill $(ps -eo pid,args | awk '/proxy[.]py %s stall/ {print $1}')",
                    getenv("LIMBECK_TEST_PORT")));
    pclose(proxy);
}

/* What the script committed is not promised back. */
static void test_split(void **state)
{
    Project step;
    (void)state;
    project(&step, "split", "    op.execute('COMMIT')\n    op.execute('SELECT pg_sleep(600)')");
    TestScreen *screen = screen_start(step.folder, 110, 34, step.environment);
    screen_wait(screen, "1 pending");
    screen_type(screen, "u");
    screen_wait(screen, "This step commits in the middle");
    screen_wait(screen, "line 7: the script's COMMIT ends the transaction");
    screen_type(screen, "R");
    screen_wait(screen, "hint: it was not sent");
    screen_type(screen, "\r");
    screen_wait(screen, "1 pending");
    screen_type(screen, "u");
    screen_wait(screen, "y run it");
    screen_type(screen, "y");
    screen_wait(screen, "2 statements are committed: cancelling rolls back only the rest");
    screen_type(screen, "\033");
    screen_wait(screen, "Cancel? 2 statements are committed; the rest is rolled back.");
    screen_type(screen, "y");
    screen_wait(screen, "2 statements were committed by the script's COMMIT on line 7");
    assert_false(screen_shows(screen, "unchanged"));
    screen_type(screen, "\rq");
    screen_end(screen);
    screen_free(screen);
    assert_int_equal(query_number(&step, "SELECT count(*) FROM pg_class WHERE relname = 'log'"), 1);
    assert_journal(&step, "cancelled");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signals),       cmocka_unit_test(test_closed), cmocka_unit_test(test_no_answer),
        cmocka_unit_test(test_commit_stalls), cmocka_unit_test(test_split),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
