#include "toml.h"

#include "toml_visit.h"

#include "limbeck/base/file.h"

typedef struct Reader {
    Arena *arena;
    TomlFile *file;
    TomlValue *list;
} Reader;

static void on_section(void *state)
{
    ((Reader *)state)->file->has_alembic = true;
}

static TomlValue *new_value(Reader *reader, const char *key, TomlKind kind)
{
    TomlValue *value = ARENA_NEW(reader->arena, TomlValue);
    value->kind = kind;
    map_set(reader->arena, &reader->file->options, arena_strdup(reader->arena, key), value);
    return value;
}

static void on_string(void *state, const char *key, const char *text)
{
    Reader *reader = state;
    new_value(reader, key, TOML_STRING)->text = arena_strdup(reader->arena, text);
}

static void on_boolean(void *state, const char *key, int truth)
{
    new_value(state, key, TOML_BOOLEAN)->truth = truth != 0;
}

static void on_integer(void *state, const char *key, long long number)
{
    Reader *reader = state;
    new_value(reader, key, TOML_INTEGER)->text = arena_format(reader->arena, "%lld", number);
}

static void on_list(void *state, const char *key)
{
    Reader *reader = state;
    reader->list = new_value(reader, key, TOML_LIST);
}

static void on_item(void *state, const char *text)
{
    Reader *reader = state;
    vector_push(reader->arena, &reader->list->items, arena_strdup(reader->arena, text));
}

static void on_other(void *state, const char *key)
{
    new_value(state, key, TOML_OTHER);
}

static void on_hook(void *state)
{
    Reader *reader = state;
    vector_push(reader->arena, &reader->file->hooks, ARENA_NEW(reader->arena, Map));
}

static void on_hook_option(void *state, const char *key, const char *text)
{
    Reader *reader = state;
    Map *hook = reader->file->hooks.items[reader->file->hooks.count - 1];
    map_set(reader->arena, hook, arena_strdup(reader->arena, key), arena_strdup(reader->arena, text));
}

TomlFile *toml_read(Arena *arena, const char *path, Error *error)
{
    const char *content;
    size_t length;
    TomlFailure failure = {0};
    TomlFile *file = ARENA_NEW(arena, TomlFile);
    Reader reader = {arena, file, NULL};
    const TomlVisitor visitor = {&reader, on_section, on_string, on_boolean, on_integer,
                                 on_list, on_item,    on_other,  on_hook,    on_hook_option};
    if (!file_read(arena, path, &content, &length, error))
        return NULL;
    file->path = arena_strdup(arena, path);
    file->here = path_dirname(arena, path_absolute(arena, path));
    if (toml_visit(content, length, &visitor, &failure))
        return file;
    error_set(error, ERROR_FILE, "this is not TOML: %s", failure.message);
    error_place(error, path, failure.line, failure.column);
    return NULL;
}
