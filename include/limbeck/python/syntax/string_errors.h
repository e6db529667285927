/* Messages of CPython 3.11 for texts that are not valid, as eval() raises them. */
#ifndef LIMBECK_PYTHON_SYNTAX_STRING_ERRORS_H
#define LIMBECK_PYTHON_SYNTAX_STRING_ERRORS_H

#include "limbeck/base/arena.h"

#include <stdbool.h>

/* The message of the SyntaxError of a text that is string literals alone. NULL where they can be read, or where the
 * message is not known. */
const char *python_string_error(Arena *arena, const char *text);

/* Whether "invalid syntax" is certain: the text begins with what can begin no expression, or it is a string with a
 * prefix that there is not. */
bool python_is_no_expression(const char *text);

#endif
