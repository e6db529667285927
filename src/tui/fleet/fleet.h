/* The screen of a fleet: its state, and its panes. */
#ifndef LIMBECK_SRC_TUI_FLEET_FLEET_H
#define LIMBECK_SRC_TUI_FLEET_FLEET_H

#include "limbeck/fleet/control.h"
#include "limbeck/tui/screen/screen.h"

typedef enum { FLEET_GRID, FLEET_GRAPH, FLEET_PROBLEMS, FLEET_PANES } FleetPane;

/* A run that is confirmed: what its members report is collected first. */
typedef struct FleetQuestion {
    FleetTask task;
    size_t *order, count;
    size_t first;      /* the member whose SQL is shown; SIZE_MAX: none has a step */
    bool is_looked_at; /* all members were asked what the run would do */
    bool is_ready;     /* and the first one for its SQL */
} FleetQuestion;

typedef struct FleetScreen {
    FleetControl *control;
    size_t members;
    FleetPane pane;
    Area areas[FLEET_PANES];
    bool *selected; /* by member */
    size_t selected_count;
    size_t *shown, shown_count; /* the members that the filter leaves, in their order */
    size_t *problems, problem_count;
    uint64_t arranged; /* the generation in which these were found */
    bool by_lag;
    LineInput filter, pattern;
    bool types_pattern; /* the line that is typed is the pattern, not the filter */
    size_t at, problem_at;
    int scroll, problem_scroll, graph_at, graph_scroll;
    int columns, rows;              /* of the grid, as drawn */
    int name_width;                 /* of the longest name shown */
    ZoneAction *click[FLEET_PANES]; /* of a member, by its place, of a row of the graph or of the list */
    FleetTask last;                 /* the last task begun */
    bool is_announced;              /* the message about its end was shown */
    bool reads_again;               /* the user asked for it: its end is worth a message */
    FleetQuestion question;
} FleetScreen;

FleetScreen *fleet_screen(const Application *application);
/* Begins a task with these members; false with a message when it cannot. */
bool begin_fleet_task(Application *application, FleetTask task, const size_t *order, size_t count);
/* Cancels at once what the fleet does. */
void cancel_fleet_task(FleetScreen *fleet);

/* The files below call no screen; they are handed its state. */

/* ---- which members: fleet_members.c ----------------------------------------------------------------- */

/* Finds out again which members are shown, in which order, and which have a problem. */
void arrange_members(Arena *frame, FleetScreen *fleet);
/* Only which have a problem: the members shown keep their places. */
void find_problems(FleetScreen *fleet);
/* The member at the cursor, of the grid or of the list of problems; SIZE_MAX: there is none. */
size_t fleet_cursor(const FleetScreen *fleet);
/* The members of an action: those selected, or the one at the cursor. */
size_t members_to_act_on(const FleetScreen *fleet, size_t *order);
void select_member(FleetScreen *fleet, size_t member, bool selected);
/* Selects the shown members whose name matches the pattern of the shell; returns how many. */
size_t select_by_pattern(FleetScreen *fleet, const char *pattern);

const char *fleet_name(const FleetScreen *fleet, size_t member);

/* ---- how they look: fleet_look.c -------------------------------------------------------------------- */

uint32_t fleet_sign(const FleetStatus *status, Style *style);
uint32_t fleet_state_sign(FleetState state, Style *style);
/* "behind by 3" */
const char *fleet_state_text(Arena *arena, const FleetStatus *status);
/* The text, or its first words and an ellipsis. */
const char *whole_words(Arena *arena, const char *text, int width);
/* Its message, or the name of its file. */
const char *fleet_revision_title(Arena *arena, const Revision *revision);
/* What a click in the area does. */
void add_fleet_zone(Application *application, const FleetScreen *fleet, FleetPane pane, Area area, int argument);

/* ---- panes -------------------------------------------------------------------------------------------- */

void draw_fleet_grid(Application *application, FleetScreen *fleet, Surface *surface, Area area);
void draw_fleet_graph(Application *application, FleetScreen *fleet, Surface *surface, Area area);
void draw_fleet_problems(Application *application, FleetScreen *fleet, Surface *surface, Area area);
void draw_fleet_member(Application *application, FleetScreen *fleet, Surface *surface, Area area);
/* The revision at the cursor of the graph; "base" below the oldest. */
const char *fleet_target(const Application *application, const FleetScreen *fleet);
void draw_fleet(Application *application, Surface *surface);

#endif
