/* Breakpoints: lines of scripts before which a step stops. */
#include "limbeck/tui/screen/home_state.h"
#include "limbeck/tui/screen/screen.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/run_options.h"
#include "limbeck/workspace/run_snapshot.h"
#include "run_state.h"

#include <string.h>

static Breakpoint *find(Application *application, const Revision *revision, int line)
{
    for (size_t i = 0; i < run_state(application)->breakpoints.count; i++) {
        Breakpoint *point = &run_state(application)->breakpoints.items[i];
        if (point->line == line && strcmp(point->revision, revision->id) == 0)
            return point;
    }
    return NULL;
}

bool has_breakpoint(Application *application, const Revision *revision, int line)
{
    return line && find(application, revision, line) != NULL;
}

/* An operation may span several lines: returns its first line, if its SQL is known. */
static int line_of_operation(const Application *application, const Revision *revision, int line)
{
    const PreviewSnapshot *preview = application->latest.preview;
    int best = 0;
    for (size_t i = 0; preview && preview->revision == revision && i < preview->lines.count; i++) {
        int begins = preview->lines.items[i].line;
        best = begins <= line && begins > best ? begins : best;
    }
    return best ? best : line;
}

void act_breakpoint(Application *application, Key key)
{
    const Revision *revision = application_selected(application);
    (void)key;
    if (!revision || !home_state(application)->detail.script_line) {
        application_message(application,
                            "a breakpoint is set on a line of the script or of its SQL: Tab selects that pane");
        return;
    }
    int line = line_of_operation(application, revision, home_state(application)->detail.script_line);
    Breakpoint *point = find(application, revision, line);
    if (point) {
        *point = run_state(application)->breakpoints.items[--run_state(application)->breakpoints.count];
        application_message(application, "the breakpoint on line %d is removed", line);
        return;
    }
    if (run_state(application)->breakpoints.count == MAX_BREAKPOINTS) {
        application_message(application, "there are %d breakpoints already: b removes one", MAX_BREAKPOINTS);
        return;
    }
    Breakpoint new = {arena_strdup(application->arena, revision->id), line};
    vector_push(application->arena, &run_state(application)->breakpoints, new);
    application_message(application, "breakpoint set: steps stop before line %d", line);
}

void breakpoint_lines(Application *application, const Revision *revision, BreakpointLines *lines)
{
    for (size_t i = 0; i < run_state(application)->breakpoints.count; i++)
        if (strcmp(run_state(application)->breakpoints.items[i].revision, revision->id) == 0)
            vector_push(application->frame, lines, run_state(application)->breakpoints.items[i].line);
}

void post_step(Application *application, bool rehearses)
{
    BreakpointLines lines = {0};
    breakpoint_lines(application, application->step.revision, &lines);
    workspace_set_breakpoints(application->workspace, lines.items, lines.count);
    if (rehearses && application->path.count > 1) {
        workspace_post_path_rehearsal(
            application->workspace, (const Revision *const *)application->path.steps.items + application->path.first,
            (size_t)application->path.count, application->step.downgrade, application->latest.database);
        return;
    }
    (rehearses ? workspace_post_rehearsal : workspace_post_step)(
        application->workspace, application->step.revision, application->step.downgrade, application->latest.database);
}
