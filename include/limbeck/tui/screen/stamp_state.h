/* The state of the stamp screen: the stamp that is confirmed, and the last one, which can be undone.
 *
 *     StampState *stamp = stamp_state(application);
 *     stamp->can_undo = false; // another database is shown now */
#ifndef LIMBECK_TUI_SCREEN_STAMP_STATE_H
#define LIMBECK_TUI_SCREEN_STAMP_STATE_H

#include "limbeck/tui/screen/screen.h"

typedef struct StampState {
    StampOptions options; /* options of the stamp being confirmed */
    StringVector undo;    /* version rows before the last stamp */
    StringVector stamped; /* version rows after it */
    bool can_undo;
    int count; /* number of stamps so far */
} StampState;

/* Lives as long as the application; zero at its start. */
StampState *stamp_state(const Application *application);

#endif
