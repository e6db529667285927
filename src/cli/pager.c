#include "pager.h"

#include "limbeck/base/process.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Splits $PAGER into words; no shell is used. */
static StringVector pager_words(Arena *arena)
{
    const char *pager = getenv("PAGER");
    StringVector words = {0};
    if (!pager)
        pager = "less";
    if (!words_split(arena, pager, &words))
        words.count = 0;
    return words;
}

Pager pager_open(Arena *arena, const GlobalOptions *options, bool is_long)
{
    Pager pager = {.out = stdout};
    FILE *nowhere = options->quiet ? fopen("/dev/null", "w") : NULL;
    if (nowhere)
        return (Pager){.out = nowhere};
    if (!is_long || options->no_pager || !isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))
        return pager;
    StringVector words = pager_words(arena);
    if (!words.count || strcmp(words.items[0], "cat") == 0)
        return pager;
    /* less: quit if it fits on one screen, show colours, keep the text afterwards. */
    setenv("LESS", "FRX", 0);
    FILE *pipe = process_feed(arena, &words, &pager.child);
    if (pipe)
        pager.out = pipe;
    return pager;
}

void pager_close(Pager *pager)
{
    if (pager->out != stdout)
        fclose(pager->out);
    if (pager->child)
        process_wait(pager->child);
}
