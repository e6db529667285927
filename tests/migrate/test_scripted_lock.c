/* The lock of one migrator at a time, and the settings of its transactions, against a server that
 * plays a table. */
#include "limbeck/migrate/lock.h"
#include "support/project.h"
#include "support/scripted_driver.h"
#include "support/support.h"

#include <string.h>

const DatabaseDriver postgresql_driver = SCRIPTED_DRIVER;

static ScriptEnvironment environment = {.version_table = "alembic_version"};
static const ServerFacts pooled = {.product = "PostgreSQL 15.8", .has_pooler = true, .is_pooled = true};
static const ServerFacts keeping = {.product = "PostgreSQL 15.8", .has_pooler = true};

static char waited[1000];

static void receive(void *state, const ProgressEvent *event)
{
    (void)state;
    if (event->kind == PROGRESS_WAITING && event->text)
        strncat(waited, event->text, sizeof waited - strlen(waited) - 1);
}

static Supervision waiting(int64_t milliseconds)
{
    waited[0] = '\0';
    Supervision supervision = {.guard = guard_defaults, .receiver = receive};
    supervision.guard.lock_wait = milliseconds;
    return supervision;
}

/* The text between the brackets of the call: both its keys. */
static const char *keys_of(const char *function)
{
    static char keys[200];
    const char *pattern = strcmp(function, "pg_advisory_unlock") == 0 ? "*pg_advisory_unlock(*" : "*lock(*";
    const char *call = strstr(scripted_sent(pattern), function);
    assert_non_null(call);
    strncpy(keys, strchr(call, '('), sizeof keys - 1);
    *strchr(keys, ')') = '\0';
    return keys;
}

static void test_lock_is_unlocked(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*pg_try_advisory_lock*", .rows = "true"});
    Supervision supervision = waiting(0);
    Error error = {0};
    char taken[200];
    Database *database = scripted_open();
    assert_true(migration_lock(database, &environment, &supervision, &error));
    strcpy(taken, keys_of("pg_try_advisory_lock"));
    migration_unlock(database, &environment);
    assert_int_equal(scripted_count("*pg_catalog.pg_advisory_unlock(*"), 1);
    assert_string_equal(keys_of("pg_advisory_unlock"), taken);
    database_close(database);
}

/* Two version tables of one database have locks of their own. */
static void test_key(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*pg_try_advisory_lock*", .rows = "true"});
    ScriptEnvironment other = {.version_table = "alembic_version", .version_table_schema = "app"};
    Supervision supervision = waiting(0);
    Error error = {0};
    char first[200];
    Database *database = scripted_open();
    assert_true(migration_lock(database, &environment, &supervision, &error));
    strcpy(first, keys_of("pg_try_advisory_lock"));
    scripted_play(answers, 1);
    assert_true(migration_lock(database, &other, &supervision, &error));
    assert_string_not_equal(keys_of("pg_try_advisory_lock"), first);
    database_close(database);
}

static void test_waits(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*pg_try_advisory_lock*", .rows = "false", .times = 2}, {"*pg_try_advisory_lock*", .rows = "true"});
    Supervision supervision = waiting(60000);
    Error error = {0};
    Database *database = scripted_open();
    assert_true(migration_lock(database, &environment, &supervision, &error));
    assert_int_equal(scripted_count("*pg_try_advisory_lock*"), 3);
    assert_non_null(strstr(waited, "is migrating this database; waiting 60 s more"));
    database_close(database);
}

static void test_lock_wait_ends(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*pg_try_advisory_lock*", .rows = "false"});
    Supervision supervision = waiting(0);
    Error error = {0};
    Database *database = scripted_open();
    assert_false(migration_lock(database, &environment, &supervision, &error));
    assert_non_null(strstr(error.message, "is migrating this database"));
    assert_int_equal(scripted_count("BEGIN*"), 0);
    database_close(database);
}

/* Another server process answers than the one of the login. */
static void test_hidden_pooler(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*pg_try_advisory_lock*", .rows = "NULL"});
    Supervision supervision = waiting(0);
    Error error = {0};
    Database *database = scripted_open();
    assert_false(migration_lock(database, &environment, &supervision, &error));
    assert_non_null(strstr(error.message, "a pooler is in between"));
    database_close(database);
}

/* Behind a pooler each transaction takes the lock, and its BEGIN carries the settings. */
static void test_pooled(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*pg_try_advisory_xact_lock*", .rows = "true"});
    scripted_facts(&pooled);
    Supervision supervision = waiting(0);
    Error error = {0};
    Database *database = scripted_open();
    database_scope(database)->settings = "SET LOCAL search_path TO app";
    assert_true(migration_lock(database, &environment, &supervision, &error));
    assert_int_equal(scripted_count("*advisory*"), 0);
    assert_true(migration_begin(database, &supervision, &error));
    assert_int_equal(scripted_count("BEGIN; SET LOCAL search_path TO app; *lock_timeout*"), 1);
    assert_int_equal(scripted_count("*pg_try_advisory_xact_lock*"), 1);
    assert_true(database_commit(database, &error));
    migration_unlock(database, &environment);
    assert_int_equal(scripted_count("*pg_advisory_unlock*"), 0);
    assert_true(migration_begin(database, &supervision, &error)); /* no migration any more */
    assert_int_equal(scripted_count("*pg_try_advisory_xact_lock*"), 1);
    database_rollback(database);
    database_close(database);
    assert_int_equal(scripted_count("DISCARD ALL"), 0);
}

/* A pooler that keeps a session for each client hands the connection on: nothing may be left in it. */
static void test_session_is_reset(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"nothing", NULL});
    scripted_facts(&keeping);
    database_close(scripted_open());
    assert_string_equal(scripted_sent("*"), "1: DISCARD ALL\n");
    scripted_play(answers, 1);
    database_close(scripted_open());
    assert_string_equal(scripted_sent("*"), "");
}

/* Limits that are set already stay as they are: the server decides, in the transaction alone. */
static void test_limits(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"nothing", NULL});
    Supervision supervision = waiting(0);
    Error error = {0};
    supervision.guard.lock_timeout = 700;
    supervision.guard.statement_timeout = 0;
    Database *database = scripted_open();
    assert_true(migration_begin(database, &supervision, &error));
    assert_string_equal(scripted_sent("*"), "1: BEGIN; SELECT pg_catalog.set_config('lock_timeout', '700ms', true) "
                                            "WHERE pg_catalog.current_setting('lock_timeout') = '0'\n");
    database_rollback(database);
    database_close(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lock_is_unlocked), cmocka_unit_test(test_key),           cmocka_unit_test(test_waits),
        cmocka_unit_test(test_lock_wait_ends),   cmocka_unit_test(test_hidden_pooler), cmocka_unit_test(test_pooled),
        cmocka_unit_test(test_session_is_reset), cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
