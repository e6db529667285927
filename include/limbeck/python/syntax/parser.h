/* Text to syntax tree, for the whole grammar of Python 3.13.
 * Without a table of names, equal names are not the same pointer: that does to look at a
 * tree, not to run it.
 *
 *     SourceFile *file = python_parse(arena, names, path, content, length, error);
 *
 * A syntax error names file, line and column and shows the line. Nesting is
 * bounded, so that no input can exhaust the stack. */
#ifndef LIMBECK_PYTHON_SYNTAX_PARSER_H
#define LIMBECK_PYTHON_SYNTAX_PARSER_H

#include "limbeck/base/error.h"
#include "limbeck/python/syntax/ast.h"
#include "limbeck/python/syntax/names.h"

SourceFile *python_parse(Arena *arena, NameTable *names, const char *path, const char *content, size_t length,
                         Error *error);

/* The same with a `pass` in the place of each import, and of what stands inside
 * functions and classes. */
SourceFile *python_parse_outline(Arena *arena, NameTable *names, const char *path, const char *content, size_t length,
                                 Error *error);

/* Fills the error's place and source line for a line and byte column. */
void python_error_place(Error *error, const SourceFile *file, int line, int column);

#endif
