/* Files shipped with limbeck: themes, the sample project.
 *
 *     StringVector folders = {0};
 *     share_folders(arena, "themes", &folders);
 */
#ifndef LIMBECK_BASE_SHARE_H
#define LIMBECK_BASE_SHARE_H

#include "limbeck/base/vector.h"

/* Possible places of that folder: next to the program (build tree), then where it is installed. */
void share_folders(Arena *arena, const char *name, StringVector *folders);

#endif
