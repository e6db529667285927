/* The ids of the graph: as many letters as tell them apart, from 8 to 16, and the messages one below the other. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void show_ids(const char *const *ids, const char *const *rows)
{
    int status;
    char path[700], text[400];
    char *folder = test_sample("ids");
    free(test_shell(&status, "rm '%s'/alembic/versions/*.py", folder));
    for (size_t i = 0; ids[i]; i++) {
        snprintf(path, sizeof path, "%s/alembic/versions/%zu.py", folder, i);
        snprintf(text, sizeof text, "\"\"\"Step %zu\"\"\"\nrevision = '%s'\ndown_revision = %s%s%s\n", i, ids[i],
                 i ? "'" : "", i ? ids[i - 1] : "None", i ? "'" : "");
        test_write(path, text);
    }
    TestScreen *screen = screen_start(folder, 110, 30, (const char *const[]){"X=", NULL});
    for (; *rows; rows++)
        screen_wait(screen, *rows);
    screen_free(screen);
    free(folder);
}

static void test_short(void **state)
{
    (void)state;
    show_ids((const char *const[]){"f00d", "3c8ea2d5f4b6", NULL},
             (const char *const[]){"○ f00d     Step 0", "○ 3c8ea2d5 head Step 1", NULL});
}

static void test_dates(void **state)
{
    (void)state;
    show_ids(
        (const char *const[]){"2024_01_05_a", "2024_01_05_b", "ae1", NULL},
        (const char *const[]){"○ 2024_01_05_a Step 0", "○ 2024_01_05_b Step 1", "○ ae1          head Step 2", NULL});
}

/* Longer ones are cut. */
static void test_long(void **state)
{
    (void)state;
    show_ids((const char *const[]){"a_very_long_prefix_1", "a_very_long_prefix_2", NULL},
             (const char *const[]){"○ a_very_long_pref Step 0", "○ a_very_long_pref head Step 1", NULL});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
