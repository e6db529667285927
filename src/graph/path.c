#include "limbeck/graph/path.h"

#include <stdlib.h>
#include <string.h>

/* ---- order ---------------------------------------------------------------------- */

typedef struct Head {
    const Revision *revision;
    RevisionSet ancestors; /* with itself; NULL until it is needed */
} Head;

typedef VECTOR(Head) HeadVector;

static void push_head(Arena *arena, HeadVector *heads, const Revision *revision)
{
    Head head = {revision, NULL};
    vector_push(arena, heads, head);
}

enum { MAX_LOOKAHEAD = 64 };

/* Whether `wanted` is among the next few revisions below `from`; *enough is false when there are more to search. */
static bool found_close_below(const Revision *from, const Revision *wanted, bool *enough)
{
    const Revision *waiting[MAX_LOOKAHEAD];
    size_t count = 1, seen = 1;
    waiting[0] = from;
    *enough = true;
    while (count) {
        const Revision *here = waiting[--count];
        const RevisionVector *below[] = {&here->parents, &here->dependencies};
        for (size_t b = 0; b < 2; b++)
            for (size_t i = 0; i < below[b]->count; i++) {
                const Revision *down = below[b]->items[i];
                if (down == wanted)
                    return true;
                if (down->depth <= wanted->depth)
                    continue;
                if (seen++ == MAX_LOOKAHEAD) {
                    *enough = false;
                    return false;
                }
                waiting[count++] = down;
            }
    }
    return false;
}

static bool is_above(Arena *arena, const RevisionMap *map, Head *head, const Revision *candidate)
{
    bool enough;
    if (candidate->depth >= head->revision->depth)
        return false;
    if (head->ancestors)
        return head->ancestors[candidate->index];
    bool found = found_close_below(head->revision, candidate, &enough);
    if (enough)
        return found;
    head->ancestors = revision_set_new(arena, map);
    revision_set_add_ancestors(map, head->ancestors, head->revision, true);
    return head->ancestors[candidate->index];
}

static int by_file_order(const void *left, const void *right)
{
    size_t a = (*(const Revision *const *)left)->index, b = (*(const Revision *const *)right)->index;
    return (a > b) - (a < b);
}

static bool is_head(const HeadVector *heads, const Revision *revision)
{
    for (size_t i = 0; i < heads->count; i++)
        if (heads->items[i].revision == revision)
            return true;
    return false;
}

static void remove_head(HeadVector *heads, size_t index)
{
    heads->count--;
    memmove(heads->items + index, heads->items + index + 1, (heads->count - index) * sizeof *heads->items);
}

/* The head at `index` has been output; its parents replace it. */
static void descend(Arena *arena, const RevisionSet todo, HeadVector *heads, size_t *index)
{
    const Revision *revision = heads->items[*index].revision;
    RevisionVector down = {0}, next = {0};
    revision_all_down(arena, revision, &down);
    for (size_t i = 0; i < down.count; i++)
        if (todo[down.items[i]->index] && !is_head(heads, down.items[i]))
            vector_push(arena, &next, down.items[i]);
    if (!next.count) {
        remove_head(heads, *index);
        *index = *index ? *index - 1 : 0;
        return;
    }
    bool plain = !revision->normalized_dependencies.count && revision->parents.count == 1;
    heads->items[*index].revision = next.items[0];
    if (!plain)
        heads->items[*index].ancestors = NULL;
    for (size_t i = 1; !plain && i < next.count; i++)
        push_head(arena, heads, next.items[i]);
}

void topological_order(Arena *arena, const RevisionMap *map, const RevisionSet set, const RevisionVector *from,
                       RevisionVector *order)
{
    RevisionSet todo = revision_set_new(arena, map), seen = revision_set_new(arena, map);
    memcpy(todo, set, map->revisions.count);
    RevisionVector sorted = {0};
    for (size_t i = 0; i < from->count; i++) {
        if (!from->items[i] || !set[from->items[i]->index] || seen[from->items[i]->index])
            continue;
        seen[from->items[i]->index] = 1;
        vector_push(arena, &sorted, from->items[i]);
    }
    if (sorted.count)
        qsort(sorted.items, sorted.count, sizeof *sorted.items, by_file_order);
    HeadVector heads = {0};
    for (size_t i = 0; i < sorted.count; i++)
        push_head(arena, &heads, sorted.items[i]);
    size_t at = 0;
    while (heads.count) {
        const Revision *candidate = heads.items[at].revision;
        size_t waiting_for = at;
        for (size_t i = 0; i < heads.count; i++)
            if (i != at && is_above(arena, map, &heads.items[i], candidate)) {
                waiting_for = i;
                break;
            }
        if (waiting_for != at) { /* this head is an ancestor of another one: output that one first */
            at = waiting_for;
            continue;
        }
        if (todo[candidate->index]) {
            vector_push(arena, order, candidate);
            todo[candidate->index] = 0;
        }
        descend(arena, todo, &heads, &at);
    }
}

void path_all(Arena *arena, const RevisionMap *map, RevisionVector *path)
{
    RevisionSet all = revision_set_new(arena, map);
    memset(all, 1, map->revisions.count);
    topological_order(arena, map, all, &map->real_heads, path);
}

static void add_ancestors(const RevisionMap *map, RevisionSet set, const RevisionVector *revisions)
{
    for (size_t i = 0; i < revisions->count; i++)
        if (revisions->items[i])
            revision_set_add_ancestors(map, set, revisions->items[i], true);
}

static void reverse(RevisionVector *path)
{
    for (size_t i = 0, k = path->count; i + 1 < k; i++) {
        const Revision *swapped = path->items[i];
        path->items[i] = path->items[--k];
        path->items[k] = swapped;
    }
}

static bool no_such_steps(const RelativeIdentifier *relative, Error *error)
{
    return error_set(error, ERROR_COMMAND, "Relative revision %s didn't produce %ld migrations", relative->text,
                     labs(relative->steps));
}

/* ---- upgrade ------------------------------------------------------------------------ */

/* The tips of a branch among the ancestors of the applied revisions. */
static bool tips_on_branch(Arena *arena, const RevisionMap *map, const RevisionVector *current, const char *label,
                           RevisionVector *starts, Error *error)
{
    RevisionSet applied = revision_set_new(arena, map);
    RevisionVector all = {0}, active = {0};
    add_ancestors(map, applied, current);
    for (size_t i = 0; i < map->revisions.count; i++)
        if (applied[i])
            vector_push(arena, &all, map->revisions.items[i]);
    if (!filter_for_lineage(arena, map, &all, label, false, &active, error))
        return false;
    for (size_t i = 0; i < active.count; i++) {
        bool below = false;
        for (size_t k = 0; k < active.count && !below; k++) {
            RevisionVector down = {0};
            revision_all_down(arena, active.items[k], &down);
            for (size_t j = 0; j < down.count; j++)
                below |= down.items[j] == active.items[i];
        }
        if (!below)
            vector_push(arena, starts, active.items[i]);
    }
    return true;
}

static bool upgrade_from_current(Arena *arena, const RevisionMap *map, const RelativeIdentifier *relative,
                                 const RevisionVector *current, const Revision **target, Error *error)
{
    RevisionVector starts = *current;
    bool past;
    if (relative->label && current->count) {
        starts = (RevisionVector){0};
        if (!filter_for_lineage(arena, map, current, relative->label, false, &starts, error))
            return false;
        if (!starts.count && !tips_on_branch(arena, map, current, relative->label, &starts, error))
            return false;
    }
    if (starts.count > 1)
        return error_set(error, ERROR_COMMAND, "Ambiguous upgrade from multiple current revisions");
    if (!walk_revisions(arena, map, starts.count ? starts.items[0] : NULL, relative->steps, relative->label, target,
                        &past, error))
        return false;
    return !past || no_such_steps(relative, error);
}

static bool upgrade_targets(Arena *arena, const RevisionMap *map, const char *target, const RevisionVector *current,
                            RevisionVector *targets, Error *error)
{
    RelativeIdentifier relative;
    if (!relative_identifier(arena, target, &relative))
        return resolve_revisions(arena, map, target, targets, error);
    const Revision *reached = NULL, *start = NULL;
    bool past;
    if (relative.steps > 0 && !relative.symbol) {
        if (!upgrade_from_current(arena, map, &relative, current, &reached, error))
            return false;
        vector_push(arena, targets, reached);
        return true;
    }
    if (!relative.symbol) /* relative to the database: Alembic prints the number instead of the word */
        return error_set(error, ERROR_COMMAND, "Relative revision %ld didn't produce %ld migrations", relative.steps,
                         labs(relative.steps));
    const char *symbol = relative.label && relative.steps < 0
                             ? arena_format(arena, "%s@%s", relative.label, relative.symbol)
                             : relative.symbol;
    if (!resolve_revision(arena, map, symbol, &start, error) ||
        !walk_revisions(arena, map, start, relative.steps, relative.steps > 0 ? relative.label : NULL, &reached, &past,
                        error))
        return false;
    if (past)
        return no_such_steps(&relative, error);
    if (reached)
        vector_push(arena, targets, reached);
    return true;
}

/* As Alembic, refuses targets if one is an ancestor of another. */
bool path_upgrade(Arena *arena, const RevisionMap *map, const char *target, const RevisionVector *current,
                  RevisionVector *path, Error *error)
{
    RevisionVector targets = {0};
    if (!upgrade_targets(arena, map, target, current, &targets, error))
        return false;
    RevisionSet needed = revision_set_new(arena, map), applied = revision_set_new(arena, map);
    add_ancestors(map, needed, &targets);
    add_ancestors(map, applied, current);
    for (size_t i = 0; i < map->revisions.count; i++)
        needed[i] = needed[i] && !applied[i];
    topological_order(arena, map, needed, &targets, path);
    reverse(path);
    return true;
}

/* ---- downgrade ------------------------------------------------------------------------- */

typedef struct DowngradeTarget {
    const char *label;
    const Revision *revision; /* NULL: base */
} DowngradeTarget;

static bool downgrade_from_current(Arena *arena, const RevisionMap *map, const RelativeIdentifier *relative,
                                   const RevisionVector *current, DowngradeTarget *target, const Revision **start,
                                   Error *error)
{
    if (relative->label) {
        RevisionVector on_branch = {0};
        if (!filter_for_lineage(arena, map, current, relative->label, false, &on_branch, error))
            return false;
        if (!on_branch.count && !tips_on_branch(arena, map, current, relative->label, &on_branch, error))
            return false;
        if (on_branch.count != 1)
            return error_set(error, ERROR_COMMAND, "Ambiguous walk");
        *start = on_branch.items[0];
        target->label = relative->label;
        return true;
    }
    if (!current->count)
        return no_such_steps(relative, error);
    *start = current->items[0];
    target->label = current->items[0]->id;
    return true;
}

static bool downgrade_target(Arena *arena, const RevisionMap *map, const char *text, const RevisionVector *current,
                             DowngradeTarget *target, Error *error)
{
    RelativeIdentifier relative;
    const Revision *start = NULL;
    bool past;
    *target = (DowngradeTarget){0};
    if (!relative_identifier(arena, text, &relative)) {
        const char *at = strrchr(text, '@');
        target->label = at && at > text ? arena_strndup(arena, text, (size_t)(at - text)) : NULL;
        return resolve_revision(arena, map, at ? at + 1 : text, &target->revision, error);
    }
    if (!relative.symbol && relative.steps >= 0)
        return no_such_steps(&relative, error);
    if (relative.symbol) {
        const char *symbol = relative.label && relative.steps < 0
                                 ? arena_format(arena, "%s@%s", relative.label, relative.symbol)
                                 : relative.symbol;
        target->label = relative.label;
        if (!resolve_revision(arena, map, symbol, &start, error))
            return false;
    } else if (!downgrade_from_current(arena, map, &relative, current, target, &start, error)) {
        return false;
    }
    if (!walk_revisions(arena, map, start, relative.steps, relative.steps > 0 ? relative.label : NULL,
                        &target->revision, &past, error))
        return false;
    if (past)
        return relative.symbol ? error_set(error, ERROR_COMMAND, "Walked too far") : no_such_steps(&relative, error);
    return true;
}

/* Where the downgrade starts: the children of the target, or all bases. */
static bool downgrade_roots(Arena *arena, const RevisionMap *map, const DowngradeTarget *target, RevisionVector *roots,
                            Error *error)
{
    const RevisionVector *all = target->revision ? &target->revision->children : &map->bases;
    if (!target->label || all->count <= 1) {
        *roots = *all;
        return true;
    }
    const Revision *branch = map_get(&map->by_name, target->label);
    if (!branch && !resolve_revision(arena, map, target->label, &branch, error))
        return false;
    RevisionSet line = revision_set_new(arena, map);
    revision_set_add_ancestors(map, line, branch, false);
    for (size_t i = 0; i < all->count; i++)
        if (line[all->items[i]->index])
            vector_push(arena, roots, all->items[i]);
    return roots->count || error_set(error, ERROR_COMMAND, "Not a valid downgrade target from current heads");
}

static bool contains(const RevisionVector *vector, const Revision *revision)
{
    for (size_t i = 0; i < vector->count; i++)
        if (vector->items[i] == revision)
            return true;
    return false;
}

bool path_downgrade(Arena *arena, const RevisionMap *map, const char *text, const RevisionVector *current,
                    RevisionVector *path, Error *error)
{
    DowngradeTarget target;
    RevisionVector roots = {0};
    if (!downgrade_target(arena, map, text, current, &target, error) ||
        !downgrade_roots(arena, map, &target, &roots, error))
        return false;
    RevisionSet drop = revision_set_new(arena, map), active = revision_set_new(arena, map);
    for (size_t i = 0; i < roots.count; i++)
        revision_set_add_descendants(map, drop, roots.items[i], true);
    add_ancestors(map, active, current);
    bool any = false;
    for (size_t i = 0; i < map->revisions.count; i++) {
        drop[i] = drop[i] && active[i];
        any |= drop[i] != 0;
    }
    if (target.revision && !any && !contains(current, target.revision))
        return error_set(error, ERROR_COMMAND, "Destination %s is not a valid downgrade target from current head(s)",
                         text);
    topological_order(arena, map, drop, current, path);
    return true;
}

/* ---- ranges of history -------------------------------------------------------------------- */

/* The lower end: an absolute revision, or N below the upper end. */
static bool lower_end(Arena *arena, const RevisionMap *map, const char *lower, const char *upper, RevisionVector *ends,
                      Error *error)
{
    RelativeIdentifier relative;
    if (!relative_identifier(arena, lower, &relative) || (!relative.symbol && relative.steps < 0))
        return resolve_revisions(arena, map, lower, ends, error);
    RevisionVector from = {0};
    DowngradeTarget target;
    if (!resolve_revisions(arena, map, upper, &from, error) ||
        !downgrade_target(arena, map, lower, &from, &target, error))
        return false;
    if (target.revision)
        vector_push(arena, ends, target.revision);
    return true;
}

static bool not_a_range(const char *lower, const char *upper, Error *error)
{
    return error_set(error, ERROR_COMMAND,
                     "Requested range %s:%s does not refer to ancestor/descendant revisions along the same branch",
                     lower, upper);
}

static void filter_by_label(Arena *arena, const RevisionMap *map, const char *lower, RevisionVector *targets)
{
    const char *at = strchr(lower, '@');
    if (!at)
        return;
    const char *label = arena_strndup(arena, lower, (size_t)(at - lower));
    const Revision *branch = map_get(&map->by_name, label);
    if (branch && strcmp(branch->id, label) == 0 && branch->all_labels.count)
        label = branch->all_labels.items[0];
    RevisionVector kept = {0};
    for (size_t i = 0; i < targets->count; i++)
        if (string_vector_contains(&targets->items[i]->all_labels, label))
            vector_push(arena, &kept, targets->items[i]);
    *targets = kept;
}

bool path_range(Arena *arena, const RevisionMap *map, const char *lower, const char *upper, RevisionVector *path,
                Error *error)
{
    RevisionVector targets = {0}, ends = {0};
    RevisionVector none = {0};
    if (!lower_end(arena, map, lower, upper, &ends, error) ||
        !upgrade_targets(arena, map, upper, ends.count ? &ends : &none, &targets, error))
        return false;
    filter_by_label(arena, map, lower, &targets);
    RevisionSet needed = revision_set_new(arena, map), below = revision_set_new(arena, map);
    add_ancestors(map, needed, &targets);
    bool from_base = true;
    for (size_t i = 0; i < ends.count; i++) {
        if (!ends.items[i])
            continue;
        from_base = false;
        if (!needed[ends.items[i]->index])
            return not_a_range(lower, upper, error);
        revision_set_add_ancestors(map, below, ends.items[i], true);
    }
    if (!from_base) {
        RevisionSet above = revision_set_new(arena, map);
        for (size_t i = 0; i < ends.count; i++) {
            if (!ends.items[i])
                continue;
            below[ends.items[i]->index] = 0; /* the lower end itself is listed */
            revision_set_add_descendants(map, above, ends.items[i], false);
        }
        for (size_t i = 0; i < map->revisions.count; i++)
            needed[i] = needed[i] && !below[i] && above[i];
    }
    topological_order(arena, map, needed, &targets, path);
    return true;
}
