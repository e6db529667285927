/* logging: messages are printed from INFO on, whatever the configuration; handlers and filters only are kept. */
#include "builtins.h"
#include "limbeck/python/runtime/integer.h"

#include <string.h>

enum { LEVEL_INFO = 20, LEVEL_WARNING = 30 };
enum { SLOT_name, SLOT_level, SLOT_handlers, SLOT_filters, SLOT_own, SLOT_COUNT }; /* own: attributes a script set */
static const char loggers[] = "_limbeck_loggers", names_of_levels[] = "_levelToName",
                  levels_of_names[] = "_nameToLevel";
static const NativeClass logger_class;

/* A dictionary of the module: the loggers by name, names and levels. */
static bool kept(Interpreter *interpreter, const char *name, Value *dict)
{
    Value module;
    return python_import(interpreter, "logging", &module) && python_get_attribute(interpreter, module, name, dict);
}

/* ---- messages ---------------------------------------------------------------- */

static bool message_of(Interpreter *interpreter, const Arguments *arguments, Text *line)
{
    Value text = argument_at(arguments, 0), rest;
    if (arguments->positional > 1 && text.kind == VALUE_STRING &&
        (!python_tuple(interpreter, arguments->values + 1, arguments->positional - 1, &rest) ||
         !format_percent(interpreter, text, rest, &text)))
        return false;
    return python_str(interpreter, text, line);
}

/* A message that cannot be written does not stop who logs it, in Python neither. */
static bool log_message(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    *result = value_none();
    if (!interpreter->options.print || !arguments->positional)
        return true;
    const Mark before = position_mark(interpreter);
    Text line = python_buffer(interpreter);
    bool done = message_of(interpreter, arguments, &line) ? interpreter_print(interpreter, &line)
                                                          : message_is_unknown(interpreter, &before, arguments);
    text_release(&line);
    return done;
}

static bool log_nothing(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)interpreter;
    (void)self;
    (void)arguments;
    *result = value_none();
    return true;
}

/* ---- levels -------------------------------------------------------------------- */

static bool level_number(Interpreter *interpreter, Value given, Value *level)
{
    Value plain = value_plain(given), known;
    *level = given;
    if (plain.kind == VALUE_OPAQUE || value_is_integer(plain))
        return true;
    if (plain.kind == VALUE_STRING) {
        if (!kept(interpreter, levels_of_names, &known) || !dict_get(interpreter, known.dict, plain, level))
            return false;
        if (value_given(*level))
            return true;
    }
    Text shown = python_buffer(interpreter);
    if (python_repr(interpreter, given, &shown))
        python_raise(interpreter, plain.kind == VALUE_STRING ? "ValueError" : "TypeError",
                     plain.kind == VALUE_STRING ? "Unknown level: %s" : "Level not an integer or a valid string: %s",
                     text_string(&shown));
    text_release(&shown);
    return false;
}

static bool add_level_name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_level, ARG_levelName, ARG_COUNT };
    static const char *const parameters[ARG_COUNT] = {[ARG_level] = "level", [ARG_levelName] = "levelName"};
    Value names, levels, values[ARG_COUNT];
    (void)self;
    if (!arguments_bind(interpreter, "addLevelName", arguments, parameters, ARG_COUNT, values, NULL, NULL))
        return false;
    Value level = values[ARG_level], name = values[ARG_levelName];
    *result = value_none();
    return kept(interpreter, names_of_levels, &names) && kept(interpreter, levels_of_names, &levels) &&
           dict_set(interpreter, names.dict, level, name) && dict_set(interpreter, levels.dict, name, level);
}

static bool get_level_name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    static const char *const parameters[] = {"level"};
    Value names, levels, given;
    (void)self;
    if (!arguments_bind(interpreter, "getLevelName", arguments, parameters, 1, &given, NULL, NULL) ||
        !kept(interpreter, names_of_levels, &names) || !kept(interpreter, levels_of_names, &levels) ||
        !dict_get(interpreter, names.dict, given, result) || value_given(*result) ||
        !dict_get(interpreter, levels.dict, given, result) || value_given(*result))
        return !python_failed(interpreter);
    Text text = python_buffer(interpreter);
    text_append(&text, "Level ");
    bool done = python_str(interpreter, given, &text) && python_text(interpreter, text_string(&text), result);
    text_release(&text);
    return done;
}

static bool level_names(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value levels;
    (void)self;
    (void)arguments;
    return kept(interpreter, levels_of_names, &levels) && dict_copy(interpreter, levels, result);
}

/* ---- loggers --------------------------------------------------------------------- */

static bool logger_new(Interpreter *interpreter, Value name, int64_t level, Value *result)
{
    if (!native_new_with_slots(interpreter, &logger_class, SLOT_COUNT, result))
        return false;
    Value *slots = result->native->slots;
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, *result);
    slots[SLOT_name] = name;
    slots[SLOT_level] = value_int(level);
    bool done = python_list(interpreter, NULL, 0, &slots[SLOT_handlers]) &&
                python_list(interpreter, NULL, 0, &slots[SLOT_filters]) && python_dict(interpreter, &slots[SLOT_own]);
    python_stack_reset(interpreter, mark);
    return done;
}

/* The logger of that name, made on first use. */
static bool logger_named(Interpreter *interpreter, Value name, Value *result)
{
    Value known;
    if (!kept(interpreter, loggers, &known) || !dict_get(interpreter, known.dict, name, result) || value_given(*result))
        return !python_failed(interpreter);
    bool is_alembic = value_plain(name).kind == VALUE_STRING &&
                      strcmp(value_plain(name).string->bytes, "alembic") == 0; /* of the usual alembic.ini */
    return logger_new(interpreter, name, is_alembic ? LEVEL_INFO : 0, result) &&
           dict_set(interpreter, known.dict, name, *result);
}

static bool get_logger(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value name = argument_at(arguments, 0), plain;
    (void)self;
    if (!value_given(name))
        name = argument_named(interpreter, arguments, "name");
    plain = value_plain(name);
    bool is_root = !value_given(name) || value_is_none(name) || (plain.kind == VALUE_STRING && !plain.string->length);
    if (plain.kind == VALUE_OPAQUE)
        return logger_new(interpreter, name, 0, result);
    if (!is_root && plain.kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "A logger name must be a string");
    return (!is_root || python_text(interpreter, "root", &name)) && logger_named(interpreter, name, result);
}

/* The nearest logger above it that there is; ABSENT above the root. */
static bool logger_parent(Interpreter *interpreter, Value self, Value *result)
{
    Value known, plain = value_plain(self.native->slots[SLOT_name]), part;
    *result = value_absent();
    if (!kept(interpreter, loggers, &known))
        return false;
    const char *name = plain.kind == VALUE_STRING ? plain.string->bytes : "";
    if (strcmp(name, "root") == 0)
        return true;
    for (const char *end = name + strlen(name); end > name; end--) {
        if (*end != '.')
            continue;
        if (!python_string(interpreter, name, (size_t)(end - name), &part) ||
            !dict_get(interpreter, known.dict, part, result))
            return false;
        if (value_given(*result))
            return true;
    }
    *result = dict_get_text(known.dict, "root");
    return true;
}

static bool effective_level(Interpreter *interpreter, Value self, Value *level)
{
    *level = value_int(0);
    while (value_given(self)) {
        *level = self.native->slots[SLOT_level];
        if (level->kind != VALUE_INT || level->integer || !logger_parent(interpreter, self, &self))
            return !python_failed(interpreter);
    }
    return true;
}

static bool logger_level(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return effective_level(interpreter, self, result);
}

static bool logger_is_enabled(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value level;
    return effective_level(interpreter, self, &level) &&
           python_compare(interpreter, OPERATOR_GREATER_EQUAL, argument_at(arguments, 0), level, result);
}

static bool logger_set_level(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value given = argument_at(arguments, 0), level;
    *result = value_none();
    if (!value_given(given))
        given = argument_named(interpreter, arguments, "level");
    if (!level_number(interpreter, given, &level))
        return false;
    self.native->slots[SLOT_level] = level;
    return true;
}

static bool logger_child(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value suffix = argument_at(arguments, 0), name = value_plain(self.native->slots[SLOT_name]);
    if (name.kind != VALUE_STRING || value_plain(suffix).kind != VALUE_STRING)
        return logger_new(interpreter, suffix, 0, result);
    bool is_root = strcmp(name.string->bytes, "root") == 0;
    Text text = python_buffer(interpreter);
    text_append_format(&text, "%s%s%s", is_root ? "" : name.string->bytes, is_root ? "" : ".",
                       value_plain(suffix).string->bytes);
    bool done = python_text(interpreter, text_string(&text), &name) && logger_named(interpreter, name, result);
    text_release(&text);
    return done;
}

/* addHandler() and the like. */
static bool keep_part(Interpreter *interpreter, Value list, const Arguments *arguments, bool is_added, Value *result)
{
    Value part = argument_at(arguments, 0);
    *result = value_none();
    for (size_t i = 0; i < list.list->count; i++)
        if (part.kind >= VALUE_STRING && list.list->items[i].kind == part.kind &&
            list.list->items[i].object == part.object) {
            if (!is_added)
                memmove(&list.list->items[i], &list.list->items[i + 1], (--list.list->count - i) * sizeof part);
            return true;
        }
    return !is_added || !value_given(part) || list_append(interpreter, list.list, part);
}

#define KEEPS(name, slot, is_added)                                                                                    \
    static bool name(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)                  \
    {                                                                                                                  \
        return keep_part(interpreter, self.native->slots[slot], arguments, is_added, result);                          \
    }
KEEPS(logger_add_handler, SLOT_handlers, true)
KEEPS(logger_remove_handler, SLOT_handlers, false)
KEEPS(logger_add_filter, SLOT_filters, true)
KEEPS(logger_remove_filter, SLOT_filters, false)

static bool logger_has_handlers(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    *result = value_bool(false);
    while (value_given(self) && !result->boolean) {
        result->boolean = self.native->slots[SLOT_handlers].list->count > 0;
        if (!logger_parent(interpreter, self, &self))
            return false;
    }
    return true;
}

static bool logger_attribute(Interpreter *interpreter, Value self, const char *name, Value *result)
{
    static const struct {
        const char *name;
        int slot;
    } parts[] = {{"name", SLOT_name}, {"level", SLOT_level}, {"handlers", SLOT_handlers}, {"filters", SLOT_filters}};
    *result = dict_get_text(self.native->slots[SLOT_own].dict, name);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !value_given(*result); i++)
        if (strcmp(parts[i].name, name) == 0)
            *result = self.native->slots[parts[i].slot];
    if (value_given(*result))
        return true;
    if (strcmp(name, "propagate") == 0 || strcmp(name, "disabled") == 0)
        *result = value_bool(strcmp(name, "propagate") == 0);
    if (strcmp(name, "parent") != 0)
        return true;
    if (!logger_parent(interpreter, self, result))
        return false;
    if (!value_given(*result))
        *result = value_none();
    return true;
}

static bool logger_set(Interpreter *interpreter, Value self, const char *name, Value value, bool *handled)
{
    static const char *const slots[] = {[SLOT_name] = "name", [SLOT_level] = "level", [SLOT_handlers] = "handlers"};
    *handled = true;
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        if (strcmp(slots[i], name) == 0 && (i != SLOT_handlers || value.kind == VALUE_LIST)) {
            self.native->slots[i] = value;
            return true;
        }
    return dict_set_text(interpreter, self.native->slots[SLOT_own].dict, name, value);
}

static const NativeMember logger_methods[] = {
    {"debug", log_nothing, TAKES_ANYTHING},
    {"info", log_message, TAKES_ANYTHING},
    {"warning", log_message, TAKES_ANYTHING},
    {"warn", log_message, TAKES_ANYTHING},
    {"error", log_message, TAKES_ANYTHING},
    {"exception", log_message, TAKES_ANYTHING},
    {"critical", log_message, TAKES_ANYTHING},
    {"log", log_nothing, TAKES_ANYTHING},
    {"setLevel", logger_set_level, TAKES_ANYTHING},
    {"addHandler", logger_add_handler, TAKES_ANYTHING},
    {"removeHandler", logger_remove_handler, TAKES_ANYTHING},
    {"addFilter", logger_add_filter, TAKES_ANYTHING},
    {"removeFilter", logger_remove_filter, TAKES_ANYTHING},
    {"hasHandlers", logger_has_handlers, TAKES(0, 0)},
    {"isEnabledFor", logger_is_enabled, TAKES(1, 1)},
    {"getEffectiveLevel", logger_level, TAKES(0, 0)},
    {"getChild", logger_child, TAKES_ANYTHING},
    {NULL, NULL},
};

static const NativeClass logger_class = {.name = "Logger",
                                         .module = "logging",
                                         .methods = logger_methods,
                                         .attribute = logger_attribute,
                                         .set_attribute = logger_set};

static bool fill_logging(Interpreter *interpreter, Module *module)
{
    static const struct {
        const char *name;
        int level;
        bool is_second; /* another name of its level */
    } levels[] = {{"CRITICAL", 50}, {"FATAL", 50, true}, {"ERROR", 40}, {"WARN", 30, true},
                  {"WARNING", 30},  {"INFO", 20},        {"DEBUG", 10}, {"NOTSET", 0}};
    static const char *const dicts[] = {loggers, names_of_levels, levels_of_names};
    Value made[3], root, name;
    for (size_t i = 0; i < 3; i++) {
        if (!python_dict(interpreter, &made[i]))
            return false;
        names_set(&module->names, python_intern(interpreter, dicts[i]), made[i]);
    }
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        Value level = value_int(levels[i].level);
        names_set(&module->names, python_intern(interpreter, levels[i].name), level);
        if (!python_text(interpreter, levels[i].name, &name))
            return false;
        python_push(interpreter, name);
        if ((!levels[i].is_second && !dict_set(interpreter, made[1].dict, level, name)) ||
            !dict_set(interpreter, made[2].dict, name, level))
            return false;
    }
    if (!python_text(interpreter, "root", &name))
        return false;
    python_push(interpreter, name);
    if (!logger_new(interpreter, name, LEVEL_WARNING, &root) || !dict_set(interpreter, made[0].dict, name, root))
        return false;
    names_set(&module->names, python_intern(interpreter, "root"), root);
    return true;
}

static const NativeMember logging_functions[] = {
    {"getLogger", get_logger, TAKES_ANYTHING},
    {"debug", log_nothing, TAKES_ANYTHING},
    {"info", log_message, TAKES_ANYTHING},
    {"warning", log_message, TAKES_ANYTHING},
    {"error", log_message, TAKES_ANYTHING},
    {"basicConfig", log_nothing, TAKES_ANYTHING},
    {"disable", log_nothing, TAKES_ANYTHING},
    {"captureWarnings", log_nothing, TAKES_ANYTHING},
    {"addLevelName", add_level_name, TAKES_NAMED(2, 2, "level levelName")},
    {"getLevelName", get_level_name, TAKES_NAMED(1, 1, "level")},
    {"getLevelNamesMapping", level_names, TAKES(0, 0)},
    {NULL, NULL},
};
const NativeModule logging_module = {"logging", logging_functions, NULL, fill_logging, true, NULL};
