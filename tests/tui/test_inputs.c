/* Lines that are typed: editing, pasting, history; search with its count and its marks; keys that turn pages. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const plain[] = {"X=", NULL};

static TestScreen *begin(const char *name, int columns, int rows)
{
    char *folder = test_sample(name);
    TestScreen *screen = screen_start(folder, columns, rows, plain);
    screen_wait(screen, "18 pending");
    free(folder);
    return screen;
}

static void end(TestScreen *screen)
{
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
}

typedef struct Typed {
    const char *keys, *shown;
} Typed;

static void test_editing(void **state)
{
    (void)state;
    static const Typed rows[] = {{"/add users", "find: add users▌"},
                                 {"\027", "find: add ▌"},          /* Ctrl-W */
                                 {"\001so ", "find: so add "},     /* Ctrl-A */
                                 {"\005table", "add table▌"},      /* Ctrl-E */
                                 {"\033OD\033OD\177", "add tale"}, /* twice left, Backspace */
                                 {"\033[3~", "add tae"},           /* Delete */
                                 {"\013", "find: so add ta▌"},     /* Ctrl-K */
                                 {"\025x", "find: x▌"},            /* Ctrl-U */
                                 {"\025é\001ü", "find: üé"},
                                 {"\033", "u up one"}};
    TestScreen *screen = begin("editing", 100, 30);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        screen_type(screen, rows[i].keys);
        screen_wait(screen, rows[i].shown);
    }
    end(screen);
}

/* A paste is text where text is typed, its first line; elsewhere it does nothing, whatever letters it has. */
static void test_paste(void **state)
{
    (void)state;
    TestScreen *screen = begin("paste", 100, 30);
    screen_type(screen, "/\033[200~audit\nlog\033[201~");
    screen_wait(screen, "find: audit▌");
    screen_wait(screen, "─ Audit log");
    char pasted[300];
    snprintf(pasted, sizeof pasted, "\033[200~%0200d\033[201~", 7);
    screen_type(screen, pasted);
    screen_wait(screen, "the pasted text is too long: its end is missing");
    screen_type(screen, "\023");
    screen_wait(screen, "screen.svg in ");
    screen_type(screen, "\033");
    screen_wait(screen, "u up one");
    screen_type(screen, "\033[200~uyq\033[201~");
    screen_wait(screen, "pasted text is not read as keys");
    assert_false(screen_shows(screen, "y run it"));
    screen_type(screen, "u");
    screen_wait(screen, "y run it");
    screen_type(screen, "\033[200~y\033[201~");
    screen_wait(screen, "pasted text is not read as keys");
    screen_type(screen, "n");
    screen_wait(screen, "18 pending");
    end(screen);
}

static ScreenCell cell_of(TestScreen *screen, const char *text)
{
    const char *picture = screen_picture(screen), *at = strstr(picture, text);
    int x = 0, y = 0;
    assert_non_null(at);
    for (; picture < at; picture++) {
        x = *picture == '\n' ? 0 : x + ((*picture & 0xC0) != 0x80);
        y += *picture == '\n';
    }
    return screen_cell(screen, x, y);
}

/* How many there are is told, and which one this is; the matches are lit, and the script stands at its match. */
static void test_count(void **state)
{
    (void)state;
    TestScreen *screen = begin("count", 120, 30);
    assert_false(cell_of(screen, "Lower-case").reverse);
    screen_type(screen, "/create_index");
    screen_wait(screen, "5 of 5 in scripts");
    screen_type(screen, "\r");
    screen_wait(screen, "'create_index': 5 of 5 in scripts");
    screen_type(screen, "n");
    screen_wait(screen, "'create_index': 1 of 5 in scripts");
    assert_true(cell_of(screen, "create_index(").reverse); /* of the script: the footer has no bracket */
    screen_type(screen, "N");
    screen_wait(screen, "'create_index': 5 of 5 in scripts");
    screen_type(screen, "/LOWER-case\r");
    screen_wait(screen, "'LOWER-case': 1 of 1");
    assert_true(cell_of(screen, "Lower-case").reverse);
    screen_type(screen, "\033");
    screen_wait(screen, "u up one");
    assert_false(cell_of(screen, "Lower-case").reverse);
    screen_type(screen, "/nowhere at all");
    screen_wait(screen, "no match");
    screen_type(screen, "\033");
    screen_wait(screen, "u up one");
    end(screen);
}

static void test_history(void **state)
{
    (void)state;
    static const Typed rows[] = {{"/audit\r", "'audit': 1 of 1"}, {"/seed\r", "'seed': "},
                                 {"/\033OA", "find: seed▌"},      {"\033OA", "find: audit▌"},
                                 {"\033OA", "find: audit▌"},      {"\033OB", "find: seed▌"},
                                 {"\033OB", "find: ▌"},           {"\033", "u up one"}};
    TestScreen *screen = begin("history", 100, 30);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        screen_type(screen, rows[i].keys);
        screen_wait(screen, rows[i].shown);
    }
    end(screen);
}

/* The wheel turns what is under the pointer. */
static void test_wheel(void **state)
{
    (void)state;
    TestScreen *screen = begin("wheel", 100, 30);
    screen_type(screen, "g");
    screen_wait(screen, "─ Audit log");
    screen_wait(screen, "  18  def upgrade() -> None:");
    for (int i = 0; i < 30; i++)
        screen_type(screen, "\033[<64;80;10M");
    screen_wait(screen, "   1  \"\"\"Audit log");
    assert_true(screen_shows(screen, "─ Audit log"));
    screen_type(screen, "\033[<65;10;10M");
    screen_wait(screen, "─ Fill orders.reference");
    end(screen);
}

/* A docstring is one text, whatever words are in it, and what follows is code again. */
static void test_docstring(void **state)
{
    (void)state;
    TestScreen *screen = begin("docstring", 100, 40);
    screen_type(screen, "/Rename users.name, part one\r");
    screen_wait(screen, "─ Rename users.name, part one");
    screen_type(screen, "\033");
    screen_wait(screen, "up one");
    screen_type(screen, "\r");
    screen_wait(screen, "def upgrade() -> None:");
    for (int i = 0; i < 40; i++)
        screen_type(screen, "k");
    screen_wait(screen, "Revises: ");
    screen_type(screen, "\tj");
    screen_settle(screen);
    assert_true(cell_of(screen, "Revision ID").foreground == cell_of(screen, "Revises: ").foreground);
    assert_true(cell_of(screen, "Revision ID").foreground != cell_of(screen, "import sqlalchemy").foreground);
    end(screen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_editing), cmocka_unit_test(test_paste),
                                       cmocka_unit_test(test_count),   cmocka_unit_test(test_history),
                                       cmocka_unit_test(test_wheel),   cmocka_unit_test(test_docstring)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
