/* Pictures of every screen at three sizes, with glyphs and in ASCII, as they stand in golden/; and their colours, of
 * 256, 16, 8 and none, in golden/colours/. What depends on the machine's speed and libraries is made the same first.
 *
 * test_goldens write [NAME] makes them anew, or those whose name begins so, to be read before they are believed. */
#include "support/shots.h"
#include "support/support.h"

#include "limbeck/base/text.h"
#include "limbeck/tui/screen/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what a picture shows ----------------------------------------------------------------------------- */

/* One way of running the program: a section of the golden files of its kind for each size. */
typedef struct Way {
    const char *title;
    bool shows_colours; /* golden/colours/, not golden/ */
    const char *environment[5];
} Way;

/* Of xterm libvterm gets the repeated letter (rep) at the end of a row wrong. */
static const Way ways[] = {
    {"UTF-8", false, {"X="}},
    {"ASCII", false, {"LC_ALL=C", "TERM=screen-256color"}},
    {"256 colours", true, {"TERM=screen-256color"}},
    {"16 colours", true, {"TERM=screen-16color"}},
    {"8 colours", true, {"TERM=screen"}},
    {"no colours", true, {"TERM=screen-256color", "NO_COLOR=1"}},
};

enum { WAYS = sizeof ways / sizeof *ways, MARK = 0xE000 };

typedef struct Looks {
    Arena *arena;
    StringVector names; /* of the n-th, which stands behind the code point MARK + n of a row */
} Looks;

/* "fefefe/5f0000*": colours of letter and background, "*" bold, "~" reversed; "" is the terminal's own. */
static const char *look_name(Arena *arena, const ScreenCell *cell)
{
    Text text = text_in(arena);
    if (cell->foreground >= 0)
        text_append_format(&text, "%06lx", (unsigned long)cell->foreground);
    if (cell->background >= 0)
        text_append_format(&text, "/%06lx", (unsigned long)cell->background);
    text_append(&text, cell->bold ? "*" : "");
    text_append(&text, cell->reverse ? "~" : "");
    return text_string(&text);
}

static bool is_same_look(const ScreenCell *one, const ScreenCell *other)
{
    return one->foreground == other->foreground && one->background == other->background && one->bold == other->bold &&
           one->reverse == other->reverse;
}

static size_t look_number(Looks *looks, const ScreenCell *cell)
{
    const char *name = look_name(looks->arena, cell);
    size_t i = 0;
    while (i < looks->names.count && strcmp(looks->names.items[i], name) != 0)
        i++;
    if (i == looks->names.count)
        vector_push(looks->arena, &looks->names, name);
    return i;
}

/* The picture with a mark before each letter whose look differs from that of the letter before it. */
static char *marked_picture(TestScreen *screen, const ShotSize *size, Looks *looks)
{
    Text text = text_in(looks->arena);
    for (int y = 0; y < size->rows; y++) {
        ScreenCell before = {.foreground = -2};
        for (int x = 0; x < size->columns; x++) {
            ScreenCell cell = screen_cell(screen, x, y);
            if (!is_same_look(&cell, &before))
                text_append_codepoint(&text, MARK + (uint32_t)look_number(looks, &cell));
            before = cell;
            text_append(&text, *cell.text ? cell.text : " ");
        }
        text_append_char(&text, '\n');
    }
    return text_string(&text);
}

/* "12 4:5fafff* 64" for 12 letters in the terminal's own colours, 4 in bold blue and a last run of any length. */
static void append_runs(Text *out, const Looks *looks, const char *row, size_t length)
{
    size_t run = 0, look = 0;
    bool is_first = true;
    for (const char *at = row; at < row + length;) {
        uint32_t letter;
        at += utf8_decode(at, (size_t)(row + length - at), &letter);
        bool is_mark = letter >= MARK && letter < MARK + looks->names.count;
        run += !is_mark;
        if (is_mark && !is_first)
            text_append_format(out, "%zu%s%s ", run, *looks->names.items[look] ? ":" : "", looks->names.items[look]);
        if (is_mark)
            look = letter - MARK, run = 0, is_first = false;
    }
    text_append_format(out, "%s\n", *looks->names.items[look] ? looks->names.items[look] : ".");
}

/* The runs of each row; a row as the one above it is a quotation mark. */
static char *colours_of(TestScreen *screen, const ShotSize *size, Arena *arena)
{
    Looks looks = {.arena = arena};
    Text text = text_in(arena);
    const char *picture = normalised_picture(arena, marked_picture(screen, size, &looks)), *above = "";
    for (const char *row = picture; *row; row += strcspn(row, "\n") + 1) {
        Text line = text_in(arena);
        append_runs(&line, &looks, row, strcspn(row, "\n"));
        const char *made = text_string(&line);
        text_append(&text, strcmp(made, above) == 0 ? "\"\n" : made);
        above = made;
    }
    return text_string(&text);
}

static const char *shown(TestScreen *screen, const Way *way, const ShotSize *size, Arena *arena, const char *picture)
{
    return way->shows_colours ? colours_of(screen, size, arena) : normalised_picture(arena, picture);
}

/* ---- comparing ---------------------------------------------------------------------------------------- */

typedef struct Comparison {
    Arena *arena;
    TestScreen *screen;
    const Way *way;
    const ShotSize *size;
    const char *wanted; /* NULL: the goldens are written */
    const char *before;
    int times;
} Comparison;

static const char *shown_now(Comparison *self, const char *picture)
{
    return shown(self->screen, self->way, self->size, self->arena, picture);
}

/* As in the golden file; for writing it, the same a few times over. */
static bool is_reached(void *state, const char *picture)
{
    Comparison *self = state;
    const char *now = shown_now(self, picture);
    if (self->wanted)
        return strcmp(now, self->wanted) == 0;
    self->times = self->before && strcmp(now, self->before) == 0 ? self->times + 1 : 0;
    self->before = now;
    return self->times > 5;
}

static const char *heading(Arena *arena, const ShotSize *size, const Way *way)
{
    return arena_format(arena, "== %d x %d, %s ==\n", size->columns, size->rows, way->title);
}

static const char *golden_path(Arena *arena, const Shot *shot, bool colours)
{
    return arena_format(arena, "%s/tests/tui/golden/%s%s.txt", test_root(), colours ? "colours/" : "", shot->name);
}

static const char *golden(Arena *arena, const char *all, const char *title)
{
    const char *found = strstr(all, title);
    if (!found)
        return "";
    found += strlen(title);
    const char *end = strstr(found, "\n== ");
    return end ? arena_strndup(arena, found, (size_t)(end - found) + 1) : found;
}

/* Compares with `all`, the golden file; NULL: appends to *out. */
static void take(TestScreen *screen, const Shot *shot, const Way *way, const char *all, Text *out, Arena *arena)
{
    for (const ShotSize *size = shot_sizes; size < shot_sizes + SHOT_SIZES; size++) {
        const char *title = heading(arena, size, way);
        Comparison comparison = {.arena = arena, .screen = screen, .way = way, .size = size};
        if (all)
            comparison.wanted = golden(arena, all, title);
        screen_resize(screen, size->columns, size->rows);
        bool done = screen_until(screen, is_reached, &comparison);
        if (!all)
            text_append_format(out, "%s%s", title, comparison.before);
        else if (!done)
            fail_msg("%s is not as in its golden file:\n%s%s", shot->name, title,
                     shown_now(&comparison, screen_picture(screen)));
    }
}

static void each_way(const Shot *shot, bool colours, bool writes)
{
    Arena *arena = arena_new();
    Text text = text_in(arena);
    const char *path = golden_path(arena, shot, colours);
    char *all = writes ? NULL : test_read(path);
    for (const Way *way = ways; way < ways + WAYS; way++) {
        if (way->shows_colours != colours)
            continue;
        TestScreen *screen = begin_shot(arena, shot_template(), shot, way->environment);
        walk_to_shot(screen, shot);
        take(screen, shot, way, all, &text, arena);
        screen_free(screen);
    }
    if (writes)
        test_write(path, text_string(&text));
    free(all);
    arena_free(arena);
}

static void test_pictures(void **state)
{
    (void)state;
    for (const Shot *shot = shots; shot->name; shot++)
        each_way(shot, false, false);
}

static void test_colours(void **state)
{
    (void)state;
    for (const Shot *shot = shots; shot->name; shot++)
        each_way(shot, true, false);
}

/* Not every machine knows a terminal of 16 colours. */
static int describe_terminals(void **state)
{
    (void)state;
    char path[600], folders[700];
    int status;
    snprintf(path, sizeof path, "%s/sixteen.ti", test_work());
    test_write(path, "screen-16color|screen with 16 colors,\n\tcolors#16, pairs#256,\n"
                     "\tsetab=\\E[%?%p1%{8}%<%t%p1%{40}%+%e%p1%{92}%+%;%dm,\n"
                     "\tsetaf=\\E[%?%p1%{8}%<%t%p1%{30}%+%e%p1%{82}%+%;%dm,\n\tuse=screen,\n");
    free(test_shell(&status, "tic -o '%s/terminfo' '%s'", test_work(), path));
    snprintf(folders, sizeof folders, "%s/terminfo:/etc/terminfo:/lib/terminfo:/usr/share/terminfo", test_work());
    setenv("TERMINFO_DIRS", folders, 1);
    return status;
}

static void test_every_screen(void **state)
{
    (void)state;
    for (const Screen *const *screen = screens; *screen; screen++) {
        bool found = false;
        for (const Shot *shot = shots; shot->name; shot++)
            found |= strcmp(shot->screen, (*screen)->name) == 0;
        if (!found)
            fail_msg("there is no picture of %s", (*screen)->name);
    }
}

int main(int argument_count, char **arguments)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_screen), cmocka_unit_test(test_pictures),
                                       cmocka_unit_test(test_colours)};
    if (argument_count > 1 && strcmp(arguments[1], "write") == 0) {
        describe_terminals(NULL);
        const char *only = argument_count > 2 ? arguments[2] : "";
        for (const Shot *shot = shots; shot->name; shot++) {
            if (strncmp(shot->name, only, strlen(only)) != 0)
                continue;
            each_way(shot, false, true);
            each_way(shot, true, true);
        }
        return 0;
    }
    return cmocka_run_group_tests(tests, describe_terminals, NULL);
}
