/* The terminal interface as a person uses it: keys in, screen out. */
#include "support/screen.h"
#include "support/support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { REVISIONS = 18 };

static const char *const newest = "3e7f90d1";

static void confirm_step(TestScreen *screen, const char *key, const char *title)
{
    screen_type(screen, key);
    screen_wait(screen, title);
    screen_wait(screen, "y run it");
    screen_type(screen, "y");
}

/* Up to head, one confirmed step at a time; the long one is caught part-way. */
static void step_to_head(TestScreen *screen)
{
    bool caught = false;
    for (int step = 1; step <= REVISIONS; step++) {
        char pending[64];
        confirm_step(screen, "u", "Up to ");
        if (step == 17) { /* fill_order_references */
            caught = screen_wait_either(screen, "left", "Done in ");
            assert_true(screen_shows(screen, "/ 52 000 rows"));
            assert_true(screen_shows(screen, "rows/s"));
        }
        screen_wait(screen, "Done in ");
        screen_wait(screen, "enter go home");
        screen_type(screen, "\r");
        snprintf(pending, sizeof pending, "%d pending", REVISIONS - step);
        screen_wait(screen, pending);
    }
    assert_true(caught);
}

static void step_to_base(TestScreen *screen)
{
    for (int step = 1; step <= REVISIONS; step++) {
        char pending[64];
        confirm_step(screen, "d", "Down from ");
        screen_wait(screen, "Done in ");
        screen_type(screen, "\r");
        snprintf(pending, sizeof pending, "%d pending", step);
        screen_wait(screen, pending);
    }
}

static void walk(const char *name, const char *const *environment, const char *product)
{
    char *folder = test_sample(name);
    TestScreen *screen = screen_start(folder, 110, 34, environment);
    screen_wait(screen, "18 pending");
    screen_wait(screen, product);
    screen_wait(screen, "none (base)");
    /* to a revision by searching, and its SQL both ways */
    screen_type(screen, "/Invoices, the\r");
    screen_wait(screen, "b4062a5d1c3e  ←");
    screen_type(screen, "g");
    screen_wait(screen, "─ Audit log ");
    screen_type(screen, "s");
    screen_wait(screen, "CREATE TABLE audit_log (");
    screen_type(screen, "s");
    screen_wait(screen, "DROP TABLE audit_log;");
    screen_type(screen, "ssssG");
    screen_wait(screen, "─ Add users table ");
    /* a question answered with no changes nothing */
    screen_type(screen, "u");
    screen_wait(screen, "Up to 1a5c0e7d2b10");
    screen_wait(screen, "CREATE INDEX ix_users_email ON users (email);");
    screen_type(screen, "n");
    screen_wait_gone(screen, "n esc leave it");
    screen_wait(screen, "18 pending");
    /* a rehearsal neither */
    screen_type(screen, "u");
    screen_wait(screen, "R rehearse");
    screen_type(screen, "R");
    screen_wait(screen, "Rehearsed in");
    screen_wait(screen, "rolled back: schema, data and version");
    screen_type(screen, "\033");
    screen_wait_gone(screen, "Rehearsed in");
    screen_wait(screen, "18 pending");
    step_to_head(screen);
    screen_type(screen, "g");
    screen_wait(screen, "here head");
    screen_wait(screen, "orders");
    screen_wait(screen, "52 000");
    screen_type(screen, "u");
    screen_wait(screen, "there is nothing above");
    step_to_base(screen);
    screen_type(screen, "d");
    screen_wait(screen, "there is nothing below");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

static void test_walk_sqlite(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    walk("sqlite", environment, "SQLite 3.");
}

static void test_walk_postgresql(void **state)
{
    (void)state;
    char *url = test_postgresql_url("walk");
    const char *const environment[] = {url, NULL};
    walk("postgresql", environment, "PostgreSQL ");
    free(url);
}

/* Started in a folder inside the project: its database is the project's, and nothing
 * is made in that folder. */
/* A database marked as production is shown as such, and requires its name to be typed. */
static void test_marked(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    int status;
    char *folder = test_sample("marked");
    free(test_shell(
        &status, "cd '%s' && printf '\n[limbeck]\nenvironment = production\nconfirm = typed\n' >>alembic.ini", folder));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 80, 24, environment);
    screen_wait(screen, "18 pending");
    screen_wait(screen, " production ");
    confirm_step(screen, "u", "Up to 1a5c0e7d2b10");
    screen_wait(screen, "Type the name of the database: shop.db");
    screen_type(screen, "shop\r");
    screen_wait(screen, "that is not the name of the database");
    screen_type(screen, "x\177.db\r");
    screen_wait(screen, "Done in ");
    screen_type(screen, "\r");
    screen_wait(screen, "17 pending");
    confirm_step(screen, "u", "Up to 2b7d91c4e3a5");
    screen_wait(screen, "Type the name");
    screen_type(screen, "\033");
    screen_wait(screen, "y run it");
    screen_wait_gone(screen, "Type the name");
    screen_type(screen, "n");
    screen_wait(screen, "17 pending");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(test_shell(&status, "cd '%s' && sed -i 's/^confirm = typed/read_only = true/' alembic.ini", folder));
    assert_int_equal(status, 0);
    screen = screen_start(folder, 80, 24, environment);
    screen_wait(screen, "17 pending");
    screen_wait(screen, "production, read only");
    for (const char *key = "ud"; *key; key++) {
        screen_type(screen, (char[]){*key, '\0'});
        screen_wait(screen, "nothing can be changed from here");
        screen_type(screen, "j");
        screen_wait_gone(screen, "nothing can be changed from here");
    }
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

static void test_inside_project(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    int status;
    char *folder = test_sample("inside");
    free(
        test_shell(&status,
                   "cd '%s' && sed -i 's|///%%(here)s/shop.db|///shop.db|' alembic.ini && '%s' upgrade 2b7d91c4e3a5 && "
                   "mkdir -p deep/down",
                   folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    char inside[600];
    snprintf(inside, sizeof inside, "%s/deep/down", folder);
    TestScreen *screen = screen_start(inside, 100, 30, environment);
    screen_wait(screen, "16 pending");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(test_shell(&status, "[ -z \"$(ls '%s')\" ]", inside));
    assert_int_equal(status, 0);
    free(folder);
}

/* What a step destroys is read before it runs. */
static void test_losses(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    int status;
    char *folder = test_sample("losses");
    free(test_shell(&status, "cd '%s' && '%s' upgrade 2b7d91c4e3a5", folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "16 pending");
    screen_type(screen, "d");
    screen_wait(screen, "deletes rows of table users: 52 000 rows");
    screen_type(screen, "\033");
    screen_wait_gone(screen, "n esc leave it");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(test_shell(&status, "cd '%s' && '%s' upgrade 92e4083bfa1c", folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "9 pending");
    screen_type(screen, "d");
    screen_wait(screen, "Down from 92e4083bfa1c");
    screen_wait(screen, "ADD COLUMN name VARCHAR(100)");
    screen_type(screen, "y");
    screen_wait(screen, "+ column users.name");
    screen_type(screen, "\r");
    screen_wait(screen, "10 pending");
    screen_type(screen, "d");
    screen_wait(screen, "full_name: 52 000 of 52 000 rows hold a value");
    screen_type(screen, "\033");
    screen_wait_gone(screen, "n esc leave it");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* What a script reads before it writes, the confirmation has the database answer;
 * what it reads afterwards stays open, and the step can be run all the same. */
static void live_preview_on(const char *name, const char *const *environment, const char *before)
{
    char *folder = test_sample(name);
    char *migrations = malloc(600);
    int status;
    snprintf(migrations, 600, "%s/alembic/versions/ffff00000003_reads.py", folder);
    test_write(migrations,
               "\"\"\"Reads first\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\nrevision = 'ffff00000003'\n"
               "down_revision = '5ea0c4f7b6d8'\n"
               "def upgrade():\n    connection = op.get_bind()\n"
               "    names = [c['name'] for c in sa.inspect(connection).get_columns('users')]\n"
               "    few = connection.execute(sa.text('SELECT id FROM users WHERE id < :n ORDER BY id'), {'n': 3})\n"
               "    for row in few:\n"
               "        connection.execute(sa.text('UPDATE users SET email = :e WHERE id = :id'),\n"
               "                           {'e': names[0] + str(row.id), 'id': row.id})\n"
               "    again = connection.execute(sa.text('WITH a AS (SELECT id FROM users) SELECT id FROM a'))\n"
               "    print(again.first().id)\n"
               "    count = connection.execute(sa.text('SELECT count(*) FROM users')).scalar_one()\n"
               "    op.execute('UPDATE users SET email = email WHERE id = %d' % count)\n"
               "def downgrade():\n    pass\n");
    free(test_shell(&status, "cd '%s' && %s%s%s '%s' upgrade 5ea0c4f7b6d8", folder, before,
                    before[0] ? environment[0] : "", before[0] ? "'" : "", getenv("LIMBECK")));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 100, 34, environment);
    screen_wait(screen, "pending");
    screen_type(screen, "/ffff0000\r");
    screen_wait(screen, "Reads first");
    screen_type(screen, "u");
    screen_wait(screen, "reads the database: the SQL after it is for what");
    screen_wait(screen, "UPDATE users SET email = 'id1' WHERE id = 1;");
    screen_wait(screen, "UPDATE users SET email = 'id2' WHERE id = 2;");
    screen_wait(screen, "From line 14 on the script works with the rows of a query");
    screen_type(screen, "y");
    screen_wait(screen, "Done in ");
    screen_type(screen, "\r");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(migrations);
    free(folder);
}

static void test_live_preview_sqlite(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    live_preview_on("live", environment, "");
}

static void test_live_preview_postgresql(void **state)
{
    (void)state;
    char *url = test_postgresql_url("screen_live");
    const char *const environment[] = {url, NULL};
    live_preview_on("live-postgresql", environment, "env '");
    free(url);
}

/* What env.py rolls back is said before and after, and the next step is not begun. */
static void test_env_rolls_back(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    char *folder = test_sample("env-rolls-back");
    char path[600];
    int status;
    free(test_shell(&status, "cd '%s' && '%s' upgrade 5ea0c4f7b6d8", folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    snprintf(path, sizeof path, "%s/alembic/env.py", folder);
    test_write(path,
               "from alembic import context\nfrom sqlalchemy import create_engine\n"
               "engine = create_engine(context.config.get_main_option('sqlalchemy.url').replace('+aiosqlite', ''))\n"
               "with engine.connect() as connection:\n    transaction = connection.begin()\n"
               "    context.configure(connection=connection)\n    context.run_migrations()\n"
               "    transaction.rollback()\n");
    TestScreen *screen = screen_start(folder, 100, 40, environment);
    screen_wait(screen, "pending");
    screen_type(screen, "u");
    screen_wait(screen, "This step will be rolled back: env.py rolls its transaction back");
    screen_type(screen, "y");
    screen_wait(screen, "Rolled back by env.py after ");
    screen_wait(screen, "5ea0c4f7b6d8, as");
    screen_type(screen, "\r");
    screen_wait(screen, "u up one");
    screen_type(screen, "gp"); /* of a path too */
    screen_wait(screen, "Plan: up to");
    screen_type(screen, "Ga");
    screen_wait(screen, "y run them");
    screen_type(screen, "y");
    screen_wait(screen, "0 of 13 done, 1 (");
    screen_wait(screen, "at 5ea0c4f7");
    screen_type(screen, "w");
    screen_wait(screen, "up.md and .json in");
    screen_type(screen, "\r\033q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    char *rows =
        test_shell(&status, "cd '%s' && '%s' current && '%s' journal", folder, getenv("LIMBECK"), getenv("LIMBECK"));
    assert_non_null(strstr(rows, "5ea0c4f7b6d8"));
    assert_non_null(strstr(rows, "rolled back after"));
    free(rows);
    rows = test_shell(&status, "cat \"$XDG_STATE_HOME\"/limbeck/reports/*-up.md");
    assert_non_null(strstr(rows, "| Outcome | 0 of 13 done, 1 rolled back by env.py |"));
    free(rows);
    free(folder);
}

/* Cancelling asks first, and rolls the step back. */
static void cancel_on(const char *name, const char *const *environment, const char *before)
{
    char *folder = test_sample(name);
    char *migrations = malloc(600);
    int status;
    snprintf(migrations, 600, "%s/alembic/versions/ffff00000001_slow.py", folder);
    test_write(
        migrations,
        "\"\"\"A long way\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\nrevision = "
        "'ffff00000001'\ndown_revision = '5ea0c4f7b6d8'\n"
        "def upgrade():\n    op.add_column('users', sa.Column('slow', sa.Integer))\n    connection = op.get_bind()\n"
        "    for again in range(1000):\n        for row in connection.execute(sa.text('SELECT id FROM users')):\n"
        "            connection.execute(sa.text('UPDATE users SET slow = :n WHERE id = :id'), {'n': again, 'id': "
        "row.id})\n"
        "def downgrade():\n    pass\n");
    free(test_shell(&status, "cd '%s' && %s%s%s '%s' upgrade 5ea0c4f7b6d8", folder, before,
                    before[0] ? environment[0] : "", before[0] ? "'" : "", getenv("LIMBECK")));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "pending");
    screen_type(screen, "/ffff0000\r");
    screen_wait(screen, "A long way");
    confirm_step(screen, "u", "Up to ffff00000001");
    screen_wait(screen, "rows/s");
    screen_type(screen, "\033");
    screen_wait(screen, "Cancel this step and roll it back?");
    screen_type(screen, "n");
    screen_wait(screen, "cancelling rolls this step back");
    screen_type(screen, "\033");
    screen_wait(screen, "Cancel this step");
    screen_type(screen, "y");
    screen_wait(screen, "Rolled back. Schema, data and version");
    screen_type(screen, "\r");
    screen_wait(screen, "5ea0c4f7b6d8");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(migrations);
    free(folder);
}

static void test_cancel_sqlite(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    cancel_on("cancel-sqlite", environment, "");
}

static void test_cancel_postgresql(void **state)
{
    (void)state;
    char *url = test_postgresql_url("cancelled");
    const char *const environment[] = {url, NULL};
    cancel_on("cancel-postgresql", environment, "env '");
    free(url);
}

static void test_sizes(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    char *folder = test_sample("sizes");
    TestScreen *screen = screen_start(folder, 80, 24, environment);
    screen_wait(screen, "18 pending");
    screen_wait(screen, "q quit");
    screen_resize(screen, 35, 24);
    screen_wait(screen, "needs 36 x 10; this is 35 x 24");
    screen_resize(screen, 140, 50);
    screen_wait(screen, "18 pending");
    screen_wait(screen, newest);
    screen_type(screen, "?");
    screen_wait(screen, "one step down: shows what will run and asks");
    screen_type(screen, "\033");
    screen_wait_gone(screen, "one step down: shows what will run and asks");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* A server that is down leaves the graph to look at. */
static void test_server_down(void **state)
{
    (void)state;
    static const char *const environment[] = {"LIMBECK_URL=postgresql://u:hush-hush@127.0.0.1:1/x", NULL};
    unsigned long length;
    char *folder = test_sample("down");
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "not connected");
    screen_wait(screen, "is the server running");
    screen_wait(screen, newest);
    screen_type(screen, "u");
    screen_wait(screen, "the database is not connected");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    assert_null(strstr(screen_raw(screen, &length), "hush-hush"));
    screen_free(screen);
    free(folder);
}

/* The server stops answering: keys go on working, it is said since when nothing came, and q leaves. */
static void test_server_stalled(void **state)
{
    (void)state;
    int status;
    const char *port = getenv("LIMBECK_TEST_PORT");
    char *url = test_postgresql_url("stalled"), *folder = test_sample("stalled");
    const char *const environment[] = {url, NULL};
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "18 pending");
    char *backend =
        test_shell(&status,
                   "psql -t -A -h 127.0.0.1 -p %s -U limbeck -d stalled -c \"SELECT pid FROM pg_stat_activity "
                   "WHERE datname = 'stalled' AND application_name = 'limbeck'\"",
                   port);
    pid_t pid = (pid_t)atoi(backend);
    assert_true(pid > 1);
    assert_int_equal(kill(pid, SIGSTOP), 0);
    screen_type(screen, "r");
    screen_wait(screen, "NO ANSWER for");
    screen_type(screen, "g");
    screen_wait(screen, "Audit log ─");
    screen_type(screen, "G");
    screen_wait(screen, "Add users table ─");
    screen_type(screen, "u");
    screen_wait(screen, "rendering ...");
    screen_type(screen, "\033");
    screen_wait_gone(screen, "rendering ...");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    kill(pid, SIGCONT);
    screen_free(screen);
    /* Killed, and no one is let in: it is told, and r connects again. */
    screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "18 pending");
    free(test_shell(&status,
                    "psql -q -h 127.0.0.1 -p %s -U limbeck -d postgres -c 'ALTER DATABASE stalled ALLOW_CONNECTIONS "
                    "false' -c \"SELECT pg_terminate_backend(pid) FROM "
                    "pg_stat_activity WHERE datname = 'stalled' AND application_name = 'limbeck'\"",
                    port));
    screen_wait(screen, "not connected since "); /* the next poll meets it */
    screen_wait(screen, "pending unknown");
    free(test_shell(
        &status, "psql -q -h 127.0.0.1 -p %s -U limbeck -d postgres -c 'ALTER DATABASE stalled ALLOW_CONNECTIONS true'",
        port));
    screen_type(screen, "r");
    screen_wait(screen, "stalled@127.0.0.1 as limbeck");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(backend);
    free(url);
    free(folder);
}

/* Text of files and databases cannot speak to the terminal. */
static void test_hostile_text(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    int status;
    unsigned long length;
    char *folder = test_sample("hostile");
    char *path = malloc(600);
    snprintf(path, 600, "%s/alembic/versions/ffff00000002_evil.py", folder);
    test_write(
        path,
        "\"\"\"evil \033]0;owned\007 \033[2J title\"\"\"\nrevision = 'ffff00000002'\ndown_revision = '3e7f90d15b28'\n"
        "def upgrade():\n    pass\ndef downgrade():\n    pass\n");
    free(test_shell(&status, "sqlite3 '%s/shop.db' \"CREATE TABLE \\\"$(printf 'x\\033]0;owned\\007y')\\\" (a)\"",
                    folder));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 120, 30, environment);
    screen_wait(screen, "evil \\x1b]0;owned\\x07");
    screen_wait(screen, "x\\x1b]0;owned\\x07y");
    screen_type(screen, "gs");
    screen_wait(screen, "-- no SQL");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    assert_null(strstr(screen_raw(screen, &length), "\033]0;owned"));
    screen_free(screen);
    free(path);
    free(folder);
}

/* Whatever ends the program, the terminal is given back. */
static void test_terminal_restored(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    static const int signals[] = {SIGTERM, SIGSEGV};
    unsigned long length;
    char *folder = test_sample("restored");
    for (size_t i = 0; i < 2; i++) {
        TestScreen *screen = screen_start(folder, 90, 30, environment);
        screen_wait(screen, "18 pending");
        screen_signal(screen, signals[i]);
        int status = screen_end(screen);
        assert_false(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        assert_non_null(strstr(screen_raw(screen, &length), "\033[?1049l"));
        assert_non_null(strstr(screen_raw(screen, &length), "\033[?25h"));
        screen_free(screen);
    }
    free(folder);
}

static void test_plain(void **state)
{
    (void)state;
    static const char *const environment[] = {"NO_COLOR=1", "LC_ALL=C", NULL};
    unsigned long length;
    char *folder = test_sample("plain");
    TestScreen *screen = screen_start(folder, 90, 30, environment);
    screen_wait(screen, "18 pending");
    screen_wait(screen, "o-\\");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    assert_null(strstr(screen_raw(screen, &length), "\033[38;5;"));
    screen_free(screen);
    free(folder);
}

/* The way on the graph, several steps at once, and back. */
static void test_plan(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    char *folder = test_sample("plan");
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "18 pending");
    screen_type(screen, "Gkkp"); /* the third revision */
    screen_wait(screen, "Plan: up to 3c8ea2d5f4b6, 3 steps");
    screen_wait(screen, "  1 1a5c0e7d");
    screen_wait(screen, "  3 3c8ea2d5");
    screen_wait(screen, "version table now: empty");
    screen_wait(screen, "parent of 2b7d91c4e3a5");
    screen_type(screen, "G?take all");
    screen_wait(screen, "take all steps, one after the other");
    screen_type(screen, "\033");
    screen_wait_gone(screen, "take all steps, one after the other");
    screen_type(screen, "Ga");
    screen_wait(screen, "3 steps up");
    screen_type(screen, "n");
    screen_wait_gone(screen, "3 steps up");
    screen_type(screen, "a");
    screen_wait(screen, "3 steps up");
    screen_type(screen, "y");
    screen_wait(screen, "3 of 3");
    screen_wait(screen, "Done in ");
    screen_type(screen, "\r");
    screen_wait(screen, "The database is here already.");
    screen_wait(screen, "15 pending");
    screen_type(screen, "\033");
    screen_wait(screen, "up one");
    screen_type(screen, "Gp"); /* down to the first */
    screen_wait(screen, "Plan: down to 1a5c0e7d2b10, 2 steps");
    screen_wait(screen, "destroys table products");
    screen_type(screen, "\r");
    screen_wait(screen, "Down from 3c8ea2d5f4b6");
    screen_wait(screen, "y run it");
    screen_type(screen, "y");
    screen_wait(screen, "Done in ");
    screen_type(screen, "\r");
    screen_wait(screen, "Plan: down to 1a5c0e7d2b10, 1 step");
    screen_type(screen, "q");
    screen_wait(screen, "up one");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* A plan whose second step fails: the first stays, the third is not begun. */
static void test_plan_fails(void **state)
{
    (void)state;
    int status;
    char *folder = test_sample("plan-fails"), place[600];
    snprintf(place, sizeof place, "XDG_STATE_HOME=%s/state", folder);
    const char *const environment[] = {place, NULL};
    free(test_shell(&status,
                    "cd '%s/alembic/versions' && sed -i 's/^def upgrade.*/&\\n    op.execute(\"SELECT nothing FROM "
                    "nowhere\")/' *3c8ea2d5f4b6*.py",
                    folder));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "18 pending");
    screen_type(screen, "Gkkkp");
    screen_wait(screen, "Plan: up to 4d9fb3e6a5c7, 4 steps");
    screen_type(screen, "Ga");
    screen_wait(screen, "4 steps up");
    screen_type(screen, "y");
    screen_wait(screen, "3 of 4");
    screen_wait(screen, "2 of 4 done (Add users table"); /* it goes on in the next line */
    screen_wait(screen, "stopped in 3");
    screen_wait(screen, "2b7d91c4.");
    screen_type(screen, "w");
    screen_wait(screen, "up.md and .json in");
    free(test_shell(
        &status,
        "cd '%s/state/limbeck/reports' && grep -q '2 of 4 done, 3 failed' ./*.md && grep -q 'Version rows now | "
        "2b7d91c4e3a5' ./*.md && grep -q '^# 1. Up to 1a5c0e7d2b10: ' ./*.md && grep -q 'CREATE TABLE users' ./*.md && "
        "grep -q '^- 4d9fb3e6a5c7 Add orders table' ./*.md && python3 -c 'import json, sys; a = "
        "json.load(open(sys.argv[1])); sys.exit([s[\"outcome\"] for s in a[\"steps\"]] != [\"done\", \"done\", "
        "\"failed\"] or a[\"version\"] != [\"2b7d91c4e3a5\"] or len(a[\"not_begun\"]) != 1)' ./*.json",
        folder));
    assert_int_equal(status, 0);
    screen_type(screen, "\r");
    screen_wait(screen, "Plan: up to 4d9fb3e6a5c7, 2 steps");
    screen_wait(screen, "16 pending");
    screen_type(screen, "\033q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* To where the database is, to branch points and merges, to parents and children, and to what a script says. */
static void test_jumps(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    static const struct {
        const char *keys, *shown;
    } rows[] = {{"g}", "─ Merge billing and stock ─"},
                {"}", "─ Index orders.placed_at"},
                {"{", "─ Merge billing and stock ─"},
                {"]", "c5173b6e2d4f  ←"},
                {"[", "─ Merge billing and stock ─"},
                {"c", "─ Add products table ─"},
                {"]", "─ Seed fifty thousand users ─"},
                {"G]", "this revision has no parent"},
                {"g[", "this revision has no child"},
                {"/warehouses\r", "─ The first two warehouses ─"},
                {"/ix_orders_placed_at\r", "─ Index orders.placed_at"},
                {"/no such thing\r", "nothing matches 'no such thing'"}};
    int status;
    char *folder = test_sample("jumps");
    free(test_shell(&status, "cd '%s' && '%s' upgrade 3c8ea2d5f4b6", folder, getenv("LIMBECK")));
    TestScreen *screen = screen_start(folder, 120, 30, environment);
    screen_wait(screen, "15 pending");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        screen_type(screen, rows[i].keys);
        screen_wait(screen, rows[i].shown);
    }
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* Commands by their names, colours changed, a revision gone to, the help searched. */
static void test_palette(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    char *folder = test_sample("palette");
    TestScreen *screen = screen_start(folder, 80, 24, environment);
    screen_wait(screen, "18 pending");
    screen_type(screen, ":theme pro");
    screen_wait(screen, "theme projector");
    screen_type(screen, "\r");
    screen_wait(screen, "theme projector, saved in ");
    screen_type(screen, ":theme pro");
    screen_wait(screen, "the colours as they are");
    screen_type(screen, "\033");
    screen_wait_gone(screen, "the colours as they are");
    screen_type(screen, ":audit");
    screen_wait(screen, "Audit log ");
    screen_type(screen, "\r");
    screen_wait(screen, "3e7f90d15b28");
    screen_type(screen, ":nothing of that name");
    screen_wait(screen, "no match");
    screen_type(screen, "\r");
    screen_wait(screen, "no action is named 'nothing of that name'");
    screen_type(screen, ":\033[B\033[B\033[A\033");
    screen_type(screen, ":helpp\177\r");
    screen_wait(screen, "Help");
    screen_type(screen, "batches of");
    screen_wait(screen, "Help: batches of");
    screen_wait_gone(screen, "leave everything as it is");
    screen_type(screen, "xyz");
    screen_wait(screen, "no match");
    screen_type(screen, "\033");
    screen_wait_gone(screen, "no match");
    screen_type(screen, ":quit\r");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* A person's own keys and colours; what cannot be obeyed is told. */
static void test_preferences(void **state)
{
    (void)state;
    int status;
    char *folder = test_sample("preferences"), config[600];
    snprintf(config, sizeof config, "XDG_CONFIG_HOME=%s/config", folder);
    const char *const environment[] = {config, NULL};
    free(test_shell(&status,
                    "mkdir -p '%s/config/limbeck' && printf '[interface]\\ntheme = day\\n[keys.home]\\nupgrade = U "
                    "ctrl-u\\nline-down = J\\n' >'%s/config/limbeck/limbeck.ini'",
                    folder, folder));
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "18 pending");
    screen_wait(screen, "U ctrl-u up one");
    screen_type(screen, "u"); /* no longer anything */
    screen_type(screen, "U");
    screen_wait(screen, "Up to 1a5c0e7d2b10");
    screen_type(screen, "n");
    screen_wait_gone(screen, "Up to 1a5c0e7d2b10");
    screen_type(screen, "\025");
    screen_wait(screen, "Up to 1a5c0e7d2b10");
    screen_type(screen, "n");
    screen_type(screen, ":theme day");
    screen_wait(screen, "the colours as they are");
    screen_type(screen, "\033q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    static const struct {
        const char *line, *said;
    } rows[] = {{"[keys.home]\\nnothing = x", "[keys.home] has no action 'nothing'"},
                {"[keys.home]\\nupgrade = hyper-x", "limbeck.ini:2: 'hyper-x' is not a key"},
                {"[keys.home]\\nupgrade = a b c d e", "limbeck.ini:2: more than 4 keys"},
                {"[interface]\\ntheme = plaid", "there is no theme 'plaid'"},
                {"[interface]\\ncolour = red", "limbeck.ini:2: [interface] has no 'colour'"},
                {"nonsense", "limbeck.ini:1: this line is neither a section nor a value"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        free(test_shell(&status, "printf '%s\\n' >'%s/config/limbeck/limbeck.ini'", rows[i].line, folder));
        screen = screen_start(folder, 100, 30, environment);
        screen_wait(screen, rows[i].said);
        screen_type(screen, "q");
        assert_int_equal(screen_end(screen), 0);
        screen_free(screen);
    }
    free(folder);
}

/* Who else is there, what they hold, and for whom they wait. */
static void test_sessions(void **state)
{
    (void)state;
    int status;
    const char *port = getenv("LIMBECK_TEST_PORT");
    char *url = test_postgresql_url("sessions"), *folder = test_sample("sessions");
    const char *const environment[] = {url, NULL};
    free(test_shell(&status, "cd '%s' && env '%s' '%s' upgrade 1a5c0e7d2b10", folder, url, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    char *command = malloc(1200);
    snprintf(command, 1200,
             "exec psql -q -h 127.0.0.1 -p %s -U limbeck -d sessions -c \"SET application_name = 'holder'; BEGIN; LOCK "
             "TABLE "
             "users; SELECT pg_sleep(600)\" >/dev/null 2>&1",
             port);
    FILE *holder = popen(command, "r");
    snprintf(command, 1200,
             "exec psql -q -h 127.0.0.1 -p %s -U limbeck -d sessions -c \"SET application_name = 'waiter'; SELECT "
             "count(*) FROM "
             "users\" >/dev/null 2>&1",
             port);
    free(test_shell(
        &status,
        "until [ -n \"$(psql -t -A -h 127.0.0.1 -p %s -U limbeck -d sessions -c \"SELECT 1 FROM pg_locks WHERE "
        "mode = 'AccessExclusiveLock' AND granted AND relation = 'users'::regclass\")\" ]; do :; done",
        port));
    TestScreen *screen = screen_start(folder, 200, 40, environment);
    screen_wait(screen, "sessions@127.0.0.1"); /* though a table is locked */
    screen_type(screen, "\t\ts");
    screen_wait(screen, "holder");
    screen_wait(screen, "ACCESS EXCLUSIVE on users");
    FILE *waiter = popen(command, "r");
    screen_wait(screen, "waits for");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(test_shell(&status,
                    "psql -q -h 127.0.0.1 -p %s -U limbeck -d postgres -c \"SELECT pg_terminate_backend(pid) FROM "
                    "pg_stat_activity WHERE datname = 'sessions'\"",
                    port));
    pclose(holder);
    pclose(waiter);
    /* a table as the server has it */
    screen = screen_start(folder, 120, 40, environment);
    screen_wait(screen, "sessions@127.0.0.1");
    screen_wait(screen, "table (2)");
    screen_type(screen, "\t\tj\r");
    screen_wait(screen, "email character varying(255) NOT NULL");
    screen_wait(screen, "CREATE INDEX ix_users_email");
    screen_type(screen, "\033q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(command);
    free(url);
    free(folder);
}

/* Several databases: each its own rows, and where the other stands is seen. */
static void test_databases(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    int status;
    char folder[512];
    snprintf(folder, sizeof folder, "%s/several", test_work());
    free(test_shell(
        &status,
        "rm -rf '%s' && mkdir '%s' && cd '%s' && '%s' init -t multidb migrations && "
        "sed -i 's|^databases = .*|databases = orders, archive|; s|^.engine1.|[orders]|; s|^.engine2.|[archive]|; "
        "s|driver://user:pass@localhost/dbname2|sqlite:///two.db|; "
        "s|driver://user:pass@localhost/dbname|sqlite:///one.db|' alembic.ini && "
        "'%s' revision -m first && '%s' revision -m second && '%s' upgrade +1",
        folder, folder, folder, getenv("LIMBECK"), getenv("LIMBECK"), getenv("LIMBECK"), getenv("LIMBECK")));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "[orders]  archive");
    screen_wait(screen, "> < database");
    confirm_step(screen, "u", "Up to ");
    screen_wait(screen, "Done in ");
    screen_type(screen, "\r");
    screen_wait(screen, "here head second");
    screen_type(screen, ">");
    screen_wait(screen, "orders  [archive]");
    screen_wait(screen, "orders head second");
    screen_wait(screen, "here first");
    screen_wait(screen, "two.db");
    screen_type(screen, "<");
    screen_wait(screen, "archive first");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
}

/* Sections of the ini that -n can name. */
static void test_sections(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    int status;
    char *folder = test_sample("sections");
    free(test_shell(
        &status,
        "cd '%s' && { printf '\n[copy]\n'; sed -n '/^.alembic./,/^$/p' alembic.ini | grep -v '^.alembic.' | sed "
        "'s|shop.db|copy.db|'; } >>alembic.ini && '%s' upgrade 1a5c0e7d2b10",
        folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "17 pending");
    screen_wait(screen, "[alembic]  copy");
    screen_type(screen, ">");
    screen_wait(screen, "alembic  [copy]");
    screen_wait(screen, "18 pending");
    screen_type(screen, ">");
    screen_wait(screen, "17 pending");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* A script added, and one that cannot be read, while somebody looks. */
static void test_reload(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    int status;
    char *folder = test_sample("reload"), path[600];
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "18 pending");
    snprintf(path, sizeof path, "%s/alembic/versions/ffff00000007_later.py", folder);
    test_write(path, "\"\"\"Came later\"\"\"\nrevision = 'ffff00000007'\ndown_revision = '3e7f90d15b28'\n"
                     "def upgrade():\n    pass\ndef downgrade():\n    pass\n");
    screen_wait(screen, "19 pending");
    screen_type(screen, "g");
    screen_wait(screen, "─ Came later");
    snprintf(path, sizeof path, "%s/alembic/versions/ffff00000008_broken.py", folder);
    test_write(path, "revision = 'ffff00000008'\ndown_revision = 'nobody'\n");
    screen_wait(screen, "cannot be read again");
    screen_type(screen, "j");
    screen_wait(screen, "─ Audit log");
    free(test_shell(&status, "rm '%s'", path));
    screen_wait(screen, "19 pending");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* Rows, tabs, hints and commands, all by the mouse. */
static void test_mouse(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    static const struct {
        const char *pressed, *shown;
    } clicks[] = {{"\033[<0;10;4M\033[<0;10;4m", "─ Fill orders.reference"}, /* a revision */
                  {"\033[<0;66;4M\033[<0;66;4m", "depends on the rows"},     /* upgrade */
                  {"\033[<65;10;8M", "─ Orders get a reference"},            /* the wheel */
                  {"\033[<0;3;30M\033[<0;3;30m", "Up to "},                  /* "u up one" */
                  {"\033[<0;0;0M\033[<0;0;0m", "Up to "}};
    char *folder = test_sample("mouse");
    TestScreen *screen = screen_start(folder, 110, 30, environment);
    screen_wait(screen, "18 pending");
    for (size_t i = 0; i < sizeof clicks / sizeof *clicks; i++) {
        screen_type(screen, clicks[i].pressed);
        screen_wait(screen, clicks[i].shown);
    }
    screen_type(screen, "\033q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* A stamp moves the rows that were seen, and is undone while the database stands where it left it. */
static void test_stamp(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    int status;
    char *folder = test_sample("stamp");
    free(test_shell(&status, "cd '%s' && '%s' upgrade 1a5c0e7d2b10", folder, getenv("LIMBECK")));
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "17 pending");
    screen_type(screen, "km");
    screen_wait(screen, "then    2b7d91c4e3a5");
    free(test_shell(&status, "cd '%s' && '%s' stamp 3c8ea2d5f4b6", folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    screen_type(screen, "y");
    screen_wait(screen, "3c8ea2d5f4b6: nothing was changed");
    screen_type(screen, "\r");
    screen_wait(screen, "15 pending");
    screen_type(screen, "gm");
    screen_wait(screen, "then    3e7f90d15b28");
    screen_type(screen, "y");
    screen_wait(screen, "the version table holds 3e7f90d15b28");
    screen_type(screen, "\r");
    screen_wait(screen, "0 pending");
    free(test_shell(&status, "cd '%s' && '%s' stamp 1a5c0e7d2b10", folder, getenv("LIMBECK")));
    screen_type(screen, "r");
    screen_wait(screen, "17 pending");
    screen_type(screen, "U");
    screen_wait(screen, "the database moved to another revision since");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* The tour from its beginning to its end; the project is as it was. */
static void test_teach(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *shown;
    } moves[] = {{"", "Lesson 1 of 11  What a revision is"},
                 {"s", "✓ Done."},
                 {".", "Lesson 2 of 11"},
                 {"a9999\r", "not that one"},
                 {"a1a5c\r", "✓ Done."},
                 {".", "Lesson 3 of 11"},
                 {"u", "y run it"},
                 {"y", "Done in"},
                 {"\r", "✓ Done."},
                 {".", "Lesson 4 of 11"},
                 {"g}}", "✓ Done."},
                 {".", "Lesson 5 of 11"},
                 {"{", "✓ Done."},
                 {".", "Lesson 6 of 11"},
                 {"j", "✓ Done."},
                 {".", "Lesson 7 of 11"},
                 {"gp", "Plan: up to 3e7f90d15b28, 17 steps"},
                 {"q", "✓ Done."},
                 {".", "Lesson 8 of 11"},
                 {"d", "y run it"},
                 {"n", "✓ Done."},
                 {".", "Lesson 9 of 11"},
                 {"m", "y stamp it"},
                 {"y", "the version table holds"},
                 {"\r", "0 pending"},
                 {"U", "y stamp it"},
                 {"y", "the version table holds"},
                 {"\r", "✓ Done."},
                 {".", "2 heads"},
                 {"M", "Merge heads"},
                 {"\r", "✓ Done."},
                 {"g", "─ merge heads"},
                 {".", "Lesson 11 of 11  The end"}};
    int status;
    char *folder = test_sample("teach"), temporary[600];
    snprintf(temporary, sizeof temporary, "TMPDIR=%s", test_work());
    const char *const with_temporary[] = {temporary, NULL};
    char *before = test_shell(&status, "cd '%s' && find . -type f | sort | xargs sha256sum", folder);
    TestScreen *screen = screen_start_with(folder, "teach", 100, 36, with_temporary);
    screen_wait(screen, "18 pending");
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        screen_type(screen, moves[i].keys);
        screen_wait(screen, moves[i].shown);
        if (strstr(moves[i].shown, "Lesson"))
            screen_wait_gone(screen, "✓ Done.");
    }
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    char *after = test_shell(&status, "cd '%s' && find . -type f | sort | xargs sha256sum", folder);
    assert_string_equal(before, after);
    free(test_shell(&status, "ls -d '%s'/limbeck-teach-* 2>/dev/null", test_work()));
    assert_int_not_equal(status, 0);
    free(before);
    free(after);
    free(folder);
}

/* Stopping between statements, and going back from there: nothing is left. */
static void stop_between_on(const char *name, const char *const *environment)
{
    char *folder = test_sample(name);
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "18 pending");
    screen_type(screen, "u");
    screen_wait(screen, "e each asks");
    screen_type(screen, "e");
    screen_wait(screen, "Stopped before");
    screen_wait(screen, "no schema change");
    screen_type(screen, " ");
    screen_wait(screen, "+ table alembic_version");
    screen_type(screen, " ");
    screen_wait(screen, "+ table users");
    screen_type(screen, "\033");
    screen_wait(screen, "Cancel this step and roll it back?");
    screen_type(screen, "y");
    screen_wait(screen, "Rolled back. Schema, data and version");
    screen_type(screen, "\r");
    screen_wait(screen, "18 pending");
    screen_wait(screen, "none (base)");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

static void test_stop_sqlite(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    stop_between_on("stop-sqlite", environment);
}

static void test_stop_postgresql(void **state)
{
    (void)state;
    char *url = test_postgresql_url("stopped");
    const char *const environment[] = {url, NULL};
    stop_between_on("stop-postgresql", environment);
    free(url);
}

/* A line of the script chosen to stop before: what comes before it is there, it itself is not. */
static void test_breakpoint_of(const char *name, const char *const *environment)
{
    char *folder = test_sample(name);
    TestScreen *screen = screen_start(folder, 100, 34, environment);
    screen_wait(screen, "18 pending");
    screen_type(screen, "\rs");
    screen_wait(screen, "CREATE INDEX ix_users_email");
    screen_type(screen, "jjjjjjjjjjjjjjjb");
    screen_wait(screen, "breakpoint set: steps stop before line 27");
    screen_wait(screen, "●  27");
    screen_type(screen, "\033");
    screen_wait(screen, "up one");
    screen_type(screen, "u");
    screen_wait(screen, "● stops before line 27 of the script");
    screen_type(screen, "y");
    screen_wait(screen, "Stopped before the last statement shown, of line 27.");
    screen_wait(screen, "+ table users");
    assert_null(strstr(screen_picture(screen), "+ index users.ix_users_email"));
    screen_type(screen, "a");
    screen_wait(screen, "Done in");
    screen_type(screen, "\rb");
    screen_wait(screen, "Tab selects that pane");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

/* What is shown of a batch that comes after other changes of its table is what runs. */
static void test_preview_follows(void **state)
{
    (void)state;
    static const char first[] =
        "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a1'\ndown_revision = None\n"
        "def upgrade():\n"
        "    op.create_table('users', sa.Column('id', sa.Integer, primary_key=True),\n"
        "        sa.Column('name', sa.String(40)), sa.CheckConstraint('length(name) > 0'))\n"
        "    op.create_index('ix_name', 'users', ['name'])\n"
        "def downgrade():\n    pass\n";
    static const char second[] =
        "from alembic import op\nimport sqlalchemy as sa\nrevision = 'b2'\ndown_revision = 'a1'\n"
        "def upgrade():\n"
        "    op.drop_index('ix_name', 'users')\n"
        "    op.execute('ALTER TABLE users ADD COLUMN raw VARCHAR(7) DEFAULT 1')\n"
        "    op.execute('ALTER TABLE users RENAME COLUMN name TO full_name')\n"
        "    with op.batch_alter_table('users') as batch:\n"
        "        batch.add_column(sa.Column('last', sa.Boolean))\n"
        "        batch.alter_column('raw', new_column_name='years')\n"
        "def downgrade():\n    pass\n";
    static const char *const lines[] = {"full_name VARCHAR(40)", "years VARCHAR(7) DEFAULT 1",
                                        "CHECK (length(full_name) > 0)",
                                        "INSERT INTO _alembic_tmp_users (id, full_name, years)"};
    int status;
    char *folder = test_sample("follows"), path[700];
    free(test_shell(&status, "rm '%s'/alembic/versions/*.py", folder));
    snprintf(path, sizeof path, "%s/alembic/versions/a1.py", folder);
    test_write(path, first);
    snprintf(path, sizeof path, "%s/alembic/versions/b2.py", folder);
    test_write(path, second);
    free(test_shell(&status, "cd '%s' && '%s' upgrade a1", folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    static const char *const environment[] = {"X=", NULL};
    TestScreen *screen = screen_start(folder, 150, 60, environment);
    screen_wait(screen, "1 pending");
    screen_type(screen, "u");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        screen_wait(screen, lines[i]);
    screen_type(screen, "y");
    screen_wait(screen, "Done in");
    screen_type(screen, "\rq");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    char *made = test_shell(&status, "sqlite3 '%s/shop.db' .schema", folder);
    for (size_t i = 0; i + 1 < sizeof lines / sizeof *lines; i++)
        assert_non_null(strstr(made, lines[i]));
    free(made);
    free(folder);
}

/* Batches pause where somebody says so, go on, and end as one change would have. */
static void test_batches_pause(void **state)
{
    (void)state;
    int status;
    char *folder = test_sample("pausing");
    free(test_shell(
        &status,
        "cd '%s' && printf '\\n[limbeck]\\nrows_per_second = 15000\\n' >>alembic.ini && '%s' upgrade 5ea0c4f7 && "
        "sqlite3 shop.db \"UPDATE users SET email = upper(email)\"",
        folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    static const char *const environment[] = {"X=", NULL};
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "13 pending");
    screen_type(screen, "u");
    screen_wait(screen, "y run it");
    screen_type(screen, "BB");
    screen_wait(screen, "10 000 rows");
    screen_type(screen, "y");
    screen_wait(screen, "batches of 10 000");
    screen_type(screen, "p");
    screen_wait(screen, ", paused");
    screen_type(screen, "p");
    screen_wait_gone(screen, ", paused");
    screen_wait(screen, "Done in");
    screen_type(screen, "\rq");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(test_shell(
        &status, "cd '%s' && [ \"$(sqlite3 shop.db 'SELECT count(*) FROM users WHERE email <> lower(email)')\" = 0 ]",
        folder));
    assert_int_equal(status, 0);
    free(folder);
}

/* A run's report, as a person reads it and as a program does. */
static void test_report(void **state)
{
    (void)state;
    int status;
    char *folder = test_sample("report"), place[600];
    snprintf(place, sizeof place, "XDG_STATE_HOME=%s/state", folder);
    const char *const environment[] = {place, NULL};
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "18 pending");
    screen_type(screen, "u");
    screen_wait(screen, "y run it");
    screen_type(screen, "y");
    screen_wait(screen, "Done in");
    screen_type(screen, "w");
    screen_wait(screen, "up.md and .json in");
    screen_type(screen, "\rq");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(test_shell(
        &status,
        "cd '%s/state/limbeck/reports' && grep -q 'CREATE TABLE users' ./*.md && grep -q '^# .*1a5c0e7d2b10' ./*.md && "
        "python3 -c 'import json, sys; a = json.load(open(sys.argv[1])); sys.exit(not a[\"statements\"])' ./*.json",
        folder));
    assert_int_equal(status, 0);
    free(folder);
}

static void test_break_sqlite(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    test_breakpoint_of("break-sqlite", environment);
}

static void test_break_postgresql(void **state)
{
    (void)state;
    char *url = test_postgresql_url("broken");
    const char *const environment[] = {url, NULL};
    test_breakpoint_of("break-postgresql", environment);
    free(url);
}

/* A step that waits says for whom, and what it holds meanwhile. */
static void test_held_locks(void **state)
{
    (void)state;
    int status;
    char *url = test_postgresql_url("held"), *folder = test_sample("held");
    const char *const environment[] = {url, NULL};
    free(test_shell(&status, "cd '%s' && %s '%s' upgrade 6fb1d508c7e9", folder, url, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    char command[512];
    snprintf(command, sizeof command, "psql -q '%s' >/dev/null", strchr(url, '=') + 1);
    FILE *other = popen(command, "w");
    fputs("BEGIN; LOCK TABLE alembic_version IN SHARE MODE;\n", other);
    fflush(other);
    free(test_shell(&status,
                    "until psql -tA '%s' -c \"SELECT mode FROM pg_locks WHERE granted AND relation = "
                    "'alembic_version'::regclass\" | grep -q ShareLock; do :; done",
                    strchr(url, '=') + 1));
    TestScreen *screen = screen_start(folder, 120, 30, environment);
    screen_wait(screen, "12 pending");
    confirm_step(screen, "u", "Add users.phone");
    screen_wait(screen, "waiting for pid");
    screen_wait(screen, "holds ACCESS EXCLUSIVE on users");
    fputs("ROLLBACK;\n\\q\n", other); /* the screen has the pipe, too: its end alone would not do */
    pclose(other);
    screen_wait(screen, "Done in");
    screen_type(screen, "\r");
    screen_wait(screen, "11 pending");
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
    free(url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_held_locks),
        cmocka_unit_test(test_walk_sqlite),
        cmocka_unit_test(test_walk_postgresql),
        cmocka_unit_test(test_losses),
        cmocka_unit_test(test_live_preview_sqlite),
        cmocka_unit_test(test_live_preview_postgresql),
        cmocka_unit_test(test_cancel_sqlite),
        cmocka_unit_test(test_cancel_postgresql),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_server_down),
        cmocka_unit_test(test_server_stalled),
        cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_terminal_restored),
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_inside_project),
        cmocka_unit_test(test_marked),
        cmocka_unit_test(test_plan),
        cmocka_unit_test(test_plan_fails),
        cmocka_unit_test(test_jumps),
        cmocka_unit_test(test_palette),
        cmocka_unit_test(test_preferences),
        cmocka_unit_test(test_sessions),
        cmocka_unit_test(test_databases),
        cmocka_unit_test(test_sections),
        cmocka_unit_test(test_env_rolls_back),
        cmocka_unit_test(test_reload),
        cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_teach),
        cmocka_unit_test(test_stamp),
        cmocka_unit_test(test_stop_sqlite),
        cmocka_unit_test(test_stop_postgresql),
        cmocka_unit_test(test_report),
        cmocka_unit_test(test_preview_follows),
        cmocka_unit_test(test_batches_pause),
        cmocka_unit_test(test_break_sqlite),
        cmocka_unit_test(test_break_postgresql),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
