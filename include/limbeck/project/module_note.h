/* The state of each module that env.py and the application import: evaluated, stand-in, unknown. */
#ifndef LIMBECK_PROJECT_MODULE_NOTE_H
#define LIMBECK_PROJECT_MODULE_NOTE_H

#include "limbeck/base/vector.h"

typedef enum { MODULE_EVALUATED, MODULE_IN_PART, MODULE_STAND_IN, MODULE_UNKNOWN } ModuleState;

typedef struct ModuleNote {
    const char *name;
    ModuleState state;
    const char *reason; /* MODULE_IN_PART: the statement that could not be evaluated, and the reason */
} ModuleNote;

typedef VECTOR(ModuleNote) ModuleNotes;

#endif
