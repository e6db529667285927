/* Ctrl-C and the like while a fleet is worked on. */
#include "limbeck/fleet/run.h"

volatile sig_atomic_t fleet_stops;

static void take_signal(int number)
{
    fleet_stops = number == SIGINT || fleet_stops >= 2 ? fleet_stops + 1 : 2;
}

void fleet_take_signals(bool takes)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    struct sigaction action = {.sa_handler = takes ? take_signal : SIG_DFL};
    fleet_stops = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaction(numbers[i], &action, NULL);
}
