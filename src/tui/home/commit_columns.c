/* Author, age and release of the revisions, from git. */
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/commit_snapshot.h"

#include <stdio.h>
#include <time.h>

enum { AUTHOR_WIDTH = 16, AGE_WIDTH = 6, RELEASE_WIDTH = 10, LEFT_WIDTH = 34 /* for id, labels and message */ };

const ScriptCommit *commit_of(const Application *application, const Revision *revision)
{
    const CommitSnapshot *commits = application->latest.commits;
    return commits ? commits->of[revision->index] : NULL;
}

/* Days from 1970 in the Gregorian calendar. */
static long days_of(int year, int month, int day)
{
    long past_march = month > 2 ? month - 3 : month + 9, years = month > 2 ? year : year - 1;
    return years * 365 + years / 4 - years / 100 + years / 400 + (past_march * 153 + 2) / 5 + day - 719469;
}

static const char *age_of(Arena *arena, const char *date)
{
    int year, month, day;
    if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3)
        return "";
    long days = (long)(time(NULL) / 86400) - days_of(year, month, day);
    if (days < 1)
        return "today";
    if (days < 60)
        return arena_format(arena, "%ld d", days);
    return days < 730 ? arena_format(arena, "%ld mo", days / 30) : arena_format(arena, "%ld y", days / 365);
}

/* Clips to the column, and aligns at its right if `is_number`. */
static void draw_cell(Surface *surface, int x, int y, int width, Style style, const char *text, bool is_number)
{
    int used = text_width(text);
    int offset = is_number && used < width ? width - used : 0;
    surface_text(surface, x + offset, y, width - offset, style, text);
}

int draw_commit(Application *application, Surface *surface, int x, int end, int y, const Revision *revision)
{
    const ScriptCommit *commit = commit_of(application, revision);
    int width = AUTHOR_WIDTH + 1 + AGE_WIDTH + 2 + RELEASE_WIDTH;
    int start = end - width - 1;
    if (!application->latest.commits || !application->latest.commits->count || start - x < LEFT_WIDTH)
        return end;
    if (!commit)
        return start - 1;
    draw_cell(surface, start, y, AUTHOR_WIDTH, STYLE_MUTED, commit->author, false);
    draw_cell(surface, start + AUTHOR_WIDTH + 1, y, AGE_WIDTH, STYLE_MUTED, age_of(application->frame, commit->date),
              true);
    draw_cell(surface, start + AUTHOR_WIDTH + 1 + AGE_WIDTH + 2, y, RELEASE_WIDTH, STYLE_LABEL,
              commit->release ? commit->release : "", false);
    return start - 1;
}
