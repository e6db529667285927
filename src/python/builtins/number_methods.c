/* Methods of int and float, and what the classes of numbers and bytes make. */
#include "builtins.h"

#include <math.h>
#include <string.h>

BUILTIN(int_bit_length)
{
    (void)interpreter;
    (void)arguments;
    uint64_t rest = self.integer < 0 ? 0 - (uint64_t)self.integer : (uint64_t)self.integer;
    int64_t bits = 0;
    for (; rest; rest >>= 1)
        bits++;
    *result = value_int(bits);
    return true;
}

static bool is_big_endian(Interpreter *interpreter, Value order, bool *big)
{
    const char *name = "big";
    if (value_given(order) && !expect_text(interpreter, order, "byteorder", &name))
        return false;
    *big = strcmp(name, "big") == 0;
    return *big || strcmp(name, "little") == 0 ||
           python_raise(interpreter, "ValueError", "byteorder must be either 'little' or 'big'");
}

/* (5).to_bytes(2, "big") */
BUILTIN(int_to_bytes)
{
    static const char *const names[] = {"length", "byteorder", "*signed"};
    Value values[3];
    int64_t length = 1;
    bool big;
    if (!arguments_bind(interpreter, "to_bytes", arguments, names, 3, values, NULL, NULL) ||
        (value_given(values[0]) && !expect_int(interpreter, values[0], "length", &length)) ||
        !is_big_endian(interpreter, values[1], &big))
        return false;
    if (value_given(values[2]) || self.integer < 0)
        return python_refuse(interpreter, "to_bytes() of signed integers");
    if (length < 0 || (length < 8 && (uint64_t)self.integer >> (8 * length)))
        return python_raise(interpreter, "OverflowError", "int too big to convert");
    if (length > 1024)
        return python_refuse(interpreter, "to_bytes() of more than 1024 bytes");
    char bytes[1024] = {0};
    for (int64_t i = 0; i < length && i < 8; i++)
        bytes[big ? length - 1 - i : i] = (char)((uint64_t)self.integer >> (8 * i));
    return python_bytes(interpreter, bytes, (size_t)length, result);
}

BUILTIN(int_from_bytes)
{
    (void)self;
    static const char *const names[] = {"bytes", "byteorder", "*signed"};
    Value values[3];
    bool big;
    if (!arguments_bind(interpreter, "from_bytes", arguments, names, 3, values, NULL, NULL) ||
        !is_big_endian(interpreter, values[1], &big))
        return false;
    if (values[0].kind != VALUE_BYTES || value_given(values[2]))
        return python_refuse(interpreter, "this way of int.from_bytes()");
    const String *bytes = values[0].string;
    uint64_t number = 0;
    for (size_t i = 0; i < bytes->length; i++) {
        if (number >> 55)
            return python_refuse(interpreter, "an integer that does not fit 64 bits");
        number = number << 8 | (unsigned char)bytes->bytes[big ? i : bytes->length - 1 - i];
    }
    *result = value_int((int64_t)number);
    return true;
}

BUILTIN(float_is_integer)
{
    (void)interpreter;
    (void)arguments;
    *result = value_bool(self.kind != VALUE_FLOAT || floor(self.real) == self.real);
    return true;
}

const NativeMember *int_methods(void)
{
    static const NativeMember members[] = {{"bit_length", int_bit_length, TAKES(0, 0)},
                                           {"to_bytes", int_to_bytes, TAKES_NAMED(0, 2, "length byteorder signed")},
                                           {"is_integer", float_is_integer, TAKES(0, 0)},
                                           {NULL, NULL}};
    return members;
}

const NativeMember *float_methods(void)
{
    static const NativeMember members[] = {{"is_integer", float_is_integer, TAKES(0, 0)}, {NULL, NULL}};
    return members;
}

/* ---- what is called on the class itself ------------------------------------------ */

static int digit_of(char letter)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = letter ? strchr(digits, letter | (letter >= 'A' && letter <= 'F' ? 0x20 : 0)) : NULL;
    return found ? (int)(found - digits) : -1;
}

BUILTIN(bytes_fromhex)
{
    (void)self;
    const char *text;
    if (!expect_text(interpreter, argument_at(arguments, 0), "string", &text))
        return false;
    Text bytes = python_buffer(interpreter);
    for (const char *at = text; *at;) {
        if (strchr(" \t\n", *at)) {
            at++;
            continue;
        }
        int high = digit_of(at[0]), low = high < 0 ? -1 : digit_of(at[1]);
        if (low < 0) {
            text_release(&bytes);
            return python_raise(interpreter, "ValueError",
                                "non-hexadecimal number found in fromhex() arg at position %d", (int)(at - text));
        }
        text_append_char(&bytes, (char)(high << 4 | low));
        at += 2;
    }
    bool done = python_bytes(interpreter, text_string(&bytes), bytes.length, result);
    text_release(&bytes);
    return done;
}

BUILTIN(dict_fromkeys)
{
    (void)self;
    Value keys, value = argument_at(arguments, 1);
    if (!python_collect(interpreter, argument_at(arguments, 0), &keys))
        return false;
    python_push(interpreter, keys);
    if (!python_dict(interpreter, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < keys.list->count; i++)
        if (!dict_set(interpreter, result->dict, keys.list->items[i], value_given(value) ? value : value_none()))
            return false;
    return true;
}

const ClassFunction class_functions[] = {{VALUE_INT, "from_bytes", int_from_bytes},
                                         {VALUE_BYTES, "fromhex", bytes_fromhex},
                                         {VALUE_DICT, "fromkeys", dict_fromkeys},
                                         {VALUE_STRING, "maketrans", string_maketrans},
                                         {VALUE_ABSENT, NULL, NULL}};
