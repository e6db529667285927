/* str.encode() and bytes.decode(): UTF-8, ASCII and Latin-1. */
#include "limbeck/python/runtime/internal.h"
#include "string_methods.h"

#include <ctype.h>
#include <string.h>

typedef enum { CODEC_UTF8, CODEC_ASCII, CODEC_LATIN1, CODEC_COUNT } Codec;
typedef enum { ERRORS_STRICT, ERRORS_IGNORE, ERRORS_REPLACE, ERRORS_BACKSLASH, ERRORS_XML, ERRORS_COUNT } Errors;

static const char *const codec_names[CODEC_COUNT] = {"utf-8", "ascii", "latin-1"};
static const char *const errors_names[ERRORS_COUNT] = {
    [ERRORS_STRICT] = "strict",         [ERRORS_IGNORE] = "ignore",
    [ERRORS_REPLACE] = "replace",       [ERRORS_BACKSLASH] = "backslashreplace",
    [ERRORS_XML] = "xmlcharrefreplace",
};

static const struct {
    const char *name; /* as spelled() writes it */
    Codec codec;
} spellings[] = {{"utf_8", CODEC_UTF8},          {"utf8", CODEC_UTF8},         {"u8", CODEC_UTF8},
                 {"ascii", CODEC_ASCII},         {"us_ascii", CODEC_ASCII},    {"646", CODEC_ASCII},
                 {"latin_1", CODEC_LATIN1},      {"latin1", CODEC_LATIN1},     {"iso_8859_1", CODEC_LATIN1},
                 {"iso8859_1", CODEC_LATIN1},    {"iso_ir_100", CODEC_LATIN1}, {"l1", CODEC_LATIN1},
                 {"iso8859", CODEC_LATIN1},      {"8859", CODEC_LATIN1},       {"cp819", CODEC_LATIN1},
                 {"ansi_x3.4_1968", CODEC_ASCII}};

static void spelled(const char *name, char *out, size_t size)
{
    size_t length = 0;
    for (; name[length] && length + 1 < size; length++)
        out[length] = name[length] == '-' || name[length] == ' ' ? '_' : (char)tolower((unsigned char)name[length]);
    out[length] = '\0';
}

static bool codec_name(Interpreter *interpreter, const char *method, const char *argument, Value given,
                       const char **name)
{
    Value plain = value_plain(given);
    if (plain.kind == VALUE_OPAQUE)
        return python_refuse_unknown(interpreter, plain, "the text");
    if (plain.kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "%s() argument '%s' must be str, not %s", method, argument,
                            python_argument_type_name(interpreter, given));
    *name = plain.string->bytes;
    return true;
}

static bool read_codec(Interpreter *interpreter, const char *method, Value given, Codec *codec)
{
    const char *name = "utf-8";
    char spelling[32];
    if (value_given(given) && !codec_name(interpreter, method, "encoding", given, &name))
        return false;
    spelled(name, spelling, sizeof spelling);
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (strcmp(spellings[i].name, spelling) == 0) {
            *codec = spellings[i].codec;
            return true;
        }
    return python_refuse(interpreter, "the encoding '%s'; UTF-8, ASCII and Latin-1 are known", name);
}

static bool read_errors(Interpreter *interpreter, const char *method, Value given, Errors *errors)
{
    const char *name = "strict";
    if (value_given(given) && !codec_name(interpreter, method, "errors", given, &name))
        return false;
    for (*errors = 0; *errors < ERRORS_COUNT; (*errors)++)
        if (strcmp(errors_names[*errors], name) == 0)
            return true;
    return python_refuse(interpreter, "errors='%s'", name);
}

static bool read_arguments(Interpreter *interpreter, const Arguments *arguments, const char *function, Codec *codec,
                           Errors *errors)
{
    enum { ARG_encoding, ARG_errors, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_encoding] = "encoding", [ARG_errors] = "errors"};
    Value values[ARG_COUNT];
    return arguments_bind(interpreter, function, arguments, names, ARG_COUNT, values, NULL, NULL) &&
           read_codec(interpreter, function, values[ARG_encoding], codec) &&
           read_errors(interpreter, function, values[ARG_errors], errors);
}

/* ---- encoding ------------------------------------------------------------------ */

static void append_escaped(uint32_t codepoint, Text *out)
{
    text_append_format(out, codepoint < 0x100 ? "\\x%02x" : codepoint < 0x10000 ? "\\u%04x" : "\\U%08x", codepoint);
}

/* UnicodeEncodeError(encoding, object, start, end, reason) */
static bool raise_codec_error(Interpreter *interpreter, const char *class_, Codec codec, const String *object,
                              const size_t part[2], const char *reason)
{
    Value arguments[5] = {
        [1] = value_object((void *)object), [2] = value_int((int64_t)part[0]), [3] = value_int((int64_t)part[1])};
    Value exception;
    size_t mark = python_stack_mark(interpreter);
    if (!python_text(interpreter, codec_names[codec], &arguments[0]))
        return false;
    python_push(interpreter, arguments[0]);
    if (!python_text(interpreter, reason, &arguments[4]))
        return false;
    python_push(interpreter, arguments[4]);
    bool done = python_call_positional(interpreter, value_object(exception_class(interpreter, class_)), arguments, 5,
                                       &exception) &&
                exception_raise_value(interpreter, exception);
    python_stack_reset(interpreter, mark);
    return done;
}

static bool cannot_encode(Interpreter *interpreter, Codec codec, const String *string, size_t position, size_t end)
{
    return raise_codec_error(interpreter, "UnicodeEncodeError", codec, string, (const size_t[]){position, end},
                             codec == CODEC_ASCII ? "ordinal not in range(128)" : "ordinal not in range(256)");
}

/* How many characters in a row the codec does not have. */
static size_t count_beyond(const String *string, size_t at, uint32_t most)
{
    size_t count = 0;
    for (size_t step; at < string->length; at += step, count++) {
        uint32_t codepoint;
        step = utf8_decode(string->bytes + at, string->length - at, &codepoint);
        if (!step || codepoint <= most)
            break;
    }
    return count;
}

static bool encode_narrow(Interpreter *interpreter, const String *string, Codec codec, Errors errors, Text *out)
{
    uint32_t codepoint, most = codec == CODEC_ASCII ? 0x7f : 0xff;
    size_t position = 0;
    for (size_t at = 0, step; at < string->length; at += step, position++) {
        step = utf8_decode(string->bytes + at, string->length - at, &codepoint);
        step += !step;
        if (codepoint <= most)
            text_append_char(out, (char)codepoint);
        else if (errors == ERRORS_STRICT)
            return cannot_encode(interpreter, codec, string, position, position + count_beyond(string, at, most));
        else if (errors == ERRORS_REPLACE)
            text_append_char(out, '?');
        else if (errors == ERRORS_XML)
            text_append_format(out, "&#%u;", codepoint);
        else if (errors == ERRORS_BACKSLASH)
            append_escaped(codepoint, out);
    }
    return true;
}

bool str_encode(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Codec codec;
    Errors errors;
    if (!read_arguments(interpreter, arguments, "encode", &codec, &errors))
        return false;
    if (codec == CODEC_UTF8 || self.string->count == self.string->length)
        return python_bytes(interpreter, self.string->bytes, self.string->length, result);
    Text out = python_buffer(interpreter);
    bool done = encode_narrow(interpreter, self.string, codec, errors, &out) &&
                python_bytes(interpreter, text_string(&out), out.length, result);
    text_release(&out);
    return done;
}

/* ---- decoding ------------------------------------------------------------------- */

/* The number of bytes that begin a character but do not complete it: one U+FFFD replaces them. */
static size_t bad_length(const unsigned char *at, size_t length, const char **reason)
{
    *reason = "invalid start byte";
    if (at[0] < 0xc2 || at[0] > 0xf4)
        return 1;
    size_t wanted = at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4, taken = 1;
    unsigned char low = at[0] == 0xe0 ? 0xa0 : at[0] == 0xf0 ? 0x90 : 0x80;
    unsigned char high = at[0] == 0xed ? 0x9f : at[0] == 0xf4 ? 0x8f : 0xbf;
    while (taken < wanted && taken < length && at[taken] >= low && at[taken] <= high) {
        taken++;
        low = 0x80;
        high = 0xbf;
    }
    *reason = taken == length ? "unexpected end of data" : "invalid continuation byte";
    return taken;
}

static bool cannot_decode(Interpreter *interpreter, Codec codec, const String *string, size_t at, size_t bad,
                          const char *reason)
{
    return raise_codec_error(interpreter, "UnicodeDecodeError", codec, string, (const size_t[]){at, at + bad}, reason);
}

static bool decode_checked(Interpreter *interpreter, const String *string, Codec codec, Errors errors, Text *out)
{
    const unsigned char *bytes = (const unsigned char *)string->bytes;
    for (size_t at = 0, step; at < string->length; at += step) {
        uint32_t codepoint;
        const char *reason = "ordinal not in range(128)";
        step = bytes[at] < 0x80      ? 1
               : codec == CODEC_UTF8 ? utf8_decode(string->bytes + at, string->length - at, &codepoint)
                                     : 0;
        if (step) {
            text_append_bytes(out, string->bytes + at, step);
            continue;
        }
        step = codec == CODEC_UTF8 ? bad_length(bytes + at, string->length - at, &reason) : 1;
        if (errors == ERRORS_STRICT || errors == ERRORS_XML)
            return cannot_decode(interpreter, codec, string, at, step, reason);
        if (errors == ERRORS_REPLACE)
            text_append_codepoint(out, 0xFFFD);
        for (size_t i = 0; errors == ERRORS_BACKSLASH && i < step; i++)
            append_escaped(bytes[at + i], out);
    }
    return true;
}

bool bytes_decode(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Codec codec;
    Errors errors;
    const String *string = self.string;
    if (!read_arguments(interpreter, arguments, "decode", &codec, &errors))
        return false;
    if (codec == CODEC_UTF8 && utf8_valid(string->bytes, string->length, NULL))
        return python_string(interpreter, string->bytes, string->length, result);
    Text out = python_buffer(interpreter);
    bool done = true;
    for (size_t i = 0; codec == CODEC_LATIN1 && i < string->length; i++)
        text_append_codepoint(&out, (unsigned char)string->bytes[i]);
    if (codec != CODEC_LATIN1)
        done = decode_checked(interpreter, string, codec, errors, &out);
    done = done && python_string(interpreter, text_string(&out), out.length, result);
    text_release(&out);
    return done;
}
