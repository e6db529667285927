/* What the terminal is: its background, its size, whether it can move its cursor. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { DAY_TITLE, NIGHT_TITLE } TitleColour;

static TitleColour title_colour(TestScreen *screen)
{
    long rgb = screen_cell(screen, 11, 0).foreground; /* of the project's name */
    return rgb >= 0 && (rgb & 255) < 0x80 ? DAY_TITLE : NIGHT_TITLE;
}

static bool is_in(void *state, const char *picture)
{
    (void)picture;
    TestScreen *screen = ((void **)state)[0];
    return title_colour(screen) == *(TitleColour *)((void **)state)[1];
}

static void wait_for(TestScreen *screen, TitleColour colour)
{
    void *state[] = {screen, &colour};
    if (!screen_until(screen, is_in, state))
        fail_msg("the title is of the other theme");
}

static TestScreen *start(const char *folder, const char *variable)
{
    const char *const environment[] = {variable, NULL};
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "18 pending");
    return screen;
}

static void leave(TestScreen *screen)
{
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
}

/* What the terminal answers, or says in a variable; a theme that was chosen stays. */
static void test_background(void **state)
{
    (void)state;
    static const struct {
        const char *variable, *answer;
        TitleColour colour;
    } rows[] = {{"X=", "\033]11;rgb:ffff/fafa/f0f0\033\\", DAY_TITLE},
                {"X=", "\033]11;rgb:ff/ff/ff\a", DAY_TITLE},
                {"COLORFGBG=0;15", "", DAY_TITLE},
                {"COLORFGBG=0;default;7", "", DAY_TITLE},
                {"COLORFGBG=15;0", "", NIGHT_TITLE},
                {"COLORFGBG=0;15", "\033]11;rgb:1e1e/1e1e/2e2e\033\\", NIGHT_TITLE},
                {"LIMBECK_THEME=night", "\033]11;rgb:ffff/ffff/ffff\033\\", NIGHT_TITLE}};
    char *folder = test_sample("background");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TestScreen *screen = start(folder, rows[i].variable);
        screen_type(screen, rows[i].answer);
        wait_for(screen, rows[i].colour);
        screen_type(screen, "j"); /* the answer was taken whole: none of its letters was a key */
        screen_wait(screen, "18 pending");
        assert_false(screen_shows(screen, "find: "));
        leave(screen);
    }
    free(folder);
}

/* The terminal is asked once, and no type that would print the question. */
static void test_question(void **state)
{
    (void)state;
    static const struct {
        const char *variable;
        bool is_asked;
    } rows[] = {{"TERM=xterm-256color", true}, {"TERM=linux", false}, {"NO_COLOR=1", false}};
    char *folder = test_sample("question");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned long length;
        TestScreen *screen = start(folder, rows[i].variable);
        bool is_asked = strstr(screen_raw(screen, &length), "\033]11;?") != NULL;
        if (is_asked != rows[i].is_asked)
            fail_msg("%s: asked %d", rows[i].variable, is_asked);
        leave(screen);
    }
    free(folder);
}

/* A theme chosen in the palette is there again after a restart; the file's other lines stay. */
static void test_remembered(void **state)
{
    (void)state;
    char *folder = test_sample("remembered"), path[600], variable[600], command[700];
    int status;
    snprintf(variable, sizeof variable, "XDG_CONFIG_HOME=%s/config-of-remembered", test_work());
    snprintf(path, sizeof path, "%s/limbeck/limbeck.ini", strchr(variable, '=') + 1);
    for (int has_file = 0; has_file < 2; has_file++) {
        snprintf(command, sizeof command, "rm -rf '%s'; mkdir -p '%s'", strchr(variable, '=') + 1,
                 strchr(variable, '=') + 1);
        free(test_shell(&status, "%s", command));
        if (has_file) {
            free(test_shell(&status, "mkdir '%s/limbeck'", strchr(variable, '=') + 1));
            test_write(path, "; mine\n[interface]\nmouse = no\ntheme = night\n[keys.home]\nupgrade = U\n");
        }
        TestScreen *screen = start(folder, variable);
        screen_type(screen, ":theme day");
        screen_wait(screen, "change the colours and save");
        screen_type(screen, "\r");
        screen_wait(screen, "theme day, saved in ");
        wait_for(screen, DAY_TITLE);
        leave(screen);
        char *text = test_read(path);
        assert_string_equal(text, has_file ? "; mine\n[interface]\ntheme = day\nmouse = no\n[keys.home]\nupgrade = U\n"
                                           : "[interface]\ntheme = day\n");
        free(text);
        screen = start(folder, variable);
        wait_for(screen, DAY_TITLE);
        leave(screen);
    }
    free(folder);
}

/* Under 80 x 24 one pane at a time, with the same content; a step can be confirmed and run there, too. */
static void test_one_pane(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    static const struct {
        int columns, rows;
    } sizes[] = {{60, 15}, {79, 24}, {80, 23}, {40, 12}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *folder = test_sample("one-pane");
        TestScreen *screen = screen_start(folder, sizes[i].columns, sizes[i].rows, environment);
        screen_wait(screen, "18 pending");
        assert_true(screen_shows(screen, "Tab pane"));
        assert_false(screen_shows(screen, "Database"));
        screen_type(screen, "\t");
        screen_wait(screen, "def upgrade() -> None:");
        assert_false(screen_shows(screen, "History"));
        screen_type(screen, "\t");
        screen_wait(screen, "none (base)");
        screen_type(screen, "\tu");
        screen_wait(screen, "y run it");
        screen_type(screen, "y");
        screen_wait(screen, "Done in");
        screen_type(screen, "\r");
        screen_wait(screen, "17 pending");
        leave(screen);
        free(folder);
    }
}

static void test_dumb(void **state)
{
    (void)state;
    static const char *const environment[] = {"TERM=dumb", NULL};
    char *folder = test_sample("dumb");
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "the terminal 'dumb' is unknown, or cannot move its cursor");
    screen_wait(screen, "set TERM to the type of your terminal");
    assert_int_not_equal(screen_end(screen), 0);
    screen_free(screen);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_background), cmocka_unit_test(test_question),
                                       cmocka_unit_test(test_remembered), cmocka_unit_test(test_one_pane),
                                       cmocka_unit_test(test_dumb)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
