/* Signs and words for the states of members; a sign tells them apart without colours, too. */
#include "fleet.h"

#include <string.h>

static const struct {
    uint32_t sign;
    Style style;
} looks[FLEET_STATE_COUNT] = {
    [FLEET_UNREAD] = {0x00B7, STYLE_MUTED},       /* · */
    [FLEET_AT_HEAD] = {0x25CF, STYLE_APPLIED},    /* ● */
    [FLEET_BEHIND] = {'1', STYLE_PENDING},        /* by how many; # for ten and more */
    [FLEET_ORPHAN] = {0x25CC, STYLE_DANGER},      /* ◌ */
    [FLEET_UNREACHABLE] = {0x25B2, STYLE_DANGER}, /* ▲ */
    [FLEET_NOT_BEGUN] = {0x25CB, STYLE_MUTED},    /* ○ */
    [FLEET_RUNNING] = {0x25B6, STYLE_CURRENT},    /* ▶ */
    [FLEET_DONE] = {0x2713, STYLE_APPLIED},       /* ✓ */
    [FLEET_FAILED] = {0x2717, STYLE_DANGER},      /* ✗ */
    [FLEET_LOCKED] = {0x2016, STYLE_WARNING},     /* ‖ */
};

uint32_t fleet_state_sign(FleetState state, Style *style)
{
    *style = looks[state].style;
    return looks[state].sign;
}

uint32_t fleet_sign(const FleetStatus *status, Style *style)
{
    if (status->state == FLEET_UNREAD && status->is_busy)
        return fleet_state_sign(FLEET_RUNNING, style);
    const uint32_t sign = fleet_state_sign(status->state, style);
    if (status->state != FLEET_BEHIND)
        return sign;
    return status->lag < 10 ? '0' + (uint32_t)status->lag : '#';
}

const char *fleet_state_text(Arena *arena, const FleetStatus *status)
{
    if (status->state == FLEET_BEHIND)
        return arena_format(arena, "behind by %zu", status->lag);
    if (status->state == FLEET_RUNNING && status->steps)
        return arena_format(arena, "running, step %zu of %zu", status->steps_begun, status->steps);
    return fleet_state_name(status->state);
}

const char *whole_words(Arena *arena, const char *text, int width)
{
    size_t end = 0; /* of the words that fit, before a blank and an ellipsis */
    if (text_width(text) <= width)
        return text;
    for (const char *at = strchr(text, ' '); at; at = strchr(at + 1, ' ')) {
        const size_t length = (size_t)(at - text);
        if (text_width(arena_strndup(arena, text, length)) > width - 2)
            break;
        end = length;
    }
    return end ? arena_format(arena, "%.*s …", (int)end, text) : text;
}

const char *fleet_revision_title(Arena *arena, const Revision *revision)
{
    const char *message = revision_message(arena, revision);
    return *message ? message : path_basename(revision->path);
}

void add_fleet_zone(Application *application, const FleetScreen *fleet, FleetPane pane, Area area, int argument)
{
    const Zone zone = {.area = area, .act = fleet->click[pane], .argument = argument};
    vector_push(application->frame, &application->zones, zone);
}
