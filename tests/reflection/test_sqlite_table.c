/* Tables read from the SQL that made them. */
#include "support/support.h"

#include "limbeck/reflection/sqlite_table.h"

#include <string.h>

static Table *read_table(Arena *arena, const char *sql)
{
    Table *table = NULL;
    Error error = {0};
    if (!table_from_sql(arena, sql, &table, &error))
        fail_msg("%s", error.message);
    return table;
}

static void test_columns(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Table *table = read_table(arena, "CREATE TABLE IF NOT EXISTS \"odd \"\"t\"\"\" (\n"
                                     "  id INTEGER NOT NULL PRIMARY KEY, -- a comment, with a comma\n"
                                     "  [a b] VARCHAR(20, 3) DEFAULT 'x, (y)' COLLATE nocase,\n"
                                     "  /* and ( another */ n DOUBLE PRECISION DEFAULT -1.5,\n"
                                     "  bare,\n"
                                     "  g INT AS (n + 1))");
    assert_string_equal(table->name, "odd \"t\"");
    assert_int_equal(table->columns.count, 5);
    assert_true(table_column(table, "id")->primary_key);
    assert_false(table_column(table, "id")->nullable);
    assert_string_equal(table_column(table, "a b")->type->declared, "VARCHAR(20, 3)");
    assert_string_equal(table_column(table, "a b")->server_default->text, "'x, (y)'");
    assert_string_equal(table_column(table, "a b")->type->collation, "nocase");
    assert_string_equal(table_column(table, "n")->type->declared, "DOUBLE PRECISION");
    assert_string_equal(table_column(table, "n")->server_default->text, "-1.5");
    assert_string_equal(table_column(table, "bare")->type->declared, "");
    assert_string_equal(table_column(table, "g")->computed->text, "n + 1");
    arena_free(arena);
}

static const Constraint *of_kind(const Table *table, ConstraintKind kind)
{
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i]->kind == kind)
            return table->constraints.items[i];
    return NULL;
}

static void test_constraints(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Table *table =
        read_table(arena, "create table t (a int, b int references u, "
                          "constraint \"pk t\" primary key (a, `b`), unique (b), "
                          "constraint fk foreign key (a, b) references o (x, y) on update set null "
                          "on delete cascade deferrable initially deferred, check (a in (1, 2))) without rowid");
    assert_string_equal(of_kind(table, CONSTRAINT_PRIMARY_KEY)->name, "pk t");
    assert_int_equal(of_kind(table, CONSTRAINT_PRIMARY_KEY)->columns.count, 2);
    assert_true(table_column(table, "b")->primary_key);
    assert_null(of_kind(table, CONSTRAINT_UNIQUE)->name);
    assert_string_equal(of_kind(table, CONSTRAINT_CHECK)->condition->text, "a in (1, 2)");
    const Constraint *inline_key = of_kind(table, CONSTRAINT_FOREIGN_KEY);
    assert_string_equal(inline_key->referent_table, "u");
    assert_int_equal(inline_key->referent_columns.count, 0);
    const Constraint *key = NULL;
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i]->name && strcmp(table->constraints.items[i]->name, "fk") == 0)
            key = table->constraints.items[i];
    assert_non_null(key);
    assert_string_equal(key->on_update, "SET NULL"); /* in capitals, as SQLAlchemy reads them */
    assert_string_equal(key->on_delete, "CASCADE");
    assert_int_equal(key->deferrable, 1);
    assert_string_equal(key->initially, "DEFERRED");
    assert_string_equal(key->referent_columns.items[1], "y");
    assert_non_null(option_value(&table->options, "sqlite", "with_rowid"));
    arena_free(arena);
}

/* What a rebuilt table could not say is refused, not dropped. */
static void test_refusals(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "CREATE TABLE t (id INTEGER PRIMARY KEY DESC)",
        "CREATE TABLE t (a INT UNIQUE ON CONFLICT REPLACE)",
        "CREATE TABLE t (a INT, UNIQUE (a COLLATE nocase))",
        "CREATE TABLE t (a INT",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *arena = arena_new();
        Table *table = NULL;
        Error error = {0};
        assert_false(table_from_sql(arena, cases[i], &table, &error));
        assert_non_null(strstr(error.message, "does not understand the SQL of the table 't'"));
        error_clear(&error);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns), cmocka_unit_test(test_constraints),
                                       cmocka_unit_test(test_refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
