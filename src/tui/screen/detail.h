/* What the detail's files share: the lines, and their drawing. */
#ifndef LIMBECK_SRC_TUI_SCREEN_DETAIL_H
#define LIMBECK_SRC_TUI_SCREEN_DETAIL_H

#include "limbeck/tui/screen/screen.h"

typedef void Collector(Application *application, const Revision *revision, int width, StyledLines *lines);

Collector collect_script, collect_sql, collect_dialects, collect_schema, collect_risks;

/* Side by side; false where not all of it is there yet. */
bool collect_both(Application *application, const Revision *revision, int width, StyledLines *left, StyledLines *right);

#endif
