/* The naming convention of a target_metadata whose module could not be evaluated, from the project's
 * syntax trees: read where it is written out, absent where nothing of the project can set one. */
#ifndef LIMBECK_SRC_ALEMBIC_CONVENTION_SOURCE_H
#define LIMBECK_SRC_ALEMBIC_CONVENTION_SOURCE_H

#include "script_host.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/naming.h"

/* `path`: what the evaluator calls it, "app.models.Base.metadata"; NULL where it is something else.
 * NULL: none. Where that cannot be known, `unknown` of the convention says why. */
const NamingConvention *convention_of_project(ScriptHost *host, const char *path);

#endif
