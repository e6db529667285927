/* How autogenerate writes an application's type in a script. */
#include "type_naming.h"

#include "limbeck/sqlalchemy/types.h"

/* "models.Money". A stand-in's class has no such name unless it declares the module that it replaces; its types are
 * written as the types they are based on. */
static bool full_name(Interpreter *interpreter, Arena *arena, const Class *class_, SqlType *type)
{
    Value stated = names_get(&class_->names, python_intern(interpreter, "__module__"));
    const char *module = value_is_text(stated) ? stated.string->bytes : class_->is_library ? NULL : class_->module;
    bool has_name = module && *module;
    type->class_name = has_name ? arena_format(arena, "%s.%s", module, class_->name) : NULL;
    return has_name;
}

/* As the __repr__() of the class has it. */
static bool spell(Interpreter *interpreter, Arena *arena, Value value, SqlType *type)
{
    Text spelled = text_in(arena);
    if (!python_repr(interpreter, value, &spelled))
        return false;
    type->spelled = text_string(&spelled);
    return true;
}

bool name_type_class(Interpreter *interpreter, Native *owner, Value value, SqlType *type)
{
    Value impl, spells;
    Arena *arena = native_arena(owner);
    if (!full_name(interpreter, arena, value.instance->class_, type))
        return true;
    if (!python_find_attribute(interpreter, value, "impl", &impl))
        return false;
    python_push(interpreter, impl);
    if (!python_find_attribute(interpreter, value, "__repr__", &spells) ||
        (spells.kind == VALUE_METHOD && !spell(interpreter, arena, value, type)))
        return false;
    return !value_given(impl) || !native_data(impl, &type_class) || type_from(interpreter, owner, impl, &type->impl);
}

/* If the class has an __init__, its arguments are taken from attributes of the same names, as SQLAlchemy's
 * generic_repr() does. */
bool name_derived_class(Interpreter *interpreter, Native *owner, Value value, SqlType *type)
{
    Value init, module, spelled, own = value_absent();
    Arena *arena = native_arena(owner);
    if (!full_name(interpreter, arena, value.native->class_, type))
        return true;
    if (!python_find_attribute(interpreter, value, "__repr__", &own))
        return false;
    if (own.kind == VALUE_METHOD)
        return spell(interpreter, arena, value, type);
    if (!python_find_attribute(interpreter, value, "__init__", &init) || init.kind != VALUE_METHOD)
        return !python_failed(interpreter);
    if (!python_import(interpreter, "_limbeck.sqltypes", &module) ||
        !python_get_attribute(interpreter, module, "generic_repr", &own) ||
        !python_call_positional(interpreter, own, &value, 1, &spelled))
        return false;
    type->spelled = arena_strdup(arena, spelled.string->bytes);
    return true;
}
