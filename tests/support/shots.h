/* The pictures that goldens are taken of: how each screen is reached, at which sizes, and what of a picture differs
 * from machine to machine. */
#ifndef LIMBECK_TESTS_SUPPORT_SHOTS_H
#define LIMBECK_TESTS_SUPPORT_SHOTS_H

#include "support/screen.h"

#include "limbeck/base/arena.h"

#include <stddef.h>

typedef enum { PLAIN, TYPING, TAUGHT, TWO_HEADS, ORPHANED, FLEET } ShotKind;

typedef struct Shot {
    const char *name, *screen;
    ShotKind kind;
    const char *moves[13]; /* keys, then what is waited for, and so on */
} Shot;

/* Ends with a NULL name. */
extern const Shot shots[];

typedef struct ShotSize {
    int columns, rows;
} ShotSize;

enum { SHOT_SIZES = 3 };
extern const ShotSize shot_sizes[SHOT_SIZES];

/* A project whose first revision is applied, for begin_shot(); made once a program. Static. */
const char *shot_template(void);

/* Starts limbeck on a copy of the template, at the first size. */
TestScreen *begin_shot(Arena *arena, const char *template, const Shot *shot, const char *const *environment);

/* Presses the shot's keys until its screen is reached. */
void walk_to_shot(TestScreen *screen, const Shot *shot);

/* The picture with each time as one '#', and without versions of libraries. In `arena`. */
char *normalised_picture(Arena *arena, const char *picture);

#endif
