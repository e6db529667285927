/* SQL that somebody wrote: as tokens, and what it takes with it. */
#include "support/support.h"

#include "limbeck/base/text.h"
#include "limbeck/dialect/loss.h"
#include "limbeck/dialect/token.h"

#include <string.h>

static char *tokens_text(Arena *arena, const char *sql)
{
    static const char kinds[] = "wnsdp.";
    SqlTokens tokens = {0};
    Text text = text_in(arena);
    if (!sql_tokens(arena, sql, &tokens))
        return "no end";
    for (size_t i = 0; i < tokens.count; i++) {
        const SqlToken *token = &tokens.items[i];
        text_append_format(&text, "%s%c%d:%.*s", i ? " " : "", kinds[token->kind], token->depth, (int)token->length,
                           token->start);
    }
    return text_string(&text);
}

static void test_tokens(void **state)
{
    static const struct {
        const char *sql, *wanted;
    } rows[] = {
        {"a.b", "w0:a .0:. w0:b"},
        {"f(x, (y))", "w0:f .0:( w1:x .1:, .1:( w2:y .1:) .0:)"},
        {"'it''s' \"a\"\"b\" `c`", "s0:'it''s' n0:\"a\"\"b\" n0:`c`"},
        {"E'a\\'b' 'a\\'", "s0:E'a\\'b' s0:'a\\'"},
        {"$$a;b$$ $x$ $$ $x$ $1", "s0:$$a;b$$ s0:$x$ $$ $x$ p0:$1"},
        {"1.5e-3 .5 12", "d0:1.5e-3 d0:.5 d0:12"},
        {"? ?2 :name x::int", "p0:? p0:?2 p0::name w0:x .0::: w0:int"},
        {"a -- b 'c\n, /* d /* e */ ( */ f", "w0:a .0:, w0:f"},
        {"na\xc3\xafve _x$1", "w0:na\xc3\xafve w0:_x$1"},
        {"'open", "no end"},
        {"\"open", "no end"},
        {"/* open /* */", "no end"},
        {"$a$ open $b$", "no end"},
        {"(", "no end"},
        {")(", "no end"},
        {"", ""},
    };
    Arena *arena = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(tokens_text(arena, rows[i].sql), rows[i].wanted);
    arena_free(arena);
}

static void test_names(void **state)
{
    Arena *arena = arena_new();
    SqlTokens tokens = {0};
    (void)state;
    assert_true(sql_tokens(arena, "Users \"My \"\"T\" `x`", &tokens));
    assert_string_equal(sql_token_name(arena, &tokens.items[0]), "users");
    assert_string_equal(sql_token_name(arena, &tokens.items[1]), "My \"T");
    assert_string_equal(sql_token_name(arena, &tokens.items[2]), "x");
    assert_true(sql_token_is(&tokens.items[0], "USERS"));
    assert_false(sql_token_is(&tokens.items[0], "user"));
    arena_free(arena);
}

static char *losses_text(Arena *arena, const char *sql)
{
    LossVector losses = {0};
    Text text = text_in(arena);
    sql_losses(arena, sql, &losses);
    for (size_t i = 0; i < losses.count; i++)
        text_append_format(&text, "%s%s%s%s", i ? "; " : "", losses.items[i].schema ? losses.items[i].schema : "",
                           losses.items[i].schema ? ": " : "", loss_text(arena, &losses.items[i]));
    return text_string(&text);
}

static void test_losses(void **state)
{
    static const struct {
        const char *sql, *wanted;
    } rows[] = {
        {"DROP TABLE users", "table users"},
        {"drop table if exists app.users, \"My T\" cascade;", "app: table users; table My T"},
        {"TRUNCATE a, ONLY b", "table a; table b"},
        {"TRUNCATE TABLE a RESTART IDENTITY", "table a"},
        {"ALTER TABLE users DROP COLUMN email", "column users.email"},
        {"ALTER TABLE IF EXISTS ONLY app.users ADD COLUMN x numeric(1, 2), DROP email, DROP COLUMN IF EXISTS y CASCADE",
         "app: column users.email; app: column users.y"},
        {"ALTER TABLE users DROP CONSTRAINT c, ALTER COLUMN a DROP NOT NULL, ALTER b DROP DEFAULT", ""},
        {"DROP SCHEMA app CASCADE", "app: schema app"},
        {"DROP INDEX users", ""},
        {"UPDATE t SET a = 1; DROP TABLE t", "table t"},
        {"SELECT 'DROP TABLE t'", ""},
        {"-- DROP TABLE t\nSELECT 1", ""},
        {"DROP TABLE", ""},
    };
    Arena *arena = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(losses_text(arena, rows[i].sql), rows[i].wanted);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tokens), cmocka_unit_test(test_names),
                                       cmocka_unit_test(test_losses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
