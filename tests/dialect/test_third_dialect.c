/* A dialect that is only a struct: what the generic files of dialect/ write follows its fields alone. */
#include "limbeck/dialect/compiler.h"
#include "limbeck/dialect/dialect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static Dialect third(void)
{
    Dialect dialect = sqlite_dialect;
    dialect.traits.name = dialect.traits.title = "third";
    dialect.limit = "\nFETCH ";
    dialect.no_limit = "\nFETCH EVERY";
    dialect.no_offset = " SKIP 0";
    dialect.empty_in = "(nothing)";
    dialect.has_row_locks = true;
    dialect.prints_every_form = true;
    return dialect;
}

static Expression *number(Arena *arena, int64_t integer)
{
    Expression *expression = expression_new(arena, EXPRESSION_LITERAL);
    expression->literal = (Literal){.kind = LITERAL_INTEGER, .integer = integer};
    expression->type = type_new(arena, TYPE_INTEGER);
    return expression;
}

static ExpressionList one(Arena *arena, const Expression *expression)
{
    const Expression **items = ARENA_ARRAY(arena, const Expression *, 1);
    *items = expression;
    return (ExpressionList){items, 1};
}

static const char *written(Arena *arena, const Dialect *dialect, const Statement *statement)
{
    CompileOptions options = compile_options(dialect, MODE_OFFLINE);
    CompiledSql compiled;
    Error error = {0};
    return compile_statement(arena, &options, statement, &compiled, &error) ? compiled.sql
                                                                            : arena_strdup(arena, error.message);
}

static void writes_as_its_row_says(void **state)
{
    Arena *arena = arena_new();
    Dialect dialect = third();
    Locking locking = {0};
    Statement select = {.kind = STATEMENT_SELECT, .locking = &locking};
    (void)state;
    select.columns = one(arena, number(arena, 7));
    assert_string_equal(written(arena, &dialect, &select), "SELECT 7 AS anon_1 FOR UPDATE");
    select.limit = number(arena, 5);
    assert_string_equal(written(arena, &dialect, &select), "SELECT 7 AS anon_1\nFETCH 5 SKIP 0 FOR UPDATE");
    select.offset = number(arena, 2);
    assert_string_equal(written(arena, &dialect, &select), "SELECT 7 AS anon_1\nFETCH 5 OFFSET 2 FOR UPDATE");
    select.limit = NULL;
    assert_string_equal(written(arena, &dialect, &select), "SELECT 7 AS anon_1\nFETCH EVERY OFFSET 2 FOR UPDATE");
    arena_free(arena);
}

static void refuses_by_its_name(void **state)
{
    Arena *arena = arena_new();
    Dialect dialect = third();
    Statement select = {.kind = STATEMENT_SELECT};
    (void)state;
    select.columns = one(arena, number(arena, 1));
    select.distinct_on = one(arena, number(arena, 1));
    assert_non_null(strstr(written(arena, &dialect, &select), "DISTINCT ON, which third does not have"));
    dialect.has_distinct_on = true;
    assert_string_equal(written(arena, &dialect, &select), "SELECT DISTINCT ON (1) 1 AS anon_1");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(writes_as_its_row_says), cmocka_unit_test(refuses_by_its_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
