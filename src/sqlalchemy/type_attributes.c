/* Attributes of types: column.type.length and others. */
#include "type_attributes.h"

#include "limbeck/sqlalchemy/types.h"

#include <ctype.h>

static const SqlType *own_type(Value self)
{
    return ((TypeObject *)self.native->data)->type;
}

static bool takes_arguments(const SqlType *type, TypeArguments arguments)
{
    return type_row(type->kind)->arguments == arguments;
}

static bool raise_no_attribute(Interpreter *interpreter, const SqlType *type, const char *name)
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
    return takes_arguments(type, ARGUMENTS_LENGTH) || takes_arguments(type, ARGUMENTS_BIT) ||
           raise_no_attribute(interpreter, type, "length");
}

NATIVE(type_collation)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    return takes_arguments(type, ARGUMENTS_LENGTH) ? text_or_none(interpreter, type->collation, result)
                                                   : raise_no_attribute(interpreter, type, "collation");
}

NATIVE(type_precision)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    bool is_of_postgresql = takes_arguments(type, ARGUMENTS_TIMEZONE) && type->module;
    *result = number_or_none(type->precision);
    return is_of_postgresql || takes_arguments(type, ARGUMENTS_PRECISION) ||
           takes_arguments(type, ARGUMENTS_PRECISION_SCALE) || takes_arguments(type, ARGUMENTS_INTERVAL) ||
           raise_no_attribute(interpreter, type, "precision");
}

NATIVE(type_scale)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    *result = number_or_none(type->scale);
    return takes_arguments(type, ARGUMENTS_PRECISION_SCALE) || raise_no_attribute(interpreter, type, "scale");
}

NATIVE(type_timezone)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    *result = value_bool(type->timezone);
    return takes_arguments(type, ARGUMENTS_TIMEZONE) || raise_no_attribute(interpreter, type, "timezone");
}

NATIVE(type_enums)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    return takes_arguments(type, ARGUMENTS_ENUM) ? python_text_list(interpreter, &type->values, result)
                                                 : raise_no_attribute(interpreter, type, "enums");
}

NATIVE(type_name)
{
    (void)arguments;
    const SqlType *type = own_type(self);
    return takes_arguments(type, ARGUMENTS_ENUM) || takes_arguments(type, ARGUMENTS_BOOLEAN)
               ? text_or_none(interpreter, type->name, result)
               : raise_no_attribute(interpreter, type, "name");
}

const NativeMember type_properties[] = {
    {"length", type_length},     {"collation", type_collation}, {"precision", type_precision}, {"scale", type_scale},
    {"timezone", type_timezone}, {"enums", type_enums},         {"name", type_name},           {NULL, NULL}};

/* ---- str(): what SQLAlchemy writes for a type without a dialect -------------------------------- */

static const char *generic_name(TypeKind kind)
{
    switch (kind) {
    case TYPE_NULL:
        return "NULL";
    case TYPE_SMALL_INTEGER:
        return "SMALLINT";
    case TYPE_BIG_INTEGER:
        return "BIGINT";
    case TYPE_STRING:
    case TYPE_UNICODE:
    case TYPE_ENUM:
        return "VARCHAR";
    case TYPE_UNICODE_TEXT:
        return "TEXT";
    case TYPE_INTERVAL:
        return "DATETIME";
    case TYPE_LARGE_BINARY:
    case TYPE_PICKLE:
        return "BLOB";
    case TYPE_UUID:
        return "CHAR(32)";
    case TYPE_UPPER_DOUBLE_PRECISION:
        return "DOUBLE PRECISION";
    default:
        return NULL;
    }
}

static size_t longest_value(const SqlType *type)
{
    size_t longest = 0;
    for (size_t i = 0; i < type->values.count; i++) {
        size_t length = 0;
        for (const char *at = type->values.items[i]; *at; at++)
            length += (*at & 0xC0) != 0x80;
        longest = length > longest ? length : longest;
    }
    return longest;
}

static void append_arguments(const SqlType *type, Text *out)
{
    TypeArguments arguments = type_row(type->kind)->arguments;
    bool has_length = arguments == ARGUMENTS_LENGTH && type->kind != TYPE_LARGE_BINARY &&
                      type->kind != TYPE_UPPER_BLOB && type->kind != TYPE_BYTEA;
    if (type->kind == TYPE_ENUM)
        text_append_format(out, "(%zu)", type->length >= 0 ? (size_t)type->length : longest_value(type));
    else if (has_length && type->length >= 0)
        text_append_format(out, "(%lld)", (long long)type->length);
    else if (arguments == ARGUMENTS_PRECISION_SCALE && type->precision >= 0 && type->scale >= 0)
        text_append_format(out, "(%lld, %lld)", (long long)type->precision, (long long)type->scale);
    else if (arguments == ARGUMENTS_PRECISION_SCALE && type->precision >= 0)
        text_append_format(out, "(%lld)", (long long)type->precision);
}

bool type_text(Interpreter *interpreter, Value self, Text *out)
{
    const SqlType *type = ((const TypeObject *)self.native->data)->type;
    bool is_known = !type->class_name && !type->decorates && !type->written_count && !type->declared &&
                    !type->collation && type->kind != TYPE_USER_DEFINED && type->kind != TYPE_UPPER_ENUM &&
                    (type->kind != TYPE_ENUM || type->values.count);
    if (!is_known)
        return python_refuse(interpreter, "the text of a %s", self.native->type->name);
    const char *name = generic_name(type->kind);
    if (name)
        text_append(out, name);
    for (const char *at = type_row(type->kind)->name; !name && *at; at++)
        text_append_char(out, (char)toupper((unsigned char)*at));
    append_arguments(type, out);
    return true;
}
