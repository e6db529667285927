#include "limbeck/graph/identifier.h"

#include "limbeck/graph/suggestion.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool cannot_locate(Arena *arena, const RevisionMap *map, const char *identifier, Error *error)
{
    error_set(error, ERROR_COMMAND, "Can't locate revision identified by '%s'", identifier);
    error_hint(error, "%s", revision_suggestion(arena, map, identifier));
    return false;
}

static bool multiple_heads(const char *argument, Error *error)
{
    return error_set(
        error, ERROR_COMMAND,
        "Multiple head revisions are present for given argument '%s'; please specify a specific target revision, "
        "'<branchname>@%s' to narrow to a specific head, or 'heads' for all heads",
        argument, argument);
}

/* ---- lineage ------------------------------------------------------------------- */

static bool for_identifier(Arena *arena, const RevisionMap *map, const char *id, const char *branch,
                           const Revision **found, Error *error);

static bool resolve_branch(Arena *arena, const RevisionMap *map, const char *label, const Revision **found,
                           Error *error)
{
    *found = map_get(&map->by_name, label);
    return *found || for_identifier(arena, map, label, NULL, found, error);
}

static bool shares_lineage(Arena *arena, const RevisionMap *map, const Revision *target, const RevisionVector *against,
                           bool dependencies)
{
    RevisionSet line = revision_set_new(arena, map), above = revision_set_new(arena, map);
    revision_set_add_ancestors(map, line, target, dependencies);
    revision_set_add_descendants(map, above, target, dependencies);
    for (size_t i = 0; i < against->count; i++)
        if (line[against->items[i]->index] || above[against->items[i]->index])
            return true;
    return false;
}

/* The revisions that label@symbol means, for comparing lineages. */
static bool lineage_of(Arena *arena, const RevisionMap *map, const char *against, RevisionVector *lines, Error *error)
{
    const char *at = strchr(against, '@'), *symbol = at ? at + 1 : against;
    const Revision *revision;
    if (at) {
        if (!resolve_branch(arena, map, arena_strndup(arena, against, (size_t)(at - against)), &revision, error))
            return false;
        vector_push(arena, lines, revision);
    }
    if (strcmp(symbol, "base") == 0 || !*symbol)
        return true;
    return resolve_revisions(arena, map, against, lines, error);
}

bool filter_for_lineage(Arena *arena, const RevisionMap *map, const RevisionVector *targets, const char *against,
                        bool dependencies, RevisionVector *kept, Error *error)
{
    RevisionVector lines = {0};
    if (!lineage_of(arena, map, against, &lines, error))
        return false;
    for (size_t i = 0; i < targets->count; i++)
        if (!lines.count || shares_lineage(arena, map, targets->items[i], &lines, dependencies))
            vector_push(arena, kept, targets->items[i]);
    return true;
}

/* ---- one identifier --------------------------------------------------------------- */

/* An exact id or label, else the only one, of four or more letters, that begins with `id`. */
static bool for_identifier(Arena *arena, const RevisionMap *map, const char *id, const char *branch,
                           const Revision **found, Error *error)
{
    const Revision *branch_revision = NULL;
    if (branch && !resolve_branch(arena, map, branch, &branch_revision, error))
        return false;
    *found = map_get(&map->by_name, id);
    RevisionVector candidates = {0};
    for (size_t i = 0; !*found && i < map->by_name.count; i++) {
        const MapEntry *entry = &map->by_name.entries[i];
        if (strlen(entry->key) > 3 && text_starts_with(entry->key, id))
            vector_push(arena, &candidates, (const Revision *)entry->value);
    }
    if (!*found && branch) {
        RevisionVector kept = {0};
        if (!filter_for_lineage(arena, map, &candidates, branch, false, &kept, error))
            return false;
        candidates = kept;
    }
    if (!*found && candidates.count != 1)
        return cannot_locate(arena, map, id, error);
    if (!*found)
        *found = candidates.items[0];
    RevisionVector line = {0};
    if (branch_revision)
        vector_push(arena, &line, branch_revision);
    if (branch && !shares_lineage(arena, map, *found, &line, false))
        return cannot_locate(arena, map, id, error);
    return true;
}

static bool head_of(Arena *arena, const RevisionMap *map, const char *label, const char *argument,
                    const char *complaint, RevisionVector *found, Error *error)
{
    RevisionVector heads = map->heads;
    if (label) {
        heads = (RevisionVector){0};
        if (!filter_for_lineage(arena, map, &map->heads, label, false, &heads, error))
            return false;
    }
    if (heads.count > 1)
        return complaint ? error_set(error, ERROR_COMMAND, "%s", complaint) : multiple_heads(argument, error);
    if (heads.count)
        vector_push(arena, found, heads.items[0]);
    return true;
}

/* branch@-N, or -N: N steps down from every head. */
static bool below_heads(Arena *arena, const RevisionMap *map, const char *label, long steps, RevisionVector *found,
                        Error *error)
{
    for (size_t i = 0; i < map->real_heads.count; i++) {
        const Revision *head = map->real_heads.items[i], *reached;
        bool past;
        if (label && !string_vector_contains(&head->all_labels, label))
            continue;
        if (!walk_revisions(arena, map, head, steps, NULL, &reached, &past, error))
            return false;
        vector_push(arena, found, reached);
    }
    return true;
}

bool resolve_revisions_saying(Arena *arena, const RevisionMap *map, const char *identifier, const char *complaint,
                              RevisionVector *found, Error *error)
{
    const char *at = strchr(identifier, '@');
    const char *label = at ? arena_strndup(arena, identifier, (size_t)(at - identifier)) : NULL;
    const char *id = at ? at + 1 : identifier;
    if (strcmp(id, "base") == 0)
        return true;
    if (strcmp(id, "head") == 0)
        return head_of(arena, map, label, identifier, complaint, found, error);
    if (strcmp(id, "heads") == 0) {
        if (label)
            return filter_for_lineage(arena, map, &map->heads, label, false, found, error);
        for (size_t i = 0; i < map->real_heads.count; i++)
            vector_push(arena, found, map->real_heads.items[i]);
        return true;
    }
    char *end;
    long number = strtol(id, &end, 10);
    if (!*end && end != id && number < 0)
        return below_heads(arena, map, label, number, found, error);
    const Revision *revision;
    if (!for_identifier(arena, map, id, label, &revision, error))
        return false;
    vector_push(arena, found, revision);
    return true;
}

bool resolve_revisions(Arena *arena, const RevisionMap *map, const char *identifier, RevisionVector *found,
                       Error *error)
{
    return resolve_revisions_saying(arena, map, identifier, NULL, found, error);
}

bool resolve_revision(Arena *arena, const RevisionMap *map, const char *identifier, const Revision **found,
                      Error *error)
{
    RevisionVector all = {0};
    if (!resolve_revisions(arena, map, identifier, &all, error))
        return false;
    if (all.count > 1)
        return multiple_heads(identifier, error);
    *found = all.count ? all.items[0] : NULL;
    return true;
}

/* ---- relative steps ------------------------------------------------------------------ */

bool relative_identifier(Arena *arena, const char *text, RelativeIdentifier *relative)
{
    *relative = (RelativeIdentifier){0};
    const char *at = strchr(text, '@');
    if (at && at > text) {
        relative->label = arena_strndup(arena, text, (size_t)(at - text));
        text = at + 1;
    }
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) || text[length] == '_')
        length++;
    if (length)
        relative->symbol = arena_strndup(arena, text, length);
    text += length;
    if ((*text != '+' && *text != '-') || !isdigit((unsigned char)text[1]))
        return false;
    char *end;
    relative->steps = strtol(text, &end, 10);
    relative->text = arena_strndup(arena, text, (size_t)(end - text));
    return true;
}

bool walk_revisions(Arena *arena, const RevisionMap *map, const Revision *start, long steps, const char *label,
                    const Revision **reached, bool *past, Error *error)
{
    const Revision *here = start;
    bool at_base = false;
    *past = false;
    *reached = NULL;
    for (long i = 0; i < labs(steps); i++) {
        RevisionVector next = {0};
        if (steps > 0) {
            const RevisionVector *up = here ? &here->children : &map->bases;
            next = *up;
            if (label) {
                next = (RevisionVector){0};
                if (!filter_for_lineage(arena, map, up, label, false, &next, error))
                    return false;
            }
        } else if (!at_base) {
            next = here ? here->parents : map->heads;
            if (!next.count) {
                at_base = true;
                here = NULL;
                continue;
            }
        }
        if (!next.count) {
            *past = true;
            return true;
        }
        if (next.count > 1)
            return error_set(error, ERROR_COMMAND, "Ambiguous walk");
        here = next.items[0];
    }
    *reached = here;
    return true;
}
