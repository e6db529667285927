/* Reloads the project when its files change on disk or were edited. */
#include "internal.h"
#include "limbeck/tui/screen/home_state.h"
#include "limbeck/tui/screen/stamp_state.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/process.h"
#include "limbeck/base/thread.h"
#include "limbeck/fleet/control.h"
#include "limbeck/tui/application.h"
#include "limbeck/tui/terminal/terminal.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* Drops everything that points into the previous project. */
static void drop_project(Application *application)
{
    application_release(application);
    release_other_databases(application);
    application->latest.database = NULL;
    application->latest.preview = application->latest.other = NULL;
    application->latest.schema = NULL;
    application->latest.run = NULL;
    application->latest.plan = NULL;
    application->latest.inspection = NULL;
    application->latest.commits = NULL;
    application->graph.order = (RevisionVector){0};
    application->graph.view = NULL;
    application->path.steps = (RevisionVector){0};
    application->path.count = 0;
    release_runs(application);
    home_state(application)->plan.is_shown = false;
    home_state(application)->plan.target = application->step.revision = application->source.script_of = NULL;
    application->latest.dismissed_run = home_state(application)->plan.seen = 0;
    application->screen = application->screen_before = base_screen(application);
    application->refresh.is_requested = false;
}

/* ---- reloading on a thread, while keys work ---------------------------------------------- */

struct Reload {
    pthread_t thread;
    WorkspaceOptions options;
    const char *section;            /* section of the ini the user chose; NULL: the present one */
    const char *message;            /* shown when it is done; NULL: say what changed */
    const WorkspaceOptions *member; /* as SourceState.member will be */
    const char *member_name;
    const char *folder;
    Workspace *fresh; /* NULL: reading failed */
    Error error;
    atomic_bool is_done;
};

static void *reload_on_thread(void *state)
{
    Reload *reload = state;
    if (chdir(reload->folder) != 0)
        error_set(&reload->error, ERROR_FILE, "the folder in which limbeck was started no longer exists");
    else
        reload->fresh = workspace_open(&reload->options, &reload->error);
    atomic_store(&reload->is_done, true);
    return NULL;
}

static void start_reload(Application *application, Reload *reload)
{
    reload->folder = application->folder;
    if (thread_start(&reload->thread, THREAD_STACK, reload_on_thread, reload))
        application->source.reload = reload;
    else
        free(reload);
}

void application_reload(Application *application, const char *section, const char *message)
{
    if (application->source.reload) {
        /* A running reload, or the next check of the files, finds the present state; the user must choose another
         * section again. */
        if (section)
            reload_is_running(application);
        return;
    }
    Reload *reload = memory_alloc(sizeof *reload);
    reload->section = arena_strdup(application->arena, section);
    reload->message = arena_strdup(application->arena, message);
    reload->member = application->source.member;
    reload->member_name = application->source.member_name;
    reload->options = reload->member ? *reload->member : application->options->workspace;
    const char *name = section ? reload->section : application->source.section;
    if (name)
        reload->options.name = name;
    start_reload(application, reload);
}

void open_fleet_member(Application *application, const FleetMember *member)
{
    if (reload_is_running(application))
        return;
    Reload *reload = memory_alloc(sizeof *reload);
    reload->options = application->options->workspace;
    if (member) {
        WorkspaceOptions *options = ARENA_NEW(application->arena, WorkspaceOptions);
        *options = fleet_member_options(application->arena, &reload->options, member);
        reload->member = options;
        reload->member_name = member->name;
        reload->options = *options;
    } else {
        application->source.member = NULL;
        application->screen = base_screen(application);
    }
    reload->message = "";
    start_reload(application, reload);
}

const Screen *base_screen(const Application *application)
{
    return application->options->fleet && !application->source.member ? &screen_fleet : &screen_home;
}

bool reload_is_running(Application *application)
{
    if (application->source.reload)
        application_message(application, "the project is being read again; try again in a moment");
    return application->source.reload != NULL;
}

static void *leave(void *workspace)
{
    workspace_close_within(workspace);
    return NULL;
}

/* Closes the previous project on a thread: its connection may take long to close. */
static void close_in_background(Workspace *workspace)
{
    pthread_t thread;
    if (thread_start(&thread, THREAD_STACK, leave, workspace))
        pthread_detach(thread);
    else
        workspace_close_within(workspace);
}

static void take_fresh(Application *application, const Reload *reload)
{
    const Revision *selected = application_selected(application);
    const char *id = selected ? arena_strdup(application->arena, selected->id) : "";
    const bool is_same = application->source.member == reload->member;
    application->source.member = reload->member;
    application->source.member_name = reload->member_name;
    drop_project(application);
    close_in_background(application->workspace);
    application->workspace = reload->fresh;
    if (reload->section)
        application->source.section = reload->section;
    stamp_state(application)->can_undo &= !reload->section; /* the stamp was made in the other section's database */
    init_view(application);
    if (application->options->fleet)
        fleet_control_set_scripts(application->options->fleet, workspace_map(reload->fresh));
    selected = map_get(&workspace_map(reload->fresh)->by_name, id);
    application->graph.is_placed = is_same && selected != NULL;
    if (is_same && selected)
        show_revision(application, selected);
    if (base_screen(application) == &screen_home)
        workspace_post_refresh(reload->fresh);
    workspace_post_commits(reload->fresh);
}

void application_take_reload(Application *application)
{
    Reload *reload = application->source.reload;
    if (!reload || !atomic_load(&reload->is_done) || application->screen != base_screen(application))
        return;
    pthread_join(reload->thread, NULL);
    application->source.reload = NULL;
    application->source.digest = workspace_files_digest(reload->fresh ? reload->fresh : application->workspace);
    if (reload->fresh)
        take_fresh(application, reload);
    if (!reload->fresh)
        application_message(application, "the project cannot be read again: %s", reload->error.message);
    else if (!reload->section && !(reload->message && !*reload->message))
        application_message(application, "%s",
                            reload->message ? reload->message : "the scripts changed on disk and were read again");
    free(reload);
}

void application_end_reload(Application *application)
{
    Reload *reload = application->source.reload;
    if (!reload)
        return;
    pthread_join(reload->thread, NULL);
    workspace_close_within(reload->fresh);
    free(reload);
}

/* ---- checking the files --------------------------------------------------------------------- */

/* At intervals, and only while home is shown. */
void application_check_files(Application *application)
{
    enum { FILES_MILLISECONDS = 1000 };
    int64_t now = clock_milliseconds();
    const Revision *selected = application_selected(application);
    bool is_time = now - application->source.latest_inspection >= FILES_MILLISECONDS &&
                   application->screen == base_screen(application);
    if (!is_time || application->source.reload) /* it has changed the current folder */
        return;
    uint64_t files = workspace_files_digest(application->workspace),
             file = selected ? workspace_file_digest(selected) : 0;
    bool changed = (application->source.digest && files != application->source.digest) ||
                   (selected && application->source.script_of == selected && file != application->source.script_digest);
    application->source.latest_inspection = now;
    application->source.digest = files;
    application->source.script_of = selected;
    application->source.script_digest = file;
    if (changed)
        application_reload(application, NULL, NULL);
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
        application_reload(application, NULL, NULL);
}
