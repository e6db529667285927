/* The keys of [limbeck] that replace env.py: each overrides env.py's value, and together they replace an env.py that
 * cannot be evaluated. */
#ifndef LIMBECK_SRC_ALEMBIC_DECLARED_H
#define LIMBECK_SRC_ALEMBIC_DECLARED_H

#include "script_host.h"

#include "limbeck/alembic/environment.h"

/* After env.py could not be evaluated: true when the declared keys suffice without it; else the error names the
 * missing keys. */
bool declared_replaces(const ScriptHost *host, const EnvironmentRequest *request, Error *error);

/* In place of what env.py said of the same. */
void declared_apply(Arena *arena, const DeclaredEnvironment *declared, ScriptEnvironment *environment);

/* `stopped`: why env.py is not followed, which is a notice. */
void declared_environment(ScriptHost *host, const EnvironmentRequest *request, const Error *stopped,
                          ScriptEnvironment *environment);

/* The object that "app.models:Base.metadata" names. */
bool declared_metadata(Interpreter *interpreter, const DeclaredEnvironment *declared, Value *metadata);

#endif
