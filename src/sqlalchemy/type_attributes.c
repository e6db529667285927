/* Attributes of types: column.type.length and others. */
#include "type_attributes.h"

#include "limbeck/sqlalchemy/types.h"

static const SqlType *own_type(Value self)
{
    return ((TypeObject *)self.native->data)->type;
}

static bool has(const SqlType *type, TypeArguments arguments)
{
    return type_row(type->kind)->arguments == arguments;
}

static bool lacks(Interpreter *interpreter, const SqlType *type, const char *name)
{
    return python_raise(interpreter, "AttributeError", "'%s' object has no attribute '%s'", type_row(type->kind)->name,
                        name);
}

static Value number_or_none(int64_t number)
{
    return number < 0 ? value_none() : value_int(number);
}

static bool text_or_none(Interpreter *interpreter, const char *text, Value *result)
{
    *result = value_none();
    return !text || python_text(interpreter, text, result);
}

NATIVE(type_length)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    *result = number_or_none(type->length);
    return has(type, ARGUMENTS_LENGTH) || has(type, ARGUMENTS_BIT) || lacks(interpreter, type, "length");
}

NATIVE(type_collation)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    return has(type, ARGUMENTS_LENGTH) ? text_or_none(interpreter, type->collation, result)
                                       : lacks(interpreter, type, "collation");
}

NATIVE(type_precision)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    *result = number_or_none(type->precision);
    return has(type, ARGUMENTS_PRECISION) || has(type, ARGUMENTS_PRECISION_SCALE) || has(type, ARGUMENTS_INTERVAL) ||
           lacks(interpreter, type, "precision");
}

NATIVE(type_scale)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    *result = number_or_none(type->scale);
    return has(type, ARGUMENTS_PRECISION_SCALE) || lacks(interpreter, type, "scale");
}

NATIVE(type_timezone)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    *result = value_bool(type->timezone);
    return has(type, ARGUMENTS_TIMEZONE) || lacks(interpreter, type, "timezone");
}

NATIVE(type_enums)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    return has(type, ARGUMENTS_ENUM) ? python_text_list(interpreter, &type->values, result)
                                     : lacks(interpreter, type, "enums");
}

NATIVE(type_name)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    return has(type, ARGUMENTS_ENUM) || has(type, ARGUMENTS_BOOLEAN) ? text_or_none(interpreter, type->name, result)
                                                                     : lacks(interpreter, type, "name");
}

const NativeMember type_properties[] = {
    {"length", type_length},     {"collation", type_collation}, {"precision", type_precision}, {"scale", type_scale},
    {"timezone", type_timezone}, {"enums", type_enums},         {"name", type_name},           {NULL, NULL}};
