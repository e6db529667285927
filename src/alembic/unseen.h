/* Calls of unknown libraries, made while env.py and the models loaded, that may have created tables, columns or
 * indexes. */
#ifndef LIMBECK_SRC_ALEMBIC_UNSEEN_H
#define LIMBECK_SRC_ALEMBIC_UNSEEN_H

#include "script_host.h"

#include "limbeck/python/native.h"

void note_unseen(Interpreter *interpreter, const char *name, const char *reason);

/* For a module of the project that could not be evaluated to its end. */
void note_unread_imports(ScriptHost *host, const UnknownPart *part);

/* Whether the value is a MetaData or has one. */
bool may_lack_tables(Interpreter *interpreter, Value value);

void note_unknown_call(Interpreter *interpreter, const char *path, const Arguments *arguments);

/* A connection that limbeck could not import is replaced by that of --url. What env.py runs on it, before or after
 * configure(), would be lost: SET search_path, CREATE SCHEMA. Such an environment is refused, with a URL too. */
void refuse_lost_statements(Interpreter *interpreter);

#endif
