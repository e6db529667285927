#include "settings.h"
#include "limbeck/workspace/workspace.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef bool ReadSetting(const char *value, void *place);

static bool read_text(const char *value, void *place)
{
    *(const char **)place = value;
    return *value;
}

static bool read_confirm(const char *value, void *place)
{
    *(bool *)place = strcmp(value, "typed") == 0;
    return *(bool *)place || strcmp(value, "asked") == 0;
}

static bool read_pooler(const char *value, void *place)
{
    *(bool *)place = strcmp(value, "session") == 0;
    return *(bool *)place || strcmp(value, "transaction") == 0;
}

static bool read_colour(const char *value, void *place)
{
    static const char *const names[] = {
        [MARK_RED] = "red", [MARK_YELLOW] = "yellow", [MARK_GREEN] = "green", [MARK_BLUE] = "blue"};
    for (size_t i = MARK_RED; i <= MARK_BLUE; i++)
        if (strcmp(value, names[i]) == 0) {
            *(MarkColour *)place = (MarkColour)i;
            return true;
        }
    return false;
}

typedef struct Unit {
    const char *name; /* "" means a number without unit; NULL ends the list */
    double factor;
} Unit;

static bool read_measure(const char *value, const Unit *units, void *place)
{
    char *end;
    double number = strtod(value, &end);
    bool is_number = end != value && number >= 0 && number < 1e9;
    while (*end == ' ')
        end++;
    for (; is_number && units->name; units++)
        if (strcmp(end, units->name) == 0) {
            *(int64_t *)place = (int64_t)(number * units->factor);
            return true;
        }
    return false;
}

/* "5s", "500ms", "2min", "1h"; a number without unit means seconds. */
static bool read_duration(const char *value, void *place)
{
    static const Unit units[] = {{"", 1000}, {"s", 1000}, {"ms", 1}, {"min", 60000}, {"h", 3600000}, {NULL, 0}};
    return read_measure(value, units, place);
}

/* "16MB" */
static bool read_size(const char *value, void *place)
{
    static const Unit units[] = {{"", 1}, {"kB", 1024}, {"MB", 1024 * 1024}, {"GB", 1024.0 * 1024 * 1024}, {NULL, 0}};
    return read_measure(value, units, place);
}

static bool read_count(const char *value, void *place)
{
    char *end;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    if (end == value || *end || number < 0 || errno)
        return false;
    *(int64_t *)place = number;
    return true;
}

static bool read_flag(const char *value, void *place)
{
    bool yes = strcmp(value, "true") == 0;
    *(bool *)place = yes;
    return yes || strcmp(value, "false") == 0;
}

/* "app.models:Base.metadata" */
static bool read_object_name(const char *value, void *place)
{
    const char *colon = strchr(value, ':');
    *(const char **)place = value;
    return colon && colon > value && colon[1] && !strchr(colon + 1, ':');
}

static bool read_schemas(const char *value, void *place)
{
    *(const char **)place = value;
    return *value && !value[strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$\", ")];
}

static bool read_none(const char *value, void *place)
{
    *(bool *)place = true;
    return strcmp(value, "none") == 0;
}

static const struct {
    const char *key;
    const char *expected;
    ReadSetting *read;
    size_t offset;
} rows[] = {
    {"lock_wait", "a time such as 60s", read_duration, offsetof(Settings, guard.lock_wait)},
    {"lock_timeout", "a time such as 5s, or 0", read_duration, offsetof(Settings, guard.lock_timeout)},
    {"statement_timeout", "a time such as 10min, or 0", read_duration, offsetof(Settings, guard.statement_timeout)},
    {"lock_retries", "a number", read_count, offsetof(Settings, guard.lock_retries)},
    {"queue_limit", "a number of sessions, or 0", read_count, offsetof(Settings, guard.queue_limit)},
    {"batch_size", "a number of rows, on the command line", read_count, offsetof(Settings, batch_rows)},
    {"rows_per_second", "a number", read_count, offsetof(Settings, rows_per_second)},
    {"replica_lag", "a size such as 16MB", read_size, offsetof(Settings, replica_lag)},
    {"pooler", "transaction or session", read_pooler, offsetof(Settings, pooler_keeps_session)},
    {"environment", "a word", read_text, offsetof(Settings, marks.environment)},
    {"colour", "red, yellow, green or blue", read_colour, offsetof(Settings, marks.colour)},
    {"confirm", "asked or typed", read_confirm, offsetof(Settings, marks.confirm_typed)},
    {"read_only", "true or false", read_flag, offsetof(Settings, marks.read_only)},
    {"stash", "true or false", read_flag, offsetof(Settings, stash)},
    {"stash_what_can_be", "true or false", read_flag, offsetof(Settings, stash_what_can_be)},
    {"put_back", "true or false", read_flag, offsetof(Settings, put_back)},
    {"brings_no_tables", "names such as library.function", read_text, offsetof(Settings, brings_no_tables)},
    {"site_packages", "paths of folders", read_text, offsetof(Settings, site_packages)},
    {"attach", "paths of files", read_text, offsetof(Settings, attach)},
    {"url", "a database URL", read_text, offsetof(Settings, declared.url)},
    {"version_table", "a name", read_text, offsetof(Settings, declared.version_table)},
    {"version_table_schema", "a name", read_text, offsetof(Settings, declared.version_table_schema)},
    {"target_metadata", "MODULE:NAME", read_object_name, offsetof(Settings, declared.target_metadata)},
    {"search_path", "names of schemas by commas", read_schemas, offsetof(Settings, declared.search_path)},
    {"naming_convention", "none", read_none, offsetof(Settings, no_convention)},
    {"transaction_per_migration", "true or false", read_flag, offsetof(Settings, transaction_per_migration)},
};

static bool set(Settings *settings, const char *origin, const char *key, const char *value, Error *error)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].key, key) != 0)
            continue;
        return rows[i].read(value, (char *)settings + rows[i].offset) ||
               error_set(error, ERROR_COMMAND, "%s: %s = %s is not %s", origin, key, value, rows[i].expected);
    }
    error_set(error, ERROR_COMMAND, "%s: limbeck has no setting '%s'", origin, key);
    error_hint(error, "limbeck.ini(5) lists the settings of [limbeck]");
    return false;
}

static bool read_section(Arena *arena, const Config *config, const char *section, Settings *settings, Error *error)
{
    const IniSection *found = map_get(&config->ini->sections, section);
    const char *origin = arena_format(arena, "%s [%s]", config->ini->path, section);
    for (size_t i = 0; found && i < found->keys.count; i++) {
        const char *key = found->keys.entries[i].key, *value;
        /* Batches give up atomicity, so they are chosen per run and not in the ini. */
        if (strcmp(key, "batch_size") == 0)
            return error_set(error, ERROR_COMMAND, "%s: batch_size is chosen for a run, with --batch-size", origin);
        if (!ini_get(arena, config->ini, section, key, &value, error) || !set(settings, origin, key, value, error))
            return false;
    }
    return true;
}

bool settings_read(Arena *arena, const Config *config, const StringVector *given, Settings *settings, Error *error)
{
    *settings = (Settings){.guard = guard_defaults};
    if (!read_section(arena, config, "limbeck", settings, error) ||
        !read_section(arena, config, arena_format(arena, "limbeck:%s", config->section), settings, error))
        return false;
    for (size_t i = 0; i < given->count; i++) {
        const char *equals = strchr(given->items[i], '=');
        const char *key = arena_strndup(arena, given->items[i], (size_t)(equals - given->items[i]));
        if (!set(settings, "the command line", key, equals + 1, error))
            return false;
    }
    if (settings->marks.environment && !settings->marks.colour)
        settings->marks.colour = strcmp(settings->marks.environment, "production") == 0 ? MARK_RED : MARK_YELLOW;
    return true;
}
