#include "limbeck/graph/stamp.h"

static bool contains(const RevisionVector *vector, const Revision *revision)
{
    for (size_t i = 0; i < vector->count; i++)
        if (vector->items[i] == revision)
            return true;
    return false;
}

/* The rows related to any of the targets; other rows are kept. */
static bool related_rows(Arena *arena, const RevisionMap *map, const StringVector *targets, const RevisionVector *rows,
                         RevisionVector *touched, Error *error)
{
    for (size_t i = 0; i < targets->count; i++) {
        RevisionVector kept = {0};
        if (!filter_for_lineage(arena, map, rows, targets->items[i], true, &kept, error))
            return false;
        for (size_t k = 0; k < kept.count; k++)
            if (!contains(touched, kept.items[k]))
                vector_push(arena, touched, kept.items[k]);
    }
    return true;
}

static bool any_in(const RevisionVector *revisions, const RevisionSet set)
{
    for (size_t i = 0; i < revisions->count; i++)
        if (set[revisions->items[i]->index])
            return true;
    return false;
}

static void step_to(Arena *arena, const RevisionMap *map, const Revision *target, const RevisionVector *touched,
                    StampSteps *steps)
{
    RevisionSet above = revision_set_new(arena, map), below = revision_set_new(arena, map);
    StampStep step = {.to = target->id, .is_upgrade = true, .is_new_branch = true};
    revision_set_add_descendants(map, above, target, true);
    revision_set_add_ancestors(map, below, target, true);
    bool goes_down = any_in(touched, above);
    if (goes_down || any_in(touched, below)) {
        step.is_upgrade = !goes_down;
        step.is_new_branch = false;
        for (size_t i = 0; i < touched->count; i++)
            vector_push(arena, &step.from, touched->items[i]->id);
    }
    vector_push(arena, steps, step);
}

bool path_stamp(Arena *arena, const RevisionMap *map, const StringVector *targets, const RevisionVector *rows,
                StampSteps *steps, Error *error)
{
    RevisionVector touched = {0}, destinations = {0};
    if (!related_rows(arena, map, targets, rows, &touched, error))
        return false;
    for (size_t i = 0; i < targets->count; i++)
        if (!resolve_revisions_saying(arena, map, targets->items[i],
                                      "Multiple heads are present; please specify a single target revision",
                                      &destinations, error))
            return false;
    for (size_t i = 0; !destinations.count && i < touched.count; i++) {
        StampStep step = {.is_new_branch = true};
        vector_push(arena, &step.from, touched.items[i]->id);
        vector_push(arena, steps, step);
    }
    for (size_t i = 0; i < destinations.count; i++)
        if (!contains(&touched, destinations.items[i]))
            step_to(arena, map, destinations.items[i], &touched, steps);
    return true;
}
