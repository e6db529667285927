/* What a project says of itself, and what a person prefers: files and words. */
#include "fuzz.h"

#include "../../src/config/toml.h"
#include "limbeck/base/secrets.h"
#include "limbeck/config/ini.h"
#include "limbeck/config/url.h"
#include "limbeck/tui/theme/preferences.h"
#include "limbeck/tui/theme/theme.h"

#include <string.h>

static void read_key(Arena *arena, const IniFile *ini, const char *section, const char *key)
{
    const char *value = NULL;
    Error error = {0};
    if (!ini_get(arena, ini, section, key, &value, &error))
        fuzz_error(&error);
}

void fuzz_ini(const uint8_t *bytes, size_t length)
{
    Arena *arena = arena_new();
    Error error = {0};
    IniFile *ini = ini_read(arena, fuzz_file(bytes, length), &error);
    if (!ini)
        fuzz_error(&error);
    else
        for (size_t i = 0; i < ini->sections.count && i < 20; i++) {
            const IniSection *section = ini->sections.entries[i].value;
            StringVector keys = {0};
            ini_keys(arena, ini, section->name, &keys);
            for (size_t k = 0; k < keys.count && k < 20; k++)
                read_key(arena, ini, section->name, keys.items[k]);
        }
    arena_free(arena);
}

void fuzz_toml(const uint8_t *bytes, size_t length)
{
    Arena *arena = arena_new();
    Error error = {0};
    if (!toml_read(arena, fuzz_file(bytes, length), &error))
        fuzz_error(&error);
    arena_free(arena);
}

void fuzz_url(const uint8_t *bytes, size_t length)
{
    Arena *arena = arena_new();
    Error error = {0};
    const char *text = fuzz_text(arena, bytes, length);
    DatabaseUrl *url = database_url_parse(arena, text, &error);
    if (url) {
        /* The password leaves no trace in what is shown. */
        DatabaseUrl other = *url;
        other.password = url->password ? "another" : NULL;
        must(strcmp(database_url_render(arena, url), database_url_render(arena, &other)) == 0);
        must(strcmp(database_url_short(arena, url), database_url_short(arena, &other)) == 0);
    } else {
        fuzz_error(&error);
    }
    text_without_passwords(arena, text);
    arena_free(arena);
}

void fuzz_theme(const uint8_t *bytes, size_t length)
{
    Error error = {0};
    Theme theme = theme_plain();
    if (!theme_read(fuzz_file(bytes, length), &theme, &error))
        fuzz_error(&error);
}

void fuzz_keys(const uint8_t *bytes, size_t length)
{
    Arena *arena = arena_new();
    Error error = {0};
    Preferences preferences = {0};
    if (!preferences_read(arena, fuzz_file(bytes, length), &preferences, &error))
        fuzz_error(&error);
    arena_free(arena);
}
