/* The state of the run screen: breakpoints, the rehearsals that ended, and where a rehearsal was started. */
#ifndef LIMBECK_SRC_TUI_SCREEN_RUN_STATE_H
#define LIMBECK_SRC_TUI_SCREEN_RUN_STATE_H

#include "limbeck/tui/screen/screen.h"

typedef struct Breakpoint {
    const char *revision;
    int line; /* line of its script */
} Breakpoint;

/* A rehearsal that has ended. */
typedef struct RehearsedRun {
    const char *first; /* id of its first revision */
    bool downgrade, failed;
    int count; /* of steps */
    int64_t took;
    int64_t at;          /* clock_milliseconds() when it ended */
    uint64_t generation; /* of its snapshot */
    const char *error;
} RehearsedRun;

typedef struct RunState {
    VECTOR(Breakpoint) breakpoints;
    VECTOR(RehearsedRun) rehearsed;
    const Screen *rehearsed_from; /* question that a rehearsal was started from */
} RunState;

/* Lives as long as the application; zero at its start. */
RunState *run_state(const Application *application);

#endif
