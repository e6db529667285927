/* The language: tokens, trees, and what running them may cost. */
#include "fuzz.h"

#include "../../src/python/syntax/lexer.h"
#include "limbeck/python/interpreter.h"
#include "limbeck/python/syntax/parser.h"

void fuzz_lexer(const uint8_t *bytes, size_t length)
{
    Arena *arena = arena_new();
    SourceFile file = {
        .path = "fuzz.py", .content = arena_strndup(arena, (const char *)bytes, length), .length = length};
    LexerStart start = {.file = &file, .text = file.content, .length = length, .line = 1, .column = 1};
    TokenList tokens = {0};
    Error error = {0};
    if (python_tokenise(arena, &start, &tokens, &error)) {
        must(tokens.count && tokens.items[tokens.count - 1].kind == TOKEN_END);
        for (size_t i = 0; i + 1 < tokens.count; i++) {
            const Token *token = &tokens.items[i];
            must(token->start >= file.content && token->start + token->length <= file.content + length);
            must(i == 0 || token->line >= token[-1].line);
        }
    } else {
        fuzz_error(&error);
    }
    arena_free(arena);
}

void fuzz_parser(const uint8_t *bytes, size_t length)
{
    Arena *arena = arena_new();
    const char *content = arena_strndup(arena, (const char *)bytes, length);
    Error error = {0}, outline_error = {0};
    bool whole = python_parse(arena, NULL, "fuzz.py", content, length, &error);
    bool outline = python_parse_outline(arena, NULL, "fuzz.py", content, length, &outline_error);
    if (!whole)
        fuzz_error(&error);
    /* What is Python has an outline; what has none is told why. */
    must(outline || !whole);
    if (!outline)
        fuzz_error(&outline_error);
    arena_free(arena);
}

static void print_nothing(void *host, const char *line)
{
    (void)host;
    must(line);
}

void fuzz_evaluator(const uint8_t *bytes, size_t length)
{
    Arena *arena = arena_new();
    PythonLimits limits = {
        .steps = 20000, .bytes = 4 << 20, .calls = 60, .depth = 300, .collects_always = length % 4 == 1};
    InterpreterOptions options = {.limits = limits, .print = print_nothing};
    Interpreter *interpreter = interpreter_new(&options);
    const char *content = arena_strndup(arena, (const char *)bytes, length);
    if (!python_run_file(interpreter, "fuzz", "fuzz.py", content, length)) {
        Error error = python_take_error(interpreter);
        fuzz_error(&error);
    }
    interpreter_free(interpreter);
    arena_free(arena);
}
