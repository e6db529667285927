/* Every row of the help is reached by its keys, and does what it says. A row that nobody
 * has written down here fails the test. */
#include "support/screen.h"
#include "support/support.h"

#include "limbeck/tui/screen/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_MOVES = 8 };

/* Keys, and what is waited for then; a text after '!' has to go away. */
typedef struct Move {
    const char *keys, *shown;
} Move;

typedef struct Reach {
    const char *screen, *action;
    Move moves[MAX_MOVES];
} Reach;

/* The database stands at the first revision of the sample project; the third one is slow, in
 * batches, for it is held to so many rows a second. */
#define SLOW                                                                                                           \
    {"u", "y run it"}, {"y", "Done in"}, {"\r", "16 pending"}, {"u", "y run it"},                                      \
    {                                                                                                                  \
        "BB", "10 000 rows"                                                                                            \
    }

/* The lesson brings a second one. */
#define TWO_HEADS                                                                                                      \
    {".........", "Lesson 10 of 11"},                                                                                  \
    {                                                                                                                  \
        "", "2 heads"                                                                                                  \
    }

/* A script that is in git alone. */
#define ORPHAN                                                                                                         \
    {"o", "No script has ffff00000005"},                                                                               \
    {                                                                                                                  \
        "", "taken away by limbeck on"                                                                                 \
    }

/* Another program holds the lock of the database of a fleet. */
#define WAITING                                                                                                        \
    {"*oak\r", "1 selected"}, {"u", "CREATE TABLE audit_log"},                                                         \
    {                                                                                                                  \
        "y", "running 1"                                                                                               \
    }

#define LONG                                                                                                           \
    {"*larch\r", "1 selected"},                                                                                        \
    {                                                                                                                  \
        "u", "steps in all"                                                                                            \
    }

static const Reach reaches[] = {
    {"home", "line-up", {{"k", "─ Seed fifty thousand users"}}},
    {"home", "line-up", {{"\033OA", "─ Seed fifty thousand users"}}},
    {"home", "line-down", {{"kkj", "─ Seed fifty thousand users"}}},
    {"home", "line-down", {{"kk\033OB", "─ Seed fifty thousand users"}}},
    {"home", "newest", {{"g", "─ Audit log"}}},
    {"home", "oldest", {{"g", "─ Audit log"}, {"G", "─ Add users table"}}},
    {"home", "page-up", {{"\033[5~", "─ Audit log"}}},
    {"home", "page-down", {{"g", "─ Audit log"}, {"\033[6~", "─ Add users table"}}},
    {"home", "here", {{"g", "─ Audit log"}, {"c", "─ Add users table"}}},
    {"home",
     "branch",
     {{"g}", "─ Merge billing and stock"}, {"}", "─ Index orders.placed_at"}, {"{", "─ Merge billing"}}},
    {"home", "parent", {{"g]", "─ Fill orders.reference"}, {"[", "─ Audit log"}}},
    {"home", "upgrade", {{"u", "Up to 2b7d91c4e3a5"}}},
    {"home", "share", {{"\023", "screen.svg in "}}},
    {"home", "downgrade", {{"d", "Down from 1a5c0e7d2b10 to base"}}},
    {"home", "rehearse", {{"kR", "Rehearsed in"}}},
    {"home", "plan", {{"kkp", "Plan: up to 3c8ea2d5f4b6, 2 steps"}}},
    {"home", "database", {{">", "this project has one database"}}},
    {"home", "stamp", {{"km", "Stamp 2b7d91c4e3a5"}}},
    {"home", "undo", {{"U", "there is no stamp to undo"}}},
    {"home",
     "undo",
     {{"km", "Stamp 2b7d91c4e3a5"},
      {"y", "holds 2b7d91c4e3a5"},
      {"\r", "16 pending"},
      {"U", "then    1a5c0e7d2b10"},
      {"y", "holds 1a5c0e7d2b10"},
      {"\r", "17 pending"}}},
    {"home", "mark", {{"v", "1a5c0e7d2b10 is marked"}, {"v", "the mark is removed"}}},
    {"home", "compare", {{"=", "no revision is marked"}, {"vk=", "1a5c0e7d2b10 → 2b7d91c4e3a5"}}},
    {"compare",
     "scroll",
     {{"vkkkkkk=", "6 steps up"},
      {"jjjjjjjjjjjjjjj", "!CREATE TABLE products"},
      {"kkkkkkkkkkkkkkk", "CREATE TABLE products"}}},
    {"compare",
     "page",
     {{"vkkkkkk=", "CREATE TABLE products"},
      {"\033[6~\033[6~", "!CREATE TABLE products"},
      {"\033[5~\033[5~", "CREATE TABLE products"}}},
    {"compare",
     "ends",
     {{"vkkkkkk=", "CREATE TABLE products"}, {"G", "!CREATE TABLE products"}, {"g", "CREATE TABLE products"}}},
    {"compare",
     "next-view",
     {{"vkk=", "+ CREATE TABLE products"}, {"s", "up 2b7d91c4e3a5  Seed fifty thousand users"}}},
    {"compare", "swap", {{"vkk=", "2 steps up"}, {"x", "2 steps down"}, {"", "- CREATE TABLE products"}}},
    {"compare", "leave", {{"vkk=", "2 steps up"}, {"\033", "u up one"}}},
    {"compare", "help", {{"vkk=", "2 steps up"}, {"?", "╭ Help"}}},
    {"home", "merge", {{"M", "there is one head: nothing to merge"}}},
    {"home", "orphan", {{"o", "every row of the version table has a script"}}},
    {"orphan", "restore", {ORPHAN, {"w", "restored: ffff00000005_gone.py"}, {"g", "here head Gone"}}},
    {"orphan", "stamp", {ORPHAN, {"m", "╭ Stamp 1a5c0e7d2b10"}}},
    {"orphan", "next", {ORPHAN, {"oo", "revision = 'ffff00000005'"}}},
    {"orphan", "scroll", {ORPHAN, {"j", "!The version table holds this id"}, {"k", "The version table holds this id"}}},
    {"orphan", "page", {ORPHAN, {"\033[6~", "!The version table holds"}, {"\033[5~", "The version table holds"}}},
    {"orphan", "ends", {ORPHAN, {"G", "!The version table holds"}, {"g", "The version table holds"}}},
    {"orphan", "leave", {ORPHAN, {"\033", "!No script has ffff00000005"}}},
    {"home", "lesson", {{".", "Lesson 2 of 11"}, {",", "Lesson 1 of 11"}}},
    {"home", "answer", {{".a", "it will hold"}}},
    {"answer", "answer", {{".a", "it will hold"}, {"ffff\r", "not that one"}, {"a1a5\r", "✓ Done."}}},
    {"merge", "write", {TWO_HEADS, {"M", "╭ Merge heads"}, {"ed\r", "written: "}, {"g", "─ merge headsed"}}},
    {"merge", "move", {TWO_HEADS, {"M", "╭ Merge heads"}, {"\033OB\t\r", "two heads at least"}}},
    {"merge", "toggle", {TWO_HEADS, {"M", "╭ Merge heads"}, {"\t\r", "two heads at least"}}},
    {"merge", "leave", {TWO_HEADS, {"M", "╭ Merge heads"}, {"\033", "!╭ Merge heads"}}},
    {"home", "breakpoint", {{"\rjb", "breakpoint set: steps stop before line 19"}}},
    {"home", "edit", {{"ge", "─ Audit book"}}},
    {"home",
     "copy",
     {{"y", "copied: 1a5c0e7d2b10"}, {"\ty", "copied: \"\"\"Add users table"}, {"\ty", "copied: alembic_version"}}},
    {"home",
     "next-view",
     {{"s", "CREATE TABLE users ("},
      {"s", "DROP TABLE users;"},
      {"s", "PostgreSQL, down"},
      {"s", "+ CREATE TABLE users ("},
      {"s", "Going down"},
      {"s", "def upgrade() -> None:"}}},
    {"home", "next-view", {{"S", "Going down"}, {"\033OC", "def upgrade() -> None:"}, {"\033OD", "Going down"}}},
    {"home", "next-view", {{"\t\ts", "SQLite does not record"}, {"s", "1a5c0e7d2b10  done"}, {"s", "table (3)"}}},
    {"home", "next-pane", {{"\t", "s S view  enter open"}, {"\t", "r look again"}, {"\033[Z\033[Z", "p plan  / find"}}},
    {"home", "find", {{"/audit", "find: audit"}, {"\r", "─ Audit log"}}},
    {"home", "filter", {{"fware", "2 of 18 with 'ware'"}}},
    {"home", "fold", {{"z", "and 7 before it"}, {"z", "!before it"}}},
    {"home", "open", {{"z", "and 7 before it"}, {"k\r", "!before it"}}},
    {"home", "open", {{"\r", "!History"}, {"\r", "History"}}},
    {"home", "open", {{"\t\tj\r", "UNIQUE (email)"}}},
    {"home",
     "clear",
     {{"fware\r", "2 of 18 with 'ware'"},
      {"\r", "!History"},
      {"\033", "2 of 18 with 'ware'"},
      {"\033", "!with 'ware'"}}},
    {"home",
     "next-match",
     {{"g/orders\r", "─ Fill orders.reference"}, {"n", "─ Orders get a reference"}, {"N", "─ Fill orders.reference"}}},
    {"home", "command", {{":", "╭ Command"}}},
    {"home", "refresh", {{"r", "17 pending"}}},
    {"home", "help", {{"?", "╭ Help"}}},
    {"home", "quit", {{"q", NULL}}},
    {"search", "history", {{"/audit\r", "─ Audit log"}, {"/\033OA", "find: audit"}, {"\033OB", "!find: audit"}}},
    {"search", "leave", {{"/audit\r", "─ Audit log"}, {"/seed orders\033", "u up one"}}},
    {"filter", "leave", {{"fware\r", "2 of 18 with 'ware'"}, {"f\033", "!with 'ware'"}}},
    {"palette", "do", {{":newest\r", "─ Audit log"}}},
    {"palette", "move", {{":the", "theme contrast"}, {"\033OB\033OA\r", "!╭ Command"}}},
    {"palette", "leave", {{":", "╭ Command"}, {"\033", "!╭ Command"}}},
    {"plan", "move", {{"kkkp", "Plan: up to 4d9fb3e6a5c7, 3 steps"}, {"jjjka", "2 steps up"}}},
    {"plan",
     "ends",
     {{"kkkp", "Plan: up to 4d9fb3e6a5c7, 3 steps"},
      {"Ga", "3 steps up"},
      {"n", "!3 steps up"},
      {"ga", "Up to 2b7d91c4e3a5"}}},
    {"plan", "step", {{"kkp", "Plan: up to 3c8ea2d5f4b6, 2 steps"}, {"\r", "Up to 2b7d91c4e3a5"}}},
    {"plan", "run-all", {{"kkkp", "Plan: up to 4d9fb3e6a5c7, 3 steps"}, {"a", "3 steps up"}}},
    {"plan", "run-to-here", {{"kkkp", "Plan: up to 4d9fb3e6a5c7, 3 steps"}, {"jja", "2 steps up"}}},
    {"plan", "run-to-here", {{"kkkp", "Plan: up to 4d9fb3e6a5c7, 3 steps"}, {"kka", "2 steps up"}}},
    {"plan", "leave", {{"kp", "Plan: up to"}, {"\033", "u up one"}}},
    {"plan", "help", {{"kp", "Plan: up to"}, {"?", "╭ Help"}}},
    {"path", "run", {{"kkp", "Plan: up to 3c8ea2d5f4b6, 2 steps"}, {"a", "2 steps up"}, {"y", "2 of 2"}}},
    {"path", "rehearse", {{"kkp", "Plan: up to"}, {"a", "2 steps up"}, {"R", "2 steps up, a rehearsal"}}},
    {"path", "keep", {{"kkp", "Plan: up to"}, {"a", "2 steps up"}, {"K", "What they destroy or overwrite"}}},
    {"path", "leave", {{"kkp", "Plan: up to"}, {"a", "2 steps up"}, {"n", "!2 steps up"}}},
    {"path",
     "scroll",
     {{"gp", "Plan: up to"}, {"Ga", "17 steps up"}, {"j", "!One after the other"}, {"k", "One after the other"}}},
    {"path",
     "page",
     {{"gp", "Plan: up to"}, {"Ga", "17 steps up"}, {"\033[6~", "!One after the other"}, {"\033[5~", "One after the"}}},
    {"path",
     "ends",
     {{"gp", "Plan: up to"}, {"Ga", "17 steps up"}, {"G", "17 up 3e7f90d15b28"}, {"g", "One after the other"}}},
    {"path", "interrupt", {{"kkp", "Plan: up to"}, {"a", "2 steps up"}, {"\003", "!2 steps up"}}},
    {"table", "leave", {{"\t\tj\r", "UNIQUE (email)"}, {"\033", "!UNIQUE (email)"}}},
    {"table", "origin", {{"\t\tj\r", "UNIQUE (email)"}, {"", "1a5c0e7d 2024-01-15"}, {"\r", "─ Add users table"}}},
    {"table",
     "move",
     {{"\t\tjj\r", "CREATE TABLE wide"},
      {"jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj", "!CREATE TABLE wide"},
      {"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk", "CREATE TABLE wide"}}},
    {"table",
     "page",
     {{"\t\tjj\r", "CREATE TABLE wide"}, {"\033[6~\033[6~", "!CREATE TABLE"}, {"\033[5~\033[5~", "CREATE TABLE wide"}}},
    {"table", "ends", {{"\t\tjj\r", "CREATE TABLE wide"}, {"G", "!CREATE TABLE"}, {"g", "CREATE TABLE wide"}}},
    {"stamp", "run", {{"km", "Stamp 2b7d91c4e3a5"}, {"y", "the version table holds 2b7d91c4e3a5"}}},
    {"stamp", "leave", {{"km", "Stamp 2b7d91c4e3a5"}, {"n", "!Stamp 2b7d91c4e3a5"}}},
    {"confirm", "run", {{"u", "y run it"}, {"y", "Done in"}, {"\r", "16 pending"}}},
    {"confirm", "rehearse", {{"u", "y run it"}, {"R", "Rehearsed in"}}},
    {"confirm", "each", {{"u", "y run it"}, {"e", "Stopped before the last statement shown, of line"}}},
    {"confirm", "keep", {{"d", "K keeps a copy"}, {"K", "It is copied into tables"}}},
    {"confirm", "batches", {{"u", "y run it"}, {"B", "of over 1 000 rows runs in batches"}}},
    {"confirm", "leave", {{"u", "y run it"}, {"n", "!Up to 2b7d91c4e3a5"}}},
    {"confirm",
     "scroll",
     {{"u", "Rehearsed   not yet"}, {"jjjjjj", "!Rehearsed   not yet"}, {"kkkkkk", "Rehearsed   not yet"}}},
    {"confirm",
     "page",
     {{"u", "Rehearsed   not yet"}, {"\033[6~", "!Rehearsed   not yet"}, {"\033[5~", "Rehearsed   not yet"}}},
    {"confirm", "ends", {{"u", "Rehearsed   not yet"}, {"G", "!Rehearsed   not yet"}, {"g", "Rehearsed   not yet"}}},
    {"confirm", "interrupt", {{"u", "y run it"}, {"\003", "!Up to 2b7d91c4e3a5"}}},
    {"run", "cancel", {SLOW, {"y", "keeps the batches so far"}, {"\033", "Stop here?"}}},
    {"run", "yes", {SLOW, {"y", "keeps the batches so far"}, {"\033y", "Its batches so far are committed"}}},
    {"run", "no", {SLOW, {"y", "esc cancel"}, {"\033n", "esc cancel"}}},
    {"run", "home", {{"u", "y run it"}, {"y", "Done in"}, {"\r", "!Done in"}}},
    {"run", "next", {{"u", "y run it"}, {"e", "of line 19"}, {" ", "INSERT INTO digits"}}},
    {"run", "rest", {{"u", "y run it"}, {"e", "Stopped before"}, {"a", "Done in"}}},
    {"run", "report", {{"u", "y run it"}, {"y", "Done in"}, {"w", "up.md and .json in"}}},
    {"run", "question", {{"u", "y run it"}, {"R", "Rehearsed in"}, {"\r", "y run it"}}},
    {"run", "end-session", {SLOW, {"y", "batches of 10 000"}, {"t", "no session blocks this step"}}},
    {"run", "copy-pid", {SLOW, {"y", "batches of 10 000"}, {"c", "no session blocks this step"}}},
    {"run",
     "end-yes",
     {SLOW, {"y", "batches of 10 000"}, {"ty", "batches of 10 000"}}}, /* asked of nobody: see test_live */
    {"run", "end-no", {SLOW, {"y", "batches of 10 000"}, {"tn", "batches of 10 000"}}},
    {"run",
     "scroll",
     {{"u", "y run it"}, {"y", "Done in"}, {"kkkkkkkkk", "CREATE TABLE digits"}, {"jjjjjjjjj", "Done in"}}},
    {"run", "page", {{"u", "y run it"}, {"y", "Done in"}, {"\033[5~", "CREATE TABLE digits"}, {"\033[6~", "Done in"}}},
    {"run", "batch-size", {SLOW, {"y", "batches of 10 000"}, {"-", "batches of 1 000"}}},
    {"run", "resume", {SLOW, {"y", "batches of 10 000"}, {"p", ", paused"}, {"p", "!, paused"}}},
    {"run",
     "to-plan",
     {{"kkp", "Plan: up to 3c8ea2d5f4b6, 2 steps"},
      {"\r", "y run it"},
      {"y", "enter back to the plan"},
      {"\r", "Plan: up to 3c8ea2d5f4b6, 1 step"}}},
    {"run", "pause", {SLOW, {"y", "batches of 10 000"}, {"p", ", paused"}}},
    {"typed", "answer", {{"u", "y run it"}, {"y", "Type the name of the database: shop.db"}, {"shop.db\r", "Done in"}}},
    {"typed", "leave", {{"u", "y run it"}, {"y", "Type the name"}, {"\033", "!Type the name"}}},
    {"fleet", "line-up", {{"j", "elder  behind by 1"}, {"k", "alder  at head"}}},
    {"fleet", "line-down", {{"j", "elder  behind by 1"}}},
    {"fleet", "left", {{"l", "ash  at head"}, {"h", "alder  at head"}}},
    {"fleet", "right", {{"l", "ash  at head"}}},
    {"fleet", "page", {{"\033[6~", "willow  behind by 1"}, {"\033[5~", "alder  at head"}}},
    {"fleet", "ends", {{"G", "willow  behind by 1"}, {"g", "alder  at head"}}},
    {"fleet", "next-pane", {{"\t", "d downgrade"}, {"\t", "holly  orphan"}, {"\t", "alder  at head"}}},
    {"fleet", "open", {{"l\r", "-copy  ash"}, {"", "0 pending"}, {"\033", "fleet of 16"}, {"l", "beech  at head"}}},
    {"fleet", "open", {{"\tj\r", "7 of 16 with '1a6c80b37294'"}}},
    {"fleet", "select", {{" ", "1 selected"}, {"h ", "!selected"}}},
    {"fleet", "pattern", {{"*a*", "pattern: a*"}, {"\r", "2 selected"}}},
    {"fleet", "all", {{"A", "16 selected"}, {"A", "!selected"}}},
    {"fleet", "filter", {{"f1a6c behind i", "filter: 1a6c behind i"}, {"", "2 of 16 with"}}},
    {"fleet", "order", {{"o", "by lag"}, {"", "holly  orphan"}}},
    {"fleet", "upgrade", {{"*birch\r", "1 selected"}, {"u", "Upgrade 1 database to heads"}}},
    {"fleet", "upgrade", {{"Gu", "Upgrade 1 database to heads"}, {"", "CREATE TABLE audit_log"}, {"y", "done 1"}}},
    {"fleet", "downgrade", {{"d", "select the revision to go down to"}}},
    {"fleet",
     "downgrade",
     {{"\tjd", "Downgrade 1 database to 1a6c80b37294"}, {"", "destroys table audit_log: 2 rows"}, {"y", "done 1"}}},
    {"fleet", "stop", {WAITING, {"x", "Stop the run?"}}},
    {"fleet", "clear", {{" ", "1 selected"}, {"\033", "!selected"}}},
    {"fleet", "command", {{":order", "far behind first"}, {"\r", "by lag"}}},
    {"fleet", "refresh", {{"r", "16 databases read again"}, {" r", "1 database read again"}}},
    {"fleet", "help", {{"?", "╭ Help"}}},
    {"fleet", "quit", {{"q", NULL}}},
    {"fleet-typing", "leave", {{"/ash", "1 of 16 with 'ash'"}, {"\r", "q quit"}, {"/\033", "!with 'ash'"}}},
    {"fleet-confirm", "run", {{"*birch\r", "1 selected"}, {"u", "CREATE TABLE audit_log"}, {"y", "done 1"}}},
    {"fleet-confirm", "leave", {LONG, {"n", "!y run it"}}},
    {"fleet-confirm", "interrupt", {LONG, {"\003", "!y run it"}}},
    {"fleet-confirm", "scroll", {LONG, {"j", "!steps in all"}, {"k", "steps in all"}}},
    {"fleet-confirm", "page", {LONG, {"\033[6~", "!steps in all"}, {"\033[5~", "steps in all"}}},
    {"fleet-confirm", "ends", {LONG, {"G", "!steps in all"}, {"g", "steps in all"}}},
    {"fleet-stop", "finish", {WAITING, {"x", "Stop the run?"}, {"f", "no other database begins"}}},
    {"fleet-stop", "cancel", {WAITING, {"x", "Stop the run?"}, {"c", "0 done, 1 failed"}}},
    {"fleet-stop", "leave", {WAITING, {"q", "Stop the run?"}, {"\033", "!Stop the run?"}}},
    {"help", "close", {{"?", "╭ Help"}, {"\033", "!╭ Help"}}},
    {"help",
     "scroll",
     {{"?", "one revision up, or scroll"},
      {"\033OB\033OB\033OB\033OB", "!one revision up, or scroll"},
      {"\033OA\033OA\033OA\033OA", "one revision up, or scroll"}}},
    {"help",
     "page",
     {{"?", "one revision up, or scroll"},
      {"\033[6~", "!one revision up, or scroll"},
      {"\033[5~", "one revision up, or scroll"}}},
};

enum { REACHES = sizeof reaches / sizeof *reaches };

/* ---- the project ---------------------------------------------------------------------------- */

static char *template_folder(void)
{
    static char folder[512];
    int status;
    snprintf(folder, sizeof folder, "%s/actions", test_work());
    free(test_shell(
        &status,
        "rm -rf '%s' && cp -r '%s/sample-project' '%s' && cd '%s' && rm -f *.db && "
        "sed -i 's/^def upgrade.*/&\\n    op.execute(\"UPDATE users SET name = name\")/' "
        "alembic/versions/3c8ea2d5f4b6*.py && printf '\\n[limbeck]\\nrows_per_second = 4000\\n' >>alembic.ini && "
        "'%s' upgrade 1a5c0e7d2b10 && sqlite3 shop.db \"CREATE TABLE wide ($(seq -f '\n column_%%g INTEGER' "
        "-s, 60))\"",
        folder, test_root(), folder, folder, getenv("LIMBECK")));
    assert_int_equal(status, 0);
    return folder;
}

static bool is_taught(const Reach *reach)
{
    bool is_typed = strcmp(reach->screen, "typed") == 0;
    return strcmp(reach->screen, "merge") == 0 || strcmp(reach->action, "lesson") == 0 ||
           (strcmp(reach->action, "answer") == 0 && !is_typed);
}

static bool is_fleet(const Reach *reach)
{
    return strncmp(reach->screen, "fleet", strlen("fleet")) == 0;
}

static TestScreen *start_fleet(const char *folder, const char *const *environment)
{
    static int held = -1;
    char path[700];
    if (held >= 0)
        close(held);
    fleet_project(folder);
    snprintf(path, sizeof path, "%s/data/oak.db", folder);
    held = hold_for_writing(path);
    return screen_start_with(folder, "fleet", 110, 32, environment);
}

static TestScreen *start_orphaned(const char *template, const char *folder, const char *const *environment)
{
    orphaned_project(template, folder);
    return screen_start(folder, 110, 32, environment);
}

static TestScreen *begin(const char *template, const Reach *reach)
{
    static const char *const environment[] = {"EDITOR=sed -i s/Audit.log/Audit\\ book/", NULL};
    static char folder[600];
    int status;
    snprintf(folder, sizeof folder, "%s-copy", template);
    bool is_typed = strcmp(reach->screen, "typed") == 0;
    if (is_fleet(reach))
        return start_fleet(folder, environment);
    if (strcmp(reach->screen, "orphan") == 0)
        return start_orphaned(template, folder, environment);
    free(test_shell(&status, "rm -rf '%s' && cp -r '%s' '%s' && printf '%s' >>'%s/alembic.ini'", folder, template,
                    folder, is_typed ? "confirm = typed\\n" : "", folder));
    assert_int_equal(status, 0);
    return screen_start_with(folder, is_taught(reach) ? "teach" : NULL, 110, is_taught(reach) ? 40 : 32, environment);
}

static void walk(TestScreen *screen, const Reach *reach)
{
    bool is_orphan = strcmp(reach->screen, "orphan") == 0;
    if (is_fleet(reach)) {
        screen_wait(screen, "fleet of 16");
        screen_wait_gone(screen, "reading: ");
    } else {
        screen_wait(screen, is_orphan ? "pending unknown" : is_taught(reach) ? "18 pending" : "17 pending");
    }
    for (size_t i = 0; i < MAX_MOVES && reach->moves[i].keys; i++) {
        const char *shown = reach->moves[i].shown;
        screen_type(screen, reach->moves[i].keys);
        if (shown && shown[0] == '!')
            screen_wait_gone(screen, shown + 1);
        else if (shown)
            screen_wait(screen, shown);
    }
}

static void test_reaches(void **state)
{
    (void)state;
    const char *template = template_folder();
    const char *only = getenv("REACH");
    for (size_t i = 0; i < REACHES; i++) {
        if (only && strncmp(reaches[i].screen, only, strlen(only)) != 0)
            continue;
        TestScreen *screen = begin(template, &reaches[i]);
        print_message("# %s %s\n", reaches[i].screen, reaches[i].action);
        walk(screen, &reaches[i]);
        if (strcmp(reaches[i].action, "quit") == 0)
            assert_int_equal(screen_end(screen), 0);
        screen_free(screen);
    }
}

/* ---- nothing left out --------------------------------------------------------------------------- */

static bool is_reached(const Screen *screen, const KeyRow *row)
{
    for (size_t i = 0; i < REACHES; i++)
        if (strcmp(reaches[i].screen, screen->name) == 0 && strcmp(reaches[i].action, row->name) == 0)
            return true;
    return false;
}

static void test_every_action_is_reached(void **state)
{
    size_t count = 0;
    (void)state;
    for (const Screen *const *screen = screens; *screen; screen++) {
        for (const KeyRow *row = (*screen)->keys; row->help; row++, count++)
            if (!is_reached(*screen, row))
                fail_msg("nothing reaches '%s' of %s", row->name, (*screen)->name);
    }
    print_message("# %zu actions\n", count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_action_is_reached), cmocka_unit_test(test_reaches)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
