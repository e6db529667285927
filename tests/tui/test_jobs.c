/* What the interface is for, and how many keys each job takes from the home screen: when a column came, what lies
 * between two revisions, and a rollback of three steps that is rehearsed first and keeps what it destroys. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Stroke {
    const char *keys;  /* each byte is one key */
    const char *shown; /* after it */
    bool is_text;      /* typed text, which is not counted */
} Stroke;

enum { MAX_STROKES = 8 };

static void do_job(const char *name, const char *database, size_t most, const Stroke strokes[MAX_STROKES])
{
    const char *const environment[] = {database, NULL};
    char *folder = test_sample("jobs");
    int status;
    size_t keys = 0;
    char *output = test_shell(&status,
                              "cd '%s' && env '%s' '%s' upgrade heads && "
                              "printf '\n[limbeck]\nenvironment = production\nconfirm = typed\n' >>alembic.ini",
                              folder, database, getenv("LIMBECK"));
    if (status != 0)
        fail_msg("%s", output);
    free(output);
    TestScreen *screen = screen_start(folder, 110, 36, environment);
    screen_wait(screen, "0 pending");
    screen_wait(screen, "alembic_version");
    for (size_t i = 0; i < MAX_STROKES && strokes[i].keys; i++) {
        screen_type(screen, strokes[i].keys);
        screen_wait(screen, strokes[i].shown);
        keys += strokes[i].is_text ? 0 : strlen(strokes[i].keys);
    }
    print_message("# %s: %zu keys\n", name, keys);
    assert_true(keys <= most);
    screen_free(screen);
    free(folder);
}

static void test_when_a_column_came(void **state)
{
    (void)state;
    do_job("when a column came", "X=", 4,
           (const Stroke[MAX_STROKES]){{"\t\t", "enter open", false},
                                       {"j\r", "full_name VARCHAR(200),", false},
                                       {"", "81d3f72a 2024-03-01", false}});
}

static void test_compare(void **state)
{
    (void)state;
    do_job("compare two revisions", "X=", 4,
           (const Stroke[MAX_STROKES]){{"v", "marked", false}, {"G=", "3e7f90d15b28 → 1a5c0e7d2b10", false}});
}

static void test_rollback(void **state)
{
    (void)state;
    int status;
    char *url = test_postgresql_url("jobs");
    do_job("roll back three, rehearsed and kept", url, 10,
           (const Stroke[MAX_STROKES]){{"jjjp", "down to f84a6e915072, 3 steps", false},
                                       {"a", "y run them", false},
                                       {"R", "Rehearsed in ", false},
                                       {"\r", "Rehearsed   took", false},
                                       {"K", "is kept in the database first", false},
                                       {"y", "Type the name", false},
                                       {"jobs", "jobs", true},
                                       {"\r", "f84a6e91 here", false}});
    char *rows = test_shell(&status, "cd '%s/screen-jobs' && env '%s' '%s' current && env '%s' '%s' stash", test_work(),
                            url, getenv("LIMBECK"), url, getenv("LIMBECK"));
    assert_non_null(strstr(rows, "f84a6e915072"));
    assert_non_null(strstr(rows, "orders.reference"));
    assert_non_null(strstr(rows, "audit_log"));
    free(rows);
    free(url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_when_a_column_came),
        cmocka_unit_test(test_compare),
        cmocka_unit_test(test_rollback),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
