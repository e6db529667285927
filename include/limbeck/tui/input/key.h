/* Key codes, independent of the terminal. */
#ifndef LIMBECK_TUI_INPUT_KEY_H
#define LIMBECK_TUI_INPUT_KEY_H

#include <stdint.h>

typedef uint32_t Key; /* a Unicode code point, or one of the codes below */

enum {
    KEY_NONE_YET = 0,
    KEY_CODE_ENTER = '\r',
    KEY_CODE_ESCAPE = 27,
    KEY_CODE_TAB = '\t',
    KEY_CODE_SHARE = 19, /* Ctrl-S */
    KEY_CODE_UP = 0x110000,
    KEY_CODE_DOWN,
    KEY_CODE_LEFT,
    KEY_CODE_RIGHT,
    KEY_CODE_PAGE_UP,
    KEY_CODE_PAGE_DOWN,
    KEY_CODE_HOME,
    KEY_CODE_END,
    KEY_CODE_BACKSPACE,
    KEY_CODE_BACK_TAB,
    KEY_CODE_RESIZE,
    KEY_CODE_INTERRUPT, /* Ctrl-C */
    KEY_CODE_HANGUP,    /* the terminal was closed */
    KEY_CODE_DELETE,
    KEY_CODE_CLICK, /* see terminal_click() */
    KEY_CODE_WHEEL_UP,
    KEY_CODE_WHEEL_DOWN,
    KEY_CODE_PASTE,      /* see terminal_pasted() */
    KEY_CODE_BACKGROUND, /* the terminal reported its background; see terminal_is_light() */
};

#endif
