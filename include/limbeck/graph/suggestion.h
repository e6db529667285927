/* What somebody who named no revision may have meant. */
#ifndef LIMBECK_GRAPH_SUGGESTION_H
#define LIMBECK_GRAPH_SUGGESTION_H

#include "limbeck/graph/revision.h"

/* A hint for the word: the revisions that begin with it, or the ids and labels
 * one or two letters away; what lists them all when there are none. */
const char *revision_suggestion(Arena *arena, const RevisionMap *map, const char *word);

#endif
