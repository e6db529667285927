/* Declarations that the files of str and bytes share. */
#ifndef LIMBECK_SRC_PYTHON_BUILTINS_STRING_METHODS_H
#define LIMBECK_SRC_PYTHON_BUILTINS_STRING_METHODS_H

#include "limbeck/python/builtins/format.h"

/* A new object of self's type; releases the text. */
bool string_result(Interpreter *interpreter, Value self, Text *text, Value *result);
/* An argument of self's type; `message` is the TypeError of a str's method, with one %s for the type given. */
bool string_argument(Interpreter *interpreter, Value self, const Arguments *arguments, size_t index,
                     const char *message, const String **string);

bool bytes_is_space(uint32_t byte);

/* string_search.c */
NativeFunction str_count, str_endswith, str_find, str_index, str_removeprefix, str_removesuffix, str_replace, str_rfind,
    str_rindex, str_startswith;
/* string_split.c */
NativeFunction str_join, str_partition, str_rpartition, str_rsplit, str_split, str_splitlines;
/* string_case.c */
NativeFunction str_capitalize, str_casefold, str_isalnum, str_isalpha, str_isascii, str_isdecimal, str_isdigit,
    str_isidentifier, str_islower, str_isnumeric, str_isprintable, str_isspace, str_istitle, str_isupper, str_lower,
    str_swapcase, str_title, str_upper;
/* string_codec.c */
NativeFunction str_encode, bytes_decode;

#endif
