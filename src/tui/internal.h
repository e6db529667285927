#ifndef LIMBECK_SRC_TUI_INTERNAL_H
#define LIMBECK_SRC_TUI_INTERNAL_H

#include "limbeck/tui/screen/screen.h"

/* Gives back the snapshots that are held. */
void application_release(Application *application);
/* Reads the project anew where its files changed. */
void application_look_at_files(Application *application);

#endif
