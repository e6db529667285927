/* The file of an open SQLite connection is deleted, and another program writes a new one: limbeck reads nothing by the
 * old connection, since that would delete the journal of the other program. */
#include "support/support.h"

#include "limbeck/base/arena.h"
#include "limbeck/config/url.h"
#include "limbeck/database/database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Database *open_file(Arena *arena, const char *path)
{
    Error error = {0};
    DatabaseUrl *url = database_url_parse(arena, arena_format(arena, "sqlite:///%s", path), &error);
    assert_non_null(url);
    Database *database = database_open(url, &error);
    assert_non_null(database);
    return database;
}

static void execute(Database *database, const char *sql)
{
    Error error = {0};
    if (!database_execute(database, sql, NULL, 0, NULL, &error))
        fail_msg("%s: %s", sql, error.message);
}

static const char fill[] = "INSERT INTO t SELECT value FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT "
                           "value + 1 FROM n WHERE value < 20000) SELECT value FROM n)";

/* A transaction that has written pages: its journal is on the disk. */
static Database *begin_to_write(Arena *arena, const char *path)
{
    Database *database = open_file(arena, path);
    execute(database, "CREATE TABLE t (n INTEGER)");
    execute(database, fill);
    execute(database, "PRAGMA cache_size = 2");
    execute(database, "BEGIN");
    execute(database, "UPDATE t SET n = n + 1");
    return database;
}

static void check_replaced(const char *name, bool is_attached)
{
    Arena *arena = arena_new();
    const char *path = arena_format(arena, "%s/%s.db", test_work(), name);
    const char *other = arena_format(arena, "%s/%s-main.db", test_work(), name);
    const char *journal = arena_format(arena, "%s-journal", path);
    Error error = {0};
    int64_t number = 0;
    unlink(path);
    unlink(other);
    DatabaseUrl *url =
        database_url_parse(arena, arena_format(arena, "sqlite:///%s", is_attached ? other : path), &error);
    StringVector allowed = {0};
    vector_push(arena, &allowed, path);
    url->other_files = &allowed;
    Database *old = database_open(url, &error);
    assert_non_null(old);
    if (is_attached)
        execute(old, arena_format(arena, "ATTACH '%s' AS more", path));
    execute(old, is_attached ? "CREATE TABLE more.t (n INTEGER)" : "CREATE TABLE t (n INTEGER)");
    assert_true(database_integer(old, "SELECT count(*) FROM t", &number, &error));
    unlink(path);
    Database *writer = begin_to_write(arena, path);
    assert_int_equal(access(journal, F_OK), 0);
    assert_false(database_integer(old, "SELECT count(*) FROM t", &number, &error));
    assert_non_null(strstr(error.message, "was deleted or replaced by another program"));
    assert_true(database_is_lost(old));
    assert_int_equal(access(journal, F_OK), 0);
    execute(writer, "COMMIT");
    database_close(old);
    database_close(writer);
    Database *again = open_file(arena, path);
    assert_true(database_integer(again, "SELECT count(*) FROM t WHERE n > 1", &number, &error));
    assert_int_equal(number, 20000);
    database_close(again);
    arena_free(arena);
}

static void test_main_file(void **state)
{
    (void)state;
    check_replaced("replaced", false);
}

static void test_attached_file(void **state)
{
    (void)state;
    check_replaced("replaced-attached", true);
}

/* In a transaction the locks keep the file: what it began is ended. */
static void test_within_transaction(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *path = arena_format(arena, "%s/within.db", test_work());
    unlink(path);
    Database *database = begin_to_write(arena, path);
    unlink(path);
    execute(database, "UPDATE t SET n = n + 1");
    assert_int_equal(database_transaction(database), TRANSACTION_OPEN);
    database_close(database);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_main_file),
        cmocka_unit_test(test_attached_file),
        cmocka_unit_test(test_within_transaction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
