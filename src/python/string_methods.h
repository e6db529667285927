/* What the files of str and bytes share. */
#ifndef LIMBECK_SRC_PYTHON_STRING_METHODS_H
#define LIMBECK_SRC_PYTHON_STRING_METHODS_H

#include "format.h"

/* A new object of self's kind; releases the text. */
bool string_result(Interpreter *interpreter, Value self, Text *text, Value *result);
bool string_argument(Interpreter *interpreter, Value self, const Arguments *arguments, size_t index,
                     const String **string);

bool string_is_space(uint32_t codepoint);

/* string_search.c */
NativeFunction str_count, str_endswith, str_find, str_index, str_join, str_partition, str_removeprefix,
    str_removesuffix, str_replace, str_rfind, str_rindex, str_rpartition, str_rsplit, str_split, str_splitlines,
    str_startswith;

#endif
