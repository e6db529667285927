/* Dictionaries and sets: entries in insertion order, and a table of slots. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

#include <stdlib.h>
#include <string.h>

bool python_dict(Interpreter *interpreter, Value *result)
{
    return python_set(interpreter, VALUE_DICT, result);
}

bool python_set(Interpreter *interpreter, ValueKind kind, Value *result)
{
    Dict *dict = heap_new(interpreter, kind, sizeof(Dict));
    if (!dict)
        return false;
    *result = value_object(dict);
    return true;
}

/* Whether hashing or comparing the key runs code of the script. */
static bool runs_code(Value key)
{
    return key.kind == VALUE_INSTANCE || key.kind == VALUE_TUPLE || key.kind == VALUE_FROZENSET ||
           key.kind == VALUE_NATIVE;
}

/* Pushes key and value: code of the script that runs until then may drop the last reference. */
typedef struct Wanted {
    const Dict *dict;
    Value key;
    Value value;
    uint64_t hash;
} Wanted;

static void push_wanted(Interpreter *interpreter, const Wanted *wanted)
{
    python_push(interpreter, value_object((Dict *)wanted->dict));
    python_push(interpreter, wanted->key);
    python_push(interpreter, wanted->value);
}

static bool is_key(Interpreter *interpreter, const Wanted *wanted, const DictEntry *entry, bool *equal)
{
    size_t mark = python_stack_mark(interpreter);
    if (runs_code(entry->key) || runs_code(wanted->key))
        push_wanted(interpreter, wanted);
    bool done = python_same_or_equal(interpreter, entry->key, wanted->key, equal);
    python_stack_reset(interpreter, mark);
    return done;
}

/* *slot is the slot of the key, or the empty slot where it belongs. */
static bool find_slot(Interpreter *interpreter, const Wanted *wanted, size_t *slot)
{
    const Dict *dict = wanted->dict;
    size_t at = wanted->hash & (dict->slot_count - 1);
    while (dict->slots[at]) {
        const DictEntry *entry = &dict->entries[dict->slots[at] - 1];
        if (entry->hash == wanted->hash && value_given(entry->key)) {
            bool equal;
            if (!is_key(interpreter, wanted, entry, &equal))
                return false;
            if (equal)
                break;
        }
        at = (at + 1) & (dict->slot_count - 1);
    }
    *slot = at;
    return true;
}

static bool hash_key(Interpreter *interpreter, Wanted *wanted)
{
    size_t mark = python_stack_mark(interpreter);
    if (runs_code(wanted->key))
        push_wanted(interpreter, wanted);
    bool done = python_hash(interpreter, wanted->key, &wanted->hash);
    python_stack_reset(interpreter, mark);
    return done;
}

/* A comparison may have changed the dictionary; then the lookup starts again. */
static bool locate(Interpreter *interpreter, const Wanted *wanted, size_t *slot)
{
    const Dict *dict = wanted->dict;
    const DictEntry *entries;
    size_t used, slot_count;
    do {
        entries = dict->entries;
        used = dict->used;
        slot_count = dict->slot_count;
        if (slot_count && !find_slot(interpreter, wanted, slot))
            return false;
    } while (dict->entries != entries || dict->used != used || dict->slot_count != slot_count);
    return true;
}

/* The order of a set of numbers depends on what was removed from it, so a limited number of these is kept. */
static bool keeps_removed(const Dict *dict)
{
    enum { FEW = 64 };
    bool is_set = dict->header.kind == VALUE_SET || dict->header.kind == VALUE_FROZENSET;
    return is_set && !dict->forgets && dict->used - dict->count <= FEW + 2 * dict->count;
}

/* Makes room for one more entry and drops removed entries. */
static bool grow(Interpreter *interpreter, Dict *dict)
{
    bool keeps = keeps_removed(dict);
    size_t live = keeps ? dict->used : dict->count, capacity = live * 2 < 4 ? 4 : live * 2;
    size_t slot_count = 8;
    while (slot_count < capacity * 2)
        slot_count *= 2;
    size_t bytes = capacity * sizeof(DictEntry) + slot_count * sizeof(uint32_t);
    if (!heap_reserve(interpreter, bytes))
        return false;
    DictEntry *entries = memory_alloc(bytes);
    uint32_t *slots = (uint32_t *)(entries + capacity);
    size_t used = 0;
    for (size_t i = 0; i < dict->used; i++) {
        if (!value_given(dict->entries[i].key)) {
            if (keeps)
                entries[used++] = dict->entries[i];
            continue;
        }
        size_t at = dict->entries[i].hash & (slot_count - 1);
        while (slots[at])
            at = (at + 1) & (slot_count - 1);
        entries[used] = dict->entries[i];
        slots[at] = (uint32_t)++used;
    }
    free(dict->entries);
    dict->forgets |= used != dict->used;
    dict->entries = entries;
    dict->slots = slots;
    dict->used = used;
    dict->capacity = capacity;
    dict->slot_count = slot_count;
    interpreter->heap_bytes += bytes;
    return true;
}

/* *value is what the key has afterwards. */
static bool insert_entry(Interpreter *interpreter, Dict *dict, Value key, bool keeps_existing, Value *value)
{
    Wanted wanted = {dict, key, *value, 0};
    size_t slot;
    if (!hash_key(interpreter, &wanted))
        return false;
    do {
        if (dict->used == dict->capacity && !grow(interpreter, dict))
            return false;
        if (!locate(interpreter, &wanted, &slot))
            return false;
        // NOLINTNEXTLINE(clang-analyzer-core.uninitialized.ArraySubscript): locate() found it: there are slots
    } while (!dict->slots[slot] && dict->used == dict->capacity);
    if (dict->slots[slot]) {
        DictEntry *entry = &dict->entries[dict->slots[slot] - 1];
        *(keeps_existing ? value : &entry->value) = keeps_existing ? entry->value : *value;
        return true;
    }
    dict->has_unknown |= key.kind == VALUE_OPAQUE && !is_run_number(key);
    dict->entries[dict->used] = (DictEntry){key, *value, wanted.hash};
    dict->slots[slot] = (uint32_t)++dict->used;
    dict->count++;
    return true;
}

bool dict_set(Interpreter *interpreter, Dict *dict, Value key, Value value)
{
    return insert_entry(interpreter, dict, key, false, &value);
}

bool dict_set_default(Interpreter *interpreter, Dict *dict, Value key, Value *value)
{
    return insert_entry(interpreter, dict, key, true, value);
}

/* Copies entries without hashing or comparing. */
bool dict_copy(Interpreter *interpreter, Value dict, Value *result)
{
    const Dict *from = dict.dict;
    if (!python_set(interpreter, dict.kind, result))
        return false;
    size_t bytes = from->capacity * sizeof(DictEntry) + from->slot_count * sizeof(uint32_t);
    if (!bytes)
        return true;
    if (!heap_reserve(interpreter, bytes))
        return false;
    interpreter->steps += from->used / ITEM_UNITS;
    Dict *to = result->dict;
    Object header = to->header;
    *to = *from;
    to->header = header;
    to->entries = memory_alloc(bytes);
    to->slots = (uint32_t *)(to->entries + to->capacity);
    memcpy(to->entries, from->entries, bytes);
    interpreter->heap_bytes += bytes;
    return true;
}

bool dict_set_text(Interpreter *interpreter, Dict *dict, const char *key, Value value)
{
    Value text;
    return python_text(interpreter, key, &text) && dict_set(interpreter, dict, text, value);
}

/* An unknown key may equal one of these. */
static bool surely_lacks_key(Interpreter *interpreter, const Dict *dict, Value key)
{
    bool is_known = (key.kind != VALUE_OPAQUE || is_run_number(key)) && !dict->has_unknown;
    if (is_known || !dict->count)
        return true;
    return key.kind == VALUE_OPAQUE
               ? python_refuse(interpreter, "'%s', %s, as a key", python_opaque_path(key),
                               python_unknown_origin(interpreter, python_opaque_path(key)))
               : python_refuse(interpreter, "a key, in a dictionary or set with a key that limbeck does not know");
}

/* *entry is NULL when the key is absent. */
static bool find_entry(Interpreter *interpreter, const Dict *dict, Value key, DictEntry **entry)
{
    Wanted wanted = {dict, key, value_none(), 0};
    size_t slot;
    *entry = NULL;
    if (!hash_key(interpreter, &wanted) || !locate(interpreter, &wanted, &slot))
        return false;
    // NOLINTNEXTLINE(clang-analyzer-core.uninitialized.ArraySubscript): locate() found it where there are slots
    if (!dict->slot_count || !dict->slots[slot])
        return surely_lacks_key(interpreter, dict, key);
    *entry = &dict->entries[dict->slots[slot] - 1];
    return true;
}

bool dict_get(Interpreter *interpreter, const Dict *dict, Value key, Value *found)
{
    DictEntry *entry;
    bool done = find_entry(interpreter, dict, key, &entry);
    *found = entry ? entry->value : value_absent();
    return done;
}

Value dict_get_text(const Dict *dict, const char *key)
{
    for (size_t i = 0; i < dict->used; i++) {
        Value entry = dict->entries[i].key;
        if (entry.kind == VALUE_STRING && strcmp(entry.string->bytes, key) == 0)
            return dict->entries[i].value;
    }
    return value_absent();
}

bool dict_remove(Interpreter *interpreter, Dict *dict, Value key, Value *removed)
{
    DictEntry *entry;
    bool done = find_entry(interpreter, dict, key, &entry);
    *removed = entry ? entry->value : value_absent();
    if (!entry)
        return done;
    bool is_number = value_is_integer(entry->key) || entry->key.kind == VALUE_FLOAT;
    entry->value = is_number ? entry->key : value_absent();
    entry->hash = dict->used;
    entry->key = value_absent();
    dict->count--;
    return true;
}

void dict_empty(Dict *dict)
{
    dict->used = dict->count = 0;
    dict->table_size = dict->merged = dict->popped = 0;
    dict->forgets = false;
    if (dict->slot_count)
        memset(dict->slots, 0, dict->slot_count * sizeof *dict->slots);
}
