/* Imports: embedded modules first, then the project's files, then an opaque value, which fails only when its
 * value is needed. */
#include "limbeck/python/runtime/internal.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static bool load_native(Interpreter *interpreter, const NativeModule *native, Value *result)
{
    Module *module = heap_new(interpreter, VALUE_MODULE, sizeof(Module));
    if (!module)
        return false;
    module->name = native->name;
    map_set(interpreter->arena, &interpreter->modules, native->name, module);
    *result = value_object(module);
    for (const NativeMember *member = native->functions; member && member->name; member++) {
        Value function;
        if (!python_member(interpreter, member, *result, &function))
            return false;
        names_set(&module->names, python_intern(interpreter, member->name), function);
    }
    for (const NativeClass *const *type = native->classes; type && *type; type++)
        names_set(&module->names, python_intern(interpreter, (*type)->name),
                  value_object(python_native_class(interpreter, *type)));
    return !native->fill || native->fill(interpreter, module);
}

/* A file that limbeck cannot parse: everything in it is unknown. */
static bool make_file_unknown(Interpreter *interpreter, const char *name, const char *path, const char *content,
                              Value *result)
{
    Error *error = &interpreter->error;
    if (error->kind != ERROR_UNSUPPORTED)
        return false;
    const char *reason = arena_format(interpreter->arena, "%s:%d: %s", error->file, error->line, error->message);
    error_clear(error);
    map_set(interpreter->arena, &interpreter->unimportable, name, (void *)reason);
    note_unknown_file(interpreter, name, path, content, (LineRange){0, INT_MAX}, reason);
    if (!python_opaque(interpreter, name, result))
        return false;
    map_set(interpreter->arena, &interpreter->modules, name, result->object);
    return true;
}

/* While upgrade() runs, a module may run operations when it is imported: all of such a module must be evaluated. One
 * that does not name Alembic can do so only by a function of one that does: see call_function(). */
bool source_may_migrate(const char *content, size_t length)
{
    static const char name[] = "alembic";
    return memmem(content, length, name, sizeof name - 1) != NULL;
}

static bool load_project_file(Interpreter *interpreter, const char *name, Value *result)
{
    const char *path, *content;
    size_t length;
    bool is_package;
    Error error = {0};
    *result = value_absent();
    if (!interpreter->options.find_module)
        return true;
    if (!interpreter->options.find_module(interpreter->options.finder_state, name, &path, &content, &length,
                                          &is_package, &error))
        return error.kind == ERROR_NONE || python_fail(interpreter, &error);
    bool was_strict = interpreter->strict, had_operated = interpreter->has_operated;
    interpreter->has_operated = false;
    interpreter->strict = interpreter->is_running && source_may_migrate(content, length);
    Module *module = run_source(interpreter, name, path, content, length, SOURCE_APPLICATION);
    if (module)
        *result = value_object(module);
    else
        map_set(interpreter->arena, &interpreter->modules, name, NULL);
    bool is_forgiven = !interpreter->strict && !(interpreter->is_running && interpreter->has_operated);
    bool done = module || (is_forgiven && make_file_unknown(interpreter, name, path, content, result));
    interpreter->strict = was_strict;
    interpreter->has_operated |= had_operated;
    return done;
}

void python_register_sources(Interpreter *interpreter, const PythonSource *sources)
{
    for (; sources->name; sources++)
        map_set(interpreter->arena, &interpreter->sources, sources->name, (void *)sources);
}

static bool load_source(Interpreter *interpreter, const PythonSource *source, Value *result)
{
    Module *module =
        run_source(interpreter, source->name, source->name, source->content, strlen(source->content), SOURCE_LIBRARY);
    if (!module)
        return false;
    *result = value_object(module);
    return true;
}

bool python_import(Interpreter *interpreter, const char *name, Value *result)
{
    name = python_intern(interpreter, name);
    Object *known = map_get(&interpreter->modules, name);
    if (known) {
        *result = value_object(known);
        return true;
    }
    const NativeModule *native = map_get(&interpreter->native_modules, name);
    if (native)
        return load_native(interpreter, native, result);
    const PythonSource *source = map_get(&interpreter->sources, name);
    if (source)
        return load_source(interpreter, source, result);
    if (!load_project_file(interpreter, name, result))
        return false;
    if (value_given(*result))
        return true;
    if (!python_opaque(interpreter, name, result))
        return false;
    map_set(interpreter->arena, &interpreter->modules, name, result->object);
    return true;
}

bool python_import_elsewhere(Interpreter *interpreter, const Module *package, const char *name, Value *result)
{
    const InterpreterOptions *options = &interpreter->options;
    bool strict = interpreter->strict;
    const char *condition = NULL;
    if (!options->imported_elsewhere || !package->file || package->file->is_library)
        return true;
    if (!options->imported_elsewhere(options->host, name, &condition))
        return !condition ||
               python_refuse(interpreter, "the module '%s', which %s imports only on a condition", name, condition);
    bool was_running = interpreter->is_running;
    interpreter->strict = interpreter->is_running = false; /* Python ran the module before the script began */
    bool done = python_import(interpreter, name, result);
    interpreter->strict = strict;
    interpreter->is_running = was_running;
    return done;
}

void python_each_module(const Interpreter *interpreter,
                        void (*take)(void *state, const char *name, const char *file, bool is_library), void *state)
{
    for (size_t i = 0; i < interpreter->modules.count; i++) {
        const MapEntry *entry = &interpreter->modules.entries[i];
        const Module *module = entry->value;
        if (!module)
            continue;
        if (module->header.kind != VALUE_MODULE)
            take(state, entry->key, NULL, false);
        else if (module->file)
            take(state, entry->key, module->file->path, module->file->is_library);
    }
}

bool python_loaded_module(const Interpreter *interpreter, const char *name, Value *result)
{
    Object *known = map_get(&interpreter->modules, name);
    if (known)
        *result = value_object(known);
    return known && known->kind == VALUE_MODULE;
}

/* As Python does, imports the parent packages first and sets each module as an attribute of its parent. */
static bool import_chain(Interpreter *interpreter, const char *name, Value *first, Value *last)
{
    Value parent = value_absent();
    for (const char *part = name, *dot = name; dot;) {
        dot = strchr(part, '.');
        size_t length = dot ? (size_t)(dot - name) : strlen(name);
        Value module;
        if (!python_import(interpreter, name_intern(interpreter->names, name, length), &module))
            return false;
        if (!value_given(parent))
            *first = module;
        else if (parent.kind == VALUE_MODULE)
            names_set(&parent.module->names, name_intern(interpreter->names, part, (size_t)(name + length - part)),
                      module);
        parent = module;
        part = name + length + 1;
    }
    *last = parent;
    return true;
}

bool execute_import(Interpreter *interpreter, Scope *scope, const Node *node)
{
    for (size_t i = 0; i < node->import.count; i++) {
        const Alias *alias = &node->import.aliases[i];
        Value first, last;
        if (!import_chain(interpreter, alias->name, &first, &last))
            return false;
        const char *dot = strchr(alias->name, '.');
        const char *top = dot ? name_intern(interpreter->names, alias->name, (size_t)(dot - alias->name)) : alias->name;
        if (!scope_set(interpreter, scope, alias->as ? alias->as : top, alias->as ? last : first))
            return false;
    }
    return true;
}

/* `from . import x` in package a.b means a.b.x. */
static bool absolute_name(Interpreter *interpreter, const Scope *scope, const Node *node, char *name, size_t size)
{
    const char *module = node->import.module ? node->import.module : "";
    if (!node->import.level) {
        snprintf(name, size, "%s", module);
        return true;
    }
    snprintf(name, size, "%s", scope->module->name);
    bool is_package = scope->module->file && text_ends_with(scope->module->file->path, "/__init__.py");
    for (int up = is_package ? 1 : 0; up < node->import.level; up++) {
        char *dot = strrchr(name, '.');
        if (dot)
            *dot = '\0';
        else
            name[0] = '\0';
    }
    size_t length = strlen(name);
    if (module[0])
        snprintf(name + length, size - length, "%s%s", length ? "." : "", module);
    return name[0] ||
           python_raise(interpreter, "ImportError", "attempted relative import with no known parent package");
}

static bool import_submodule(Interpreter *interpreter, const char *module_name, const char *name, Value *result)
{
    char dotted[512];
    snprintf(dotted, sizeof dotted, "%s.%s", module_name, name);
    return python_import(interpreter, python_intern(interpreter, dotted), result);
}

static bool is_known(const Interpreter *interpreter, const char *module_name, const char *name)
{
    char dotted[512];
    snprintf(dotted, sizeof dotted, "%s.%s", module_name, name);
    return map_has(&interpreter->sources, dotted) || map_has(&interpreter->native_modules, dotted);
}

/* An attribute of the module, or a submodule. */
static bool import_name(Interpreter *interpreter, Value module, const char *module_name, const char *name,
                        Value *result)
{
    if (module.kind == VALUE_OPAQUE && is_known(interpreter, module_name, name)) /* from urllib import parse */
        return import_submodule(interpreter, module_name, name, result);
    if (!python_find_attribute(interpreter, module, name, result)) {
        if (!exception_swallow(interpreter, "AttributeError")) /* from the module's __getattr__() */
            return false;
        *result = value_absent();
    }
    bool unknown = !value_given(*result) || (result->kind == VALUE_OPAQUE && module.kind == VALUE_MODULE);
    if (!unknown)
        return true;
    if (module.kind == VALUE_MODULE && module.module->file && value_given(*result))
        return true;
    const NativeModule *native = map_get(&interpreter->native_modules, module_name);
    bool is_library = module.kind == VALUE_MODULE && module.module->file && module.module->file->is_library;
    if ((native && native->lacks && native->lacks(name)) ||
        (is_library && !is_known(interpreter, module_name, name) && python_module_lacks(module_name, name)))
        return python_raise(interpreter, "ImportError", "cannot import name '%s' from '%s'", name, module_name);
    return import_submodule(interpreter, module_name, name, result);
}

/* A name of __all__ may be a submodule. */
static bool import_star(Interpreter *interpreter, Scope *scope, Value module)
{
    if (module.kind != VALUE_MODULE) {
        scope->module->star_from = ((Opaque *)module.object)->path;
        return true;
    }
    Names *names = &module.module->names;
    Value all = names_get(names, python_intern(interpreter, "__all__"));
    for (size_t i = 0; i < names->count; i++) {
        if (!value_given(all) && names->keys[i][0] != '_')
            scope_set(interpreter, scope, names->keys[i], names->values[i]);
    }
    for (size_t i = 0; value_is_sequence(all) && i < all.list->count; i++) {
        Value value;
        if (!value_is_text(all.list->items[i]))
            return python_raise(interpreter, "TypeError", "Item in %s.__all__ must be str, not %s", module.module->name,
                                value_type_name(all.list->items[i]));
        const char *name = python_intern(interpreter, all.list->items[i].string->bytes);
        if (!import_name(interpreter, module, module.module->name, name, &value))
            return false;
        scope_set(interpreter, scope, name, value);
    }
    return true;
}

bool execute_import_from(Interpreter *interpreter, Scope *scope, const Node *node)
{
    char name[256];
    Value first, module;
    if (!absolute_name(interpreter, scope, node, name, sizeof name) ||
        !import_chain(interpreter, name, &first, &module))
        return false;
    for (size_t i = 0; i < node->import.count; i++) {
        const Alias *alias = &node->import.aliases[i];
        Value value;
        if (strcmp(alias->name, "*") == 0) {
            if (!import_star(interpreter, scope, module))
                return false;
            continue;
        }
        if (!import_name(interpreter, module, name, alias->name, &value) ||
            !scope_set(interpreter, scope, alias->as ? alias->as : alias->name, value))
            return false;
    }
    return true;
}

bool python_import_chain(Interpreter *interpreter, const char *dotted_name, Value *last)
{
    Value first;
    return import_chain(interpreter, python_intern(interpreter, dotted_name), &first, last);
}

/* __import__(name, globals=None, locals=None, fromlist=(), level=0) */
bool builtin_import(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    enum { ARG_name, ARG_globals, ARG_locals, ARG_fromlist, ARG_level, ARG_COUNT };
    static const char *const argument_names[ARG_COUNT] = {[ARG_name] = "name",
                                                          [ARG_globals] = "globals",
                                                          [ARG_locals] = "locals",
                                                          [ARG_fromlist] = "fromlist",
                                                          [ARG_level] = "level"};
    Value values[ARG_COUNT], first, last;
    if (!arguments_bind(interpreter, "__import__", arguments, argument_names, ARG_COUNT, values, NULL, NULL))
        return false;
    Value name = values[ARG_name], names = values[ARG_fromlist], level = values[ARG_level];
    bool wants_last = false;
    if (name.kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "__import__() argument 1 must be str, not %s",
                            value_type_name(name));
    if (value_given(level) && (level.kind != VALUE_INT || level.integer != 0))
        return python_refuse(interpreter, "__import__() with a level");
    if (!name.string->bytes[0])
        return python_raise(interpreter, "ValueError", "Empty module name");
    if ((value_given(names) && !python_truth(interpreter, names, &wants_last)) ||
        !import_chain(interpreter, python_intern(interpreter, name.string->bytes), &first, &last))
        return false;
    for (size_t i = 0; wants_last && last.kind == VALUE_MODULE && value_is_sequence(names) && i < names.list->count;
         i++)
        if (names.list->items[i].kind == VALUE_STRING &&
            !import_name(interpreter, last, name.string->bytes, names.list->items[i].string->bytes, &first))
            return false;
    *result = wants_last ? last : first;
    if (last.kind == VALUE_OPAQUE && interpreter->options.unknown_called)
        interpreter->options.unknown_called(interpreter, "__import__", arguments);
    return true;
}

void python_register_module(Interpreter *interpreter, const NativeModule *module)
{
    map_set(interpreter->arena, &interpreter->native_modules, module->name, (void *)module);
}
