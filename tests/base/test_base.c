/* The ground floor: memory, text, paths, errors. */
#include "support/support.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/error.h"
#include "limbeck/base/file.h"
#include "limbeck/base/map.h"
#include "limbeck/base/process.h"
#include "limbeck/base/thread.h"
#include "limbeck/base/vector.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void test_arena(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    char *first = arena_alloc(arena, 1);
    for (size_t i = 1; i < 5000; i += 7) {
        char *memory = arena_alloc(arena, i);
        assert_int_equal((uintptr_t)memory % 16, 0);
        for (size_t k = 0; k < i; k++)
            assert_int_equal(memory[k], 0);
        memset(memory, 'x', i);
    }
    *first = 'y';
    size_t before = arena_bytes(arena);
    arena_reset(arena);
    assert_true(arena_bytes(arena) < before);
    assert_int_equal(*(char *)arena_alloc(arena, 8), 0);
    arena_free(arena);
}

/* Memory that was used before, by an arena or by one that was reset, comes back zeroed. */
static void test_arena_again(void **state)
{
    (void)state;
    enum { PIECE = 1000, PIECES = 3000 };
    Arena *kept = arena_new();
    for (int round = 0; round < 3; round++) {
        Arena *arena = round == 1 ? kept : arena_new();
        for (int i = 0; i < PIECES; i++) {
            char *memory = arena_alloc(arena, PIECE);
            assert_true(memory[0] == 0 && memcmp(memory, memory + 1, PIECE - 1) == 0);
            memset(memory, 0xAA, PIECE);
        }
        assert_true(arena_bytes(arena) >= PIECE * PIECES);
        if (arena == kept)
            arena_reset(arena);
        else
            arena_free(arena);
    }
    arena_free(kept);
}

static void test_adopted_arena(void **state)
{
    (void)state;
    Arena *arena = arena_new(), *other = arena_new(), *empty = arena_new();
    char *mine = arena_strdup(arena, "mine"), *theirs = arena_strdup(other, "theirs");
    size_t bytes = arena_bytes(arena) + arena_bytes(other) + arena_bytes(empty);
    arena_adopt(arena, other);
    arena_adopt(arena, empty);
    assert_int_equal(arena_bytes(arena), bytes);
    assert_string_equal(arena_strdup(arena, "later"), "later");
    assert_string_equal(mine, "mine");
    assert_string_equal(theirs, "theirs");
    arena_free(arena);
}

enum { SHARED = 10000 };

typedef struct SharedWork {
    atomic_int times[SHARED];
    size_t last[THREAD_PARTS]; /* index + 1 */
    bool is_rising[THREAD_PARTS];
} SharedWork;

static void take_share(void *state, size_t part, size_t index)
{
    SharedWork *work = state;
    atomic_fetch_add(&work->times[index], 1);
    work->is_rising[part] &= index + 1 > work->last[part];
    work->last[part] = index + 1;
}

/* Each index once, in ascending order in each thread; few indexes in the caller's thread alone. */
static void test_shared_work(void **state)
{
    (void)state;
    static const struct {
        size_t count, least;
        bool is_alone;
    } rows[] = {{0, 1, true}, {1, 100, true}, {99, 100, true}, {SHARED, 100, false}, {SHARED, 1, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        SharedWork *work = memory_alloc(sizeof *work);
        memset(work->is_rising, true, sizeof work->is_rising);
        thread_share(rows[i].count, rows[i].least, take_share, work);
        for (size_t k = 0; k < SHARED; k++)
            assert_int_equal(work->times[k], k < rows[i].count);
        for (size_t k = 0; k < THREAD_PARTS; k++) {
            assert_true(work->is_rising[k]);
            assert_true(!rows[i].is_alone || k == 0 || !work->last[k]);
        }
        free(work);
    }
}

/* A copy owns its strings: the original's arena may be freed. */
static void test_copy_of_strings(void **state)
{
    (void)state;
    Arena *arena = arena_new(), *copies = arena_new();
    StringVector from = {0};
    vector_push(arena, &from, arena_strdup(arena, "head"));
    vector_push(arena, &from, NULL);
    StringVector copy = string_vector_copy(copies, &from);
    assert_ptr_not_equal(copy.items[0], from.items[0]);
    arena_free(arena);
    assert_int_equal(copy.count, 2);
    assert_string_equal(copy.items[0], "head");
    assert_null(copy.items[1]);
    arena_free(copies);
}

static void test_map(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Map map = {0};
    assert_null(map_get(&map, "nothing"));
    for (int i = 0; i < 1000; i++)
        map_set(arena, &map, arena_format(arena, "key %d", i), arena_format(arena, "%d", i));
    map_set(arena, &map, "key 7", "seven");
    assert_int_equal(map.count, 1000);
    assert_string_equal(map_get(&map, "key 7"), "seven");
    assert_string_equal(map_get(&map, "key 999"), "999");
    assert_string_equal(map.entries[7].key, "key 7");
    arena_free(arena);
}

static void test_harmless(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    static const char *const cases[][2] = {
        {"plain", "plain"},
        {"\033[31mred\033[0m", "\\x1b[31mred\\x1b[0m"},
        {"bell\a back\b", "bell\\x07 back\\x08"},
        {"c1 \xc2\x9b"
         "31m",
         "c1 \\x9b31m"},
        {"bad \xff\xfe bytes", "bad \\xff\\xfe bytes"},
        {"right\xe2\x80\xaeleft", "right\\u202eleft"},
        {"zero\xe2\x80\x8bwidth", "zero\\u200bwidth"},
        {"tab\tstop", "tab    stop"},
        {"caf\xc3\xa9 \xe6\x97\xa5", "caf\xc3\xa9 \xe6\x97\xa5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_harmless(arena, cases[i][0], false), cases[i][1]);
    assert_string_equal(text_harmless(arena, "two\nlines", true), "two\nlines");
    assert_int_equal(text_width("\xe6\x97\xa5\xe6\x9c\xac"), 4);
    arena_free(arena);
}

static void test_find_word(void **state)
{
    (void)state;
    static const struct {
        const char *text, *word;
        int at; /* -1: not found */
    } cases[] = {
        {"UPDATE t SET n = 1 RETURNING n", "returning", 19},
        {"returnin", "returning", -1},
        {"a Returning b returning", "returning", 2},
        {"ggggggreturning", "returning", 6},
        {"SELECT 1 FROM alembic_version", "ALEMBIC_Version", 14},
        {"x_alembic_versio", "alembic_version", -1},
        {"caf\xc3\xa9 \xc3\xa9t\xc3\xa9", "\xc3\xa9t", 6},
        {"", "a", -1},
        {"a", "", 0},
        {"[{", "{", 1}, /* these differ in one bit, as the two cases of a letter do */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *found = text_find_word(cases[i].text, cases[i].word);
        assert_int_equal(found ? (int)(found - cases[i].text) : -1, cases[i].at);
    }
}

static void test_paths(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    static const char *const cases[][2] = {
        {"/a/b/../c", "/a/c"}, {"a/./b//c", "a/b/c"},       {"../x", "../x"}, {"/..", "/"},
        {"a/..", "."},         {"../../a/../b", "../../b"}, {"", "."}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(path_normalise(arena, cases[i][0]), cases[i][1]);
    assert_string_equal(path_join(arena, "/a", "b"), "/a/b");
    assert_string_equal(path_join(arena, "/a/", "/b"), "/b");
    assert_string_equal(path_dirname(arena, "/a"), "/");
    arena_free(arena);
}

static void test_errors(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Error error = {0};
    assert_false(error_set(&error, ERROR_SYNTAX, "first %d", 1));
    error_set(&error, ERROR_DATABASE, "second");
    error_place(&error, "a.py", 3, 5);
    error_source(&error, "\xe6\x97\xa5 = (", 7);
    error_hint(&error, "close it");
    /* The caret counts cells: the first character is two wide. */
    assert_string_equal(error_render(arena, &error),
                        "a.py:3:5: first 1\n     3 | \xe6\x97\xa5 = (\n       |      ^\nhint: close it");
    assert_int_equal(error_exit_status(&error), 3);
    error_clear(&error);
    error_set(&error, ERROR_FILE, "\033[2Jgone");
    assert_string_equal(error_render(arena, &error), "\\x1b[2Jgone");
    arena_free(arena);
}

/* What another program prints; one that takes too long is ended. */
/* What was written, whole, however it is read. */
static void expect_file(Arena *arena, int folder, const char *path, const char *wanted, size_t length)
{
    const char *content;
    size_t found;
    bool is_link = true;
    Error error = {0};
    assert_true(folder == 0 ? file_read(arena, path, &content, &found, &error)
                            : file_read_listed(arena, folder, path, &content, &found, &is_link, &error));
    assert_int_equal(found, length);
    assert_memory_equal(content, wanted, length);
    assert_int_equal(content[found], '\0');
}

static void test_files(void **state)
{
    (void)state;
    static const size_t lengths[] = {0, 1, 16383, 16384, 16385, 65535, 65536, 300000};
    Arena *arena = arena_new();
    Error error = {0};
    const char *path, *name;
    int file = file_temporary(arena, &path, &error), folder = folder_open(path_dirname(arena, path));
    char *text = arena_alloc(arena, 300001);
    assert_true(file >= 0 && folder >= 0);
    for (size_t i = 0; i < 300000; i++)
        text[i] = (char)('a' + i % 23);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        assert_true(ftruncate(file, 0) == 0 && pwrite(file, text, lengths[i], 0) == (ssize_t)lengths[i]);
        expect_file(arena, 0, path, text, lengths[i]);
        expect_file(arena, folder, path, text, lengths[i]);
        expect_file(arena, -1, path, text, lengths[i]);
    }
    assert_false(file_read(arena, path_dirname(arena, path), &name, &(size_t){0}, &error));
    assert_non_null(strstr(error.message, "is a folder, not a file"));
    folder_close(folder);
    close(file);
    unlink(path);
    arena_free(arena);
}

static void *write_in_pieces(void *descriptor)
{
    int pipe = *(int *)descriptor;
    for (int i = 0; i < 100; i++)
        if (write(pipe, "0123456789", 10) != 10)
            break;
    close(pipe);
    return NULL;
}

/* As `-c <(...)` hands one over: a read that comes short is not the end. */
static void test_reading_a_pipe(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Error error = {0};
    const char *content;
    size_t length;
    int ends[2];
    pthread_t thread;
    assert_int_equal(pipe(ends), 0);
    assert_true(thread_start(&thread, THREAD_STACK, write_in_pieces, &ends[1]));
    assert_true(file_read(arena, arena_format(arena, "/dev/fd/%d", ends[0]), &content, &length, &error));
    assert_int_equal(length, 1000);
    pthread_join(thread, NULL);
    close(ends[0]);
    arena_free(arena);
}

static void test_reading_a_program(void **state)
{
    (void)state;
    static const struct {
        const char *line, *printed;
        bool ends;
        int status;
    } rows[] = {{"printf %s-%s a b", "a-b", true, 0},
                {"false", "", true, 1},
                {"cat", "", true, 0}, /* it reads nothing */
                {"sleep 100", "", false, 0},
                {"no-such-program-anywhere", "", false, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Arena *arena = arena_new();
        StringVector words = {0};
        Text output = text_in(arena);
        int status = 0;
        assert_true(words_split(arena, rows[i].line, &words));
        int64_t began = clock_milliseconds();
        assert_int_equal(process_read(arena, &words, NULL, rows[i].ends ? 20000 : 100, &output, &status), rows[i].ends);
        assert_true(clock_milliseconds() - began < 20000);
        assert_string_equal(text_string(&output), rows[i].printed);
        if (rows[i].ends)
            assert_int_equal(status, rows[i].status);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena),
        cmocka_unit_test(test_copy_of_strings),
        cmocka_unit_test(test_arena_again),
        cmocka_unit_test(test_adopted_arena),
        cmocka_unit_test(test_shared_work),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_harmless),
        cmocka_unit_test(test_find_word),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_reading_a_pipe),
        cmocka_unit_test(test_reading_a_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
