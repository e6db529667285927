/* Connections that a script opens itself, in addition to op.get_bind(). */
#ifndef LIMBECK_SQLALCHEMY_SECOND_H
#define LIMBECK_SQLALCHEMY_SECOND_H

#include "limbeck/python/native.h"

/* A new one; refuses where the sink has none. */
bool second_connection_object(Interpreter *interpreter, Value *result);
/* Refuses to create or drop on an engine or on such a connection: its changes would be committed separately. */
bool expect_own_bind(Interpreter *interpreter, Value bind);

#endif
