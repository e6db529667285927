/* Identifiers are interned: two equal names are the same pointer, so scopes
 * compare and hash addresses. One table serves one interpreter. */
#ifndef LIMBECK_PYTHON_SYNTAX_NAMES_H
#define LIMBECK_PYTHON_SYNTAX_NAMES_H

#include "limbeck/base/arena.h"

typedef struct NameTable NameTable;

NameTable *name_table_new(Arena *arena);

/* Both live as long as the table's arena. name_of(): for a NUL-terminated name. */
const char *name_intern(NameTable *table, const char *name, size_t length);
const char *name_of(NameTable *table, const char *name);

#endif
