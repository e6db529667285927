/* The evaluator as natives see it: objects and arguments. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static Class *find_native_class(Interpreter *interpreter, const NativeClass *type)
{
    const char *key =
        type->module ? name_of(interpreter->names, arena_format(interpreter->arena, "%s.%s", type->module, type->name))
                     : type->name;
    Class *known = map_get(&interpreter->native_classes, key);
    if (known)
        return known;
    Class *base = type->base ? python_native_class(interpreter, type->base) : interpreter->object_class;
    Class *class_ = class_new(interpreter, type->name, &base, 1);
    class_->native = type;
    class_->construct = type->construct;
    class_->module = type->module ? type->module : "";
    map_set(interpreter->arena, &interpreter->native_classes, key, class_);
    return class_;
}

/* Multiplied before the remainder is taken, since classes whose addresses differ by a multiple of RECENT_CLASSES
 * would share a slot: Table and Integer displaced each other. */
static size_t recent_place(const NativeClass *type)
{
    return (uint32_t)((uintptr_t)type / sizeof(void *)) * 2654435761u >> 16 & (RECENT_CLASSES - 1);
}

/* Found by name once, afterwards by address. An address has several places: with one, two classes of a script displaced
 * each other at every use in some runs, and in others not. */
Class *python_native_class(Interpreter *interpreter, const NativeClass *type)
{
    enum { PLACES = 8 };
    size_t home = recent_place(type), free_place = home;
    for (size_t i = 0; i < PLACES; i++) {
        size_t at = (home + i) & (RECENT_CLASSES - 1);
        Class *recent = interpreter->recent_classes[at];
        if (recent && recent->native == type)
            return recent;
        if (!recent) {
            free_place = at;
            break;
        }
    }
    return interpreter->recent_classes[free_place] = find_native_class(interpreter, type);
}

/* Most natives refer to one or two objects. */
enum { INNER_SLOTS = 2 };

/* The first slots and the data are in the same allocation, after the object. */
static bool new_with_slots(Interpreter *interpreter, const NativeClass *type, size_t slots, size_t data_size,
                           Value *result)
{
    Class *class_ = python_native_class(interpreter, type);
    Native *native = heap_new(interpreter, VALUE_NATIVE, sizeof(Native) + slots * sizeof(Value) + data_size);
    if (!native)
        return false;
    native->slots = (Value *)(native + 1);
    native->inner_slots = (uint32_t)slots;
    native->arena_bytes = &interpreter->arena_bytes;
    native->class_ = class_;
    native->type = type;
    native->data_size = data_size;
    if (data_size)
        native->data = native->slots + slots;
    *result = value_object(native);
    return true;
}

bool native_new(Interpreter *interpreter, const NativeClass *type, size_t data_size, Value *result)
{
    return new_with_slots(interpreter, type, INNER_SLOTS, data_size, result);
}

bool native_new_with_slots(Interpreter *interpreter, const NativeClass *type, size_t count, Value *result)
{
    if (!new_with_slots(interpreter, type, count, 0, result))
        return false;
    result->native->slot_count = count;
    return true;
}

Arena *native_arena(Native *native)
{
    if (native->arena)
        return native->arena;
    native->arena = arena_new();
    arena_count_into(native->arena, native->arena_bytes);
    return native->arena;
}

void native_store(Native *native, Value value)
{
    if (value.kind >= VALUE_STRING)
        native_store_any(native, value);
}

void native_store_any(Native *native, Value value)
{
    if (native->slot_count >= native->slot_capacity && native->slot_count >= native->inner_slots) {
        Value *before = native->slots, *own = native->slot_capacity ? before : NULL;
        native->slot_capacity = native->slot_count * 2 + 4;
        native->slots = memory_resize(own, native->slot_capacity * sizeof(Value));
        if (!own && before)
            memcpy(native->slots, before, native->slot_count * sizeof(Value));
    }
    native->slots[native->slot_count++] = value;
}

void *native_data(Value value, const NativeClass *type)
{
    if (value.kind != VALUE_NATIVE)
        return NULL;
    for (const NativeClass *at = value.native->type; at; at = at->base)
        if (at == type)
            return value.native->data;
    return NULL;
}

/* ---- arguments --------------------------------------------------------------- */

static size_t name_index(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i][0] == '*' ? names[i] + 1 : names[i], name) == 0)
            return i;
    return count;
}

static size_t positional_names(const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (names[i][0] == '*')
            return i;
    return count;
}

static void keyword_was_read(const Arguments *arguments, size_t index)
{
    if (arguments->read)
        *arguments->read |= UINT64_C(1) << (index & 63);
}

void arguments_were_read(const Arguments *arguments)
{
    if (arguments->read)
        *arguments->read = UINT64_MAX;
}

Arguments arguments_named(const Arguments *arguments)
{
    return (Arguments){arguments->values + arguments->positional, 0, arguments->keywords, arguments->keyword_count,
                       arguments->read};
}

bool arguments_bind(Interpreter *interpreter, const char *function, const Arguments *arguments,
                    const char *const *names, size_t count, Value *values, KeywordReceiver *rest, void *state)
{
    size_t positional = positional_names(names, count);
    for (size_t i = 0; i < count; i++)
        values[i] = value_absent();
    if (arguments->positional > positional)
        return python_raise(interpreter, "TypeError", "%s() takes %zu positional arguments but %zu were given",
                            function, positional, arguments->positional);
    for (size_t i = 0; i < arguments->positional; i++)
        values[i] = arguments->values[i];
    for (size_t i = 0; i < arguments->keyword_count; i++) {
        const char *name = arguments->keywords[i];
        Value value = arguments->values[arguments->positional + i];
        size_t index = name_index(names, count, name);
        keyword_was_read(arguments, i);
        if (index == count) {
            if (!rest)
                return python_refuse(interpreter, "the argument '%s' of %s()", name, function);
            if (!rest(state, name, value))
                return python_failed(interpreter)
                           ? false
                           : python_refuse(interpreter, "the argument '%s' of %s()", name, function);
            continue;
        }
        if (value_given(values[index]))
            return python_raise(interpreter, "TypeError", "%s() got multiple values for argument '%s'", function, name);
        values[index] = value;
    }
    return true;
}

Value argument_at(const Arguments *arguments, size_t index)
{
    return index < arguments->positional ? arguments->values[index] : value_absent();
}

Value argument_named(Interpreter *interpreter, const Arguments *arguments, const char *name)
{
    name = python_intern(interpreter, name);
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (arguments->keywords[i] == name) {
            keyword_was_read(arguments, i);
            return arguments->values[arguments->positional + i];
        }
    return value_absent();
}

static bool wrong_kind(Interpreter *interpreter, Value value, const char *what, const char *wanted)
{
    if (value.kind == VALUE_OPAQUE)
        return python_refuse(interpreter, "%s is '%s', %s", what, ((Opaque *)value.object)->path,
                             python_unknown_origin(interpreter, ((Opaque *)value.object)->path));
    return python_raise(interpreter, "TypeError", "%s must be %s, not %s", what, wanted,
                        value_given(value) ? value_type_name(value) : "missing");
}

bool expect_text(Interpreter *interpreter, Value value, const char *what, const char **text)
{
    value = value_plain(value);
    if (value.kind != VALUE_STRING)
        return wrong_kind(interpreter, value, what, "a string");
    *text = value.string->bytes;
    return true;
}

bool expect_argument_text(Interpreter *interpreter, Value value, const char *function, const char *argument,
                          const char **text)
{
    Value plain = value_plain(value);
    if (plain.kind == VALUE_OPAQUE)
        return wrong_kind(interpreter, plain, argument, "str");
    if (plain.kind != VALUE_STRING)
        return python_raise(interpreter, "TypeError", "%s() argument %s must be str, not %s", function, argument,
                            python_argument_type_name(interpreter, value));
    *text = plain.string->bytes;
    return true;
}

bool expect_path(Interpreter *interpreter, Value value, const char **path)
{
    Value method = value_absent();
    if (value.kind == VALUE_INSTANCE && !python_find_attribute(interpreter, value, "__fspath__", &method))
        return false;
    if (value_given(method) && !python_call_positional(interpreter, method, NULL, 0, &value))
        return false;
    python_push(interpreter, value);
    return expect_text(interpreter, value, "path", path);
}

bool expect_text_or_none(Interpreter *interpreter, Value value, const char *what, const char **text)
{
    *text = NULL;
    return !value_given(value) || value_is_none(value) || expect_text(interpreter, value, what, text);
}

bool expect_int(Interpreter *interpreter, Value value, const char *what, int64_t *integer)
{
    Value whole;
    if (value.kind == VALUE_OPAQUE || value.kind == VALUE_ABSENT)
        return wrong_kind(interpreter, value, what, "an integer");
    return python_index(interpreter, value, &whole) &&
           integer_small(interpreter, whole, "OverflowError", "Python int too large to convert to C ssize_t", integer);
}

/* ---- calling ------------------------------------------------------------------ */

/* After a refused allocation the function may have continued with partial data: its result is dropped. */
static inline bool succeeded(const Interpreter *interpreter)
{
    return interpreter->error.kind == ERROR_NONE;
}

bool native_call_named(Interpreter *interpreter, const char *name, NativeFunction *function, Value self,
                       const Arguments *arguments, Value *result)
{
    if (!arguments->keyword_count)
        return function(interpreter, self, arguments, result) && succeeded(interpreter);
    uint64_t seen = 0;
    Arguments watched = *arguments;
    watched.read = &seen;
    if (!function(interpreter, self, &watched, result) || !succeeded(interpreter))
        return false;
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!(seen >> (i & 63) & 1))
            return python_refuse(interpreter, "the argument '%s' of %s()", arguments->keywords[i], name);
    return true;
}

static bool names_keyword(const char *keywords, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = strstr(keywords, name); at; at = strstr(at + 1, name))
        if ((at == keywords || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

/* The class of a method of a built-in kind, which CPython names before it: "list.append"; else "". */
static const char *class_of_method(Interpreter *interpreter, const NativeMember *member, Value self)
{
    for (size_t i = 0; self.kind == VALUE_CLASS && i < self.class_->order_count; i++) {
        Value found = names_get(&self.class_->order[i]->names, python_intern(interpreter, member->name));
        if (found.kind == VALUE_BUILTIN && ((const Builtin *)found.object)->member == member)
            return self.class_->order[i]->name;
    }
    ValueKind kind = value_plain(self).kind;
    bool is_mapping = kind == VALUE_DICT, is_set = kind == VALUE_SET || kind == VALUE_FROZENSET;
    if ((strcmp(member->name, "__contains__") == 0 && (is_mapping || is_set)) ||
        (strcmp(member->name, "__getitem__") == 0 && (is_mapping || kind == VALUE_LIST)))
        return python_class_of(interpreter, (Value){.kind = kind})->name;
    const NativeMember *methods = interpreter->kinds[self.kind].methods;
    for (const NativeMember *at = methods; at && at->name; at++)
        if (at == member)
            return self.kind == VALUE_BOOL ? "int" : value_type_name(self);
    return "";
}

/* A function that takes nothing by name got too few or too many arguments. */
static bool raise_count(Interpreter *interpreter, const NativeMember *member, const char *class_, size_t given)
{
    bool is_super = strcmp(member->name, "super") == 0; /* CPython calls it "super()" in its message */
    const char *name = is_super ? "super()" : member->name, *dot = *class_ ? "." : "";
    int least = member->least, most = member->most, limit = given < member->least ? least : most;
    bool is_wrapper = member_is_operator(member);
    if (strncmp(name, "__", 2) == 0 && !*class_ && !is_wrapper)
        return python_refuse(interpreter, "a call of %s() with %zu arguments", name, given);
    if (is_wrapper)
        return python_raise(interpreter, "TypeError", "expected %d argument%s, got %zu", most, most == 1 ? "" : "s",
                            given);
    bool is_search = least == 1 && most == 3 && strcmp(name, "maketrans") != 0 &&
                     (strcmp(class_, "str") == 0 || strcmp(class_, "bytes") == 0);
    if (is_search && !given)
        return python_raise(interpreter, "TypeError", "%s() takes at least 1 argument (0 given)", name);
    if (!most)
        return python_raise(interpreter, "TypeError", "%s%s%s() takes no arguments (%zu given)", class_, dot, name,
                            given);
    if (least == 1 && most == 1)
        return python_raise(interpreter, "TypeError", "%s%s%s() takes exactly one argument (%zu given)", class_, dot,
                            name, given);
    const char *side = least == most ? "" : given < member->least ? "at least " : "at most ";
    return python_raise(interpreter, "TypeError", "%s expected %s%d argument%s, got %zu", name, side, limit,
                        limit == 1 ? "" : "s", given);
}

static bool is_of_python(Interpreter *interpreter, const NativeMember *member, Value self, const char *class_)
{
    return *class_ || (self.kind == VALUE_CLASS && self.class_->builtin_kind) ||
           value_given(names_get(&interpreter->builtins, python_intern(interpreter, member->name)));
}

static bool raise_keyword(Interpreter *interpreter, const NativeMember *member, Value self, const char *class_,
                          const char *keyword)
{
    if (!*member->keywords)
        return member_is_operator(member)
                   ? python_raise(interpreter, "TypeError", "wrapper %s() takes no keyword arguments", member->name)
                   : python_raise(interpreter, "TypeError", "%s%s%s() takes no keyword arguments", class_,
                                  *class_ ? "." : "", member->name);
    return is_of_python(interpreter, member, self, class_)
               ? python_raise(interpreter, "TypeError", "'%s' is an invalid keyword argument for %s()", keyword,
                              member->name)
               : python_raise(interpreter, "TypeError", "%s() got an unexpected keyword argument '%s'", member->name,
                              keyword);
}

/* pow(2): CPython names the parameter that is missing, where all of them have names. */
static bool raise_missing(Interpreter *interpreter, const NativeMember *member, Value self, const char *class_,
                          size_t given)
{
    const char *name = member->keywords;
    size_t names = 1;
    bool is_known = is_of_python(interpreter, member, self, class_);
    for (const char *at = name; *at; at++)
        names += *at == ' ';
    if (is_known && names < member->most && *name && !*class_)
        return python_raise(interpreter, "TypeError", "%s() takes at least %d positional argument%s (%zu given)",
                            member->name, member->least, member->least == 1 ? "" : "s", given);
    if (!is_known || names < member->most || member->least == member->most)
        return python_raise(interpreter, "TypeError", "%s expected %s%d argument%s, got %zu", member->name,
                            member->least == member->most ? "" : "at least ", member->least,
                            member->least == 1 ? "" : "s", given);
    for (size_t i = 0; i < given; i++)
        name += strcspn(name, " ") + 1;
    return python_raise(interpreter, "TypeError", "%s() missing required argument '%.*s' (pos %zu)", member->name,
                        (int)strcspn(name, " "), name, given + 1);
}

bool native_takes(Interpreter *interpreter, const NativeMember *member, Value self, const Arguments *arguments)
{
    const char *class_ = class_of_method(interpreter, member, self);
    if (arguments->keyword_count && !*member->keywords)
        return raise_keyword(interpreter, member, self, class_, arguments->keywords[0]);
    bool is_count_wrong =
        arguments->positional < member->least || (arguments->positional > member->most && member->most != ANY_NUMBER);
    bool is_counted = !*member->keywords || member->most == ANY_NUMBER;
    if (is_counted && !arguments->keyword_count && is_count_wrong)
        return raise_count(interpreter, member, class_, arguments->positional);
    if (arguments->positional > 0 && !member->most)
        return python_raise(interpreter, "TypeError", "%s() takes no positional arguments", member->name);
    bool is_exact = member->least == 1 && member->most == 1 && is_of_python(interpreter, member, self, class_);
    if (arguments->positional > member->most && is_exact && !*class_)
        return python_raise(interpreter, "TypeError", "%s expected 1 argument, got %zu", member->name,
                            arguments->positional);
    if (arguments->positional > member->most && member->most != ANY_NUMBER)
        return python_raise(interpreter, "TypeError", "%s() takes at most %d argument%s (%zu given)", member->name,
                            member->most, member->most == 1 ? "" : "s", arguments->positional);
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!names_keyword(member->keywords, arguments->keywords[i]))
            return raise_keyword(interpreter, member, self, class_, arguments->keywords[i]);
    return arguments->positional + arguments->keyword_count >= member->least ||
           raise_missing(interpreter, member, self, class_, arguments->positional);
}

/* Charges the length of text arguments: nearly every function reads all of them. */
static bool charge_text(Interpreter *interpreter, const NativeMember *member, Value self, const Arguments *arguments)
{
    enum { UNCHARGED = 64 };
    size_t bytes = 0;
    if (member->charges_itself)
        return true;
    bool is_text = self.kind == VALUE_STRING || self.kind == VALUE_BYTES;
    bool is_function = self.kind <= VALUE_NONE || self.kind == VALUE_NATIVE;
    if (is_text)
        bytes = self.string->length;
    for (size_t i = 0; is_function && i < arguments->positional && i < 2; i++) {
        Value value = arguments->values[i];
        bytes += value.kind == VALUE_STRING || value.kind == VALUE_BYTES ? value.string->length : 0;
    }
    return bytes <= UNCHARGED || python_charge(interpreter, bytes);
}

bool native_call(Interpreter *interpreter, const NativeMember *member, Value self, const Arguments *arguments,
                 Value *result)
{
    if (!charge_text(interpreter, member, self, arguments))
        return false;
    if (!member->keywords)
        return native_call_named(interpreter, member->name, member->function, self, arguments, result);
    if (*member->keywords == '*')
        return member->function(interpreter, self, arguments, result) && succeeded(interpreter);
    if ((arguments->keyword_count || arguments->positional < member->least || arguments->positional > member->most) &&
        !native_takes(interpreter, member, self, arguments))
        return false;
    return native_call_named(interpreter, member->name, member->function, self, arguments, result);
}

/* ---- __enter__ and __exit__ ------------------------------------------------------------------- */

static bool enter_native(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)arguments;
    return self.native->type->enter(interpreter, self, result);
}

static bool exit_native(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    *result = value_bool(false);
    const NativeClass *type = self.native->type;
    return !type->exit || type->exit(interpreter, self, !value_is_none(argument_at(arguments, 0)));
}

bool native_manager_attribute(Interpreter *interpreter, Value object, const char *name, Value *result)
{
    static const NativeMember members[] = {{"__enter__", enter_native, TAKES(0, 0)},
                                           {"__exit__", exit_native, TAKES(3, 3)}};
    for (size_t i = 0; object.native->type->enter && i < sizeof members / sizeof *members; i++)
        if (strcmp(name, members[i].name) == 0)
            return python_member(interpreter, &members[i], object, result);
    return true;
}

/* ---- the count of arguments ----------------------------------------------------------------- */

bool builtin_arity(Interpreter *interpreter, const Arguments *arguments, const char *name, size_t least, size_t most)
{
    if (arguments->positional >= least && arguments->positional <= most)
        return true;
    size_t limit = arguments->positional < least ? least : most;
    return python_raise(interpreter, "TypeError", "%s expected %s%zu argument%s, got %zu", name,
                        least == most                   ? ""
                        : arguments->positional < least ? "at least "
                                                        : "at most ",
                        limit, limit == 1 ? "" : "s", arguments->positional);
}
