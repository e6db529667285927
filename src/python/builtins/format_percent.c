/* The % operator of str and bytes. */
#include "limbeck/python/builtins/format.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* Where a format takes its values from: a tuple, one value, or a mapping. */
typedef struct PercentCall {
    Interpreter *interpreter;
    Value values;
    Value given; /* before value_plain() */
    size_t next, count;
    bool is_mapping, is_bytes;
    const char *start, *at, *end; /* of the format */
} PercentCall;

static bool next_value(PercentCall *call, Value *value)
{
    if (call->next >= call->count)
        return python_raise(call->interpreter, "TypeError", "not enough arguments for format string");
    *value = call->values.kind == VALUE_TUPLE ? call->values.list->items[call->next] : call->given;
    call->next++;
    return true;
}

/* %(name)s: the value comes from the mapping. */
static bool named_value(PercentCall *call, Value *value)
{
    Interpreter *interpreter = call->interpreter;
    const char *start = ++call->at;
    for (int open = 1; call->at < call->end; call->at++) {
        open += (*call->at == '(') - (*call->at == ')');
        if (!open)
            break;
    }
    if (call->at == call->end)
        return python_raise(interpreter, "ValueError", "incomplete format key");
    if (!call->is_mapping)
        return python_raise(interpreter, "TypeError", "format requires a mapping");
    Value key;
    if (!(call->is_bytes ? python_bytes : python_string)(interpreter, start, (size_t)(call->at - start), &key) ||
        !subscript_get(interpreter, call->given, key, value))
        return false;
    call->at++;
    call->count = call->next; /* those that are taken by position are none */
    return true;
}

/* Digits, or * for an integer from the values. */
static bool read_number(PercentCall *call, int *number)
{
    int64_t given = 0;
    if (call->at < call->end && *call->at == '*') {
        Value value;
        call->at++;
        if (!next_value(call, &value))
            return false;
        if (!value_is_integer(value_plain(value)))
            return python_raise(call->interpreter, "TypeError", "* wants int");
        if (!integer_small(call->interpreter, value_plain(value), "OverflowError",
                           "Python int too large to convert to C ssize_t", &given))
            return false;
    }
    while (call->at < call->end && isdigit((unsigned char)*call->at) && given <= MAX_WIDTH)
        given = given * 10 + (*call->at++ - '0');
    if (given > MAX_WIDTH || given < -MAX_WIDTH)
        return python_refuse(call->interpreter, "a width or precision of over %d", MAX_WIDTH);
    *number = (int)given;
    return true;
}

static bool read_specification(PercentCall *call, Specification *spec)
{
    *spec = (Specification){.fill = " ", .precision = -1, .is_percent = true, .is_bytes = call->is_bytes};
    for (; call->at < call->end && strchr("-+ #0", *call->at); call->at++) {
        switch (*call->at) {
        case '-':
            spec->align = '<';
            break;
        case '0':
            spec->zero = true;
            break;
        case '#':
            spec->alternate = true;
            break;
        default:
            spec->sign = spec->sign == '+' ? '+' : *call->at;
        }
    }
    if (!read_number(call, &spec->width))
        return false;
    if (spec->width < 0) {
        spec->align = '<';
        spec->width = -spec->width;
    }
    if (call->at < call->end && *call->at == '.') {
        call->at++;
        if (!read_number(call, &spec->precision))
            return false;
        spec->precision = spec->precision < 0 ? 0 : spec->precision;
    }
    if (call->at < call->end && strchr("hlL", *call->at))
        call->at++;
    if (call->at == call->end)
        return python_raise(call->interpreter, "ValueError", "incomplete format");
    spec->type = (unsigned char)*call->at++;
    return true;
}

static bool wants_number(Interpreter *interpreter, char type, const char *wanted, Value value)
{
    return python_raise(interpreter, "TypeError", "%%%c format: %s is required, not %s", type, wanted,
                        python_type_name(interpreter, value));
}

/* An integer, or what int() makes of a number; 'x' and 'o' take integers alone. */
static bool integer_value(Interpreter *interpreter, char type, Value value, Value *integer)
{
    Value plain = value_plain(value);
    bool is_decimal = strchr("diu", type) != NULL;
    if (value_is_integer(plain)) {
        *integer = plain;
        return true;
    }
    if (plain.kind == VALUE_FLOAT && is_decimal)
        return integer_from_real(interpreter, plain.real, integer);
    Value method = special_method(interpreter, value, is_decimal ? "__int__" : "__index__"), answer;
    if (!value_given(method))
        return wants_number(interpreter, type, is_decimal ? "a real number" : "an integer", value);
    return python_call_positional(interpreter, method, &value, 1, &answer) &&
           python_index(interpreter, answer, integer);
}

static bool real_value(Interpreter *interpreter, Value value, bool for_bytes, double *real)
{
    Value plain = value_plain(value), answer;
    Value method = special_method(interpreter, value, "__float__");
    if (plain.kind != VALUE_FLOAT && value_given(method)) {
        if (!python_call_positional(interpreter, method, &value, 1, &answer))
            return false;
        plain = answer;
    }
    if (plain.kind == VALUE_BIG_INTEGER)
        return integer_to_real(interpreter, plain, real);
    if (!value_is_number(plain))
        return python_raise(interpreter, "TypeError",
                            for_bytes ? "float argument required, not %s" : "must be real number, not %s",
                            python_type_name(interpreter, value));
    *real = value_as_real(plain);
    return true;
}

static bool append_text(Interpreter *interpreter, Specification *spec, Value value, Text *out)
{
    Value text;
    spec->align = spec->align ? spec->align : '>';
    if (!format_converted(interpreter, value, (char)spec->type, &text))
        return false;
    format_text(interpreter, text.string, spec, out);
    return true;
}

/* %s and %b of bytes: bytes, or what __bytes__() answers. */
static bool append_bytes(Interpreter *interpreter, Specification *spec, Value value, Text *out)
{
    Value plain = value_plain(value), method = special_method(interpreter, value, "__bytes__");
    if (plain.kind != VALUE_BYTES && value_given(method)) {
        if (!python_call_positional(interpreter, method, &value, 1, &plain))
            return false;
        if (plain.kind != VALUE_BYTES)
            return python_raise(interpreter, "TypeError", "__bytes__ returned non-bytes (type %s)",
                                python_type_name(interpreter, plain));
    }
    if (value.kind == VALUE_OPAQUE)
        return python_refuse_unknown(interpreter, value, "a format");
    if (plain.kind != VALUE_BYTES)
        return python_raise(interpreter, "TypeError",
                            "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'",
                            python_type_name(interpreter, value));
    spec->align = spec->align ? spec->align : '>';
    format_text(interpreter, plain.string, spec, out);
    return true;
}

static bool append_byte(Interpreter *interpreter, Specification *spec, Value value, Text *out)
{
    Value plain = value_plain(value);
    bool is_one = plain.kind == VALUE_BYTES && plain.string->length == 1;
    if (value_is_integer(plain) && (plain.kind == VALUE_BIG_INTEGER || plain.integer < 0 || plain.integer > 255))
        return python_raise(interpreter, "OverflowError", "%%c arg not in range(256)");
    if (!is_one && !value_is_integer(plain))
        return python_raise(interpreter, "TypeError", "%%c requires an integer in range(256) or a single byte");
    char byte = is_one ? plain.string->bytes[0] : (char)plain.integer;
    Value made;
    spec->precision = -1;
    return python_bytes(interpreter, &byte, 1, &made) && append_bytes(interpreter, spec, made, out);
}

static bool append_character(Interpreter *interpreter, Specification *spec, Value value, Text *out)
{
    Value plain = value_plain(value);
    spec->align = spec->align ? spec->align : '>';
    spec->sign = 0;
    spec->alternate = spec->zero = false;
    spec->precision = -1;
    if (value_is_integer(plain))
        return format_integer(interpreter, plain, spec, out);
    if (plain.kind != VALUE_STRING || plain.string->count != 1)
        return python_raise(interpreter, "TypeError", "%%c requires int or char");
    format_text(interpreter, plain.string, spec, out);
    return true;
}

static bool append_value(Interpreter *interpreter, Specification *spec, Value value, Text *out)
{
    char type = (char)spec->type;
    bool is_text = strchr("sbra", type) != NULL;
    if (spec->is_bytes && type == 'c')
        return append_byte(interpreter, spec, value, out);
    if (spec->is_bytes && (type == 's' || type == 'b'))
        return append_bytes(interpreter, spec, value, out);
    if (spec->is_bytes && type == 'r')
        spec->type = 'a';                                               /* bytes hold ASCII alone */
    bool is_plain = !spec->width && spec->precision < 0 && !spec->sign; /* the usual case */
    if (is_plain && (type == 's' || (type == 'd' && value.kind == VALUE_INT)))
        return python_str(interpreter, value, out);
    if (type == 'c')
        return append_character(interpreter, spec, value, out);
    if (is_text)
        return append_text(interpreter, spec, value, out);
    if (strchr("diuoxX", type)) {
        Value integer;
        spec->type = strchr("iu", type) ? 'd' : (uint32_t)type;
        return integer_value(interpreter, type, value, &integer) && format_integer(interpreter, integer, spec, out);
    }
    double real = 0;
    return real_value(interpreter, value, spec->is_bytes, &real) && format_real(interpreter, real, spec, out);
}

static bool percent_field(PercentCall *call, Text *out)
{
    Specification spec;
    Value value = value_absent();
    if (call->at < call->end && *call->at == '%') {
        text_append_char(out, *call->at++);
        return true;
    }
    if (call->at < call->end && *call->at == '(' && !named_value(call, &value))
        return false;
    size_t mark = python_stack_mark(call->interpreter);
    python_push(call->interpreter, value);
    if (!read_specification(call, &spec))
        return false;
    if (!value_given(value) && !next_value(call, &value))
        return false;
    if (!strchr(call->is_bytes ? "sbradiufFeEgGxXoc" : "sradiufFeEgGxXoc", (int)spec.type))
        return python_raise(call->interpreter, "ValueError", "unsupported format character '%c' (0x%x) at index %zu",
                            (char)spec.type, spec.type,
                            (call->is_bytes ? (size_t)(call->at - call->start)
                                            : utf8_count(call->start, (size_t)(call->at - call->start))) -
                                1);
    bool done = append_value(call->interpreter, &spec, value, out);
    python_stack_reset(call->interpreter, mark);
    return done;
}

static bool is_mapping(Interpreter *interpreter, Value given, Value values, bool of_bytes)
{
    if (values.kind == VALUE_TUPLE || values.kind == VALUE_STRING || (of_bytes && values.kind == VALUE_BYTES))
        return false;
    bool is_native = given.kind == VALUE_NATIVE && given.native->type->item;
    return is_native || values.kind == VALUE_DICT || values.kind == VALUE_LIST || values.kind == VALUE_BYTES ||
           values.kind == VALUE_RANGE || value_given(special_method(interpreter, given, "__getitem__"));
}

bool format_percent(Interpreter *interpreter, Value format, Value values, Value *result)
{
    Value plain = values.kind == VALUE_NATIVE ? values : value_plain(values); /* a row counts as one value */
    PercentCall call = {.interpreter = interpreter,
                        .values = plain,
                        .given = values,
                        .count = plain.kind == VALUE_TUPLE ? plain.list->count : 1,
                        .is_mapping = is_mapping(interpreter, values, plain, format.kind == VALUE_BYTES),
                        .is_bytes = format.kind == VALUE_BYTES,
                        .start = format.string->bytes,
                        .at = format.string->bytes,
                        .end = format.string->bytes + format.string->length};
    Text text = python_buffer(interpreter);
    bool done = true;
    while (done && call.at < call.end) {
        const char *percent = memchr(call.at, '%', (size_t)(call.end - call.at));
        const char *plain_end = percent ? percent : call.end;
        text_append_bytes(&text, call.at, (size_t)(plain_end - call.at));
        call.at = plain_end + (percent != NULL);
        if (percent)
            done = percent_field(&call, &text);
    }
    if (done && call.next < call.count && !call.is_mapping)
        done = python_raise(interpreter, "TypeError", "not all arguments converted during %s formatting",
                            call.is_bytes ? "bytes" : "string");
    done = done && (call.is_bytes ? python_bytes : python_string)(interpreter, text_string(&text), text.length, result);
    text_release(&text);
    return done;
}
