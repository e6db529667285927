#include "changes.h"

#include "json_output.h"

static const char *style_of(const VerbCall *call, char mark)
{
    if (!verb_colours(call))
        return "";
    return mark == '+' ? "\033[32m" : mark == '-' ? "\033[31m" : "\033[33m";
}

void print_changes(VerbCall *call, const SchemaChanges *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        const SchemaChange *change = &changes->items[i];
        fprintf(call->out, "  %s%s%s", style_of(call, *change->text), text_harmless(call->arena, change->text, false),
                verb_colours(call) ? "\033[0m" : "");
        if (change->revision)
            fprintf(call->out, "  (made by %s)", change->revision);
        fputc('\n', call->out);
    }
}

void print_renames(VerbCall *call, const StringVector *renames)
{
    for (size_t i = 0; i < renames->count; i++)
        fprintf(call->out, "%spossibly renamed: %s\n", i ? "" : "\n",
                text_harmless(call->arena, renames->items[i], false));
}

void print_changes_sql(VerbCall *call, const SchemaChanges *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        const SchemaChange *change = &changes->items[i];
        fprintf(call->out, "-- %s\n", text_harmless(call->arena, change->text, false));
        if (change->sql)
            fprintf(call->out, "%s\n\n", shown_text(call->arena, change->sql, true));
        else
            fprintf(call->out, "-- needs a batch that rebuilds the table\n\n");
    }
}

static json_t *changes_json(const SchemaChanges *changes)
{
    json_t *list = json_array();
    for (size_t i = 0; i < changes->count; i++) {
        const SchemaChange *change = &changes->items[i];
        json_t *row = json_object();
        json_object_set_new(row, "change", json_string(change->text));
        json_object_set_new(row, "sql", json_text(change->sql));
        json_object_set_new(row, "python", json_text(change->python));
        json_object_set_new(row, "revision", json_text(change->revision));
        json_array_append_new(list, row);
    }
    return list;
}

void print_changes_json(VerbCall *call, const ComparisonReport *report)
{
    json_t *answer = json_object();
    json_object_set_new(answer, "changes", changes_json(&report->changes));
    json_object_set_new(answer, "beyond", changes_json(&report->beyond));
    json_object_set_new(answer, "unsure", changes_json(&report->unsure));
    json_object_set_new(answer, "opaque", json_strings(&report->opaque));
    json_object_set_new(answer, "perhaps_renamed", json_strings(&report->renames));
    json_print(call->out, answer);
}

static void print_unsure(VerbCall *call, const SchemaChanges *unsure, const char *before)
{
    if (unsure->count)
        fprintf(call->out, "%snot sure, because limbeck could not read a revision that names the table:\n", before);
    for (size_t i = 0; i < unsure->count; i++)
        fprintf(call->out, "%s  ? %s  (%s)\n", before, text_harmless(call->arena, unsure->items[i].text, false),
                unsure->items[i].revision);
}

void print_report(VerbCall *call, const ComparisonReport *report, bool sql, const char *none)
{
    const char *before = sql ? "-- " : "";
    if (call->global->json) {
        print_changes_json(call, report);
        return;
    }
    (sql ? print_changes_sql : print_changes)(call, &report->changes);
    if (!report->changes.count)
        fprintf(call->out, "%s%s\n", before, report->unsure.count ? "no difference in what limbeck could read" : none);
    print_unsure(call, &report->unsure, before);
    for (size_t i = 0; i < report->opaque.count; i++)
        fprintf(call->out, "%sunreadable: %s\n", before, text_harmless(call->arena, report->opaque.items[i], false));
}
