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

/* -1 when it is not a colour name. */
static int named_color(const char *word)
{
    static const char *const names[] = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};
    for (int i = 0; i < (int)(sizeof names / sizeof *names); i++)
        if (strcmp(names[i], word) == 0)
            return i;
    return -1;
}

Theme theme_plain(void)
{
    Theme theme = {0};
    for (size_t i = 0; i < STYLE_COUNT; i++)
        theme.attributes[i] = (StyleAttributes){.foreground = -1, .background = -1};
    theme.attributes[STYLE_MUTED].dim = theme.attributes[STYLE_BORDER].dim = true;
    theme.attributes[STYLE_TITLE].bold = theme.attributes[STYLE_CURRENT].bold = theme.attributes[STYLE_KEY].bold = true;
    theme.attributes[STYLE_WARNING].bold = theme.attributes[STYLE_DANGER].bold = true;
    theme.attributes[STYLE_DANGER].underline = theme.attributes[STYLE_LABEL].underline = true;
    theme.attributes[STYLE_SELECTED].reverse = true;
    /* In a theme without colours for small palettes danger is still red. */
    theme.attributes_few_colours[STYLE_DANGER] =
        (StyleAttributes){.foreground = named_color("red"), .background = -1, .bold = true};
    theme.has_few_colours[STYLE_DANGER] = true;
    return theme;
}

typedef struct ThemeReader {
    Theme *theme;
    const char *problem;
} ThemeReader;

static bool read_word(StyleAttributes *look, const char *word, bool *after_on, bool is_few)
{
    static const struct {
        const char *word;
        size_t offset;
    } flags[] = {{"bold", offsetof(StyleAttributes, bold)},
                 {"dim", offsetof(StyleAttributes, dim)},
                 {"underline", offsetof(StyleAttributes, underline)},
                 {"reverse", offsetof(StyleAttributes, reverse)}};
    if (strcmp(word, "on") == 0) {
        *after_on = true;
        return true;
    }
    if (is_few && named_color(word) >= 0) {
        *(*after_on ? &look->background : &look->foreground) = named_color(word);
        return true;
    }
    if (!is_few && word[0] == '#' && strlen(word) == 7) {
        *(*after_on ? &look->background : &look->foreground) = (int32_t)strtol(word + 1, NULL, 16);
        return true;
    }
    for (size_t i = 0; i < 4; i++)
        if (strcmp(word, flags[i].word) == 0)
            return *((bool *)((char *)look + flags[i].offset)) = true;
    return strcmp(word, "default") == 0;
}

/* Reads "#ff6b5e bold", or for small palettes "red bold". */
static bool read_style_words(char *words, bool is_few, StyleAttributes *look)
{
    bool good = true, after_on = false;
    *look = (StyleAttributes){.foreground = -1, .background = -1};
    for (char *word; good && (word = strtok_r(words, " \t", &words));)
        good = read_word(look, word, &after_on, is_few);
    return good;
}

static int read_style(void *user, const char *section, const char *name, const char *value)
{
    ThemeReader *reader = user;
    (void)section;
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        if (strcmp(style_names[i], name) != 0)
            continue;
        StyleAttributes look, few;
        Arena *arena = arena_new();
        char *rest = arena_strdup(arena, value), *many = strsep(&rest, "/");
        bool has_few = rest != NULL;
        bool good = read_style_words(many, false, &look) && (!has_few || read_style_words(rest, true, &few));
        arena_free(arena);
        if (!good)
            return 0;
        reader->theme->attributes[i] = look;
        if (has_few)
            reader->theme->attributes_few_colours[i] = few;
        reader->theme->has_few_colours[i] =
            has_few || (reader->theme->has_few_colours[i] && (look.foreground >= 0 || look.background >= 0));
        return 1;
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
    error_hint(error, "a line reads: danger = #ff5555 on #000000 bold / red bold");
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
