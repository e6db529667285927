/* Typing the filter of a fleet, or the pattern by which its members are selected. */
#include "fleet.h"

static LineInput *input(const Application *application)
{
    FleetScreen *fleet = fleet_screen(application);
    return fleet->types_pattern ? &fleet->pattern : &fleet->filter;
}

static void edited(Application *application)
{
    if (!fleet_screen(application)->types_pattern)
        arrange_members(application->frame, fleet_screen(application));
}

static void act_leave(Application *application, Key key)
{
    FleetScreen *fleet = fleet_screen(application);
    const bool keeps = key == KEY_CODE_ENTER;
    application->screen = &screen_fleet;
    if (fleet->types_pattern && keeps)
        application_message(application, "%zu of the databases shown match %s",
                            select_by_pattern(fleet, fleet->pattern.text), fleet->pattern.text);
    if (!fleet->types_pattern && !keeps)
        fleet->filter = (LineInput){0};
    arrange_members(application->frame, fleet);
}

static void draw(Application *application, Surface *surface)
{
    const FleetScreen *fleet = fleet_screen(application);
    const char *name = fleet->types_pattern ? "pattern: " : "filter: ";
    const char *keys = fleet->types_pattern ? "enter select those  esc leave" : "enter keep it  esc show all";
    const int y = surface->height - 1, width = text_width(keys);
    draw_fleet(application, surface);
    surface_fill(surface, (Area){0, y, surface->width, 1}, STYLE_TEXT, ' ');
    const int x = 1 + surface_text(surface, 1, y, 20, STYLE_KEY, name);
    draw_line_input(surface, x, y, surface->width - x - width - 4, STYLE_TEXT, input(application));
    surface_text(surface, surface->width - width - 1, y, width, STYLE_MUTED, keys);
}

static const KeyRow keys[] = {
    {{KEY_CODE_ENTER, KEY_CODE_ESCAPE, KEY_CODE_INTERRUPT},
     "enter",
     "leave",
     "go on",
     "go on with what is shown, or select what matches; esc does not",
     act_leave},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

const Screen screen_fleet_typing = {.name = "fleet-typing",
                                    .purpose = "While typing a filter or a pattern for databases",
                                    .keys = keys,
                                    .draw = draw,
                                    .input = input,
                                    .edited = edited};
