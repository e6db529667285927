/* The updates of a loop, gathered, against a server that plays a table. */
#include "../../src/migrate/batches/row_batcher.h"
#include "support/scripted_driver.h"
#include "support/support.h"

#include <string.h>

const DatabaseDriver postgresql_driver = SCRIPTED_DRIVER;

static const char update[] = "UPDATE t SET name = $1 WHERE id = $2";

/* Counts those that would be sent alone. */
static int add(RowBatcher *batcher, int64_t id, const char *name, int line)
{
    Error error = {0};
    bool taken;
    const DatabaseValue values[] = {database_text(name), database_number(id)};
    assert_true(row_batcher_add(batcher, update, values, 2, line, &taken, &error));
    return !taken;
}

/* A loop: the first two rows show that it is one. */
static RowBatcher *begin(Database *database)
{
    RowBatcher *batcher = row_batcher_new(database);
    assert_int_equal(add(batcher, 1, "a", 7) + add(batcher, 2, "b", 7), 2);
    return batcher;
}

static void end(RowBatcher *batcher, Database *database)
{
    Error error = {0};
    assert_true(row_batcher_flush(batcher, &error));
    row_batcher_free(batcher);
    database_settle(database, &error);
    database_close(database);
}

#define MANY                                                                                                           \
    "1: UPDATE t SET name = limbeck_rows.v1 FROM unnest((SELECT $1::integer[]), (SELECT $2::text[])) AS "              \
    "limbeck_rows (v0, v1) WHERE t.id = limbeck_rows.v0 | "

static void test_gathers(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*WITH target AS*", .rows = "integer;text"});
    Database *database = scripted_open();
    RowBatcher *batcher = begin(database);
    assert_int_equal(add(batcher, 3, "c", 7) + add(batcher, 4, "say \"d\\\"", 7), 0);
    assert_int_equal(scripted_count("UPDATE*"), 0);
    end(batcher, database);
    assert_string_equal(scripted_sent("UPDATE*"), MANY "{3,4}, {\"c\",\"say \\\"d\\\\\\\"\"}\n");
}

/* PostgreSQL applies only one of two updates of a row in a statement, and does not define which. */
static void test_key_again(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*WITH target AS*", .rows = "integer;text"});
    Database *database = scripted_open();
    RowBatcher *batcher = begin(database);
    add(batcher, 3, "first", 7);
    add(batcher, 4, "d", 7);
    add(batcher, 3, "last", 7);
    end(batcher, database);
    assert_string_equal(scripted_sent("UPDATE*"), MANY "{3,4}, {\"first\",\"d\"}\n" MANY "{3}, {\"last\"}\n");
}

/* An error has the line of its statement: a batch contains statements of one line only. */
static void test_batch_is_of_one_line(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"*WITH target AS*", .rows = "integer;text"});
    Database *database = scripted_open();
    RowBatcher *batcher = begin(database);
    add(batcher, 3, "c", 7);
    add(batcher, 4, "d", 8);
    end(batcher, database);
    assert_string_equal(scripted_sent("UPDATE*"), MANY "{3}, {\"c\"}\n" MANY "{4}, {\"d\"}\n");
}

/* The catalogue does not prove the same result: triggers, rules, a unique column. */
static void test_not_gathered(void **state)
{
    (void)state;
    SCRIPTED_PLAY({"nothing", NULL});
    Database *database = scripted_open();
    RowBatcher *batcher = begin(database);
    assert_int_equal(add(batcher, 3, "c", 7) + add(batcher, 4, "d", 7), 2);
    assert_int_equal(scripted_count("*WITH target AS*"), 1); /* asked once */
    end(batcher, database);
    assert_string_equal(scripted_sent("UPDATE*"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gathers),
        cmocka_unit_test(test_key_again),
        cmocka_unit_test(test_batch_is_of_one_line),
        cmocka_unit_test(test_not_gathered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
