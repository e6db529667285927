/* What a revision file says of itself: revision, down_revision, branch_labels,
 * depends_on, docstring and create date. Its functions are passed over: ten
 * thousand files are a normal day. */
#ifndef LIMBECK_PROJECT_HEADER_H
#define LIMBECK_PROJECT_HEADER_H

#include "limbeck/graph/revision.h"
#include "limbeck/python/syntax/parser.h"

/* What lives on is in `arena`; `scratch` may be reset afterwards.
 * NULL with an error that names file, line and column. Double definitions of
 * upgrade() or downgrade() are told in `warnings`. */
Revision *header_read(Arena *arena, Arena *scratch, const char *path, const char *content, size_t length,
                      StringVector *warnings, Error *error);

#endif
