/* What [limbeck] of alembic.ini says in env.py's place: each key instead of what env.py says, and all
 * of them where env.py cannot be followed. */
#ifndef LIMBECK_SRC_ALEMBIC_DECLARED_H
#define LIMBECK_SRC_ALEMBIC_DECLARED_H

#include "script_host.h"

#include "limbeck/alembic/environment.h"

/* After env.py could not be followed: true where what is declared is enough to do without. Else the
 * error says which keys are missing. */
bool declared_replaces(const ScriptHost *host, const EnvironmentRequest *request, Error *error);

/* In place of what env.py said of the same. */
void declared_apply(Arena *arena, const DeclaredEnvironment *declared, ScriptEnvironment *environment);

/* `stopped`: why env.py is not followed, which is a notice. */
void declared_environment(ScriptHost *host, const EnvironmentRequest *request, const Error *stopped,
                          ScriptEnvironment *environment);

/* The object that "app.models:Base.metadata" names. */
bool declared_metadata(Interpreter *interpreter, const DeclaredEnvironment *declared, Value *metadata);

#endif
