/* Asks what becomes of the databases that are being migrated. */
#include "fleet.h"

static void act_stop(Application *application, Key key)
{
    FleetScreen *fleet = fleet_screen(application);
    application->screen = &screen_fleet;
    if (key == 'c')
        cancel_fleet_task(fleet);
    else
        fleet_control_stop(fleet->control);
    application_message(application, key == 'c' ? "cancelling: the open transactions are rolled back"
                                                : "no other database begins; those that run will finish");
}

static void act_leave(Application *application, Key key)
{
    (void)key;
    application->screen = &screen_fleet;
}

/* The run may end while the question is shown. */
static void read_snapshots(Application *application)
{
    screen_fleet.read_snapshots(application);
    if (!fleet_control_task(fleet_screen(application)->control))
        application->screen = &screen_fleet;
}

static void draw(Application *application, Surface *surface)
{
    const FleetScreen *fleet = fleet_screen(application);
    const size_t total = fleet_control_total(fleet->control), ended = fleet_control_ended(fleet->control);
    const size_t running = fleet_control_count(fleet->control, FLEET_RUNNING);
    StyledLines lines = {0};
    draw_fleet(application, surface);
    const int width = surface->width - 12 > 64 ? 64 : surface->width - 12;
    add_lines(application, &lines, (StyledLine){.style = STYLE_TEXT}, width - 6,
              arena_format(application->frame, "%zu running, %zu not begun, %zu of %zu ended.", running,
                           total - ended - running, ended, total));
    add_lines(application, &lines, (StyledLine){.style = STYLE_MUTED}, width - 6,
              "Either way each database is before or after each revision, and the same run goes on where it stood.");
    const Area box = centred(surface, width, (int)lines.count + 4);
    draw_dialog(application, surface, box, "Stop the run?", &screen_fleet_stop);
    draw_styled_lines(application, surface, box, 2, &lines);
}

static const KeyRow keys[] = {
    {{'f'}, "f", "finish", "let those finish", "no other database begins; those that run finish", act_stop},
    {{'c'}, "c", "cancel", "cancel them", "cancel those that run, too: what is open is rolled back", act_stop},
    {{KEY_CODE_ESCAPE, KEY_CODE_INTERRUPT, 'n'}, "esc", "leave", "go on", "do not stop", act_leave},
    {{0}, NULL, NULL, NULL, NULL, NULL},
};

const Screen screen_fleet_stop = {.name = "fleet-stop",
                                  .purpose = "When a run over databases is to be stopped",
                                  .keys = keys,
                                  .read_snapshots = read_snapshots,
                                  .draw = draw,
                                  .is_dialog = true};
