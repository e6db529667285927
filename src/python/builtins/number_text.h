/* Numbers read from text. */
#ifndef LIMBECK_SRC_PYTHON_BUILTINS_NUMBER_TEXT_H
#define LIMBECK_SRC_PYTHON_BUILTINS_NUMBER_TEXT_H

#include "limbeck/python/runtime/internal.h"

/* int() and float() of a str or of bytes; with base 0 the prefix (0x, 0o, 0b) determines the base. */
bool integer_from_text(Interpreter *interpreter, const String *string, int base, Value *result);
bool real_from_text(Interpreter *interpreter, const String *string, Value *result);

#endif
