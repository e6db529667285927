/* Evaluation of an application's modules. A migration needs only a part of them. A statement that limbeck
 * cannot evaluate leaves the names it assigns unknown. The reason is reported where an unknown name is needed,
 * and the list of all of them to callers that must know whether they saw everything. */
#include "limbeck/python/runtime/internal.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Whether one of the lines has the word "register". */
static bool lines_register(const char *content, LineRange lines)
{
    const char *at = content;
    for (int line = 1; at && line < lines.end; line++) {
        const char *newline = strchr(at, '\n'), *found = strstr(at, "register");
        if (!found)
            return false;
        if (line >= lines.first && (!newline || found < newline))
            return true;
        at = newline ? newline + 1 : NULL;
    }
    return false;
}

void note_unknown_file(Interpreter *interpreter, const char *name, const char *file, const char *content,
                       LineRange left_out, const char *reason)
{
    UnknownPart part = {.name = name,
                        .file = arena_strdup(interpreter->arena, file),
                        .left_out = left_out,
                        .registers = lines_register(content, left_out),
                        .reason = reason};
    vector_push(interpreter->arena, &interpreter->unknown, part);
}

static void add_word(Interpreter *interpreter, UnknownPart *part, const Node *node)
{
    const char *word = node->kind == NODE_NAME        ? node->name.id
                       : node->kind == NODE_ATTRIBUTE ? node->attribute.name
                                                      : NULL;
    if (word)
        vector_push(interpreter->arena, &part->words, word);
}

/* name = Function(...), name: Type = Function(...) */
static void add_words(Interpreter *interpreter, UnknownPart *part, const Node *statement)
{
    if (statement->kind != NODE_ASSIGN && statement->kind != NODE_ANNOTATED_ASSIGN)
        return;
    for (size_t i = 0; i < statement->assign.targets.count; i++)
        add_word(interpreter, part, statement->assign.targets.items[i]);
    const Node *value = statement->assign.value;
    if (value && value->kind == NODE_CALL)
        add_word(interpreter, part, value->call.function);
}

void note_unknown_class(Interpreter *interpreter, const Scope *scope, const Node *node, const char *base)
{
    UnknownPart part = {.name = node->class_->name,
                        .file = scope->module->file ? scope->module->file->path : "?",
                        .line = node->line,
                        .base = base,
                        .reason = arena_format(interpreter->arena, "derives from '%s', %s", base,
                                               python_unknown_origin(interpreter, base))};
    for (size_t i = 0; i < node->class_->body.count; i++)
        add_words(interpreter, &part, node->class_->body.items[i]);
    vector_push(interpreter->arena, &interpreter->unknown, part);
}

const UnknownPart *python_unknown_parts(const Interpreter *interpreter, size_t *count)
{
    *count = interpreter->unknown.count;
    return interpreter->unknown.items;
}

/* ---- evaluating the rest ---------------------------------------------------------------- */

/* An exception that the application itself raises would stop Python too; and any, while upgrade() runs. Operations of a
 * module that upgrade() imports must all run. */
bool python_application_raised(const Interpreter *interpreter)
{
    if (interpreter->is_running && interpreter->has_operated)
        return true;
    if (interpreter->error.kind != ERROR_NONE)
        return interpreter->error.kind != ERROR_UNSUPPORTED;
    const Class *class_ = interpreter->raised.instance->class_;
    return interpreter->is_running || interpreter->raised_by_statement ||
           !class_derives(class_, exception_class((Interpreter *)interpreter, "Exception"));
}

void module_make_unknown(Interpreter *interpreter, Module *module, const char *name, const char *reason)
{
    const char *path = arena_format(interpreter->arena, "%s.%s", module->name, name);
    Value value;
    if (python_opaque(interpreter, path, &value))
        names_set(&module->names, python_intern(interpreter, name), value);
    map_set(interpreter->arena, &interpreter->unimportable, path, (void *)reason);
}

static bool may_change(Value value)
{
    return value.kind == VALUE_LIST || value.kind == VALUE_DICT || value.kind == VALUE_SET ||
           value.kind == VALUE_INSTANCE || value.kind == VALUE_NATIVE;
}

static bool is_word_letter(char letter)
{
    return letter == '_' || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9');
}

static const char *line_start(const SourceFile *file, int line)
{
    const char *at = file->content, *end = file->content + file->length;
    for (; line > 1 && at < end; line--) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        at = newline ? newline + 1 : end;
    }
    return at;
}

/* The line after an indented statement that is the last of its block: the next one that begins without a space. */
static int block_end(const SourceFile *file, int line)
{
    const char *end = file->content + file->length;
    const char *at = line_start(file, ++line);
    while (at < end && strchr(" \t\r\n)]}#", *at))
        at = line_start(file, ++line);
    return line;
}

/* A class of functions and attributes only: no metaclass, nothing of a library above it. */
static bool is_plain_class(const Interpreter *interpreter, const Class *class_)
{
    bool is_plain = !class_->meta;
    for (size_t i = 0; is_plain && i < class_->order_count; i++) {
        const Class *at = class_->order[i];
        is_plain = at == interpreter->object_class || !(at->is_library || at->native || at->builtin_kind);
    }
    return is_plain;
}

static bool is_function_of_class(Value value)
{
    return value.kind == VALUE_FUNCTION || value.kind == VALUE_BUILTIN || value.kind == VALUE_PROPERTY ||
           value.kind == VALUE_CLASS;
}

/* Its functions stay: what fails halfway has set attributes, as the one object of a singleton. */
static void class_forget_attributes(Interpreter *interpreter, const Module *module, Class *class_, const char *reason)
{
    for (size_t i = 0; i < class_->names.count; i++) {
        const char *name = class_->names.keys[i];
        Value unknown;
        if (is_function_of_class(class_->names.values[i]) || text_starts_with(name, "__"))
            continue;
        const char *path = arena_format(interpreter->arena, "%s.%s.%s", module->name, class_->name, name);
        if (python_opaque(interpreter, path, &unknown))
            class_->names.values[i] = unknown;
        map_set(interpreter->arena, &interpreter->unimportable, path, (void *)reason);
    }
}

/* Objects named in the statement may have been changed partly, so they are unknown. */
static void forget_spoken_of(Interpreter *interpreter, Module *module, const Node *node, int end, const char *reason)
{
    const char *at = line_start(module->file, node->line), *stop = line_start(module->file, end);
    bool defines = node->kind == NODE_CLASS || node->kind == NODE_FUNCTION;
    while (at < stop) {
        size_t length = 0;
        while (at + length < stop && is_word_letter(at[length]))
            length++;
        const char *name = length ? name_intern(interpreter->names, at, length) : NULL;
        Value value = name ? names_get(&module->names, name) : value_absent();
        bool is_class = value.kind == VALUE_CLASS && !defines;
        if (is_class && is_plain_class(interpreter, value.class_))
            class_forget_attributes(interpreter, module, value.class_, reason);
        else if (is_class || may_change(value))
            module_make_unknown(interpreter, module, name, reason);
        at += length ? length : 1;
    }
}

static bool line_has_word(const char *at, const char *end, const char *word)
{
    size_t length = strlen(word);
    for (; (size_t)(end - at) >= length; at++)
        if (strncmp(at, word, length) == 0 && !is_word_letter(at[-1]) &&
            (at + length == end || !is_word_letter(at[length])))
            return true;
    return false;
}

/* "global engine" in some function of the module. */
static bool is_declared_global(const Module *module, const char *name)
{
    const SourceFile *file = module->file;
    const char *end = file->content + file->length;
    for (const char *at = file->content; (at = strstr(at, "global "));) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        at += strlen("global ");
        if (line_has_word(at, newline ? newline : end, name))
            return true;
    }
    return false;
}

/* engine: "global engine" of a function that may not have come so far. */
bool global_is_unknown(Interpreter *interpreter, const Module *module, const char *name, Value *result)
{
    const SourceFile *file = module->file;
    if (interpreter->strict || !file || file->is_library || !interpreter->unimportable.count ||
        !is_declared_global(module, name))
        return true;
    return python_opaque(interpreter, arena_format(interpreter->arena, "%s.%s", module->name, name), result);
}

/* It failed inside a function of the application, which may have changed any object of its module, and assigned its
 * globals or not yet. */
void module_forget_changeable(Interpreter *interpreter, Module *module, const char *reason)
{
    for (size_t i = 0; i < module->names.count; i++) {
        const char *name = module->names.keys[i];
        if ((may_change(module->names.values[i]) || is_declared_global(module, name)) && !text_starts_with(name, "__"))
            module_make_unknown(interpreter, module, name, reason);
    }
}

static bool may_lack(Interpreter *interpreter, Value value)
{
    bool lacks = interpreter->options.may_lack && interpreter->options.may_lack(interpreter, value);
    if (!python_failed(interpreter))
        return lacks;
    error_clear(&interpreter->error);
    interpreter->raised = value_absent();
    return true;
}

/* The failed statement may have been about to complete these objects. */
static void forget_partial(Interpreter *interpreter, Module *module)
{
    const char *reason = map_get(&interpreter->unimportable, module->name);
    for (size_t i = 0; reason && i < module->names.count; i++)
        if (may_lack(interpreter, module->names.values[i]))
            module_make_unknown(interpreter, module, module->names.keys[i], reason);
}

const char *statement_forget(Interpreter *interpreter, Module *module, const Node *node, int end, const Mark *before)
{
    Error error = python_take_error(interpreter);
    restore_mark(interpreter, before);
    const char *path = module->file->path;
    if (!end)
        end = block_end(module->file, node->line);
    bool is_here = error.file[0] && strcmp(error.file, path) == 0 && error.line >= node->line && error.line < end;
    const char *reason = arena_format(interpreter->arena, "%s:%d: %s", error.file[0] ? error.file : path,
                                      error.file[0] ? error.line : node->line, error.message);
    forget_spoken_of(interpreter, module, node, end, reason);
    if (!is_here)
        module_forget_changeable(interpreter, module, reason);
    return reason;
}

static void make_names_unknown(Interpreter *interpreter, Module *module, const Node *node, int end, const Mark *before)
{
    const char *path = module->file->path;
    const char *reason = statement_forget(interpreter, module, node, end, before);
    const StringVector *names = statement_names(interpreter, node);
    for (size_t i = 0; i < names->count; i++)
        module_make_unknown(interpreter, module, names->items[i], reason);
    if (!map_has(&interpreter->unimportable, module->name))
        map_set(interpreter->arena, &interpreter->unimportable, module->name, (void *)reason);
    note_unknown_file(interpreter, module->name, path, module->file->content, (LineRange){node->line, end}, reason);
}

bool module_run_partially(Interpreter *interpreter, Module *module)
{
    Scope *scope = scope_new(interpreter, NULL, module, NULL);
    if (!scope)
        return false;
    Frame frame = {.caller = interpreter->frame, .module = module, .scope = scope, .function = "<module>"};
    const NodeList *body = &module->file->body;
    bool done = true;
    interpreter->frame = &frame;
    for (size_t i = 0; done && i < body->count; i++) {
        Value result;
        Mark before = position_mark(interpreter);
        const NodeList one = {.items = body->items + i, .count = 1};
        if (interpreter->evaluator->statements(interpreter, scope, &one, &result) != FLOW_FAILED)
            continue;
        done = !interpreter->strict && !python_application_raised(interpreter);
        restore_mark(interpreter, &before);
        if (done)
            make_names_unknown(interpreter, module, body->items[i],
                               i + 1 < body->count ? body->items[i + 1]->line : INT_MAX, &before);
    }
    if (done)
        forget_partial(interpreter, module);
    interpreter->frame = frame.caller;
    return done;
}

bool python_attempt(Interpreter *interpreter, Value function, Value *result, const char **reason)
{
    Mark before = position_mark(interpreter);
    Arguments none = {0};
    *reason = NULL;
    if (python_call(interpreter, function, &none, result))
        return true;
    if (interpreter->strict || python_application_raised(interpreter))
        return false;
    restore_mark(interpreter, &before);
    Error error = python_take_error(interpreter);
    restore_mark(interpreter, &before);
    *result = value_none();
    *reason = arena_format(interpreter->arena, "%s:%d: %s", error.file, error.line, error.message);
    return true;
}

void python_note_reason(Interpreter *interpreter, const char *path, const char *reason)
{
    map_set(interpreter->arena, &interpreter->unimportable, arena_strdup(interpreter->arena, path),
            arena_strdup(interpreter->arena, reason));
}

bool opaque_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    char path[256];
    snprintf(path, sizeof path, "%s.%s", ((Opaque *)object.object)->path, name);
    Object *submodule = map_get(&interpreter->modules, path);
    if (!submodule && map_has(&interpreter->sources, path))
        return python_import(interpreter, python_intern(interpreter, path), result);
    if (!submodule)
        return python_opaque(interpreter, path, result);
    *result = value_object(submodule); /* a submodule of an unknown package */
    return true;
}

/* ---- conditions on unknown values --------------------------------------------------------- */

bool unknown_is_decided(const Interpreter *interpreter)
{
    const Frame *frame = interpreter->frame;
    return !interpreter->strict && interpreter->options.decide && frame && frame->module->file &&
           strcmp(frame->module->file->path, interpreter->options.decides_in) == 0;
}

static bool add_side(Interpreter *interpreter, Value value, Text *text)
{
    if (value.kind == VALUE_OPAQUE)
        text_append(text, python_opaque_path(value));
    return value.kind == VALUE_OPAQUE || python_repr(interpreter, value, text);
}

bool unknown_comparison(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result)
{
    Text text = python_buffer(interpreter);
    bool done = add_side(interpreter, left, &text) &&
                (text_append_char(&text, ' '), text_append(&text, operator_symbol(operator_)),
                 text_append_char(&text, ' '), add_side(interpreter, right, &text)) &&
                python_opaque(interpreter, text_string(&text), result);
    text_release(&text);
    return done;
}
