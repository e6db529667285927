/* The header of a revision file: revision, down_revision, branch_labels, depends_on, docstring and create date.
 * Function bodies are skipped, so that ten thousand files open quickly.
 *
 *     StringVector warnings = {0};
 *     Arena *scratch = arena_new();
 *     Revision *read = header_read(arena, scratch, path, content, length, &warnings, error);
 *     arena_free(scratch);
 */
#ifndef LIMBECK_PROJECT_HEADER_H
#define LIMBECK_PROJECT_HEADER_H

#include "limbeck/graph/revision.h"
#include "limbeck/python/syntax/parser.h"

/* The result is in `arena`; `scratch` may be reset afterwards. NULL with an error that names file, line and
 * column. A second upgrade() or downgrade() in the file is added to `warnings`. */
Revision *header_read(Arena *arena, Arena *scratch, const char *path, const char *content, size_t length,
                      StringVector *warnings, Error *error);

#endif
