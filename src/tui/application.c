/* The main loop: handles a key or a new snapshot, then draws a frame. */
#include "limbeck/tui/application.h"
#include "limbeck/tui/screen/home_state.h"

#include "internal.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/file.h"
#include "limbeck/base/log.h"
#include "limbeck/fleet/control.h"
#include "limbeck/tui/screen/screen.h"
#include "limbeck/tui/surface/picture.h"
#include "limbeck/tui/terminal/terminal.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/inspect_snapshot.h"
#include "limbeck/workspace/plan_snapshot.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/schema_snapshot.h"
#include "limbeck/workspace/snapshot.h"
#include "limbeck/workspace/workspace.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_WIDTH = 36, MIN_HEIGHT = 10, TICK_MILLISECONDS = 200, RELOAD_MILLISECONDS = 10 };

static void follow_background(Application *application, bool asks);

/* ---- requests of the screens ------------------------------------------------------------- */

const Revision *application_selected(const Application *application)
{
    return application->graph.view->order.count ? application->graph.view->order.items[application->graph.selected]
                                                : NULL;
}

const char *application_title(Application *application, const Revision *revision)
{
    const char *message = revision_message(application->frame, revision);
    return *message ? message : path_basename(revision->path);
}

void application_select(Application *application, int index)
{
    int last = (int)application->graph.view->order.count - 1;
    index = index > last ? last : index;
    index = index < 0 ? 0 : index;
    if (index != application->graph.selected)
        home_state(application)->detail.at = home_state(application)->detail.scroll =
            home_state(application)->detail.script_at = home_state(application)->detail.script_scroll = 0;
    application->graph.selected = index;
}

void application_message(Application *application, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    application->message = arena_vformat(application->arena, format, arguments);
    va_end(arguments);
}

bool preview_matches(const Application *application, const PreviewSnapshot *preview, const Revision *revision,
                     bool downgrade)
{
    size_t which = application->latest.database ? application->latest.database->which : 0;
    return preview && preview->revision == revision && preview->downgrade == downgrade && preview->which == which &&
           preview->generation > application->refresh.newest;
}

bool is_due_again(const Application *application, bool is_live, int64_t taken)
{
    enum { RETRY_MILLISECONDS = 2000 };
    bool is_connected = application->latest.database && application->latest.database->connected;
    return !is_live && is_connected && clock_milliseconds() - taken >= RETRY_MILLISECONDS;
}

/* One request at a time: while the worker is busy, the next frame requests again. */
void application_request_preview(Application *application, const Revision *revision, bool downgrade)
{
    const PreviewSnapshot *preview = application->latest.preview;
    bool is_wanted = !preview_matches(application, preview, revision, downgrade) ||
                     is_due_again(application, preview->is_live, preview->taken);
    if (is_wanted && !workspace_is_busy(application->workspace))
        workspace_post_preview(application->workspace, revision, downgrade);
}

void application_request_other_dialect(Application *application, const Revision *revision, bool downgrade)
{
    if (!preview_matches(application, application->latest.other, revision, downgrade) &&
        !workspace_is_busy(application->workspace))
        workspace_post_other_preview(application->workspace, revision, downgrade);
}

const SchemaSnapshot *application_request_schema(Application *application, const Revision *revision)
{
    const SchemaSnapshot *schema = application->latest.schema;
    size_t which = application->latest.database ? application->latest.database->which : 0;
    if (schema && schema->revision == revision && schema->which == which)
        return schema;
    if (!workspace_is_busy(application->workspace))
        workspace_post_schema(application->workspace, revision);
    return NULL;
}

/* ---- snapshots -------------------------------------------------------------------------------- */

static void select_current(Application *application)
{
    for (size_t i = 0; i < application->graph.order.count; i++) {
        if (application->latest.database->current[application->graph.order.items[i]->index]) {
            show_revision(application, application->graph.order.items[i]);
            return;
        }
    }
    if (application->latest.database->connected)
        application_select(application, (int)application->graph.view->order.count - 1);
}

void application_release(Application *application)
{
    snapshot_release(application->latest.database);
    snapshot_release(application->latest.preview);
    snapshot_release(application->latest.other);
    snapshot_release(application->latest.schema);
    snapshot_release(application->latest.run);
    snapshot_release(application->latest.plan);
    snapshot_release(application->latest.inspection);
    snapshot_release(application->latest.comparison);
    snapshot_release(application->latest.commits);
}

/* Shows notices sent at login, each text once. */
static void show_notices(Application *application)
{
    const char *notices = application->latest.database->notices;
    bool is_known = application->refresh.notices && notices && strcmp(application->refresh.notices, notices) == 0;
    if (!notices || is_known)
        return;
    application->refresh.notices = arena_strdup(application->arena, notices);
    application_message(application, "the server said at login: %s", notices);
}

static void take_snapshots(Application *application)
{
    uint64_t before = application->latest.database ? application->latest.database->generation : 0;
    const DatabaseSnapshot *latest = workspace_database(application->workspace);
    workspace_clear_wake(application->workspace);
    if (latest && (!latest->rows_known || !database_has_rows(application, &latest->rows)))
        application->refresh.newest = latest->generation;
    application_release(application);
    application->latest.database = latest;
    application->latest.preview = workspace_preview(application->workspace);
    application->latest.other = workspace_other_preview(application->workspace);
    application->latest.schema = workspace_revision_schema(application->workspace);
    application->latest.run = workspace_run(application->workspace);
    application->latest.plan = workspace_plan_to_selected(application->workspace);
    application->latest.inspection = workspace_inspected(application->workspace);
    application->latest.comparison = workspace_comparison(application->workspace);
    application->latest.commits = workspace_commits(application->workspace);
    if (application->latest.database && application->latest.database->generation != before) {
        application->refresh.is_requested = false;
        show_notices(application);
        if (application->graph.folds || application->graph.filter.text[0]) /* filter and folding may depend on the new
                                                                            * snapshot */
            rebuild_view(application);
    }
    if (application->latest.database && !application->graph.is_placed) {
        application->graph.is_placed = true;
        select_current(application);
    }
}

/* ---- keys and drawing ------------------------------------------------------------------------------- */

/* While a dialog is open only the dialog can be clicked. */
static void click(Application *application)
{
    int x, y;
    terminal_click(application->terminal, &x, &y);
    for (size_t i = application->zones.count; i-- > 0;) {
        const Zone zone = application->zones.items[i];
        if (x < zone.area.x || y < zone.area.y || x >= zone.area.x + zone.area.width ||
            y >= zone.area.y + zone.area.height)
            continue;
        if (zone.act)
            zone.act(application, zone.argument);
        else if (zone.row)
            press_key(application, application->screen, zone.row, zone.row->keys[0]);
        return;
    }
}

/* The window is too small and no screen is drawn, so only the keys to quit work. */
static void handle_key_unseen(Application *application, Key key)
{
    bool leaves = key == KEY_CODE_INTERRUPT || (key == 'q' && !is_running(application));
    char text[16] = "that key";
    if (key > ' ' && key < 0x110000)
        text[utf8_encode(key, text)] = '\0';
    application->quitting |= leaves;
    application_message(application, "%s does not work in this window", text);
}

/* Pasted letters go into a text field, if there is one; they never act as keys. */
static void paste(Application *application)
{
    const Screen *screen = application->screen;
    const char *text = terminal_pasted(application->terminal);
    if (!screen->input) {
        application_message(application, "pasted text is not read as keys: nothing was done");
        return;
    }
    if (!line_input_paste(screen->input(application), text))
        application_message(application, "the pasted text is too long: its end is missing");
    if (screen->edited)
        screen->edited(application);
}

static void type(Application *application, Key key)
{
    const Screen *screen = application->screen;
    if (screen->input && line_input_key(screen->input(application), key) && screen->edited)
        screen->edited(application);
}

/* On the home screen the wheel scrolls the pane under the pointer; elsewhere it acts as an arrow key. */
static Key wheel_key(Application *application, Key key)
{
    int x, y, by = key == KEY_CODE_WHEEL_UP ? -1 : 1;
    terminal_click(application->terminal, &x, &y);
    if (application->screen == &screen_home && turn_wheel(application, x, y, by))
        return KEY_NONE_YET;
    return key == KEY_CODE_WHEEL_UP ? KEY_CODE_UP : KEY_CODE_DOWN;
}

static void handle_key(Application *application, Key key)
{
    if (key == KEY_CODE_BACKGROUND) {
        follow_background(application, false);
        return;
    }
    application->message = NULL;
    if (key == KEY_CODE_HANGUP) { /* cancels the running step on the server */
        application->quitting = true;
        return;
    }
    if (application->is_too_small) {
        handle_key_unseen(application, key);
        return;
    }
    if (key == KEY_CODE_CLICK) {
        click(application);
        return;
    }
    if (key == KEY_CODE_PASTE) {
        paste(application);
        return;
    }
    if (key == KEY_CODE_WHEEL_UP || key == KEY_CODE_WHEEL_DOWN)
        key = wheel_key(application, key);
    if (key == KEY_CODE_SHARE) {
        act_share(application, key);
        return;
    }
    Key own;
    const KeyRow *row = key_row(application, application->screen, key, &own);
    if (row)
        press_key(application, application->screen, row, own);
    else
        type(application, key);
}

static const KeyRow no_keys[] = {{{0}, NULL, NULL, NULL, NULL, NULL}};
static const Screen no_screen = {.keys = no_keys};

static void draw_too_small(Application *application, Surface *surface)
{
    bool runs = is_running(application);
    surface_text(surface, 0, 0, surface->width, STYLE_WARNING,
                 arena_format(application->frame, "needs %d x %d; this is %d x %d", MIN_WIDTH, MIN_HEIGHT,
                              surface->width, surface->height));
    surface_text(surface, 0, 1, surface->width, STYLE_TEXT,
                 runs ? "a step runs: enlarge the window" : "enlarge the window; q leaves");
    if (runs)
        surface_text(surface, 0, 2, surface->width, STYLE_TEXT, "Ctrl-C cancels it and leaves");
    if (application->message)
        surface_text(surface, 0, 3, surface->width, STYLE_MUTED, application->message);
}

static void draw_screen(Application *application, Surface *surface)
{
    if (application->is_too_small)
        draw_too_small(application, surface);
    else
        application->screen->draw(application, surface);
    if (application->screen->is_dialog && !application->is_too_small) /* the footer's keys do not work under a dialog */
        draw_footer(application, surface, &no_screen);
}

/* Where a line of text is typed it takes the place of the footer: a message stands above it. */
static void draw_message_of_input(const Application *application, Surface *surface)
{
    int y = surface->height - 2;
    if (!application->screen->input || application->screen->is_dialog || !application->message)
        return;
    surface_fill(surface, (Area){0, y, surface->width, 1}, STYLE_TEXT, ' ');
    surface_text(surface, 1, y, surface->width - 2, STYLE_WARNING, application->message);
}

void act_share(Application *application, Key key)
{
    int width, height;
    const char *path;
    Error error = {0};
    (void)key;
    terminal_size(application->terminal, &width, &height);
    Surface *surface = surface_new(width, height);
    draw_screen(application, surface);
    if (picture_save(application->arena, surface, application->options->no_color ? NULL : application->theme.name,
                     application->options->pictures, &path, &error))
        application_message(application, "saved %s in %s", path_basename(path), path_dirname(application->arena, path));
    else
        application_message(application, "the picture was not saved: %s", error.message);
    error_clear(&error);
    surface_free(surface);
}

static void draw(Application *application, Terminal *terminal, Surface **surface)
{
    int width, height;
    terminal_size(terminal, &width, &height);
    if (!*surface || (*surface)->width != width || (*surface)->height != height) {
        surface_free(*surface);
        *surface = surface_new(width, height);
    }
    surface_clear(*surface);
    arena_reset(application->frame);
    memset(&application->zones, 0, sizeof application->zones);
    bool is_too_small = width < MIN_WIDTH || height < MIN_HEIGHT;
    if (application->is_too_small && !is_too_small)
        application->message = NULL;
    application->is_too_small = is_too_small;
    draw_screen(application, *surface);
    draw_message_of_input(application, *surface);
    terminal_show(terminal, *surface);
}

/* ---- preferences ---------------------------------------------------------------------------------------- */

void application_set_theme(Application *application, const char *name)
{
    Error error = {0};
    Theme theme = theme_plain();
    const char *path = theme_find(application->arena, name ? name : "night");
    if (!path)
        application_message(application, "there is no theme '%s'", name ? name : "night");
    else if (!theme_read(path, &theme, &error))
        application_message(application, "%s:%d: %s", path_basename(error.file), error.line, error.message);
    else
        application->theme.name = arena_strdup(application->arena, name ? name : "night");
    terminal_set_theme(application->terminal, &theme);
}

void application_copy(Application *application, const char *text)
{
    const char *line = text_one_line(application->frame, text);
    terminal_copy(application->terminal, text);
    application_message(application, "copied: %.60s%s", line, strlen(line) > 60 ? "..." : "");
}

void application_choose_theme(Application *application, const char *name)
{
    Error error = {0};
    const char *path = preferences_path(application->arena);
    application_set_theme(application, name);
    application->theme.is_chosen = true;
    if (!path || application->message)
        return;
    if (preferences_set_theme(application->arena, path, name, &error))
        application_message(application, "theme %s, saved in %s", name, path);
    else
        application_message(application, "theme %s, not saved: %s", name, error.message);
}

/* Without a choice of the user the terminal's background decides. */
static void follow_background(Application *application, bool asks)
{
    if (asks)
        terminal_query_background(application->terminal);
    if (!application->theme.is_chosen)
        application_set_theme(application, terminal_is_light(application->terminal) ? "day" : "night");
}

static bool is_action(const KeyPreference *preference)
{
    for (const Screen *const *screen = screens; *screen; screen++)
        for (const KeyRow *row = (*screen)->keys; row->help; row++)
            if (strcmp((*screen)->name, preference->screen) == 0 && strcmp(row->name, preference->action) == 0)
                return true;
    return false;
}

/* ---- start and end ------------------------------------------------------------------------------------- */

/* A wrong line is reported; all others apply. */
static void load_preferences(Application *application)
{
    Error error = {0};
    const char *path = preferences_path(application->arena);
    if (!preferences_read(application->arena, path, &application->preferences, &error))
        application_message(application, "%s:%d: %s", path_basename(error.file), error.line, error.message);
    for (size_t i = 0; i < application->preferences.keys.count; i++) {
        const KeyPreference *preference = &application->preferences.keys.items[i];
        if (!is_action(preference))
            application_message(application, "limbeck.ini: [keys.%s] has no action '%s'; ? lists them",
                                preference->screen, preference->action);
    }
    if (!application->preferences.no_mouse)
        terminal_take_mouse(application->terminal);
    const char *wish = getenv("LIMBECK_THEME");
    const char *chosen = wish && *wish ? wish : application->preferences.theme;
    application->theme.is_chosen = chosen != NULL;
    if (chosen)
        application_set_theme(application, chosen);
    else
        follow_background(application, true);
}

/* Reports of a fleet are taken at intervals: a frame for each would leave its databases less of the processor. */
static int fleet_tick(const Application *application)
{
    enum { FLEET_MILLISECONDS = 100 };
    const FleetControl *fleet = application->options->fleet;
    return fleet && fleet_control_task(fleet) ? FLEET_MILLISECONDS : TICK_MILLISECONDS;
}

static void run_loop(Application *application, Terminal *terminal)
{
    Surface *surface = NULL;
    while (!application->quitting) {
        take_snapshots(application);
        if (application->options->fleet)
            fleet_control_take(application->options->fleet);
        if (application->screen->read_snapshots)
            application->screen->read_snapshots(application);
        application_check_files(application);
        application_take_reload(application);
        check_lesson(application);
        application_poll_database(application);
        draw(application, terminal, &surface);
        int tick = application->source.reload ? RELOAD_MILLISECONDS : fleet_tick(application);
        Key key = terminal_key(terminal, workspace_wake_descriptor(application->workspace), tick);
        if (key != KEY_NONE_YET && key != KEY_CODE_RESIZE)
            handle_key(application, key);
    }
    surface_free(surface);
}

/* Log lines are dropped: the screens show them, and output on standard error would damage the frame. */
static void drop_line(void *state, const char *line)
{
    (void)state;
    (void)line;
}

void *screen_state(const Application *application, const Screen *screen)
{
    size_t i = 0;
    while (screens[i] != screen)
        i++;
    return application->screen_states[i];
}

static void make_screen_states(Application *application)
{
    size_t count = 0;
    while (screens[count])
        count++;
    application->screen_states = ARENA_ARRAY(application->arena, void *, count);
    for (size_t i = 0; i < count; i++)
        application->screen_states[i] = arena_alloc(application->arena, screens[i]->state_size);
}

static void prepare(Application *application)
{
    make_screen_states(application);
    application->screen = application->screen_before = base_screen(application);
    init_view(application);
    const StringVector *warnings = workspace_warnings(application->workspace);
    if (warnings->count)
        application_message(application, "%s", warnings->items[0]);
}

/* Lessons write scripts: allowed only inside the copy of the project. */
static bool may_teach(Application *application, Error *error)
{
    if (!application->options->teaches || workspace_scripts_are_in(application->workspace, application->folder))
        return true;
    error_set(error, ERROR_COMMAND, "scripts of this project lie outside its folder, and were not copied");
    error_hint(error, "limbeck teach --sample uses the sample project that comes with limbeck");
    return false;
}

bool application_run(const ApplicationOptions *options, Error *error)
{
    Application application = {
        .options = options, .arena = arena_new(), .frame = arena_new(), .graph.arena = arena_new()};
    log_to(drop_line, NULL);
    application.folder = current_folder(application.arena);
    application.workspace = workspace_open(&options->workspace, error);
    bool opens = application.workspace && may_teach(&application, error);
    Terminal *terminal = opens ? terminal_open(options->no_color, options->ascii, error) : NULL;
    if (terminal) {
        application.terminal = terminal;
        prepare(&application);
        load_preferences(&application);
        if (!options->fleet)
            workspace_post_refresh(application.workspace);
        workspace_post_commits(application.workspace);
        run_loop(&application, terminal);
        terminal_close(terminal);
        workspace_cancel(application.workspace);
        application_end_reload(&application);
        application_release(&application);
        release_other_databases(&application);
        release_runs(&application);
        release_table(&application);
    }
    workspace_close_within(application.workspace);
    terminal_end_by_signal();
    log_to(NULL, NULL);
    arena_free(application.frame);
    arena_free(application.graph.arena);
    arena_free(application.arena);
    return terminal != NULL;
}
