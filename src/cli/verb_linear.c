/* linear: a dialogue of plain lines without drawing, for screen readers, braille displays and slow terminals. Every
 * verb can be entered; verbs that write first describe what they will do and ask. */
#include "verb.h"

#include "limbeck/base/process.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const Option options[] = {{0}};

typedef struct Dialogue {
    Arena *arena; /* freed after each line */
    GlobalOptions global;
} Dialogue;

/* NULL at the end of input. */
static char *read_command(Dialogue *dialogue, const char *prompt)
{
    char *line = NULL;
    size_t room = 0;
    fputs(prompt, stdout);
    fflush(stdout);
    ssize_t length = getline(&line, &room, stdin);
    char *command = length < 0 ? NULL : text_trim(dialogue->arena, line);
    free(line);
    return command;
}

static int run_words(Dialogue *dialogue, StringVector *words)
{
    vector_push(dialogue->arena, words, NULL);
    int status = cli_run(dialogue->arena, &dialogue->global, (int)words->count - 1, (char **)words->items);
    fflush(stdout);
    return status;
}

/* ---- status ---------------------------------------------------------------------------- */

static void print_position(const DatabaseSnapshot *database, Arena *arena)
{
    if (!database->connected) {
        printf("The database is not connected: %s.\n", text_harmless(arena, database->error.message, false));
        return;
    }
    printf("The database is %s, %s. ", text_harmless(arena, database->database, false), database->product);
    if (database->rows.count)
        printf("It is at %s. ", text_harmless(arena, string_vector_join(arena, &database->rows, " and "), false));
    else
        printf("It is at base: no revision is applied. ");
    printf("%zu revision%s pending.\n", database->pending, database->pending == 1 ? " is" : "s are");
}

static bool print_all(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    if (!workspace)
        return false;
    const RevisionMap *map = workspace_map(workspace);
    const DatabaseSnapshot *database = workspace_refresh_and_wait(workspace);
    printf("Project %s, %zu revision%s, %zu head%s.\n", workspace_title(workspace), map->revisions.count,
           map->revisions.count == 1 ? "" : "s", map->real_heads.count, map->real_heads.count == 1 ? "" : "s");
    print_position(database, call->arena);
    snapshot_release(database);
    workspace_close(workspace);
    return true;
}

/* ---- verbs that write ----------------------------------------------------------------- */

/* Prints the plan first, then asks. */
static bool is_confirmed(Dialogue *dialogue, const StringVector *words)
{
    static const char *const writing[] = {"upgrade", "downgrade"};
    bool writes = false;
    for (size_t i = 0; i < sizeof writing / sizeof *writing; i++)
        writes |= strcmp(words->items[0], writing[i]) == 0;
    if (!writes || string_vector_contains(words, "--sql"))
        return true;
    StringVector plan = {0};
    vector_push(dialogue->arena, &plan, "plan");
    for (size_t i = 1; i < words->count; i++)
        if (words->items[i][0] != '-' || (words->items[i][1] >= '0' && words->items[i][1] <= '9'))
            vector_push(dialogue->arena, &plan, words->items[i]);
    if (run_words(dialogue, &plan) != 0)
        return false;
    const char *answer = read_command(dialogue, "Run it? yes or no: ");
    if (answer && strcmp(answer, "yes") == 0)
        return true;
    printf("Nothing was changed.\n");
    return false;
}

/* ---- dialogue --------------------------------------------------------------------------------- */

static void print_keys(void)
{
    printf("where: the revision of the database. history, heads, show REVISION: the scripts. plan TARGET: the steps to "
           "it. "
           "sql REVISION: its SQL. upgrade +1, downgrade -1: one step, after a question. losses TARGET: what is "
           "destroyed. help: every verb. quit: leave.\n");
}

static bool answer(VerbCall *call, Dialogue *dialogue, StringVector *words, Error *error)
{
    const char *word = words->items[0];
    if (strcmp(word, "where") == 0)
        return print_all(call, error);
    if (strcmp(word, "help") == 0)
        cli_print_help();
    else if (strcmp(word, "?") == 0)
        print_keys();
    else if (strcmp(word, "linear") == 0 || strcmp(word, "teach") == 0)
        printf("%s does not work here.\n", word);
    else if (is_confirmed(dialogue, words))
        run_words(dialogue, words);
    return true;
}

static bool run(VerbCall *call, Error *error)
{
    Dialogue dialogue = {.arena = arena_new(), .global = *call->global};
    bool goes_on = print_all(call, error), opened = goes_on;
    dialogue.global.no_pager = true;
    if (opened)
        printf("Type a verb. ? lists the usual ones, quit leaves.\n");
    while (goes_on) {
        StringVector words = {0};
        Error said = {0};
        arena_reset(dialogue.arena);
        const char *line = read_command(&dialogue, "limbeck: ");
        goes_on = line && strcmp(line, "quit") != 0 && strcmp(line, "q") != 0;
        if (!goes_on || !*line)
            continue;
        if (!words_split(dialogue.arena, line, &words) || !words.count)
            printf("A quote is not closed. Nothing was run.\n");
        else if (!answer(call, &dialogue, &words, &said))
            cli_report(&said);
    }
    arena_free(dialogue.arena);
    return opened;
}

const Verb verb_linear = {.name = "linear",
                          .help = "Prompt line by line, for screen readers and slow connections.",
                          .options = options,
                          .run = run};
