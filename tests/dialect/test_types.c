/* Each row of type_list.h: the dialects whose modules have the class can spell it, and what PostgreSQL's catalogue says
 * is read as that type again. */
#include "limbeck/dialect/compiler.h"
#include "limbeck/schema/declared.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static SqlType *any_type(Arena *arena, TypeKind kind)
{
    SqlType *type = type_new(arena, kind);
    type->name = "of_test";
    type->length = 5;
    vector_push(arena, &type->values, "one");
    if (kind == TYPE_ARRAY)
        type->item = type_new(arena, TYPE_INTEGER);
    return type;
}

/* NULL with a refusal. */
static const char *spelled(Arena *arena, const Dialect *dialect, const SqlType *type, Error *error)
{
    Compiler compiler = {.arena = arena, .dialect = dialect, .out = text_in(arena), .error = error};
    return compile_type(&compiler, type) ? text_string(&compiler.out) : NULL;
}

static void check_spelled(const Dialect *dialect, int modules)
{
    Arena *arena = arena_new();
    size_t checked = 0;
    for (TypeKind kind = TYPE_NULL + 1; kind < TYPE_KIND_COUNT; kind++) {
        Error error = {0};
        if (!(type_row(kind)->modules & modules))
            continue;
        if (!spelled(arena, dialect, any_type(arena, kind), &error))
            fail_msg("%s: %s", type_row(kind)->name, error.message);
        checked++;
    }
    assert_true(checked > 10);
    arena_free(arena);
}

static void each_is_spelled(void **state)
{
    (void)state;
    check_spelled(&postgresql_dialect, IN_TYPES | IN_POSTGRESQL);
    check_spelled(&sqlite_dialect, IN_SQLITE);
}

/* Refused, as by SQLAlchemy: no type of another dialect's module alone has a spelling here. */
static void foreign_types_are_refused(void **state)
{
    Arena *arena = arena_new();
    (void)state;
    for (TypeKind kind = TYPE_NULL + 1; kind < TYPE_KIND_COUNT; kind++) {
        Error error = {0};
        if (type_row(kind)->modules != IN_POSTGRESQL || type_row(kind)->arguments != ARGUMENTS_NONE)
            continue;
        assert_null(spelled(arena, &sqlite_dialect, type_new(arena, kind), &error));
        assert_int_equal(error.kind, ERROR_UNSUPPORTED);
    }
    arena_free(arena);
}

static void is_read_back(const char *spelling, TypeKind kind)
{
    Arena *arena = arena_new();
    const SqlType *type = postgresql_declared_type(arena, spelling);
    if (type->kind != kind)
        fail_msg("%s is read as %s, not %s", spelling, type_row(type->kind)->name, type_row(kind)->name);
    if (type_row(kind)->modules == IN_POSTGRESQL)
        assert_string_equal(type->module, "postgresql");
    arena_free(arena);
}

/* Those of the dialect's module whose name is one word and stands for itself. */
static void each_is_read_back(void **state)
{
    Arena *arena = arena_new();
    size_t checked = 0;
    (void)state;
    for (TypeKind kind = TYPE_NULL + 1; kind < TYPE_KIND_COUNT; kind++) {
        Error error = {0};
        TypeArguments arguments = type_row(kind)->arguments;
        if (!(type_row(kind)->modules & IN_POSTGRESQL) || arguments == ARGUMENTS_ENUM || arguments == ARGUMENTS_ARRAY ||
            kind == TYPE_UPPER_FLOAT) /* the server answers "double precision" */
            continue;
        char *spelling = (char *)spelled(arena, &postgresql_dialect, type_new(arena, kind), &error);
        for (char *at = spelling; *at; at++)
            *at = (char)tolower((unsigned char)*at);
        is_read_back(spelling, kind);
        checked++;
    }
    assert_true(checked > 30);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_is_spelled), cmocka_unit_test(foreign_types_are_refused),
                                       cmocka_unit_test(each_is_read_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
