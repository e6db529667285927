/* Where things come from: two revisions compared, and the revision of each part of a table. */
#include "support/screen.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

static const char *const plain[] = {"X=", NULL};

static void leave(TestScreen *screen)
{
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
}

/* v, to the other, =: schemas, SQL and losses, with the steps between them marked on the graph; other ways as well. */
static void test_compare(void **state)
{
    (void)state;
    char *folder = test_sample("compared");
    TestScreen *screen = screen_start(folder, 120, 40, plain);
    screen_wait(screen, "18 pending");
    screen_type(screen, "=");
    screen_wait(screen, "no revision is marked");
    screen_type(screen, "/Seed orders\r");
    screen_wait(screen, "5ea0c4f7b6d8  ←");
    screen_type(screen, "vkkk=");
    screen_wait(screen, "5ea0c4f7b6d8 → 81d3f72ae90b");
    screen_wait(screen, "3 steps up");
    screen_wait(screen, "+     phone VARCHAR(20)");
    screen_wait(screen, "+     full_name VARCHAR(200)");
    screen_wait(screen, "+ 81d3f72a");
    screen_wait(screen, "+ 6fb1d508");
    assert_false(screen_shows(screen, "+ 5ea0c4f7"));
    assert_false(screen_shows(screen, "+ 92e4083b"));
    screen_type(screen, "s");
    screen_wait(screen, "up 70c2e619d8fa  Add users.phone");
    screen_wait(screen, "ALTER TABLE users ADD COLUMN phone VARCHAR(20);");
    screen_type(screen, "x");
    screen_wait(screen, "81d3f72ae90b → 5ea0c4f7b6d8");
    screen_wait(screen, "3 steps down");
    screen_wait(screen, "- 81d3f72a");
    screen_wait(screen, "▲ destroys column users.phone");
    screen_type(screen, "s");
    screen_wait(screen, "-     phone VARCHAR(20)");
    screen_type(screen, "\033");
    screen_wait(screen, "u up one");
    leave(screen);
    free(folder);
}

/* On two branches: down one, then up the other. */
static void test_branches(void **state)
{
    (void)state;
    char *folder = test_sample("compared-branches");
    TestScreen *screen = screen_start(folder, 120, 40, plain);
    screen_wait(screen, "18 pending");
    screen_type(screen, "/Warehouses, the\r");
    screen_wait(screen, "d6284c7f3e50  ←");
    screen_type(screen, "v/Invoices, the\r");
    screen_wait(screen, "b4062a5d1c3e  ←");
    screen_type(screen, "=");
    screen_wait(screen, "1 down, then 1 up");
    screen_wait(screen, "- d6284c7f");
    screen_wait(screen, "+ b4062a5d");
    screen_wait(screen, "- CREATE TABLE warehouses");
    screen_wait(screen, "+ CREATE TABLE invoices");
    screen_type(screen, "q");
    screen_wait(screen, "u up one");
    leave(screen);
    free(folder);
}

/* Each part of a table tells its revision, when and by whom; Enter goes there. */
static void test_blame(void **state)
{
    (void)state;
    int status;
    char *url = test_postgresql_url("blamed"), *folder = test_sample("blamed");
    const char *const environment[] = {url, NULL};
    free(test_shell(&status,
                    "cd '%s' && git init -q . && git add . && git -c user.name='Mina K' -c user.email=m@x commit -qm "
                    "all && LIMBECK_URL='%s' '%s' upgrade 81d3f72ae90b",
                    folder, strchr(url, '=') + 1, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    TestScreen *screen = screen_start(folder, 120, 40, environment);
    screen_wait(screen, "52 000");
    screen_type(screen, "\t\t\r");
    screen_wait(screen, "id integer NOT NULL");
    screen_wait(screen, "1a5c0e7d 2024-01-15 Mina K");
    screen_wait(screen, "70c2e619 2024-02-20 Mina K");
    screen_wait(screen, "81d3f72a 2024-03-01 Mina K");
    screen_type(screen, "jjjjj\r"); /* phone, after id, email, name, is_active and created_at */
    screen_wait(screen, "─ Add users.phone");
    screen_wait(screen, "70c2e619d8fa  ←");
    leave(screen);
    free(folder);
    free(url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_compare), cmocka_unit_test(test_branches),
                                       cmocka_unit_test(test_blame)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
