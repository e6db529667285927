/* Suggestions for an identifier that names no revision.
 *
 *     error_hint(error, "%s", revision_suggestion(arena, map, "1a2c"));
 */
#ifndef LIMBECK_GRAPH_SUGGESTION_H
#define LIMBECK_GRAPH_SUGGESTION_H

#include "limbeck/graph/revision.h"

/* A hint: the revisions that begin with the word, or ids and labels that differ by one or two letters; if there are
 * none, the command that lists all. */
const char *revision_suggestion(Arena *arena, const RevisionMap *map, const char *word);

#endif
