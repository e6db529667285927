/* str(), repr() and ascii(). */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"
#include "limbeck/python/runtime/ranges.h"
#include "limbeck/python/runtime/unicode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- text -------------------------------------------------------------------- */

static void append_escape(uint32_t codepoint, Text *out)
{
    text_append_format(out, codepoint < 0x100 ? "\\x%02x" : codepoint < 0x10000 ? "\\u%04x" : "\\U%08x", codepoint);
}

/* Unprintable characters are escaped as Python does. */
static size_t append_beyond_ascii(const String *string, size_t at, Text *out)
{
    uint32_t codepoint;
    size_t step = utf8_decode(string->bytes + at, string->length - at, &codepoint);
    if (unicode_is_printable(codepoint))
        text_append_bytes(out, string->bytes + at, step ? step : 1);
    else
        append_escape(codepoint, out);
    return step ? step : 1;
}

static void append_quoted(const String *string, Text *out)
{
    bool has_single = memchr(string->bytes, '\'', string->length) != NULL;
    bool has_double = memchr(string->bytes, '"', string->length) != NULL;
    char quote = has_single && !has_double ? '"' : '\'';
    bool is_bytes = string->header.kind == VALUE_BYTES;
    if (is_bytes)
        text_append_char(out, 'b');
    text_append_char(out, quote);
    for (size_t i = 0, step; i < string->length; i += step) {
        unsigned char here_ = (unsigned char)string->bytes[i];
        step = 1;
        if (here_ >= 0x80 && !is_bytes)
            step = append_beyond_ascii(string, i, out);
        else if (here_ == (unsigned char)quote || here_ == '\\')
            text_append_format(out, "\\%c", here_);
        else if (here_ == '\n')
            text_append(out, "\\n");
        else if (here_ == '\t')
            text_append(out, "\\t");
        else if (here_ == '\r')
            text_append(out, "\\r");
        else if (here_ < 0x20 || here_ == 0x7f || (is_bytes && here_ >= 0x80))
            text_append_format(out, "\\x%02x", here_);
        else
            text_append_char(out, (char)here_);
    }
    text_append_char(out, quote);
}

static bool repr_items(Interpreter *interpreter, Value value, const char *open, const char *close, Text *out)
{
    text_append(out, open);
    for (size_t i = 0; i < value.list->count; i++) {
        if (i)
            text_append(out, ", ");
        if (!python_repr(interpreter, value.list->items[i], out))
            return false;
    }
    if (value.kind == VALUE_TUPLE && value.list->count == 1)
        text_append_char(out, ',');
    text_append(out, close);
    return true;
}

/* The items of a set of integers in CPython's order. */
static bool repr_ordered(Interpreter *interpreter, Value items, Text *out)
{
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, items);
    bool done = repr_items(interpreter, items, "", "", out);
    python_stack_reset(interpreter, mark);
    return done;
}

static bool repr_dict(Interpreter *interpreter, Value value, Text *out)
{
    bool first = true;
    size_t mark = python_stack_mark(interpreter);
    if (value.kind != VALUE_DICT && !value.dict->count) {
        text_append(out, value.kind == VALUE_SET ? "set()" : "frozenset()");
        return true;
    }
    Value ordered = value_absent();
    if (value.kind != VALUE_DICT && !set_in_order(interpreter, value, &ordered))
        return false;
    text_append(out, value.kind == VALUE_FROZENSET ? "frozenset({" : "{");
    if (value_given(ordered) && !repr_ordered(interpreter, ordered, out))
        return false;
    for (size_t i = 0; i < value.dict->used; i++) {
        const DictEntry entry = value.dict->entries[i]; /* a script's __repr__ may change the dictionary */
        if (!value_given(entry.key) || value_given(ordered))
            continue;
        if (!first)
            text_append(out, ", ");
        first = false;
        python_push(interpreter, entry.value);
        if (!python_repr(interpreter, entry.key, out))
            return false;
        if (value.kind == VALUE_DICT) {
            text_append(out, ": ");
            if (!python_repr(interpreter, entry.value, out))
                return false;
        }
        python_stack_reset(interpreter, mark);
    }
    text_append(out, value.kind == VALUE_FROZENSET ? "})" : "}");
    return true;
}

static bool append_special(Interpreter *interpreter, Value value, const char *name, Text *out, bool *called)
{
    Value answer;
    if (!python_call_own_special(interpreter, value, name, &answer, called) || !*called)
        return !python_failed(interpreter);
    answer = value_plain(answer);
    if (answer.kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "%s returned non-string (type %s)", name,
                            python_type_name(interpreter, answer));
    text_append_bytes(out, answer.string->bytes, answer.string->length);
    return true;
}

/* A set of a derived class is shown with the name of its class. */
static bool derived_set_repr(Interpreter *interpreter, Value value, Text *out)
{
    Value plain = value_plain(value);
    text_append_format(out, "%s(", value.instance->class_->name);
    plain.kind = VALUE_SET; /* the items in braces, of a frozenset too */
    if (plain.dict->count && !python_repr(interpreter, plain, out))
        return false;
    text_append(out, ")");
    return true;
}

static bool base_repr(Interpreter *interpreter, Value value, Text *out)
{
    ValueKind kind = value_plain(value).kind;
    if (kind == VALUE_SET || kind == VALUE_FROZENSET)
        return derived_set_repr(interpreter, value, out);
    if (kind != VALUE_INSTANCE)
        return python_repr(interpreter, value_plain(value), out);
    Value arguments = names_get(&value.instance->names, python_intern(interpreter, "args"));
    if (arguments.kind != VALUE_TUPLE)
        return python_refuse(interpreter, "the text of a '%s' object", value.instance->class_->name);
    arguments.kind = VALUE_LIST; /* no comma after a single argument */
    text_append(out, value.instance->class_->name);
    return repr_items(interpreter, arguments, "(", ")", out);
}

static bool instance_repr(Interpreter *interpreter, Value value, Text *out)
{
    bool called;
    if (!append_special(interpreter, value, "__repr__", out, &called))
        return false;
    return called || base_repr(interpreter, value, out);
}

/* As the __repr__() of the built-in base does. */
bool python_own_repr(Interpreter *interpreter, Value value, Text *out)
{
    return value.kind == VALUE_INSTANCE ? base_repr(interpreter, value, out) : python_repr(interpreter, value, out);
}

static bool class_repr(Interpreter *interpreter, Value value, Text *out)
{
    Value own = names_get(&value.class_->names, python_intern(interpreter, "__module__"));
    const char *module = own.kind == VALUE_STRING ? own.string->bytes : value.class_->module;
    bool called, is_builtin = value.class_->builtin_kind || strcmp(module, "builtins") == 0;
    if (!append_special(interpreter, value, "__repr__", out, &called))
        return false;
    if (!called)
        text_append_format(out, "<class '%s%s%s'>", is_builtin ? "" : module, is_builtin ? "" : ".",
                           value.class_->qualified);
    return true;
}

static bool append_repr(Interpreter *interpreter, Value value, Text *out)
{
    switch (value.kind) {
    case VALUE_STRING:
    case VALUE_BYTES:
        append_quoted(value.string, out);
        return true;
    case VALUE_LIST:
        return repr_items(interpreter, value, "[", "]", out);
    case VALUE_TUPLE:
        return repr_items(interpreter, value, "(", ")", out);
    case VALUE_DICT:
    case VALUE_SET:
    case VALUE_FROZENSET:
        return repr_dict(interpreter, value, out);
    case VALUE_SLICE: {
        const Slice *slice = (Slice *)value.object;
        Value parts = value_absent();
        return python_tuple(interpreter, (const Value[]){slice->lower, slice->upper, slice->step}, 3, &parts) &&
               (python_push(interpreter, parts), repr_items(interpreter, parts, "slice(", ")", out));
    }
    case VALUE_RANGE: {
        const Range *range = (Range *)value.object;
        if (range_is_wide(value)) {
            const Value *parts = range->wide.list->items;
            text_append(out, "range(");
            bool done = python_repr(interpreter, parts[0], out) && (text_append(out, ", "), true) &&
                        python_repr(interpreter, parts[1], out);
            bool is_one = parts[2].kind == VALUE_INT && parts[2].integer == 1;
            done = done && (is_one || (text_append(out, ", "), python_repr(interpreter, parts[2], out)));
            text_append_char(out, ')');
            return done;
        }
        text_append_format(out, "range(%lld, %lld", (long long)range->start, (long long)range->stop);
        if (range->step != 1)
            text_append_format(out, ", %lld", (long long)range->step);
        text_append_char(out, ')');
        return true;
    }
    case VALUE_NOT_IMPLEMENTED:
        text_append(out, "NotImplemented");
        return true;
    case VALUE_CLASS:
        return class_repr(interpreter, value, out);
    case VALUE_INSTANCE:
        return instance_repr(interpreter, value, out);
    default:
        return python_str(interpreter, value, out);
    }
}

/* A container inside itself, shown as [...]. */
static const char *recursive_repr(Interpreter *interpreter, Value value)
{
    for (const Showing *at = interpreter->showing; at; at = at->outer)
        if (at->object == value.object)
            return value.kind == VALUE_LIST    ? "[...]"
                   : value.kind == VALUE_TUPLE ? "(...)"
                   : value.kind == VALUE_DICT  ? "{...}"
                   : value.kind == VALUE_SET   ? "set(...)"
                                               : "frozenset(...)";
    return NULL;
}

static bool repr_container(Interpreter *interpreter, Value value, Text *out)
{
    const char *again = recursive_repr(interpreter, value);
    if (again) {
        text_append(out, again);
        return true;
    }
    Showing here_ = {interpreter->showing, value.object};
    interpreter->showing = &here_;
    bool done = append_repr(interpreter, value, out);
    interpreter->showing = here_.outer;
    return done;
}

/* The value is pushed, since __repr__ of its parts may be code of the script. */
bool python_repr(Interpreter *interpreter, Value value, Text *out)
{
    if (!python_enter(interpreter))
        return false;
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, value);
    bool is_container = value_is_sequence(value) || value_is_mapping_or_set(value);
    bool done = python_charge(interpreter, 0) && (is_container ? repr_container : append_repr)(interpreter, value, out);
    python_stack_reset(interpreter, mark);
    python_leave(interpreter);
    return done && interpreter->error.kind == ERROR_NONE;
}

bool python_ascii(Interpreter *interpreter, Value value, Text *out)
{
    Text shown = python_buffer(interpreter);
    bool done = python_repr(interpreter, value, &shown);
    const char *bytes = text_string(&shown);
    for (size_t at = 0, step; done && at < shown.length; at += step) {
        uint32_t codepoint;
        step = utf8_decode(bytes + at, shown.length - at, &codepoint);
        step += !step;
        if (codepoint < 0x80)
            text_append_char(out, bytes[at]);
        else
            append_escape(codepoint, out);
    }
    text_release(&shown);
    return done;
}

/* str() of an object whose class has no __str__. */
static bool plain_instance_text(Interpreter *interpreter, Value value, Text *out)
{
    bool is_exception;
    if (!exception_text(interpreter, value, out, &is_exception))
        return false;
    if (is_exception)
        return true;
    Value plain = value_plain(value);
    bool is_set = plain.kind == VALUE_SET || plain.kind == VALUE_FROZENSET;
    bool shows_itself = plain.kind != VALUE_STRING && plain.kind != VALUE_BYTES &&
                        (is_set || value_given(special_method(interpreter, value, "__repr__")));
    if (!shows_itself && plain.kind != VALUE_INSTANCE)
        return python_str(interpreter, plain, out);
    return python_repr(interpreter, value, out);
}

/* As the __str__() of the built-in base does. */
bool python_own_str(Interpreter *interpreter, Value value, Text *out)
{
    return value.kind == VALUE_INSTANCE ? plain_instance_text(interpreter, value, out)
                                        : python_str(interpreter, value, out);
}

/* Pushed as in python_repr(). */
static bool instance_text(Interpreter *interpreter, Value value, Text *out)
{
    bool called;
    size_t mark = python_stack_mark(interpreter);
    python_push(interpreter, value);
    bool done = append_special(interpreter, value, "__str__", out, &called) &&
                (called || plain_instance_text(interpreter, value, out));
    python_stack_reset(interpreter, mark);
    return done;
}

/* The functions whose text has no address: those that CPython writes in C, and methods read from their class. */
static bool append_function(Interpreter *interpreter, Value value, Text *out)
{
    bool is_function = value.kind == VALUE_FUNCTION;
    const Function *function = (const Function *)value.object;
    const Builtin *builtin = (const Builtin *)value.object;
    const char *name = is_function ? function->name : builtin->name;
    bool is_of_c = is_function
                       ? is_builtin_of_cpython(interpreter, function)
                       : names_get(&interpreter->builtins, python_intern(interpreter, name)).object == value.object;
    const Class *owner = !is_function && !value_given(builtin->self) ? builtin->owner : NULL;
    bool is_of_kind = owner && owner->builtin_kind && owner->builtin_kind != VALUE_BOOL && builtin->member &&
                      owner != interpreter->object_class;
    if (is_of_c)
        text_append_format(out, "<built-in function %s>", name);
    else if (is_of_kind)
        text_append_format(out, "<%s '%s' of '%s' objects>",
                           member_is_operator(builtin->member) ? "slot wrapper" : "method", name, owner->name);
    return is_of_c || is_of_kind;
}

bool python_str(Interpreter *interpreter, Value value, Text *out)
{
    switch (value.kind) {
    case VALUE_NONE:
        text_append(out, "None");
        return true;
    case VALUE_BOOL:
        text_append(out, value.boolean ? "True" : "False");
        return true;
    case VALUE_INT:
        text_append_format(out, "%lld", (long long)value.integer);
        return true;
    case VALUE_BIG_INTEGER:
        text_append(out, integer_sign(value) < 0 ? "-" : "");
        return integer_append(interpreter, value, 10, out);
    case VALUE_FLOAT:
        text_append_real(out, value.real);
        return true;
    case VALUE_ELLIPSIS:
        text_append(out, "Ellipsis");
        return true;
    case VALUE_STRING:
        text_append_bytes(out, value.string->bytes, value.string->length);
        return true;
    case VALUE_BYTES:
    case VALUE_LIST:
    case VALUE_TUPLE:
    case VALUE_DICT:
    case VALUE_SET:
    case VALUE_FROZENSET:
    case VALUE_CLASS:
    case VALUE_SLICE:
    case VALUE_RANGE:
    case VALUE_NOT_IMPLEMENTED:
        return python_repr(interpreter, value, out);
    case VALUE_INSTANCE:
        return instance_text(interpreter, value, out);
    case VALUE_OPAQUE:
        return python_refuse_unknown(interpreter, value, "the text");
    case VALUE_NATIVE:
        for (const NativeClass *type = value.native->type; type; type = type->base)
            if (type->text)
                return type->text(interpreter, value, out);
        // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): each native has a type
        return python_refuse(interpreter, "the text of a %s", value.native->type->name);
    case VALUE_FUNCTION:
    case VALUE_BUILTIN:
        if (append_function(interpreter, value, out))
            return true;
        return python_refuse(interpreter, "the text of a %s", value_type_name(value));
    default: /* addresses differ from run to run */
        return python_refuse(interpreter, "the text of a %s", value_type_name(value));
    }
}
