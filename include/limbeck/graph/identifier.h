/* What the words on a command line mean: head, heads, base, ids and their
 * unique beginnings, labels, label@..., +N, -N, id+N.
 *
 * Messages are Alembic's own. A NULL revision in an answer stands for "base". */
#ifndef LIMBECK_GRAPH_IDENTIFIER_H
#define LIMBECK_GRAPH_IDENTIFIER_H

#include "limbeck/graph/revision.h"

/* Every revision the identifier names; none for "base". */
bool resolve_revisions(Arena *arena, const RevisionMap *map, const char *identifier, RevisionVector *found,
                       Error *error);

/* The same, with words of one's own for several heads where one is asked for. */
bool resolve_revisions_saying(Arena *arena, const RevisionMap *map, const char *identifier, const char *multiple_heads,
                              RevisionVector *found, Error *error);

/* Exactly one, or NULL for "base" or an empty map. */
bool resolve_revision(Arena *arena, const RevisionMap *map, const char *identifier, const Revision **found,
                      Error *error);

/* Those of `targets` that share a line with the label, id or symbol. */
bool filter_for_lineage(Arena *arena, const RevisionMap *map, const RevisionVector *targets, const char *against,
                        bool dependencies, RevisionVector *kept, Error *error);

/* [label@][symbol](+|-)N; false when the text is nothing of the kind. */
typedef struct RelativeIdentifier {
    const char *label;  /* NULL without one */
    const char *symbol; /* NULL: relative to where the database is */
    long steps;
    const char *text; /* "+2" */
} RelativeIdentifier;
bool relative_identifier(Arena *arena, const char *text, RelativeIdentifier *relative);

/* Steps up or down the lines from `start` (NULL: base). *past tells that the
 * walk left the tree; *reached is NULL then, or for "base". */
bool walk_revisions(Arena *arena, const RevisionMap *map, const Revision *start, long steps, const char *label,
                    const Revision **reached, bool *past, Error *error);

#endif
