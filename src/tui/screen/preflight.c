#include "preflight.h"
#include "limbeck/base/clock.h"
#include "limbeck/workspace/data_loss.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/inspect_snapshot.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/workspace.h"
#include "run_state.h"

#include <string.h>

static void add(Application *application, StyledLines *lines, Style style, int width, const char *text)
{
    add_lines(application, lines, (StyledLine){.style = style}, width, text);
}

void add_fact(Application *application, StyledLines *lines, const char *label, Style style, int width, const char *text)
{
    size_t first = lines->count;
    while (first && !(lines->items[first - 1].label && *lines->items[first - 1].label))
        first--;
    bool is_listed = first && strcmp(lines->items[first - 1].label, label) == 0;
    first = lines->count;
    add_lines(application, lines, (StyledLine){.style = style, .label = ""}, width - LABEL_WIDTH, text);
    for (size_t i = first + 1; i < lines->count; i++) /* the column is indentation enough */
        lines->items[i].text += strspn(lines->items[i].text, " ");
    if (!is_listed)
        lines->items[first].label = label;
}

/* ---- a step ------------------------------------------------------------------------------------ */

static const char *risk_text(Arena *arena, const PreviewRisk *risk)
{
    const char *figures = loss_figures(arena, &risk->figures);
    return arena_format(arena, "%s%s%s%s", risk->level == PREVIEW_RISK_NOTE ? "" : "▲ ", risk->message,
                        *figures ? ": " : "", figures);
}

static void add_risks(Application *application, StyledLines *lines, PreviewRiskLevel level, int width)
{
    static const Style styles[] = {STYLE_MUTED, STYLE_WARNING, STYLE_DANGER};
    static const char *const labels[] = {"Note", "Careful", "Loses"};
    const PreviewSnapshot *preview = application->latest.preview;
    for (size_t i = 0; i < preview->risks.count; i++)
        if (preview->risks.items[i].level == level)
            add_fact(application, lines, labels[level], styles[level], width,
                     risk_text(application->frame, &preview->risks.items[i]));
}

/* A step interrupted between two batches: this one, or another that must be finished first. */
static void add_half_done(Application *application, StyledLines *lines, int width)
{
    Arena *arena = application->frame;
    const HalfDone *half = application->latest.database ? &application->latest.database->half_done : NULL;
    if (!half || !half->revision)
        return;
    bool is_this =
        strcmp(half->revision, application->step.revision->id) == 0 && half->downgrade == application->step.downgrade;
    add_fact(application, lines, "Half done", is_this ? STYLE_WARNING : STYLE_DANGER, width,
             is_this ? arena_format(arena, "%s; the step resumes there, in batches that are each committed",
                                    half_done_rows(arena, half))
                     : arena_format(arena, "This step is refused: %s.", half_done_text(arena, half)));
}

/* The data that K stashes or restores, and the data that cannot be stashed. */
static void add_stash(Application *application, StyledLines *lines, int width)
{
    Arena *arena = application->frame;
    const PreviewSnapshot *preview = application->latest.preview;
    bool stashes = workspace_stashes(application->workspace);
    const char *but = preview->not_stashed.count ? ", but NOT all of it" : "";
    if (preview->can_stash)
        add_fact(application, lines, "Kept", stashes ? STYLE_APPLIED : STYLE_TEXT, width,
                 stashes ? arena_format(arena,
                                        "It is copied into tables of the database first%s; the opposite step can put "
                                        "the copy back.",
                                        but)
                         : arena_format(arena, "no: K keeps a copy in the database first%s", but));
    for (size_t i = 0; i < preview->not_stashed.count; i++)
        add_fact(application, lines, "Kept", STYLE_DANGER, width,
                 arena_format(arena, "▲ %s", preview->not_stashed.items[i]));
    if (stashes && preview->question_line)
        add_fact(
            application, lines, "Kept", STYLE_WARNING, width,
            arena_format(
                arena,
                preview->not_stashed.count
                    ? "▲ What runs from line %d on is known only when it runs: what cannot be kept of it is NOT kept."
                    : "▲ What runs from line %d on is known only when it runs: the step stops at what cannot be kept.",
                preview->question_line));
    for (size_t i = 0; i < preview->restorable.count; i++)
        add_fact(application, lines, "Kept", STYLE_APPLIED, width,
                 arena_format(arena,
                              workspace_restores_stash(application->workspace) ? "puts back %s" : "%s; K puts it back",
                              preview->restorable.items[i]));
}

static void add_locks(Application *application, StyledLines *lines, int width)
{
    Arena *arena = application->frame;
    const PreviewSnapshot *preview = application->latest.preview;
    StringVector texts = {0};
    for (size_t i = 0; i < preview->locks.count; i++)
        vector_push(arena, &texts,
                    arena_format(arena, "%s on %s", lock_mode_name(preview->locks.items[i].mode),
                                 preview->locks.items[i].name));
    if (preview->locks_are_partial || preview->question_line)
        vector_push(arena, &texts, "and those of its other SQL");
    if (preview->locks.count)
        add_fact(application, lines, "Locks", STYLE_TEXT, width, string_vector_join(arena, &texts, ", "));
    preflight_conflicts(application, lines, &preview->locks, width);
}

void preflight_conflicts(Application *application, StyledLines *lines, const PreviewLocks *locks, int width)
{
    if (!locks->count || !application->latest.database)
        return;
    const InspectSnapshot *look =
        latest_inspection(application, INSPECT_CONFLICTS, inspected_locks(application->frame, locks), NULL);
    if (!look)
        add_fact(application, lines, "Right now", STYLE_MUTED, width, "checking who holds locks ...");
    else if (look->error.kind != ERROR_NONE)
        add_fact(application, lines, "Right now", STYLE_WARNING, width,
                 arena_format(application->frame, "not known: %s", look->error.message));
    else if (!look->rows.count)
        add_fact(application, lines, "Right now", STYLE_APPLIED, width,
                 "no session holds a lock that this step would wait for");
    for (size_t i = 0; look && i < look->rows.count; i++)
        add_fact(application, lines, "Right now", STYLE_DANGER, width,
                 arena_format(application->frame, "▲ held by another session: %s", look->rows.items[i].cells.items[0]));
    if (look && look->rows.count)
        add_fact(application, lines, "Right now", STYLE_WARNING, width,
                 "This step would wait for it, and other sessions would wait for this step.");
}

static const RehearsedRun *rehearsal_of(const Application *application, const Revision *first, int count)
{
    for (size_t i = run_state(application)->rehearsed.count; i-- > 0;) {
        const RehearsedRun *run = &run_state(application)->rehearsed.items[i];
        if (strcmp(run->first, first->id) == 0 && run->downgrade == application->step.downgrade && run->count == count)
            return run;
    }
    return NULL;
}

void preflight_rehearsal(Application *application, StyledLines *lines, const Revision *first, int count, int width)
{
    Arena *arena = application->frame;
    const RehearsedRun *run = rehearsal_of(application, first, count);
    const char *ago = run ? ago_text(arena, clock_milliseconds() - run->at) : "";
    add_fact(application, lines, "Rehearsed",
             !run          ? STYLE_MUTED
             : run->failed ? STYLE_DANGER
                           : STYLE_APPLIED,
             width,
             !run          ? "not yet: R runs it and rolls it back"
             : run->failed ? arena_format(arena, "failed %s: %s", ago, run->error)
                           : arena_format(arena, "took %s, %s", format_duration(arena, run->took), ago));
}

static void add_reverse(Application *application, StyledLines *lines, int width)
{
    const PreviewSnapshot *preview = application->latest.preview;
    bool loses = false;
    for (size_t i = 0; i < preview->risks.count; i++)
        loses |= preview->risks.items[i].level == PREVIEW_RISK_LOSS;
    if (!preview->reverse || preview->error.kind != ERROR_NONE)
        return;
    const char *data = !loses || preview->is_one_way               ? ""
                       : workspace_stashes(application->workspace) ? "; the data from the copy"
                                                                   : "; the data is not in it";
    add_fact(application, lines, "Reversible", preview->is_one_way ? STYLE_WARNING : STYLE_TEXT, width,
             arena_format(application->frame, "%s%s%s", preview->is_one_way ? "no: " : "", preview->reverse, data));
}

/* Warnings above all facts: why the step cannot run, or not as expected. */
static void add_obstacles(Application *application, StyledLines *lines, int width)
{
    Arena *arena = application->frame;
    const PreviewSnapshot *preview = application->latest.preview;
    const char *moved = moved_since_question(application);
    if (moved)
        add(application, lines, STYLE_DANGER, width, moved);
    else if (!preview->is_live)
        add(application, lines, STYLE_DANGER, width,
            "The database does not answer now: this is what the script alone shows, and nothing can be run.");
    if (preview->error.kind != ERROR_NONE)
        add(application, lines, STYLE_WARNING, width, error_render(arena, &preview->error));
    if (preview->rolls_back)
        add(application, lines, STYLE_WARNING, width,
            arena_format(arena, "▲ This step will be rolled back: %s.", preview->rolls_back));
    if (preview->commits_midway)
        add(application, lines, STYLE_WARNING, width,
            "This step commits in the middle (see the script or the notes for the line): what comes before that is "
            "kept even if the rest fails.");
}

static void add_options(Application *application, StyledLines *lines, int width)
{
    Arena *arena = application->frame;
    int64_t rows = workspace_batch_rows(application->workspace);
    BreakpointLines stops = {0};
    if (rows && !application->latest.preview->rolls_back)
        add_fact(application, lines, "Batches", STYLE_WARNING, width, workspace_explain_batches(arena, rows));
    breakpoint_lines(application, application->step.revision, &stops);
    for (size_t i = 0; i < stops.count; i++)
        add_fact(application, lines, "Stops", STYLE_CURRENT, width,
                 arena_format(arena, "● stops before line %d of the script", stops.items[i]));
}

static void add_sql(Application *application, StyledLines *lines, int width)
{
    Arena *arena = application->frame;
    const PreviewSnapshot *preview = application->latest.preview;
    for (size_t i = 0; i < preview->lines.count; i++) {
        add(application, lines, STYLE_TEXT, width, "");
        add_lines(application, lines, (StyledLine){.language = language_sql}, width,
                  arena_format(arena, "%zu  %s", i + 1, preview->lines.items[i].sql));
    }
    if (!preview->lines.count && preview->error.kind == ERROR_NONE && !preview->question_line) {
        add(application, lines, STYLE_TEXT, width, "");
        add(application, lines, STYLE_MUTED, width, "the script sends no SQL; only the version table changes");
    }
    if (!preview->question_line)
        return;
    add(application, lines, STYLE_TEXT, width, "");
    add(application, lines, STYLE_WARNING, width,
        arena_format(arena,
                     "From line %d on the script works with the rows of a query: what it does with them is known only "
                     "when it runs.",
                     preview->question_line));
    if (!preview->example_line)
        return;
    add(application, lines, STYLE_TEXT, width, "");
    add(application, lines, STYLE_MUTED, width,
        arena_format(arena, "Example: with the first %d rows of line %d as they are now, it would run",
                     preview->example_rows, preview->example_line));
    for (size_t i = 0; i < preview->examples.count; i++)
        add_lines(application, lines, (StyledLine){.language = language_sql}, width,
                  arena_format(arena, "·  %s", preview->examples.items[i].sql));
    if (preview->has_more_examples)
        add(application, lines, STYLE_MUTED, width, "·  ...");
}

void preflight_step(Application *application, StyledLines *lines, int width)
{
    const PreviewSnapshot *preview = application->latest.preview;
    add_obstacles(application, lines, width);
    add_half_done(application, lines, width);
    add_risks(application, lines, PREVIEW_RISK_LOSS, width);
    add_stash(application, lines, width);
    add_risks(application, lines, PREVIEW_RISK_WARNING, width);
    add_locks(application, lines, width);
    preflight_rehearsal(application, lines, application->step.revision, 1, width);
    add_reverse(application, lines, width);
    add_options(application, lines, width);
    add_risks(application, lines, PREVIEW_RISK_NOTE, width);
    for (size_t i = 0; i < preview->notes.count; i++)
        add_fact(application, lines, "Note", STYLE_MUTED, width, preview->notes.items[i]);
    add_sql(application, lines, width);
}
