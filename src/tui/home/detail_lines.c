/* Collects the lines of the detail pane: script, SQL in both directions and for the other dialect, risks. */
#include "detail.h"
#include "limbeck/tui/screen/home_state.h"
#include "limbeck/workspace/data_loss.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/preview_snapshot.h"

#include <string.h>

/* ---- the script -------------------------------------------------------------------------- */

void collect_script(Application *application, const Revision *revision, int width, StyledLines *lines)
{
    enum { GUTTER = 6 };
    int number = 1;
    char open = 0;
    (void)width;
    for (const char *at = revision->content; *at; number++) {
        size_t length = strcspn(at, "\n"), shown = length && at[length - 1] == '\r' ? length - 1 : length;
        StyledLine line = {.text = arena_format(application->frame, "%4d  %.*s", number, (int)shown, at),
                           .language = language_python,
                           .gutter = number < 10000 ? GUTTER : GUTTER + 1,
                           .open = open,
                           .line = number};
        open = code_line_end(line.text + line.gutter, language_python, open);
        vector_push(application->frame, lines, line);
        at += length + (at[length] == '\n');
    }
}

/* A line of the script without its indentation. */
static const char *line_of_script(Application *application, const Revision *revision, int number)
{
    const char *at = revision->content;
    for (int i = 1; at && i < number; i++)
        at = (at = strchr(at, '\n')) ? at + 1 : NULL;
    if (!at)
        return "";
    at += strspn(at, " \t");
    return arena_strndup(application->frame, at, strcspn(at, "\r\n"));
}

/* ---- its SQL -------------------------------------------------------------------------------- */

static bool shows_downgrade(const Application *application, const Revision *revision)
{
    const DatabaseSnapshot *database = application->latest.database;
    switch (home_state(application)->detail.mode) {
    case DETAIL_UPGRADE:
        return false;
    case DETAIL_DOWNGRADE:
        return true;
    default:
        return database && database->connected && database->applied[revision->index];
    }
}

static void add(Application *application, StyledLines *lines, Style style, int line, int width, const char *text)
{
    add_lines(application, lines, (StyledLine){.style = style, .line = line}, width, text);
}

static void add_sql(Application *application, StyledLines *lines, const PreviewLine *statement, int width)
{
    add_lines(application, lines, (StyledLine){.language = language_sql, .line = statement->line}, width,
              statement->sql);
}

/* Adds the script line the SQL below comes from; omitted when the script is shown beside it. */
static void add_origin(Application *application, const Revision *revision, StyledLines *lines, int line)
{
    if (lines->count)
        add(application, lines, STYLE_TEXT, lines->items[lines->count - 1].line, 80, "");
    if (home_state(application)->detail.is_wide || !line)
        return;
    StyledLine origin = {
        .text = arena_format(application->frame, "%4d  %s", line, line_of_script(application, revision, line)),
        .style = STYLE_MUTED,
        .line = line};
    vector_push(application->frame, lines, origin);
}

/* The error that stopped the script, and its output. */
static void add_end(Application *application, const PreviewSnapshot *preview, StyledLines *lines, int width)
{
    Arena *arena = application->frame;
    if (preview->question_line)
        add(application, lines, STYLE_WARNING, preview->question_line, width,
            arena_format(arena, "-- from line %d on: depends on the rows", preview->question_line));
    if (preview->example_line)
        add(application, lines, STYLE_MUTED, preview->example_line, width,
            arena_format(arena, "-- with its first %d rows as they are now, for example:", preview->example_rows));
    for (size_t i = 0; i < preview->examples.count; i++)
        add_sql(application, lines, &preview->examples.items[i], width);
    if (preview->has_more_examples)
        add(application, lines, STYLE_MUTED, preview->example_line, width, "-- ...");
    if (preview->error.kind != ERROR_NONE)
        add(application, lines, STYLE_WARNING, preview->error.line, width, error_render(arena, &preview->error));
    else if (!preview->lines.count)
        add(application, lines, STYLE_MUTED, 0, width, "-- no SQL");
    for (size_t i = 0; i < preview->notes.count; i++)
        add(application, lines, STYLE_MUTED, 0, width, arena_format(arena, "-- note: %s", preview->notes.items[i]));
}

/* While a dialog is open the worker serves the dialog. */
static bool may_request_preview(const Application *application)
{
    return !application->screen->is_dialog;
}

static const PreviewSnapshot *wanted_preview(Application *application, const Revision *revision, StyledLines *lines)
{
    bool down = shows_downgrade(application, revision);
    if (may_request_preview(application))
        application_request_preview(application, revision, down);
    if (preview_matches(application, application->latest.preview, revision, down))
        return application->latest.preview;
    add(application, lines, STYLE_MUTED, 0, 80, "rendering ...");
    return NULL;
}

void collect_sql(Application *application, const Revision *revision, int width, StyledLines *lines)
{
    const PreviewSnapshot *preview = wanted_preview(application, revision, lines);
    int line = -1;
    for (size_t i = 0; preview && i < preview->lines.count; i++) {
        if (preview->lines.items[i].line != line || home_state(application)->detail.is_wide)
            add_origin(application, revision, lines, preview->lines.items[i].line);
        else
            add(application, lines, STYLE_TEXT, line, width, "");
        line = preview->lines.items[i].line;
        add_sql(application, lines, &preview->lines.items[i], width);
    }
    if (preview)
        add_end(application, preview, lines, width);
}

/* ---- for the other dialect ------------------------------------------------------------------------- */

static size_t end_of_line(const PreviewSnapshot *preview, size_t at)
{
    size_t end = at;
    while (end < preview->lines.count && preview->lines.items[end].line == preview->lines.items[at].line)
        end++;
    return end;
}

static bool has_line_after(const PreviewSnapshot *preview, size_t at, int line)
{
    for (; at < preview->lines.count; at++)
        if (preview->lines.items[at].line == line)
            return true;
    return false;
}

static void add_statements(Application *application, StyledLines *lines, const PreviewSnapshot *preview, size_t first,
                           size_t end, int width)
{
    for (size_t i = first; i < end; i++)
        add_sql(application, lines, &preview->lines.items[i], width);
}

/* Pads both columns to equal length, so that SQL of the same script line starts side by side. */
static void level(Application *application, StyledLines *left, StyledLines *right, int line)
{
    StyledLine blank = {.text = "", .line = line};
    StyledLines *shorter = left->count < right->count ? left : right, *longer = shorter == left ? right : left;
    while (shorter->count < longer->count)
        vector_push(application->frame, shorter, blank);
    vector_push(application->frame, left, blank);
    vector_push(application->frame, right, blank);
}

/* Pairs the statements of both dialects by script line, in order. */
static void pair_statements(Application *application, const PreviewSnapshot *ours, const PreviewSnapshot *theirs,
                            int width, StyledLines *left, StyledLines *right)
{
    for (size_t i = 0, k = 0; i < ours->lines.count || k < theirs->lines.count;) {
        int our = i < ours->lines.count ? ours->lines.items[i].line : -1;
        int their = k < theirs->lines.count ? theirs->lines.items[k].line : -1;
        bool takes_ours = our == their || their < 0 || (our >= 0 && !has_line_after(theirs, k, our));
        bool takes_theirs = our == their || !takes_ours;
        size_t our_end = takes_ours ? end_of_line(ours, i) : i, their_end = takes_theirs ? end_of_line(theirs, k) : k;
        add_statements(application, left, ours, i, our_end, width);
        add_statements(application, right, theirs, k, their_end, width);
        level(application, left, right, takes_ours ? our : their);
        i = our_end;
        k = their_end;
    }
    add_end(application, ours, left, width);
    add_end(application, theirs, right, width);
}

bool collect_both(Application *application, const Revision *revision, int width, StyledLines *left, StyledLines *right)
{
    const PreviewSnapshot *ours = wanted_preview(application, revision, left);
    bool down = shows_downgrade(application, revision);
    if (!ours)
        return false;
    if (may_request_preview(application))
        application_request_other_dialect(application, revision, down);
    if (!preview_matches(application, application->latest.other, revision, down)) {
        add(application, left, STYLE_MUTED, 0, width, "rendering ...");
        return false;
    }
    Arena *arena = application->frame;
    const char *direction = down ? "down" : "up";
    add(application, left, STYLE_LABEL, 0, width, arena_format(arena, "%s, %s", ours->dialect_title, direction));
    add(application, right, STYLE_LABEL, 0, width,
        arena_format(arena, "%s, %s", application->latest.other->dialect_title, direction));
    pair_statements(application, ours, application->latest.other, width, left, right);
    return true;
}

/* One dialect above the other, when the pane is narrow. */
void collect_dialects(Application *application, const Revision *revision, int width, StyledLines *lines)
{
    StyledLines other = {0};
    if (!collect_both(application, revision, width, lines, &other))
        return;
    for (size_t i = 0; i < other.count; i++)
        vector_push(application->frame, lines, other.items[i]);
}

/* ---- its risks ------------------------------------------------------------------------------------- */

void collect_risks(Application *application, const Revision *revision, int width, StyledLines *lines)
{
    static const Style styles[] = {STYLE_MUTED, STYLE_WARNING, STYLE_DANGER};
    static const char *const names[] = {"note", "warning", "loss"};
    Arena *arena = application->frame;
    const PreviewSnapshot *preview = wanted_preview(application, revision, lines);
    if (!preview)
        return;
    add(application, lines, STYLE_LABEL, 0, width, preview->downgrade ? "Going down" : "Going up");
    for (int level = PREVIEW_RISK_LOSS; level >= PREVIEW_RISK_NOTE; level--) {
        for (size_t i = 0; i < preview->risks.count; i++) {
            const PreviewRisk *risk = &preview->risks.items[i];
            if ((int)risk->level != level)
                continue;
            const char *figures = loss_figures(arena, &risk->figures);
            add_origin(application, revision, lines, risk->line);
            add(application, lines, styles[level], risk->line, width,
                arena_format(arena, "%s, %s: %s%s%s", names[level], risk->rule, risk->message, *figures ? ": " : "",
                             figures));
            if (risk->remedy)
                add(application, lines, STYLE_TEXT, risk->line, width, arena_format(arena, "  %s", risk->remedy));
        }
    }
    if (!preview->risks.count)
        add(application, lines, STYLE_APPLIED, 0, width, "No known risk.");
    if (preview->question_line || preview->error.kind != ERROR_NONE)
        add_end(application, preview, lines, width);
}

/* ---- as text ---------------------------------------------------------------------------------------- */

const char *detail_text(Application *application)
{
    const Revision *revision = application_selected(application);
    const PreviewSnapshot *preview = application->latest.preview;
    Text text = text_in(application->frame);
    if (!revision || home_state(application)->detail.mode == DETAIL_SCRIPT)
        return revision ? revision->content : NULL;
    if (!preview_matches(application, preview, revision, shows_downgrade(application, revision)))
        return NULL;
    for (size_t i = 0; i < preview->lines.count; i++)
        text_append_format(&text, "%s%s\n", i ? "\n" : "", preview->lines.items[i].sql);
    return text_string(&text);
}
