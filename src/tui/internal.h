#ifndef LIMBECK_SRC_TUI_INTERNAL_H
#define LIMBECK_SRC_TUI_INTERNAL_H

#include "limbeck/tui/screen/screen.h"

typedef struct Reload Reload;

/* Releases the retained snapshots. */
void application_release(Application *application);
/* Replaces the project by the reloaded one, when no dialog is open. */
void application_take_reload(Application *application);
void application_end_reload(Application *application);
/* Reloads the project when its files have changed. */
void application_check_files(Application *application);
/* Polls the version rows every two seconds; reports changes by other programs. */
void application_poll_database(Application *application);

#endif
