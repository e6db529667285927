/* What the connection does whatever the driver, against a server that plays a table. */
#include "support/scripted_driver.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

const DatabaseDriver postgresql_driver = SCRIPTED_DRIVER;

static void test_commit_of_failed(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"bad", .code = "42601"});
    Error error = {0}, first = {0};
    Database *database = scripted_open();
    assert_true(database_begin(database, false, &error));
    assert_false(database_execute(database, "bad", NULL, 0, NULL, &first));
    assert_string_equal(first.code, "42601");
    assert_int_equal(database_transaction(database), TRANSACTION_FAILED);
    assert_false(database_commit(database, &error)); /* PostgreSQL would answer ROLLBACK */
    assert_int_equal(scripted_count("COMMIT"), 0);
    database_rollback(database);
    assert_int_equal(database_transaction(database), TRANSACTION_NONE);
    assert_int_equal(database_endings(database), 1);
    database_close(database);
}

static void test_commit_of_nothing(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"nothing", NULL});
    Error error = {0};
    Database *database = scripted_open();
    assert_true(database_commit(database, &error));
    database_rollback(database);
    assert_string_equal(scripted_sent("*"), "");
    database_close(database);
}

/* Sent without waiting: the refusal comes later, with the place of its statement. */
static void test_sent_ahead(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"two", .code = "23505"});
    Error error = {0};
    Database *database = scripted_open();
    assert_true(database_begin(database, false, &error));
    assert_true(database_send(database, "one", NULL, 0, 11, &error));
    assert_true(database_send(database, "two", NULL, 0, 12, &error));
    assert_true(database_send(database, "three", NULL, 0, 13, &error));
    assert_true(database_in_transaction(database));
    assert_false(database_execute(database, "next", NULL, 0, NULL, &error));
    assert_int_equal(database_failed_tag(database), 12);
    assert_string_equal(error.code, "23505");
    assert_int_equal(scripted_count("next"), 0);
    error_clear(&error);
    assert_false(database_execute(database, "next", NULL, 0, NULL, &error));
    assert_int_equal(database_failed_tag(database), 0); /* it is its own */
    database_rollback(database);
    database_close(database);
}

/* A COMMIT never goes ahead of what it commits. */
static void test_commit_settles(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"one", .code = "23505"});
    Error error = {0};
    Database *database = scripted_open();
    assert_true(database_begin(database, false, &error));
    assert_true(database_send(database, "one", NULL, 0, 1, &error));
    assert_false(database_commit(database, &error));
    assert_int_equal(scripted_count("COMMIT"), 0);
    database_rollback(database);
    database_close(database);
}

/* Behind a pooler a question outside of a transaction gets one: the settings are made in it. */
static void test_pooled_question(void **state)
{
    (void)state;
    static const ServerFacts pooled = {.product = "PostgreSQL 15.8", .has_pooler = true, .is_pooled = true};
    SCRIPTED_PLAY({"SELECT 7", .rows = "7"});
    scripted_facts(&pooled);
    Error error = {0};
    int64_t number;
    Database *database = scripted_open();
    database_scope(database)->settings = "SET LOCAL role TO app";
    assert_true(database_integer(database, "SELECT 7", &number, &error));
    assert_int_equal(number, 7);
    assert_string_equal(scripted_sent("*"), "1: BEGIN READ ONLY; SET LOCAL role TO app\n1: SELECT 7\n1: ROLLBACK\n");
    Database *beside = database_open_another(database, &error);
    assert_true(database_begin(beside, false, &error));
    assert_int_equal(scripted_count("BEGIN; SET LOCAL role TO app"), 1);
    database_rollback(beside);
    database_close(beside);
    database_close(database);
}

/* What is refused behind BEGIN leaves no transaction open. */
static void test_begin_is_refused(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"BEGIN*", .code = "42501"});
    Error error = {0};
    Database *database = scripted_open();
    assert_false(database_begin_with(database, false, "; SET ROLE other", &error));
    assert_false(database_in_transaction(database));
    database_close(database);
}

static void test_rows(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"rows", .rows = "1|ann|NULL;2|bob|true"}, {"none", NULL}, {"text", .rows = "seven"});
    Error error = {0};
    DatabaseResult *result;
    const DatabaseValue *row;
    int64_t number;
    Database *database = scripted_open();
    assert_true(database_query(database, "rows", NULL, 0, &result, &error));
    assert_int_equal(result_column_count(result), 3);
    assert_int_equal(result_row_count(result), 2);
    assert_true(result_next(result, &row, &error));
    assert_int_equal(row[0].integer, 1);
    assert_string_equal(row[1].bytes, "ann");
    assert_int_equal(row[2].type, CELL_NULL);
    assert_true(result_next(result, &row, &error) && row[2].boolean);
    assert_true(result_next(result, &row, &error) && !row);
    result_free(result);
    assert_true(database_integer(database, "none", &number, &error) && number == -1);
    assert_true(database_integer(database, "text", &number, &error) && number == -1);
    database_close(database);
}

/* More rows than memory keeps go through a file, and come back as they went. */
static void test_spool(void **state)
{
    (void)state;
    enum { ROWS = 200000 };
    Error error = {0};
    DatabaseResult *result = result_new();
    const DatabaseValue *row;
    result_add_column(result, "id");
    result_add_column(result, "name");
    char name[40];
    for (int i = 0; i < ROWS; i++) {
        snprintf(name, sizeof name, "name %d of many", i);
        const DatabaseValue cells[] = {database_number(i), i % 3 ? database_text(name) : (DatabaseValue){0}};
        assert_true(result_add_row(result, cells, &error));
    }
    for (int i = 0; i < ROWS; i++) {
        snprintf(name, sizeof name, "name %d of many", i);
        assert_true(result_next(result, &row, &error) && row);
        if (row[0].integer != i || (i % 3 ? strcmp(row[1].bytes, name) != 0 : row[1].type != CELL_NULL))
            fail_msg("row %d is %lld", i, (long long)row[0].integer);
    }
    assert_true(result_next(result, &row, &error) && !row);
    result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_commit_of_failed),
        cmocka_unit_test(test_commit_of_nothing),
        cmocka_unit_test(test_sent_ahead),
        cmocka_unit_test(test_commit_settles),
        cmocka_unit_test(test_pooled_question),
        cmocka_unit_test(test_begin_is_refused),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_spool),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
