/* Author, age and first release of each revision, from git: on the rows of a wide graph, and in the title of the
 * selected revision. A slow git delays nothing, and is ended with limbeck. */
#include "support/screen.h"
#include "support/support.h"

#include "limbeck/base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One commit for each script, the first of them oldest; tags after the second and the fourth, the second of them
 * annotated; the last script is not committed. */
static const char commit[] =
    "cd '%s' && export HOME=/nowhere && rm -rf .git && git init -q . && n=0 && "
    "for f in $(ls alembic/versions/*.py | head -n 17); do n=$((n + 1)); "
    "export GIT_AUTHOR_DATE=$(date -u -d \"-$(((20 - n) * 40)) days\" +%%Y-%%m-%%dT12:00:00Z); "
    "export GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE; git add $f && "
    "git -c user.name=\"Zoé $(printf '\\033[31m')N$n\" -c user.email=a@example.org commit -q -m $n || exit 1; "
    "[ $n != 2 ] || git tag v1; "
    "[ $n != 4 ] || git -c user.name=n -c user.email=n@example.org tag -a v2 -m v2; done";

static void expect_row(TestScreen *screen, const char *id, const char *words)
{
    char *picture = strdup(screen_picture(screen)), *row = strstr(picture, id);
    char *end = row ? strchr(row, '\n') : NULL;
    if (end)
        *end = '\0';
    if (!row || !strstr(row, words))
        fail_msg("%s is not in the row of %s:\n%s", words, id, screen_picture(screen));
    free(picture);
}

static void test_rows(void **state)
{
    (void)state;
    int status;
    char *folder = test_sample("commits");
    char *output = test_shell(&status, commit, folder);
    if (status != 0)
        fail_msg("%s", output);
    free(output);
    char *names = test_shell(&status, "cd '%s/alembic/versions' && ls *.py", folder);
    TestScreen *screen = screen_start(folder, 200, 40, (const char *const[]){NULL});
    screen_wait(screen, "v2");
    char *at = names;
    for (int number = 1; number <= 18; number++) {
        char words[80];
        char *file = strsep(&at, "\n");
        const char *age = number == 17 ? " 4 mo" : number == 1 ? " 2 y" : " mo";
        snprintf(words, sizeof words, "N%d ", number);
        strcpy(file + 8, " "); /* as on the row; the title has the whole id */
        if (number == 18)
            continue;
        expect_row(screen, file, words);
        expect_row(screen, file, age);
        expect_row(screen, file, number <= 2 ? "v1" : number <= 4 ? "v2" : " mo   ");
    }
    assert_false(screen_shows(screen, "N18"));
    screen_type(screen, "G"); /* the oldest revision */
    screen_wait(screen, "since v1");
    screen_resize(screen, 80, 24);
    screen_settle(screen);
    assert_false(screen_shows(screen, " mo "));
    screen_free(screen);
    free(names);
    free(folder);
}

/* A shallow clone begins with a commit that seems to add every script: its author is not the one of all of them. */
static void test_shallow(void **state)
{
    (void)state;
    int status;
    char *folder = test_sample("shallow-commits");
    char *output = test_shell(&status, commit, folder);
    if (status != 0)
        fail_msg("%s", output);
    free(output);
    output = test_shell(
        &status,
        "cd '%s' && mv .git ../whole-commits.git && "
        "git clone -q --depth 2 --bare \"file://$PWD/../whole-commits.git\" .git && rm -rf ../whole-commits.git",
        folder);
    if (status != 0)
        fail_msg("%s", output);
    free(output);
    TestScreen *screen = screen_start(folder, 200, 40, (const char *const[]){NULL});
    screen_wait(screen, "N17 ");
    screen_settle(screen);
    assert_false(screen_shows(screen, "N16 ")); /* where it begins */
    assert_false(screen_shows(screen, "N1 "));
    screen_free(screen);
    free(folder);
}

/* `git` answers after a minute: the screen works, limbeck ends at once, and its temporary folder is deleted. */
static void test_slow_git(void **state)
{
    (void)state;
    int status;
    char path[1200], place[600];
    char *folder = test_sample("slow-commits");
    free(test_shell(&status,
                    "cd '%s' && git init -q . && mkdir bin temporary && printf '#!/bin/sh\\n"
                    "touch \"%s/began\"\\nexec sleep 60\\n' >bin/git && chmod +x bin/git",
                    folder, folder));
    assert_int_equal(status, 0);
    snprintf(path, sizeof path, "PATH=%s/bin:%s", folder, getenv("PATH"));
    snprintf(place, sizeof place, "TMPDIR=%s/temporary", folder);
    TestScreen *screen = screen_start(folder, 200, 40, (const char *const[]){path, place, NULL});
    screen_wait(screen, "18 pending");
    free(test_shell(
        &status, "n=0; until [ -e '%s/began' ] || [ $n = 200 ]; do n=$((n + 1)); sleep 0.05; done; [ -e '%s/began' ]",
        folder, folder));
    assert_int_equal(status, 0);
    int64_t began = clock_milliseconds();
    screen_type(screen, "q");
    assert_int_equal(screen_end(screen), 0);
    assert_true(clock_milliseconds() - began < 8000); /* git has 10 s, and this one sleeps for 60 */
    char *left = test_shell(&status, "ls '%s/temporary'", folder);
    assert_string_equal(left, "");
    free(left);
    screen_free(screen);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_shallow),
        cmocka_unit_test(test_slow_git),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
