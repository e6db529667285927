#include "fleet_text.h"
#include "json_output.h"

#include "limbeck/base/figures.h"
#include "limbeck/base/map.h"
#include "limbeck/base/text.h"
#include "limbeck/fleet/findings.h"

#include <string.h>

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

bool fleet_rows_known(const FleetResult *result)
{
    return result->has_rows && !result->rows_unknown;
}

const char *fleet_rows_text(Arena *arena, const FleetResult *result)
{
    if (!fleet_rows_known(result))
        return "?";
    return result->rows.count ? string_vector_join(arena, &result->rows, ", ") : "<base>";
}

static const FleetRevision *revision_of(const FleetPicture *picture, const char *id)
{
    for (size_t i = 0; i < picture->revisions->count; i++)
        if (strcmp(picture->revisions->items[i].id, id) == 0)
            return &picture->revisions->items[i];
    return NULL;
}

bool fleet_is_orphan(const FleetPicture *picture, const FleetResult *result, const char **row)
{
    for (size_t i = 0; fleet_rows_known(result) && i < result->rows.count; i++)
        if (!revision_of(picture, result->rows.items[i])) {
            *row = result->rows.items[i];
            return true;
        }
    return false;
}

/* ---- by revision --------------------------------------------------------------------------- */

enum { BAR = 30 };

/* `id` NULL: at base. */
static size_t members_at(const FleetRun *run, const char *id)
{
    size_t count = 0;
    for (size_t i = 0; i < run->members->count; i++) {
        const FleetResult *result = &run->results[i];
        count += fleet_rows_known(result) && (id ? string_vector_contains(&result->rows, id) : !result->rows.count);
    }
    return count;
}

static void print_bar(const FleetPicture *picture, const char *name, const char *message, size_t count)
{
    const size_t all = picture->run->members->count;
    size_t length = all ? (count * BAR + all - 1) / all : 0;
    fprintf(picture->out, "  %-20s %7s  ", text_harmless(picture->arena, name, false),
            format_count(picture->arena, (int64_t)count));
    for (size_t i = 0; i < BAR; i++)
        fputs(i < length ? "#" : " ", picture->out);
    fprintf(picture->out, "  %s\n", text_harmless(picture->arena, message, false));
}

static void print_histogram(const FleetPicture *picture)
{
    for (size_t i = 0; i < picture->revisions->count; i++) {
        const FleetRevision *revision = &picture->revisions->items[i];
        const size_t count = members_at(picture->run, revision->id);
        if (count || revision->is_head)
            print_bar(picture, arena_format(picture->arena, "%s%s", revision->id, revision->is_head ? " (head)" : ""),
                      revision->message, count);
    }
    const size_t at_base = members_at(picture->run, NULL);
    if (at_base)
        print_bar(picture, "<base>", "no revision yet", at_base);
}

/* ---- by member ----------------------------------------------------------------------------- */

static const char *figure_of(const FleetPicture *picture, const FleetResult *result)
{
    Arena *arena = picture->arena;
    if (picture->is_run && result->state == MEMBER_DONE)
        return arena_format(arena, "%zu step%s, %s", result->steps_begun, plural(result->steps_begun),
                            format_duration(arena, result->milliseconds));
    if (result->error.kind == ERROR_NONE && result->steps)
        return arena_format(arena, "%zu step%s to %s", result->steps, plural(result->steps), picture->target);
    return "";
}

/* What happened, the state now, and the next step, on a line each. */
static const char *problem_of(const FleetPicture *picture, const FleetResult *result)
{
    Arena *arena = picture->arena;
    const char *row;
    if (fleet_is_orphan(picture, result, &row))
        return arena_format(arena, "its version row %s has no script here: limbeck mend can find or replace it", row);
    if (result->error.kind == ERROR_NONE)
        return "";
    Text text = text_in(arena);
    text_append(&text, result->error.message);
    if (*result->error.state)
        text_append_format(&text, "\n%s", result->error.state);
    if (result->rows_unknown)
        text_append(&text, "\nIts revision now is not known: limbeck fleet status reads it.");
    if (*result->error.hint)
        text_append_format(&text, "\nhint: %s", result->error.hint);
    return text_string(&text);
}

static bool is_shown(const FleetPicture *picture, const FleetResult *result)
{
    return picture->all || *problem_of(picture, result) || result->notes.count ||
           (result->steps && !picture->is_run && result->has_rows) ||
           (picture->is_run && result->state == MEMBER_WAITING && result->steps);
}

static void print_indented(const FleetPicture *picture, const char *lines)
{
    for (const char *at = lines; *at;) {
        const size_t length = strcspn(at, "\n");
        fprintf(picture->out, "            %s\n",
                text_harmless(picture->arena, arena_strndup(picture->arena, at, length), false));
        at += length + (at[length] == '\n');
    }
}

enum { MAX_SHOWN = 50 };

static const char *state_word(const FleetPicture *picture, const FleetResult *result)
{
    const char *row;
    if (fleet_is_orphan(picture, result, &row))
        return "orphan";
    if (picture->is_run && result->state == MEMBER_WAITING)
        return "not begun";
    return result->state == MEMBER_DONE && !picture->is_run ? "" : member_state_name(result->state);
}

static void print_members(const FleetPicture *picture)
{
    const FleetRun *run = picture->run;
    size_t shown = 0, hidden = 0;
    for (size_t i = 0; i < run->members->count; i++) {
        const FleetResult *result = &run->results[i];
        const char *problem = problem_of(picture, result), *figure = figure_of(picture, result);
        if (!is_shown(picture, result))
            continue;
        if (shown >= MAX_SHOWN && !picture->all && !*problem) {
            hidden++;
            continue;
        }
        shown++;
        fprintf(picture->out, "%-11s %s  %s%s%s\n", state_word(picture, result),
                text_harmless(picture->arena, run->members->items[i].name, false),
                text_harmless(picture->arena, fleet_rows_text(picture->arena, result), false), *figure ? "  " : "",
                figure);
        print_indented(picture, problem);
        for (size_t k = 0; k < result->notes.count; k++)
            print_indented(picture, result->notes.items[k]);
    }
    if (hidden)
        fprintf(picture->out, "            and %s more: --all lists them\n",
                format_count(picture->arena, (int64_t)hidden));
}

/* ---- by finding ---------------------------------------------------------------------------- */

static void print_findings(const FleetPicture *picture)
{
    SharedFindings shared = {0};
    Arena *arena = picture->arena;
    for (size_t i = 0; i < picture->run->members->count; i++)
        for (size_t k = 0; k < picture->run->results[i].findings.count; k++)
            fleet_share_finding(arena, &shared, picture->run->members->items[i].name,
                                &picture->run->results[i].findings.items[k]);
    for (size_t i = 0; i < shared.count; i++)
        fprintf(picture->out, "%s\n            %s\n",
                text_harmless(arena, shared_finding_text(arena, shared.items[i]), false),
                text_harmless(arena, shared_finding_places(arena, shared.items[i]), false));
}

/* ---- all ------------------------------------------------------------------------------------ */

static const char *summary(const FleetPicture *picture)
{
    const FleetRun *run = picture->run;
    Arena *arena = picture->arena;
    size_t steps = 0, behind = 0;
    for (size_t i = 0; i < run->members->count; i++) {
        steps += run->results[i].steps;
        behind += run->results[i].steps > 0;
    }
    const char *all = arena_format(arena, "%s database%s", format_count(arena, (int64_t)run->members->count),
                                   plural(run->members->count));
    const size_t failed = fleet_count(run, MEMBER_FAILED), unreachable = fleet_count(run, MEMBER_UNREACHABLE);
    if (picture->finds) {
        size_t found = 0;
        for (size_t i = 0; i < run->members->count; i++)
            found += run->results[i].findings.count > 0;
        return arena_format(arena, "%s of %s: %zu with %s, %zu failed, %zu not reached, %zu not read", picture->finds,
                            all, found, picture->finds, failed, unreachable, fleet_count(run, MEMBER_WAITING));
    }
    if (!picture->is_run)
        return arena_format(arena,
                            "%s: %s need %s step%s to %s, %zu cannot be planned, %zu cannot be reached, %zu not read",
                            all, format_count(arena, (int64_t)behind), format_count(arena, (int64_t)steps),
                            plural(steps), picture->target, failed, unreachable, fleet_count(run, MEMBER_WAITING));
    return arena_format(arena, "%s to %s: %zu of %s done, %zu failed, %zu not reached, %zu not begun%s%s",
                        picture->downgrade ? "downgrade" : "upgrade", picture->target, fleet_count(run, MEMBER_DONE),
                        all, failed, unreachable, fleet_count(run, MEMBER_WAITING), run->stopped ? ": " : "",
                        run->stopped ? run->stopped : "");
}

void fleet_print(const FleetPicture *picture)
{
    fprintf(picture->out, "%s\n", text_harmless(picture->arena, summary(picture), false));
    print_histogram(picture);
    print_findings(picture);
    print_members(picture);
}

void fleet_print_markdown(const FleetPicture *picture)
{
    const FleetRun *run = picture->run;
    Arena *arena = picture->arena;
    fprintf(picture->out, "**%s**\n\n| revision | databases | |\n|---|---:|---|\n", summary(picture));
    for (size_t i = 0; i < picture->revisions->count; i++) {
        const FleetRevision *revision = &picture->revisions->items[i];
        const size_t count = members_at(run, revision->id);
        if (count || revision->is_head)
            fprintf(picture->out, "| `%s`%s | %zu | %s |\n", revision->id, revision->is_head ? " (head)" : "", count,
                    text_harmless(arena, revision->message, false));
    }
    if (members_at(run, NULL))
        fprintf(picture->out, "| base | %zu | |\n", members_at(run, NULL));
    fprintf(picture->out, "\n| database | state | at | |\n|---|---|---|---|\n");
    for (size_t i = 0; i < run->members->count; i++) {
        const FleetResult *result = &run->results[i];
        const char *problem = problem_of(picture, result);
        if (is_shown(picture, result))
            fprintf(picture->out, "| %s | %s | `%s` | %s |\n", text_harmless(arena, run->members->items[i].name, false),
                    member_state_name(result->state), fleet_rows_text(arena, result),
                    text_harmless(arena, text_one_line(arena, *problem ? problem : figure_of(picture, result)), false));
    }
}

static json_t *findings_json(const FleetFinding *findings, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *object = json_object();
        json_object_set_new(object, "what", json_string(findings[i].text));
        json_object_set_new(object, "count", *findings[i].unit ? json_integer(findings[i].count) : json_null());
        json_object_set_new(object, "unit", *findings[i].unit ? json_string(findings[i].unit) : json_null());
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *member_json(const FleetPicture *picture, size_t index)
{
    const FleetMember *member = &picture->run->members->items[index];
    const FleetResult *result = &picture->run->results[index];
    const char *problem = problem_of(picture, result), *row;
    json_t *object = json_object();
    json_object_set_new(object, "name", json_string(member->name));
    json_object_set_new(object, "place", json_text(result->place));
    json_object_set_new(object, "state", json_string(member_state_name(result->state)));
    json_object_set_new(object, "rows", fleet_rows_known(result) ? json_strings(&result->rows) : json_null());
    json_object_set_new(object, "is_orphan", json_boolean(fleet_is_orphan(picture, result, &row)));
    json_object_set_new(object, "steps", json_integer((json_int_t)result->steps));
    json_object_set_new(object, "steps_begun", json_integer((json_int_t)result->steps_begun));
    json_object_set_new(object, "milliseconds", json_integer(result->milliseconds));
    json_object_set_new(object, "problem",
                        *problem ? json_string(text_one_line(picture->arena, problem)) : json_null());
    json_object_set_new(object, "findings", findings_json(&result->findings.items[0], result->findings.count));
    json_object_set_new(object, "notes", json_strings(&result->notes));
    return object;
}

void fleet_print_json(const FleetPicture *picture)
{
    const FleetRun *run = picture->run;
    json_t *answer = json_object(), *revisions = json_array(), *members = json_array();
    for (size_t i = 0; i < picture->revisions->count; i++) {
        const FleetRevision *revision = &picture->revisions->items[i];
        json_t *object = json_object();
        json_object_set_new(object, "revision", json_string(revision->id));
        json_object_set_new(object, "message", json_string(revision->message));
        json_object_set_new(object, "is_head", json_boolean(revision->is_head));
        json_object_set_new(object, "members", json_integer((json_int_t)members_at(run, revision->id)));
        json_array_append_new(revisions, object);
    }
    for (size_t i = 0; i < run->members->count; i++)
        json_array_append_new(members, member_json(picture, i));
    json_object_set_new(answer, "target", json_string(picture->target));
    json_object_set_new(answer, "direction", json_string(picture->downgrade ? "downgrade" : "upgrade"));
    json_object_set_new(answer, "at_base", json_integer((json_int_t)members_at(run, NULL)));
    json_object_set_new(answer, "stopped", json_text(run->stopped));
    json_object_set_new(answer, "revisions", revisions);
    json_object_set_new(answer, "members", members);
    json_print(picture->out, answer);
}
