/* What limbeck brings along: themes, the sample project. */
#ifndef LIMBECK_BASE_SHARE_H
#define LIMBECK_BASE_SHARE_H

#include "limbeck/base/vector.h"

/* Where a folder of that name may be: beside the program, where it was built; where it was
 * installed. */
void share_folders(Arena *arena, const char *name, StringVector *folders);

#endif
