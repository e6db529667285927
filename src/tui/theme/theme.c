#include "limbeck/tui/theme/theme.h"

#include "limbeck/base/file.h"
#include "limbeck/base/share.h"

#include <dirent.h>
#include <ini.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const style_names[STYLE_COUNT] = {
    [STYLE_TEXT] = "text",       [STYLE_MUTED] = "muted",       [STYLE_TITLE] = "title",
    [STYLE_BORDER] = "border",   [STYLE_SELECTED] = "selected", [STYLE_APPLIED] = "applied",
    [STYLE_PENDING] = "pending", [STYLE_CURRENT] = "current",   [STYLE_LABEL] = "label",
    [STYLE_KEYWORD] = "keyword", [STYLE_STRING] = "string",     [STYLE_KEY] = "key",
    [STYLE_BAR] = "bar",         [STYLE_WARNING] = "warning",   [STYLE_DANGER] = "danger",
};

Theme theme_plain(void)
{
    Theme theme;
    for (size_t i = 0; i < STYLE_COUNT; i++)
        theme.looks[i] = (Look){.foreground = -1, .background = -1};
    theme.looks[STYLE_MUTED].dim = theme.looks[STYLE_BORDER].dim = true;
    theme.looks[STYLE_TITLE].bold = theme.looks[STYLE_CURRENT].bold = theme.looks[STYLE_KEY].bold = true;
    theme.looks[STYLE_WARNING].bold = theme.looks[STYLE_DANGER].bold = true;
    theme.looks[STYLE_DANGER].underline = theme.looks[STYLE_LABEL].underline = true;
    theme.looks[STYLE_SELECTED].reverse = true;
    return theme;
}

typedef struct ThemeReader {
    Theme *theme;
    const char *problem;
} ThemeReader;

static bool read_word(Look *look, const char *word, bool *after_on)
{
    static const struct {
        const char *word;
        size_t offset;
    } flags[] = {{"bold", offsetof(Look, bold)},
                 {"dim", offsetof(Look, dim)},
                 {"underline", offsetof(Look, underline)},
                 {"reverse", offsetof(Look, reverse)}};
    if (strcmp(word, "on") == 0) {
        *after_on = true;
        return true;
    }
    if (word[0] == '#' && strlen(word) == 7) {
        *(*after_on ? &look->background : &look->foreground) = (int32_t)strtol(word + 1, NULL, 16);
        return true;
    }
    for (size_t i = 0; i < 4; i++)
        if (strcmp(word, flags[i].word) == 0)
            return *((bool *)((char *)look + flags[i].offset)) = true;
    return strcmp(word, "default") == 0;
}

static int read_style(void *user, const char *section, const char *name, const char *value)
{
    ThemeReader *reader = user;
    (void)section;
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        if (strcmp(style_names[i], name) != 0)
            continue;
        Look look = {.foreground = -1, .background = -1};
        Arena *arena = arena_new();
        char *rest = arena_strdup(arena, value), *word;
        bool good = true, after_on = false;
        while (good && (word = strtok_r(rest, " \t", &rest)))
            good = read_word(&look, word, &after_on);
        arena_free(arena);
        if (good)
            reader->theme->looks[i] = look;
        return good;
    }
    return 0;
}

bool theme_read(const char *path, Theme *theme, Error *error)
{
    *theme = theme_plain();
    ThemeReader reader = {.theme = theme};
    int line = ini_parse(path, read_style, &reader);
    if (line == 0)
        return true;
    *theme = theme_plain();
    error_set(error, ERROR_FILE,
              line < 0 ? "cannot open the theme" : "this line of the theme names no style or no colour");
    error_place(error, path, line > 0 ? line : 0, 1);
    error_hint(error, "a line reads: danger = #ff5555 on #000000 bold");
    return false;
}

char *theme_find(Arena *arena, const char *name)
{
    StringVector folders = {0};
    if (strchr(name, '/'))
        return file_exists(name) ? arena_strdup(arena, name) : NULL;
    share_folders(arena, "themes", &folders);
    for (size_t i = 0; i < folders.count; i++) {
        char *path = arena_format(arena, "%s/%s.ini", folders.items[i], name);
        if (file_exists(path))
            return path;
    }
    return NULL;
}

void theme_names(Arena *arena, StringVector *names)
{
    StringVector folders = {0};
    share_folders(arena, "themes", &folders);
    for (size_t i = 0; !names->count && i < folders.count; i++) {
        struct dirent **found;
        int count = scandir(folders.items[i], &found, NULL, alphasort);
        for (int k = 0; k < count; k++) {
            const char *name = found[k]->d_name;
            if (text_ends_with(name, ".ini"))
                vector_push(arena, names, arena_strndup(arena, name, strlen(name) - 4));
            free(found[k]);
        }
        if (count >= 0)
            free(found);
    }
}
