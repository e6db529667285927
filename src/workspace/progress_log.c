/* Prints the progress of a run on the command line. */
#include "progress_log.h"
#include "internal.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/figures.h"
#include "limbeck/base/log.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

enum { LOG_MILLISECONDS = 10000, SHOWN_EVERY = 100, BAR = 24 };

static void print_at_intervals(int64_t *printed_notices, const char *text)
{
    int64_t now = clock_milliseconds();
    if (text && (!*printed_notices || now - *printed_notices >= LOG_MILLISECONDS))
        log_line("notice: %s", text);
    else if (text)
        return;
    *printed_notices = text ? now : 0;
}

/* Prints each notice once, even if several steps give it. */
static void print_note(Workspace *workspace, const char *text)
{
    StringVector *printed_notices = &workspace->progress.printed_notices;
    if (string_vector_contains(printed_notices, text))
        return;
    vector_push(workspace->arena, printed_notices, arena_strdup(workspace->arena, text));
    log_line("notice: %s", text);
}

/* "400 000 of 1 000 000 rows, 120 000/s, 5.0 s left, 35 ms a batch" */
static const char *figures(Arena *arena, const ProgressLog *log, const ProgressEvent *event, int64_t now)
{
    int64_t spent = now - log->rows_started, rows = event->done - log->rows_first;
    int64_t rate = spent > 0 ? rows * 1000 / spent : 0;
    const char *left =
        rate > 0 && event->total > event->done
            ? arena_format(arena, ", %s left", format_duration(arena, (event->total - event->done) * 1000 / rate))
            : "";
    const char *batch =
        event->milliseconds > 0 ? arena_format(arena, ", %lld ms a batch", (long long)event->milliseconds) : "";
    return arena_format(arena, "%s of %s rows, %s/s%s%s", format_count(arena, event->done),
                        format_count(arena, event->total), format_count(arena, rate), left, batch);
}

static const char *with_bar(Arena *arena, const ProgressEvent *event, const char *text)
{
    char bar[BAR + 1];
    int64_t filled = event->done * BAR / event->total;
    for (int i = 0; i < BAR; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[BAR] = '\0';
    return arena_format(arena, "[%s] %3lld %%  %s", bar, (long long)(event->done * 100 / event->total), text);
}

static void print_rows(ProgressLog *log, const ProgressEvent *event)
{
    int64_t now = clock_milliseconds();
    bool begins = event->total != log->rows_total || event->done < log->rows_last;
    if (begins) {
        log->rows_started = log->rows_logged = now;
        log->rows_first = event->done;
    }
    log->rows_last = event->done;
    log->rows_total = event->total;
    if (event->total <= 0 || (now - log->rows_shown < SHOWN_EVERY && event->done < event->total))
        return;
    log->rows_shown = now;
    Arena *arena = arena_new();
    const char *text = figures(arena, log, event, now);
    bool is_shown = log_status(event->done < event->total ? with_bar(arena, event, text) : NULL);
    if (!is_shown && now - log->rows_logged >= LOG_MILLISECONDS) {
        log_line("notice: %s", text);
        log->rows_logged = now;
    }
    arena_free(arena);
}

void workspace_print_progress(void *state, const ProgressEvent *event)
{
    Workspace *workspace = state;
    if (event->kind == PROGRESS_COMMIT)
        atomic_store(&workspace->commit_out, event->done != 0);
    if (event->kind == PROGRESS_WAITING)
        print_at_intervals(&workspace->progress.waiting_printed, event->text);
    else if (event->kind == PROGRESS_QUEUE)
        print_at_intervals(&workspace->progress.queue_printed, event->text);
    else if (event->kind == PROGRESS_NOTE)
        print_note(workspace, event->text);
    else if (event->kind == PROGRESS_ROWS)
        print_rows(&workspace->progress, event);
}
