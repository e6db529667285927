/* What a server says at login, and a pooler between: on the screen. */
#include "support/screen.h"
#include "support/support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *copy_sample(const char *name)
{
    int status;
    char *folder = malloc(512);
    snprintf(folder, 512, "%s/login-%s", test_work(), name);
    free(test_shell(&status, "rm -rf '%s' && cp -r '%s/sample-project' '%s' && rm -f '%s'/*.db", folder, test_root(),
                    folder, folder));
    assert_int_equal(status, 0);
    return folder;
}

/* The rows of the screen are limbeck's; the notice is a line of it. */
static void test_notice(void **state)
{
    (void)state;
    char url[128];
    unsigned long length;
    int port = 0, pid = 0;
    char *folder = copy_sample("notice");
    char command[600];
    snprintf(command, sizeof command, "python3 '%s/tests/support/fake_server.py'", test_root());
    FILE *server = popen(command, "r");
    assert_non_null(server);
    assert_int_equal(fscanf(server, "%d %d", &port, &pid), 2);
    snprintf(url, sizeof url, "LIMBECK_URL=postgresql://u@127.0.0.1:%d/x", port);
    const char *const environment[] = {url, NULL};
    TestScreen *screen = screen_start(folder, 110, 30, environment);
    screen_wait(screen, "the server said at login: ");
    screen_wait(screen, "collation version mismatch");
    assert_true(screen_shows(screen, "History"));
    assert_null(strstr(screen_raw(screen, &length), "owned\007"));
    assert_null(strstr(screen_raw(screen, &length), "WARNING:"));
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    kill(pid, SIGTERM);
    pclose(server);
    free(folder);
}

/* One connection to the server, which an application uses as soon as limbeck rests. */
static void test_pooler(void **state)
{
    (void)state;
    int status;
    char url[128], *folder = copy_sample("pooler");
    const char *port = getenv("LIMBECK_TEST_PORT");
    free(test_shell(&status,
                    "psql -q -h 127.0.0.1 -p %s -U limbeck -d postgres -c 'CREATE DATABASE login_pooler' && "
                    "psql -q -h 127.0.0.1 -p %s -U limbeck -d login_pooler -c 'CREATE TABLE app (a int)'",
                    port, port));
    assert_int_equal(status, 0);
    char *pooler = test_shell(&status, "sh '%s/tests/tools/pgbouncer.sh' start '%s/pooler' %s transaction", test_root(),
                              test_work(), port);
    assert_int_equal(status, 0);
    snprintf(url, sizeof url, "LIMBECK_URL=postgresql://limbeck:s3cret-word@127.0.0.1:%d/login_pooler", atoi(pooler));
    const char *const environment[] = {url, NULL};
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "18 pending");
    for (int step = 0; step < 2; step++) {
        screen_type(screen, "u");
        screen_wait(screen, "y run it");
        screen_type(screen, "y");
        screen_wait(screen, "Done in ");
        screen_type(screen, "\r");
        screen_wait(screen, step ? "16 pending" : "17 pending");
        char *written = test_shell(&status,
                                   "psql -q -t -A -h 127.0.0.1 -p %d -U limbeck -d login_pooler -c \"INSERT INTO app "
                                   "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT "
                                   "oid FROM pg_database WHERE datname = current_database()) RETURNING a\" -c \"SELECT "
                                   "name FROM pg_settings WHERE source = 'session' AND name NOT IN "
                                   "('application_name', 'client_encoding')\"",
                                   atoi(pooler));
        assert_string_equal(written, "0\n");
        free(written);
    }
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(test_shell(&status, "sh '%s/tests/tools/pgbouncer.sh' stop '%s/pooler'", test_root(), test_work()));
    free(pooler);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_notice), cmocka_unit_test(test_pooler)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
