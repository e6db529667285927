/* A screen as a picture.
 *
 *     Text picture = text_in(arena);
 *     Surface *surface = surface_new(80, 24);
 *     Theme theme = theme_plain();
 *     surface_svg(surface, &theme, &picture);
 *     surface_free(surface);
 */
#ifndef LIMBECK_TUI_SURFACE_SVG_H
#define LIMBECK_TUI_SURFACE_SVG_H

#include "limbeck/tui/surface/surface.h"
#include "limbeck/tui/theme/theme.h"

/* Appends it as SVG, in the theme's colours. Where the theme leaves one to the terminal: light on dark, or dark on
 * light if its titles are dark. */
void surface_svg(const Surface *surface, const Theme *theme, Text *picture);

#endif
