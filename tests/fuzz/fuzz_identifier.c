/* Words for revisions, asked of a small graph: a line, a branch with a label, a merge and
 * a dependency. */
#include "fuzz.h"

#include "limbeck/graph/identifier.h"

static void add(Arena *arena, RevisionMap *map, const char *id, const char *below, const char *other, const char *label,
                const char *needs)
{
    Revision *revision = arena_alloc(arena, sizeof *revision);
    *revision = (Revision){.id = id, .doc = id, .path = id};
    if (below)
        vector_push(arena, &revision->down_revisions, below);
    if (other)
        vector_push(arena, &revision->down_revisions, other);
    if (label)
        vector_push(arena, &revision->branch_labels, label);
    if (needs)
        vector_push(arena, &revision->depends_on, needs);
    revision_map_add(map, revision);
}

static RevisionMap *small_map(Arena *arena)
{
    RevisionMap *map = revision_map_new(arena);
    Error error = {0};
    add(arena, map, "aaa111", NULL, NULL, NULL, NULL);
    add(arena, map, "aab222", "aaa111", NULL, NULL, NULL);
    add(arena, map, "bbb333", "aab222", NULL, "shop", NULL);
    add(arena, map, "ccc444", "aab222", NULL, NULL, NULL);
    add(arena, map, "ddd555", "bbb333", "ccc444", NULL, NULL);
    add(arena, map, "eee666", NULL, NULL, "other", "ccc444");
    add(arena, map, "fff777", "eee666", NULL, NULL, NULL);
    must(revision_map_link(map, &error));
    return map;
}

void fuzz_identifier(const uint8_t *bytes, size_t length)
{
    Arena *arena = arena_new();
    const RevisionMap *map = small_map(arena);
    const char *text = fuzz_text(arena, bytes, length);
    RevisionVector found = {0};
    const Revision *one = NULL;
    Error error = {0}, again = {0};
    RelativeIdentifier relative;
    bool several = resolve_revisions(arena, map, text, &found, &error);
    if (!several)
        fuzz_error(&error);
    if (!resolve_revision(arena, map, text, &one, &again))
        fuzz_error(&again);
    if (relative_identifier(arena, text, &relative)) {
        Error beyond = {0};
        bool past = false;
        if (!walk_revisions(arena, map, map->revisions.items[2], relative.steps, relative.label, &one, &past, &beyond))
            fuzz_error(&beyond);
        must(!past || !one);
    }
    arena_free(arena);
}
