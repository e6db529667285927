/* What the catalogue's readers share. */
#ifndef LIMBECK_SRC_REFLECTION_CATALOGUE_H
#define LIMBECK_SRC_REFLECTION_CATALOGUE_H

#include "limbeck/reflection/catalogue.h"

Expression *catalogue_text(Arena *arena, const char *sql);

#endif
