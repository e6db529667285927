/* Random keys and sizes: the program has to stay alive and answer, give the terminal back
 * when it ends, and leave a database opened read-only as it was, byte for byte.
 *
 * KEYS in the environment says how many; make keys presses a hundred thousand. */
#include "support/screen.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { KEYS_IN_THE_SUITE = 3000, BURST = 120 };

static unsigned chance_state = 20261123;

static unsigned chance(unsigned below)
{
    chance_state = chance_state * 1664525u + 1013904223u;
    return (chance_state >> 8) % below;
}

static const char *random_key(void)
{
    static const char *const special[] = {"\033[A",
                                          "\033[B",
                                          "\033[C",
                                          "\033[D",
                                          "\033[5~",
                                          "\033[6~",
                                          "\033[H",
                                          "\033[F",
                                          "\033[Z",
                                          "\033",
                                          "\r",
                                          "\t",
                                          "\177",
                                          "\025",
                                          "\016",
                                          "\xc3\xa9",
                                          "\xe6\xbc\xa2",
                                          "\033[1;5A",
                                          "\033OP",
                                          "\033[99~",
                                          "\xff",
                                          "\033\033",
                                          "y",
                                          "u",
                                          "d",
                                          "p",
                                          "a",
                                          "n",
                                          "K",
                                          "B",
                                          "R",
                                          ":",
                                          "?",
                                          "/"};
    static char letter[2];
    if (chance(2))
        return special[chance(sizeof special / sizeof *special)];
    letter[0] = (char)(' ' + chance(95));
    return letter;
}

typedef struct Player {
    const char *folder, *word;
    TestScreen *screen;
    const char *const *environment;
    int starts;
} Player;

static void begin(Player *player)
{
    player->screen = screen_start_with(player->folder, player->word, 36 + (int)chance(160), 10 + (int)chance(54),
                                       player->environment);
    player->starts++;
    screen_wait(player->screen, "limbeck");
}

static void end(Player *player)
{
    unsigned long length;
    int status = screen_end(player->screen);
    const char *raw = screen_raw(player->screen, &length);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_non_null(strstr(raw, "\033[?1049l"));
    screen_free(player->screen);
}

/* Too small a window says so whatever screen is shown: who answers is not stuck. */
static bool answers(Player *player)
{
    screen_resize(player->screen, 24 + (int)chance(12), 6 + (int)chance(4));
    if (!screen_wait_or_end(player->screen, "needs 36 x 10"))
        return false;
    screen_resize(player->screen, 36 + (int)chance(160), 10 + (int)chance(54));
    return screen_wait_gone_or_end(player->screen, "needs 36 x 10");
}

/* Random keys do not wait for what a run would do to be shown, without which it does not begin. */
static bool begins_run(Player *player)
{
    static const char *const keys[] = {"Au", "lu", "G u", "\tjd", "\tgu", "*[abc]*\ru"};
    screen_type(player->screen, "\033\033\033");
    screen_settle(player->screen); /* else the next key would be one with Alt */
    screen_type(player->screen, keys[chance(sizeof keys / sizeof *keys)]);
    screen_settle(player->screen);
    screen_type(player->screen, "y");
    if (chance(2))
        screen_settle(player->screen);
    return answers(player);
}

static void play(Player *player, int keys)
{
    begin(player);
    for (int pressed = 0; pressed < keys; pressed += BURST) {
        char burst[BURST * 8 + 8] = "";
        if (chance(2)) /* out of what types everything */
            strcpy(burst, "\033\033");
        for (int i = 0; i < BURST; i++)
            strcat(burst, random_key());
        screen_type(player->screen, burst);
        if (answers(player) && (!player->word || begins_run(player)))
            continue;
        end(player); /* somebody pressed q */
        begin(player);
    }
    /* No Ctrl-C: once the terminal is given back it would be a signal to who is leaving. */
    while (answers(player))
        screen_type(player->screen, "n\033\033q");
    end(player);
}

static int wanted_keys(void)
{
    const char *keys = getenv("KEYS");
    return keys && *keys ? atoi(keys) : KEYS_IN_THE_SUITE;
}

static char *project(const char *name, const char *settings)
{
    int status;
    char *folder = malloc(512);
    snprintf(folder, 512, "%s/random-%s", test_work(), name);
    free(test_shell(&status,
                    "rm -rf '%s' && cp -r '%s/sample-project' '%s' && cd '%s' && rm -f *.db && '%s' upgrade "
                    "5ea0c4f7b6d8 && printf '%s' >>alembic.ini",
                    folder, test_root(), folder, folder, getenv("LIMBECK"), settings));
    assert_int_equal(status, 0);
    return folder;
}

static void test_read_only(void **state)
{
    (void)state;
    static const char *const environment[] = {"EDITOR=true", "X=", NULL};
    int status;
    char *folder = project("read-only", "\\n[limbeck]\\nread_only = true\\n");
    char *before = test_shell(&status, "sha256sum '%s'/*.db", folder);
    Player player = {.folder = folder, .environment = environment};
    play(&player, wanted_keys() / 2);
    char *after = test_shell(&status, "sha256sum '%s'/*.db", folder);
    assert_string_equal(before, after);
    print_message("# %d keys, %d times begun, the database as it was\n", wanted_keys() / 2, player.starts);
    free(before);
    free(after);
    free(folder);
}

/* Here steps run, are rehearsed and cancelled: the database has to be at some revision. */
static void test_writing(void **state)
{
    (void)state;
    static const char *const environment[] = {"EDITOR=true", "X=", NULL};
    int status;
    char *folder = project("writing", "");
    Player player = {.folder = folder, .environment = environment};
    play(&player, wanted_keys() / 2);
    free(test_shell(&status, "cd '%s' && '%s' upgrade heads", folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    print_message("# %d keys, %d times begun\n", wanted_keys() / 2, player.starts);
    free(folder);
}

/* Runs over several databases are begun, stopped and left, and the home screens of some do what they do. */
static void test_fleet(void **state)
{
    (void)state;
    static const char *const environment[] = {"EDITOR=true", "X=", NULL};
    int status;
    char folder[512];
    snprintf(folder, sizeof folder, "%s/random-fleet", test_work());
    fleet_project(folder);
    Player player = {.folder = folder, .word = "fleet", .environment = environment};
    play(&player, wanted_keys() / 2);
    free(test_shell(&status,
                    "cd '%s' && rm data/rowan.db && for db in data/*.db; do [ \"$(sqlite3 $db 'PRAGMA "
                    "integrity_check')\" = ok ] || exit 1; done && '%s' --json fleet status | jq -e '.members | "
                    "all(.rows | length < 3)'",
                    folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    print_message("# %d keys, %d times begun\n", wanted_keys() / 2, player.starts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_read_only), cmocka_unit_test(test_writing),
                                       cmocka_unit_test(test_fleet)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
