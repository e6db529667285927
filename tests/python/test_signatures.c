/* Each native takes what CPython's function of that name takes: as many arguments, by place and by name.
 * signatures.txt is from CPython itself, by tests/tools/python_signatures.py. What a row of a native lets in
 * and its function does not look at is refused when it is given; so each parameter works or is refused. */
#include "support/support.h"

#include "limbeck/python/interpreter.h"
#include "limbeck/python/runtime/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *known;
static int wrong;

/* The line of the function, behind its name; NULL without one. */
static const char *line_of(const char *name)
{
    size_t length = strlen(name);
    for (const char *at = known; at; at = strchr(at, '\n')) {
        at += *at == '\n';
        if (strncmp(at, name, length) == 0 && at[length] == ' ')
            return at + length + 1;
    }
    return NULL;
}

static bool has_word(const char *words, const char *end, const char *word, size_t length)
{
    for (const char *at = words; at < end;) {
        size_t step = strcspn(at, " ");
        const char *begin = at + (*at == '*');
        if (step - (*at == '*') == length && strncmp(begin, word, length) == 0)
            return true;
        at += step + 1;
    }
    return false;
}

static void tell(const char *name, const char *what, const char *line)
{
    print_error("%s: %s; CPython: %.*s\n", name, what, (int)strcspn(line, "\n"), line);
    wrong++;
}

/* Both ways: no name that CPython takes is missing, and none that it does not take is there. */
static void compare_names(const char *name, const NativeMember *member, const char *line, const char *names,
                          const char *end)
{
    for (const char *at = names; at < end;) {
        size_t step = strcspn(at, " ");
        const char *begin = at + (*at == '*');
        size_t length = step - (*at == '*');
        if (length && *begin != '*' &&
            !has_word(member->keywords, member->keywords + strlen(member->keywords), begin, length))
            tell(name, "a parameter is missing from the row", line);
        at += step + 1;
    }
    for (const char *at = member->keywords; *at;) {
        size_t step = strcspn(at, " ");
        if (step && !has_word(names, end, at, step))
            tell(name, "the row has a parameter that is not CPython's", line);
        at += step + (at[step] == ' ');
    }
}

static void compare(const char *name, const NativeMember *member)
{
    const char *line = line_of(name);
    if (!line) {
        print_error("%s: no line in signatures.txt\n", name);
        wrong++;
        return;
    }
    if (!member->keywords || *member->keywords == '*') /* what is given by name and not read is refused */
        return;
    char *rest;
    unsigned long least = strtoul(line, &rest, 10), most = ANY_NUMBER;
    if (rest[1] == '*')
        rest += 2;
    else
        most = strtoul(rest, &rest, 10);
    const char *names = rest + 1, *end = strstr(rest, " : ") + 1;
    if (member->least != least)
        tell(name, "another least number of arguments", line);
    if (member->most != most)
        tell(name, "another greatest number of arguments", line);
    if (!(end - names >= 2 && has_word(names, end, "*", 1)))
        compare_names(name, member, line, names, end);
}

static void compare_all(const char *of, const NativeMember *members)
{
    char name[100];
    for (; members->name; members++) {
        snprintf(name, sizeof name, "%s%s%s", of, *of ? "." : "", members->name);
        compare(name, members);
    }
}

static void test_methods(void **state)
{
    (void)state;
    InterpreterOptions options = {.limits = python_default_limits()};
    Interpreter *interpreter = interpreter_new(&options);
    compare_all("str", kind_members[VALUE_STRING].methods);
    compare_all("bytes", kind_members[VALUE_BYTES].methods);
    compare_all("list", kind_members[VALUE_LIST].methods);
    compare_all("tuple", kind_members[VALUE_TUPLE].methods);
    compare_all("dict", kind_members[VALUE_DICT].methods);
    compare_all("set", kind_members[VALUE_SET].methods);
    compare_all("frozenset", kind_members[VALUE_FROZENSET].methods);
    compare_all("int", kind_members[VALUE_INT].methods);
    compare_all("float", kind_members[VALUE_FLOAT].methods);
    compare_all("range", kind_members[VALUE_RANGE].methods);
    compare_all("slice", kind_members[VALUE_SLICE].methods);
    compare_all("generator", kind_members[VALUE_GENERATOR].methods);
    compare_all("BaseException", exception_methods());
    for (const ClassFunction *row = class_functions; row->member.name; row++) {
        const NativeMember one[] = {row->member, {NULL, NULL}};
        compare_all(python_class_of(interpreter, (Value){.kind = row->kind})->name, one);
    }
    interpreter_free(interpreter);
    assert_int_equal(wrong, 0);
}

/* Whether a call of the class with this argument by name fails; *reason is why. */
static bool fails_with(const char *class_, const char *keyword, size_t length, char *reason, size_t size)
{
    char script[200];
    snprintf(script, sizeof script, "%s(%.*s=None)\n", class_, (int)length, keyword);
    InterpreterOptions options = {.limits = python_default_limits()};
    Interpreter *interpreter = interpreter_new(&options);
    bool failed = !python_run_file(interpreter, "script", "script.py", script, strlen(script));
    Error error = failed ? python_take_error(interpreter) : (Error){0};
    snprintf(reason, size, "%s", failed ? error.message : "");
    interpreter_free(interpreter);
    return failed;
}

/* A class has no row: it is called with each name that CPython takes, and with one that it does not. */
static void call_class(const char *name)
{
    char reason[2000];
    const char *line = line_of(name);
    if (!line) {
        print_error("%s: no line in signatures.txt\n", name);
        wrong++;
        return;
    }
    const char *names = strchr(strchr(line, ' ') + 1, ' ') + 1, *end = strstr(line, " : ") + 1;
    for (const char *at = names; at < end; at += strcspn(at, " ") + 1)
        if (*at != '*' && *at != ' ' && fails_with(name, at, strcspn(at, " "), reason, sizeof reason) &&
            strstr(reason, "keyword"))
            tell(name, reason, line);
    if (!has_word(names, end, "*", 1) && !fails_with(name, "no_such_name", 12, reason, sizeof reason))
        tell(name, "takes an argument that CPython does not", line);
}

static void no_print(void *host, const char *line)
{
    (void)host;
    (void)line;
}

static void test_classes(void **state)
{
    (void)state;
    InterpreterOptions options = {.limits = python_default_limits()};
    Interpreter *interpreter = interpreter_new(&options);
    for (size_t i = 0; i < interpreter->builtins.count; i++) {
        Value value = interpreter->builtins.values[i];
        if (value.kind == VALUE_CLASS && exception_class(interpreter, value.class_->name) != value.class_)
            call_class(interpreter->builtins.keys[i]);
    }
    interpreter_free(interpreter);
    assert_int_equal(wrong, 0);
}

static void test_functions(void **state)
{
    (void)state;
    InterpreterOptions options = {.limits = python_default_limits(), .print = no_print};
    Interpreter *interpreter = interpreter_new(&options);
    for (size_t i = 0; i < interpreter->builtins.count; i++) {
        Value value = interpreter->builtins.values[i];
        const Builtin *builtin = value.kind == VALUE_BUILTIN ? (const Builtin *)value.object : NULL;
        if (builtin && builtin->member)
            compare(builtin->name, builtin->member);
    }
    for (size_t i = 0; i < interpreter->native_modules.count; i++) {
        const NativeModule *module = interpreter->native_modules.entries[i].value;
        bool is_pythons = strncmp(module->name, "os", 2) == 0 || strcmp(module->name, "logging") == 0;
        if (is_pythons && module->functions)
            compare_all(module->name, module->functions);
    }
    interpreter_free(interpreter);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    Arena *arena = arena_new();
    known = test_read(arena_format(arena, "%s/tests/python/signatures.txt", test_root()));
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_methods),
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_classes),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(known);
    arena_free(arena);
    return failed;
}
