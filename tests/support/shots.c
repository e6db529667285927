#include "support/shots.h"

#include "support/support.h"

#include "limbeck/base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const Shot shots[] = {
    {"home", "home", PLAIN, {NULL}},
    {"home-sql", "home", PLAIN, {"s", "CREATE TABLE users ("}},
    {"home-risk", "home", PLAIN, {"sssss", "Going down"}},
    {"home-schema", "home", PLAIN, {"kkkssss", "+ CREATE TABLE orders"}},
    {"home-wide", "home", PLAIN, {"g\r", "!History", "s", "CREATE TABLE audit_log", "jjj", "CREATE TABLE"}},
    {"home-breakpoint",
     "home",
     PLAIN,
     {"\rs", "CREATE TABLE users", "jjjjjjjjjjjjjjjjjjjjjjb", "steps stop before line 27"}},
    {"home-dialects", "home", PLAIN, {"g\rsss", "SQLite, up"}},
    {"home-folded", "home", PLAIN, {"z", "and 7 before it"}},
    {"home-tables", "home", PLAIN, {"\t\tj", "r look again"}},
    {"home-sessions", "home", PLAIN, {"\t\ts", "SQLite does not record"}},
    {"search", "search", PLAIN, {"/audit", "─ Audit log"}},
    {"filter", "filter", PLAIN, {"fware", "2 of 18 with"}},
    {"palette", "palette", PLAIN, {":the", "theme night"}},
    {"plan", "plan", PLAIN, {"kkkp", "Plan: up to 4d9fb3e6a5c7, 3 steps", "j", "parent of"}},
    {"path", "path", PLAIN, {"kkkp", "Plan: up to 4d9fb3e6a5c7, 3 steps", "Ga", "3 steps up"}},
    {"table", "table", PLAIN, {"\t\tj\r", "UNIQUE (email)", "", "1a5c0e7d 2024-01-15"}},
    {"compare", "compare", PLAIN, {"v", "is marked", "kk=", "+ CREATE TABLE products"}},
    {"compare-sql", "compare", PLAIN, {"v", "is marked", "kk=s", "up 2b7d91c4e3a5"}},
    {"stamp", "stamp", PLAIN, {"km", "then    2b7d91c4e3a5"}},
    {"confirm", "confirm", PLAIN, {"d", "destroys table users"}},
    {"confirm-batches", "confirm", PLAIN, {"u", "y run it", "B", "of over 1 000 rows"}},
    {"typed", "typed", TYPING, {"u", "y run it", "y", "Type the name", "shop", "shop"}},
    {"run-stopped", "run", PLAIN, {"u", "y run it", "e", "Stopped before the last"}},
    {"run-done", "run", PLAIN, {"d", "y run it", "y", "Done in"}},
    {"help", "help", PLAIN, {"?", "╭ Help"}},
    {"merge", "merge", TWO_HEADS, {"M", "message: merge heads"}},
    {"orphan", "orphan", ORPHANED, {"o", "taken away by limbeck on"}},
    {"teach", "home", TAUGHT, {"", "Lesson 1 of 11"}},
    {"answer", "answer", TAUGHT, {".a1a", "it will hold: 1a"}},
    {"fleet", "fleet", FLEET, {"", "orphan 1"}},
    {"fleet-many", "fleet", FLEET, {"*shop3-*l*\r", "8 of the databases shown match", "o", "by lag"}},
    {"fleet-lag", "fleet", FLEET, {"o", "by lag", "l ", "1 selected"}},
    {"fleet-graph", "fleet", FLEET, {"\tG", "d downgrade"}},
    {"fleet-problems", "fleet", FLEET, {"\t\t", "holly  orphan"}},
    {"fleet-filter", "fleet-typing", FLEET, {"fbehind", "10 of 16 with"}},
    {"fleet-confirm",
     "fleet-confirm",
     FLEET,
     {"*[be]*\r", "3 of the databases shown match", "u", "CREATE TABLE audit_log"}},
    {"fleet-down",
     "fleet-confirm",
     FLEET,
     {"*a*\r", "2 of the databases shown match", "\tj", "d downgrade", "d", "DROP TABLE"}},
    {"fleet-run",
     "fleet",
     FLEET,
     {"*[be]*\r", "3 of the databases shown match", "u", "CREATE TABLE audit_log", "y", "1 done, 1 failed", "\t\t",
      "already exists"}},
    {"fleet-stop",
     "fleet-stop",
     FLEET,
     {"*o*\r", "1 of the databases shown match", "u", "CREATE TABLE audit_log", "y", "running 1", "q", "0 not begun"}},
    {NULL},
};

const ShotSize shot_sizes[SHOT_SIZES] = {{80, 24}, {120, 40}, {200, 60}};

/* ---- what differs from machine to machine ---------------------------------------------------- */

/* Digits and points before " ms" or " s"; 0: none begin here. */
static size_t time_length(const char *at)
{
    size_t length = strspn(at, "0123456789.");
    bool is_time = length && isdigit((unsigned char)*at) &&
                   (strncmp(at + length, " ms", 3) == 0 ||
                    (strncmp(at + length, " s", 2) == 0 && !isalpha((unsigned char)at[length + 2])));
    return is_time ? length : 0;
}

static size_t letter_length(const char *at)
{
    size_t length = *at != 0;
    while (((unsigned char)at[length] & 0xC0) == 0x80)
        length++;
    return length;
}

/* Behind a text that was cut to make room for it, a time with more digits leaves less of the text: as much
 * goes as one of four digits would take. */
static bool append_after_cut(Text *out, size_t length)
{
    enum { DIGITS = 4 };
    static const char *const marks[] = {"\u2026 ", "~ "};
    for (size_t i = 0; i < 2 && length <= DIGITS; i++) {
        size_t mark = strlen(marks[i]);
        if (out->length < mark + DIGITS || strcmp(text_string(out) + out->length - mark, marks[i]) != 0)
            continue;
        out->length -= mark + DIGITS - length;
        text_append_format(out, "%s%*s", marks[i], DIGITS, "#");
        return true;
    }
    return false;
}

/* A time is one '#'. Where it stands at the right, the blanks before it keep the row's width; elsewhere the
 * next run of blanks or of a rule does. Returns how many columns that run has to grow by. */
static size_t append_time(Text *out, const char *row, const char *at, size_t length)
{
    if (append_after_cut(out, length))
        return 0;
    bool is_right = at - row >= 2 && at[-1] == ' ' && at[-2] == ' ';
    for (size_t i = 1; is_right && i < length; i++)
        text_append_char(out, ' ');
    text_append_char(out, '#');
    return is_right ? 0 : length - 1;
}

/* "--", "  " or the same of box-drawing characters begins here. */
static bool is_filler(const char *at, size_t letter)
{
    return (*at == ' ' || *at == '-' || strncmp(at, "\u2500", letter) == 0) && strncmp(at, at + letter, letter) == 0;
}

static void append_times(Text *out, const char *row)
{
    size_t missing = 0;
    for (const char *at = row; *at;) {
        size_t digits = at == row || !isalnum((unsigned char)at[-1]) ? time_length(at) : 0;
        size_t letter = digits ? digits : letter_length(at);
        for (; !digits && missing && is_filler(at, letter); missing--)
            text_append_bytes(out, at, letter);
        if (digits)
            missing += append_time(out, row, at, digits);
        else
            text_append_bytes(out, at, letter);
        at += letter;
    }
}

/* "1 ms", "0.3 s", "SQLite 3.40.1". */
static void append_row(Arena *arena, Text *out, const char *from, size_t length)
{
    char *row = arena_strndup(arena, from, length), *version = strstr(row, "SQLite 3.");
    Text text = text_in(arena);
    char *clock = strstr(row, "elapsed ");
    if (version)
        *version = '\0';
    if (clock)
        clock[strlen("elapsed")] = '\0';
    append_times(&text, row);
    char *made = text_string(&text);
    size_t end = strlen(made);
    while (end && made[end - 1] == ' ')
        made[--end] = '\0';
    text_append_format(out, "%s%s\n", made, version ? " SQLite" : "");
}

char *normalised_picture(Arena *arena, const char *picture)
{
    Text text = text_in(arena);
    for (const char *row = picture; *row; row += strcspn(row, "\n") + 1)
        append_row(arena, &text, row, strcspn(row, "\n"));
    return text_string(&text);
}

/* ---- the program --------------------------------------------------------------------------------- */

const char *shot_template(void)
{
    static char folder[512];
    if (*folder)
        return folder;
    int status;
    snprintf(folder, sizeof folder, "%s/goldens/template", test_work());
    free(test_shell(
        &status,
        "mkdir -p '%s/goldens' && rm -rf '%s' && cp -r '%s/sample-project' '%s' && cd '%s' && rm -f *.db && '%s' "
        "upgrade 1a5c0e7d2b10",
        test_work(), folder, test_root(), folder, folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    return folder;
}

/* Each database eight times: signs without names, but in the widest window. */
static void fleet_of_many(const char *folder)
{
    int status;
    free(test_shell(
        &status,
        "cd '%s' && sed -i 's/^files = .*/file = many.txt/; s/^\\[limbeck\\]/&\\nenvironment = staging\\ncolour = "
        "yellow/' alembic.ini && for i in 1 2 3 4 5 6 7 8; do for f in data/*.db; do name=$(basename $f .db) && "
        "echo \"shop$i-$name sqlite:///$f\"; done; done >many.txt",
        folder));
    assert_int_equal(status, 0);
}

/* While the run is to be stopped, the only database that runs waits for a lock. */
static TestScreen *begin_fleet(Arena *arena, const Shot *shot, const char *folder, const char *const *environment)
{
    static int held = -1;
    if (held >= 0)
        close(held);
    fleet_project(folder);
    if (strcmp(shot->name, "fleet-many") == 0)
        fleet_of_many(folder);
    held = strcmp(shot->name, "fleet-stop") == 0 ? hold_for_writing(arena_format(arena, "%s/data/oak.db", folder)) : -1;
    return screen_start_with(folder, "fleet", shot_sizes[0].columns, shot_sizes[0].rows, environment);
}

TestScreen *begin_shot(Arena *arena, const char *template, const Shot *shot, const char *const *environment)
{
    char folder[600];
    int status;
    snprintf(folder, sizeof folder, "%s/../shop", template);
    free(test_shell(&status, "rm -rf '%s' && cp -r '%s' '%s' && printf '%s' >>'%s/alembic.ini'", folder, template,
                    folder, shot->kind == TYPING ? "\n[limbeck]\nenvironment = production\nconfirm = typed\n" : "",
                    folder));
    assert_int_equal(status, 0);
    if (shot->kind == FLEET)
        return begin_fleet(arena, shot, folder, environment);
    if (shot->kind == ORPHANED)
        orphaned_project(template, folder);
    if (shot->kind == TWO_HEADS)
        test_write(arena_format(arena, "%s/alembic/versions/ffff00000001_second.py", folder),
                   "\"\"\"Another idea\"\"\"\nrevision = 'ffff00000001'\ndown_revision = '1a6c80b37294'\n"
                   "def upgrade():\n    pass\ndef downgrade():\n    pass\n");
    return screen_start_with(folder, shot->kind == TAUGHT ? "teach" : NULL, shot_sizes[0].columns, shot_sizes[0].rows,
                             environment);
}

/* Of what is waited for, the part that letters and glyphs have in common. */
static const char *in_common(const char *text)
{
    const char *at = text;
    while (*at && (unsigned char)*at < 0x80)
        at++;
    if (!*at)
        return text;
    while ((unsigned char)*at >= 0x80 || *at == ' ')
        at++;
    return at;
}

void walk_to_shot(TestScreen *screen, const Shot *shot)
{
    static const char *const opened[] = {
        [PLAIN] = "17 pending",  [TYPING] = "17 pending",        [TAUGHT] = "18 pending",
        [TWO_HEADS] = "2 heads", [ORPHANED] = "pending unknown", [FLEET] = "fleet of 1"};
    screen_wait(screen, opened[shot->kind]);
    if (shot->kind == FLEET)
        screen_wait_gone(screen, "reading: ");
    for (size_t i = 0; shot->moves[i]; i += 2) {
        const char *shown = shot->moves[i + 1];
        screen_type(screen, shot->moves[i]);
        if (shown[0] == '!')
            screen_wait_gone(screen, shown + 1);
        else
            screen_wait(screen, in_common(shown));
    }
}
