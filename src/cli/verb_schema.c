/* schema: every table at a revision, computed without a database. */
#include "json_output.h"
#include "verb.h"

#include "limbeck/workspace/schema_history.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

enum { OPTION_DIALECT, OPTION_TABLE };

static const Option options[] = {
    {"--dialect", NULL, "DIALECT", "instead of the URL's", ARGUMENT_TEXT, "postgresql sqlite"},
    {"--table", NULL, "NAME", "only this table", ARGUMENT_TEXT, NULL},
    {0}};

static void print_part(VerbCall *call, const SchemaPart *part)
{
    bool colours = verb_colours(call);
    if (part->revision)
        fprintf(call->out, "%s-- last changed by %s%s\n", colours ? "\033[2m" : "", part->revision,
                colours ? "\033[0m" : "");
    fprintf(call->out, "%s\n\n", shown_text(call->arena, part->sql, true));
}

/* With `only`: the table, and what belongs to it. */
static bool is_printed(const SchemaPart *part, const char *only)
{
    return !only || (part->table && strcmp(part->table, only) == 0);
}

static void print_text(VerbCall *call, const SchemaPicture *picture, const char *only)
{
    for (size_t i = 0; i < picture->parts.count; i++)
        if (is_printed(&picture->parts.items[i], only))
            print_part(call, &picture->parts.items[i]);
    for (size_t i = 0; i < picture->opaque.count; i++)
        fprintf(call->out, "-- unreadable: %s\n", text_harmless(call->arena, picture->opaque.items[i], false));
}

static json_t *part_json(const SchemaPart *part)
{
    json_t *row = json_object();
    json_object_set_new(row, "kind", json_string(part->kind));
    json_object_set_new(row, "name", json_text(part->name));
    json_object_set_new(row, "table", json_text(part->table));
    json_object_set_new(row, "sql", json_string(part->sql));
    json_object_set_new(row, "revision", json_text(part->revision));
    return row;
}

/* "types" and "tables" are those of "parts". */
static void print_json(VerbCall *call, const SchemaPicture *picture, const char *only)
{
    json_t *answer = json_object(), *types = json_array(), *tables = json_array(), *parts = json_array();
    for (size_t i = 0; i < picture->parts.count; i++) {
        const SchemaPart *part = &picture->parts.items[i];
        if (!is_printed(part, only))
            continue;
        json_array_append_new(parts, part_json(part));
        if (strcmp(part->kind, "type") == 0)
            json_array_append_new(types, part_json(part));
        if (strcmp(part->kind, "table") == 0)
            json_array_append_new(tables, part_json(part));
    }
    json_object_set_new(answer, "types", types);
    json_object_set_new(answer, "tables", tables);
    json_object_set_new(answer, "parts", parts);
    json_object_set_new(answer, "opaque", json_strings(&picture->opaque));
    json_print(call->out, answer);
}

static bool has_table(const SchemaPicture *picture, const char *name)
{
    for (size_t i = 0; i < picture->parts.count; i++)
        if (strcmp(picture->parts.items[i].kind, "table") == 0 && strcmp(picture->parts.items[i].name, name) == 0)
            return true;
    return false;
}

static bool run(VerbCall *call, Error *error)
{
    const char *identifier = call->positional.count ? call->positional.items[0] : "heads";
    const char *only = given_option(&call->options, OPTION_TABLE);
    SchemaPicture picture = {0};
    Workspace *workspace = verb_workspace(call, true, error);
    bool done = workspace && workspace_schema(workspace, call->arena, identifier,
                                              given_option(&call->options, OPTION_DIALECT), &picture, error);
    workspace_close(workspace);
    if (done && only && !has_table(&picture, only))
        return error_set(error, ERROR_COMMAND, "there is no table '%s' at %s", only, identifier);
    if (done)
        (call->global->json ? print_json : print_text)(call, &picture, only);
    return done;
}

const Verb verb_schema = {.name = "schema",
                          .takes = TAKES_ONE_OR_NONE,
                          .positional = "REVISION",
                          .kind = ARGUMENT_REVISION,
                          .help = "Print the schema at a revision (default heads), without a database.",
                          .options = options,
                          .is_long = true,
                          .run = run};
