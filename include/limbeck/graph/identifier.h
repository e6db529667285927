/* Resolves revision identifiers as Alembic does: head, heads, base, ids and unique prefixes,
 * labels, label@..., +N, -N, id+N.
 *
 * Error messages are Alembic's. A NULL revision in a result means "base".
 *
 *     RevisionVector found = {0};
 *     const Revision *one;
 *     return resolve_revisions(arena, map, "heads", &found, error) &&
 *            resolve_revision(arena, map, "billing@head", &one, error);
 */
#ifndef LIMBECK_GRAPH_IDENTIFIER_H
#define LIMBECK_GRAPH_IDENTIFIER_H

#include "limbeck/graph/revision.h"

/* Every revision that the identifier names; none for "base". */
bool resolve_revisions(Arena *arena, const RevisionMap *map, const char *identifier, RevisionVector *found,
                       Error *error);

/* As resolve_revisions(), with another message for several heads where one is required. */
bool resolve_revisions_saying(Arena *arena, const RevisionMap *map, const char *identifier, const char *multiple_heads,
                              RevisionVector *found, Error *error);

/* Exactly one revision; NULL for "base" or an empty map. */
bool resolve_revision(Arena *arena, const RevisionMap *map, const char *identifier, const Revision **found,
                      Error *error);

/* Those of `targets` that share a lineage with the label, id or symbol. */
bool filter_for_lineage(Arena *arena, const RevisionMap *map, const RevisionVector *targets, const char *against,
                        bool dependencies, RevisionVector *kept, Error *error);

/* [label@][symbol](+|-)N; parsing returns false for any other text. */
typedef struct RelativeIdentifier {
    const char *label;  /* NULL: none */
    const char *symbol; /* NULL: relative to the database's version */
    long steps;
    const char *text; /* "+2" */
} RelativeIdentifier;
bool relative_identifier(Arena *arena, const char *text, RelativeIdentifier *relative);

/* Goes `steps` up or down from `start` (NULL: base). *past: the end of the graph was passed, *reached is NULL; it is
 * also NULL for "base". */
bool walk_revisions(Arena *arena, const RevisionMap *map, const Revision *start, long steps, const char *label,
                    const Revision **reached, bool *past, Error *error);

#endif
