/* What the files of formatting share. */
#ifndef LIMBECK_PYTHON_BUILTINS_FORMAT_H
#define LIMBECK_PYTHON_BUILTINS_FORMAT_H

#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

/* [[fill]align][sign][z][#][0][width][grouping][.precision][type] */
typedef struct Specification {
    char fill[5];
    char align; /* '<', '>', '^', '=' or 0 */
    char sign;
    bool never_minus_zero;
    bool alternate;
    bool zero;
    int width;
    char grouping;
    int precision;   /* -1: none */
    uint32_t type;   /* a code point; 0: none */
    bool is_percent; /* of the % operator, where digits of an integer have a precision */
    bool is_bytes;   /* widths count bytes, not characters */
} Specification;

enum { MAX_WIDTH = 100000 };

/* As __format__(): a ValueError for a type that the value does not have, a refusal beyond MAX_WIDTH. */
bool format_integer(Interpreter *interpreter, Value integer, const Specification *spec, Text *out);
bool format_real(Interpreter *interpreter, double real, const Specification *spec, Text *out);
void format_text(Interpreter *interpreter, const String *string, const Specification *spec, Text *out);

/* What !s, !r and !a make of a value. */
bool format_converted(Interpreter *interpreter, Value value, char conversion, Value *result);

/* str.format and str.format_map */
bool format_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool format_map_method(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

#endif
