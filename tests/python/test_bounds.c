/* No function takes more memory or time than a script may: each method of the built-in types, each built-in
 * function and each function of a module written in C has a row here, which calls it with arguments of up to
 * ten million parts, without end. A function without a row fails the test. */
#include "support/support.h"

#include "limbeck/python/interpreter.h"
#include "limbeck/python/runtime/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MEBIBYTE = 1024 * 1024, LIMIT_BYTES = 64 * MEBIBYTE, LIMIT_STEPS = 500000 };
#ifdef __SANITIZE_ADDRESS__
enum { MAX_PEAK = 5 * LIMIT_BYTES }; /* with what the sanitizer itself keeps of freed memory */
#else
enum { MAX_PEAK = 3 * LIMIT_BYTES };
#endif
enum { MAX_SECONDS = 20 }; /* of the processor; an end for what has none */

static const PythonLimits limits = {.steps = LIMIT_STEPS, .bytes = LIMIT_BYTES, .calls = 100, .depth = 1000};

/* What the calls below work on. */
static const char *const preparation =
    "import re, json, itertools, functools, collections, textwrap, hashlib, base64, copy, operator, string, math\n"
    "import os, logging\n"
    "n = 10**7\n"
    "class Any:\n"
    "    pass\n"
    "def shared(make, depth=60):\n"
    "    x = make([1, 2])\n"
    "    for i in range(depth):\n"
    "        x = make([x, x])\n"
    "    return x\n";

typedef struct Case {
    const char *name, *call;
} Case;

/* One call of each method, by its name; what it is a method of is made by `of`. */
static const Case string_calls[] = {
    {"capitalize", "s.capitalize()"},
    {"casefold", "s.casefold()"},
    {"center", "'ab'.center(n * 10, 'xy'[i & 1])"},
    {"count", "s.count('b')"},
    {"encode", "s.encode()"},
    {"endswith", "s.endswith(s)"},
    {"format_map", "'{a}'.format_map({'a': s})"},
    {"expandtabs", "('\\t' * 1000).expandtabs(n)"},
    {"find", "s.find('c')"},
    {"format", "('{0}' * 1000).format(s)"},
    {"index", "s.index(s[-1] * 2) if i < 0 else s.find('bb')"},
    {"isalnum", "s.isalnum()"},
    {"isalpha", "s.isalpha()"},
    {"isascii", "s.isascii()"},
    {"isdecimal", "s.isdecimal()"},
    {"isdigit", "s.isdigit()"},
    {"isidentifier", "s.isidentifier()"},
    {"islower", "s.islower()"},
    {"isnumeric", "s.isnumeric()"},
    {"isprintable", "s.isprintable()"},
    {"isspace", "(' ' * n).isspace()"},
    {"istitle", "s.istitle()"},
    {"isupper", "s.isupper()"},
    {"join", "s.join([s] * 100000)"},
    {"ljust", "s.ljust(n * 100)"},
    {"lower", "s.lower()"},
    {"lstrip", "s.lstrip('abcdefghijklmnop' * 10000)"},
    {"partition", "s.partition('c')"},
    {"removeprefix", "s.removeprefix(s[:n // 2])"},
    {"removesuffix", "s.removesuffix(s[n // 2:])"},
    {"replace", "s.replace('a', s)"},
    {"rfind", "s.rfind('bb' + s[:n // 4] + 'a')"},
    {"rindex", "s.rfind('b' * (n // 8) + 'a')"},
    {"rjust", "s.rjust(2**62)"},
    {"rpartition", "s.rpartition('c')"},
    {"rsplit", "s.rsplit('b')"},
    {"rstrip", "s.rstrip('abcdefghijklmnop' * 10000)"},
    {"split", "s.split('b')"},
    {"splitlines", "('\\n' * n).splitlines()"},
    {"startswith", "s.startswith((s,) * 1000)"},
    {"strip", "(' ' * n).strip()"},
    {"swapcase", "s.swapcase()"},
    {"title", "s.title()"},
    {"translate", "s.translate({97: s})"},
    {"upper", "s.upper()"},
    {"zfill", "s.zfill(n * 100)"},
    {"decode", "s.decode()"},
    {"hex", "s.hex(':')"},
    {NULL, NULL},
};

static const Case list_calls[] = {
    {"append", "x = []\nwhile True:\n    x.append(x)"},
    {"extend", "x = [1]\nwhile True:\n    x.extend(x)"},
    {"insert", "x.insert(0, i)"},
    {"pop", "x.append(x.pop(0))"},
    {"index", "x.index(1, i & 1)"},
    {"remove", "x.append(1)\n    x.remove(1)"},
    {"count", "x.count(1)"},
    {"reverse", "x.reverse()"},
    {"copy", "kept = x.copy()"},
    {"clear", "y = x.copy()\n    y.clear()"},
    {"sort", "x.sort(reverse=i & 1)"},
    {NULL, NULL},
};

static const Case dict_calls[] = {
    {"get", "x.get(shared(tuple))"},
    {"pop", "x.pop(shared(tuple), None)"},
    {"popitem", "x.popitem()\n    x[i] = shared"},
    {"setdefault", "x.setdefault(i, s)"},
    {"update", "y = x.copy()\n    y.update(x)"},
    {"keys", "list(x.keys())"},
    {"values", "list(x.values())"},
    {"items", "list(x.items())"},
    {"copy", "x.copy()"},
    {"clear", "y = x.copy()\n    y.clear()"},
    {NULL, NULL},
};

static const Case set_calls[] = {
    {"pop", "set(x).pop()"},
    {"update", "y = x.copy()\n    y.update(x)"},
    {"copy", "x.copy()"},
    {"clear", "y = x.copy()\n    y.clear()"},
    {"add", "x.add(shared(tuple))"},
    {"discard", "x.discard(shared(tuple))"},
    {"remove", "x.remove(shared(tuple))"},
    {"union", "x.union(range(10**12))"},
    {"intersection", "x.intersection(x)"},
    {"difference", "x.difference(x)"},
    {"issubset", "x.issubset(x)"},
    {"issuperset", "x.issuperset(range(10**12))"},
    {"isdisjoint", "x.isdisjoint(range(10**6, 10**12))"},
    {"symmetric_difference", "x.symmetric_difference(range(10**12))"},
    {"intersection_update", "y = x.copy()\n    y.intersection_update(x)"},
    {"difference_update", "y = x.copy()\n    y.difference_update(range(10**12))"},
    {"symmetric_difference_update", "x.symmetric_difference_update(range(10**12))"},
    {NULL, NULL},
};

static const Case range_calls[] = {
    {"index", "range(10**12).index(-1.5) if i >= 0 else 0"},
    {"count", "range(10**12).count(1.5)"},
    {NULL, NULL},
};

static const Case slice_calls[] = {{"indices", "slice(n, -n, -1).indices(10**12)"}, {NULL, NULL}};

static const Case int_calls[] = {
    {"bit_length", "(2**n).bit_length()"},
    {"bit_count", "(2**n - 1).bit_count()"},
    {"conjugate", "(2**62).conjugate()"},
    {"as_integer_ratio", "(1e300).as_integer_ratio()"},
    {"to_bytes", "(1).to_bytes(n * 100, 'big')"},
    {"is_integer", "(1.5).is_integer()"},
    {NULL, NULL},
};

/* Built-in functions and those of modules in C. NULL: takes the same time and memory whatever it is given. */
static const Case functions[] = {
    {"abs", NULL},
    {"all", "all(map(bool, range(1, 10**12)))"},
    {"any", "any(zeros)"},
    {"ascii", "ascii(shared(list))"},
    {"bin", NULL},
    {"bool", NULL},
    {"bytes", "bytes(10**12)"},
    {"callable", NULL},
    {"chr", NULL},
    {"classmethod", NULL},
    {"delattr", "setattr(Any, name, i)\n    delattr(Any, name)"},
    {"dict", "dict(zip(range(10**12), range(10**12)))"},
    {"dir", "kept = (dir(), kept)"},
    {"divmod", NULL},
    {"enumerate", "list(enumerate(range(10**12)))"},
    {"filter", "list(filter(None, zeros))"},
    {"float", "float('9' * 10**7)"},
    {"format", "format(shared(list))"},
    {"frozenset", "frozenset(range(10**12))"},
    {"getattr", "getattr(Any, name, None)"},
    {"globals", "kept = (globals(), kept)"},
    {"vars", "kept = (vars(), kept)"},
    {"locals", "kept = ((lambda inner: locals())(kept), kept)"},
    {"hasattr", "hasattr(Any, name)"},
    {"id", "id(s)"},
    {"hash", "hash(shared(lambda pair: tuple(pair)))"},
    {"hex", NULL},
    {"int", "int(' ' * 10**6 + '1')"},
    {"isinstance", "isinstance(1, classes)"},
    {"issubclass", "issubclass(int, classes)"},
    {"iter", "kept = iter(map(str, kept)) if i else iter(())"},
    {"len", NULL},
    {"list", "list(range(10**12))"},
    {"map", "list(map(str, range(10**12)))"},
    {"max", "max(range(10**12))"},
    {"min", "min(x)"},
    {"next", "next(filter(None, zeros), None)"},
    {"object", NULL},
    {"oct", NULL},
    {"open", NULL},
    {"ord", NULL},
    {"pow", NULL},
    {"print", "print(shared(list))"},
    {"property", NULL},
    {"range", NULL},
    {"slice", "kept = (slice(1, kept), kept)"},
    {"repr", "repr(shared(tuple))"},
    {"reversed", "list(reversed(x))"},
    {"round", NULL},
    {"set", "set(range(10**12))"},
    {"setattr", "setattr(Any, name, i)"},
    {"sorted", "sorted(x)"},
    {"staticmethod", NULL},
    {"str", "str(shared(list))"},
    {"sum", "sum(range(10**12))"},
    {"super", NULL},
    {"tuple", "tuple(range(10**12))"},
    {"type", "kept = type('A' * 10**6, (Any,), {'kept': kept})"},
    {"zip", "list(zip(range(10**12), range(10**12)))"},
    {"os.getenv", NULL},
    {"os.path.join", "os.path.join(s, s, s)"},
    {"os.path.dirname", "os.path.dirname(s)"},
    {"os.path.basename", "os.path.basename(s)"},
    {"os.path.abspath", NULL},
    {"os.path.normpath", "os.path.normpath('/a' * 10**6)"},
    {"os.path.realpath", NULL},
    {"asyncio.run", NULL},
    {"asyncio.get_event_loop", NULL},
    {"asyncio.new_event_loop", NULL},
    {"asyncio.get_running_loop", NULL},
    {"asyncio.set_event_loop", NULL},
    {"asyncio.set_event_loop_policy", NULL},
    {"asyncio.sleep", NULL},
    {"asyncio.wait_for", NULL},
    {"asyncio.shield", NULL},
    {"asyncio.to_thread", NULL},
    {"_limbeck.objects.caller", NULL},
    {"_limbeck.objects.module_names", NULL},
    {"_limbeck.objects.was_function", NULL},
    {"_limbeck.abstract.class_of", NULL},
    {"_limbeck.abstract.has_method", NULL},
    {"_limbeck.abstract.inherited", NULL},
    {"_limbeck.abstract.is_abstract", NULL},
    {"_limbeck.abstract.subclasses", NULL},
    {"_limbeck.objects.flavour", NULL},
    {"_limbeck.objects.what", NULL},
    {"_limbeck.objects.bind", NULL},
    {"_limbeck.objects.names", NULL},
    {"_limbeck.objects.kind", NULL},
    {"logging.getLogger", "kept = (logging.getLogger(s + str(i)), kept)"},
    {"logging.debug", "logging.debug('%s %s', s, x)"},
    {"logging.info", "logging.info('%s %s', s, x)"},
    {"logging.warning", "logging.warning('%s %s', s, x)"},
    {"logging.error", "logging.error('%s %s', s, x)"},
    {"logging.basicConfig", NULL},
    {"logging.disable", NULL},
    {"logging.captureWarnings", NULL},
    {"logging.addLevelName", "logging.addLevelName(x, s)"},
    {"logging.getLevelName", "logging.getLevelName(x)"},
    {"logging.getLevelNamesMapping", "logging.getLevelNamesMapping()"},
    {"_limbeck.dedent.dedent", "textwrap.dedent(s)"},
    {"_limbeck.objects.identity", NULL},
    {"_limbeck.objects.view_of_ordered", NULL},
    {"_limbeck.objects.iterator_source", "copy.copy(iter(dict.fromkeys(x)))"},
    {"_limbeck.objects.iterator_over", NULL},
    {"_limbeck.objects.max_digits", NULL},
    {"_limbeck.objects.fields", NULL},
    {"_limbeck.objects.index", NULL},
    {"_limbeck.objects.defines", NULL},
    {"_limbeck.objects.unknown", NULL},
    {"_limbeck.objects.own", NULL},
    {"_limbeck.real.apply", NULL},
    {"_limbeck.real.split", NULL},
    {"_limbeck.real.scale", "math.ldexp(1.0, -10**30)"},
    {"_limbeck.objects.with_fields", "y = Any()\n    y.part = kept\n    kept = copy.copy(y)"},
    {"_limbeck.regex.compile", "re.search('(x+x+)+y', 'x' * 5000)"},
    {"_limbeck.digest.digest", "hashlib.sha256(s.encode()).hexdigest()"},
    {NULL, NULL},
};

/* Operators, the library, and functions in other ways; each without end. */
static const char *const statements[] = {
    "'a' * 10**8",
    "s + s + s + s + s",
    "[1] * 10**9",
    "(1,) * 10**9",
    "b'ab' * 10**9",
    "s in s[1:]",
    "'c' in s",
    "s == s[:-1] + 'b'",
    "s < s[:-1] + 'b'",
    "x == y",
    "shared(list) == shared(list)",
    "shared(tuple) < shared(tuple)",
    "{shared(tuple): 1}",
    "f'{shared(list)}'",
    "'%s' % (shared(list),)",
    "'{}'.format(shared(list))",
    "print(s)",
    "1000000 in x",
    "-1 in tuple(x)",
    "-1 in range(10**12)",
    "dict.fromkeys(range(10**12))",
    "sum(x)",
    "'%9999d' % 5",
    "'{:9999}'.format(5)",
    "'%.400f' % 1e300",
    "x[::-1]",
    "x[1:]",
    "s[::2]",
    "[*x, *x, *x]",
    "{*x}",
    "{**dict.fromkeys(x)}",
    "'\\u00e9' * 10**6 + s[0]",
    "e[-1]",
    "e.find('x')",
    "re.findall('a', s)",
    "re.sub('a', s, s)",
    "re.split('b', s)",
    "re.search('(a*)*c', 'a' * 1000)",
    "re.search('(a|a)*c', 'a' * 1000)",
    "re.search('(a|aa)+$', 'a' * 100 + 'b')",
    "re.search('[ab]*c', s)",
    "re.search('(.*)(.*)(.*)(.*)(.*)[^ab]', s)",
    "re.compile('(a{1,50}){1,50}c').search('a' * 1000)",
    "json.dumps(x)",
    "json.dumps(shared(list))",
    "json.loads('[' * 10**6)",
    "json.loads('[' + '1,' * 10**6 + '1]')",
    "list(itertools.product(range(1000), repeat=5))",
    "list(itertools.count())",
    "list(itertools.repeat(1))",
    "list(itertools.chain.from_iterable(itertools.repeat([1])))",
    "list(itertools.permutations(range(20)))",
    "list(itertools.combinations(range(1000), 8))",
    "list(itertools.cycle([1]))",
    "collections.Counter(s)",
    "functools.reduce(operator.add, [s] * 1000)",
    "copy.deepcopy(x)",
    "base64.b64encode(s.encode())",
    "math.factorial(10**9)",
    "float.fromhex('0' * len(s))",
    "eval('[' + '1,' * 10**5 + ']')",
    "eval('1')",
    "kept = lambda kept=kept: kept",
    "''.join(str(k) for k in itertools.count())",
    "exec_ = [s for s in itertools.repeat(s)]",
};

static void no_print(void *host, const char *line)
{
    (void)host;
    (void)line;
}

static int unbounded;

/* In a process of its own. Its exit status is the kind of the error. */
static void run_child(const char *script)
{
    const struct rlimit processor = {MAX_SECONDS, MAX_SECONDS};
    setrlimit(RLIMIT_CPU, &processor);
    InterpreterOptions options = {.limits = limits, .print = no_print};
    Interpreter *interpreter = interpreter_new(&options);
    Error error = {.kind = ERROR_NONE};
    if (!python_run_file(interpreter, "script", "script.py", script, strlen(script)))
        error = python_take_error(interpreter);
    _exit((int)error.kind);
}

static void expect_bounded(const char *call, const char *script)
{
    struct rusage usage;
    int status;
    pid_t child = fork();
    if (child == 0)
        run_child(script);
    assert_true(wait4(child, &status, 0, &usage) == child);
    long peak = usage.ru_maxrss / 1024, seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec;
    bool is_bounded = WIFEXITED(status) && WEXITSTATUS(status) == ERROR_LIMIT && peak <= MAX_PEAK / MEBIBYTE;
    if (!is_bounded)
        print_error("%s: %s %d, %ld MiB, %ld s\n", call, WIFEXITED(status) ? "ended with" : "signal",
                    WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status), peak, seconds);
    unbounded += !is_bounded;
}

static void call_without_end(const char *setting, const char *call)
{
    char script[4096];
    snprintf(script, sizeof script, "%s%skept = None\ni = -1\nwhile True:\n    i = i + 1\n    %s\n", preparation,
             setting, call);
    expect_bounded(call, script);
}

static const char *call_of(const Case *cases, const char *name)
{
    for (; cases->name; cases++)
        if (strcmp(cases->name, name) == 0)
            return cases->call;
    fail_msg("no case for the method '%s': add one, with a large argument", name);
    return NULL;
}

static void call_methods(const NativeMember *methods, const Case *cases, const char *setting)
{
    for (; methods->name; methods++)
        call_without_end(setting, call_of(cases, methods->name));
}

static const char long_values[] =
    "classes = (str,) * 10**5\nzeros = [0] * 10**6\nname = 'a' * 10**7\n"
    "s = 'ab' * 10**6\ne = '\\u00e9' * 10**6\nx = list(range(100000))\ny = list(range(100000))\n";

static void test_texts(void **state)
{
    (void)state;
    call_methods(kind_members[VALUE_STRING].methods, string_calls, "s = 'ab' * (n // 2)\n");
    call_methods(kind_members[VALUE_STRING].methods, string_calls, "s = '\\u00e9b' * (n // 2)\n");
    assert_int_equal(unbounded, 0);
}

static void test_containers(void **state)
{
    (void)state;
    call_methods(kind_members[VALUE_LIST].methods, list_calls, "x = [0] * 10**6 + [1]\n");
    call_methods(kind_members[VALUE_TUPLE].methods, list_calls, "x = (0,) * 10**6 + (1,)\n");
    call_methods(kind_members[VALUE_DICT].methods, dict_calls, "s = 'a'\nx = dict.fromkeys(range(100000))\n");
    call_methods(kind_members[VALUE_SET].methods, set_calls, "s = 'a'\nx = set(range(100000))\n");
    call_methods(kind_members[VALUE_FROZENSET].methods, set_calls, "s = 'a'\nx = frozenset(range(100000))\n");
    call_methods(kind_members[VALUE_RANGE].methods, range_calls, "");
    call_methods(kind_members[VALUE_SLICE].methods, slice_calls, "");
    call_methods(kind_members[VALUE_INT].methods, int_calls, "");
    assert_int_equal(unbounded, 0);
}

static void test_statements(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        call_without_end(long_values, statements[i]);
    assert_int_equal(unbounded, 0);
}

static void call_function(const char *name)
{
    const char *call = call_of(functions, name);
    if (call)
        call_without_end(long_values, call);
}

static void call_module_functions(const Interpreter *interpreter)
{
    char name[100];
    for (size_t i = 0; i < interpreter->native_modules.count; i++) {
        const NativeModule *module = interpreter->native_modules.entries[i].value;
        for (const NativeMember *function = module->functions; function && function->name; function++) {
            snprintf(name, sizeof name, "%s.%s", module->name, function->name);
            call_function(name);
        }
    }
}

static void test_functions(void **state)
{
    (void)state;
    InterpreterOptions options = {.limits = limits, .print = no_print};
    Interpreter *interpreter = interpreter_new(&options);
    StringVector names = {0}, refused = {0};
    python_builtin_names(interpreter, &names, &refused);
    for (size_t i = 0; i < names.count; i++) {
        Value value = names_get(&interpreter->builtins, python_intern(interpreter, names.items[i]));
        bool is_exception =
            value.kind == VALUE_CLASS && class_derives(value.class_, exception_class(interpreter, "BaseException"));
        if (!is_exception && value.kind != VALUE_ELLIPSIS && value.kind != VALUE_NOT_IMPLEMENTED)
            call_function(names.items[i]);
    }
    call_module_functions(interpreter);
    interpreter_free(interpreter);
    assert_int_equal(unbounded, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_containers),
        cmocka_unit_test(test_statements),
        cmocka_unit_test(test_functions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
