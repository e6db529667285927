/* The footer offers what a key does here and now, and nothing else; a key that has nothing to do says why. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_MOVES = 8, MAX_HINTS = 4 };

typedef struct Move {
    const char *keys, *shown;
} Move;

typedef struct Place {
    Move moves[MAX_MOVES];
    const char *offered[MAX_HINTS], *not_offered[MAX_HINTS];
    const char *key, *said; /* what a key that is not offered answers; NULL: not tried */
} Place;

/* The database stands at the first revision of the sample project. */
static const Place places[] = {
    {{{"\t\t", "table (2)"}},
     {"enter open", "r look again"},
     {"esc back", "> <"},
     ">",
     "this project has one database"},
    {{{"\t\ts", "SQLite does not record"}}, {"s S view"}, {"enter open"}, "\r", "only a table can be opened"},
    {{{"\t\tss", "1a5c0e7d2b10  done"}}, {"s S view"}, {"enter open"}, "\r", "only a table can be opened"},
    {{{"\r", "def upgrade() -> None:"}}, {"esc back"}, {"enter open"}, NULL, NULL},
    {{{"fware\r", "2 of 18 with 'ware'"}}, {"esc back"}, {NULL}, NULL, NULL},
    {{{"", "17 pending"}}, {"u up one", "d down one", "p plan"}, {"esc back"}, "\033", "nothing is hidden"},
    {{{"p", "The database is here already"}},
     {"esc leave"},
     {"enter take the first step", "a all", "j k select"},
     "a",
     "there is no step to run"},
    {{{"kkp", "2 steps"}}, {"a run all"}, {"all to here"}, NULL, NULL},
    {{{"kkp", "2 steps"}, {"j", "a all to here"}}, {"a all to here"}, {"run all"}, NULL, NULL},
    {{{"u", "n esc leave it"}, {"", "y run it"}},
     {"y run it", "B batches"},
     {"K keep"},
     "K",
     "this step destroys nothing"},
    {{{"d", "destroys table users"}}, {"K keep"}, {NULL}, NULL, NULL},
    {{{"u", "y run it"}, {"y", "Done in"}}, {"enter go home"}, {"back to the plan"}, "p", "only batches and loops"},
    {{{"u", "y run it"}, {"e", "of line 19"}, {" ", "of line"}, {" ", "of line"}, {"a", "Done in"}},
     {"enter go home"},
     {NULL},
     NULL,
     NULL},
    {{{"d", "y run it"}, {"e", "of line 3"}, {" ", "of line 32"}, {" ", "which moves the version table"}},
     {"space next"},
     {NULL},
     NULL,
     NULL},
    {{{"d", "y run it"}, {"y", "Done in"}, {"\r", "18 pending"}},
     {"u up one"},
     {"d down one"},
     "d",
     "the database is at base"},
};

static void check(TestScreen *screen, const Place *place)
{
    for (size_t i = 0; i < MAX_HINTS && place->offered[i]; i++)
        screen_wait(screen, place->offered[i]);
    for (size_t i = 0; i < MAX_HINTS && place->not_offered[i]; i++)
        screen_wait_gone(screen, place->not_offered[i]);
    if (place->key) {
        screen_type(screen, place->key);
        screen_wait(screen, place->said);
    }
}

static void test_places(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        int status;
        char *folder = test_sample("hints");
        free(test_shell(&status, "cd '%s' && '%s' upgrade 1a5c0e7d2b10", folder, getenv("LIMBECK")));
        assert_int_equal(status, 0);
        TestScreen *screen = screen_start(folder, 140, 32, environment);
        screen_wait(screen, "17 pending");
        for (size_t k = 0; k < MAX_MOVES && places[i].moves[k].keys; k++) {
            screen_type(screen, places[i].moves[k].keys);
            screen_wait(screen, places[i].moves[k].shown);
        }
        print_message("# place %zu\n", i);
        check(screen, &places[i]);
        screen_free(screen);
        free(folder);
    }
}

/* Not connected, read only, at head, a step that cannot run: what is not possible is not offered. */
static void test_states(void **state)
{
    (void)state;
    static const struct {
        const char *prepare, *url, *shown;
        Place place;
    } rows[] = {
        {"true",
         "LIMBECK_URL=postgresql://nobody@127.0.0.1:1/none",
         "not connected",
         {.offered = {"f filter"},
          .not_offered = {"u up one", "d down one", "p plan"},
          .key = "p",
          .said = "the database is not connected"}},
        {"'%s' upgrade 1a5c0e7d2b10 && printf '\n[limbeck]\nread_only = true\n' >>alembic.ini",
         "X=",
         "17 pending",
         {.offered = {"p plan"}, .not_offered = {"u up one", "d down one"}, .key = "u", .said = "read only"}},
        {"'%s' upgrade heads",
         "X=",
         "0 pending",
         {.offered = {"d down one"}, .not_offered = {"u up one"}, .key = "u", .said = "there is nothing above"}},
        {"sed -i 's/^def upgrade.*/&\\n    nothing_is_called_so()/' alembic/versions/1a5c0e7d2b10*.py; : '%s'",
         "X=",
         "18 pending",
         {.moves = {{"Gu", "NameError"}},
          .offered = {"n esc leave it"},
          .not_offered = {"y run it", "e each asks", "R rehearse"},
          .key = "y",
          .said = "this step cannot run"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int status;
        char *folder = test_sample("hints-of-states"), command[600];
        const char *const environment[] = {rows[i].url, NULL};
        snprintf(command, sizeof command, rows[i].prepare, getenv("LIMBECK"));
        free(test_shell(&status, "cd '%s' && %s", folder, command));
        assert_int_equal(status, 0);
        TestScreen *screen = screen_start(folder, 140, 32, environment);
        screen_wait(screen, rows[i].shown);
        for (size_t k = 0; k < MAX_MOVES && rows[i].place.moves[k].keys; k++) {
            screen_type(screen, rows[i].place.moves[k].keys);
            screen_wait(screen, rows[i].place.moves[k].shown);
        }
        check(screen, &rows[i].place);
        screen_free(screen);
        free(folder);
    }
}

/* In a lesson, while the plan is open: the plan's keys apply, not those of the lesson. */
static void test_keys_of_plan_in_lesson(void **state)
{
    (void)state;
    static const char *const environment[] = {"X=", NULL};
    char *folder = test_sample("hints-of-lesson");
    TestScreen *screen = screen_start_with(folder, "teach", 110, 40, environment);
    screen_wait(screen, "18 pending");
    screen_wait(screen, ". goes on");
    screen_type(screen, "gp");
    screen_wait(screen, "Plan: up to");
    screen_wait_gone(screen, ". goes on");
    screen_type(screen, "\033");
    screen_wait(screen, ". goes on");
    screen_free(screen);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places), cmocka_unit_test(test_states),
                                       cmocka_unit_test(test_keys_of_plan_in_lesson)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
