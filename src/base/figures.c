#include "limbeck/base/figures.h"

#include "limbeck/base/text.h"

#include <stdio.h>

char *format_count(Arena *arena, int64_t count)
{
    char digits[32];
    Text text = text_in(arena);
    int length = snprintf(digits, sizeof digits, "%lld", (long long)count);
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            text_append_char(&text, ' ');
        text_append_char(&text, digits[i]);
    }
    return text_string(&text);
}

char *format_bytes(Arena *arena, int64_t bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    double size = (double)bytes;
    size_t unit = 0;
    while (size >= 1000 && unit < 4) {
        size /= 1024;
        unit++;
    }
    return arena_format(arena, unit && size < 10 ? "%.1f %s" : "%.0f %s", size, units[unit]);
}

char *format_duration(Arena *arena, int64_t milliseconds)
{
    int64_t seconds = milliseconds / 1000;
    if (milliseconds < 10000)
        return arena_format(arena, "%lld.%lld s", (long long)seconds, (long long)(milliseconds % 1000 / 100));
    return arena_format(arena, "%02lld:%02lld:%02lld", (long long)(seconds / 3600), (long long)(seconds / 60 % 60),
                        (long long)(seconds % 60));
}
