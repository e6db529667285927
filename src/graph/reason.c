/* The direction of a path, and the reason for each of its steps. */
#include "limbeck/graph/path.h"

#include <string.h>

static bool contains(const RevisionVector *vector, const Revision *revision)
{
    for (size_t i = 0; i < vector->count; i++)
        if (vector->items[i] == revision)
            return true;
    return false;
}

bool path_goes_down(Arena *arena, const RevisionMap *map, const char *target, const RevisionVector *current,
                    bool *downgrade, Error *error)
{
    RelativeIdentifier relative;
    RevisionVector targets = {0};
    *downgrade = false;
    bool is_relative = relative_identifier(arena, target, &relative);
    if (is_relative && !relative.symbol) {
        *downgrade = relative.steps < 0;
        return true;
    }
    if (strcmp(target, "base") == 0 || text_ends_with(target, "@base")) {
        *downgrade = true;
        return true;
    }
    bool names_heads = strcmp(target, "head") == 0 || strcmp(target, "heads") == 0 || text_ends_with(target, "@head") ||
                       text_ends_with(target, "@heads");
    if (names_heads || is_relative) /* Alembic accepts id+2 for upgrade at any version */
        return true;
    if (!resolve_revisions(arena, map, target, &targets, error))
        return false;
    RevisionSet applied = revision_set_new(arena, map);
    for (size_t i = 0; i < current->count; i++)
        revision_set_add_ancestors(map, applied, current->items[i], true);
    *downgrade = targets.count != 0;
    for (size_t i = 0; i < targets.count; i++)
        *downgrade = *downgrade && applied[targets.items[i]->index] && !contains(current, targets.items[i]);
    return true;
}

/* A revision is upgraded because a later step needs it. */
static const char *reason_up(Arena *arena, const RevisionVector *path, size_t at)
{
    const Revision *revision = path->items[at];
    for (size_t i = at + 1; i < path->count; i++)
        if (contains(&path->items[i]->parents, revision))
            return arena_format(arena, "parent of %s", path->items[i]->id);
    for (size_t i = at + 1; i < path->count; i++)
        if (contains(&path->items[i]->dependencies, revision))
            return arena_format(arena, "%s depends on it", path->items[i]->id);
    return "the target";
}

/* A revision is downgraded because it revises or depends on a later step of the path. */
static const char *reason_down(Arena *arena, const RevisionVector *path, size_t at)
{
    const Revision *revision = path->items[at];
    for (size_t i = at + 1; i < path->count; i++)
        if (contains(&revision->parents, path->items[i]))
            return arena_format(arena, "revises %s, which is downgraded too", path->items[i]->id);
    for (size_t i = at + 1; i < path->count; i++)
        if (contains(&revision->dependencies, path->items[i]))
            return arena_format(arena, "depends on %s, which is downgraded too", path->items[i]->id);
    return revision->parents.count ? arena_format(arena, "revises %s, the target", revision->parents.items[0]->id)
                                   : "a base";
}

const char *path_reason(Arena *arena, const RevisionVector *path, size_t at, bool downgrade)
{
    return downgrade ? reason_down(arena, path, at) : reason_up(arena, path, at);
}
