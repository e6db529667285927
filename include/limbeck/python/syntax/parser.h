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

/* The tree is in `arena`, names in `names`. `content` must outlive it. NULL with ERROR_SYNTAX at the place and with the
 * message of CPython. */
SourceFile *python_parse(Arena *arena, NameTable *names, const char *path, const char *content, size_t length,
                         Error *error);

/* The same, with a `pass` in place of each import and of the bodies of functions and classes. */
SourceFile *python_parse_outline(Arena *arena, NameTable *names, const char *path, const char *content, size_t length,
                                 Error *error);

/* For limbeck's modules, because a program calls few of their functions: bodies of functions that begin on a new line
 * stay text. A string in them that begins with less indentation than the body must be in triple double quotes. */
SourceFile *python_parse_library(Arena *arena, NameTable *names, const char *path, const char *content, size_t length,
                                 Error *error);

/* Parses the body that python_parse_library() left as text. True when there is nothing to parse. */
bool python_parse_body(Arena *arena, NameTable *names, FunctionParts *function, Error *error);

/* Fills the error's place and source line for a line and byte column. */
void python_error_place(Error *error, const SourceFile *file, int line, int column);

#endif
