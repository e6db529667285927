/* SQL that somebody wrote: as tokens, and what it takes with it. */
#include "support/support.h"

#include "limbeck/base/text.h"
#include "limbeck/dialect/loss.h"
#include "limbeck/sql/table_layout.h"
#include "limbeck/sql/token.h"

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
        {"UPDATE t SET a = 1; DROP TABLE t", "column t.a; table t"},
        {"UPDATE ONLY app.t AS x SET a = f(1, b), (c, \"D\") = (SELECT 1, 2), e = 3 WHERE g = 4",
         "app: column t.a; app: column t.c; app: column t.D; app: column t.e"},
        {"UPDATE OR REPLACE t SET a = 1", "table t; column t.a"},
        {"DELETE FROM ONLY app.t USING u WHERE t.id = u.id", "app: table t"},
        {"WITH gone AS (DELETE FROM t RETURNING id), o AS (UPDATE u SET a = 1) SELECT * FROM gone",
         "table t; column u.a"},
        {"INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET b = excluded.b, c = 2 WHERE t.b > 3",
         "column t.b; column t.c"},
        {"INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING", ""},
        {"INSERT OR REPLACE INTO t VALUES (1); REPLACE INTO u VALUES (2)", "table t; table u"},
        {"SELECT replace(a, 'b', 'c') FROM t FOR UPDATE", ""},
        {"MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = u.a", "table t"},
        {"ALTER TABLE t ALTER COLUMN a TYPE varchar(3), ALTER b SET DATA TYPE date USING b::date, ALTER c SET DEFAULT "
         "1",
         "column t.a; column t.b"},
        {"DROP SEQUENCE IF EXISTS s", "the position of sequence s"},
        {"DO $$ BEGIN IF true THEN DROP TABLE t; END IF; UPDATE u SET a = 1; DELETE FROM v; END $$",
         "table t; column u.a; table v"},
        {"DO LANGUAGE plpgsql 'BEGIN EXECUTE ''DROP TABLE t''; END'", "a DO block: whatever a DO block changes"},
        {"DO $x$ BEGIN PERFORM clean(); END $x$", "a DO block: whatever a DO block changes"},
        {"CALL clean(1)", "procedure clean: whatever procedure clean changes"},
        {"SELECT 'open", "SQL that limbeck cannot read: whatever SQL that limbeck cannot read changes"},
        {"CREATE TRIGGER g AFTER UPDATE ON t BEGIN UPDATE t SET a = 1; DELETE FROM t; END; DROP TABLE u", "table u"},
        {"CREATE TABLE k (a int REFERENCES t ON DELETE CASCADE ON UPDATE SET NULL)", ""},
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

static void test_made(void **state)
{
    static const struct {
        const char *sql, *wanted;
    } rows[] = {
        {"CREATE TEMP TABLE t (a int)", "table t"},
        {"CREATE TABLE IF NOT EXISTS t (a int)", ""},
        {"CREATE TABLE app.\"T\" AS SELECT 1; CREATE INDEX i ON u (a)", "table T"},
        {"ALTER TABLE t ADD a int, ADD COLUMN b numeric(1, 2), ADD CONSTRAINT c CHECK (a > 0), ADD CHECK (b > 0)",
         "column t.a; column t.b"},
        {"ALTER TABLE t ADD COLUMN IF NOT EXISTS a int", ""},
        {"ALTER TABLE t DROP COLUMN a, ADD COLUMN a text", "column t.a"},
        {"DROP TABLE t", ""},
    };
    Arena *arena = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        LossVector made = {0};
        Text text = text_in(arena);
        sql_created(arena, rows[i].sql, &made);
        for (size_t k = 0; k < made.count; k++)
            text_append_format(&text, "%s%s", k ? "; " : "", loss_text(arena, &made.items[k]));
        assert_string_equal(text_string(&text), rows[i].wanted);
    }
    arena_free(arena);
}

/* A line for each part; comments, and commas inside of types, defaults and CHECKs, stay where they are. */
static void test_table_layout(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *wanted;
    } rows[] = {
        {"CREATE TABLE t (\n\tid INTEGER NOT NULL, \n\tn NUMERIC(10, 2), more TEXT DEFAULT ',(' , \"a,b\" INTEGER\n)",
         "CREATE TABLE t (\n\tid INTEGER NOT NULL, \n\tn NUMERIC(10, 2),\n    more TEXT DEFAULT ',(' ,\n    \"a,b\" "
         "INTEGER\n)"},
        {"create temp table if not exists t(a INTEGER,b INTEGER CHECK (b IN (1, 2)),PRIMARY KEY (a, b)) WITHOUT ROWID;",
         "create temp table if not exists t(\n    a INTEGER,\n    b INTEGER CHECK (b IN (1, 2)),\n    PRIMARY KEY (a, "
         "b)\n) WITHOUT ROWID;"},
        {"CREATE TABLE t (a, -- one, two\n b, /* c, */ d) -- end",
         "CREATE TABLE t (\n    a, -- one, two\n b,\n    /* c, */ d\n) -- end"},
        {"CREATE TABLE [t (] (a)", "CREATE TABLE [t (] (\n    a\n)"},
        {"CREATE INDEX i ON t (a, b)", "CREATE INDEX i ON t (a, b)"},
        {"CREATE TABLE t (", "CREATE TABLE t ("},
        {"", ""},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(sql_table_layout(arena, SQL_OF_SQLITE, rows[i].sql), rows[i].wanted);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table_layout), cmocka_unit_test(test_tokens),
                                       cmocka_unit_test(test_names), cmocka_unit_test(test_losses),
                                       cmocka_unit_test(test_made)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
