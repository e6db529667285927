/* Time that only moves forward, for durations on the screen. */
#ifndef LIMBECK_BASE_CLOCK_H
#define LIMBECK_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Milliseconds since some fixed moment. */
int64_t clock_milliseconds(void);
/* The same as of the system's last tick, some milliseconds ago: for what a loop asks for each row. */
int64_t clock_last_tick(void);

/* Microseconds since 1970, UTC. */
int64_t clock_wall_microseconds(void);
/* Seconds that local time is ahead of UTC now. */
int64_t clock_local_offset(void);
/* The same for a named zone ("Europe/Berlin", "utc") at a moment in seconds; false
 * when the machine knows no such zone. Not while another thread reads local time. */
bool clock_zone_offset(const char *zone, int64_t moment, int64_t *offset);
/* 32 random hexadecimal digits and a NUL. */
void clock_random_hex(char *digits);

#endif
