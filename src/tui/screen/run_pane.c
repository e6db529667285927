#include "run_pane.h"
#include "limbeck/tui/screen/stamp_state.h"

#include "limbeck/base/clock.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

/* The lines so far, and which of them must stay visible. */
typedef struct RunLines {
    Application *application;
    StyledLines lines;
    int width;
    int at; /* the line under way */
} RunLines;

enum { OF_STEP = 2, OF_STATEMENT = 4 }; /* indentation */

static void add(RunLines *self, Style style, int indent, const char *text)
{
    add_lines(self->application, &self->lines, (StyledLine){.style = style, .indent = indent}, self->width - indent,
              text);
}

static void add_marked(RunLines *self, StyledLine line, const char *mark, Style mark_style, int indent)
{
    line.mark = mark;
    line.mark_style = mark_style;
    line.indent = indent;
    vector_push(self->application->frame, &self->lines, line);
}

/* ---- statements ------------------------------------------------------------------------------- */

static void add_statement(RunLines *self, const LoggedStatement *statement)
{
    Arena *arena = self->application->frame;
    const RunSnapshot *run = self->application->latest.run;
    bool under_way = statement->milliseconds < 0,
         is_last = statement == &run->statements.items[run->statements.count - 1];
    bool is_next = under_way && run->is_stopped && is_last, failed = under_way && run->failed;
    bool is_undone = !under_way && run->failed && !run->committed_part && !run->has_committed;
    const char *times = statement->times > 1 ? arena_format(arena, "×%s  ", format_count(arena, statement->times)) : "";
    int64_t took = !under_way           ? statement->milliseconds
                   : statement->started ? clock_milliseconds() - statement->started
                                        : 0;
    const char *clock = is_next || failed ? "" : format_duration(arena, took);
    if (!under_way && took < 1000)
        clock = arena_format(arena, "%lld ms", (long long)took);
    StyledLine line = {.text = text_one_line(arena, statement->sql),
                       .language = language_sql,
                       .right = arena_format(arena, "%s%s", times, clock)};
    if (under_way)
        self->at = (int)self->lines.count;
    add_marked(self, line,
               is_next     ? "‖"
               : failed    ? "✗"
               : under_way ? "▶"
               : is_undone ? "↩"
                           : "✓",
               failed      ? STYLE_DANGER
               : under_way ? STYLE_CURRENT
               : is_undone ? STYLE_MUTED
                           : STYLE_APPLIED,
               OF_STEP);
}

/* A preview ends its statements with semicolons. */
static bool has_run(const StringVector *ran, const char *sql)
{
    size_t length = strlen(sql);
    while (length && (sql[length - 1] == ';' || sql[length - 1] == ' '))
        length--;
    for (size_t i = 0; i < ran->count; i++)
        if (strncmp(ran->items[i], sql, length) == 0)
            return true;
    return false;
}

/* Statements of the preview that come after the last one that has run; none where the two do not match. */
static void add_coming(RunLines *self)
{
    Application *application = self->application;
    Arena *arena = application->frame;
    const RunSnapshot *run = application->latest.run;
    const PreviewSnapshot *preview = application->latest.preview;
    if (run->finished || run->stamps || !preview || preview->revision != run->revision ||
        preview->downgrade != run->downgrade)
        return;
    size_t next = 0;
    StringVector ran = {0};
    for (size_t k = 0; k < run->statements.count; k++)
        vector_push(arena, &ran, text_one_line(arena, run->statements.items[k].sql));
    for (size_t i = 0; i < preview->lines.count; i++)
        if (has_run(&ran, text_one_line(arena, preview->lines.items[i].sql)))
            next = i + 1;
    for (size_t i = next; (next || !run->statements.count) && i < preview->lines.count; i++)
        add_marked(self, (StyledLine){.text = text_one_line(arena, preview->lines.items[i].sql), .style = STYLE_MUTED},
                   "·", STYLE_MUTED, OF_STEP);
}

/* ---- rows --------------------------------------------------------------------------------------- */

static const char *pace_text(Application *application)
{
    Arena *arena = application->frame;
    const RunSnapshot *run = application->latest.run;
    int64_t batch = run_batch_rows(application);
    if (batch)
        return arena_format(arena, "batches of %s, the last in %lld ms%s", format_count(arena, batch),
                            (long long)run->batch_milliseconds,
                            workspace_is_paused(application->workspace) ? ", paused" : "");
    if (run->finished || run->rehearses || !run->rows_total)
        return "";
    return workspace_is_paused(application->workspace) ? "row by row in one transaction, paused"
                                                       : "row by row in one transaction, not in batches";
}

/* Recent rates, as a bar chart. */
static void append_rates(const RunSnapshot *run, Text *text, size_t width)
{
    int64_t most = 1;
    size_t first = run->rate_count > width ? run->rate_count - width : 0;
    for (size_t i = first; i < run->rate_count; i++)
        most = run->rates[i] > most ? run->rates[i] : most;
    for (size_t i = first; i < run->rate_count; i++) {
        char bytes[4];
        text_append_bytes(text, bytes, utf8_encode(0x2581 + (uint32_t)(run->rates[i] * 7 / most), bytes));
    }
}

static const char *bar_text(Arena *arena, int width, int64_t done, int64_t total)
{
    Text text = text_in(arena);
    int64_t eighths = total > 0 ? done * width * 8 / total : 0;
    for (int i = 0; i < width; i++, eighths -= 8) {
        char bytes[4];
        uint32_t glyph = eighths >= 8 ? 0x2588 : eighths <= 0 ? 0x2591 : 0x2590 - (uint32_t)eighths;
        text_append_bytes(&text, bytes, utf8_encode(glyph, bytes));
    }
    return text_string(&text);
}

static void add_progress(RunLines *self)
{
    Application *application = self->application;
    Arena *arena = application->frame;
    const RunSnapshot *run = application->latest.run;
    if (!run->rows_total)
        return;
    bool is_paused = workspace_is_paused(application->workspace);
    int64_t spent = (run->finished ? run->ended : clock_milliseconds()) - run->rows_started;
    int64_t rate = spent > 0 ? run->rows_done * 1000 / spent : 0;
    int64_t left = rate > 0 ? (run->rows_total - run->rows_done) * 1000 / rate : 0;
    const char *figures =
        arena_format(arena, "%s / %s rows", format_count(arena, run->rows_done), format_count(arena, run->rows_total));
    int bar = self->width - OF_STATEMENT - text_width(figures) - 2;
    StyledLine line = {.text = bar_text(arena, bar > 6 ? bar : 6, run->rows_done, run->rows_total),
                       .style = STYLE_BAR,
                       .indent = OF_STATEMENT,
                       .right = figures};
    vector_push(arena, &self->lines, line);
    Text text = text_in(arena);
    text_append_format(&text, "%lld %%", (long long)(run->rows_done * 100 / run->rows_total));
    if (run->rows_done && !is_paused)
        text_append_format(&text, " · %s rows/s", format_count(arena, rate));
    if (rate > 0 && !run->finished && !is_paused)
        text_append_format(&text, " · %s left", format_duration(arena, left));
    text_append(&text, "  ");
    int room = self->width - OF_STATEMENT - text_width(text_string(&text));
    append_rates(run, &text, room > 0 ? (size_t)room : 0);
    StyledLine pace = {.text = text_string(&text), .style = STYLE_MUTED, .indent = OF_STATEMENT};
    vector_push(arena, &self->lines, pace);
    if (*pace_text(application))
        add(self, is_paused ? STYLE_CURRENT : STYLE_MUTED, OF_STATEMENT, pace_text(application));
}

/* ---- who waits for whom ---------------------------------------------------------------------------- */

static void add_waits(RunLines *self)
{
    Application *application = self->application;
    Arena *arena = application->frame;
    const RunSnapshot *run = application->latest.run;
    if (run->finished)
        return;
    if (run->waiting_for)
        add(self, STYLE_WARNING, OF_STATEMENT, run->waiting_for);
    if (run->waiting_for && run->blocker && application->step.session_to_end != run->blocker)
        add(self, STYLE_MUTED, OF_STATEMENT,
            arena_format(arena, "t ends session %lld · c copies its pid", (long long)run->blocker));
    if (run->waiting_for && run->blocker && application->step.session_to_end == run->blocker)
        add(self, STYLE_DANGER, OF_STATEMENT,
            arena_format(arena, "End session %lld? Its transaction is rolled back. y ends it, n does not",
                         (long long)run->blocker));
    if (run->retry_at) {
        int64_t left = run->retry_at - clock_milliseconds();
        add(self, STYLE_WARNING, OF_STATEMENT,
            arena_format(arena, "try %lld of %lld in %.1f s", (long long)run->retry, (long long)run->retries,
                         (double)(left > 0 ? left : 0) / 1000));
    }
    if (run->queue) /* most important: other sessions wait for this step */
        add(self, STYLE_DANGER, OF_STATEMENT, run->queue);
    if (run->locks)
        add(self, STYLE_MUTED, OF_STATEMENT, arena_format(arena, "holds %s", run->locks));
}

/* ---- the end ------------------------------------------------------------------------------------------- */

/* When stopped between two statements: the schema changes so far, in the transaction. */
static void add_stop(RunLines *self)
{
    Application *application = self->application;
    const RunSnapshot *run = application->latest.run;
    if (!run_is_stopped(application))
        return;
    add(self, STYLE_TEXT, 0, "");
    add(self, STYLE_CURRENT, 0,
        arena_format(application->frame, "Stopped before the last statement shown, %s. %s",
                     run->stopped_line ? arena_format(application->frame, "of line %d", run->stopped_line)
                                       : "which moves the version table",
                     run->in_transaction
                         ? "The transaction is open and holds its locks. Changes so far, not visible to other sessions:"
                         : "It runs outside a transaction: its changes stay. Changes so far:"));
    for (size_t i = 0; i < run->changes.count; i++)
        add(self, STYLE_MUTED, 0, run->changes.items[i]);
    if (!run->changes.count)
        add(self, STYLE_MUTED, 0, "no schema change");
}

static void add_outcome(RunLines *self)
{
    Application *application = self->application;
    Arena *arena = application->frame;
    const RunSnapshot *run = application->latest.run;
    if (!run->finished)
        return;
    const char *outcome = run_outcome(application);
    add(self, STYLE_TEXT, 0, "");
    if (*outcome)
        add(self, run->failed || is_off_the_path(application) ? STYLE_WARNING : STYLE_APPLIED, 0, outcome);
    self->at = (int)self->lines.count;
    if (run->failed) {
        add(self, STYLE_DANGER, 0, error_render(arena, &run->error));
        return;
    }
    add(self, STYLE_APPLIED, 0,
        arena_format(arena,
                     run->rehearses    ? "Rehearsed in %s, and rolled back: schema, data and version are unchanged."
                     : run->rolls_back ? "Rolled back by env.py after %s; the version is unchanged."
                                       : "Done in %s.",
                     format_duration(arena, run->ended - run->started)));
    for (size_t i = 0; i < run->changes.count; i++)
        add(self, STYLE_MUTED, 0, run->changes.items[i]);
}

/* ---- steps ------------------------------------------------------------------------------------------------- */

static void add_step(RunLines *self, int index, const char *mark, Style style, const char *right)
{
    Application *application = self->application;
    const Revision *revision = application->path.count > 1
                                   ? application->path.steps.items[application->path.first + index]
                                   : application->step.revision;
    const char *title = application_title(application, revision);
    StyledLine line = {.text = application->path.count > 1 ? arena_format(application->frame, "%d %s", index + 1, title)
                                                           : title,
                       .style = style == STYLE_MUTED ? STYLE_MUTED : STYLE_TITLE,
                       .right = right};
    add_marked(self, line, mark, style, 0);
}

/* The stashes that a finished step has reported. */
static void add_done_step(RunLines *self, int index)
{
    const RunSnapshot *run = self->application->path.runs.items[index];
    add_step(self, index, "✓", STYLE_APPLIED, format_duration(self->application->frame, run->ended - run->started));
    for (size_t i = 0; i < run->notes.count; i++)
        add(self, STYLE_MUTED, OF_STEP, run->notes.items[i]);
}

static void add_present_step(RunLines *self)
{
    Application *application = self->application;
    const RunSnapshot *run = application->latest.run;
    bool is_done = run->finished && !run->failed && !run->rolls_back;
    if (!run->stamps && !(run->rehearses && application->path.count > 1))
        add_step(self, application->path.at,
                 is_done                       ? "✓"
                 : run->finished               ? "✗"
                 : run_is_stopped(application) ? "‖"
                                               : "▶",
                 is_done         ? STYLE_APPLIED
                 : run->finished ? STYLE_DANGER
                                 : STYLE_CURRENT,
                 "");
    for (size_t i = 0; i < run->statements.count; i++)
        add_statement(self, &run->statements.items[i]);
    add_progress(self);
    add_waits(self);
    for (size_t i = 0; i < run->notes.count; i++)
        add(self, STYLE_MUTED, OF_STEP, run->notes.items[i]);
    add_coming(self);
}

static void collect(RunLines *self)
{
    enum { MAX_LISTED = 50 };
    Application *application = self->application;
    int count = application->path.count;
    bool is_path = count > 1 && !application->latest.run->rehearses;
    int done = is_path ? (int)application->path.runs.count : 0;
    for (int i = done > MAX_LISTED ? done - MAX_LISTED : 0; i < done; i++)
        add_done_step(self, i);
    add_present_step(self);
    for (int i = application->path.at + 1; is_path && i < count && i < application->path.at + MAX_LISTED; i++)
        add_step(self, i, "·", STYLE_MUTED, "");
    add_stop(self);
    add_outcome(self);
}

/* ---- on the graph --------------------------------------------------------------------------------------------- */

const char *run_mark(const Application *application, const Revision *revision, Style *style)
{
    const RunSnapshot *run = run_is_shown(application) ? application->latest.run : NULL;
    bool is_whole = run && run->rehearses && application->path.count > 1; /* a path, rehearsed in one go */
    int at = is_whole && run->finished ? application->path.count : application->path.at, place = 0;
    if (application->screen != &screen_run || application->step.revision == NULL)
        return NULL;
    if (application->path.count > 1) {
        while (place < application->path.count &&
               application->path.steps.items[application->path.first + place] != revision)
            place++;
        if (place == application->path.count)
            return NULL;
    } else if (revision != application->step.revision) {
        return NULL;
    }
    bool ends = run && run->finished && place == at, is_bad = ends && (run->failed || run->rolls_back);
    *style = is_bad ? STYLE_DANGER : ends || place < at ? STYLE_APPLIED : place == at ? STYLE_CURRENT : STYLE_MUTED;
    return is_bad ? "✗" : ends || place < at ? "✓" : place == at ? "▶" : "·";
}

static const char *title_of(Application *application)
{
    Arena *arena = application->frame;
    const RunSnapshot *run = run_is_shown(application) ? application->latest.run : NULL;
    if (run && run->stamps)
        return arena_format(arena, "Stamp %s",
                            string_vector_join(arena, &stamp_state(application)->options.targets, ", "));
    const char *rehearses = run && run->rehearses ? ", a rehearsal" : "";
    const char *direction = application->step.downgrade ? "down" : "up";
    if (application->path.count < 2)
        return arena_format(arena, "%.12s %s%s", application->step.revision->id, direction, rehearses);
    if (*rehearses)
        return arena_format(arena, "%d steps %s%s", application->path.count, direction, rehearses);
    return arena_format(arena, "%d of %d %s · %.12s", application->path.at + 1, application->path.count, direction,
                        application->step.revision->id);
}

static void draw_lines(Application *application, Surface *surface, Area area, const RunLines *self)
{
    int most = (int)self->lines.count - area.height;
    int scroll = self->at - area.height * 2 / 3 + application->dialog.scroll;
    application->dialog.rows = area.height;
    scroll = scroll > most ? most : scroll;
    scroll = scroll < 0 ? 0 : scroll;
    for (int i = 0; i < area.height && scroll + i < (int)self->lines.count; i++)
        draw_styled_line(surface, area.x, area.y + i, area.width, &self->lines.items[scroll + i]);
    if (most > scroll)
        surface_text(surface, area.x + area.width - 7, area.y + area.height - 1, 7, STYLE_MUTED, " more ↓");
}

void draw_run_pane(Application *application, Surface *surface, Area area)
{
    const RunSnapshot *run = application->latest.run;
    Area inside = {area.x + 1, area.y + 1, area.width - 2, area.height - 1};
    draw_rule(surface, area.x, area.y, area.width, title_of(application), true);
    if (!run_is_shown(application)) {
        surface_text(surface, inside.x, inside.y, inside.width, STYLE_MUTED, "waiting for the worker ...");
        return;
    }
    RunLines self = {.application = application, .width = inside.width};
    int64_t elapsed = (run->finished ? run->ended : clock_milliseconds()) - run->started;
    const char *clock = arena_format(application->frame, " elapsed %s ", format_duration(application->frame, elapsed));
    int width = text_width(clock);
    surface_text(surface, area.x + area.width - width - 1, area.y, width, STYLE_MUTED, clock);
    collect(&self);
    draw_lines(application, surface, inside, &self);
}
