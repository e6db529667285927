/* What a screen is, and what all screens share.
 *
 * To add a screen: copy a screen_*.c and add its row to screens.c. To add a key:
 * one row with its help text; footer, help screen and manual page read it. */
#ifndef LIMBECK_TUI_SCREEN_SCREEN_H
#define LIMBECK_TUI_SCREEN_SCREEN_H

#include "limbeck/tui/theme/preferences.h"
#include "limbeck/tui/widget/widget.h"
#include "limbeck/workspace/database_snapshot.h"
#include "limbeck/workspace/inspect_snapshot.h"
#include "limbeck/workspace/plan_snapshot.h"
#include "limbeck/workspace/preview_snapshot.h"
#include "limbeck/workspace/run_snapshot.h"
#include "limbeck/workspace/schema_snapshot.h"
#include "limbeck/workspace/stamp_rows.h"
#include "limbeck/workspace/workspace.h"

typedef struct Application Application;
typedef struct Screen Screen;

typedef struct KeyRow {
    Key keys[MOST_KEYS]; /* the action is handed one of these, whatever key stands for it */
    const char *label;   /* "j k" */
    const char *name;    /* "upgrade": in the palette, and in a person's own keys */
    const char *footer;  /* NULL: not worth the room */
    const char *help;
    void (*action)(Application *application, Key key);
} KeyRow;

/* Why a key has nothing to do here and now; NULL: it has. */
typedef const char *Obstacle(Application *application);

/* A key that does not always work: while it does not, no hint offers it, and pressing it says why. Of several
 * rows with one key the first that works is meant. */
typedef struct KeyCondition {
    const char *name; /* of the row */
    Obstacle *obstacle;
} KeyCondition;

struct Screen {
    const char *name;
    const char *purpose;            /* over its keys on the help screen */
    const KeyRow *keys;             /* ended by a NULL help */
    const KeyCondition *conditions; /* ended by a NULL name; NULL: all keys always work */
    void (*draw)(Application *application, Surface *surface);
    /* Keys no row has, for typing; may be NULL. */
    void (*typed)(Application *application, Key key);
    /* Names of the keys that the footer tells now, in their order; NULL: all that have words
     * for it. */
    const char *(*hints)(const Application *application);
    bool is_dialog;    /* over another screen, with its keys in its own frame */
    size_t state_size; /* of what it remembers for itself; see screen_state() */
    /* Looks at new snapshots before each picture; may be NULL. */
    void (*look)(Application *application);
};

extern const Screen screen_home, screen_confirm, screen_typed, screen_run, screen_help, screen_search, screen_filter,
    screen_palette, screen_plan, screen_path, screen_table, screen_stamp, screen_merge, screen_answer, screen_orphan;
extern const Screen *const screens[]; /* NULL-terminated */

enum { MOST_TABS = 9 };

typedef enum { PANE_GRAPH, PANE_DETAIL, PANE_DATABASE, PANE_COUNT } Pane;
typedef enum { STATE_TABLES, STATE_SESSIONS, STATE_JOURNAL, STATE_COUNT } StateView;
typedef enum {
    DETAIL_SCRIPT,
    DETAIL_UPGRADE,
    DETAIL_DOWNGRADE,
    DETAIL_DIALECTS,
    DETAIL_SCHEMA,
    DETAIL_RISK,
    DETAIL_COUNT
} DetailMode;

/* What a click there does, until the next picture. */
typedef void ZoneAction(Application *application, int argument);
typedef struct Zone {
    Area area;
    ZoneAction *act; /* NULL: what the key does */
    int argument;
    const KeyRow *row;
} Zone;

typedef struct Breakpoint {
    const char *revision;
    int line; /* of its script */
} Breakpoint;

typedef VECTOR(int) BreakpointLines;

/* The scripts as they were read, and whether they changed since; see project.c. */
typedef struct SourceState {
    const char *section; /* of the ini, that was chosen; NULL: as started */
    uint64_t digest;     /* see workspace_files_digest() */
    uint64_t script_digest;
    const Revision *script_of; /* whose script that is */
    struct Reload *reload;     /* NULL: none is under way */
    int64_t looked_at;         /* clock_milliseconds() */
} SourceState;

/* What the graph shows of the project; see shown.c. */
typedef struct GraphState {
    RevisionVector order; /* all of it, newest first */
    int *place_of;        /* in it, by Revision.index */
    Arena *arena;         /* of what follows, until it changes */
    GraphView *view;
    LanePicture *picture;
    int *folded_count;    /* revisions that a row is for, by Revision.index; NULL: each for itself */
    RevisionSet unfolded; /* though runs are folded */
    bool folds;
    char filter[64];
    int selected, scroll, height;
    bool is_placed; /* the selection went to the database's revision once */
} GraphState;

/* The latest snapshot of each kind; NULL while there is none. */
typedef struct LatestSnapshots {
    const DatabaseSnapshot *database;
    const SchemaSnapshot *schema;           /* what the selected revision changes of it */
    const PreviewSnapshot *preview, *other; /* the other: as another server would have it */
    const RunSnapshot *run;
    const PlanSnapshot *plan;
    const InspectSnapshot *inspection;
    const DatabaseSnapshot *places[MOST_TABS]; /* where the other databases were last seen */
    uint64_t run_seen;                         /* generation of runs that were dismissed */
} LatestSnapshots;

/* Which pane has the keys, and what the database's pane shows. */
typedef struct HomeState {
    Pane pane;
    StateView state;
    int state_at, state_scroll;
} HomeState;

typedef struct DetailState {
    DetailMode mode;
    bool is_wide;                 /* it has the graph's place too, and the script stands there */
    int at, scroll;               /* the selected line, and the first that is shown */
    int script_at, script_scroll; /* the same of the script beside it */
    int line_seen;                /* of the script: where the selected line comes from; 0: nowhere */
} DetailState;

typedef struct RefreshState {
    bool is_asked;       /* by a key */
    int64_t asked_at;    /* clock_milliseconds() */
    uint64_t newest;     /* generation of the first snapshot with the rows of now: what is older may be of others */
    int64_t move_shown;  /* DatabaseSnapshot.moved of what the footer said */
    const char *notices; /* of the login, shown last */
} RefreshState;

/* The plan that is shown on the graph and in the detail's place. */
typedef struct PlanState {
    const Revision *target;
    bool is_shown;
    uint64_t seen; /* the generation of the plan before */
    int at, scroll;
} PlanState;

/* The steps that run one after the other. */
typedef struct PathState {
    RevisionVector steps; /* that were chosen; those of now begin at `first` */
    int first, count, at;
    VECTOR(const RunSnapshot *) runs; /* of its steps that ended, held */
    VECTOR(StringVector) rows;        /* of the version table after each, as planned */
} PathState;

/* The step that is confirmed or runs. */
typedef struct StepState {
    const Revision *revision;
    bool downgrade;
    bool asks_to_cancel;
    bool cancelling;
    bool abandoning; /* a connection whose server does not answer the cancel */
} StepState;

typedef struct StampState {
    StampOptions options; /* what is asked for */
    StringVector undo;    /* the rows before the last stamp */
    StringVector stamped; /* and after it */
    bool can_undo;
    int count; /* of stamps so far */
} StampState;

struct Application {
    const struct ApplicationOptions *options;
    Workspace *workspace;
    struct Terminal *terminal;
    const char *folder; /* where it was started */
    Preferences preferences;
    const char *theme; /* its name */
    const Screen *screen;
    const Screen *screen_before; /* under help and search */
    void **screen_states;        /* of their own; see screen_state() */
    bool quitting;
    bool is_too_small;   /* the window, in the last picture: no screen was drawn */
    const char *message; /* one line over the footer; NULL for none */
    int dialog_scroll;
    Arena *arena;       /* as long as the application */
    Arena *frame;       /* of the picture being drawn */
    VECTOR(Zone) zones; /* in it; the last of those that lie over each other counts */
    VECTOR(Breakpoint) breakpoints;
    SourceState source;
    GraphState graph;
    LatestSnapshots latest;
    HomeState home;
    DetailState detail;
    RefreshState refresh;
    PlanState plan;
    PathState path;
    StepState step;
    StampState stamp;
};

/* A screen's own state, Screen.state_size bytes, zero when the program starts. */
void *screen_state(const Application *application, const Screen *screen);

/* The message of a revision, or its file's name where it has none. */
const char *application_title(Application *application, const Revision *revision);
const Revision *application_selected(const Application *application);
void application_select(Application *application, int index);
void application_message(Application *application, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Asks for the preview the detail pane or the confirmation needs. */
/* What was shown while the database did not answer is looked up again, now and then, until it does. */
bool is_asked_again(const Application *application, bool is_live, int64_t taken);
void application_want_preview(Application *application, const Revision *revision, bool downgrade);
/* The same for the other dialect. */
void application_want_other(Application *application, const Revision *revision, bool downgrade);
/* What the revision changes of the schema; NULL until it is known. */
const SchemaSnapshot *application_want_schema(Application *application, const Revision *revision);
bool preview_matches(const Application *application, const PreviewSnapshot *preview, const Revision *revision,
                     bool downgrade);
/* To the clipboard, by way of the terminal. */
void application_copy(Application *application, const char *text);
/* Gives the terminal to the editor, and reads the project anew. */
void application_edit(Application *application, const Revision *revision);
/* Reads the project anew, the section of the ini that is named or the one it was; meanwhile
 * keys go on, but nothing is written. What cannot be read leaves what is there. `message`,
 * when it was read; NULL: that files changed. */
void application_reload(Application *application, const char *section, const char *message);
/* While it is, nothing is to be written; says so. */
bool is_read_anew(Application *application);
/* night where it is NULL; a message where there is none of that name. */
void application_set_theme(Application *application, const char *name);
/* The row a key belongs to, and which of its own keys it stands for; NULL: none. */
const KeyRow *key_row(const Application *application, const Screen *screen, Key key, Key *own);
const char *key_obstacle(const Application *application, const Screen *screen, const KeyRow *row);
/* Does it, or says why it cannot. */
void press_key(Application *application, const Screen *screen, const KeyRow *row, Key own);
/* The row's keys as they are for this person. */
const char *key_label(const Application *application, const Screen *screen, const KeyRow *row);
/* A key of a line to type in; false when the key does not belong there. */
bool type_key(char *text, size_t size, Key key);
/* Lines of a pane or a dialog that scrolls. */
typedef struct StyledLine {
    const char *text;
    Style style;
    const Language *language; /* NULL: in its style */
    int step;                 /* of a plan; -1: none */
    int line;                 /* of the script it comes from; 0: none */
} StyledLine;

typedef VECTOR(StyledLine) StyledLines;

/* Breaks the text at `width`; the rest of `like` goes for each of its lines. */
void add_lines(Application *application, StyledLines *lines, StyledLine like, int width, const char *text);
/* The dialog's lines up and down, a page with the page keys. */
void act_scroll(Application *application, Key key);
void draw_styled_line(Surface *surface, int x, int y, int width, const StyledLine *line);
/* From application->dialog_scroll on, and that there is more. */
void draw_styled_lines(Application *application, Surface *surface, Area box, int first_row, const StyledLines *lines);

/* What the graph shows, first and whenever that changed. */
void show_first(Application *application);
void show_again(Application *application);
void show_fewer(Application *application); /* the filter was typed on */
void show_folded(Application *application, bool folds);
/* Gives the graph its place back, where the detail has it. */
void show_graph(Application *application);
/* The run that is one row. */
void show_unfolded(Application *application, const Revision *top);
int stands_for(const Application *application, const Revision *revision); /* 0: for itself */
/* Selects it, and whatever hid it hides it no longer. */
void show_revision(Application *application, const Revision *revision);

typedef bool IsWanted(Application *application, const Revision *revision);
/* From so many after the selected one on, in steps, round and round; NULL: none is. */
const Revision *find_revision(Application *application, IsWanted *is_wanted, int first, int step);
bool filter_matches(Application *application, const Revision *revision);

/* Actions of home that begin other screens. */
void act_search(Application *application, Key key);
void act_next_match(Application *application, Key key);
void act_filter(Application *application, Key key);
void act_palette(Application *application, Key key);
void act_stamp(Application *application, Key key);
void act_undo(Application *application, Key key);
void act_merge(Application *application, Key key);
void act_orphan(Application *application, Key key);
void act_lesson(Application *application, Key key);
void act_answer(Application *application, Key key);
/* Whether the lesson's wish is fulfilled. */
void look_at_lesson(Application *application);
int lesson_height(const Application *application); /* 0: there is no tour */
void draw_lesson(Application *application, Surface *surface, Area area);
/* Home, with a line to type in at its foot. */
void draw_typing(Application *application, Surface *surface, const char *name, const char *typed, const char *keys);
void act_database(Application *application, Key key);
const char *no_other_database(Application *application);
/* Where the next text may begin. */
int draw_database_tabs(Application *application, Surface *surface, int x, int end);
/* Which other databases are there. */
void add_places(Application *application, const Revision *revision, Text *tags);
void forget_places(Application *application);

/* Over its pane. */
const char *database_title(Application *application);
/* "40 s ago", "3 min ago" */
const char *ago_text(Arena *arena, int64_t milliseconds);
/* "14:02:59", local: of milliseconds since 1970. */
const char *time_of_day(Arena *arena, int64_t moment);
/* "3e7f90d1, a7715c3e"; "base": rows of the version table. */
const char *short_rows(Arena *arena, const StringVector *rows);
/* A question about the database as it is now; and where it moved since, NULL: nowhere. Who is
 * asked about one state does not answer about another. */
void note_question(Application *application);
bool stands_at(const Application *application, const StringVector *rows);
const char *moved_since_question(Application *application);
/* "5 pending", "pending unknown"; "" while nothing is known. */
const char *pending_text(Application *application);
/* Why no step can be planned: a row of the version table that no script has. NULL: none is there. */
const char *orphan_obstacle(Application *application);
/* The same where it is not connected either; and where nothing may be written. */
const char *path_obstacle(Application *application);
const char *step_obstacle(Application *application);

/* The action of ? on every screen that has it. */
void act_help(Application *application, Key key);
/* Back to the graph, or to the plan that is shown on it. */
void go_home(Application *application);
void act_go_home(Application *application, Key key);
/* The way to a revision, on the graph; and which step of it a revision is, 0 for none. */
void open_plan(Application *application, const Revision *target);
int plan_number(const Application *application, const Revision *revision);
/* Stops and goes on: what a step of the revision stops before. */
void act_breakpoint(Application *application, Key key);
bool has_breakpoint(Application *application, const Revision *revision, int line);
void breakpoint_lines(Application *application, const Revision *revision, BreakpointLines *lines);
/* Has the worker run application->step.revision, or rehearse it. */
void post_step(Application *application, bool rehearses);
/* Of the steps that ended so far; none of them is shown any longer. */
void forget_runs(Application *application);
/* Starts it, once the database's name was typed where that is asked for. */
void begin_writing(Application *application, void (*start)(Application *application));
void start_run(Application *application);
/* A step, a rehearsal or a stamp that was begun here has not ended. */
bool is_running(const Application *application);
/* Runs application->step.revision, or rehearses it, and shows it. */
void start_step(Application *application, bool rehearses);
void add_zone(Application *application, Area area, ZoneAction *act, int argument);
/* A frame with the screen's hints in its foot. */
void draw_dialog(Application *application, Surface *surface, Area area, const char *title, const Screen *screen);
void draw_footer(Application *application, Surface *surface, const Screen *screen);

/* home's panes */
void draw_graph(Application *application, Surface *surface, Area area);
void draw_detail(Application *application, Surface *surface, Area area);
/* What the detail shows, as text. */
const char *detail_text(Application *application);
void move_in_detail(Application *application, int by);
void draw_plan(Application *application, Surface *surface, Area area);
/* The latest look of that kind, asked for anew where it is old; NULL while there is none. */
const InspectSnapshot *looked_at(Application *application, InspectKind kind, const char *name, const char *quoted);
/* The selected one. */
void open_table(Application *application);
void draw_database(Application *application, Surface *surface, Area area);

#endif
