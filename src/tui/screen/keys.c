/* Finds the action of a key: the user's own keys first, then the default keys. */
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

static int key_position(const Key *keys, Key key)
{
    for (int i = 0; i < MAX_KEYS && keys[i]; i++)
        if (keys[i] == key)
            return i;
    return -1;
}

/* Only letters replaced by the user lose their default action; Esc, arrows and similar keys keep it. */
static bool is_letter(Key key)
{
    return key > ' ' && key < 0x110000;
}

/* The default key that `key` replaces; 0: none. */
static Key replaced_key(const Application *application, const Screen *screen, const KeyRow *row, Key key,
                        bool is_preferred)
{
    const KeyPreference *preference = preference_of(application, screen, row);
    int at = preference ? key_position(preference->keys, key) : -1;
    if (is_preferred)
        return at < 0 ? 0 : row->keys[at] ? row->keys[at] : row->keys[0];
    return key_position(row->keys, key) < 0 || (is_letter(key) && preference) ? 0 : key;
}

const KeyRow *key_row(const Application *application, const Screen *screen, Key key, Key *own)
{
    const KeyRow *blocked = NULL;
    Key own_blocked = 0;
    for (int preferred = 1; preferred >= 0; preferred--) {
        for (const KeyRow *row = screen->keys; row->help; row++) {
            Key found = replaced_key(application, screen, row, key, preferred);
            if (!found)
                continue;
            if (!key_obstacle(application, screen, row)) {
                *own = found;
                return row;
            }
            own_blocked = blocked ? own_blocked : found;
            blocked = blocked ? blocked : row;
        }
    }
    *own = own_blocked;
    return blocked;
}

const char *key_obstacle(const Application *application, const Screen *screen, const KeyRow *row)
{
    for (const KeyCondition *condition = screen->conditions; condition && condition->name; condition++)
        if (strcmp(condition->name, row->name) == 0)
            return condition->obstacle((Application *)application);
    return NULL;
}

void press_key(Application *application, const Screen *screen, const KeyRow *row, Key own)
{
    const char *obstacle = key_obstacle(application, screen, row);
    if (obstacle)
        application_message(application, "%s", obstacle);
    else
        row->action(application, own);
}

const char *key_label(const Application *application, const Screen *screen, const KeyRow *row)
{
    const KeyPreference *preference = preference_of(application, screen, row);
    return preference ? preference->label : row->label;
}
