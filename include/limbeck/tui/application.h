/* The terminal interface. */
#ifndef LIMBECK_TUI_APPLICATION_H
#define LIMBECK_TUI_APPLICATION_H

#include "limbeck/workspace/workspace.h"

typedef struct ApplicationOptions {
    WorkspaceOptions workspace;
    const char *pictures; /* folder for pictures of the screen; NULL: next to the journal */
    bool no_color;
    bool ascii;
    bool teaches;               /* the project is a copy for the tour */
    struct FleetControl *fleet; /* of limbeck fleet; NULL: one project */
} ApplicationOptions;

/* Opens the project and runs until the user quits. Always restores the terminal. */
bool application_run(const ApplicationOptions *options, Error *error);

#endif
