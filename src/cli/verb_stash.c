/* stash: lists the data that steps with --stash stored and --put-back can restore. */
#include "confirm.h"
#include "interrupt.h"
#include "json_output.h"
#include "limbeck/workspace/data_loss.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

#include <stdlib.h>

enum { OPTION_DROP, OPTION_CONFIRM };

static const Option options[] = {
    {"--drop", NULL, "NUMBER", "delete the copy with this number permanently", ARGUMENT_TEXT, NULL},
    CONFIRM_OPTION,
    {0}};

static void print_json(VerbCall *call, const StashRows *rows)
{
    json_t *answer = json_array();
    for (size_t i = 0; i < rows->count; i++) {
        const StashRow *row = &rows->items[i];
        json_t *object = json_object();
        json_object_set_new(object, "number", json_integer(row->number));
        json_object_set_new(object, "what", json_string(row->what));
        json_object_set_new(object, "rows", row->is_open ? json_null() : json_integer(row->rows));
        json_object_set_new(object, "taken_by", json_string(row->downgrade ? "downgrade" : "upgrade"));
        json_object_set_new(object, "revision", json_string(row->revision));
        json_object_set_new(object, "kept_in", json_string(row->stored_in));
        json_object_set_new(object, "kept_at", json_string(row->stored_at));
        json_array_append_new(answer, object);
    }
    json_print(call->out, answer);
}

static void print_text(VerbCall *call, const StashRows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const StashRow *row = &rows->items[i];
        const char *count = row->is_open ? "" : arena_format(call->arena, " %s,", row->count);
        fprintf(call->out, "%4lld  %s,%s of the %s of %s%s at %s, in %s\n", (long long)row->number,
                text_harmless(call->arena, row->what, false), count, row->downgrade ? "downgrade" : "upgrade",
                text_harmless(call->arena, row->revision, false), row->is_open ? ", which is half done," : "",
                text_harmless(call->arena, row->stored_at, false), text_harmless(call->arena, row->stored_in, false));
    }
    if (!rows->count)
        fprintf(call->out, "no copies are kept in this database\n");
}

static bool read_number(VerbCall *call, int64_t *number, Error *error)
{
    const char *given = given_option(&call->options, OPTION_DROP);
    char *end = NULL;
    *number = given ? strtoll(given, &end, 10) : 0;
    return !given || (*number > 0 && !*end) ||
           error_set(error, ERROR_COMMAND, "--drop %s: limbeck stash lists the numbers", given);
}

static bool stash(VerbCall *call, Workspace *workspace, void *state, Error *error)
{
    int64_t number;
    StashRows rows;
    (void)state;
    if (!read_number(call, &number, error) ||
        (number &&
         !confirm_writing(call, workspace, "drop what is kept", given_option(&call->options, OPTION_CONFIRM), error)) ||
        !workspace_stash(workspace, call->arena, number, &rows, error))
        return false;
    (call->global->json ? print_json : print_text)(call, &rows);
    return true;
}

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = interruptible_workspace(call, false, NULL, error);
    bool done = workspace && verb_each_database(call, workspace, stash, NULL, error);
    interruptible_close(workspace);
    return done;
}

const Verb verb_stash = {.name = "stash",
                         .help = "List what steps with --stash kept of the data they destroyed.",
                         .options = options,
                         .run = run};
