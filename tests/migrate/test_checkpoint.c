/* The keys in a checkpoint: what comes from the database is not believed. */
#include "../../src/migrate/batches/checkpoint.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

static Arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void test_round_trip(void **state)
{
    (void)state;
    const DatabaseValue values[] = {database_number(-42), database_text("a;b:5"), database_text("")};
    const char *text = key_text(arena, values, 3);
    DatabaseValue back[3];
    assert_string_equal(text, "i-42;t5:a;b:5;t0:;");
    assert_true(key_values(arena, text, back, 3));
    assert_int_equal(back[0].integer, -42);
    assert_string_equal(back[1].bytes, "a;b:5");
    assert_int_equal(back[2].length, 0);
    const DatabaseValue real = {.type = CELL_REAL, .real = 1};
    assert_null(key_text(arena, &real, 1));
}

/* Each stands at the end of its memory: the sanitizers see a byte read past it. */
static void test_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"",       "i",      "x1;",     "i1",      "t3:ab;",
                                        "t4:ab;", "t5:ab;", "t12:ab;", "t-1:;",   "t2ab;",
                                        "t2:abc", "t2:ab",  "i1;i2;",  "t2:ab;;", "t99999999999999999999:a;"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        DatabaseValue value;
        char *copy = strdup(texts[i]);
        if (key_values(arena, copy, &value, 1))
            fail_msg("'%s' was taken for a key", texts[i]);
        free(copy);
    }
}

/* A length that ends in other memory, where by chance there is a semicolon. */
static void test_length_past_the_end(void **state)
{
    (void)state;
    DatabaseValue value;
    assert_false(key_values(arena, "t6:ab;\0cd;", &value, 1));
    assert_false(key_values(arena, "t3:ab;\0;", &value, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_length_past_the_end, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
