/* Operations applied to a schema as a value: what goes with what is dropped. */
#include "support/support.h"

#include "limbeck/dialect/dialect.h"
#include "limbeck/operations/apply.h"

#include <string.h>

static Arena *arena;
static SchemaModel *model;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    model = schema_model_new(arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void apply(Operation operation)
{
    Error error = {0};
    if (!operation_apply(arena, dialect_traits(dialect_named("postgresql")), model, &operation, &error))
        fail_msg("%s", error.message);
}

static void refuse(Operation operation)
{
    Error error = {0};
    assert_false(operation_apply(arena, dialect_traits(dialect_named("postgresql")), model, &operation, &error));
    assert_int_equal(error.kind != ERROR_NONE, 1);
}

static Table *new_table(const char *name, size_t count, const char *const *columns)
{
    Table *table = ARENA_NEW(arena, Table);
    table->name = name;
    for (size_t i = 0; i < count; i++)
        vector_push(arena, &table->columns, column_new(arena, columns[i], type_new(arena, TYPE_INTEGER)));
    return table;
}

static Constraint *add_constraint(Table *table, ConstraintKind kind, const char *column)
{
    Constraint *constraint = ARENA_NEW(arena, Constraint);
    *constraint = (Constraint){.kind = kind, .deferrable = -1};
    vector_push(arena, &constraint->columns, column);
    vector_push(arena, &table->constraints, constraint);
    return constraint;
}

static void create(Table *table)
{
    apply((Operation){.kind = OPERATION_CREATE_TABLE, .table_name = table->name, .table = table});
}

static void create_index(const char *name, const char *column)
{
    Index *index = ARENA_NEW(arena, Index);
    Expression *expression = expression_new(arena, EXPRESSION_COLUMN);
    const Expression *only = expression;
    expression->name = column;
    index->name = name;
    index->name_is_final = true;
    index->table = "users";
    index->expressions.items = arena_copy(arena, &only, 1, sizeof only);
    index->expressions.count = 1;
    apply((Operation){.kind = OPERATION_CREATE_INDEX, .table_name = "users", .index = index});
}

/* users(id, email, age) with an index each on email and age, and email unique. */
static Table *users_with_indexes(void)
{
    static const char *const columns[] = {"id", "email", "age"};
    Table *table = new_table("users", 3, columns);
    add_constraint(table, CONSTRAINT_UNIQUE, "email");
    add_constraint(table, CONSTRAINT_UNIQUE, "age");
    create(table);
    create_index("ix_email", "email");
    create_index("ix_age", "age");
    return schema_model_table(model, NULL, "users");
}

static void test_drop_column(void **state)
{
    (void)state;
    Table *users = users_with_indexes();
    assert_int_equal(users->indexes.count, 2);
    apply((Operation){.kind = OPERATION_DROP_COLUMN, .table_name = "users", .column_name = "email"});
    assert_null(table_column(users, "email"));
    assert_int_equal(users->indexes.count, 1);
    assert_string_equal(users->indexes.items[0]->name, "ix_age");
    assert_int_equal(users->constraints.count, 1);
    assert_string_equal(users->constraints.items[0]->columns.items[0], "age");
    refuse((Operation){.kind = OPERATION_DROP_COLUMN, .table_name = "users", .column_name = "email"});
}

/* orders(id, user_id) refers to users and to itself. */
static Table *orders_of_users(void)
{
    static const char *const columns[] = {"id", "user_id"};
    static const char *const referents[] = {"users", "orders"};
    Table *orders = new_table("orders", 2, columns);
    for (size_t i = 0; i < 2; i++) {
        Constraint *key = add_constraint(orders, CONSTRAINT_FOREIGN_KEY, "user_id");
        key->referent_table = referents[i];
        vector_push(arena, &key->referent_columns, "id");
    }
    create(orders);
    return schema_model_table(model, NULL, "orders");
}

static void test_drop_table(void **state)
{
    (void)state;
    users_with_indexes();
    Table *orders = orders_of_users();
    apply((Operation){.kind = OPERATION_DROP_TABLE, .table_name = "users", .cascades = true});
    assert_null(schema_model_table(model, NULL, "users"));
    assert_int_equal(orders->constraints.count, 1);
    assert_string_equal(orders->constraints.items[0]->referent_table, "orders");
}

static void test_rename_table(void **state)
{
    (void)state;
    users_with_indexes();
    Table *orders = orders_of_users();
    apply((Operation){.kind = OPERATION_RENAME_TABLE, .table_name = "users", .new_name = "people"});
    assert_non_null(schema_model_table(model, NULL, "people"));
    assert_string_equal(orders->constraints.items[0]->referent_table, "people");
    refuse((Operation){.kind = OPERATION_DROP_COLUMN, .table_name = "users", .column_name = "age"});
}

static const Constraint *constraint_at(size_t at)
{
    const Table *users = schema_model_table(model, NULL, "users");
    assert_true(at < users->constraints.count);
    return users->constraints.items[at];
}

/* PostgreSQL: of equal keys of one CREATE TABLE one is made, with the first name that is given. */
static void test_equal_keys(void **state)
{
    static const char *const columns[] = {"id", "email", "age"};
    Table *users = new_table("users", 3, columns);
    (void)state;
    add_constraint(users, CONSTRAINT_UNIQUE, "id")->name = "of_id";
    add_constraint(users, CONSTRAINT_UNIQUE, "email");
    add_constraint(users, CONSTRAINT_UNIQUE, "email")->name = "of_email";
    add_constraint(users, CONSTRAINT_PRIMARY_KEY, "id");
    add_constraint(users, CONSTRAINT_UNIQUE, "age");
    add_constraint(users, CONSTRAINT_UNIQUE, "age")->deferrable = 1;
    create(users);
    assert_int_equal(schema_model_table(model, NULL, "users")->constraints.count, 4);
    assert_int_equal(constraint_at(0)->kind, CONSTRAINT_PRIMARY_KEY);
    assert_string_equal(constraint_at(0)->name, "of_id");
    assert_string_equal(constraint_at(1)->name, "of_email");
    assert_string_equal(constraint_at(2)->name, "users_age_key");
    assert_string_equal(constraint_at(3)->name, "users_age_key1");
}

/* SQLAlchemy shortens a final name of more than 63 characters, where it is made and where it is dropped. */
static void test_long_names(void **state)
{
    static const char long_name[] = "ix_users_email_with_a_name_that_is_longer_than_sixty_three_characters";
    static const char shortened[] = "ix_users_email_with_a_name_that_is_longer_than_sixty_th_53ac";
    Table *users = users_with_indexes();
    Index index = {.name = shortened, .table = "users"};
    Constraint unique = {.kind = CONSTRAINT_UNIQUE, .name = long_name, .name_is_final = true, .deferrable = -1};
    (void)state;
    create_index(long_name, "age");
    assert_string_equal(users->indexes.items[2]->name, shortened);
    apply((Operation){.kind = OPERATION_DROP_INDEX, .table_name = "users", .index = &index});
    assert_int_equal(users->indexes.count, 2);
    vector_push(arena, &unique.columns, "id");
    apply((Operation){.kind = OPERATION_CREATE_CONSTRAINT, .table_name = "users", .constraint = &unique});
    assert_string_equal(users->constraints.items[2]->name, shortened);
    apply((Operation){.kind = OPERATION_DROP_CONSTRAINT, .table_name = "users", .constraint = &unique});
    assert_int_equal(users->constraints.count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_drop_column, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_drop_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_rename_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_equal_keys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long_names, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
