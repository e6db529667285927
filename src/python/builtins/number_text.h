/* Numbers read from text. */
#ifndef LIMBECK_SRC_PYTHON_BUILTINS_NUMBER_TEXT_H
#define LIMBECK_SRC_PYTHON_BUILTINS_NUMBER_TEXT_H

#include "limbeck/python/runtime/internal.h"

/* What int() and float() make of a str or of bytes; base 0 asks the prefix. */
bool integer_from_text(Interpreter *interpreter, const String *string, int base, Value *result);
bool real_from_text(Interpreter *interpreter, const String *string, Value *result);

#endif
