/* context.config: the ini and pyproject.toml as env.py reads and changes them. */
#include "config_object.h"
#include "script_host.h"

#include "limbeck/python/native.h"
#include "limbeck/sqlalchemy/host.h"

#include <string.h>

static const Config *config_of(Interpreter *interpreter)
{
    return script_host(interpreter)->directory->config;
}

/* An option that env.py set to an unknown value no longer has the ini's value. */
static const UnknownOption *unknown_option(Interpreter *interpreter, const char *section, const char *key)
{
    const ScriptHost *host = script_host(interpreter);
    return map_get(&host->unknown_options, arena_format(host->binding.arena, "%s.%s", section, key));
}

static void set_unknown_option(Interpreter *interpreter, const char *section, const char *key, Value value)
{
    ScriptHost *host = script_host(interpreter);
    UnknownOption *option = NULL;
    if (value.kind == VALUE_OPAQUE) {
        option = ARENA_NEW(host->binding.arena, UnknownOption);
        *option =
            (UnknownOption){python_opaque_path(value), python_unknown_origin(interpreter, python_opaque_path(value)),
                            python_place(interpreter)};
    }
    map_set(host->binding.arena, &host->unknown_options, arena_format(host->binding.arena, "%s.%s", section, key),
            option);
}

static bool config_value(Interpreter *interpreter, const char *section, const char *key, Value fallback, Value *result)
{
    const Config *config = config_of(interpreter);
    const char *value;
    Error error = {0};
    if (strcmp(key, "sqlalchemy.url") == 0 && config->url_override && strcmp(section, config->section) == 0)
        return python_text(interpreter, config->url_override, result);
    const UnknownOption *unknown = unknown_option(interpreter, section, key);
    if (unknown)
        return python_opaque(interpreter, unknown->path, result);
    if (!ini_get(binding_host(interpreter)->arena, config->ini, section, key, &value, &error))
        return python_fail(interpreter, &error);
    if (value)
        return python_text(interpreter, value, result);
    *result = value_given(fallback) ? fallback : value_none();
    return true;
}

/* The arguments of the methods that read an option: the section, where the method takes one, and its name. */
enum { ARG_section, ARG_name, ARG_default, ARG_COUNT };

typedef struct Asked {
    const char *section, *key;
    Value values[ARG_COUNT];
} Asked;

/* `last`: "default", or "value" of the methods that set one. */
static bool read_asked(Interpreter *interpreter, const char *method, const Arguments *arguments, const char *last,
                       Asked *asked)
{
    const char *const names[ARG_COUNT] = {[ARG_section] = "section", [ARG_name] = "name", [ARG_default] = last};
    size_t first = strstr(method, "section") ? ARG_section : ARG_name;
    asked->section = config_of(interpreter)->section;
    return arguments_bind(interpreter, method, arguments, names + first, ARG_COUNT - first, asked->values + first, NULL,
                          NULL) &&
           (first == ARG_name || expect_text(interpreter, asked->values[ARG_section], "section", &asked->section)) &&
           expect_text(interpreter, asked->values[ARG_name], "option", &asked->key);
}

static bool read_option(Interpreter *interpreter, const char *method, const Arguments *arguments, Value *result)
{
    Asked asked;
    return read_asked(interpreter, method, arguments, "default", &asked) &&
           config_value(interpreter, asked.section, asked.key, asked.values[ARG_default], result);
}

NATIVE(config_get_main_option)
{
    (void)self;
    return read_option(interpreter, "get_main_option", arguments, result);
}

NATIVE(config_get_section_option)
{
    (void)self;
    return read_option(interpreter, "get_section_option", arguments, result);
}

static bool store_option(Interpreter *interpreter, const char *section, const char *key, Value value)
{
    const Config *config = config_of(interpreter);
    const char *text;
    Error error = {0};
    if (strcmp(key, "sqlalchemy.url") == 0 && config->url_override)
        return true; /* --url and $LIMBECK_URL take precedence */
    set_unknown_option(interpreter, section, key, value);
    if (value.kind == VALUE_OPAQUE)
        return true;
    if (!expect_text(interpreter, value, key, &text))
        return false;
    return ini_set(binding_host(interpreter)->arena, config->ini, section, key, text, &error) ||
           python_fail(interpreter, &error);
}

static bool set_option(Interpreter *interpreter, const char *method, const Arguments *arguments, Value *result)
{
    Asked asked;
    *result = value_none();
    return read_asked(interpreter, method, arguments, "value", &asked) &&
           store_option(interpreter, asked.section, asked.key, asked.values[ARG_default]);
}

NATIVE(config_set_main_option)
{
    (void)self;
    return set_option(interpreter, "set_main_option", arguments, result);
}

NATIVE(config_set_section_option)
{
    (void)self;
    return set_option(interpreter, "set_section_option", arguments, result);
}

/* An option that is set makes its section. */
static bool has_unknown_option(Interpreter *interpreter, const char *section)
{
    const Map *options = &script_host(interpreter)->unknown_options;
    size_t length = strlen(section);
    for (size_t i = 0; i < options->count; i++)
        if (options->entries[i].value && strncmp(options->entries[i].key, section, length) == 0 &&
            options->entries[i].key[length] == '.')
            return true;
    return false;
}

static bool add_unknown_options(Interpreter *interpreter, const char *section, Value into)
{
    const Map *options = &script_host(interpreter)->unknown_options;
    size_t length = strlen(section);
    for (size_t i = 0; i < options->count; i++) {
        const MapEntry *entry = &options->entries[i];
        const UnknownOption *option = entry->value;
        Value value;
        if (!option || strncmp(entry->key, section, length) != 0 || entry->key[length] != '.')
            continue;
        if (!python_opaque(interpreter, option->path, &value) ||
            !dict_set_text(interpreter, into.dict, entry->key + length + 1, value))
            return false;
    }
    return true;
}

NATIVE(config_get_section)
{
    (void)self;
    enum { ARG_of_section, ARG_otherwise, ARGS };
    static const char *const names[ARGS] = {[ARG_of_section] = "name", [ARG_otherwise] = "default"};
    Value values[ARGS];
    const char *section;
    StringVector keys = {0};
    const Config *config = config_of(interpreter);
    Arena *arena = binding_host(interpreter)->arena;
    if (!arguments_bind(interpreter, "get_section", arguments, names, ARGS, values, NULL, NULL) ||
        !expect_text(interpreter, values[ARG_of_section], "section", &section))
        return false;
    if (!ini_has_section(config->ini, section) && !config->is_bare && !has_unknown_option(interpreter, section)) {
        *result = value_given(values[ARG_otherwise]) ? values[ARG_otherwise] : value_none();
        return true;
    }
    ini_keys(arena, config->ini, section, &keys);
    if (!python_dict(interpreter, result))
        return false;
    for (size_t i = 0; i < keys.count; i++) {
        Value value;
        if (!config_value(interpreter, section, keys.items[i], value_absent(), &value) ||
            !dict_set_text(interpreter, result->dict, keys.items[i], value))
            return false;
    }
    if (!add_unknown_options(interpreter, section, *result))
        return false;
    if (config->url_override) {
        Value url;
        return python_text(interpreter, config->url_override, &url) &&
               dict_set_text(interpreter, result->dict, "sqlalchemy.url", url);
    }
    return true;
}

NATIVE(config_section_name)
{
    (void)self;
    (void)arguments;
    return python_text(interpreter, config_of(interpreter)->section, result);
}

NATIVE(config_file_name)
{
    (void)self;
    (void)arguments;
    *result = value_none();
    return config_of(interpreter)->is_bare || python_text(interpreter, config_of(interpreter)->ini->path, result);
}

NATIVE(config_get_alembic_option)
{
    (void)self;
    Asked asked;
    const char *value;
    Error error = {0};
    if (!read_asked(interpreter, "get_alembic_option", arguments, "default", &asked))
        return false;
    if (!config_option(binding_host(interpreter)->arena, config_of(interpreter), asked.key, &value, &error))
        return python_fail(interpreter, &error);
    if (value)
        return python_text(interpreter, value, result);
    *result = value_given(asked.values[ARG_default]) ? asked.values[ARG_default] : value_none();
    return true;
}

NATIVE(config_get_boolean_option)
{
    (void)self;
    const char *key;
    bool flag;
    Error error = {0};
    if (!expect_text(interpreter, argument_at(arguments, 0), "option", &key))
        return false;
    if (!config_flag(binding_host(interpreter)->arena, config_of(interpreter), key, &flag, &error))
        return python_fail(interpreter, &error);
    *result = value_bool(flag);
    return true;
}

static bool call_of_library(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    Value module, function;
    return python_import(interpreter, "_limbeck.configuration", &module) &&
           python_get_attribute(interpreter, module, name, &function) &&
           python_call_positional(interpreter, function, &self, 1, result);
}

NATIVE(config_get_version_locations)
{
    (void)arguments;
    return call_of_library(interpreter, self, "get_version_locations_list", result);
}

NATIVE(config_get_prepended_paths)
{
    (void)arguments;
    return call_of_library(interpreter, self, "get_prepend_sys_paths_list", result);
}

/* The folder of the scripts, env.py, and a list of the version locations. */
NATIVE(config_locations)
{
    (void)self;
    (void)arguments;
    const ScriptDirectory *directory = script_host(interpreter)->directory;
    enum { ITEM_folder, ITEM_env_py, ITEM_versions, ITEM_COUNT };
    Value values[ITEM_COUNT];
    if (!python_text(interpreter, directory->config->script_location, &values[ITEM_folder]))
        return false;
    python_push(interpreter, values[ITEM_folder]);
    if (!python_text(interpreter, directory->env_path, &values[ITEM_env_py]))
        return false;
    python_push(interpreter, values[ITEM_env_py]);
    if (!python_text_list(interpreter, &directory->config->version_locations, &values[ITEM_versions]))
        return false;
    python_push(interpreter, values[ITEM_versions]);
    return python_tuple(interpreter, values, ITEM_COUNT, result);
}

NATIVE(config_print_stdout)
{
    (void)interpreter;
    (void)self;
    (void)arguments;
    *result = value_none();
    return true;
}

/* `revision --autogenerate`; in Alembic no other verb has the option. */
static bool autogenerates(const StringVector *command)
{
    return string_vector_contains(command, "revision") && string_vector_contains(command, "--autogenerate");
}

/* config.cmd_opts: the command line's options; of the others, as if they were not given. */
static bool options_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    static const char *const flags[] = {"autogenerate", "sql", "quiet", "verbose", "raiseerr", "purge"};
    (void)self;
    *result = value_absent();
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (strcmp(name, flags[i]) == 0)
            *result = value_bool(strcmp(name, "sql") == 0 && script_host(interpreter)->offline);
    if (strcmp(name, "autogenerate") == 0)
        *result = value_bool(autogenerates(&config_of(interpreter)->command));
    if (strcmp(name, "x") == 0) {
        const StringVector *x = &config_of(interpreter)->x_arguments;
        if (!x->count) {
            *result = value_none();
            return true;
        }
        if (!python_list(interpreter, NULL, 0, result))
            return false;
        for (size_t i = 0; i < x->count; i++) {
            Value item;
            if (!python_text(interpreter, x->items[i], &item) || !list_append(interpreter, result->list, item))
                return false;
        }
    }
    return true;
}

static const NativeClass options_class = {.name = "Namespace", .module = "argparse", .attribute = options_attribute};

NATIVE(config_cmd_opts)
{
    (void)self;
    (void)arguments;
    return native_new(interpreter, &options_class, 0, result);
}

static bool empty_dict(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    (void)arguments;
    return python_dict(interpreter, result);
}

static const NativeMember config_methods[] = {{"get_main_option", config_get_main_option},
                                              {"set_main_option", config_set_main_option},
                                              {"get_section", config_get_section},
                                              {"get_section_option", config_get_section_option},
                                              {"set_section_option", config_set_section_option},
                                              {"get_alembic_option", config_get_alembic_option},
                                              {"get_alembic_boolean_option", config_get_boolean_option},
                                              {"get_version_locations_list", config_get_version_locations},
                                              {"get_prepend_sys_paths_list", config_get_prepended_paths},
                                              {"_locations", config_locations},
                                              {"print_stdout", config_print_stdout},
                                              {NULL, NULL}};
/* None from the command line: standard output. */
NATIVE(config_output_buffer)
{
    (void)interpreter;
    (void)self;
    (void)arguments;
    *result = value_none();
    return true;
}

static const NativeMember config_properties[] = {{"config_ini_section", config_section_name},
                                                 {"config_file_name", config_file_name},
                                                 {"attributes", empty_dict},
                                                 {"cmd_opts", config_cmd_opts},
                                                 {"output_buffer", config_output_buffer},
                                                 {NULL, NULL}};
/* Alembic ignores keys it does not know; applications keep their own there, such as compare_type. */
static bool config_set_attribute(Interpreter *interpreter, Value self, const char *name, Value value, bool *handled)
{
    static const char *const own[] = {"config_ini_section", "config_file_name", "attributes",  "cmd_opts",
                                      "output_buffer",      "config_args",      "file_config", "toml_alembic_config"};
    (void)interpreter;
    (void)self;
    (void)value;
    *handled = true;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        *handled = *handled && strcmp(name, own[i]) != 0;
    return true;
}

const NativeClass config_class = {.name = "Config",
                                  .module = "alembic.config",
                                  .methods = config_methods,
                                  .properties = config_properties,
                                  .set_attribute = config_set_attribute};

bool config_take_sources(Interpreter *interpreter)
{
    Value module, function, options;
    const Arguments none = {0};
    if (!config_of(interpreter)->is_bare)
        return true;
    if (!python_import(interpreter, "_limbeck.main_options", &module) ||
        !python_get_attribute(interpreter, module, "found", &function) ||
        !python_call(interpreter, function, &none, &options))
        return false;
    python_push(interpreter, options);
    for (size_t i = 0; i < options.dict->used; i++)
        if (value_given(options.dict->entries[i].key) &&
            !store_option(interpreter, config_of(interpreter)->section, options.dict->entries[i].key.string->bytes,
                          options.dict->entries[i].value))
            return false;
    return true;
}
