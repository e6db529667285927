/* Ctrl-S on any screen saves it as a picture: SVG that parses, with the texts and colours of the screen. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Prints each rectangle's and each text's colour, and the text. */
static const char reader[] =
    "import sys, xml.etree.ElementTree as tree\n"
    "for path in sys.argv[1:]:\n"
    "    for item in tree.parse(path).getroot():\n"
    "        print(item.tag.split('}')[1], item.get('fill'), item.get('font-weight'), item.text or '', sep='|')\n";

static char *read_pictures(const char *folder)
{
    int status;
    char path[700];
    snprintf(path, sizeof path, "%s/reader.py", folder);
    test_write(path, reader);
    char *found = test_shell(&status, "cd '%s' && python3 reader.py state/limbeck/reports/*.svg", folder);
    if (status != 0)
        fail_msg("%s", found);
    return found;
}

static void expect(const char *found, const char *line)
{
    if (!strstr(found, line))
        fail_msg("no %s in\n%s", line, found);
}

static void share_with(const char *theme, const char *const *lines)
{
    int status;
    char *folder = test_sample("share");
    char state[700], colours[60];
    free(test_shell(&status,
                    "cd '%s' && sed -i '1s/.*/\"\"\"Audit <log> \\& \"more\"/' alembic/versions/3e7f90d15b28*.py && "
                    "'%s' upgrade heads",
                    folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    snprintf(state, sizeof state, "XDG_STATE_HOME=%s/state", folder);
    snprintf(colours, sizeof colours, "LIMBECK_THEME=%s", theme);
    TestScreen *screen = screen_start(folder, 100, 30, (const char *const[]){state, colours, NULL});
    screen_wait(screen, "0 pending");
    screen_type(screen, "d");
    screen_wait(screen, "destroys table audit_log");
    screen_settle(screen);
    screen_type(screen, "\023");
    screen_wait(screen, "screen.svg in ");
    screen_type(screen, "\033");
    screen_wait_gone(screen, "y run it");
    screen_type(screen, ":share\r");
    screen_wait(screen, "saved ");
    screen_type(screen, "\023\023"); /* none replaces another */
    screen_settle(screen);
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    screen_free(screen);
    char *count = test_shell(&status, "ls '%s/state/limbeck/reports' | wc -l && stat -c %%a '%s/state/limbeck/reports'",
                             folder, folder);
    assert_string_equal(count, "4\n700\n");
    char *found = read_pictures(folder);
    for (; *lines; lines++)
        expect(found, *lines);
    free(found);
    free(count);
    free(folder);
}

static void test_dark(void **state)
{
    (void)state;
    share_with("night", (const char *const[]){"rect|#16161c|None|", "text|#ff6b5e|bold|▲ destroys table audit_log",
                                              "Audit <log> & \"more\"", "text|#7aa2d6|None|def", NULL});
}

static void test_light(void **state)
{
    (void)state;
    share_with("day", (const char *const[]){"rect|#f4f2ec|None|", "Audit <log> & \"more\"", NULL});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dark),
        cmocka_unit_test(test_light),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
