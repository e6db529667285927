/* Facts shown before a step or a path runs: the data it destroys, its locks, the sessions that block it, its rehearsal.
 */
#ifndef LIMBECK_SRC_TUI_SCREEN_PREFLIGHT_H
#define LIMBECK_SRC_TUI_SCREEN_PREFLIGHT_H

#include "limbeck/tui/screen/screen.h"

/* The lines of the step to confirm, whose preview is there. */
void preflight_step(Application *application, StyledLines *lines, int width);
/* A fact after its label; the label is shown once. */
void add_fact(Application *application, StyledLines *lines, const char *label, Style style, int width,
              const char *text);
/* Sessions that hold locks in the way of these; nothing without locks. */
void preflight_conflicts(Application *application, StyledLines *lines, const PreviewLocks *locks, int width);
/* The latest rehearsal of the steps from `first` on. */
void preflight_rehearsal(Application *application, StyledLines *lines, const Revision *first, int count, int width);

#endif
