/* Operations: what they destroy, how they are undone, what the rules say. */
#include "support/support.h"

#include "limbeck/autogenerate/describe.h"
#include "limbeck/dialect/dialect.h"
#include "limbeck/lint/lint.h"
#include "limbeck/operations/rebuild.h"

#include <string.h>

static Table *users(Arena *arena, bool unique, bool python_default)
{
    Table *table = ARENA_NEW(arena, Table);
    table->name = "users";
    Column *email = column_new(arena, "email", type_new(arena, TYPE_STRING));
    email->python_default.kind = python_default ? DEFAULT_CALLED : DEFAULT_NONE;
    vector_push(arena, &table->columns, email);
    if (unique) {
        Constraint *constraint = ARENA_NEW(arena, Constraint);
        *constraint = (Constraint){.kind = CONSTRAINT_UNIQUE, .deferrable = -1};
        vector_push(arena, &constraint->columns, "email");
        vector_push(arena, &table->constraints, constraint);
    }
    return table;
}

static Operation *index_on_email(Arena *arena)
{
    Index *index = ARENA_NEW(arena, Index);
    Expression *column = expression_new(arena, EXPRESSION_COLUMN);
    const Expression *only = column;
    column->name = "email";
    index->name = "ix_users_email";
    index->table = "users";
    index->expressions.items = arena_copy(arena, &only, 1, sizeof only);
    index->expressions.count = 1;
    Operation *operation = ARENA_NEW(arena, Operation);
    *operation = (Operation){.kind = OPERATION_CREATE_INDEX, .table_name = "users", .index = index};
    return operation;
}

static void expect_risk(LintSession *session, size_t index, RiskLevel level, const char *rule)
{
    assert_true(index < session->risks.count);
    assert_int_equal(session->risks.items[index].level, level);
    assert_string_equal(session->risks.items[index].rule, rule);
}

/* Other rules have their say too; each test listens to the ones it is about. */
static void filter_rules(LintSession *session, const char *names)
{
    size_t kept = 0;
    for (size_t i = 0; i < session->risks.count; i++)
        if (strstr(names, session->risks.items[i].rule))
            session->risks.items[kept++] = session->risks.items[i];
    session->risks.count = kept;
}

static void test_rules(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    LintSession session = {.arena = arena, .dialect = "postgresql"};
    Operation create = {.kind = OPERATION_CREATE_TABLE, .table_name = "users", .table = users(arena, true, true)};
    lint_operation(&session, &create);
    lint_operation(&session, index_on_email(arena));
    filter_rules(&session, "python-default redundant-index");
    assert_int_equal(session.risks.count, 2);
    expect_risk(&session, 0, RISK_NOTE, "python-default");
    expect_risk(&session, 1, RISK_NOTE, "redundant-index");
    session = (LintSession){.arena = arena, .dialect = "postgresql"};
    Operation add = {.kind = OPERATION_ADD_COLUMN,
                     .table_name = "users",
                     .table = users(arena, false, false),
                     .column = column_new(arena, "x", NULL)};
    lint_operation(&session, &add);
    Expression *text = expression_new(arena, EXPRESSION_TEXT);
    text->text = "  update users set x = 1";
    Statement statement = {.kind = STATEMENT_TEXT, .text = text};
    Operation fill = {.kind = OPERATION_EXECUTE, .statement = &statement};
    lint_operation(&session, &fill);
    Operation drop = {.kind = OPERATION_DROP_COLUMN, .table_name = "users", .column_name = "email"};
    lint_operation(&session, &drop);
    filter_rules(&session, "unbatched-update destroys");
    assert_int_equal(session.risks.count, 2);
    expect_risk(&session, 0, RISK_WARNING, "unbatched-update");
    expect_risk(&session, 1, RISK_LOSS, "destroys");
    assert_string_equal(session.risks.items[1].message, "destroys column users.email");
    arena_free(arena);
}

/* Rows removed by SQL, not by a directive, are told before they go. */
static void test_deletes(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *message, *second;
    } cases[] = {
        {"DELETE FROM users WHERE id <= 52000", "deletes rows of table users", NULL},
        {"-- tidy\n delete\nfrom only public.\"users\"", "deletes rows of table users", NULL},
        {"SELECT 1; /* two */ TRUNCATE TABLE users", "empties table users", NULL},
        {"truncate users, orders", "empties table users", "empties table orders"},
        {"WITH gone AS (DELETE FROM users RETURNING id) SELECT 1", "deletes rows of table users", NULL},
        {"DROP TABLE IF EXISTS users", "destroys table users", NULL},
        {"ALTER TABLE users DROP COLUMN email", "destroys column email", NULL},
        {"UPDATE users SET note = 'delete from users'", NULL, NULL},
        {"ALTER TABLE o ADD FOREIGN KEY (u) REFERENCES users ON DELETE CASCADE", NULL, NULL},
        {"-- drop table users", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *arena = arena_new();
        LintSession session = {.arena = arena, .dialect = "postgresql"};
        Expression *text = expression_new(arena, EXPRESSION_TEXT);
        text->text = cases[i].sql;
        Statement statement = {.kind = STATEMENT_TEXT, .text = text};
        Operation execute = {.kind = OPERATION_EXECUTE, .statement = &statement};
        lint_operation(&session, &execute);
        filter_rules(&session, "deletes");
        assert_int_equal(session.risks.count, !!cases[i].message + !!cases[i].second);
        if (cases[i].message) {
            expect_risk(&session, 0, RISK_LOSS, "deletes");
            assert_string_equal(session.risks.items[0].message, cases[i].message);
        }
        if (cases[i].second)
            assert_string_equal(session.risks.items[1].message, cases[i].second);
        arena_free(arena);
    }
}

/* A batch that rebuilds a table says which columns do not come along. */
static void test_rebuild(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Table *before = users(arena, false, false);
    vector_push(arena, &before->columns, column_new(arena, "age", type_new(arena, TYPE_INTEGER)));
    Operation drop = {.kind = OPERATION_DROP_COLUMN, .table_name = "users", .column_name = "email"};
    RebuildRequest request = {.table = before, .operations = &drop, .operation_count = 1};
    Rebuild rebuild;
    Error error = {0};
    assert_true(table_rebuild(arena, &request, &rebuild, &error));
    assert_int_equal(rebuild.transfer_count, 1);
    Operation operation = {.kind = OPERATION_REBUILD_TABLE, .table_name = "users", .rebuild = &rebuild};
    LintSession session = {.arena = arena, .dialect = "sqlite"};
    lint_operation(&session, &operation);
    filter_rules(&session, "destroys");
    assert_int_equal(session.risks.count, 1);
    expect_risk(&session, 0, RISK_LOSS, "destroys");
    assert_string_equal(session.risks.items[0].message, "destroys column users.email");
    arena_free(arena);
}

static void test_compare(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    SchemaModel *before = schema_model_new(arena), *after = schema_model_new(arena);
    vector_push(arena, &before->tables, users(arena, false, false));
    vector_push(arena, &after->tables, users(arena, false, false));
    Table *orders = ARENA_NEW(arena, Table);
    orders->name = "orders";
    vector_push(arena, &after->tables, orders);
    after->tables.items[0]->columns.items[0]->nullable = false;
    vector_push(arena, &after->tables.items[0]->columns, column_new(arena, "phone", type_new(arena, TYPE_STRING)));
    ComparisonOptions options = {.dialect = dialect_named("postgresql"), .types = true};
    Differences differences = {0};
    assert_true(compare_schemas(arena, &options, before, after, &differences, NULL));
    assert_int_equal(differences.count, 3);
    assert_string_equal(difference_text(arena, options.dialect, &differences.items[0]), "+ table orders");
    assert_string_equal(difference_text(arena, options.dialect, &differences.items[1]), "+ column users.phone");
    assert_string_equal(difference_text(arena, options.dialect, &differences.items[2]),
                        "~ column users.email: NOT NULL");
    assert_int_equal(differences.items[1].downgrade->kind, OPERATION_DROP_COLUMN);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rules), cmocka_unit_test(test_deletes),
                                       cmocka_unit_test(test_rebuild), cmocka_unit_test(test_compare)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
