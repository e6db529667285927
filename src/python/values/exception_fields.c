/* Fields of exceptions: args, cause, context, and those of some classes. */
#include "limbeck/python/runtime/internal.h"

#include <errno.h>
#include <string.h>

static const char RAISED_HERE[] = "(raised here)"; /* a name that no script can use */

static bool is_exception(Interpreter *interpreter, Value value)
{
    return value.kind == VALUE_INSTANCE &&
           class_derives(value.instance->class_, exception_class(interpreter, "BaseException"));
}

static Value field(Interpreter *interpreter, Value exception, const char *name)
{
    return names_get(&exception.instance->names, python_intern(interpreter, name));
}

static void set_field(Interpreter *interpreter, Value exception, const char *name, Value value)
{
    names_set(&exception.instance->names, python_intern(interpreter, name), value);
}

static bool derives(Interpreter *interpreter, Value exception, const char *name)
{
    return class_derives(exception.instance->class_, exception_class(interpreter, name));
}

/* ---- made --------------------------------------------------------------------------- */

/* Fields that are keyword arguments, and fields that are None if they were not given. */
typedef struct FieldRow {
    const char *of, *name;
    bool is_keyword;
    int argument; /* position of its argument, from 1; 0: none */
} FieldRow;

static const FieldRow fields[] = {
    {"AttributeError", "name", true, 0},  {"AttributeError", "obj", true, 0}, {"NameError", "name", true, 0},
    {"ImportError", "name", true, 0},     {"ImportError", "path", true, 0},   {"ImportError", "msg", false, 1},
    {"StopIteration", "value", false, 1}, {"SystemExit", "code", false, 1},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static bool refuse_keyword(Interpreter *interpreter, Value exception, const char *name)
{
    for (const FieldRow *row = fields; row < fields + FIELDS; row++)
        if (row->is_keyword && derives(interpreter, exception, row->of))
            return python_raise(interpreter, "TypeError", "'%s' is an invalid keyword argument for %s()", name,
                                row->of);
    return python_raise(interpreter, "TypeError", "%s() takes no keyword arguments", exception.instance->class_->name);
}

static bool take_keywords(Interpreter *interpreter, Value exception, const Arguments *arguments)
{
    for (size_t i = 0; i < arguments->keyword_count; i++) {
        const FieldRow *row = fields;
        while (row < fields + FIELDS && !(row->is_keyword && strcmp(row->name, arguments->keywords[i]) == 0 &&
                                          derives(interpreter, exception, row->of)))
            row++;
        if (row == fields + FIELDS)
            return refuse_keyword(interpreter, exception, arguments->keywords[i]);
        set_field(interpreter, exception, row->name, arguments->values[arguments->positional + i]);
    }
    arguments_were_read(arguments);
    return true;
}

/* The arguments of UnicodeDecodeError() and UnicodeEncodeError(). */
static const char *const unicode[] = {"encoding", "object", "start", "end", "reason"};

/* OSError(errno, strerror, filename) */
enum { ARG_errno, ARG_strerror, ARG_filename };

bool exception_remember(Interpreter *interpreter, Value exception, const Arguments *arguments)
{
    Value tuple;
    /* the file is not in args */
    bool has_file =
        derives(interpreter, exception, "OSError") && arguments->positional >= 3 && arguments->positional <= 5;
    if (!python_tuple(interpreter, arguments->values, has_file ? ARG_filename : arguments->positional, &tuple))
        return false;
    set_field(interpreter, exception, "args", tuple);
    if (has_file)
        set_field(interpreter, exception, "filename", arguments->values[ARG_filename]);
    return true;
}

/* An exception raised by limbeck itself has no fields given by a script. */
bool exception_new(Interpreter *interpreter, Class *class_, const Arguments *arguments, Value *result)
{
    Instance *instance = heap_new(interpreter, VALUE_INSTANCE, sizeof(Instance));
    if (!instance)
        return false;
    instance->class_ = class_;
    *result = value_object(instance);
    set_field(interpreter, *result, RAISED_HERE, value_bool(true));
    return exception_remember(interpreter, *result, arguments);
}

bool exception_init(Interpreter *interpreter, Value exception, const Arguments *arguments)
{
    bool is_unicode =
        derives(interpreter, exception, "UnicodeDecodeError") || derives(interpreter, exception, "UnicodeEncodeError");
    if (is_unicode && arguments->positional != 5)
        return python_raise(interpreter, "TypeError", "function takes exactly 5 arguments (%zu given)",
                            arguments->positional);
    if (arguments->positional > 1 && derives(interpreter, exception, "SyntaxError"))
        return python_refuse(interpreter, "a %s with details", value_type_name(exception));
    return take_keywords(interpreter, exception, arguments) && exception_remember(interpreter, exception, arguments);
}

/* OSError(2, "...") is a FileNotFoundError. */
Class *exception_class_for(Interpreter *interpreter, Class *class_, const Arguments *arguments)
{
    static const struct {
        int number;
        const char *name;
    } rows[] = {{EAGAIN, "BlockingIOError"},
                {EALREADY, "BlockingIOError"},
                {EINPROGRESS, "BlockingIOError"},
                {EPIPE, "BrokenPipeError"},
                {ESHUTDOWN, "BrokenPipeError"},
                {ECHILD, "ChildProcessError"},
                {ECONNABORTED, "ConnectionAbortedError"},
                {ECONNREFUSED, "ConnectionRefusedError"},
                {ECONNRESET, "ConnectionResetError"},
                {EEXIST, "FileExistsError"},
                {ENOENT, "FileNotFoundError"},
                {EISDIR, "IsADirectoryError"},
                {ENOTDIR, "NotADirectoryError"},
                {EINTR, "InterruptedError"},
                {EACCES, "PermissionError"},
                {EPERM, "PermissionError"},
                {ESRCH, "ProcessLookupError"},
                {ETIMEDOUT, "TimeoutError"}};
    bool is_numbered = class_ == exception_class(interpreter, "OSError") && arguments->positional >= 2 &&
                       arguments->positional <= 5 && argument_at(arguments, ARG_errno).kind == VALUE_INT;
    for (size_t i = 0; is_numbered && i < sizeof rows / sizeof *rows; i++)
        if (rows[i].number == argument_at(arguments, ARG_errno).integer)
            return exception_class(interpreter, rows[i].name);
    return class_;
}

void exception_set_context(Interpreter *interpreter, Value exception)
{
    Value handled = interpreter->handling;
    if (handled.kind != VALUE_INSTANCE || handled.instance == exception.instance)
        return;
    enum { MAX_CHAIN = 1000 };
    Value at = handled;
    for (int i = 0; i < MAX_CHAIN; i++) { /* an exception is never in its own context chain */
        Value next = field(interpreter, at, "__context__");
        if (next.kind != VALUE_INSTANCE)
            break;
        if (next.instance == exception.instance) {
            set_field(interpreter, at, "__context__", value_none());
            break;
        }
        at = next;
    }
    set_field(interpreter, exception, "__context__", handled);
}

static bool set_cause(Interpreter *interpreter, Value exception, Value cause)
{
    set_field(interpreter, exception, "__suppress_context__", value_bool(true));
    set_field(interpreter, exception, "__cause__", cause);
    return true;
}

/* raise X from CAUSE: CAUSE is an exception, an exception class, or None. */
bool exception_take_cause(Interpreter *interpreter, Value exception, Value cause)
{
    if (cause.kind == VALUE_CLASS && class_derives(cause.class_, exception_class(interpreter, "BaseException"))) {
        Arguments none = {0};
        if (!class_instantiate(interpreter, cause.class_, &none, &cause))
            return false;
    }
    if (cause.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "'raise from' with '%s', %s", python_opaque_path(cause),
                             python_unknown_origin(interpreter, python_opaque_path(cause)));
    if (!value_is_none(cause) && !is_exception(interpreter, cause))
        return python_raise(interpreter, "TypeError", "exception causes must derive from BaseException");
    return exception.kind != VALUE_INSTANCE || set_cause(interpreter, exception, cause);
}

/* ---- read ----------------------------------------------------------------------------- */

static bool add_note(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value notes = field(interpreter, self, "__notes__"), note = argument_at(arguments, 0);
    if (value_plain(note).kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "note must be a str, not '%s'", value_type_name(note));
    if (!value_given(notes) && !python_list(interpreter, NULL, 0, &notes))
        return false;
    if (notes.kind != VALUE_LIST)
        return python_raise(interpreter, "TypeError", "Cannot add note: __notes__ is not a list");
    set_field(interpreter, self, "__notes__", notes);
    *result = value_none();
    return list_append(interpreter, notes.list, note);
}

/* Tracebacks are values that limbeck does not know; they may be passed on. */
static bool with_traceback(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = self;
    Value given = argument_at(arguments, 0);
    return value_is_none(given) || given.kind == VALUE_OPAQUE ||
           python_raise(interpreter, "TypeError", "__traceback__ must be a traceback or None");
}

static const NativeMember methods[] = {
    {"add_note", add_note, TAKES(1, 1)},
    {"with_traceback", with_traceback, TAKES(1, 1)},
    {0},
};

const NativeMember *exception_methods(void)
{
    return methods;
}

static bool argument_field(Interpreter *interpreter, Value exception, const char *name, Value *result)
{
    Value arguments = field(interpreter, exception, "args");
    size_t count = arguments.kind == VALUE_TUPLE ? arguments.list->count : 0;
    bool is_raised_here = value_given(field(interpreter, exception, RAISED_HERE));
    for (size_t i = 0; i < FIELDS && !is_raised_here; i++) {
        if (strcmp(fields[i].name, name) != 0 || !derives(interpreter, exception, fields[i].of))
            continue;
        size_t at = (size_t)fields[i].argument;
        bool is_whole = strcmp(name, "msg") != 0 || count == 1;
        *result = at && count >= at && is_whole ? arguments.list->items[at - 1] : value_none();
        if (strcmp(name, "code") == 0 && count > 1)
            *result = arguments;
        return true;
    }
    bool is_unicode =
        derives(interpreter, exception, "UnicodeDecodeError") || derives(interpreter, exception, "UnicodeEncodeError");
    for (size_t i = 0; is_unicode && count == 5 && i < 5; i++)
        if (strcmp(unicode[i], name) == 0)
            *result = arguments.list->items[i];
    if (!derives(interpreter, exception, "OSError") || is_raised_here)
        return true;
    if (strcmp(name, "errno") == 0 || strcmp(name, "strerror") == 0)
        *result = count == 2 ? arguments.list->items[strcmp(name, "errno") != 0] : value_none();
    if (strcmp(name, "filename") == 0 || strcmp(name, "filename2") == 0)
        *result = value_none();
    return true;
}

bool exception_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    if (!is_exception(interpreter, object))
        return true;
    for (const NativeMember *member = methods; member->name; member++)
        if (strcmp(member->name, name) == 0)
            return python_member(interpreter, member, object, result);
    if (strcmp(name, "__cause__") == 0 || strcmp(name, "__context__") == 0)
        *result = value_none();
    if (strcmp(name, "__suppress_context__") == 0)
        *result = value_bool(false);
    return value_given(*result) || argument_field(interpreter, object, name, result);
}

/* ---- set ------------------------------------------------------------------------------ */

static bool set_link(Interpreter *interpreter, Value exception, const char *name, const char *word, Value value)
{
    if (!value_is_none(value) && !is_exception(interpreter, value))
        return python_raise(interpreter, "TypeError", "exception %s must be None or derive from BaseException", word);
    if (strcmp(word, "cause") == 0)
        return set_cause(interpreter, exception, value);
    set_field(interpreter, exception, name, value);
    return true;
}

bool exception_has_field(Interpreter *interpreter, Value object, const char *name)
{
    static const char *const kept[] = {"__cause__", "__context__", "__traceback__", "args"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strcmp(name, kept[i]) == 0)
            return is_exception(interpreter, object);
    return false;
}

bool exception_set_attribute(Interpreter *interpreter, Value object, const char *name, Value value, bool *handled)
{
    bool is_special = name[0] == '_' || strcmp(name, "args") == 0;
    *handled = is_special && is_exception(interpreter, object);
    if (!*handled)
        return true;
    if (strcmp(name, "__cause__") == 0)
        return set_link(interpreter, object, name, "cause", value);
    if (strcmp(name, "__context__") == 0)
        return set_link(interpreter, object, name, "context", value);
    if (strcmp(name, "__traceback__") == 0)
        return value_is_none(value) ||
               python_raise(interpreter, "TypeError", "__traceback__ must be a traceback or None");
    if (strcmp(name, "__suppress_context__") == 0 && value.kind != VALUE_BOOL)
        return python_raise(interpreter, "TypeError", "attribute value type must be bool");
    if (strcmp(name, "args") == 0) {
        Value items;
        if (!python_collect(interpreter, value, &items) ||
            !python_tuple(interpreter, items.list->items, items.list->count, &value))
            return false;
    }
    set_field(interpreter, object, name, value);
    return true;
}

/* ---- shown ---------------------------------------------------------------------------- */

/* [Errno 2] No such file: 'name' */
static bool system_text(Interpreter *interpreter, Value exception, const List *arguments, Text *out)
{
    Value file = field(interpreter, exception, "filename");
    text_append(out, "[Errno ");
    if (!python_str(interpreter, arguments->items[0], out))
        return false;
    text_append(out, "] ");
    if (!python_str(interpreter, arguments->items[1], out))
        return false;
    if (!value_given(file) || value_is_none(file))
        return true;
    text_append(out, ": ");
    return python_repr(interpreter, file, out);
}

/* 'ascii' codec can't decode byte 0xff in position 1: ordinal not in range(128) */
static bool codec_text(Interpreter *interpreter, Value exception, const Value *arguments, bool encodes, Text *out)
{
    enum { CODEC, OBJECT, START, END, REASON };
    for (size_t i = 0; i < sizeof unicode / sizeof *unicode; i++)
        if (value_given(field(interpreter, exception, unicode[i])))
            return python_refuse(interpreter, "the text of a UnicodeError after '.%s' was set", unicode[i]);
    Value object = value_plain(arguments[OBJECT]);
    int64_t start = arguments[START].integer, end = arguments[END].integer;
    bool is_plain = arguments[CODEC].kind == VALUE_STRING && arguments[REASON].kind == VALUE_STRING &&
                    arguments[START].kind == VALUE_INT && arguments[END].kind == VALUE_INT && start >= 0 &&
                    start < end && object.kind == (encodes ? VALUE_STRING : VALUE_BYTES) &&
                    end <= (int64_t)object.string->count;
    if (!is_plain)
        return python_refuse(interpreter, "the text of a UnicodeError with such arguments");
    text_append_format(out, "'%s' codec can't %s ", arguments[CODEC].string->bytes, encodes ? "encode" : "decode");
    size_t at = string_offset(interpreter, object.string, (size_t)start);
    uint32_t character = (unsigned char)object.string->bytes[at];
    if (encodes)
        utf8_decode(object.string->bytes + at, object.string->length - at, &character);
    if (end > start + 1)
        text_append_format(out, "%s in position %lld-%lld", encodes ? "characters" : "bytes", (long long)start,
                           (long long)end - 1);
    else if (encodes)
        text_append_format(out,
                           character < 0x100     ? "character '\\x%02x' in position %lld"
                           : character < 0x10000 ? "character '\\u%04x' in position %lld"
                                                 : "character '\\U%08x' in position %lld",
                           character, (long long)start);
    else
        text_append_format(out, "byte 0x%02x in position %lld", character, (long long)start);
    text_append_format(out, ": %s", arguments[REASON].string->bytes);
    return true;
}

bool exception_text(Interpreter *interpreter, Value value, Text *out, bool *is_handled)
{
    *is_handled = is_exception(interpreter, value);
    if (!*is_handled)
        return true;
    Value arguments = field(interpreter, value, "args");
    size_t count = arguments.kind == VALUE_TUPLE ? arguments.list->count : 0;
    if (!count)
        return true;
    if (count == 2 && derives(interpreter, value, "OSError"))
        return system_text(interpreter, value, arguments.list, out);
    bool encodes = derives(interpreter, value, "UnicodeEncodeError");
    if (count == 5 && (encodes || derives(interpreter, value, "UnicodeDecodeError")))
        return codec_text(interpreter, value, arguments.list->items, encodes, out);
    if (count > 1 &&
        (derives(interpreter, value, "SyntaxError") || derives(interpreter, value, "UnicodeTranslateError") ||
         derives(interpreter, value, "UnicodeDecodeError") || derives(interpreter, value, "UnicodeEncodeError")))
        return python_refuse(interpreter, "the text of a %s with %zu arguments", value_type_name(value), count);
    if (count > 1)
        return python_repr(interpreter, arguments, out);
    Value only = arguments.list->items[0];
    return derives(interpreter, value, "KeyError") ? python_repr(interpreter, only, out)
                                                   : python_str(interpreter, only, out);
}
