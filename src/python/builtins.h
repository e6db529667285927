/* What the files of built-ins share. */
#ifndef LIMBECK_SRC_PYTHON_BUILTINS_H
#define LIMBECK_SRC_PYTHON_BUILTINS_H

#include "internal.h"

#define BUILTIN(name) static bool name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)

/* A TypeError unless so many positional arguments were given. */
bool builtin_arity(Interpreter *interpreter, const Arguments *arguments, const char *name, size_t least, size_t most);

extern const NativeMember builtin_number_functions[]; /* builtin_numbers.c */

void builtin_install(Interpreter *interpreter, const char *name, Value value);
void builtin_types_install(Interpreter *interpreter);

#endif
