/* explain: what was found where, in one screen, and the one next step. */
#include "json_output.h"
#include "limbeck/workspace/explanation.h"
#include "verb.h"

#include <string.h>

static const Option options[] = {{0}};

static const char *const module_states[] = {[MODULE_EVALUATED] = "evaluated",
                                            [MODULE_IN_PART] = "in part",
                                            [MODULE_STAND_IN] = "stand-in",
                                            [MODULE_UNKNOWN] = "not found"};

static void line(const VerbCall *call, const char *name, const char *value)
{
    fprintf(call->out, "%-17s%s\n", name, text_harmless(call->arena, value ? value : "not known", false));
}

static const char *reason(Arena *arena, const Error *error)
{
    return error->file[0] ? arena_format(arena, "%s:%d: %s", error->file, error->line, error->message) : error->message;
}

static void print_modules(const VerbCall *call, const ModuleNotes *modules)
{
    for (int state = MODULE_EVALUATED; state <= MODULE_UNKNOWN; state++) {
        Text names = text_in(call->arena);
        for (size_t i = 0; i < modules->count; i++) {
            const ModuleNote *module = &modules->items[i];
            if (module->state != (ModuleState)state)
                continue;
            if (state == MODULE_IN_PART)
                line(call, "  in part", arena_format(call->arena, "%s: %s", module->name, module->reason));
            else
                text_append(&names, names.length ? ", " : "");
            if (state != MODULE_IN_PART)
                text_append(&names, module->name);
        }
        if (names.length)
            line(call, arena_format(call->arena, "  %s", module_states[state]), text_string(&names));
    }
}

static void print_text(const VerbCall *call, const Explanation *found)
{
    line(call, "ini", arena_format(call->arena, "%s [%s]", found->ini, found->section));
    line(call, "script location",
         arena_format(call->arena, "%s (%zu revision%s)", found->script_location, found->revisions,
                      found->revisions == 1 ? "" : "s"));
    line(call, "env.py", found->is_followed ? found->env_path : reason(call->arena, &found->stopped));
    line(call, "database",
         found->url           ? arena_format(call->arena, "%s, from %s", found->url, found->url_origin)
         : found->is_followed ? reason(call->arena, &found->stopped)
                              : NULL);
    line(call, "version table", found->version_table);
    line(call, "transaction", found->transaction);
    line(call, "naming", found->naming);
    line(call, "target metadata", found->version_table && !found->target_metadata ? "none" : found->target_metadata);
    line(call, "modules",
         arena_format(call->arena, "looked for in %s", string_vector_join(call->arena, &found->search_path, ", ")));
    print_modules(call, &found->modules);
    line(call, "next", found->next);
}

static json_t *module_list(const ModuleNotes *modules)
{
    json_t *list = json_array();
    for (size_t i = 0; i < modules->count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:o}", "name", modules->items[i].name, "state",
                                              module_states[modules->items[i].state], "reason",
                                              json_text(modules->items[i].reason)));
    return list;
}

static void print_json(const VerbCall *call, const Explanation *found)
{
    bool stopped = found->stopped.kind != ERROR_NONE;
    json_print(call->out,
               json_pack("{s:s, s:s, s:s, s:s, s:I, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s}", "ini",
                         found->ini, "section", found->section, "script_location", found->script_location, "env_py",
                         found->env_path, "revisions", (json_int_t)found->revisions, "followed", found->is_followed,
                         "stopped", json_text(stopped ? reason(call->arena, &found->stopped) : NULL), "url",
                         json_text(found->url), "url_origin", json_text(found->url_origin), "version_table",
                         json_text(found->version_table), "transaction", json_text(found->transaction), "naming",
                         json_text(found->naming), "target_metadata", json_text(found->target_metadata), "search_path",
                         json_strings(&found->search_path), "modules", module_list(&found->modules), "next",
                         found->next));
}

static bool run(VerbCall *call, Error *error)
{
    Workspace *workspace = verb_workspace(call, false, error);
    Explanation found;
    if (!workspace)
        return false;
    workspace_explain(workspace, call->arena, &found);
    if (call->global->json)
        print_json(call, &found);
    else
        print_text(call, &found);
    workspace_close(workspace);
    return true;
}

const Verb verb_explain = {.name = "explain",
                           .help = "Show which settings and files limbeck found, and where; does not connect.",
                           .options = options,
                           .run = run};
