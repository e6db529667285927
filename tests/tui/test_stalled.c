/* A server that stands still, is gone, or works slowly: what needs no database is shown all the same, and the
 * connection is made again by itself. */
#include "support/screen.h"
#include "support/support.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char *shell(const char *format, const char *word)
{
    int status;
    char *answer = test_shell(&status, format, word);
    if (status)
        fail_msg("%s", answer);
    answer[strcspn(answer, "\n")] = '\0';
    return answer;
}

/* A server for one test alone: it can be stopped. */
typedef struct Server {
    char folder[512], port[16], url[256];
} Server;

static Server server_of_test;

static Server *start(const char *name)
{
    Server *server = &server_of_test;
    snprintf(server->folder, sizeof server->folder, "%s/%s", test_work(), name);
    char command[700];
    snprintf(command, sizeof command, "sh '%s/tests/tools/postgresql.sh' start '%%s'", test_root());
    char *port = shell(command, server->folder);
    snprintf(server->port, sizeof server->port, "%s", port);
    snprintf(server->url, sizeof server->url, "LIMBECK_URL=postgresql://limbeck:s3cret-word@127.0.0.1:%s/postgres",
             port);
    free(port);
    return server;
}

static void run_server_command(const Server *server, const char *verb)
{
    int status;
    char *said = test_shell(&status, "sh '%s/tests/tools/postgresql.sh' %s '%s' %s", test_root(), verb, server->folder,
                            server->port);
    assert_int_equal(status, 0);
    free(said);
}

/* All its processes: no statement, no cancel and no login is answered. */
static void signal_all(const Server *server, const char *name)
{
    int status;
    free(test_shell(&status,
                    "pid=$(head -1 '%s/data/postmaster.pid') && kill -%s $pid && "
                    "for one in $(ps -e -o pid= -o ppid= | awk -v p=$pid '$2 == p {print $1}'); do "
                    "kill -%s $one || true; done", /* one may have ended */
                    server->folder, name, name));
    assert_int_equal(status, 0);
}

/* Also where the test failed while it stood still. */
static int end_server(void **state)
{
    int status;
    (void)state;
    const char *folder = server_of_test.folder;
    free(test_shell(&status,
                    "pid=$(head -1 '%s/data/postmaster.pid') && "
                    "kill -CONT $pid $(ps -e -o pid= -o ppid= | awk -v p=$pid '$2 == p {print $1}'); "
                    "sh '%s/tests/tools/postgresql.sh' stop '%s'; rm -rf '%s'",
                    folder, test_root(), folder, folder));
    return 0;
}

static char *applied(const char *name, const char *url)
{
    char *folder = test_sample(name);
    int status;
    free(test_shell(&status, "cd '%s' && env '%s' '%s' upgrade 1a5c0e7d2b10", folder, url, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    return folder;
}

static void leave(TestScreen *screen, char *folder)
{
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* The server is stopped before the key is pressed, and until everything is shown. */
static void test_server_stopped(void **state)
{
    (void)state;
    Server *server = start("still");
    char *folder = applied("stands-still", server->url);
    const char *const environment[] = {server->url, NULL};
    TestScreen *screen = screen_start(folder, 120, 34, environment);
    screen_wait(screen, "17 pending");
    signal_all(server, "STOP");
    screen_type(screen, "gs");
    screen_wait(screen, "CREATE TABLE audit_log"); /* upgrade */
    screen_wait(screen, "not connected since ");
    screen_wait(screen, "the server does not answer: limbeck closed the connection");
    screen_wait(screen, "version 1a5c0e7d"); /* when it was last seen */
    assert_false(screen_shows(screen, "pending unknown") && screen_shows(screen, "17 pending"));
    screen_type(screen, "s");
    screen_wait(screen, "DROP TABLE audit_log");
    screen_type(screen, "sss");
    screen_wait(screen, "Going up");
    screen_type(screen, "p"); /* from the rows as they were seen */
    screen_wait(screen, "Plan: up to 3e7f90d15b28, 17 steps, as of ");
    screen_type(screen, "a");
    screen_wait(screen, "the database is not connected");
    screen_type(screen, "\033");
    screen_wait_gone(screen, "Plan: up");
    screen_type(screen, "u");
    screen_wait(screen, "the database is not connected");
    signal_all(server, "CONT");
    screen_wait(screen, "17 pending"); /* by itself */
    screen_wait_gone(screen, "not connected since");
    leave(screen, folder);
}

/* The server is stopped before limbeck starts. */
static void test_server_stopped_at_login(void **state)
{
    (void)state;
    Server *server = start("login");
    char *folder = applied("login-stands-still", server->url);
    const char *const environment[] = {server->url, NULL};
    signal_all(server, "STOP");
    TestScreen *screen = screen_start(folder, 120, 34, environment);
    screen_wait(screen, "Database  connecting ...");
    screen_type(screen, "gs");
    screen_wait(screen, "CREATE TABLE audit_log");
    assert_false(screen_shows(screen, "pending"));
    signal_all(server, "CONT");
    screen_type(screen, "r");
    screen_wait(screen, "17 pending");
    leave(screen, folder);
}

/* The server stops and returns: limbeck connects again by itself, and at once with r. */
static void test_server_returns(void **state)
{
    (void)state;
    Server *server = start("back");
    char *folder = applied("comes-back", server->url);
    const char *const environment[] = {server->url, NULL};
    TestScreen *screen = screen_start(folder, 120, 34, environment);
    screen_wait(screen, "17 pending");
    for (int i = 0; i < 2; i++) {
        run_server_command(server, "stop");
        screen_wait(screen, "not connected since ");
        screen_wait(screen, "next try in ");
        screen_wait(screen, "Connection refused");
        screen_wait(screen, "last seen ");
        assert_false(screen_shows(screen, "invalid socket"));
        screen_wait(screen, "next try in 4 s"); /* the pauses grow */
        run_server_command(server, "again");
        if (i)
            screen_type(screen, "r");
        screen_wait(screen, "17 pending");
        screen_wait_gone(screen, "not connected since");
    }
    leave(screen, folder);
}

/* Answers logins and nothing else: what follows a login, and cancels, stay without an answer. */
static void *answer_logins(void *state)
{
    static const char answer[] = "R\0\0\0\10\0\0\0\0S\0\0\0\30server_version\0"
                                 "15.0\0K\0\0\0\14\0\0\0\1\0\0\0\2Z\0\0\0\5I";
    enum { PROTOCOL = 3 << 16 };
    int listener = *(int *)state, client;
    while ((client = accept(listener, NULL, NULL)) >= 0) {
        uint32_t head[2] = {0};
        while (recv(client, head, sizeof head, MSG_WAITALL) == sizeof head && ntohl(head[1]) > PROTOCOL &&
               ntohl(head[0]) == sizeof head)
            assert_int_equal(send(client, "N", 1, 0), 1); /* no encryption */
        if (ntohl(head[1]) == PROTOCOL)
            assert_int_equal(send(client, answer, sizeof answer - 1, 0), sizeof answer - 1);
    }
    return NULL;
}

/* The server accepts the login and says no more: the scripts are shown all the same. */
static void test_silent_after_login(void **state)
{
    (void)state;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    pthread_t thread;
    assert_int_equal(bind(listener, (struct sockaddr *)&address, length), 0);
    assert_int_equal(listen(listener, 16), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &length), 0);
    assert_int_equal(pthread_create(&thread, NULL, answer_logins, &listener), 0);
    char url[100], *folder = test_sample("silent-after-login");
    snprintf(url, sizeof url, "LIMBECK_URL=postgresql://limbeck:x@127.0.0.1:%d/postgres", ntohs(address.sin_port));
    const char *const environment[] = {url, NULL};
    TestScreen *screen = screen_start(folder, 120, 34, environment);
    screen_wait(screen, "Audit log");
    screen_type(screen, "gs");
    screen_wait(screen, "CREATE TABLE audit_log");
    leave(screen, folder);
    shutdown(listener, SHUT_RDWR);
    pthread_join(thread, NULL);
    close(listener);
}

/* A step's SQL is shown while the server is stopped: it is shown again with the server's data before it can run. */
static void test_preview_is_refreshed(void **state)
{
    (void)state;
    Server *server = start("asked");
    char *folder = applied("asked-while-still", server->url);
    const char *const environment[] = {server->url, NULL};
    TestScreen *screen = screen_start(folder, 120, 34, environment);
    screen_wait(screen, "17 pending");
    signal_all(server, "STOP");
    screen_type(screen, "d");
    screen_wait(screen, "Down from 1a5c0e7d2b10 to base");
    screen_wait(screen, "DROP TABLE users");
    screen_wait(screen, "The database's state is not known at present: nothing can be run.");
    screen_wait_gone(screen, "y run it");
    screen_type(screen, "y");
    screen_wait(screen, "nothing was run");
    signal_all(server, "CONT");
    screen_wait(screen, "y run it");
    screen_wait(screen, "destroys table users: 0 rows");
    screen_type(screen, "\033");
    screen_wait(screen, "17 pending");
    leave(screen, folder);
}

/* Another program holds the file of SQLite, and keeps it. */
static void test_sqlite_file_is_locked(void **state)
{
    (void)state;
    char *folder = applied("file-is-held", "X="), command[700];
    static const char *const environment[] = {"X=", NULL};
    TestScreen *screen = screen_start(folder, 120, 34, environment);
    screen_wait(screen, "17 pending");
    snprintf(command, sizeof command, "sqlite3 '%s/shop.db'", folder);
    FILE *other = popen(command, "w");
    fputs("PRAGMA busy_timeout = 60000; BEGIN EXCLUSIVE;\n", other);
    fflush(other);
    screen_wait(screen, " · as of ");
    screen_type(screen, "gs");
    screen_wait(screen, "CREATE TABLE audit_log");
    screen_type(screen, "p");
    screen_wait(screen, "Plan: up to 3e7f90d15b28, 17 steps");
    screen_type(screen, "\033");
    screen_wait_gone(screen, "Plan: up");
    screen_type(screen, "Gu");
    screen_wait(screen, "The database does not answer now");
    screen_wait(screen, "INSERT INTO digits");
    screen_wait_gone(screen, "y run it");
    screen_type(screen, "y");
    screen_wait(screen, "the database does not answer: nothing was run");
    screen_wait(screen, "◉     1a5c0"); /* as it was seen last */
    fputs("ROLLBACK;\n.quit\n", other);
    pclose(other);
    screen_wait(screen, "y run it");
    screen_wait_gone(screen, "The database does not answer now");
    screen_type(screen, "\033");
    screen_wait(screen, "u up one");
    leave(screen, folder);
}

/* Another session locks a table: slow counts run only on request, and show their age. */
static void test_age_of_counts(void **state)
{
    (void)state;
    char *url = test_postgresql_url("figures"), command[512];
    char *folder = applied("figures-age", url);
    const char *const environment[] = {url, NULL};
    TestScreen *screen = screen_start(folder, 120, 34, environment);
    screen_wait(screen, "17 pending");
    screen_wait(screen, "table (2)  ");
    snprintf(command, sizeof command, "psql -q '%s' >/dev/null", strchr(url, '=') + 1);
    FILE *other = popen(command, "w");
    fputs("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE;\n", other);
    fflush(other);
    screen_wait(screen, "table (2) · as of ");
    screen_wait(screen, "17 pending"); /* which is looked at all the same */
    assert_false(screen_shows(screen, " ms · as of "));
    fputs("ROLLBACK;\n\\q\n", other);
    pclose(other);
    screen_type(screen, "r");
    screen_wait(screen, "table (2)  ");
    leave(screen, folder);
    free(url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_teardown(test_server_stopped, end_server),
                                       cmocka_unit_test_teardown(test_server_stopped_at_login, end_server),
                                       cmocka_unit_test_teardown(test_server_returns, end_server),
                                       cmocka_unit_test_teardown(test_preview_is_refreshed, end_server),
                                       cmocka_unit_test(test_silent_after_login),
                                       cmocka_unit_test(test_sqlite_file_is_locked),
                                       cmocka_unit_test(test_age_of_counts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
