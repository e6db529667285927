/* What limbeck could not follow while env.py and the models loaded. */
#ifndef LIMBECK_SQLALCHEMY_UNSEEN_H
#define LIMBECK_SQLALCHEMY_UNSEEN_H

#include "limbeck/base/vector.h"

/* Something that may have brought tables, columns or indexes unseen, while the models loaded. */
typedef struct Unseen {
    const char *name; /* that [limbeck] brings_no_tables may list */
    const char *reason;
    const char *file;
    int line;
} Unseen;
typedef VECTOR(Unseen) UnseenVector;

#endif
