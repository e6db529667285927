/* The user's preferences, in ~/.config/limbeck/limbeck.ini:
 *
 *     [interface]
 *     theme = day
 *     mouse = no
 *     [keys.home]
 *     upgrade = U
 *     next-match = ctrl-n ctrl-p */
#ifndef LIMBECK_TUI_THEME_PREFERENCES_H
#define LIMBECK_TUI_THEME_PREFERENCES_H

#include "limbeck/base/error.h"
#include "limbeck/base/vector.h"
#include "limbeck/tui/input/key.h"

enum { MAX_KEYS = 4 };

typedef struct KeyPreference {
    const char *screen, *action;
    Key keys[MAX_KEYS]; /* in the order of the action's default keys; 0 ends them */
    const char *label;  /* as written in the file */
} KeyPreference;

typedef struct Preferences {
    const char *path;
    const char *theme; /* NULL: not set */
    bool no_mouse;
    VECTOR(KeyPreference) keys;
} Preferences;

/* A missing file sets nothing and is not an error; a wrong line is an error that names it. */
bool preferences_read(Arena *arena, const char *path, Preferences *preferences, Error *error);
char *preferences_path(Arena *arena);
/* Writes [interface] theme = NAME into the file, whose other lines stay. */
bool preferences_set_theme(Arena *arena, const char *path, const char *name, Error *error);

#endif
