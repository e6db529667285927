/* The language: what CPython printed for the same script, and what stops a
 * script that would not stop by itself. */
#include "support/support.h"

#include "limbeck/base/file.h"
#include "limbeck/python/interpreter.h"
#include "limbeck/python/syntax/parser.h"

#include <stdlib.h>
#include <string.h>

typedef struct Run {
    Text printed;
    Error error;
} Run;

static void collect(void *host, const char *line)
{
    Run *run = host;
    text_append_format(&run->printed, "%s\n", line);
}

static Run run_script(const char *text, PythonLimits limits)
{
    Run run = {.printed = text_on_heap()};
    InterpreterOptions options = {.limits = limits, .host = &run, .print = collect};
    Interpreter *interpreter = interpreter_new(&options);
    if (!python_run_file(interpreter, "script", "script.py", text, strlen(text)))
        run.error = python_take_error(interpreter);
    interpreter_free(interpreter);
    return run;
}

static void compare_with_cpython(const char *name, PythonLimits limits)
{
    Arena *arena = arena_new();
    char *script = test_read(arena_format(arena, "%s/tests/python/scripts/%s.py", test_root(), name));
    char *wanted = test_read(arena_format(arena, "%s/tests/python/scripts/%s.out", test_root(), name));
    Run run = run_script(script, limits);
    if (run.error.kind != ERROR_NONE)
        print_error("%s\n", error_render(arena, &run.error));
    assert_int_equal(run.error.kind, ERROR_NONE);
    assert_string_equal(text_string(&run.printed), wanted);
    text_release(&run.printed);
    free(script);
    free(wanted);
    arena_free(arena);
}

static void test_language(void **state)
{
    (void)state;
    static const char *const scripts[] = {"language",
                                          "wide_ranges",
                                          "methods_in_place",
                                          "unicode_errors",
                                          "copied_iterators",
                                          "string_errors",
                                          "loggers",
                                          "annotations_run",
                                          "argument_errors",
                                          "objects",
                                          "values",
                                          "text",
                                          "callbacks",
                                          "changing",
                                          "stirring",
                                          "characters",
                                          "number_text",
                                          "integers",
                                          "decimals",
                                          "mathematics",
                                          "format_fields",
                                          "function_texts",
                                          "functions",
                                          "module_names",
                                          "moments",
                                          "views",
                                          "keys",
                                          "raising",
                                          "protocols",
                                          "patterns",
                                          "sets",
                                          "expressions",
                                          "dates",
                                          "kinds",
                                          "borrowed",
                                          "asked",
                                          "class_functions",
                                          "sets_combined",
                                          "pickled",
                                          "floats",
                                          "abstract_orders",
                                          "dispatching",
                                          "texts_evaluated",
                                          "calendars",
                                          "namespaces",
                                          "library",
                                          "views_of_names",
                                          "clock",
                                          "classes",
                                          "class_cells",
                                          "identities",
                                          "details",
                                          "dataclass_arguments",
                                          "operators_as_methods",
                                          "ordered_views",
                                          "containers",
                                          "texts_of_code",
                                          "complex_numbers",
                                          "locals_of_functions",
                                          "enum_checks",
                                          "migration_values",
                                          "derived_kinds",
                                          "wrong_calls",
                                          "random_found",
                                          "toml_values",
                                          "formats_of_complex"};
    PythonLimits eager = python_default_limits();
    eager.collects_always = true;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        compare_with_cpython(scripts[i], python_default_limits());
        compare_with_cpython(scripts[i], eager);
    }
}

/* Too many statements for a collection at each. */
static void test_chance(void **state)
{
    (void)state;
    compare_with_cpython("chance", python_default_limits());
}

/* What a script prints must not depend on when the collector runs: ten million
 * small objects force it hundreds of times within a small heap. */
static void test_collection(void **state)
{
    (void)state;
    PythonLimits limits = python_default_limits();
    limits.bytes = 64 * 1024 * 1024;
    Run run = run_script("kept = []\n"
                         "for i in range(400000):\n"
                         "    piece = {'a': [i, str(i)], 'b': (i,)}\n"
                         "    if i % 50000 == 0:\n"
                         "        kept.append(piece)\n"
                         "print([k['a'][1] for k in kept])\n",
                         limits);
    assert_int_equal(run.error.kind, ERROR_NONE);
    assert_string_equal(text_string(&run.printed), "['0', '50000', '100000', '150000', '200000', '250000', "
                                                   "'300000', '350000']\n");
    text_release(&run.printed);
}

enum { ANY_LINE = -1 };

static void expect_error(const char *script, ErrorKind kind, int line, const char *part)
{
    PythonLimits limits = {.steps = 200000, .bytes = 16 * 1024 * 1024, .calls = 100, .depth = 1000};
    Run run = run_script(script, limits);
    assert_int_equal(run.error.kind, kind);
    assert_true(line == ANY_LINE ? run.error.line > 0 : run.error.line == line);
    if (!strstr(run.error.message, part))
        fail_msg("'%s' is not in '%s'", part, run.error.message);
    text_release(&run.printed);
}

static void test_limits(void **state)
{
    (void)state;
    expect_error("x = 1\nwhile True:\n    pass\n", ERROR_LIMIT, ANY_LINE, "limit of steps");
    expect_error("def f():\n    return f()\nf()\n", ERROR_LIMIT, 2, "limit of calls");
    expect_error("x = [1]\nwhile True:\n    x = x + x\n", ERROR_LIMIT, 3, "16 MiB");
    expect_error("x = 'a' * 100000000\n", ERROR_LIMIT, 1, "16 MiB");
    expect_error("x = 10 ** (10 ** 9)\n", ERROR_LIMIT, 1, "16 MiB");
    expect_error("x = 2 ** (10 ** 30)\n", ERROR_LIMIT, 1, "16 MiB");
    expect_error("x = 1 << 10 ** 12\n", ERROR_LIMIT, 1, "16 MiB");
    expect_error("x = 3 ** 10 ** 6\nwhile True:\n    x * x\n", ERROR_LIMIT, 3, "limit of steps");
}

static void test_refusals(void **state)
{
    (void)state;
    expect_error("open('/etc/passwd')\n", ERROR_UNSUPPORTED, 1, "open()");
    expect_error("import subprocess\nsubprocess.run(['ls']).stdout == 1\n", ERROR_UNSUPPORTED, 2, "subprocess");
    expect_error("import socket\nif socket.socket():\n    pass\n", ERROR_UNSUPPORTED, 2, "socket");
    expect_error("def f():\n    print((yield 1))\nnext(f())\n", ERROR_UNSUPPORTED, 2, "yield");
    expect_error("f = lambda: (yield 1)\nlist(f())\n", ERROR_UNSUPPORTED, 2, "yield in a lambda");
    expect_error("f = lambda: (yield from [1])\nfor i in f():\n    pass\n", ERROR_UNSUPPORTED, 2, "yield in a lambda");
    expect_error("from __future__ import annotations\ndef f(a: int): pass\nx = f.__annotations__\n", ERROR_UNSUPPORTED,
                 3, "annotations as texts");
    expect_error("from __future__ import annotations\nclass A:\n    a: int\nx = A.__annotations__\n", ERROR_UNSUPPORTED,
                 4, "annotations as texts");
    expect_error("import logging\ntry:\n    x = logging.getLogger().info.wrapped\nexcept AttributeError:\n    x = 1\n",
                 ERROR_UNSUPPORTED, 3, "'.wrapped' of builtin_function_or_method");
    expect_error("async def g():\n    yield 1\nx = type(g())\n", ERROR_UNSUPPORTED, 3, "an async generator");
    expect_error(
        "import collections.abc\nasync def g():\n    yield 1\nx = isinstance(g(), collections.abc.AsyncIterator)\n",
        ERROR_UNSUPPORTED, ANY_LINE, "an async generator");
    expect_error("e = UnicodeEncodeError('a', 'b', 0, 1, 'c')\ne.start = 0\nx = str(e)\n", ERROR_UNSUPPORTED, 3,
                 "after '.start' was set");
    expect_error("x = type(zip())\n", ERROR_UNSUPPORTED, 1, "the class of an iterator");
    expect_error("try:\n    s = bytearray(2)\nexcept NameError:\n    s = 1\n", ERROR_UNSUPPORTED, 2, "bytearray()");
    expect_error("try:\n    x = len.__text_signature__\nexcept AttributeError:\n "
                 "   x = 1\n",
                 ERROR_UNSUPPORTED, 2, "'.__text_signature__'");
    expect_error("class K:\n    pass\ntry:\n    K.__basicsize__\nexcept "
                 "AttributeError:\n    pass\n",
                 ERROR_UNSUPPORTED, 4, "'K.__basicsize__'");
    expect_error("try:\n    ValueError().__setstate__\nexcept AttributeError:\n    pass\n", ERROR_UNSUPPORTED, 2,
                 "'.__setstate__'");
    expect_error("x = hasattr(len, '__text_signature__')\n", ERROR_UNSUPPORTED, 1, "__text_signature__");
    expect_error("try:\n    {}.__sizeof__()\nexcept AttributeError:\n    pass\n", ERROR_UNSUPPORTED, 2,
                 "'.__sizeof__'");
    expect_error("x = getattr({}, '__init__', None)\n", ERROR_UNSUPPORTED, 1, "'.__init__'");
    expect_error("repr(id(1))\n", ERROR_UNSUPPORTED, 1, "the text of 'id()', which differs in each run");
    expect_error("try:\n    [1][hash('a')]\nexcept TypeError:\n    pass\n", ERROR_UNSUPPORTED, 2,
                 "an index of 'hash()'");
    expect_error("hash('a') == 5\n", ERROR_UNSUPPORTED, 1, "comparing 'hash()', which differs in each run");
    expect_error("try:\n    format(id(1), 'x')\nexcept TypeError:\n    pass\n", ERROR_UNSUPPORTED, 2,
                 "a format of 'id()'");
    expect_error("d = {}\nfor i in range(1100):\n    d = {1: d}\nrepr(d)\n", ERROR_LIMIT, 4, "limit of depth");
    expect_error("try:\n    compile('x = = 1', 'f', 'exec')\nexcept SyntaxError as e:\n    print(e)\n",
                 ERROR_UNSUPPORTED, 4, "the text of 'SyntaxError.msg'");
    expect_error("try:\n    exec('x = 1')\nexcept SyntaxError:\n    pass\n", ERROR_UNSUPPORTED, 2, "exec()");
    expect_error("(1 + 1j) ** 2\n", ERROR_UNSUPPORTED, 1, "limbeck does not raise a complex number to a power");
    expect_error("{'a', 'b'}.pop()\n", ERROR_UNSUPPORTED, 1, "differs in each run");
    expect_error("try:\n    'x'.encode('cp1252')\nexcept Exception:\n    pass\n", ERROR_UNSUPPORTED, 2, "cp1252");
    expect_error("try:\n    b'x'.decode(errors='surrogateescape')\nexcept "
                 "Exception:\n    pass\n",
                 ERROR_UNSUPPORTED, 2, "errors='surrogateescape'");
    /* What a function was given by name and did not look at. */
    expect_error("class E(ValueError):\n    pass\ntry:\n    object(a=1)\nexcept "
                 "TypeError:\n    raise E\n",
                 ERROR_RAISED, 6, "E");
}

static void test_exceptions(void **state)
{
    (void)state;
    expect_error("x = None\nx.lower()\n", ERROR_RAISED, 2,
                 "AttributeError: 'NoneType' object has no attribute 'lower'");
    expect_error("def f():\n    raise ValueError('no')\n\nf()\n", ERROR_RAISED, 2, "ValueError: no");
    expect_error("{}['a']\n", ERROR_RAISED, 1, "KeyError: 'a'");
}

/* Values of a script where another kind is expected. */
static void test_unexpected_kinds(void **state)
{
    (void)state;
    expect_error("e = ValueError('x')\ne.args = 5\nraise e\n", ERROR_RAISED, 2, "'int' object is not iterable");
    expect_error("class K:\n    pass\nK.__call__(K(), 1)\n", ERROR_UNSUPPORTED, 3, "'K.__call__'");
    expect_error("class K:\n    def __hash__(self):\n        return self\n{K(): 1}\n", ERROR_RAISED, 4,
                 "__hash__ method should return an integer");
    expect_error("class K:\n    def __bool__(self):\n        return self\nif "
                 "K():\n    pass\n",
                 ERROR_RAISED, 4, "__bool__ should return bool, returned K");
    expect_error("l = []\nl.append(l)\nm = []\nm.append(m)\nl == m\n", ERROR_LIMIT, 5, "limit of depth");
    expect_error("l = []\nm = [l]\nl.append(m)\nsorted([l, m])\n", ERROR_LIMIT, 4, "limit of depth");
    expect_error("d = {}\nd['a'] = d\ne = {}\ne['a'] = e\nd == e\n", ERROR_LIMIT, 5, "limit of depth");
    expect_error("class K:\n    pass\nK.__call__ = K()\nK()()\n", ERROR_LIMIT, 4, "limit of depth");
    expect_error("'abc'.rpartition('')\n", ERROR_RAISED, 1, "ValueError: empty separator");
    expect_error("import m\nclass K:\n    pass\nclass L(K, m.N):\n    "
                 "pass\nK.__subclasses__()\n",
                 ERROR_UNSUPPORTED, 6, "'L' is not known: derives from 'm.N'");
}

static void test_syntax_errors(void **state)
{
    (void)state;
    expect_error("def f(:)\n    pass\n", ERROR_SYNTAX, 1, "invalid syntax");
    expect_error("x = (1,\n\n", ERROR_SYNTAX, 1, "never closed");
    expect_error("if x:\npass\n", ERROR_SYNTAX, 2, "indented block");
    expect_error("x = 'abc\n", ERROR_SYNTAX, 1, "unterminated");
    expect_error("@d\nasync with a:\n    pass\n", ERROR_SYNTAX, 2, "a function or a class");
}

/* The whole grammar of 3.13 parses, whether or not it is evaluated. */
static void test_grammar(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    char *script = test_read(arena_format(arena, "%s/tests/python/scripts/grammar.py", test_root()));
    Error error = {0};
    SourceFile *file = python_parse(arena, NULL, "grammar.py", script, strlen(script), &error);
    if (!file)
        print_error("%s\n", error_render(arena, &error));
    assert_non_null(file);
    assert_int_equal(file->body.items[0]->line, 1);
    free(script);
    arena_free(arena);
}

/* No input may bring the parser down: every prefix of a script parses or fails
 * with a place. */
static void test_prefixes(void **state)
{
    (void)state;
    Arena *outer = arena_new();
    char *script = test_read(arena_format(outer, "%s/tests/python/scripts/grammar.py", test_root()));
    size_t length = strlen(script);
    for (size_t end = 0; end < length; end += 7) {
        Arena *arena = arena_new();
        Error error = {0};
        char *prefix = arena_strndup(arena, script, end);
        if (utf8_valid(prefix, end, NULL) && !python_parse(arena, NULL, "prefix.py", prefix, end, &error))
            assert_true(error.line > 0);
        arena_free(arena);
    }
    free(script);
    arena_free(outer);
}

/* Top-level statements as "line:kind" but for imports; bodies do not show. */
static char *shape(Arena *arena, const SourceFile *file)
{
    Text text = text_in(arena);
    for (size_t i = 0; file && i < file->body.count; i++) {
        const Node *node = file->body.items[i];
        if (node->kind != NODE_IMPORT && node->kind != NODE_IMPORT_FROM && node->kind != NODE_PASS)
            text_append_format(&text, "%d:%d ", node->line, (int)node->kind);
    }
    return text_string(&text);
}

static void same_outline(const char *script)
{
    Arena *arena = arena_new();
    Error error = {0};
    size_t length = strlen(script);
    const SourceFile *whole = python_parse(arena, NULL, "s.py", script, length, &error);
    const SourceFile *outline = python_parse_outline(arena, NULL, "s.py", script, length, &error);
    assert_non_null(whole);
    assert_non_null(outline);
    assert_string_equal(shape(arena, outline), shape(arena, whole));
    arena_free(arena);
}

/* What is passed over may look like anything. */
static void test_outline(void **state)
{
    static const char *const scripts[] = {
        "x = 1\ndef f():\n    s = \"\"\"\nrevision = 'no'\ndef g():\n\"\"\"\n    "
        "return s\ny = 2\n",
        "def f(a,\n      b='(',\n      c=[1,\n2]) -> None:\n# comment\n\n    "
        "pass\n    # odd\nz = (1,\n2)\n",
        "class A:\n    '''doc'''\n    def m(self):\n        return '''\nq = "
        "1\n'''\n@decorate('#')\ndef g(): return "
        "1\nw = 3",
        "if True:\n    x = 1\nelse:\n    def f():\n        pass\n    y = "
        "2\ntry:\n    import a\nexcept ImportError:\n  "
        "  a = "
        "None\n",
        "async def f():\n    return 'it\\'s' + \"#\" + r'\\\\'\nfrom a import "
        "(b,\n    c)\nimport d; e = 5\nx = \\\n   "
        " 4\n",
        "def f():\n\treturn f\"{x['a']}\" f'''{\n1}'''\n\n\n\n# end\nx = {'def "
        "': 'class '}\r\ny = 1\r\n",
        "def f(): pass\ndef g(): x = [\n1]\nh = lambda: (\n0)\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        same_outline(scripts[i]);
    Arena *arena = arena_new();
    Error error = {0};
    const SourceFile *late = python_parse_outline(arena, NULL, "s.py", "import a\n'text'\n", 16, &error);
    assert_int_equal(late->body.items[0]->kind, NODE_PASS); /* the text is no docstring */
    assert_null(python_parse_outline(arena, NULL, "s.py", "x = (1\n", 7, &error));
    assert_int_equal(error.line, 1);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_language),         cmocka_unit_test(test_chance),
        cmocka_unit_test(test_collection),       cmocka_unit_test(test_limits),
        cmocka_unit_test(test_refusals),         cmocka_unit_test(test_exceptions),
        cmocka_unit_test(test_unexpected_kinds), cmocka_unit_test(test_syntax_errors),
        cmocka_unit_test(test_grammar),          cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_outline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
