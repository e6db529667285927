#include "limbeck/base/clock.h"

#include "limbeck/base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t milliseconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_milliseconds(void)
{
    return milliseconds(CLOCK_MONOTONIC);
}

int64_t clock_last_tick(void)
{
    return milliseconds(CLOCK_MONOTONIC_COARSE);
}

int64_t clock_wall_microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_local_offset(int64_t moment)
{
    time_t seconds = (time_t)moment;
    struct tm local;
    return localtime_r(&seconds, &local) ? local.tm_gmtoff : 0;
}

static bool zone_exists(const char *zone)
{
    const char *folder = getenv("TZDIR");
    char path[512];
    if (strcmp(zone, "UTC") == 0)
        return true;
    if (zone[0] == '/' || strstr(zone, ".."))
        return false;
    snprintf(path, sizeof path, "%s/%s", folder && *folder ? folder : "/usr/share/zoneinfo", zone);
    return file_exists(path);
}

/* Finds "utc" as "UTC", as Alembic does. */
static bool zone_name(const char *zone, char *name, size_t size)
{
    snprintf(name, size, "%s", zone);
    for (char *at = name; !zone_exists(name) && *at; at++)
        if (*at >= 'a' && *at <= 'z')
            *at = (char)(*at - 'a' + 'A');
    return zone_exists(name);
}

bool clock_zone_offset(const char *zone, int64_t moment, int64_t *offset)
{
    char name[128], kept[256];
    const char *before = getenv("TZ");
    time_t seconds = (time_t)moment;
    struct tm local;
    if (!zone_name(zone, name, sizeof name))
        return false;
    snprintf(kept, sizeof kept, "%s", before ? before : "");
    setenv("TZ", name, 1);
    tzset();
    localtime_r(&seconds, &local);
    *offset = local.tm_gmtoff;
    if (before)
        setenv("TZ", kept, 1);
    else
        unsetenv("TZ");
    tzset();
    return true;
}

void clock_random_hex(char *digits)
{
    unsigned char bytes[16];
    if (getentropy(bytes, sizeof bytes) != 0)
        abort(); /* an identifier that is not random would be worse than none */
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(digits + 2 * i, 3, "%02x", bytes[i]);
}
