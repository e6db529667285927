/* What a screen is, and what all screens share.
 *
 * To add a screen: copy a screen_*.c and add its row to screens.c. To add a key:
 * one row with its help text; footer, help screen and manual page read it. */
#ifndef LIMBECK_TUI_SCREEN_SCREEN_H
#define LIMBECK_TUI_SCREEN_SCREEN_H

#include "limbeck/tui/input/key.h"
#include "limbeck/tui/widget/widget.h"
#include "limbeck/workspace/workspace.h"

typedef struct Application Application;
typedef struct Screen Screen;

typedef struct KeyRow {
    Key keys[4];
    const char *label;  /* "j k" */
    const char *footer; /* NULL: not worth the room */
    const char *help;
    void (*action)(Application *application, Key key);
} KeyRow;

struct Screen {
    const char *name;
    const char *purpose; /* over its keys on the help screen */
    const KeyRow *keys;  /* ended by a NULL help */
    void (*draw)(Application *application, Surface *surface);
    /* Keys no row has, for typing; may be NULL. */
    void (*typed)(Application *application, Key key);
};

extern const Screen screen_home, screen_confirm, screen_typed, screen_run, screen_help, screen_search;
extern const Screen *const screens[]; /* NULL-terminated */

typedef enum { PANE_GRAPH, PANE_DETAIL, PANE_DATABASE, PANE_COUNT } Pane;
typedef enum { DETAIL_SCRIPT, DETAIL_UPGRADE, DETAIL_DOWNGRADE, DETAIL_COUNT } DetailMode;

struct Application {
    Workspace *workspace;
    const Screen *screen;
    const Screen *screen_before; /* under help and search */
    Glyphs glyphs;
    bool quitting;
    Arena *arena; /* as long as the application */
    Arena *frame; /* of the picture being drawn */
    /* the project */
    RevisionVector order;
    LanePicture *picture;
    /* the latest of each; NULL while there is none */
    const DatabaseSnapshot *database;
    const PreviewSnapshot *preview;
    const RunSnapshot *run;
    uint64_t run_seen; /* generation of runs that were dismissed */
    /* home */
    Pane pane;
    int selected, scroll, rows_shown;
    bool placed; /* the selection went to the database's revision once */
    DetailMode detail;
    int detail_scroll;
    int table_scroll;
    char search[64];
    const char *message; /* one line over the footer; NULL for none */
    bool refreshing;
    /* confirm and run */
    const Revision *step;
    bool step_down;
    char typed[128]; /* the name of the database, where it has to be typed */
    int dialog_scroll;
    bool asks_to_cancel;
    bool cancelling;
};

/* The message of a revision, or its file's name where it has none. */
const char *application_title(Application *application, const Revision *revision);
const Revision *application_selected(const Application *application);
void application_select(Application *application, int index);
void application_message(Application *application, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Asks for the preview the detail pane or the confirmation needs. */
void application_want_preview(Application *application, const Revision *revision, bool downgrade);
bool preview_matches(const PreviewSnapshot *preview, const Revision *revision, bool downgrade);
/* A key of a line to type in; false when the key does not belong there. */
bool type_key(char *text, size_t size, Key key);
/* Runs application->step, or rehearses it, and shows it. */
void start_step(Application *application, bool rehearses);
void draw_footer(Application *application, Surface *surface, const Screen *screen);

/* home's panes */
void draw_graph(Application *application, Surface *surface, Area area);
void draw_detail(Application *application, Surface *surface, Area area);
void draw_database(Application *application, Surface *surface, Area area);

#endif
