/* Cells: wide characters, marks that combine, letters for glyphs, colours of code. */
#include "support/support.h"

#include "limbeck/tui/widget/widget.h"

#include <ctype.h>
#include <string.h>

static const Cell *cell(const Surface *surface, int x)
{
    return &surface->cells[x];
}

static void test_wide(void **state)
{
    (void)state;
    Surface *surface = surface_new(10, 1);
    assert_int_equal(surface_text(surface, 0, 0, 10, STYLE_TEXT, "a漢字b"), 6);
    assert_int_equal(cell(surface, 1)->codepoint, 0x6F22);
    assert_int_equal(cell(surface, 2)->codepoint, 0); /* its right half */
    assert_int_equal(cell(surface, 3)->codepoint, 0x5B57);
    assert_int_equal(cell(surface, 5)->codepoint, 'b');
    /* half a character is none */
    surface_clear(surface);
    assert_int_equal(surface_text(surface, 0, 0, 4, STYLE_TEXT, "a漢字b"), 4);
    assert_int_equal(cell(surface, 1)->codepoint, 0x6F22);
    assert_int_equal(cell(surface, 3)->codepoint, 0x2026);
    surface_free(surface);
}

static void test_combining(void **state)
{
    (void)state;
    Surface *surface = surface_new(10, 1);
    assert_int_equal(surface_text(surface, 0, 0, 10, STYLE_TEXT, "e\xCC\x81o"), 2);
    assert_int_equal(cell(surface, 0)->codepoint, 'e');
    assert_int_equal(cell(surface, 0)->marks[0], 0x301);
    assert_int_equal(cell(surface, 1)->codepoint, 'o');
    assert_int_equal(cell(surface, 1)->marks[0], 0);
    /* over a wide one, and without anything to stand on */
    assert_int_equal(surface_text(surface, 0, 0, 10, STYLE_TEXT, "漢\xCC\x81"), 2);
    assert_int_equal(cell(surface, 0)->marks[0], 0x301);
    assert_int_equal(surface_text(surface, 0, 0, 10, STYLE_TEXT, "\xCC\x81x"), 1);
    assert_int_equal(cell(surface, 0)->codepoint, 'x');
    surface_free(surface);
}

static void test_letters(void **state)
{
    (void)state;
    static const struct {
        uint32_t glyph, letter;
    } rows[] = {{'a', 'a'}, {0x25CF, '*'}, {0x2500, '-'}, {0x253C, '+'}, {0x2026, '~'}, {0x6F22, '?'}, {0x1F600, '?'}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(ascii_letter(rows[i].glyph), rows[i].letter);
}

/* A letter a cell: k keyword, s string, c comment, . other. */
static void test_code(void **state)
{
    (void)state;
    static const struct {
        bool is_python;
        const char *line, *looks;
    } rows[] = {{false, "SELECT 'a' -- x", "kkkkkk.sss.cccc"},
                {false, "selection.from", "....."},
                {true, "def f(): # d", "kkk......ccc"},
                {true, "x = 'd\\'ef' or 1", "....sssssss.kk.."},
                {true, "\"\"\"a 'b", "sssssss"},
                {true, "o.in_", "....."},
                {true, "'漢' in x", "ssss.kk.."}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Surface *surface = surface_new(40, 1);
        draw_code_line(surface, 0, 0, 40, rows[i].line, rows[i].is_python ? language_python : language_sql);
        for (int x = 0; rows[i].looks[x]; x++) {
            static const char letters[STYLE_COUNT] = {
                [STYLE_KEYWORD] = 'k', [STYLE_STRING] = 's', [STYLE_MUTED] = 'c', [STYLE_TEXT] = '.'};
            if (letters[cell(surface, x)->style] != rows[i].looks[x])
                fail_msg("%s: cell %d", rows[i].line, x);
        }
        surface_free(surface);
    }
}

/* A number stays on one line, with its unit. */
static void test_numbers_whole(void **state)
{
    (void)state;
    static const char *const texts[] = {"destroys column orders.reference (orders: 1 552 000 rows, 11.4 MB, 120 ms)",
                                        "2 rows 52 000 rows 1 000 000 values 8 840 027 of 9 000 000 rows: 97 %"};
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int width = 26; width < 70; width++) {
            StringVector lines = {0};
            wrap_text(arena, texts[i], width, &lines);
            for (size_t k = 0; k < lines.count; k++) {
                const char *next = k + 1 < lines.count ? lines.items[k + 1] + strspn(lines.items[k + 1], " ") : "";
                const char *line = lines.items[k];
                bool ends_in_digit = *line && isdigit((unsigned char)line[strlen(line) - 1]);
                bool is_parted = isdigit((unsigned char)*next) || strncmp(next, "rows", 4) == 0 ||
                                 strncmp(next, "MB", 2) == 0 || strncmp(next, "ms", 2) == 0 ||
                                 strncmp(next, "values", 6) == 0 || *next == '%';
                assert_true(text_width(line) <= width);
                if (ends_in_digit && is_parted)
                    fail_msg("%d: '%s' / '%s'", width, line, next);
            }
        }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_wide), cmocka_unit_test(test_combining),
                                       cmocka_unit_test(test_letters), cmocka_unit_test(test_code),
                                       cmocka_unit_test(test_numbers_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
