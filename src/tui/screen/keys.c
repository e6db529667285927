/* Which action a key stands for: a person's own keys first, then those of the rows. */
#include "limbeck/tui/screen/screen.h"

#include <string.h>

static const KeyPreference *preference_of(const Application *application, const Screen *screen, const KeyRow *row)
{
    for (size_t i = 0; i < application->preferences.keys.count; i++) {
        const KeyPreference *preference = &application->preferences.keys.items[i];
        if (strcmp(preference->screen, screen->name) == 0 && strcmp(preference->action, row->name) == 0)
            return preference;
    }
    return NULL;
}

static int position(const Key *keys, Key key)
{
    for (int i = 0; i < MOST_KEYS && keys[i]; i++)
        if (keys[i] == key)
            return i;
    return -1;
}

/* Letters that somebody replaced are free; Esc, the arrows and their like stay. */
static bool is_letter(Key key)
{
    return key > ' ' && key < 0x110000;
}

const KeyRow *key_row(const Application *application, const Screen *screen, Key key, Key *own)
{
    for (const KeyRow *row = screen->keys; row->help; row++) {
        const KeyPreference *preference = preference_of(application, screen, row);
        int at = preference ? position(preference->keys, key) : -1;
        if (at < 0)
            continue;
        *own = row->keys[at] ? row->keys[at] : row->keys[0];
        return row;
    }
    for (const KeyRow *row = screen->keys; row->help; row++) {
        if (position(row->keys, key) < 0 || (is_letter(key) && preference_of(application, screen, row)))
            continue;
        *own = key;
        return row;
    }
    return NULL;
}

const char *key_label(const Application *application, const Screen *screen, const KeyRow *row)
{
    const KeyPreference *preference = preference_of(application, screen, row);
    return preference ? preference->label : row->label;
}
