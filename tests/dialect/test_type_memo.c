/* What a run remembers of the types it has made, and what makes it forget. */
#include "limbeck/dialect/dialect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool add(TypeMemo *memo, const char *schema, const char *name)
{
    SqlType *type = type_new(memo->arena, TYPE_ENUM);
    type->schema = schema;
    type->name = name;
    return type_memo_add(memo, type);
}

static void each_once(void **state)
{
    TypeMemo memo = {.arena = arena_new()}, undone = {.arena = memo.arena};
    (void)state;
    assert_true(add(&memo, NULL, "state"));
    assert_true(add(&memo, "app", "state"));
    assert_true(add(&memo, "two", "state"));
    assert_false(add(&memo, NULL, "state"));
    assert_false(add(&memo, "app", "state"));
    type_memo_copy(&undone, &memo);
    assert_true(add(&undone, NULL, "kind"));
    assert_false(add(&undone, "two", "state"));
    assert_true(add(&memo, NULL, "kind"));
    arena_free(memo.arena);
}

static void forgets(void **state)
{
    static const struct {
        const char *sql;
        bool plain, app; /* "state" and "app.state" are forgotten */
    } rows[] = {
        {"DROP TYPE state", true, false},
        {"drop type if exists other, \"state\" cascade", true, false},
        {"DROP TYPE public.state", true, false},
        {"DROP TYPE app.state", false, true},
        {"SELECT 1; -- DROP TYPE state\nDROP TYPE app.state;", false, true},
        {"DROP TYPE STATE, app.state", true, true},
        {"DROP TYPE \"STATE\"", false, false},
        {"INSERT INTO t VALUES ('DROP TYPE state')", false, false},
        {"ALTER TYPE state RENAME TO old", true, false},
        {"ALTER TYPE app.state SET SCHEMA old", false, true},
        {"ALTER TYPE state ADD VALUE 'x'", false, false},
        {"ALTER TYPE state RENAME VALUE 'x' TO 'y'", false, false},
        {"DROP SCHEMA IF EXISTS x, app CASCADE", false, true},
        {"DROP TYPE stat", false, false},
        {"DROP TYPE", false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TypeMemo memo = {.arena = arena_new()};
        add(&memo, NULL, "state");
        add(&memo, "app", "state");
        type_memo_forget_changed(&memo, rows[i].sql);
        bool plain = add(&memo, NULL, "state"), app = add(&memo, "app", "state");
        if (plain != rows[i].plain || app != rows[i].app)
            print_message("%s\n", rows[i].sql);
        assert_int_equal(plain, rows[i].plain);
        assert_int_equal(app, rows[i].app);
        arena_free(memo.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_once), cmocka_unit_test(forgets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
