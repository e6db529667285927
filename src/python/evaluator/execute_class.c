/* The class statement, and decorators of functions and classes. */
#include "limbeck/python/runtime/class_make.h"
#include "limbeck/python/runtime/internal.h"

#include <string.h>

bool push_decorators(Interpreter *interpreter, Scope *scope, const NodeList *decorators)
{
    for (size_t i = 0; i < decorators->count; i++) {
        Value decorator;
        if (!evaluate(interpreter, scope, decorators->items[i], &decorator))
            return false;
        python_push(interpreter, decorator);
    }
    return true;
}

bool call_decorators(Interpreter *interpreter, const NodeList *decorators, size_t first, Value *value)
{
    for (size_t i = decorators->count; i-- > 0;) {
        python_push(interpreter, *value);
        here(interpreter, decorators->items[i]);
        if (!python_call_positional(interpreter, interpreter->stack[first + i], value, 1, value))
            return false;
    }
    return true;
}

/* The base of Repository[User] is Repository. */
static bool class_of_alias(Interpreter *interpreter, Value *base)
{
    Value origin;
    if (base->kind != VALUE_INSTANCE || !base->instance->class_->is_library)
        return true;
    if (!python_find_attribute(interpreter, *base, "origin", &origin))
        return false;
    if (origin.kind == VALUE_CLASS)
        *base = origin;
    return true;
}

static bool collect_bases(Interpreter *interpreter, Scope *scope, const Node *node, Class **bases, size_t *count,
                          Value *opaque)
{
    for (size_t i = 0; i < node->class_->bases.count; i++) {
        Value base;
        if (!evaluate(interpreter, scope, node->class_->bases.items[i], &base) || !class_of_alias(interpreter, &base))
            return false;
        bool is_for_checkers =
            (base.kind == VALUE_OPAQUE && text_starts_with(((Opaque *)base.object)->path, "typing.")) ||
            (base.kind == VALUE_INSTANCE && base.instance->class_->is_library);
        if (is_for_checkers) /* Generic[T] and Protocol have no effect at run time */
            continue;
        if (base.kind == VALUE_OPAQUE) {
            *opaque = base;
            continue;
        }
        if (base.kind != VALUE_CLASS)
            return python_refuse(interpreter, "a class that derives from %s", value_type_name(base));
        python_push(interpreter, base);
        bases[(*count)++] = base.class_;
    }
    if (!*count)
        bases[(*count)++] = interpreter->object_class;
    return true;
}

static bool run_class_body(Interpreter *interpreter, Scope *scope, const Node *node, Class *class_, Value prepared)
{
    Scope *body = scope_new(interpreter, scope->class_names ? scope->parent : scope, scope->module, NULL);
    if (!body)
        return false;
    body->class_names = &class_->names;
    body->owner = class_;
    body->prepared = prepared;
    python_push(interpreter, value_object(body));
    Value doc;
    const NodeList *statements = &node->class_->body;
    const Node *first = statements->items[0]->kind == NODE_EXPRESSION ? statements->items[0]->single.value : NULL;
    if (first && first->kind == NODE_CONSTANT && first->constant.kind == CONSTANT_STRING && !class_->is_library &&
        (!python_string(interpreter, first->constant.bytes, first->constant.length, &doc) ||
         !scope_set(interpreter, body, python_intern(interpreter, "__doc__"), doc)))
        return false;
    Scope *outer = interpreter->frame->scope;
    interpreter->frame->scope = body; /* for locals() */
    bool done = class_run_statements(interpreter, body, node, class_);
    interpreter->frame->scope = outer;
    body->class_names = NULL;
    if (!done || prepared.kind != VALUE_INSTANCE)
        return done;
    Value key, annotations = names_get(&class_->names, python_intern(interpreter, "__annotations__"));
    return !value_given(annotations) || (python_text(interpreter, "__annotations__", &key) &&
                                         subscript_set(interpreter, prepared, key, annotations));
}

/* ** in a class statement. */
static bool merge_keywords(Interpreter *interpreter, Dict *rest, Value given)
{
    if (!python_mapping(interpreter, &given, "in a class statement"))
        return false;
    python_push(interpreter, given);
    for (size_t i = 0; i < given.dict->used; i++) {
        const DictEntry *entry = &given.dict->entries[i];
        if (value_given(entry->key) && entry->key.kind != VALUE_STRING)
            return python_raise(interpreter, "TypeError", "keywords must be strings");
        if (value_given(entry->key) && !dict_set(interpreter, rest, entry->key, entry->value))
            return false;
    }
    return true;
}

static bool class_keywords(Interpreter *interpreter, Scope *scope, const Node *node, Value *meta, Value *rest)
{
    *meta = value_absent();
    if (!python_dict(interpreter, rest))
        return false;
    python_push(interpreter, *rest);
    for (size_t i = 0; i < node->class_->keyword_count; i++) {
        const Keyword *keyword = &node->class_->keywords[i];
        Value value;
        if (!evaluate(interpreter, scope, keyword->value, &value))
            return false;
        python_push(interpreter, value);
        if (!keyword->name) {
            if (!merge_keywords(interpreter, rest->dict, value))
                return false;
        } else if (!dict_set_text(interpreter, rest->dict, keyword->name, value)) {
            return false;
        }
    }
    Value key;
    return python_text(interpreter, "metaclass", &key) && dict_remove(interpreter, rest->dict, key, meta);
}

/* A class with an unknown base is unknown too. Each known base gets a call of __unknown_subclass__(cls, base): its list
 * of subclasses is incomplete from here on. */
static bool make_unknown(Interpreter *interpreter, const Scope *scope, const Node *node, Class *const *bases,
                         size_t count, Value opaque, Value *result)
{
    const char *path = python_opaque_path(opaque);
    note_unknown_class(interpreter, scope, node, path);
    for (size_t i = 0; i < count; i++) {
        Value known = value_object(bases[i]), hook, base, ignored;
        if (!python_find_attribute(interpreter, known, "__unknown_subclass__", &hook))
            return false;
        if (value_given(hook) &&
            (!python_text(interpreter, path, &base) || !python_call_positional(interpreter, hook, &base, 1, &ignored)))
            return false;
    }
    if (!python_opaque(interpreter, node->class_->name, result))
        return false;
    ((Opaque *)result->object)->is_function = true;
    return true;
}

static bool bases_tuple(Interpreter *interpreter, const Node *node, Class *const *bases, size_t count, Value *result)
{
    if (!python_tuple(interpreter, NULL, 0, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; node->class_->bases.count && i < count; i++)
        if (!list_append(interpreter, result->list, value_object(bases[i])))
            return false;
    return true;
}

static bool prepare_text(Interpreter *interpreter, Value prepared, const char *name, const char *text)
{
    Value key, value;
    if (!python_text(interpreter, text, &value))
        return false;
    python_push(interpreter, value);
    if (!python_text(interpreter, name, &key))
        return false;
    python_push(interpreter, key);
    return subscript_set(interpreter, prepared, key, value);
}

/* What the metaclass's __prepare__() gives for the namespace; ABSENT without one. */
static bool prepare(Interpreter *interpreter, Class *class_, Value bases, Value keywords, Value *prepared)
{
    Value hook = class_lookup(class_->meta, python_intern(interpreter, "__prepare__"));
    Value values[META_namespace];
    *prepared = value_absent();
    if (!value_given(hook))
        return true;
    if (!bind_attribute(interpreter, hook, value_object(class_->meta), &hook))
        return false;
    values[META_bases] = bases;
    if (!python_text(interpreter, class_->name, &values[META_name]) ||
        !call_with_keywords(interpreter, hook, values, META_namespace, keywords, prepared))
        return false;
    python_push(interpreter, *prepared);
    if (value_plain(*prepared).kind != VALUE_DICT)
        return python_refuse(interpreter, "a __prepare__() that gives a %s", value_type_name(*prepared));
    for (size_t i = 0; prepared->kind == VALUE_DICT && i < prepared->dict->used; i++) {
        const DictEntry *entry = &prepared->dict->entries[i];
        if (entry->key.kind == VALUE_STRING)
            names_set(&class_->names, python_intern(interpreter, entry->key.string->bytes), entry->value);
    }
    return prepared->kind == VALUE_DICT || (prepare_text(interpreter, *prepared, "__module__", class_->module) &&
                                            prepare_text(interpreter, *prepared, "__qualname__", class_->qualified));
}

/* metaclass(name, bases, namespace, **keywords) makes it. */
static bool make_by_meta(Interpreter *interpreter, Scope *scope, const Node *node, Class *const *bases, size_t count,
                         Class *class_, Value keywords, Value *result)
{
    Value values[META_COUNT], prepared, cell = value_absent();
    Class *meta = class_->meta;
    if (!bases_tuple(interpreter, node, bases, count, &values[META_bases]) ||
        !prepare(interpreter, class_, values[META_bases], keywords, &prepared) ||
        !run_class_body(interpreter, scope, node, class_, prepared) ||
        !python_text(interpreter, class_->name, &values[META_name]) ||
        !class_namespace(interpreter, class_, prepared, &values[META_namespace]) ||
        (node->class_->has_cell && !class_cell_store(interpreter, class_, values[META_namespace], &cell)))
        return false;
    here(interpreter, node);
    Building building = {.outer = interpreter->building, .class_ = class_};
    interpreter->building = &building;
    bool done = call_with_keywords(interpreter, value_object(meta), values, META_COUNT, keywords, result);
    interpreter->building = building.outer;
    return done && class_cell_check(interpreter, cell, node->class_->name, *result);
}

/* A class of an embedded module is made without its metaclass's __new__(): only __init__() of it is called. */
static bool init_of_library(Interpreter *interpreter, const Node *node, Class *const *bases, size_t count,
                            Class *class_)
{
    Value init = class_lookup(class_->meta, python_intern(interpreter, "__init__")), ignored;
    Value arguments[1 + META_COUNT] = {value_object(class_)}, *parts = arguments + 1;
    return !value_given(init) || (bases_tuple(interpreter, node, bases, count, &parts[META_bases]) &&
                                  class_namespace(interpreter, class_, value_absent(), &parts[META_namespace]) &&
                                  python_text(interpreter, class_->name, &parts[META_name]) &&
                                  python_call_positional(interpreter, init, arguments, 1 + META_COUNT, &ignored));
}

static bool make_class(Interpreter *interpreter, Scope *scope, const Node *node, Class *const *bases, size_t count,
                       Value *result)
{
    Value keywords, given;
    Class *meta;
    bool is_library = scope->module->file && scope->module->file->is_library;
    if (!class_keywords(interpreter, scope, node, &given, &keywords) ||
        !class_choose_meta(interpreter, given, bases, count, &meta) ||
        !(is_library || meta || class_check_bases(interpreter, bases, count))) /* else type.__new__() checks */
        return false;
    Class *class_ = class_new(interpreter, node->class_->name, bases, count);
    if (!class_)
        return false;
    class_->module = scope->module->name;
    class_->qualified = scope_qualified(interpreter, scope, class_->name);
    class_->is_library = is_library;
    class_->meta = meta ? meta : class_->meta;
    *result = value_object(class_);
    python_push(interpreter, *result);
    if (class_->meta && !class_->is_library)
        return make_by_meta(interpreter, scope, node, bases, count, class_, keywords, result);
    if (!run_class_body(interpreter, scope, node, class_, value_absent()))
        return false;
    here(interpreter, node); /* errors of the bases are reported at the class statement, not at its last line */
    return class_finish(interpreter, *result, keywords) &&
           (!class_->meta || init_of_library(interpreter, node, bases, count, class_));
}

bool execute_class(Interpreter *interpreter, Scope *scope, const Node *node, Value *result)
{
    Class *bases[MAX_BASES];
    size_t count = 0;
    Value opaque = value_absent();
    size_t mark = python_stack_mark(interpreter);
    if (node->class_->bases.count > MAX_BASES)
        return python_refuse(interpreter, "a class with more than %d bases", MAX_BASES);
    if (!push_decorators(interpreter, scope, &node->class_->decorators) ||
        !collect_bases(interpreter, scope, node, bases, &count, &opaque))
        return false;
    if (value_given(opaque))
        return make_unknown(interpreter, scope, node, bases, count, opaque, result);
    if (!make_class(interpreter, scope, node, bases, count, result) ||
        !call_decorators(interpreter, &node->class_->decorators, mark, result))
        return false;
    if (result->kind == VALUE_OPAQUE)
        note_unknown_class(interpreter, scope, node, python_opaque_path(*result));
    python_stack_reset(interpreter, mark);
    return true;
}
