/* Shared by the catalogue's readers. */
#ifndef LIMBECK_SRC_REFLECTION_CATALOGUE_H
#define LIMBECK_SRC_REFLECTION_CATALOGUE_H

#include "limbeck/reflection/catalogue.h"

Expression *catalogue_text(Arena *arena, const char *sql);

#endif
