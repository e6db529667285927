/* Each style of each theme can be read: contrast of at least 4.5 to 1 as WCAG counts it, on the backgrounds that
 * terminals come with, with all colours, in a palette of 256 and by the names for 8 and 16. */
#include "support/support.h"

#include "limbeck/base/arena.h"
#include "limbeck/base/file.h"
#include "limbeck/tui/theme/theme.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double least = 4.5;

static double part(long value)
{
    double share = (double)value / 255;
    return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(long rgb)
{
    return 0.2126 * part(rgb >> 16 & 255) + 0.7152 * part(rgb >> 8 & 255) + 0.0722 * part(rgb & 255);
}

static double contrast(long one, long other)
{
    double a = luminance(one), b = luminance(other);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

/* The colours that terminals have behind their text: black, Visual Studio's, Catppuccin's, One Dark's; white,
 * Solarized's, GNOME's. */
static const long dark[] = {0x000000, 0x1e1e1e, 0x1e1e2e, 0x282c34}, light[] = {0xffffff, 0xfdf6e3, 0xf6f5f4};

/* xterm's palette, in which a bold letter is the brighter one. */
static const long names[16] = {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
                               0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff};

static void check(const char *theme, int style, const char *how, long ink, long paper)
{
    if (contrast(ink, paper) < least)
        fail_msg("theme %s, style %d, %s: %06lx on %06lx is %.2f", theme, style, how, (unsigned long)ink,
                 (unsigned long)paper, contrast(ink, paper));
}

static void check_look(const char *theme, int style, const StyleAttributes *look, bool is_light)
{
    const long *papers = is_light ? light : dark;
    size_t count = is_light ? sizeof light / sizeof *light : sizeof dark / sizeof *dark;
    if (look->foreground < 0)
        return;
    if (look->background >= 0) {
        check(theme, style, "own background", look->foreground, look->background);
        check(theme, style, "of 256", color_of_256(look->foreground), color_of_256(look->background));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        check(theme, style, "all colours", look->foreground, papers[i]);
        check(theme, style, "of 256", color_of_256(look->foreground), papers[i]);
    }
}

static void check_named(const char *theme, int style, const StyleAttributes *look, bool is_light)
{
    if (look->foreground < 0)
        return;
    long paper = look->background >= 0 ? names[look->background] : is_light ? 0xffffff : 0x000000;
    bool is_bright = look->bold && !is_light && look->background <= 0;
    check(theme, style, "by name", names[look->foreground + (is_bright ? 8 : 0)], paper);
}

static void test_all(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    StringVector found = {0};
    const char *folder = arena_format(arena, "%s/themes", test_root());
    assert_true(folder_list(arena, folder, false, &found, NULL));
    assert_true(found.count >= 6);
    for (size_t i = 0; i < found.count; i++) {
        Theme theme;
        Error error = {0};
        assert_true(theme_read(arena_format(arena, "%s/%s", folder, found.items[i]), &theme, &error));
        bool is_light = strcmp(found.items[i], "day.ini") == 0 || strcmp(found.items[i], "projector.ini") == 0;
        for (int style = 0; style < STYLE_COUNT; style++) {
            check_look(found.items[i], style, &theme.attributes[style], is_light);
            if (theme.has_few_colours[style])
                check_named(found.items[i], style, &theme.attributes_few_colours[style], is_light);
        }
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
