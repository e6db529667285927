/* Which members of the fleet are shown, in which order, and which are selected. */
#include "fleet.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

const char *fleet_name(const FleetScreen *fleet, size_t member)
{
    return fleet_control_host(fleet->control)->members->items[member].name;
}

/* ---- filter --------------------------------------------------------------------------------------- */

/* "head" of "at head"; fewer letters are rather of a name. */
static bool begins_a_word(const char *text, const char *word)
{
    enum { LETTERS = 3 };
    if (strlen(word) < LETTERS)
        return false;
    for (const char *at = text; at; at = strchr(at, ' ')) {
        at += *at == ' ';
        if (text_starts_with(at, word))
            return true;
    }
    return false;
}

static bool is_at(const FleetStatus *status, const char *word)
{
    bool is_at = status->has_rows && !status->rows.count && strcmp(word, "base") == 0;
    for (size_t i = 0; status->has_rows && i < status->rows.count; i++)
        is_at |= text_starts_with(status->rows.items[i], word);
    return is_at;
}

/* Every word occurs in the name, or begins a version row or the state. */
static bool is_wanted(const FleetScreen *fleet, size_t member)
{
    const FleetStatus *status = fleet_control_status(fleet->control, member);
    char words[sizeof fleet->filter.text], *rest = words, *word;
    memcpy(words, fleet->filter.text, sizeof words);
    while ((word = strtok_r(rest, " ", &rest)))
        if (!strcasestr(fleet_name(fleet, member), word) && !is_at(status, word) &&
            !begins_a_word(fleet_state_name(status->state), word))
            return false;
    return true;
}

/* ---- order ----------------------------------------------------------------------------------------- */

typedef struct Place {
    size_t lag, member;
} Place;

/* Problems first, then by the number of pending revisions; those not read yet are last. */
static size_t lag_of(const FleetStatus *status)
{
    return fleet_state_is_problem(status->state) ? SIZE_MAX : status->state == FLEET_UNREAD ? 0 : status->lag + 1;
}

static int by_lag(const void *left, const void *right)
{
    const Place *one = left, *other = right;
    if (one->lag != other->lag)
        return one->lag > other->lag ? -1 : 1;
    return one->member < other->member ? -1 : 1;
}

static void sort_by_lag(Arena *arena, FleetScreen *fleet)
{
    Place *places = ARENA_ARRAY(arena, Place, fleet->shown_count + 1);
    for (size_t i = 0; i < fleet->shown_count; i++)
        places[i] = (Place){lag_of(fleet_control_status(fleet->control, fleet->shown[i])), fleet->shown[i]};
    qsort(places, fleet->shown_count, sizeof *places, by_lag);
    for (size_t i = 0; i < fleet->shown_count; i++)
        fleet->shown[i] = places[i].member;
}

static size_t place_of(const size_t *members, size_t count, size_t member)
{
    size_t i = 0;
    while (i < count && members[i] != member)
        i++;
    return i < count ? i : 0;
}

static size_t item_at(const size_t *members, size_t count, size_t at)
{
    return at < count ? members[at] : SIZE_MAX;
}

/* What failed in a run comes first. */
void find_problems(FleetScreen *fleet)
{
    const size_t before = item_at(fleet->problems, fleet->problem_count, fleet->problem_at);
    fleet->problem_count = 0;
    for (int of_run = 1; of_run >= 0; of_run--)
        for (size_t i = 0; i < fleet->members; i++) {
            const FleetState state = fleet_control_status(fleet->control, i)->state;
            if (fleet_state_is_problem(state) && of_run == (state == FLEET_FAILED || state == FLEET_LOCKED))
                fleet->problems[fleet->problem_count++] = i;
        }
    fleet->problem_at = fleet->pane == FLEET_PROBLEMS ? place_of(fleet->problems, fleet->problem_count, before) : 0;
}

void arrange_members(Arena *frame, FleetScreen *fleet)
{
    const size_t at = item_at(fleet->shown, fleet->shown_count, fleet->at);
    fleet->arranged = fleet_control_generation(fleet->control);
    fleet->shown_count = 0;
    fleet->name_width = 0;
    for (size_t i = 0; i < fleet->members; i++) {
        if (!is_wanted(fleet, i))
            continue;
        fleet->shown[fleet->shown_count++] = i;
        const int width = text_width(fleet_name(fleet, i));
        fleet->name_width = width > fleet->name_width ? width : fleet->name_width;
    }
    if (fleet->by_lag)
        sort_by_lag(frame, fleet);
    fleet->at = place_of(fleet->shown, fleet->shown_count, at);
    find_problems(fleet);
}

/* ---- selection ------------------------------------------------------------------------------------- */

size_t fleet_cursor(const FleetScreen *fleet)
{
    return fleet->pane == FLEET_PROBLEMS ? item_at(fleet->problems, fleet->problem_count, fleet->problem_at)
                                         : item_at(fleet->shown, fleet->shown_count, fleet->at);
}

void select_member(FleetScreen *fleet, size_t member, bool selected)
{
    if (fleet->selected[member] == selected)
        return;
    fleet->selected[member] = selected;
    fleet->selected_count += selected ? 1 : (size_t)-1;
}

size_t select_by_pattern(FleetScreen *fleet, const char *pattern)
{
    size_t found = 0;
    for (size_t i = 0; i < fleet->shown_count; i++) {
        if (fnmatch(pattern, fleet_name(fleet, fleet->shown[i]), 0) != 0)
            continue;
        select_member(fleet, fleet->shown[i], true);
        found++;
    }
    return found;
}

size_t members_to_act_on(const FleetScreen *fleet, size_t *order)
{
    size_t count = 0;
    for (size_t i = 0; fleet->selected_count && i < fleet->members; i++)
        if (fleet->selected[i])
            order[count++] = i;
    const size_t cursor = fleet_cursor(fleet);
    if (!count && cursor != SIZE_MAX)
        order[count++] = cursor;
    return count;
}
