/* Shared by the detail pane's files: its lines, and drawing them. */
#ifndef LIMBECK_SRC_TUI_SCREEN_DETAIL_H
#define LIMBECK_SRC_TUI_SCREEN_DETAIL_H

#include "limbeck/tui/screen/screen.h"

typedef void Collector(Application *application, const Revision *revision, int width, StyledLines *lines);

Collector collect_script, collect_sql, collect_dialects, collect_schema, collect_risks;

/* Both dialects side by side; false while a preview is missing. */
bool collect_both(Application *application, const Revision *revision, int width, StyledLines *left, StyledLines *right);

#endif
