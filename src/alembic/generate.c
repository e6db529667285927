#include "limbeck/alembic/generate.h"

#include "script_host.h"

#include "limbeck/alembic/environment.h"
#include "limbeck/base/clock.h"
#include "limbeck/base/file.h"
#include "limbeck/graph/identifier.h"
#include "limbeck/project/boundary.h"
#include "limbeck/project/directory.h"
#include "limbeck/project/header.h"
#include "limbeck/project/hooks.h"
#include "limbeck/project/status.h"
#include "limbeck/python/native.h"

#include <stdlib.h>
#include <string.h>

typedef struct Generation {
    Arena *arena;
    const ScriptDirectory *directory;
    const GenerateRequest *request;
    Interpreter *interpreter;
    Value module; /* _limbeck.generation */
    const char *rev_id;
    RevisionVector heads; /* no parent: a new base */
    StringVector depends_on;
    const char *folder;
    const char *file_name;
    Value values; /* the variables of the template */
    Error *error;
} Generation;

static bool take_python_error(Generation *self)
{
    *self->error = python_take_error(self->interpreter);
    return false;
}

/* ---- what it revises -------------------------------------------------------------- */

static bool find_heads(Generation *self)
{
    const GenerateRequest *request = self->request;
    StringVector head = {0};
    vector_push(self->arena, &head, "head");
    const StringVector *named = request->heads.count ? &request->heads : &head;
    for (size_t i = 0; i < named->count; i++)
        if (!resolve_revisions_saying(
                self->arena, self->directory->map, named->items[i],
                "Multiple heads are present; please specify the head revision on which the new revision should be "
                "based, or perform a merge.",
                &self->heads, self->error))
            return false;
    for (size_t i = 0; i < self->heads.count; i++) {
        const Revision *revision = self->heads.items[i];
        for (size_t k = 0; k < i; k++)
            if (self->heads.items[k] == revision)
                return error_set(self->error, ERROR_COMMAND, "Duplicate head revisions specified");
    }
    return true;
}

static bool are_heads(Generation *self)
{
    for (size_t i = 0; i < self->heads.count && !self->request->splice; i++)
        if (!revision_is_head(self->heads.items[i]))
            return error_set(self->error, ERROR_COMMAND,
                             "Revision %s is not a head revision; please specify --splice to create a new branch from "
                             "this revision",
                             self->heads.items[i]->id);
    return true;
}

/* A branch label is kept; a partial id is completed. */
static bool find_dependencies(Generation *self)
{
    for (size_t i = 0; i < self->request->depends_on.count; i++) {
        const char *name = self->request->depends_on.items[i];
        const Revision *revision;
        if (!resolve_revision(self->arena, self->directory->map, name, &revision, self->error))
            return false;
        if (!revision)
            return error_set(self->error, ERROR_COMMAND, "a revision cannot depend on '%s'", name);
        vector_push(self->arena, &self->depends_on,
                    string_vector_contains(&revision->branch_labels, name) ? name : revision->id);
    }
    return true;
}

/* ---- where it goes ------------------------------------------------------------------ */

static bool find_folder(Generation *self)
{
    const StringVector *locations = &self->directory->config->version_locations;
    const char *named = self->request->version_path;
    if (named)
        self->folder = path_absolute(self->arena, named);
    else if (locations->count == 1)
        self->folder = locations->items[0];
    else if (self->heads.count)
        self->folder = path_dirname(self->arena, self->heads.items[0]->path);
    else
        return error_set(self->error, ERROR_COMMAND,
                         "Multiple version locations present, please specify --version-path");
    if (string_vector_contains(locations, self->folder))
        return true;
    error_set(self->error, ERROR_COMMAND, "Path %s is not represented in current version locations",
              named ? named : self->folder);
    error_hint(self->error, "they are: %s", string_vector_join(self->arena, locations, ", "));
    return false;
}

static bool make_folder(Generation *self, const char *folder)
{
    const StatusReceiver *status = &self->request->status;
    if (folder_exists(folder))
        return true;
    status_begin(status, arena_format(self->arena, "Creating directory %s", folder), false);
    bool done = folder_create(self->arena, folder, self->error);
    status_end(status, done);
    return done;
}

/* ---- its content ----------------------------------------------------------------------- */

static bool whole_number(const char *text, int64_t *number)
{
    char *end;
    *number = strtoll(text, &end, 10);
    return end != text && !*end;
}

static bool text_or_none(Interpreter *interpreter, const char *text, Value *value)
{
    *value = value_none();
    return !text || python_text(interpreter, text, value);
}

typedef struct FileOptions {
    const char *file_template;
    int64_t truncate;
    const char *timezone;
} FileOptions;

static bool read_options(Generation *self, FileOptions *options)
{
    const Config *config = self->directory->config;
    const char *truncate;
    if (!config_option(self->arena, config, "file_template", &options->file_template, self->error) ||
        !config_option(self->arena, config, "truncate_slug_length", &truncate, self->error) ||
        !config_option(self->arena, config, "timezone", &options->timezone, self->error))
        return false;
    if (!options->file_template)
        options->file_template = "%(rev)s_%(slug)s";
    options->truncate = 40;
    if (truncate && !whole_number(truncate, &options->truncate))
        return error_set(self->error, ERROR_COMMAND, "truncate_slug_length is not a whole number: '%s'", truncate);
    if (!options->truncate)
        options->truncate = 40;
    if (options->timezone && !*options->timezone)
        options->timezone = NULL;
    return true;
}

/* Runs _limbeck.generation's prepare(): the file's name and the template's values. */
static bool prepare(Generation *self)
{
    enum {
        ARG_rev_id,
        ARG_heads,
        ARG_depends_on,
        ARG_branch_label,
        ARG_message,
        ARG_file_template,
        ARG_truncate,
        ARG_now,
        ARG_offset,
        ARG_timezone,
        ARG_COUNT
    };
    Interpreter *interpreter = self->interpreter;
    FileOptions options = {0};
    int64_t now = clock_wall_microseconds(), offset = clock_local_offset(now / 1000000);
    StringVector heads = {0};
    Value function, arguments[ARG_COUNT], pair;
    if (!read_options(self, &options))
        return false;
    if (options.timezone && !clock_zone_offset(options.timezone, now / 1000000, &offset))
        return error_set(self->error, ERROR_COMMAND, "Can't locate timezone: %s", options.timezone);
    for (size_t i = 0; i < self->heads.count; i++)
        vector_push(self->arena, &heads, self->heads.items[i]->id);
    arguments[ARG_truncate] = value_int(options.truncate);
    arguments[ARG_now] = value_int(now);
    arguments[ARG_offset] = value_int(offset);
    arguments[ARG_timezone] = value_bool(options.timezone != NULL);
    const char *name;
    if (!python_text(interpreter, self->rev_id, &arguments[ARG_rev_id]) ||
        !python_text_list(interpreter, &heads, &arguments[ARG_heads]) ||
        !python_text_list(interpreter, &self->depends_on, &arguments[ARG_depends_on]) ||
        !text_or_none(interpreter, self->request->branch_label, &arguments[ARG_branch_label]) ||
        !text_or_none(interpreter, self->request->message, &arguments[ARG_message]) ||
        !python_text(interpreter, options.file_template, &arguments[ARG_file_template]) ||
        !python_get_attribute(interpreter, self->module, "prepare", &function) ||
        !python_call_positional(interpreter, function, arguments, ARG_COUNT, &pair) ||
        !expect_text(interpreter, pair.list->items[0], "file_template", &name))
        return take_python_error(self);
    python_push(interpreter, pair);
    self->file_name = arena_strdup(self->arena, name);
    self->values = pair.list->items[1];
    for (size_t i = 0; i < self->request->variables.count; i++) {
        const TemplateVariable *variable = &self->request->variables.items[i];
        Value text;
        if (!python_text(interpreter, variable->text, &text) ||
            !dict_set_text(interpreter, self->values.dict, variable->name, text))
            return take_python_error(self);
    }
    return true;
}

/* ---- the template -------------------------------------------------------------------------- */

/* Reports an error in the Python made from a template at the template's line. */
static void place_in_template(Generation *self, const char *path, const char *content, Value lines)
{
    Error *error = self->error;
    size_t count = lines.kind == VALUE_LIST ? lines.list->count : 0;
    int64_t line = error->line > 0 && (size_t)error->line <= count ? lines.list->items[error->line - 1].integer : 0;
    if (strcmp(error->file, path) != 0 || !line)
        return;
    const char *at = content;
    for (int64_t i = 1; i < line; i++)
        at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n');
    error->source[0] = '\0';
    error->line = (int)line;
    error->column = 1;
    error_source(error, at, strcspn(at, "\n"));
}

static bool render(Generation *self, const char *path, const char **text)
{
    Interpreter *interpreter = self->interpreter;
    const char *content, *source;
    size_t length;
    enum { ARG_source, ARG_values, ARG_COUNT };
    Value template_module, function, arguments[ARG_COUNT], pair = value_none(), result;
    if (!project_read(self->arena, self->directory->config, path, &content, &length, self->error))
        return false;
    arguments[ARG_values] = self->values;
    if (!python_import(interpreter, "_limbeck.template", &template_module) ||
        !python_text(interpreter, content, &arguments[ARG_source]) ||
        !python_get_attribute(interpreter, template_module, "compile_template", &function) ||
        !python_call_positional(interpreter, function, arguments, ARG_COUNT, &pair) ||
        !expect_text(interpreter, pair.list->items[0], "template", &source))
        return take_python_error(self);
    python_push(interpreter, pair);
    const char *kept = arena_strdup(self->arena, source);
    Module *module = python_run_file(interpreter, "script_py_mako", path, kept, strlen(kept));
    if (!module || !python_get_attribute(interpreter, value_object(module), "_text", &result) ||
        !expect_text(interpreter, result, "template", text)) {
        take_python_error(self);
        place_in_template(self, path, content, pair.list->items[1]);
        return false;
    }
    *text = arena_strdup(self->arena, *text);
    return true;
}

static bool write_file(Generation *self, const char *path)
{
    const StatusReceiver *status = &self->request->status;
    const Config *config = self->directory->config;
    const char *text, *encoding;
    if (!config_option(self->arena, config, "output_encoding", &encoding, self->error))
        return false;
    bool is_utf8 = !encoding || strcasecmp(encoding, "utf-8") == 0 || strcasecmp(encoding, "utf8") == 0;
    if (!is_utf8) {
        error_set(self->error, ERROR_COMMAND, "limbeck writes files as UTF-8, not as %s", encoding);
        error_hint(self->error, "output_encoding = utf-8");
        return false;
    }
    status_begin(status, arena_format(self->arena, "Generating %s", path), false);
    bool done = render(self, path_join(self->arena, config->script_location, "script.py.mako"), &text) &&
                file_create(path, text, strlen(text), self->error);
    status_end(status, done);
    return done;
}

/* ---- reading it back ------------------------------------------------------------------------- */

static bool read_back(Generation *self, const char *path)
{
    const char *content;
    size_t length;
    StringVector warnings = {0};
    if (!project_read(self->arena, self->directory->config, path, &content, &length, self->error))
        return false;
    const Revision *revision = header_read(self->arena, self->arena, path, content, length, &warnings, self->error);
    if (!revision)
        return false;
    const char *label = self->request->branch_label;
    return !label || revision->branch_labels.count ||
           error_set(
               self->error, ERROR_COMMAND,
               "Version %s specified branch_labels %s, however the migration file %s does not have them; have you "
               "upgraded your script.py.mako to include the 'branch_labels' section?",
               revision->id, label, path);
}

/* ---- all of it ----------------------------------------------------------------------------------- */

static bool choose_id(Generation *self)
{
    static const char illegal[] = "+-:@"; /* in Alembic's order */
    StringVector found = {0};
    self->rev_id = self->request->rev_id;
    for (const char *at = illegal; self->rev_id && *at; at++)
        if (strchr(self->rev_id, *at))
            vector_push(self->arena, &found, arena_strndup(self->arena, at, 1));
    if (found.count)
        return error_set(self->error, ERROR_COMMAND, "Character(s) '%s' not allowed in revision identifier '%s'",
                         string_vector_join(self->arena, &found, ", "), self->rev_id);
    if (self->rev_id) {
        if (!map_has(&self->directory->map->by_name, self->rev_id))
            return true;
        error_set(self->error, ERROR_COMMAND, "the revision or branch '%s' exists already", self->rev_id);
        error_hint(self->error, "Alembic would write a second one; choose another --rev-id");
        return false;
    }
    Value function, id;
    if (!python_get_attribute(self->interpreter, self->module, "new_id", &function) ||
        !python_call_positional(self->interpreter, function, NULL, 0, &id) ||
        !expect_text(self->interpreter, id, "id", &self->rev_id))
        return take_python_error(self);
    self->rev_id = arena_strdup(self->arena, self->rev_id);
    return true;
}

static bool generate(Generation *self, const char **path)
{
    if (!python_import(self->interpreter, "_limbeck.generation", &self->module))
        return take_python_error(self);
    if (!choose_id(self) || !find_heads(self) || !find_folder(self) || !are_heads(self) || !find_dependencies(self) ||
        !prepare(self))
        return false;
    *path = path_join(self->arena, self->folder, self->file_name);
    return make_folder(self, path_dirname(self->arena, *path)) && write_file(self, *path) &&
           hooks_run(self->arena, self->directory->config, *path, &self->request->status, self->error) &&
           read_back(self, *path);
}

bool generate_revision(Arena *arena, const ScriptDirectory *directory, const GenerateRequest *request,
                       const char **path, Error *error)
{
    ScriptEnvironment environment = {0};
    ScriptHost host = {.binding = {.arena = arena}, .directory = directory, .environment = &environment};
    Interpreter *interpreter = script_interpreter(&host, NULL, (PythonLimits){0});
    Generation self = {
        .arena = arena, .directory = directory, .request = request, .interpreter = interpreter, .error = error};
    bool done = generate(&self, path);
    interpreter_free(interpreter);
    return done;
}
