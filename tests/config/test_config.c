/* alembic.ini as ConfigParser reads it, and database URLs as SQLAlchemy does. */
#include "support/support.h"

#include "limbeck/base/secrets.h"
#include "limbeck/config/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static IniFile *read_ini(Arena *arena, const char *content, Error *error)
{
    const char *path = arena_format(arena, "%s/test.ini", test_work());
    test_write(path, content);
    return ini_read(arena, path, error);
}

static void check_value(const char *content, const char *section, const char *key, const char *wanted)
{
    Arena *arena = arena_new();
    Error error = {0};
    const char *value = NULL;
    IniFile *ini = read_ini(arena, content, &error);
    bool done = ini && ini_get(arena, ini, section, key, &value, &error);
    if (!wanted)
        assert_null(value);
    else
        assert_string_equal(done && value ? value : error.message, wanted);
    arena_free(arena);
}

static void test_values(void **state)
{
    (void)state;
    check_value("[a]\nKey = value ; no comment\n", "a", "key", "value ; no comment");
    check_value("[a]\nkey: value\n", "a", "key", "value");
    check_value("[a]\nurl = postgresql://u:p;q@h/d\n", "a", "url", "postgresql://u:p;q@h/d");
    check_value("[a]\nlines =\n    one\n    two\n", "a", "lines", "\none\ntwo");
    check_value("# c\n; c\n[a]\nkey = 1\n", "a", "key", "1");
    check_value("[DEFAULT]\nbase = /x\n[a]\nkey = %(base)s/y\n", "a", "key", "/x/y");
    check_value("[DEFAULT]\nbase = /x\n[a]\nbase = /z\nkey = %(base)s/y\n", "a", "key", "/z/y");
    check_value("[a]\nkey = 100%%\n", "a", "key", "100%");
    check_value("[a]\nkey = 1\n", "a", "other", NULL);
}

static void test_long_lines(void **state)
{
    (void)state;
    char content[2000], wanted[1500];
    memset(wanted, 'x', sizeof wanted - 1);
    for (size_t i = 0; i < sizeof wanted - 1; i += 97)
        wanted[i] = i % 2 ? ' ' : ';';
    wanted[0] = 'a';
    wanted[sizeof wanted - 1] = '\0';
    snprintf(content, sizeof content, "[a]\nkey = %s\nnext = 1\n", wanted);
    check_value(content, "a", "key", wanted);
    check_value(content, "a", "next", "1");
}

static void test_broken(void **state)
{
    (void)state;
    static const struct {
        const char *content, *part;
        int line;
    } cases[] = {
        {"[a]\nno value here\n", "neither a [section]", 2},
        {"[a]\nkey = 1\nkey = 2\n", "already exists", 3},
        {"key = 1\n", "neither", 1},
    };
    for (size_t i = 0; i < 2; i++) {
        Arena *arena = arena_new();
        Error error = {0};
        assert_null(read_ini(arena, cases[i].content, &error));
        assert_non_null(strstr(error.message, cases[i].part));
        assert_int_equal(error.line, cases[i].line);
        arena_free(arena);
    }
}

static void test_interpolation_errors(void **state)
{
    (void)state;
    static const char *const broken[] = {"50% off", "%(nosuch)s", "%(key)s", "%(open"};
    for (size_t i = 0; i < 4; i++) {
        Arena *arena = arena_new();
        Error error = {0};
        const char *value;
        IniFile *ini = read_ini(arena, arena_format(arena, "[a]\nkey = %s\n", broken[i]), &error);
        assert_non_null(ini);
        assert_false(ini_get(arena, ini, "a", "key", &value, &error));
        assert_non_null(strstr(error.hint, "%%"));
        arena_free(arena);
    }
}

static void test_setting(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Error error = {0};
    const char *value;
    IniFile *ini = read_ini(arena, "[a]\nkey = 1\n", &error);
    assert_true(ini_set(arena, ini, "a", "key", "p%%w", &error));
    assert_true(ini_get(arena, ini, "a", "key", &value, &error));
    assert_string_equal(value, "p%w");
    assert_false(ini_set(arena, ini, "a", "key", "p%w", &error));
    arena_free(arena);
}

/* ---- URLs --------------------------------------------------------------------- */

static void check_url(const char *text, const char *rendered, const char *user, const char *password, const char *host,
                      const char *port, const char *database)
{
    Arena *arena = arena_new();
    Error error = {0};
    DatabaseUrl *url = database_url_parse(arena, text, &error);
    assert_non_null(url);
    const char *got[] = {url->user, url->password, url->host, url->port, url->database};
    const char *wanted[] = {user, password, host, port, database};
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(got[i] ? got[i] : "(none)", wanted[i] ? wanted[i] : "(none)");
    assert_string_equal(database_url_render(arena, url), rendered);
    arena_free(arena);
}

static const char *shown(const char *part)
{
    return part && *part ? part : "-";
}

static int by_key(const void *left, const void *right)
{
    return strcmp(((const MapEntry *)left)->key, ((const MapEntry *)right)->key);
}

/* As a line of urls.txt has it. */
static const char *url_line(Arena *arena, const char *text, DatabaseUrl *url)
{
    Text query = text_in(arena);
    if (url->query.count)
        qsort(url->query.entries, url->query.count, sizeof *url->query.entries, by_key);
    for (size_t i = 0; i < url->query.count; i++)
        text_append_format(&query, "%s%s=%s", i ? "&" : "", url->query.entries[i].key,
                           (const char *)url->query.entries[i].value);
    return arena_format(arena, "%s\t%s\t%s\t%s\t%s\t%s\t%s", text, shown(url->user), shown(url->password),
                        shown(url->host), shown(url->port), shown(url->database), shown(text_string(&query)));
}

/* Recorded from SQLAlchemy: record_urls.py. */
static void test_recorded_urls(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    char *content = test_read(arena_format(arena, "%s/tests/config/urls.txt", test_root()));
    size_t count = 0, wrong = 0, refused = 0;
    for (char *line = strtok(content, "\n"); line; line = strtok(NULL, "\n"), count++) {
        Error error = {0};
        const char *text = arena_strndup(arena, line, strcspn(line, "\t"));
        DatabaseUrl *url = database_url_parse(arena, text, &error);
        refused += url == NULL;
        if (!url)
            assert_non_null(strstr(error.message, "a second '@'"));
        else if (strcmp(url_line(arena, text, url), line) != 0)
            print_message("# limbeck: %s\n# sqlalchemy: %s\n", url_line(arena, text, url), line), wrong++;
    }
    assert_true(count > 60);
    assert_int_equal(wrong, 0);
    assert_int_equal(refused, 1);
    free(content);
    arena_free(arena);
}

static void test_urls(void **state)
{
    (void)state;
    check_url("postgresql://u:p@h:5/d", "postgresql://u:***@h:5/d", "u", "p", "h", "5", "d");
    check_url("postgresql://u@v:p@h:5/d", "postgresql://u@v:***@h:5/d", "u@v", "p", "h", "5", "d");
    check_url("postgresql://u@v@h:5/d", "postgresql://u@v@h:5/d", "u@v", NULL, "h", "5", "d");
    check_url("postgresql://u@h:5/d", "postgresql://u@h:5/d", "u", NULL, "h", "5", "d");
    check_url("postgresql://u/v@h/d", "postgresql://u/v@h/d", NULL, NULL, "u", NULL, "v@h/d");
    check_url("postgresql+asyncpg://u@h/d", "postgresql+asyncpg://u@h/d", "u", NULL, "h", NULL, "d");
    check_url("postgresql+psycopg2://u:a%40b%2Fc@h/d", "postgresql+psycopg2://u:***@h/d", "u", "a@b/c", "h", NULL, "d");
    check_url("postgresql://u:p/w?x@h/d", "postgresql://u:***@h/d", "u", "p/w?x", "h", NULL, "d");
    check_url("postgresql://[::1]:5432/d", "postgresql://::1:5432/d", NULL, NULL, "::1", "5432", "d");
    check_url("postgresql:///d?host=/tmp", "postgresql:///d?host=/tmp", NULL, NULL, NULL, NULL, "d");
    check_url("postgresql:///d?password=hush", "postgresql:///d?password=***", NULL, NULL, NULL, NULL, "d");
    check_url("sqlite:///a@b.db", "sqlite:///a@b.db", NULL, NULL, NULL, NULL, "a@b.db");
    check_url("sqlite+aiosqlite:////abs/x.db", "sqlite+aiosqlite:////abs/x.db", NULL, NULL, NULL, NULL, "/abs/x.db");
    check_url("sqlite://", "sqlite://", NULL, NULL, NULL, NULL, NULL);
}

static void test_bad_urls(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "nonsense", "mysql://u:hush@h/d", "postgres://u:hush@h/d",
                                      "postgresql+nosuch://u:hush@h/d"};
    for (size_t i = 0; i < 5; i++) {
        Arena *arena = arena_new();
        Error error = {0};
        assert_null(database_url_parse(arena, bad[i], &error));
        assert_null(strstr(error_render(arena, &error), "hush"));
        assert_true(error.hint[0]);
        arena_free(arena);
    }
}

static void test_scrubbing(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"cannot reach postgresql://u:hush@h/d, sorry", "cannot reach postgresql://u:***@h/d, sorry"},
        {"a://u:hush@h and b://v:hush@w@g", "a://u:***@h and b://v:***@g"},
        {"x://u:hush", "x://u:***"},
        {"x://u@v:hush@h", "x://***@h"},
        {"x://hush@h", "x://***@h"},
        {"x://localhost:5432/d?u=a@b", "x://localhost:***@b"},
        {"x://localhost:5432/d", "x://localhost:5432/d"},
        {"sqlite:///a@b.db", "sqlite:///a@b.db"},
        {"x://[::1]:5432/d", "x://[::1]:5432/d"},
        {"call(password = 'it''s', user='u')", "call(password = '***', user='u')"},
        {"KeyError: 'password'", "KeyError: 'password'"},
        {"column \"password\" of relation \"users\"", "column \"password\" of relation \"users\""},
        {"password=hush&user=u", "password=***&user=u"},
        {"", ""},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(text_without_passwords(arena, rows[i][0]), rows[i][1]);
    assert_string_equal(text_with_stars(arena, "x://u:\xc3\xa9\xc3\xa9@h + 1"), "x://u:**@h + 1");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_broken),        cmocka_unit_test(test_interpolation_errors),
        cmocka_unit_test(test_setting),       cmocka_unit_test(test_urls),
        cmocka_unit_test(test_recorded_urls), cmocka_unit_test(test_bad_urls),
        cmocka_unit_test(test_scrubbing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
