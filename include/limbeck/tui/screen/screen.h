/* The Screen interface, and what all screens share.
 *
 * To add a screen: copy a screen_*.c and add its row to screens.c. To add a key:
 * one row with its help text; footer, help screen and manual page read it. */
#ifndef LIMBECK_TUI_SCREEN_SCREEN_H
#define LIMBECK_TUI_SCREEN_SCREEN_H

#include "limbeck/tui/theme/preferences.h"
#include "limbeck/tui/widget/line_input.h"
#include "limbeck/tui/widget/widget.h"
#include "limbeck/workspace/commit_snapshot.h"
#include "limbeck/workspace/comparison_snapshot.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/inspect_snapshot.h"
#include "limbeck/workspace/plan_snapshot.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/schema_snapshot.h"
#include "limbeck/workspace/stamp_rows.h"
#include "limbeck/workspace/workspace.h"

typedef struct Application Application;
typedef struct FleetMember FleetMember;
typedef struct Screen Screen;

typedef struct KeyRow {
    Key keys[MAX_KEYS]; /* default keys; the action receives one of these even when the user chose others */
    const char *label;  /* "j k" */
    const char *name;   /* "upgrade": in the palette, and in the user's key settings */
    const char *footer; /* NULL: not shown in the footer */
    const char *help;
    void (*action)(Application *application, Key key);
} KeyRow;

/* The reason why a key does nothing at present; NULL when it works. */
typedef const char *Obstacle(Application *application);

/* For a key that does not always work: while it does not, no hint offers it, and pressing it shows the reason. When
 * several rows have the same key, the first that works is used. */
typedef struct KeyCondition {
    const char *name; /* KeyRow.name */
    Obstacle *obstacle;
} KeyCondition;

struct Screen {
    const char *name;
    const char *purpose;            /* title of its keys on the help screen */
    const KeyRow *keys;             /* ended by a NULL help */
    const KeyCondition *conditions; /* ended by a NULL name; NULL: all keys always work */
    void (*draw)(Application *application, Surface *surface);
    /* The line that is typed, which receives the keys that no row has; may be NULL. */
    LineInput *(*input)(const Application *application);
    void (*edited)(Application *application); /* called after a change of it; may be NULL */
    /* Names of the keys the footer shows at present, in order; NULL: all with footer text. */
    const char *(*hints)(const Application *application);
    bool is_dialog;    /* drawn over another screen, with its keys in its own frame */
    size_t state_size; /* of its private state; see screen_state() */
    /* Called before each frame to read new snapshots; may be NULL. */
    void (*read_snapshots)(Application *application);
};

extern const Screen screen_home, screen_confirm, screen_typed, screen_run, screen_help, screen_search, screen_filter,
    screen_palette, screen_plan, screen_path, screen_table, screen_stamp, screen_merge, screen_answer, screen_orphan,
    screen_compare, screen_fleet, screen_fleet_typing, screen_fleet_confirm, screen_fleet_stop;
extern const Screen *const screens[]; /* NULL-terminated */

enum { MAX_TABS = 9 };

/* What a click in the zone does, until the next frame. */
typedef void ZoneAction(Application *application, int argument);
typedef struct Zone {
    Area area;
    ZoneAction *act; /* NULL: the key's action */
    int argument;
    const KeyRow *row;
} Zone;

typedef VECTOR(int) BreakpointLines;

/* The scripts as last read, and whether they have changed since; see project.c. */
typedef struct SourceState {
    const char *section; /* section of the ini the user chose; NULL: as at the start */
    uint64_t digest;     /* see workspace_files_digest() */
    uint64_t script_digest;
    const Revision *script_of;      /* revision whose script that is */
    struct Reload *reload;          /* NULL: no reload is running */
    const WorkspaceOptions *member; /* of limbeck fleet, whose home is shown; NULL: the project itself is open */
    const char *member_name;
    int64_t latest_inspection; /* clock_milliseconds() */
} SourceState;

/* What the graph shows of the project; see shown.c. */
typedef struct GraphState {
    RevisionVector order; /* all revisions, newest first */
    int *place_of;        /* position in `order`, by Revision.index */
    int id_width;         /* letters of an id that are shown: enough to tell all apart, if 16 are */
    Arena *arena;         /* for the fields below, until they change */
    GraphView *view;
    LanePicture *picture;
    int *folded_count;    /* number of revisions in a folded row, by Revision.index; NULL: nothing is folded */
    RevisionSet unfolded; /* rows shown although runs are folded */
    bool folds;
    LineInput filter;
    int selected, scroll, height;
    bool is_placed; /* the selection was moved to the database's revision once */
} GraphState;

/* The latest snapshot of each kind; NULL while there is none. */
typedef struct LatestSnapshots {
    const DatabaseSnapshot *database;
    const SchemaSnapshot *schema;           /* how the selected revision changes the schema */
    const PreviewSnapshot *preview, *other; /* `other`: preview for the other dialect */
    const RunSnapshot *run;
    const PlanSnapshot *plan;
    const InspectSnapshot *inspection;
    const ComparisonSnapshot *comparison;
    const CommitSnapshot *commits;
    const DatabaseSnapshot *places[MAX_TABS]; /* last seen state of the other databases */
    uint64_t dismissed_run;                   /* generation of the last run the user dismissed */
} LatestSnapshots;

typedef struct RefreshState {
    bool is_requested;    /* requested by a key */
    int64_t requested_at; /* clock_milliseconds() */
    uint64_t newest;     /* generation of the first snapshot with the current rows; older ones may show another state */
    int64_t move_shown;  /* DatabaseSnapshot.moved of the change the footer reported */
    const char *notices; /* login notices shown last */
} RefreshState;

/* Steps that run one after the other. */
typedef struct PathState {
    RevisionVector steps; /* all chosen steps; the current plan begins at index `first` */
    int first, count, at;
    VECTOR(const RunSnapshot *) runs; /* of the steps that ended, each retained */
    VECTOR(StringVector) rows;        /* version rows after each step, as planned */
} PathState;

/* The step that is confirmed or runs. */
typedef struct StepState {
    const Revision *revision;
    bool downgrade;
    bool confirms_cancel;
    int64_t session_to_end; /* pid of the session that the user is asked to end; 0: none */
    bool cancelling;
    bool abandoning; /* giving up a connection whose server does not answer the cancel */
} StepState;

typedef struct ChosenTheme {
    const char *name;
    bool is_chosen; /* by the user, not by the terminal's background */
} ChosenTheme;

/* Which lines of a dialog are visible. */
typedef struct DialogLines {
    int scroll, rows; /* the first one, and their number */
} DialogLines;

struct Application {
    const struct ApplicationOptions *options;
    Workspace *workspace;
    struct Terminal *terminal;
    const char *folder; /* folder limbeck was started in */
    Preferences preferences;
    ChosenTheme theme;
    const Screen *screen;
    const Screen *screen_before; /* the screen under help or search */
    void **screen_states;        /* private state of each screen; see screen_state() */
    bool quitting;
    bool is_too_small;   /* the window was too small for the last frame; no screen was drawn */
    const char *message; /* one line above the footer; NULL: none */
    DialogLines dialog;
    Arena *arena;       /* lives as long as the application */
    Arena *frame;       /* freed after the frame being drawn */
    VECTOR(Zone) zones; /* of this frame; where zones overlap, the last one counts */
    SourceState source;
    GraphState graph;
    LatestSnapshots latest;
    RefreshState refresh;
    PathState path;
    StepState step;
};

/* A screen's private state: Screen.state_size bytes, zeroed at start. */
void *screen_state(const Application *application, const Screen *screen);

/* The message of a revision, or its file name when it has none. */
const char *application_title(Application *application, const Revision *revision);
const Revision *application_selected(const Application *application);
void application_select(Application *application, int index);
void application_message(Application *application, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Requests the preview for the detail pane or the confirmation. */
/* True when a snapshot made while the database did not answer should be requested again; at intervals, until it
 * answers. */
bool is_due_again(const Application *application, bool is_live, int64_t taken);
void application_request_preview(Application *application, const Revision *revision, bool downgrade);
/* As application_request_preview(), for the other dialect. */
void application_request_other_dialect(Application *application, const Revision *revision, bool downgrade);
/* How the revision changes the schema; NULL until it is known. */
const SchemaSnapshot *application_request_schema(Application *application, const Revision *revision);
bool preview_matches(const Application *application, const PreviewSnapshot *preview, const Revision *revision,
                     bool downgrade);
/* Copies to the clipboard, through the terminal. */
void application_copy(Application *application, const char *text);
/* Runs the editor in the terminal, then reloads the project. */
void application_edit(Application *application, const Revision *revision);
/* Reloads the project, with the named section of the ini or the present one (NULL). Until it ends, keys work, but
 * nothing may be written. If it fails, the present project stays. `message` is shown at the end; NULL: "files changed".
 */
void application_reload(Application *application, const char *section, const char *message);
/* Of limbeck fleet: opens the home screen of this member, as a reload; NULL: closes it, back to the fleet. */
void open_fleet_member(Application *application, const FleetMember *member);
/* The screen to which the others go back: home, or the fleet's while none of its members is open. */
const Screen *base_screen(const Application *application);
/* True while a reload runs, when nothing may be written; also shows a message. */
bool reload_is_running(Application *application);
/* NULL: "night". Shows a message if the theme does not exist. */
void application_set_theme(Application *application, const char *name);
/* The same, and remembers it. */
void application_choose_theme(Application *application, const char *name);
/* The row of a key; *own: the row's default key that it replaces. NULL: none. */
const KeyRow *key_row(const Application *application, const Screen *screen, Key key, Key *own);
const char *key_obstacle(const Application *application, const Screen *screen, const KeyRow *row);
/* Performs the row's action, or shows why it cannot. */
void press_key(Application *application, const Screen *screen, const KeyRow *row, Key own);
/* The row's keys, as the user has set them. */
const char *key_label(const Application *application, const Screen *screen, const KeyRow *row);
/* A line of a scrolling pane or dialog. */
typedef struct StyledLine {
    const char *text;
    Style style;
    const Language *language; /* for syntax colours; NULL: all in `style` */
    const char *mark;         /* a glyph before it, in `mark_style`; NULL: none */
    Style mark_style;
    const char *right; /* at the end of the line; NULL: nothing */
    int indent;        /* cells */
    const char *label; /* before it, in a column of LABEL_WIDTH; "": blank; NULL: no such column */
    int step;          /* of a plan; -1: none */
    int gutter;        /* bytes at its beginning that are no code, such as a line number */
    char open;         /* quote of the string that a line before it left open; 0: none */
    int line;          /* line of the script it comes from; 0: none */
} StyledLine;

typedef VECTOR(StyledLine) StyledLines;
enum { LABEL_WIDTH = 12 };

/* Wraps the text at `width`; all other fields of `like` are copied to each line. */
void add_lines(Application *application, StyledLines *lines, StyledLine like, int width, const char *text);
/* Scrolls the dialog by a line, or by a page with the page keys. */
void act_scroll(Application *application, Key key);
void draw_styled_line(Surface *surface, int x, int y, int width, const StyledLine *line);
/* Draws from application->dialog_scroll on, with a mark when there are more lines. */
void draw_styled_lines(Application *application, Surface *surface, Area box, int first_row, const StyledLines *lines);

/* Computes what the graph shows: at the start, and after changes. */
void init_view(Application *application);
void rebuild_view(Application *application);
void narrow_view(Application *application); /* after another letter in the filter: tests visible rows only */
void show_folded(Application *application, bool folds);
/* Shows the graph again where the detail covers it. */
void show_graph(Application *application);
/* Unfolds the run that is folded into this row. */
void show_unfolded(Application *application, const Revision *top);
int folded_rows(const Application *application, const Revision *revision); /* 0: not folded */
/* Selects the revision, and unhides it if a filter or fold hides it. */
void show_revision(Application *application, const Revision *revision);

typedef bool IsWanted(Application *application, const Revision *revision);
/* The first match from `first` rows after the selected one, in steps of `step`, wrapping around; NULL: none. */
const Revision *find_revision(Application *application, IsWanted *is_wanted, int first, int step);
bool filter_matches(Application *application, const Revision *revision);

/* Actions of home that open other screens. */
void act_search(Application *application, Key key);
void act_next_match(Application *application, Key key);
/* Highlights what the last search found, until Esc. */
void highlight_matches(Application *application, Surface *surface, Area area);
bool has_highlighted_matches(const Application *application);
void clear_matches(Application *application);
void act_filter(Application *application, Key key);
void act_palette(Application *application, Key key);
void act_stamp(Application *application, Key key);
void act_undo(Application *application, Key key);
void act_merge(Application *application, Key key);
void act_mark(Application *application, Key key);
void act_compare(Application *application, Key key);
const char *compare_obstacle(Application *application);
/* The revision that v marked. */
bool is_marked(const Application *application, const Revision *revision);
/* While two revisions are compared: '+' for a step up between them, '-' for one down, ' ' for others; else 0. */
char comparison_mark(const Application *application, const Revision *revision);
void draw_comparison(Application *application, Surface *surface, Area area);
void act_orphan(Application *application, Key key);
void act_lesson(Application *application, Key key);
void act_answer(Application *application, Key key);
/* Checks whether the lesson's task is done. */
void check_lesson(Application *application);
int lesson_height(const Application *application); /* 0: no tour */
void draw_lesson(Application *application, Surface *surface, Area area);
/* Draws home with an input line at its bottom. */
void draw_typing(Application *application, Surface *surface, const char *name, const LineInput *input,
                 const char *keys);
void act_database(Application *application, Key key);
const char *no_other_database(Application *application);
/* Returns the x after the last tab. */
int draw_database_tabs(Application *application, Surface *surface, int x, int end);
/* Adds the names of the other databases at this revision. */
void add_other_databases(Application *application, const Revision *revision, Text *tags);
void release_other_databases(Application *application);

/* Title of the database pane. */
const char *database_title(Application *application);
/* "40 s ago", "3 min ago" */
const char *ago_text(Arena *arena, int64_t milliseconds);
/* "14:02:59" in local time, from milliseconds since 1970. */
const char *time_of_day(Arena *arena, int64_t moment);
/* Version rows as text: "3e7f90d1, a7715c3e"; "base". */
const char *short_rows(Arena *arena, const StringVector *rows);
/* note_question() records the version rows when a question is shown; moved_since_question() returns a text when they
 * have changed since, else NULL. An answer given for one state must not be applied to another. */
void note_question(Application *application);
bool database_has_rows(const Application *application, const StringVector *rows);
const char *moved_since_question(Application *application);
/* "5 pending", "pending unknown"; "" while nothing is known. */
const char *pending_text(Application *application);
/* Who added the revision's script, as git knows it; NULL: not known. */
const ScriptCommit *commit_of(const Application *application, const Revision *revision);
/* Draws author, age and release at the right of the row, where it is wide enough; returns where they begin. */
int draw_commit(Application *application, Surface *surface, int x, int end, int y, const Revision *revision);
/* Why no step can be planned: a version row without a script. NULL: none. */
const char *orphan_obstacle(Application *application);
/* As orphan_obstacle(), also when not connected; step_obstacle() also when writing is forbidden. */
const char *path_obstacle(Application *application);
const char *step_obstacle(Application *application);

/* The action of ? on every screen that has it. */
void act_help(Application *application, Key key);
/* Returns to the graph, or to the plan shown on it. */
void go_home(Application *application);
void act_go_home(Application *application, Key key);
/* Saves the present screen as a picture. */
void act_share(Application *application, Key key);
/* Opens the plan to a revision on the graph. plan_number(): the step number of a revision in it, 0: none. */
void open_plan(Application *application, const Revision *target);
int plan_number(const Application *application, const Revision *revision);
/* Sets or removes a breakpoint: the script lines before which a step stops. */
void act_breakpoint(Application *application, Key key);
bool has_breakpoint(Application *application, const Revision *revision, int line);
void breakpoint_lines(Application *application, const Revision *revision, BreakpointLines *lines);
/* Posts application->step.revision to the worker, to run or to rehearse. */
void post_step(Application *application, bool rehearses);
/* Releases the snapshots of the steps that have ended; they are no longer shown. */
void release_runs(Application *application);
/* Calls `start`, after asking for the database's name where required. */
void begin_writing(Application *application, void (*start)(Application *application));
/* Calls `start` after this word was typed. */
void ask_for_word(Application *application, const char *word, const char *question,
                  void (*start)(Application *application));
void start_run(Application *application);
/* A step, rehearsal or stamp started here has not ended. */
bool is_running(const Application *application);
/* Runs or rehearses application->step.revision, and shows it. */
void start_step(Application *application, bool rehearses);
void add_zone(Application *application, Area area, ZoneAction *act, int argument);
/* Draws a frame with the screen's key hints in its bottom line. */
void draw_dialog(Application *application, Surface *surface, Area area, const char *title, const Screen *screen);
void draw_footer(Application *application, Surface *surface, const Screen *screen);

/* What [limbeck] says of the database: "production, read only"; "" */
const char *marks_text(Application *application);
/* Gives the title line the colour of the database's mark, so that it is not mistaken for another. */
void colour_title(Application *application, Surface *surface);

/* panes of home */
void draw_graph(Application *application, Surface *surface, Area area);
void draw_detail(Application *application, Surface *surface, Area area);
/* The content of the detail pane, as text. */
const char *detail_text(Application *application);
void move_in_detail(Application *application, int by);
/* Scrolls the pane at that place; false when there is none. */
bool turn_wheel(Application *application, int x, int y, int by);
void draw_plan(Application *application, Surface *surface, Area area);
void draw_run_pane(Application *application, Surface *surface, Area area);
/* The mark of a revision in the run on the screen; NULL: it is not in it, or no run is shown. */
const char *run_mark(const Application *application, const Revision *revision, Style *style);
/* The latest inspection of that kind; requests a new one when it is old. NULL while there is none. */
const InspectSnapshot *latest_inspection(Application *application, InspectKind kind, const char *name,
                                         const char *quoted);
/* Opens the selected table. */
void open_table(Application *application);
void release_table(Application *application);
void draw_database(Application *application, Surface *surface, Area area);

#endif
