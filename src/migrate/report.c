#include "limbeck/migrate/report.h"

#include "journal_line.h"

#include "limbeck/base/figures.h"
#include "limbeck/base/file.h"
#include "limbeck/migrate/journal_reading.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *outcome_of(const Report *report)
{
    return report->failed ? "failed" : report->rehearses ? "rehearsed, nothing of it stays" : "done";
}

/* ---- for people -------------------------------------------------------------------------- */

static void put_list(Arena *arena, Text *out, const char *title, const StringVector *items)
{
    if (items->count)
        text_append_format(out, "\n## %s\n\n", title);
    for (size_t i = 0; i < items->count; i++)
        text_append_format(out, "- %s\n", text_harmless(arena, items->items[i], false));
}

/* A fence that nothing in the SQL can close. */
static const char *fence_for(Arena *arena, const char *sql)
{
    const char *fence = "```";
    while (strstr(sql, fence))
        fence = arena_format(arena, "%s`", fence);
    return fence;
}

static void put_statement(Arena *arena, Text *out, size_t number, const LoggedStatement *statement)
{
    const char *sql = text_harmless(arena, journal_sql(arena, statement->sql), true), *fence = fence_for(arena, sql);
    text_append_format(out, "\n%zu. ", number);
    if (statement->milliseconds < 0)
        text_append(out, "did not end");
    else
        text_append_format(out, "%lld ms", (long long)statement->milliseconds);
    if (statement->times > 1)
        text_append_format(out, ", %s times", format_count(arena, statement->times));
    if (statement->rows >= 0)
        text_append_format(out, ", %s rows", format_count(arena, statement->rows));
    text_append_format(out, "\n\n%ssql\n%s\n%s\n", fence, sql, fence);
}

static const char *markdown_of(Arena *arena, const Report *report, const char *time, const char *person)
{
    Text out = text_in(arena);
    text_append_format(&out, "# %s %s: %s\n\n",
                       report->stamps      ? "Stamp"
                       : report->downgrade ? "Down from"
                                           : "Up to",
                       report->revision, text_harmless(arena, report->message, false));
    text_append_format(&out, "| | |\n|---|---|\n| Outcome | %s |\n| Ended | %s |\n| Took | %s |\n", outcome_of(report),
                       time, format_duration(arena, report->milliseconds));
    text_append_format(&out, "| Database | %s |\n| Server | %s |\n", report->database, report->server);
    if (report->role && *report->role)
        text_append_format(&out, "| Role | %s |\n", report->role);
    text_append_format(&out, "| By | %s |\n", person);
    if (report->error)
        text_append_format(&out, "\n## Why it failed\n\n    %s\n", text_harmless(arena, report->error, false));
    put_list(arena, &out, "What changed", &report->changes);
    put_list(arena, &out, "Notes", &report->notes);
    text_append(&out, "\n## Statements\n");
    for (size_t i = 0; i < report->statements.count; i++)
        put_statement(arena, &out, i + 1, &report->statements.items[i]);
    if (!report->statements.count)
        text_append(&out, "\nnone\n");
    return text_string(&out);
}

/* ---- for programs ------------------------------------------------------------------------- */

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *json_of(Arena *arena, const Report *report, const char *time, const char *person)
{
    json_t *object = json_object(), *statements = json_array();
    const StringVector *const lists[] = {&report->changes, &report->notes};
    static const char *const names[] = {"changes", "notes"};
    json_object_set_new(object, "revision", json_string(report->revision));
    json_object_set_new(object, "message", text_or_null(report->message));
    json_object_set_new(object, "direction",
                        json_string(report->stamps      ? "stamp"
                                    : report->downgrade ? "downgrade"
                                                        : "upgrade"));
    json_object_set_new(object, "rehearsed", json_boolean(report->rehearses));
    json_object_set_new(object, "outcome", json_string(report->failed ? "failed" : "done"));
    json_object_set_new(object, "error", text_or_null(report->error));
    json_object_set_new(object, "ended", json_string(time));
    json_object_set_new(object, "milliseconds", json_integer(report->milliseconds));
    json_object_set_new(object, "database", text_or_null(report->database));
    json_object_set_new(object, "server", text_or_null(report->server));
    json_object_set_new(object, "role", text_or_null(report->role));
    json_object_set_new(object, "who", json_string(person));
    for (size_t i = 0; i < 2; i++) {
        json_t *list = json_array();
        for (size_t k = 0; k < lists[i]->count; k++)
            json_array_append_new(list, json_string(lists[i]->items[k]));
        json_object_set_new(object, names[i], list);
    }
    for (size_t i = 0; i < report->statements.count; i++)
        json_array_append_new(statements, journal_statement(arena, &report->statements.items[i]));
    json_object_set_new(object, "statements", statements);
    return object;
}

/* ---- the files ------------------------------------------------------------------------------- */

bool report_save(Arena *arena, const Report *report, const char **path, Error *error)
{
    const char *time = journal_time(arena), *person = journal_person(arena);
    const char *journal = journal_path(arena, error);
    if (!journal)
        return false;
    const char *folder = path_join(arena, path_dirname(arena, journal), "reports");
    const char *name = arena_format(arena, "%.19s-%.32s-%s", time, report->revision, report->downgrade ? "down" : "up");
    char *safe = arena_strdup(arena, name);
    for (char *at = safe; *at; at++)
        if (*at == ':' || *at == '/')
            *at = '-';
    const char *markdown = markdown_of(arena, report, time, person);
    json_t *object = json_of(arena, report, time, person);
    char *json = json_dumps(object, JSON_INDENT(2));
    *path = path_join(arena, folder, arena_format(arena, "%s.md", safe));
    const char *json_path = path_join(arena, folder, arena_format(arena, "%s.json", safe));
    /* SQL of a production database is its owner's business. */
    bool saved = folder_create_private(arena, path_dirname(arena, folder), error) &&
                 folder_create_private(arena, folder, error) &&
                 file_replace(*path, markdown, strlen(markdown), error) &&
                 file_replace(json_path, json, strlen(json), error);
    free(json);
    json_decref(object);
    return saved;
}
