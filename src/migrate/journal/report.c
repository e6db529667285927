#include "limbeck/migrate/report.h"

#include "journal_line.h"

#include "limbeck/base/figures.h"
#include "limbeck/base/file.h"
#include "limbeck/migrate/journal_reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *outcome_of(const ReportStep *step)
{
    return step->undecided     ? "unknown: there was no answer to COMMIT"
           : step->failed      ? "failed"
           : step->rehearses   ? "rehearsed and rolled back"
           : step->rolled_back ? "rolled back by env.py"
                               : "done";
}

static const ReportStep *last_of(const Report *report)
{
    return &report->steps.items[report->steps.count - 1];
}

static size_t planned(const Report *report)
{
    return report->steps.count + report->not_begun.count;
}

/* "failed"; for several steps "1 of 3 done, 2 failed". */
static const char *outcome_of_steps(Arena *arena, const Report *report)
{
    const ReportStep *last = last_of(report);
    if (planned(report) < 2)
        return outcome_of(last);
    bool stopped = last->failed || last->rolled_back;
    const char *end = stopped ? arena_format(arena, ", %zu %s", report->steps.count, outcome_of(last)) : "";
    return arena_format(arena, "%zu of %zu done%s", report->steps.count - stopped, planned(report), end);
}

static const char *rows_text(Arena *arena, const Report *report)
{
    if (!report->rows_known)
        return "not known: it was not read after the run";
    return report->rows.count ? string_vector_join(arena, &report->rows, ", ") : "base";
}

/* ---- Markdown ---------------------------------------------------------------------------- */

static void append_list(Arena *arena, Text *out, const char *title, const StringVector *items)
{
    if (items->count)
        text_append_format(out, "\n## %s\n\n", title);
    for (size_t i = 0; i < items->count; i++)
        text_append_format(out, "- %s\n", text_harmless(arena, items->items[i], false));
}

/* A code fence longer than any run of backticks in the SQL. */
static const char *fence_for(Arena *arena, const char *sql)
{
    const char *fence = "```";
    while (strstr(sql, fence))
        fence = arena_format(arena, "%s`", fence);
    return fence;
}

static void append_statement(Arena *arena, Text *out, size_t number, const LoggedStatement *statement)
{
    const char *sql = text_harmless(arena, journal_sql(arena, statement->sql), true), *fence = fence_for(arena, sql);
    text_append_format(out, "\n%zu. ", number);
    if (statement->milliseconds < 0)
        text_append(out, "did not finish");
    else
        text_append_format(out, "%lld ms", (long long)statement->milliseconds);
    if (statement->times > 1)
        text_append_format(out, ", %s times", format_count(arena, statement->times));
    if (statement->rows >= 0)
        text_append_format(out, ", %s rows", format_count(arena, statement->rows));
    text_append_format(out, "\n\n%ssql\n%s\n%s\n", fence, sql, fence);
}

static const char *direction_of(const ReportStep *step)
{
    return step->stamps ? "Stamp" : step->downgrade ? "Down from" : "Up to";
}

static void append_step(Arena *arena, Text *out, const ReportStep *step)
{
    if (step->error)
        text_append_format(out, "\n## Why it failed\n\n    %s\n", text_harmless(arena, step->error, false));
    append_list(arena, out, "What changed", &step->changes);
    append_list(arena, out, "Notes", &step->notes);
    text_append(out, "\n## Statements\n");
    for (size_t i = 0; i < step->statements.count; i++)
        append_statement(arena, out, i + 1, &step->statements.items[i]);
    if (!step->statements.count)
        text_append(out, "\nnone\n");
}

static void append_facts(Arena *arena, Text *out, const Report *report, const char *time, const char *person)
{
    int64_t took = 0;
    for (size_t i = 0; i < report->steps.count; i++)
        took += report->steps.items[i].milliseconds;
    text_append_format(out, "| | |\n|---|---|\n| Outcome | %s |\n| Version rows now | %s |\n",
                       outcome_of_steps(arena, report), rows_text(arena, report));
    text_append_format(out, "| Ended | %s |\n| Took | %s |\n", time, format_duration(arena, took));
    text_append_format(out, "| Database | %s |\n| Server | %s |\n", report->database, report->server);
    if (report->role && *report->role)
        text_append_format(out, "| Role | %s |\n", report->role);
    text_append_format(out, "| By | %s |\n", person);
}

static const char *markdown_of(Arena *arena, const Report *report, const char *time, const char *person)
{
    Text out = text_in(arena);
    const ReportStep *first = &report->steps.items[0];
    bool is_one = planned(report) < 2;
    if (is_one)
        text_append_format(&out, "# %s %s: %s\n\n", direction_of(first), first->revision,
                           text_harmless(arena, first->message, false));
    else
        text_append_format(&out, "# %zu steps %s\n\n", planned(report), first->downgrade ? "down" : "up");
    append_facts(arena, &out, report, time, person);
    for (size_t i = 0; i < report->steps.count; i++) {
        const ReportStep *step = &report->steps.items[i];
        if (!is_one)
            text_append_format(&out, "\n# %zu. %s %s: %s\n\n%s, %s\n", i + 1, direction_of(step), step->revision,
                               text_harmless(arena, step->message, false), outcome_of(step),
                               format_duration(arena, step->milliseconds));
        append_step(arena, &out, step);
    }
    append_list(arena, &out, "Not begun", &report->not_begun);
    return text_string(&out);
}

/* ---- JSON --------------------------------------------------------------------------------- */

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *json_list(const StringVector *items)
{
    json_t *list = json_array();
    for (size_t i = 0; i < items->count; i++)
        json_array_append_new(list, json_string(items->items[i]));
    return list;
}

static json_t *json_step(Arena *arena, const ReportStep *step)
{
    json_t *object = json_object(), *statements = json_array();
    const char *direction = step->stamps ? "stamp" : step->downgrade ? "downgrade" : "upgrade";
    json_object_set_new(object, "revision", json_string(step->revision));
    json_object_set_new(object, "message", text_or_null(step->message));
    json_object_set_new(object, "direction", json_string(direction));
    json_object_set_new(object, "rehearsed", json_boolean(step->rehearses));
    json_object_set_new(object, "outcome",
                        json_string(step->undecided     ? "not known"
                                    : step->failed      ? "failed"
                                    : step->rolled_back ? "rolled back"
                                                        : "done"));
    json_object_set_new(object, "error", text_or_null(step->error));
    json_object_set_new(object, "milliseconds", json_integer(step->milliseconds));
    json_object_set_new(object, "changes", json_list(&step->changes));
    json_object_set_new(object, "notes", json_list(&step->notes));
    for (size_t i = 0; i < step->statements.count; i++)
        json_array_append_new(statements, journal_statement(arena, &step->statements.items[i]));
    json_object_set_new(object, "statements", statements);
    return object;
}

/* For several steps: the fields of the last step begun describe the run, and "steps" lists all. */
static json_t *json_of(Arena *arena, const Report *report, const char *time, const char *person)
{
    json_t *object = json_step(arena, last_of(report)), *steps = json_array();
    for (size_t i = 0; i < report->steps.count; i++)
        json_array_append_new(steps, json_step(arena, &report->steps.items[i]));
    json_object_set_new(object, "steps", steps);
    json_object_set_new(object, "not_begun", json_list(&report->not_begun));
    json_object_set_new(object, "version", report->rows_known ? json_list(&report->rows) : json_null());
    json_object_set_new(object, "ended", json_string(time));
    json_object_set_new(object, "database", text_or_null(report->database));
    json_object_set_new(object, "server", text_or_null(report->server));
    json_object_set_new(object, "role", text_or_null(report->role));
    json_object_set_new(object, "who", json_string(person));
    return object;
}

/* ---- the files ------------------------------------------------------------------------------- */

const char *report_folder(Arena *arena, Error *error)
{
    const char *journal = journal_path(arena, error);
    return journal ? path_join(arena, path_dirname(arena, journal), "reports") : NULL;
}

/* The folder and files are private: SQL and screens may contain production data. NULL on failure. */
static const char *place_in(Arena *arena, const char *folder, const char *name, Error *error)
{
    char *safe = arena_strdup(arena, name);
    for (char *at = safe; *at; at++)
        if (*at == ':' || *at == '/')
            *at = '-';
    bool is_there =
        folder_create_private(arena, path_dirname(arena, folder), error) && folder_create_private(arena, folder, error);
    return is_there ? path_join(arena, folder, safe) : NULL;
}

bool report_save_picture(Arena *arena, const char *folder, const char *svg, size_t length, const char **path,
                         Error *error)
{
    const char *place = place_in(arena, folder, arena_format(arena, "%.19s-screen", journal_time(arena)), error);
    if (!place)
        return false;
    *path = arena_format(arena, "%s.svg", place);
    for (int number = 2; file_exists(*path); number++)
        *path = arena_format(arena, "%s-%d.svg", place, number);
    return file_create(*path, svg, length, error);
}

bool report_save(Arena *arena, const Report *report, const char **path, Error *error)
{
    const char *time = journal_time(arena), *person = journal_person(arena);
    const ReportStep *last = last_of(report);
    const char *name = arena_format(arena, "%.19s-%.32s-%s", time, last->revision, last->downgrade ? "down" : "up");
    const char *folder = report_folder(arena, error), *place = folder ? place_in(arena, folder, name, error) : NULL;
    if (!place)
        return false;
    const char *markdown = markdown_of(arena, report, time, person);
    json_t *object = json_of(arena, report, time, person);
    char *json = json_dumps(object, JSON_INDENT(2));
    *path = arena_format(arena, "%s.md", place);
    bool saved = file_replace(*path, markdown, strlen(markdown), error) &&
                 file_replace(arena_format(arena, "%s.json", place), json, strlen(json), error);
    free(json);
    json_decref(object);
    return saved;
}
