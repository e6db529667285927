#include "limbeck/tui/theme/preferences.h"

#include "limbeck/base/file.h"
#include "limbeck/base/text.h"

#include <ctype.h>
#include <ini.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *name;
    Key key;
} key_names[] = {
    {"enter", KEY_CODE_ENTER},
    {"esc", KEY_CODE_ESCAPE},
    {"tab", KEY_CODE_TAB},
    {"space", ' '},
    {"up", KEY_CODE_UP},
    {"down", KEY_CODE_DOWN},
    {"left", KEY_CODE_LEFT},
    {"right", KEY_CODE_RIGHT},
    {"pageup", KEY_CODE_PAGE_UP},
    {"pagedown", KEY_CODE_PAGE_DOWN},
    {"home", KEY_CODE_HOME},
    {"end", KEY_CODE_END},
    {"backspace", KEY_CODE_BACKSPACE},
    {"shift-tab", KEY_CODE_BACK_TAB},
};

/* KEY_NONE_YET when the name is not a key. */
static Key key_named(const char *name)
{
    uint32_t codepoint;
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof key_names / sizeof *key_names; i++)
        if (strcasecmp(key_names[i].name, name) == 0)
            return key_names[i].key;
    if (length == 6 && strncasecmp(name, "ctrl-", 5) == 0 && isalpha((unsigned char)name[5]))
        return (Key)(tolower((unsigned char)name[5]) - 'a' + 1);
    return length && utf8_decode(name, length, &codepoint) == length ? codepoint : KEY_NONE_YET;
}

typedef struct PreferencesReader {
    Arena *arena;
    Preferences *preferences;
    Error *error;
} PreferencesReader;

static bool read_keys(PreferencesReader *reader, const char *screen, const char *action, const char *value)
{
    KeyPreference preference = {.screen = arena_strdup(reader->arena, screen),
                                .action = arena_strdup(reader->arena, action),
                                .label = arena_strdup(reader->arena, value)};
    char *rest = arena_strdup(reader->arena, value), *word;
    size_t count = 0;
    while ((word = strtok_r(rest, " \t", &rest))) {
        Key key = key_named(word);
        if (key == KEY_NONE_YET || key == 3)
            return error_set(reader->error, ERROR_FILE, "'%s' is not a key", word);
        if (count == MAX_KEYS)
            return error_set(reader->error, ERROR_FILE, "more than %d keys for one action", MAX_KEYS);
        preference.keys[count++] = key;
    }
    vector_push(reader->arena, &reader->preferences->keys, preference);
    return true;
}

/* inih continues after an error: only the first is reported. */
static int read_value(void *user, const char *section, const char *name, const char *value)
{
    PreferencesReader *reader = user;
    if (reader->error->kind != ERROR_NONE)
        return 0;
    if (strcmp(section, "interface") == 0 && strcmp(name, "theme") == 0) {
        reader->preferences->theme = arena_strdup(reader->arena, value);
        return 1;
    }
    if (strcmp(section, "interface") == 0 && strcmp(name, "mouse") == 0) {
        reader->preferences->no_mouse = strcasecmp(value, "no") == 0;
        return reader->preferences->no_mouse || strcasecmp(value, "yes") == 0 ||
               error_set(reader->error, ERROR_FILE, "mouse must be yes or no");
    }
    if (strncmp(section, "keys.", 5) == 0)
        return read_keys(reader, section + 5, name, value);
    return error_set(reader->error, ERROR_FILE, "[%s] has no '%s'", section, name);
}

bool preferences_read(Arena *arena, const char *path, Preferences *preferences, Error *error)
{
    *preferences = (Preferences){.path = path};
    if (!path || !file_exists(path))
        return true;
    PreferencesReader reader = {arena, preferences, error};
    int line = ini_parse(path, read_value, &reader);
    if (line == 0)
        return true;
    if (error->kind == ERROR_NONE)
        error_set(error, ERROR_FILE, line < 0 ? "cannot open the file" : "this line is neither a section nor a value");
    error_place(error, path, line > 0 ? line : 0, 1);
    error_hint(error, "a line of [keys.home] reads: upgrade = U");
    return false;
}

/* ---- writing ----------------------------------------------------------------------------------- */

static bool begins_section(const char *line, const char *name)
{
    size_t length = strlen(name);
    line += strspn(line, " \t");
    return line[0] == '[' && strncmp(line + 1, name, length) == 0 && line[1 + length] == ']';
}

static bool sets(const char *line, const char *name)
{
    size_t length = strlen(name);
    line += strspn(line, " \t");
    return strncmp(line, name, length) == 0 && line[length + strspn(line + length, " \t")] == '=';
}

/* The same text with the line in [interface], in place of the one that sets the theme. */
static const char *with_theme(Arena *arena, const char *text, const char *line)
{
    Text out = text_in(arena);
    bool is_inside = false, is_written = false;
    while (*text) {
        size_t length = strcspn(text, "\n");
        const char *old = arena_strndup(arena, text, length);
        bool is_heading = begins_section(old, "interface"), is_old = is_inside && sets(old, "theme");
        if (!is_old)
            text_append_format(&out, "%s\n", old);
        if (is_heading && !is_written)
            text_append_format(&out, "%s\n", line);
        is_written |= is_heading;
        is_inside = is_heading || (is_inside && old[strspn(old, " \t")] != '[');
        text += length + (text[length] == '\n');
    }
    if (!is_written)
        text_append_format(&out, "%s[interface]\n%s\n", out.length ? "\n" : "", line);
    return text_string(&out);
}

bool preferences_set_theme(Arena *arena, const char *path, const char *name, Error *error)
{
    const char *old = "";
    size_t length;
    char *target = file_exists(path) ? realpath(path, NULL) : NULL; /* a link stays a link */
    const char *file = target ? arena_strdup(arena, target) : path;
    free(target);
    if (file_exists(file) && !file_read(arena, file, &old, &length, error))
        return false;
    if (!folder_create(arena, path_dirname(arena, file), error))
        return false;
    const char *text = with_theme(arena, old, arena_format(arena, "theme = %s", name));
    return file_replace(file, text, strlen(text), error);
}

char *preferences_path(Arena *arena)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (config && *config)
        return arena_format(arena, "%s/limbeck/limbeck.ini", config);
    return home && *home ? arena_format(arena, "%s/.config/limbeck/limbeck.ini", home) : NULL;
}
