/* The class that a class statement has begun, and its __classcell__: the cell in which its functions find __class__.
 * The statement hands it to a metaclass in the namespace, and type.__new__() fills it. */
#include "limbeck/python/runtime/internal.h"

#include <string.h>

/* The class whose statement made the cell; no identifier, so no script reads it. */
#define BEGUN_NAME "<begun>"
#define CONTENTS "cell_contents"

static bool is_cell(Value value)
{
    return value.kind == VALUE_INSTANCE && value.instance->class_->is_library &&
           strcmp(value.instance->class_->name, "cell") == 0 && strcmp(value.instance->class_->module, "builtins") == 0;
}

static Value in_cell(Interpreter *interpreter, Value cell, const char *name)
{
    return names_get(&cell.instance->names, python_intern(interpreter, name));
}

static bool new_cell(Interpreter *interpreter, Class *begun, Value *cell)
{
    Class *class_ = class_new(interpreter, "cell", &interpreter->object_class, 1);
    if (!class_)
        return false;
    python_push(interpreter, value_object(class_));
    class_->module = "builtins";
    class_->is_library = true;
    Instance *instance = heap_new(interpreter, VALUE_INSTANCE, sizeof(Instance));
    if (!instance)
        return false;
    instance->class_ = class_;
    instance->plain = value_absent();
    *cell = value_object(instance);
    python_push(interpreter, *cell);
    names_set(&instance->names, python_intern(interpreter, BEGUN_NAME), value_object(begun));
    return true;
}

/* The metaclasses of limbeck's own modules make a class from parts of the namespace. */
static bool meta_is_of_script(const Class *meta)
{
    for (size_t i = 0; i < meta->order_count; i++)
        if (meta->order[i]->is_library)
            return false;
    return true;
}

bool class_cell_store(Interpreter *interpreter, Class *class_, Value namespace, Value *cell)
{
    Value key;
    if (!meta_is_of_script(class_->meta))
        return true;
    python_push(interpreter, namespace);
    if (!new_cell(interpreter, class_, cell) || !python_text(interpreter, "__classcell__", &key))
        return false;
    python_push(interpreter, key);
    return subscript_set(interpreter, namespace, key, *cell);
}

static Class *class_cell_begun(Interpreter *interpreter, Value namespace)
{
    Value cell = dict_get_text(value_plain(namespace).dict, "__classcell__");
    if (!value_given(cell) || !is_cell(cell) || value_given(in_cell(interpreter, cell, CONTENTS)))
        return NULL;
    return in_cell(interpreter, cell, BEGUN_NAME).class_;
}

/* The class that a class statement has begun, or a new one. */
Class *class_begin(Interpreter *interpreter, const char *name, Class *meta, Class *const *bases, size_t count,
                   Value namespace)
{
    Building *building = interpreter->building;
    Class *class_ = class_cell_begun(interpreter, namespace);
    bool is_of_building = building && !building->used && building->class_ &&
                          (class_ == building->class_ || strcmp(building->class_->name, name) == 0);
    if (class_ || is_of_building) {
        class_ = class_ ? class_ : building->class_;
        class_->name = python_intern(interpreter, name);
        class_->meta = meta;
        if (!class_set_bases(interpreter, class_, bases, count))
            return NULL;
        names_release(&class_->names);
        class_->names = (Names){0};
        if (is_of_building)
            building->used = true;
        return class_;
    }
    class_ = class_new(interpreter, name, bases, count);
    if (!class_)
        return NULL;
    class_->module = interpreter->frame ? interpreter->frame->module->name : "";
    class_->meta = meta ? meta : class_->meta;
    return class_;
}

bool class_cell_fill(Interpreter *interpreter, Value cell, Class *class_)
{
    if (!is_cell(cell))
        return python_raise(interpreter, "TypeError", "__classcell__ must be a nonlocal cell, not <class '%s'>",
                            python_type_name(interpreter, cell));
    names_set(&cell.instance->names, python_intern(interpreter, CONTENTS), value_object(class_));
    return true;
}

bool class_cell_check(Interpreter *interpreter, Value cell, const char *name, Value made)
{
    if (!value_given(cell) || made.kind != VALUE_CLASS)
        return true;
    Value contents = in_cell(interpreter, cell, CONTENTS);
    if (value_given(contents) && contents.class_ == made.class_)
        return true;
    Text text = text_in(interpreter->arena);
    bool is_set = value_given(contents);
    if (is_set && !python_repr(interpreter, contents, &text))
        return false;
    text_append_format(&text, "%sdefining '%s' as ", is_set ? " " : "", name);
    if (!python_repr(interpreter, made, &text))
        return false;
    return is_set ? python_raise(interpreter, "TypeError", "__class__ set to %s", text_string(&text))
                  : python_raise(interpreter, "RuntimeError",
                                 "__class__ not set %s. Was __classcell__ propagated to type.__new__?",
                                 text_string(&text));
}
