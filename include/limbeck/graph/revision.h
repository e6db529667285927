/* Revisions and the graph they form.
 *
 *     RevisionMap *map = revision_map_new(arena);
 *     revision_map_add(map, revision);            // once a script, in file order
 *     if (!revision_map_link(map, error)) ...     // parents, heads, labels, cycles
 *
 * Names follow Alembic's script.revision. */
#ifndef LIMBECK_GRAPH_REVISION_H
#define LIMBECK_GRAPH_REVISION_H

#include "limbeck/base/error.h"
#include "limbeck/base/map.h"
#include "limbeck/base/vector.h"

typedef struct Revision Revision;

typedef VECTOR(const Revision *) RevisionVector;

struct Revision {
    const char *id;
    StringVector down_revisions;
    StringVector depends_on;
    StringVector branch_labels; /* as written in this script */
    const char *doc;            /* the docstring, trimmed; "" when there is none */
    const char *path;
    const char *content;     /* text of the file */
    const char *create_date; /* from the docstring; NULL: none */
    /* Set by revision_map_link(). */
    size_t index; /* position in file order */
    size_t depth; /* length of the longest path down to a base, dependencies included */
    RevisionVector parents;
    RevisionVector dependencies;            /* depends_on, resolved */
    RevisionVector normalized_dependencies; /* without those an ancestor already has */
    RevisionVector children;                /* by down_revision */
    RevisionVector all_children;            /* also revisions that depend on it */
    StringVector all_labels;                /* also inherited ones */
};

typedef struct RevisionMap {
    Arena *arena;
    VECTOR(Revision *) revisions; /* in file order */
    Map by_name;                  /* ids and labels */
    RevisionVector heads;         /* no child by down_revision */
    RevisionVector real_heads;    /* no child, and no revision depends on it */
    RevisionVector bases;
    StringVector warnings;
} RevisionMap;

/* An empty map; it and all that is added live in `arena`. Add all revisions, then link. */
RevisionMap *revision_map_new(Arena *arena);

/* A second revision with the same id replaces the first, with a warning, as in Alembic. */
void revision_map_add(RevisionMap *map, Revision *revision);
/* Finds parents, heads and labels. False with Alembic's error for a missing revision, a cycle or a label given twice.
 */
bool revision_map_link(RevisionMap *map, Error *error);

/* The first paragraph of the docstring on one line, for lists. */
char *revision_message(Arena *arena, const Revision *revision);

/* As the properties of Alembic's Script: a real head is also not depended on. */
bool revision_is_head(const Revision *revision);
bool revision_is_real_head(const Revision *revision);
bool revision_is_branch_point(const Revision *revision);
bool revision_is_merge_point(const Revision *revision);

/* Parents, then dependencies that are not also parents. */
void revision_all_down(Arena *arena, const Revision *revision, RevisionVector *down);

/* ---- sets of revisions, one byte each ------------------------------------ */

typedef unsigned char *RevisionSet;

/* An empty set in `arena`, indexed by Revision.index. */
RevisionSet revision_set_new(Arena *arena, const RevisionMap *map);

/* Adds the revision and all its ancestors, or descendants. */
void revision_set_add_ancestors(const RevisionMap *map, RevisionSet set, const Revision *revision, bool dependencies);
void revision_set_add_descendants(const RevisionMap *map, RevisionSet set, const Revision *revision, bool dependencies);

#endif
