/* The bodies of functions that limbeck's own modules leave unparsed until the first call: read later, the
 * tree is the one that the parser makes of the whole file. */
#include "support/support.h"

#include "limbeck/base/text.h"
#include "limbeck/python/native.h"
#include "limbeck/python/syntax/parser.h"

#include <string.h>

extern const PythonSource python_library[], packages_library[], sqlalchemy_library[], alembic_library[];

typedef struct Walk {
    Arena *arena;
    Text text;
    size_t unparsed;
} Walk;

static void walk(Walk *self, const NodeList *body);

static void walk_function(Walk *self, FunctionParts *function)
{
    Error error = {0};
    self->unparsed += function->unparsed != NULL;
    if (!python_parse_body(self->arena, NULL, function, &error))
        text_append_format(&self->text, "%s ", error.message);
    text_append_format(&self->text, "%s%zu{", function->name, function->parameters.count);
    walk(self, &function->body);
    text_append(&self->text, "}");
}

/* The kind and place of each statement, those inside others too. */
static void walk(Walk *self, const NodeList *body)
{
    for (size_t i = 0; i < body->count; i++) {
        Node *node = body->items[i];
        text_append_format(&self->text, "%d:%d:%d ", node->line, node->column, (int)node->kind);
        if (node->kind == NODE_FUNCTION)
            walk_function(self, node->function);
        else if (node->kind == NODE_CLASS)
            walk(self, &node->class_->body);
        else if (node->kind == NODE_IF || node->kind == NODE_WHILE) {
            walk(self, &node->branch.body);
            walk(self, &node->branch.otherwise);
        } else if (node->kind == NODE_FOR) {
            walk(self, &node->loop->body);
            walk(self, &node->loop->otherwise);
        } else if (node->kind == NODE_WITH) {
            walk(self, &node->with.body);
        } else if (node->kind == NODE_TRY) {
            walk(self, &node->try_->body);
            for (size_t h = 0; h < node->try_->handler_count; h++)
                walk(self, &node->try_->handlers[h].body);
            walk(self, &node->try_->otherwise);
            walk(self, &node->try_->finally);
        }
    }
}

static size_t assert_same_tree(const char *path, const char *content)
{
    Arena *arena = arena_new();
    Error error = {0};
    size_t length = strlen(content);
    const SourceFile *whole = python_parse(arena, NULL, path, content, length, &error);
    const SourceFile *library = python_parse_library(arena, NULL, path, content, length, &error);
    if (!whole || !library)
        fail_msg("%s:%d: %s", path, error.line, error.message);
    Walk expected = {arena, text_in(arena), 0}, found = {arena, text_in(arena), 0};
    walk(&expected, &whole->body);
    walk(&found, &library->body);
    if (strcmp(text_string(&expected.text), text_string(&found.text)) != 0)
        fail_msg("%s: parsed later, a function's body is another one", path);
    size_t unparsed = found.unparsed;
    assert_int_equal(expected.unparsed, 0);
    arena_free(arena);
    return unparsed;
}

static void test_embedded_modules(void **state)
{
    const PythonSource *const libraries[] = {python_library, packages_library, sqlalchemy_library, alembic_library};
    size_t unparsed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
        for (const PythonSource *source = libraries[i]; source->name; source++)
            unparsed += assert_same_tree(source->name, source->content);
    assert_true(unparsed > 1000); /* of about two thousand functions */
}

static void test_forms(void **state)
{
    static const char *const scripts[] = {
        "def f(a,\n      b=(1,\n2)) -> int:  # why\n    # first\n\n    return a\n\n\n# after\ny = 2\n",
        "class A:\n    def m(self):\n        \"\"\"one\n  two\n\"\"\"\n        return 1\n    x = 1\n\n    async def "
        "n(self):\n"
        "        def inner():\n            return 2\n        return inner\nz = 3\n",
        "if True:\n\tdef f():\n\t\tpass\nelse:\n\tdef f(): return 1\n",
        "@decorate\ndef f():\n    if x:\n        return \"\"\"a\"\"\" + \"\"\"\nb\"\"\"\r\n    return 1",
    };
    (void)state;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        assert_true(assert_same_tree("form.py", scripts[i]) > 0);
}

static void test_errors(void **state)
{
    Arena *arena = arena_new();
    Error error = {0};
    (void)state;
    assert_null(python_parse_library(arena, NULL, "s.py", "def f():\nx = 1\n", 15, &error));
    assert_int_equal(error.line, 2);
    error_clear(&error);
    static const char script[] = "def f():\n    x = 1\n    y = (\n";
    SourceFile *file = python_parse_library(arena, NULL, "s.py", script, strlen(script), &error);
    assert_non_null(file);
    assert_false(python_parse_body(arena, NULL, file->body.items[0]->function, &error));
    assert_int_equal(error.line, 3);
    error_clear(&error);
    assert_null(python_parse(arena, NULL, "s.py", "    x = 1\n", 10, &error)); /* a file is no block */
    arena_free(arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_embedded_modules),
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
