#ifndef LIMBECK_SRC_PYTHON_FORMAT_H
#define LIMBECK_SRC_PYTHON_FORMAT_H

#include "internal.h"

/* str.format */
bool format_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

#endif
