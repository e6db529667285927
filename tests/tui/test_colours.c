/* Danger is red on terminals of few colours too, in every theme: a production database and what a step destroys. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_red(long rgb)
{
    return rgb >= 0 && (rgb >> 16) >= 0xA0 && (rgb >> 8 & 255) < 0x60 && (rgb & 255) < 0x60;
}

static void assert_danger(TestScreen *screen, const char *what, const char *terminal, const char *theme)
{
    const char *picture = screen_picture(screen), *place = strstr(picture, what);
    assert_non_null(place);
    int row = 0, column = 0;
    for (const char *at = picture; at < place; at++) {
        bool is_end = *at == '\n', is_first_byte = ((unsigned char)*at & 0xC0) != 0x80;
        row += is_end;
        column = is_end ? 0 : column + is_first_byte;
    }
    ScreenCell cell = screen_cell(screen, column, row);
    if (!is_red(cell.foreground) && !is_red(cell.background))
        fail_msg("%s, theme %s: '%s' is %06lx on %06lx", terminal, theme, what, (unsigned long)cell.foreground,
                 (unsigned long)cell.background);
}

static void draw_and_check(const char *folder, const char *terminal, const char *theme)
{
    char term[64], wish[600], entries[600];
    snprintf(term, sizeof term, "TERM=%s", terminal);
    snprintf(wish, sizeof wish, "LIMBECK_THEME=%s", theme);
    snprintf(entries, sizeof entries, "TERMINFO=%s/terminfo", test_work());
    /* ncurses opens gpm's library for a Linux console, which loses some bytes each time. */
    const char *const environment[] = {term, wish, entries, "NCURSES_GPM_TERMS=none", NULL};
    TestScreen *screen = screen_start(folder, 100, 30, environment);
    screen_wait(screen, "17 pending");
    assert_danger(screen, "production", terminal, theme);
    screen_type(screen, "d");
    screen_wait(screen, "destroys table users");
    assert_danger(screen, "destroys table users", terminal, theme);
    screen_type(screen, "nq");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
}

/* Not every machine knows one of 16 colours. */
static int describe_terminal(void **state)
{
    (void)state;
    char path[600];
    int status;
    snprintf(path, sizeof path, "%s/sixteen.ti", test_work());
    test_write(path, "xterm-16color|xterm with 16 colors,\n\tcolors#16, pairs#256,\n"
                     "\tsetab=\\E[%?%p1%{8}%<%t%p1%{40}%+%e%p1%{92}%+%;%dm,\n"
                     "\tsetaf=\\E[%?%p1%{8}%<%t%p1%{30}%+%e%p1%{82}%+%;%dm,\n\tuse=xterm,\n");
    free(test_shell(&status, "tic -o '%s/terminfo' '%s'", test_work(), path));
    return status;
}

static char *production(const char *name)
{
    int status;
    char *folder = test_sample(name);
    free(test_shell(&status,
                    "cd '%s' && '%s' upgrade 1a5c0e7d2b10 && printf '\n[limbeck]\nenvironment = production\ncolour = "
                    "red\n' >>alembic.ini",
                    folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    return folder;
}

static void test_danger_is_red(void **state)
{
    (void)state;
    static const char *const terminals[] = {"screen", "xterm", "xterm-16color", "linux"};
    static const char *const themes[] = {"night", "day", "contrast", "projector", "safe"};
    char *folder = production("colours");
    for (size_t i = 0; i < sizeof terminals / sizeof *terminals; i++)
        for (size_t k = 0; k < sizeof themes / sizeof *themes; k++)
            draw_and_check(folder, terminals[i], themes[k]);
    free(folder);
}

/* A person's own theme, which names no few colours. */
static void test_own_theme(void **state)
{
    (void)state;
    char *folder = production("own-colours"), path[600];
    snprintf(path, sizeof path, "%s/own.ini", folder);
    test_write(path, "danger = #ff6b5e bold\n");
    draw_and_check(folder, "screen", path);
    draw_and_check(folder, "xterm-16color", path);
    free(folder);
}

/* Every style of every theme that has a colour names one for terminals of few. */
static void test_all_named(void **state)
{
    (void)state;
    int status;
    char *unnamed = test_shell(&status, "grep -n '^[a-z].*#' '%s'/themes/*.ini | grep -v ' / [a-z]'", test_root());
    assert_string_equal(unnamed, "");
    free(unnamed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all_named), cmocka_unit_test(test_danger_is_red),
                                       cmocka_unit_test(test_own_theme)};
    return cmocka_run_group_tests(tests, describe_terminal, NULL);
}
