#include "limbeck/project/init.h"

#include "limbeck/python/native.h"

#include "limbeck/base/file.h"

#include <string.h>

extern const PythonSource script_templates[]; /* from src/project/templates */

const ProjectTemplate project_templates[] = {
    {"async", "One database, through an async driver.", "alembic.ini", "env.async.py", "script.py.mako", false},
    {"generic", "One database.", "alembic.ini", "env.py", "script.py.mako", false},
    {"multidb", "Several databases.", "alembic.multidb.ini", "env.multidb.py", "script.multidb.py.mako", false},
    {"pyproject", "One database, configured in pyproject.toml.", "alembic.pyproject.ini", "env.py", "script.py.mako",
     true},
    {"pyproject_async", "One database through an async driver, configured in pyproject.toml.", "alembic.pyproject.ini",
     "env.async.py", "script.py.mako", true},
    {0}};

typedef struct Init {
    Arena *arena;
    const InitRequest *request;
    const ProjectTemplate *project;
    ConfigFiles files;
    const char *folder; /* absolute */
    Error *error;
} Init;

/* ---- one step after the other, each reported -------------------------------------- */

static bool announced(Init *self, const char *what, const char *path, bool (*act)(Init *, const char *, const char *),
                      const char *content)
{
    const StatusReceiver *status = &self->request->status;
    status_begin(status, arena_format(self->arena, "%s %s", what, path), false);
    bool done = act(self, path, content);
    status_end(status, done);
    return done;
}

static bool make_folder(Init *self, const char *path, const char *content)
{
    (void)content;
    return folder_create(self->arena, path, self->error);
}

static bool make_file(Init *self, const char *path, const char *content)
{
    return file_create(path, content, strlen(content), self->error);
}

static bool append_file(Init *self, const char *path, const char *content)
{
    content = arena_format(self->arena, "\n\n%s", content);
    return file_append(path, content, strlen(content), self->error);
}

/* ---- contents ------------------------------------------------------------------------ */

static const char *embedded(const char *name)
{
    for (const PythonSource *file = script_templates; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return file->content;
    return "";
}

/* The path from the configuration file to the scripts: "%(here)s/../scripts". */
static const char *location_from(Arena *arena, const char *config_file, const char *folder)
{
    const char *here = path_dirname(arena, path_absolute(arena, config_file));
    Text text = text_in(arena);
    text_append(&text, "%(here)s");
    while (strcmp(here, "/") != 0 && strcmp(here, folder) != 0 &&
           !text_starts_with(folder, arena_format(arena, "%s/", here))) {
        text_append(&text, "/..");
        here = path_dirname(arena, here);
    }
    const char *rest = folder + (strcmp(here, "/") == 0 ? 0 : strlen(here));
    text_append(&text, rest);
    return text_string(&text);
}

static const char *with_location(Init *self, const char *content, const char *config_file)
{
    static const char token[] = "@SCRIPT_LOCATION@";
    const char *at = strstr(content, token);
    const char *location =
        self->request->folder[0] == '/' ? self->request->folder : location_from(self->arena, config_file, self->folder);
    return at ? arena_format(self->arena, "%.*s%s%s", (int)(at - content), content, location, at + strlen(token))
              : content;
}

/* ---- the files -------------------------------------------------------------------------- */

static bool write_ini(Init *self)
{
    const char *path = path_absolute(self->arena, self->files.ini);
    if (self->files.ini_exists) {
        self->request->say(self->request->status.state,
                           arena_format(self->arena, "File %s already exists, skipping", path));
        return true;
    }
    return announced(self, "Generating", path, make_file, with_location(self, embedded(self->project->ini), path));
}

static bool write_toml(Init *self)
{
    const char *path = path_absolute(self->arena, self->files.toml);
    const char *content = with_location(self, embedded("pyproject.toml"), path);
    bool has_section;
    if (!self->project->has_toml)
        return true;
    if (!self->files.toml_exists)
        return announced(self, "Generating", path, make_file, content);
    if (!config_toml_has_section(self->arena, path, &has_section, self->error))
        return false;
    if (!has_section)
        return announced(self, "Appending to existing", path, append_file, content);
    self->request->say(self->request->status.state,
                       arena_format(self->arena,
                                    "File %s already exists and already has a [tool.alembic] section, "
                                    "skipping",
                                    path));
    return true;
}

static bool write_scripts(Init *self)
{
    const char *readme = arena_format(self->arena, "%s\n", self->project->help);
    return announced(self, "Generating", path_join(self->arena, self->folder, "README"), make_file, readme) &&
           announced(self, "Generating", path_join(self->arena, self->folder, "env.py"), make_file,
                     embedded(self->project->env)) &&
           announced(self, "Generating", path_join(self->arena, self->folder, "script.py.mako"), make_file,
                     embedded(self->project->script));
}

static bool write_packages(Init *self, const char *versions)
{
    return !self->request->package ||
           (announced(self, "Adding", path_join(self->arena, self->folder, "__init__.py"), make_file, "") &&
            announced(self, "Adding", path_join(self->arena, versions, "__init__.py"), make_file, ""));
}

/* ---- the whole --------------------------------------------------------------------------- */

static bool find_template(Init *self)
{
    const char *name = self->request->template_name ? self->request->template_name : "generic";
    for (self->project = project_templates; self->project->name; self->project++)
        if (strcmp(self->project->name, name) == 0)
            return true;
    error_set(self->error, ERROR_COMMAND, "No such template '%s'", name);
    error_hint(self->error, "limbeck list_templates names them");
    return false;
}

static bool folder_is_free(Init *self)
{
    StringVector names = {0};
    if (file_exists(self->folder))
        return error_set(self->error, ERROR_COMMAND, "%s is a file", self->request->folder);
    if (!folder_exists(self->folder))
        return true;
    if (!folder_list(self->arena, self->folder, false, &names, self->error) ||
        !folder_list(self->arena, self->folder, true, &names, self->error))
        return false;
    return !names.count ||
           error_set(self->error, ERROR_COMMAND, "Directory %s already exists and is not empty", self->request->folder);
}

static void print_next_steps(const Init *self)
{
    const char *ini = path_absolute(self->arena, self->files.ini);
    const char *line =
        self->project->has_toml
            ? arena_format(self->arena,
                           "Please edit configuration settings in %s and configuration/connection/logging settings in "
                           "%s before proceeding.",
                           path_absolute(self->arena, self->files.toml), ini)
            : arena_format(self->arena,
                           "Please edit configuration/connection/logging settings in %s before proceeding.", ini);
    self->request->say(self->request->status.state, line);
}

bool project_init(Arena *arena, const InitRequest *request, Error *error)
{
    Init self = {.arena = arena, .request = request, .error = error};
    self.folder = path_absolute(arena, request->folder);
    const char *versions = path_join(arena, self.folder, "versions");
    if (!find_template(&self) || !folder_is_free(&self) || !config_files(&request->config, &self.files, error))
        return false;
    bool done =
        (folder_exists(self.folder) || announced(&self, "Creating directory", self.folder, make_folder, NULL)) &&
        announced(&self, "Creating directory", versions, make_folder, NULL) && write_scripts(&self) &&
        write_ini(&self) && write_toml(&self) && write_packages(&self, versions);
    if (done)
        print_next_steps(&self);
    return done;
}
