#ifndef LIMBECK_SRC_TUI_INTERNAL_H
#define LIMBECK_SRC_TUI_INTERNAL_H

#include "limbeck/tui/screen/screen.h"

typedef struct Reload Reload;

/* Gives back the snapshots that are held. */
void application_release(Application *application);
/* Shows the project that was read anew, once nobody is in the middle of something. */
void application_look_at_reload(Application *application);
void application_end_reload(Application *application);
/* Reads the project anew where its files changed. */
void application_look_at_files(Application *application);
/* Asks where the database is, every two seconds from the answer on; tells what others did. */
void application_look_at_database(Application *application);

#endif
