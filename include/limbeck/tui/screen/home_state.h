/* The state of the home screen: its panes, the detail and the plan. Other screens return to it, and may choose what it
 * shows.
 *
 *     HomeState *home = home_state(application);
 *     home->pane = PANE_DETAIL;
 *     home->detail.mode = DETAIL_SCRIPT; */
#ifndef LIMBECK_TUI_SCREEN_HOME_STATE_H
#define LIMBECK_TUI_SCREEN_HOME_STATE_H

#include "limbeck/tui/screen/screen.h"

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

typedef struct DetailState {
    DetailMode mode;
    bool is_wide;                 /* it also covers the graph's place, and shows the script */
    int at, scroll;               /* the selected line, and the first visible one */
    int script_at, script_scroll; /* the same for the script, shown to its left */
    int script_line;              /* line of the script that the selected line comes from; 0: none */
    const Revision *placed;       /* revision and view that `at` was set for, when they were first shown */
    DetailMode placed_mode;
    int wanted_line; /* of the script, to show next; 0: none */
} DetailState;

/* The plan, shown on the graph and in place of the detail. */
typedef struct PlanState {
    const Revision *target;
    bool is_shown;
    uint64_t seen; /* the generation of the previous plan */
    int at, scroll;
} PlanState;

/* Which pane has the focus, and what the database pane shows. */
typedef struct HomeState {
    Pane pane;
    Area areas[PANE_COUNT]; /* where each was drawn; width 0: not drawn */
    bool is_single;         /* there is room for one pane only */
    StateView state;
    int state_at, state_scroll;
    DetailState detail;
    PlanState plan;
} HomeState;

/* Lives as long as the application; zero at its start. */
HomeState *home_state(const Application *application);

#endif
