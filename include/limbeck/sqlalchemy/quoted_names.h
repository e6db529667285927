/* quoted_name("Name", True): a name that says itself whether it is quoted. */
#ifndef LIMBECK_SQLALCHEMY_QUOTED_NAMES_H
#define LIMBECK_SQLALCHEMY_QUOTED_NAMES_H

#include "limbeck/python/native.h"

typedef struct Name {
    const char *text;
    int quote; /* 1 always, -1 never, 0 where it must be */
} Name;

/* NULL for None. */
bool quoted_name_from(Interpreter *interpreter, Arena *arena, Value value, const char *what, Name *name);
/* quote=True, quote=False of a column or a table. */
bool quote_from(Interpreter *interpreter, Value value, int *quote);

#endif
