/* What may be asked of a live database only to draw a preview. */
#include "limbeck/migrate/live_query.h"
#include "support/support.h"

static void test_reads(void **state)
{
    (void)state;
    static const char *const asked[] = {
        "SELECT id FROM users",
        "  select count(*) from users where (name = $1) and id in (1, 2)",
        "SELECT lower(name), cast(n AS numeric(10, 2)) FROM t WHERE n = (SELECT max(n) FROM t)",
        "SELECT name FROM pragma_table_info(?) ORDER BY cid",
        "SELECT a FROM (SELECT 1 AS a) AS b",
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        if (!query_only_reads(asked[i]))
            fail_msg("not asked: %s", asked[i]);
}

/* A read-only transaction would let most of these through. */
static void test_acts(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity",
        "SELECT pg_terminate_backend /* so */ (pid) FROM pg_stat_activity",
        "SELECT \"pg_terminate_backend\" (pid) FROM pg_stat_activity",
        "SELECT pg_advisory_lock(id) FROM users",
        "SELECT pg_catalog.pg_notify('a', name) FROM users",
        "SELECT pg_cancel_backend -- in\n (pid) FROM pg_stat_activity",
        "SELECT nextval('s') FROM users",
        "SELECT ours(id) FROM users",
        "SELECT 1 FROM users; DELETE FROM users",
        "SELECT pg_reload_conf()",
        "WITH gone AS (DELETE FROM users RETURNING id) SELECT id FROM gone",
        "UPDATE users SET name = 'from'",
        "",
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (query_only_reads(refused[i]))
            fail_msg("asked: %s", refused[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_reads), cmocka_unit_test(test_acts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
