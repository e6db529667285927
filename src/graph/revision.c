#include "limbeck/graph/revision.h"

#include <string.h>

RevisionMap *revision_map_new(Arena *arena)
{
    RevisionMap *map = ARENA_NEW(arena, RevisionMap);
    map->arena = arena;
    return map;
}

void revision_map_add(RevisionMap *map, Revision *revision)
{
    Revision *earlier = map_get(&map->by_name, revision->id);
    if (earlier) {
        vector_push(map->arena, &map->warnings,
                    arena_format(map->arena, "Revision %s is present more than once: %s and %s; the last one counts",
                                 revision->id, earlier->path, revision->path));
        revision->index = earlier->index;
        map->revisions.items[earlier->index] = revision;
    } else {
        revision->index = map->revisions.count;
        vector_push(map->arena, &map->revisions, revision);
    }
    map_set(map->arena, &map->by_name, revision->id, revision);
}

char *revision_message(Arena *arena, const Revision *revision)
{
    const char *end = strstr(revision->doc, "\n\n");
    char *message = arena_strndup(arena, revision->doc, end ? (size_t)(end - revision->doc) : strlen(revision->doc));
    for (char *at = message; *at; at++)
        if (*at == '\n')
            *at = ' ';
    return message;
}

bool revision_is_head(const Revision *revision)
{
    return revision->children.count == 0;
}

bool revision_is_real_head(const Revision *revision)
{
    return revision->all_children.count == 0;
}

bool revision_is_branch_point(const Revision *revision)
{
    return revision->children.count > 1;
}

bool revision_is_merge_point(const Revision *revision)
{
    return revision->down_revisions.count > 1;
}

static bool contains(const RevisionVector *vector, const Revision *revision)
{
    for (size_t i = 0; i < vector->count; i++)
        if (vector->items[i] == revision)
            return true;
    return false;
}

void revision_all_down(Arena *arena, const Revision *revision, RevisionVector *down)
{
    for (size_t i = 0; i < revision->parents.count; i++)
        if (!contains(down, revision->parents.items[i]))
            vector_push(arena, down, revision->parents.items[i]);
    for (size_t i = 0; i < revision->normalized_dependencies.count; i++)
        if (!contains(down, revision->normalized_dependencies.items[i]))
            vector_push(arena, down, revision->normalized_dependencies.items[i]);
}

/* ---- sets -------------------------------------------------------------------- */

RevisionSet revision_set_new(Arena *arena, const RevisionMap *map)
{
    return arena_alloc(arena, map->revisions.count + 1);
}

typedef struct Walk {
    Arena *arena;
    RevisionVector pending;
} Walk;

static void visit(Walk *walk, RevisionSet set, const Revision *revision)
{
    if (set[revision->index])
        return;
    set[revision->index] = 1;
    vector_push(walk->arena, &walk->pending, revision);
}

static void visit_all(Walk *walk, RevisionSet set, const RevisionVector *revisions)
{
    for (size_t i = 0; i < revisions->count; i++)
        visit(walk, set, revisions->items[i]);
}

void revision_set_add_ancestors(const RevisionMap *map, RevisionSet set, const Revision *revision, bool dependencies)
{
    (void)map;
    Walk walk = {arena_new(), {0}};
    visit(&walk, set, revision);
    while (walk.pending.count) {
        const Revision *next = walk.pending.items[--walk.pending.count];
        visit_all(&walk, set, &next->parents);
        if (dependencies)
            visit_all(&walk, set, &next->normalized_dependencies);
    }
    arena_free(walk.arena);
}

void revision_set_add_descendants(const RevisionMap *map, RevisionSet set, const Revision *revision, bool dependencies)
{
    (void)map;
    Walk walk = {arena_new(), {0}};
    visit(&walk, set, revision);
    while (walk.pending.count) {
        const Revision *next = walk.pending.items[--walk.pending.count];
        visit_all(&walk, set, dependencies ? &next->all_children : &next->children);
    }
    arena_free(walk.arena);
}

/* ---- linking ------------------------------------------------------------------- */

static bool map_labels(RevisionMap *map, Error *error)
{
    for (size_t i = 0; i < map->revisions.count; i++) {
        Revision *revision = map->revisions.items[i];
        for (size_t k = 0; k < revision->branch_labels.count; k++) {
            const char *label = revision->branch_labels.items[k];
            const Revision *other = map_get(&map->by_name, label);
            if (other)
                return error_set(error, ERROR_COMMAND, "Branch name '%s' in revision %s already used by revision %s",
                                 label, revision->id, other->id);
            map_set(map->arena, &map->by_name, label, revision);
        }
    }
    return true;
}

static bool missing(const Revision *revision, const char *name, const char *attribute, Error *error)
{
    error_set(error, ERROR_COMMAND, "Revision %s referenced from %s (%s) is not present", name, revision->id,
              attribute);
    error_place(error, revision->path, 0, 0);
    error_hint(error, "add the missing script to the versions folder, or correct %s in %s", attribute,
               path_basename(revision->path));
    return false;
}

static bool link_one(RevisionMap *map, Revision *revision, Error *error)
{
    for (size_t i = 0; i < revision->down_revisions.count; i++) {
        Revision *parent = map_get(&map->by_name, revision->down_revisions.items[i]);
        if (!parent)
            return missing(revision, revision->down_revisions.items[i], "down_revision", error);
        if (parent == revision)
            return error_set(error, ERROR_COMMAND, "Self-loop is detected in revisions (%s)", revision->id);
        vector_push(map->arena, &revision->parents, parent);
        if (!contains(&parent->children, revision))
            vector_push(map->arena, &parent->children, revision);
        if (!contains(&parent->all_children, revision))
            vector_push(map->arena, &parent->all_children, revision);
    }
    for (size_t i = 0; i < revision->depends_on.count; i++) {
        Revision *dependency = map_get(&map->by_name, revision->depends_on.items[i]);
        if (!dependency)
            return missing(revision, revision->depends_on.items[i], "depends_on", error);
        if (dependency == revision)
            return error_set(error, ERROR_COMMAND, "Dependency self-loop is detected in revisions (%s)", revision->id);
        vector_push(map->arena, &revision->dependencies, dependency);
        if (!contains(&dependency->all_children, revision))
            vector_push(map->arena, &dependency->all_children, revision);
    }
    return true;
}

static bool has_dependencies(const RevisionMap *map)
{
    for (size_t i = 0; i < map->revisions.count; i++)
        if (map->revisions.items[i]->dependencies.count)
            return true;
    return false;
}

/* Kahn's algorithm: revisions that cannot be removed from below are in a cycle, or above one. Also computes every
 * revision's depth. */
static bool check_cycles(RevisionMap *map, bool dependencies, Error *error)
{
    Arena *arena = arena_new();
    size_t *waiting = ARENA_ARRAY(arena, size_t, map->revisions.count + 1);
    RevisionVector ready = {0};
    size_t done = 0;
    for (size_t i = 0; i < map->revisions.count; i++) {
        const Revision *revision = map->revisions.items[i];
        RevisionVector down = {0};
        for (size_t k = 0; k < revision->parents.count; k++)
            if (!contains(&down, revision->parents.items[k]))
                vector_push(arena, &down, revision->parents.items[k]);
        for (size_t k = 0; dependencies && k < revision->dependencies.count; k++)
            if (!contains(&down, revision->dependencies.items[k]))
                vector_push(arena, &down, revision->dependencies.items[k]);
        waiting[i] = down.count;
        if (!down.count)
            vector_push(arena, &ready, revision);
    }
    while (ready.count) {
        const Revision *revision = ready.items[--ready.count];
        const RevisionVector *above = dependencies ? &revision->all_children : &revision->children;
        done++;
        for (size_t i = 0; i < above->count; i++) {
            Revision *child = map->revisions.items[above->items[i]->index];
            if (child->depth <= revision->depth)
                child->depth = revision->depth + 1;
            if (--waiting[child->index] == 0)
                vector_push(arena, &ready, child);
        }
    }
    StringVector stuck = {0};
    for (size_t i = 0; i < map->revisions.count; i++)
        if (waiting[i])
            vector_push(arena, &stuck, map->revisions.items[i]->id);
    if (stuck.count) {
        error_set(error, ERROR_COMMAND, "%s is detected in revisions (%s)", dependencies ? "Dependency cycle" : "Cycle",
                  string_vector_join(arena, &stuck, ", "));
        error_hint(error, "follow %s from one of these scripts and break the circle",
                   dependencies ? "depends_on" : "down_revision");
    }
    arena_free(arena);
    return done == map->revisions.count;
}

static void normalise_dependencies(RevisionMap *map)
{
    for (size_t i = 0; i < map->revisions.count; i++) {
        Revision *revision = map->revisions.items[i];
        if (!revision->dependencies.count)
            continue;
        RevisionSet below = revision_set_new(map->arena, map);
        revision_set_add_ancestors(map, below, revision, false);
        for (size_t k = 0; k < revision->dependencies.count; k++) {
            const Revision *dependency = revision->dependencies.items[k];
            bool had = false;
            for (size_t j = 0; j < map->revisions.count && !had; j++)
                had = below[j] && j != revision->index && contains(&map->revisions.items[j]->dependencies, dependency);
            if (!had)
                vector_push(map->arena, &revision->normalized_dependencies, dependency);
        }
    }
}

static void add_label(RevisionMap *map, const Revision *revision, const char *label)
{
    Revision *target = map->revisions.items[revision->index];
    if (!string_vector_contains(&target->all_labels, label))
        vector_push(map->arena, &target->all_labels, label);
}

/* A label applies to all descendants, and to ancestors down to the nearest branch point or merge point. */
static void spread_labels(RevisionMap *map)
{
    for (size_t i = 0; i < map->revisions.count; i++) {
        const Revision *revision = map->revisions.items[i];
        for (size_t k = 0; k < revision->branch_labels.count; k++) {
            const char *label = revision->branch_labels.items[k];
            RevisionSet above = revision_set_new(map->arena, map);
            revision_set_add_descendants(map, above, revision, false);
            for (size_t j = 0; j < map->revisions.count; j++)
                if (above[j])
                    add_label(map, map->revisions.items[j], label);
            const Revision *below = revision;
            while (below->all_children.count <= 1 && !revision_is_merge_point(below) && below->parents.count) {
                below = below->parents.items[0];
                bool stops = below->all_children.count > 1 || revision_is_merge_point(below);
                if (stops)
                    break;
                add_label(map, below, label);
            }
        }
    }
}

bool revision_map_link(RevisionMap *map, Error *error)
{
    if (!map_labels(map, error))
        return false;
    for (size_t i = 0; i < map->revisions.count; i++)
        if (!link_one(map, map->revisions.items[i], error))
            return false;
    if (!check_cycles(map, false, error) || (has_dependencies(map) && !check_cycles(map, true, error)))
        return false;
    normalise_dependencies(map);
    spread_labels(map);
    for (size_t i = 0; i < map->revisions.count; i++) {
        const Revision *revision = map->revisions.items[i];
        if (revision_is_head(revision))
            vector_push(map->arena, &map->heads, revision);
        if (revision_is_real_head(revision))
            vector_push(map->arena, &map->real_heads, revision);
        if (!revision->down_revisions.count)
            vector_push(map->arena, &map->bases, revision);
    }
    return true;
}
