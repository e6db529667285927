/* The colours of small palettes. */
#include "limbeck/tui/theme/theme.h"

static int distance(int32_t a, int32_t b)
{
    int red = ((a >> 16) & 255) - ((b >> 16) & 255), green = ((a >> 8) & 255) - ((b >> 8) & 255),
        blue = (a & 255) - (b & 255);
    return red * red * 3 + green * green * 4 + blue * blue * 2;
}

static int32_t cube_color(int index)
{
    static const int levels[] = {0, 95, 135, 175, 215, 255};
    if (index >= 232) {
        int gray = 8 + (index - 232) * 10;
        return gray << 16 | gray << 8 | gray;
    }
    index -= 16;
    return levels[index / 36] << 16 | levels[index / 6 % 6] << 8 | levels[index % 6];
}

int nearest_color(int32_t color, int colors)
{
    static const int32_t basic[16] = {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
                                      0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff};
    if (color < 0)
        return -1;
    if (colors >= 1 << 24)
        return color;
    int best = 7, first = colors >= 256 ? 16 : 0, last = colors >= 256 ? 256 : colors >= 16 ? 16 : 8;
    for (int i = first, closest = -1; i < last; i++) {
        int away = distance(color, colors >= 256 ? cube_color(i) : basic[i]);
        if (closest < 0 || away < closest) {
            closest = away;
            best = i;
        }
    }
    return best;
}

int32_t color_of_256(int32_t color)
{
    return color < 0 ? color : cube_color(nearest_color(color, 256));
}
