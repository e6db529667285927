#include "fleet_display.h"
#include "fleet_text.h"
#include "fleet_work.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/figures.h"
#include "limbeck/base/log.h"
#include "limbeck/base/text.h"

/* ---- while it runs --------------------------------------------------------------------------- */

enum { STATUS_MILLISECONDS = 100 };

static void show_status(FleetDisplay *display, const FleetRun *run)
{
    const int64_t now = clock_milliseconds();
    if (now - display->status_shown < STATUS_MILLISECONDS)
        return;
    display->status_shown = now;
    Text line = text_on_heap();
    const size_t ended =
        fleet_count(run, MEMBER_DONE) + fleet_count(run, MEMBER_FAILED) + fleet_count(run, MEMBER_UNREACHABLE);
    text_append_format(&line, "%zu of %zu", ended, run->members->count);
    for (size_t i = 0, shown = 0; i < run->members->count && shown < 4; i++) {
        const FleetResult *result = &run->results[i];
        if (result->state != MEMBER_RUNNING)
            continue;
        text_append_format(&line, "%s %s", shown++ ? "," : ":",
                           text_harmless(display->arena, run->members->items[i].name, false));
        if (result->steps)
            text_append_format(&line, " %zu/%zu", result->steps_begun, result->steps);
    }
    log_status(text_string(&line));
    text_release(&line);
}

static void print_end(const FleetDisplay *display, const FleetRun *run, size_t member)
{
    const FleetResult *result = &run->results[member];
    Arena *arena = display->arena;
    const char *name = text_harmless(arena, run->members->items[member].name, false);
    if (result->state == MEMBER_DONE)
        log_line("done %s at %s, %zu step%s, %s", name, fleet_rows_text(arena, result), result->steps_begun,
                 result->steps_begun == 1 ? "" : "s", format_duration(arena, result->milliseconds));
    else
        log_line("FAILED %s: %s", name, text_harmless(arena, result->error.message, false));
}

void fleet_show_change(void *state, const FleetRun *run, size_t member)
{
    FleetDisplay *display = ((FleetCall *)state)->display;
    const FleetResult *result = &run->results[member];
    if (display->is_run && result->state != MEMBER_RUNNING && display->shown[member] != result->state) {
        display->shown[member] = result->state;
        print_end(display, run, member);
    }
    if (fleet_stops > display->stops_said) {
        display->stops_said = fleet_stops;
        log_line(fleet_stops == 1
                     ? "notice: no other database begins; those that run will finish. Interrupt again to cancel them"
                     : "notice: cancelling those that run; open transactions are rolled back");
    }
    show_status(display, run);
}
