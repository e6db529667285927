#include "limbeck/fleet/findings.h"

#include "limbeck/base/figures.h"

enum { MAX_NAMES = 5 };

void fleet_share_finding(Arena *arena, SharedFindings *shared, const char *member, const FleetFinding *finding)
{
    const char *key = arena_format(arena, "%s\n%s", finding->unit, finding->text);
    SharedFinding *one = map_get(&shared->by_text, key);
    if (!one) {
        one = ARENA_NEW(arena, SharedFinding);
        *one = (SharedFinding){{finding->text, finding->unit, 0}, 0, text_in(arena)};
        map_set(arena, &shared->by_text, key, one);
        vector_push(arena, shared, one);
    }
    one->finding.count = finding->count < 0 || one->finding.count < 0 ? -1 : one->finding.count + finding->count;
    if (one->members++ < MAX_NAMES)
        text_append_format(&one->names, "%s%s", one->members > 1 ? ", " : "", member);
}

const char *shared_finding_text(Arena *arena, const SharedFinding *shared)
{
    const FleetFinding *finding = &shared->finding;
    if (!*finding->unit)
        return finding->text;
    if (finding->count < 0)
        return arena_format(arena, "%s: not counted", finding->text);
    return arena_format(arena, "%s: %s %s", finding->text, format_count(arena, finding->count), finding->unit);
}

const char *shared_finding_places(Arena *arena, const SharedFinding *shared)
{
    return arena_format(arena, "in %zu database%s: %s%s", shared->members, shared->members == 1 ? "" : "s",
                        text_string((Text *)&shared->names), shared->members > MAX_NAMES ? ", ..." : "");
}
