/* The type of a value: one of SQLAlchemy's, or of an application's class. */
#include "limbeck/sqlalchemy/types.h"

#include "type_naming.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/type.h"
#include "limbeck/sqlalchemy/compiling.h"

/* The type of a TypeDecorator on each dialect. */
static bool variants_from(Interpreter *interpreter, Native *owner, Value per_dialect, const SqlType *behaviour,
                          SqlType **type)
{
    Arena *arena = native_arena(owner);
    SqlType *made = ARENA_NEW(arena, SqlType);
    size_t count = 0;
    while (dialect_names[count])
        count++;
    TypeVariant *variants = ARENA_ARRAY(arena, TypeVariant, count);
    for (size_t i = 0; i < count; i++) {
        const SqlType *own = type_new(arena, TYPE_USER_DEFINED); /* empty name: the dialect has no such type */
        Value given = per_dialect.list->items[i];
        if (!value_is_none(given) && !type_from(interpreter, owner, given, &own))
            return false;
        SqlType *copy = ARENA_NEW(arena, SqlType);
        *copy = *type_for_dialect(own, dialect_names[i]);
        copy->converts |= behaviour->converts;
        copy->converts_back |= behaviour->converts_back;
        copy->own_operators |= behaviour->own_operators;
        copy->application = behaviour->application;
        copy->index = behaviour->index ? behaviour->index : copy->index;
        variants[i] = (TypeVariant){dialect_names[i], copy};
    }
    *made = *variants[0].type;
    made->variants.items = variants;
    made->variants.count = made->variants.capacity = count;
    made->decorates = true;
    *type = made;
    return true;
}

/* Remembers the type's object, whose methods see values. */
static const void *application_of(Native *owner, Value value)
{
    Value *object = ARENA_NEW(native_arena(owner), Value);
    *object = value;
    native_store(owner, value);
    return object;
}

static bool read_flag(Interpreter *interpreter, Value value, const char *name, bool *flag)
{
    Value attribute;
    return python_get_attribute(interpreter, value, name, &attribute) && python_truth(interpreter, attribute, flag);
}

/* _limbeck_index of a stand-in: (method, operator class, function), or None. */
static bool read_index(Interpreter *interpreter, Arena *arena, Value value, const TypeIndex **index)
{
    Value parts;
    if (!python_find_attribute(interpreter, value, "_limbeck_index", &parts))
        return false;
    if (parts.kind != VALUE_TUPLE || parts.list->count != 3)
        return true;
    TypeIndex *made = ARENA_NEW(arena, TypeIndex);
    const char **texts[] = {&made->method, &made->operator_class, &made->function};
    for (size_t i = 0; i < 3; i++) {
        if (!expect_text_or_none(interpreter, parts.list->items[i], "a part of the index", texts[i]))
            return false;
        *texts[i] = arena_strdup(arena, *texts[i]);
    }
    *index = made;
    return true;
}

/* coerce_to_is_types: which of None, True and False are keywords when compared with a column of the type. */
static bool read_words(Interpreter *interpreter, Value value, SqlType *type)
{
    Value classes;
    if (!python_find_attribute(interpreter, value, "coerce_to_is_types", &classes))
        return false;
    if (!value_is_sequence(classes))
        return true;
    type->compares_none = type->compares_truth = true;
    for (size_t i = 0; i < classes.list->count; i++) {
        Value class_ = classes.list->items[i];
        const char *name = class_.kind == VALUE_CLASS ? class_.class_->name : "";
        type->compares_none &= strcmp(name, "NoneType") != 0;
        type->compares_truth &= strcmp(name, "bool") != 0;
    }
    return true;
}

/* TypeDecorator and UserDefinedType: library/_limbeck/sqltypes.py calls their methods for each dialect. */
static bool type_of_script(Interpreter *interpreter, Native *owner, Value value, const SqlType **type)
{
    Value method, per_dialect;
    Arguments none = {0};
    SqlType *made = type_new(native_arena(owner), TYPE_USER_DEFINED);
    if (!python_find_attribute(interpreter, value, "_limbeck_types", &method))
        return false;
    if (!value_given(method) || value.kind != VALUE_INSTANCE)
        return python_refuse(interpreter, "a column type limbeck does not know: %s", value_type_name(value));
    if (!python_call(interpreter, method, &none, &per_dialect))
        return false;
    python_push(interpreter, per_dialect);
    if (!read_flag(interpreter, value, "_limbeck_converts", &made->converts) ||
        !read_flag(interpreter, value, "_limbeck_converts_back", &made->converts_back) ||
        !read_flag(interpreter, value, "_limbeck_operates", &made->own_operators) ||
        !read_index(interpreter, native_arena(owner), value, &made->index))
        return false;
    made->application = application_of(owner, value);
    if (per_dialect.kind == VALUE_STRING)
        made->name = arena_strdup(native_arena(owner), per_dialect.string->bytes);
    else if (!variants_from(interpreter, owner, per_dialect, made, &made))
        return false;
    *type = made;
    return read_words(interpreter, value, made) && name_type_class(interpreter, owner, value, made);
}

/* Whether the type's class or one of its bases defines one of the names. */
static bool defines(Interpreter *interpreter, Value value, const char *const *names, const char **found)
{
    Value attribute;
    for (*found = NULL; *names && !*found; names++) {
        if (!python_find_attribute(interpreter, value, *names, &attribute))
            return false;
        if (value_given(attribute))
            *found = *names;
    }
    return true;
}

/* A subclass of one of SQLAlchemy's types may change values and how the type is written. */
static bool own_behaviour(Interpreter *interpreter, Native *owner, Value value, const SqlType **type)
{
    static const char *const spelling[] = {
        "__visit_name__", "get_col_spec", "load_dialect_impl", "dialect_impl", "adapt", "_compiler_dispatch", NULL};
    static const char *const sending[] = {"bind_processor", "bind_expression", "literal_processor", NULL};
    static const char *const reading[] = {"result_processor", "column_expression", NULL};
    const char *spells, *sends, *reads;
    if (value.native->class_ == python_native_class(interpreter, value.native->type))
        return true;
    if (!defines(interpreter, value, spelling, &spells) || !defines(interpreter, value, sending, &sends) ||
        !defines(interpreter, value, reading, &reads))
        return false;
    if (spells) { /* refused where it is written or takes a value: it may be the variant of another dialect */
        SqlType *unknown = type_new(native_arena(owner), TYPE_USER_DEFINED);
        unknown->converts = unknown->converts_back = unknown->own_operators = true;
        *type = unknown;
        return name_derived_class(interpreter, owner, value, unknown);
    }
    SqlType *copy = ARENA_NEW(native_arena(owner), SqlType);
    *copy = **type;
    copy->converts |= sends != NULL;
    copy->converts_back |= reads != NULL;
    copy->application = application_of(owner, value);
    copy->impl = *type;
    *type = copy;
    return name_derived_class(interpreter, owner, value, copy);
}

static bool plain_type_from(Interpreter *interpreter, Native *owner, Value value, const SqlType **type)
{
    if (value.kind == VALUE_CLASS || value.kind == VALUE_INSTANCE)
        return type_of_script(interpreter, owner, value, type);
    TypeObject *object = native_data(value, &type_class);
    if (!object)
        return value.kind == VALUE_OPAQUE
                   ? python_refuse(interpreter, "the column type '%s', %s", python_opaque_path(value),
                                   python_unknown_origin(interpreter, python_opaque_path(value)))
                   : python_raise(interpreter, "TypeError", "expected a type, got %s", value_type_name(value));
    native_store(owner, value);
    *type = object->type;
    return own_behaviour(interpreter, owner, value, type);
}

bool type_from(Interpreter *interpreter, Native *owner, Value value, const SqlType **type)
{
    Arguments none = {0};
    Value made = value;
    /* as SQLAlchemy's to_instance(), which calls any callable */
    bool is_called = value.kind == VALUE_FUNCTION || value.kind == VALUE_CLASS;
    if (is_called && !python_call(interpreter, value, &none, &made))
        return false;
    python_push(interpreter, made);
    return plain_type_from(interpreter, owner, made, type) && note_written_type(interpreter, owner, made, type);
}
