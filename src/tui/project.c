/* The project's files: read anew when they change on disk, or were edited. */
#include "internal.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/process.h"
#include "limbeck/tui/application.h"
#include "limbeck/tui/terminal/terminal.h"

#include <unistd.h>

/* Everything that points into the project that was. */
static void forget_project(Application *application)
{
    application_release(application);
    forget_places(application);
    application->database = NULL;
    application->preview = application->other = NULL;
    application->schema = NULL;
    application->run = NULL;
    application->plan = NULL;
    application->look = NULL;
    application->order = (RevisionVector){0};
    application->view = NULL;
    application->path = (RevisionVector){0};
    application->path_count = 0;
    application->plan_shown = false;
    application->plan_target = application->step = application->file_of = NULL;
    application->run_seen = application->plan_seen = 0;
    application->screen = application->screen_before = &screen_home;
    application->refreshing = false;
}

static Workspace *open_again(Application *application, Error *error)
{
    WorkspaceOptions options = application->options->workspace;
    if (application->section)
        options.name = application->section;
    if (chdir(application->folder) != 0)
        return error_set(error, ERROR_FILE, "the folder it was started in is gone"), NULL;
    return workspace_open(&options, error);
}

void application_reload(Application *application, const char *section)
{
    Error error = {0};
    const char *before = application->section;
    if (section)
        application->section = arena_strdup(application->arena, section);
    const Revision *selected = application_selected(application);
    const char *id = selected ? arena_strdup(application->arena, selected->id) : "";
    Workspace *fresh = open_again(application, &error);
    application->files = workspace_files(fresh ? fresh : application->workspace);
    if (!fresh) {
        application->section = before;
        application_message(application, "the project cannot be read anew: %s", error.message);
        return;
    }
    forget_project(application);
    workspace_leave(application->workspace);
    application->workspace = fresh;
    show_first(application);
    selected = map_get(&workspace_map(fresh)->by_name, id);
    application->placed = selected != NULL;
    if (selected)
        show_revision(application, selected);
    workspace_post_refresh(fresh);
    application->can_undo &= !section; /* that was the other one's */
    if (!section)
        application_message(application, "the scripts changed on disk and were read anew");
}

/* Now and then, and not over somebody's shoulder. */
void application_look_at_files(Application *application)
{
    enum { FILES_MILLISECONDS = 1000 };
    int64_t now = clock_milliseconds();
    const Revision *selected = application_selected(application);
    if (now - application->files_looked < FILES_MILLISECONDS || application->screen != &screen_home)
        return;
    uint64_t files = workspace_files(application->workspace), file = selected ? workspace_file(selected) : 0;
    bool changed = (application->files && files != application->files) ||
                   (selected && application->file_of == selected && file != application->file);
    application->files_looked = now;
    application->files = files;
    application->file_of = selected;
    application->file = file;
    if (changed)
        application_reload(application, NULL);
}

void application_edit(Application *application, const Revision *revision)
{
    StringVector words = {0};
    Error error = {0};
    int status = 0;
    const char *path = arena_strdup(application->arena, revision->path);
    bool found = editor_words(application->arena, &words, &error);
    vector_push(application->arena, &words, path);
    terminal_suspend(application->terminal);
    bool ran = found && process_run(application->arena, &words, NULL, &status, &error);
    terminal_resume(application->terminal);
    if (!ran)
        application_message(application, "%s", error.message);
    else if (status)
        application_message(application, "the editor ended with status %d", status);
    else
        application_reload(application, NULL);
}
