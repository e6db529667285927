/* Constructors of strings, lists and other plain objects. */
#include "limbeck/python/runtime/internal.h"

#include <stdlib.h>
#include <string.h>

String *string_new(Interpreter *interpreter, ValueKind kind, size_t length)
{
    if (length > SIZE_MAX / 4)
        length = SIZE_MAX / 4;
    String *string = heap_new(interpreter, kind, sizeof(String) + length + 1);
    if (string)
        string->length = length;
    return string;
}

static bool make_string(Interpreter *interpreter, ValueKind kind, const char *bytes, size_t length, Value *result)
{
    String *string = string_new(interpreter, kind, length);
    if (!string)
        return false;
    if (length)
        memcpy(string->bytes, bytes, length);
    string->count = kind == VALUE_STRING ? utf8_count(bytes, length) : length;
    *result = value_object(string);
    return true;
}

bool python_string(Interpreter *interpreter, const char *bytes, size_t length, Value *result)
{
    return make_string(interpreter, VALUE_STRING, bytes, length, result);
}

bool python_text(Interpreter *interpreter, const char *string, Value *result)
{
    return python_string(interpreter, string, strlen(string), result);
}

bool python_bytes(Interpreter *interpreter, const char *bytes, size_t length, Value *result)
{
    return make_string(interpreter, VALUE_BYTES, bytes, length, result);
}

static bool begins_character(const String *string, size_t at)
{
    return at >= string->length || ((unsigned char)string->bytes[at] & 0xC0) != 0x80;
}

/* The nearest known position: either end of the text, or the position used last, since scripts and regular
 * expressions mostly advance. */
static TextPlace nearest_place(const Interpreter *interpreter, const String *string, size_t index)
{
    TextPlace start = {.string = string};
    TextPlace end = {.string = string, .character = string->count, .byte = string->length};
    TextPlace nearest = index <= string->count / 2 ? start : end;
    TextPlace last = interpreter->text_place;
    size_t distance = index > nearest.character ? index - nearest.character : nearest.character - index;
    bool is_nearer =
        last.string == string && (index > last.character ? index - last.character : last.character - index) < distance;
    return is_nearer ? last : nearest;
}

size_t string_offset(Interpreter *interpreter, const String *string, size_t index)
{
    enum { LINEAR_SEARCH = 64 };
    if (string->count == string->length)
        return index;
    if (index >= string->count)
        return string->length;
    TextPlace place = nearest_place(interpreter, string, index);
    size_t distance = index > place.character ? index - place.character : place.character - index;
    if (distance > LINEAR_SEARCH && !python_charge(interpreter, distance))
        return 0;
    for (; place.character < index; place.character++)
        do
            place.byte++;
        while (!begins_character(string, place.byte));
    for (; place.character > index; place.character--)
        do
            place.byte--;
        while (place.byte && !begins_character(string, place.byte));
    interpreter->text_place = place;
    return place.byte;
}

const char *string_find(const char *at, const char *end, const String *part)
{
    size_t room = (size_t)(end - at);
    return part->length == 1 ? memchr(at, part->bytes[0], room) : memmem(at, room, part->bytes, part->length);
}

size_t string_index(Interpreter *interpreter, const String *string, size_t offset)
{
    TextPlace place = interpreter->text_place;
    if (string->count == string->length)
        return offset;
    if (place.string != string || place.byte > offset)
        place = (TextPlace){.string = string};
    if (!python_charge(interpreter, offset - place.byte))
        return 0;
    place.character += utf8_count(string->bytes + place.byte, offset - place.byte);
    place.byte = offset;
    interpreter->text_place = place;
    return place.character;
}

bool string_slice(Interpreter *interpreter, const String *string, size_t from, size_t to, Value *result)
{
    size_t start = string_offset(interpreter, string, from);
    size_t end = string_offset(interpreter, string, to);
    return make_string(interpreter, string->header.kind, string->bytes + start, end > start ? end - start : 0, result);
}

static bool make_list(Interpreter *interpreter, ValueKind kind, const Value *items, size_t count, Value *result)
{
    if (!heap_reserve(interpreter, count * sizeof(Value)))
        return false;
    List *list = heap_new(interpreter, kind, sizeof(List));
    if (!list)
        return false;
    if (count) {
        list->items = memory_alloc(count * sizeof(Value));
        memcpy(list->items, items, count * sizeof(Value));
        interpreter->heap_bytes += count * sizeof(Value);
        interpreter->steps += count / ITEM_UNITS;
    }
    list->count = list->capacity = count;
    *result = value_object(list);
    return true;
}

bool python_list(Interpreter *interpreter, const Value *items, size_t count, Value *result)
{
    return make_list(interpreter, VALUE_LIST, items, count, result);
}

bool python_tuple(Interpreter *interpreter, const Value *items, size_t count, Value *result)
{
    return make_list(interpreter, VALUE_TUPLE, items, count, result);
}

bool list_append(Interpreter *interpreter, List *list, Value item)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 8;
        size_t more = (capacity - list->capacity) * sizeof(Value);
        if (!heap_reserve(interpreter, more))
            return false;
        list->items = memory_resize(list->items, capacity * sizeof(Value));
        list->capacity = capacity;
        interpreter->heap_bytes += more;
    }
    list->items[list->count++] = item;
    return true;
}

bool python_text_list(Interpreter *interpreter, const StringVector *texts, Value *result)
{
    if (!python_list(interpreter, NULL, 0, result))
        return false;
    python_push(interpreter, *result);
    for (size_t i = 0; i < texts->count; i++) {
        Value text;
        if (!python_text(interpreter, texts->items[i], &text) || !list_append(interpreter, result->list, text))
            return false;
    }
    return true;
}

bool python_builtin(Interpreter *interpreter, const char *name, NativeFunction *function, Value self, Value *result)
{
    Builtin *builtin = heap_new(interpreter, VALUE_BUILTIN, sizeof(Builtin));
    if (!builtin)
        return false;
    builtin->name = name;
    builtin->function = function;
    builtin->self = self;
    *result = value_object(builtin);
    return true;
}

bool python_member(Interpreter *interpreter, const NativeMember *member, Value self, Value *result)
{
    if (!python_builtin(interpreter, member->name, member->function, self, result))
        return false;
    ((Builtin *)result->object)->member = member;
    return true;
}

bool unbound_method(Interpreter *interpreter, const NativeMember *member, Class *owner, Value *result)
{
    if (!python_member(interpreter, member, value_absent(), result))
        return false;
    ((Builtin *)result->object)->owner = owner;
    return true;
}

bool python_opaque(Interpreter *interpreter, const char *path, Value *result)
{
    Opaque *opaque = heap_new(interpreter, VALUE_OPAQUE, sizeof(Opaque));
    if (!opaque)
        return false;
    opaque->path = python_intern(interpreter, path);
    *result = value_object(opaque);
    return true;
}

const char *opaque_because(const Interpreter *interpreter, Value opaque)
{
    return is_run_number(opaque) ? "which differs in each run"
                                 : python_unknown_origin(interpreter, python_opaque_path(opaque));
}

const char *python_opaque_path(Value opaque)
{
    return ((Opaque *)opaque.object)->path;
}

/* ---- names --------------------------------------------------------------- */

/* Interned keys compare by address. The tables of calls are so small that a linear search beats hashing; for
 * modules, which have hundreds of names, the last position of a name is cached. */
static size_t find_name(const Names *names, const char *interned)
{
    enum { LINEAR_SEARCH = 8, INTERNED_STEP = 16 };
    size_t few = names->count < LINEAR_SEARCH ? names->count : LINEAR_SEARCH;
    for (size_t i = 0; i < few; i++)
        if (names->keys[i] == interned)
            return i;
    if (names->count <= LINEAR_SEARCH)
        return names->count;
    uint16_t *hint = &((Names *)names)->hints[(uintptr_t)interned / INTERNED_STEP % NAME_HINTS];
    if (*hint < names->count && names->keys[*hint] == interned)
        return *hint;
    for (size_t i = LINEAR_SEARCH; i < names->count; i++)
        if (names->keys[i] == interned) {
            *hint = i <= UINT16_MAX ? (uint16_t)i : 0;
            return i;
        }
    return names->count;
}

Value names_get(const Names *names, const char *interned)
{
    size_t index = find_name(names, interned);
    return index < names->count ? names->values[index] : value_absent();
}

void names_set(Names *names, const char *interned, Value value)
{
    size_t index = find_name(names, interned);
    if (index == names->count) {
        if (names->count == names->capacity) {
            names->capacity = names->capacity ? names->capacity * 2 : 4;
            names->keys = memory_resize(names->keys, names->capacity * sizeof *names->keys);
            names->values = memory_resize(names->values, names->capacity * sizeof *names->values);
        }
        names->keys[names->count++] = interned;
    }
    names->values[index] = value;
}

bool names_remove(Names *names, const char *interned)
{
    size_t index = find_name(names, interned);
    if (index == names->count)
        return false;
    names->count--;
    memmove(names->keys + index, names->keys + index + 1, (names->count - index) * sizeof *names->keys);
    memmove(names->values + index, names->values + index + 1, (names->count - index) * sizeof *names->values);
    return true;
}
