/* The manual page's keys come from the rows that do the work. With "print" as
 * argument this program writes the section, for make man; as a test it compares. */
#include "support/support.h"

#include "limbeck/tui/screen/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void append_roff(Text *text, const char *string)
{
    for (; *string; string++) {
        if (*string == '\\' || *string == '-')
            text_append_char(text, '\\');
        text_append_char(text, *string);
    }
}

static char *keys_section(Arena *arena)
{
    Text text = text_in(arena);
    for (const Screen *const *screen = screens; *screen; screen++) {
        text_append(&text, ".SS ");
        append_roff(&text, (*screen)->purpose);
        text_append_char(&text, '\n');
        for (const KeyRow *row = (*screen)->keys; row->help; row++) {
            text_append(&text, ".TP\n.B ");
            append_roff(&text, row->label);
            text_append_char(&text, '\n');
            append_roff(&text, row->help);
            text_append_char(&text, '\n');
        }
    }
    return text_string(&text);
}

static void test_keys(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    char *page = test_read(arena_format(arena, "%s/man/limbeck.1", test_root()));
    const char *begin = strstr(page, ".SH KEYS\n"), *end = begin ? strstr(begin + 1, "\n.SH ") : NULL;
    assert_non_null(end);
    begin += strlen(".SH KEYS\n");
    /* After a new key: make man */
    assert_string_equal(arena_strndup(arena, begin, (size_t)(end + 1 - begin)), keys_section(arena));
    free(page);
    arena_free(arena);
}

int main(int argument_count, char **arguments)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_keys)};
    if (argument_count > 1 && strcmp(arguments[1], "print") == 0) {
        Arena *arena = arena_new();
        fputs(keys_section(arena), stdout);
        arena_free(arena);
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
