/* Clocks. clock_milliseconds() is monotonic, for durations.
 *
 *     int64_t begun = clock_milliseconds();
 *     ...
 *     show(clock_milliseconds() - begun);
 */
#ifndef LIMBECK_BASE_CLOCK_H
#define LIMBECK_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Milliseconds since an arbitrary moment. */
int64_t clock_milliseconds(void);
/* As clock_milliseconds(), some milliseconds less precise but faster; for loops over rows. */
int64_t clock_last_tick(void);

/* Microseconds since 1970, UTC. */
int64_t clock_wall_microseconds(void);
/* Local time minus UTC, in seconds, at a time in seconds since 1970. */
int64_t clock_local_offset(int64_t moment);
/* The offset from UTC of a named zone ("Europe/Berlin", "utc") at a time in seconds since 1970; false when the zone
 * is unknown. Not while another thread uses local time. */
bool clock_zone_offset(const char *zone, int64_t moment, int64_t *offset);
/* 32 random hexadecimal digits and a NUL. */
void clock_random_hex(char *digits);

#endif
