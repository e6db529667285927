/* Dictionaries and sets: entries in order of insertion beside a table of slots. */
#include "internal.h"

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

/* *slot is the slot of the key, or the empty one where it belongs. */
static bool find_slot(Interpreter *interpreter, const Dict *dict, Value key, uint64_t hash, size_t *slot)
{
    size_t at = hash & (dict->slot_count - 1);
    while (dict->slots[at]) {
        const DictEntry *entry = &dict->entries[dict->slots[at] - 1];
        if (entry->hash == hash && value_given(entry->key)) {
            bool equal;
            if (!python_equal(interpreter, entry->key, key, &equal))
                return false;
            if (equal)
                break;
        }
        at = (at + 1) & (dict->slot_count - 1);
    }
    *slot = at;
    return true;
}

/* Whether hashing or comparing it runs a script's code. */
static bool runs_code(Value key)
{
    return key.kind == VALUE_INSTANCE || key.kind == VALUE_TUPLE;
}

/* The same with the hash. `value` is what comes with the key: meanwhile nobody else may hold them. */
static bool locate(Interpreter *interpreter, const Dict *dict, Value key, Value value, uint64_t *hash, size_t *slot)
{
    size_t mark = python_stack_mark(interpreter);
    if (runs_code(key)) {
        python_push(interpreter, value_object((Dict *)dict));
        python_push(interpreter, key);
        python_push(interpreter, value);
    }
    bool done =
        python_hash(interpreter, key, hash) && (!dict->slot_count || find_slot(interpreter, dict, key, *hash, slot));
    python_stack_reset(interpreter, mark);
    return done;
}

/* Room for one more entry; removed entries are dropped on the way. */
static bool grow(Interpreter *interpreter, Dict *dict)
{
    size_t capacity = dict->count * 2 < 4 ? 4 : dict->count * 2;
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
        if (!value_given(dict->entries[i].key))
            continue;
        size_t at = dict->entries[i].hash & (slot_count - 1);
        while (slots[at])
            at = (at + 1) & (slot_count - 1);
        entries[used] = dict->entries[i];
        slots[at] = (uint32_t)++used;
    }
    free(dict->entries);
    dict->entries = entries;
    dict->slots = slots;
    dict->used = used;
    dict->capacity = capacity;
    dict->slot_count = slot_count;
    interpreter->heap_bytes += bytes;
    return true;
}

bool dict_set(Interpreter *interpreter, Dict *dict, Value key, Value value)
{
    uint64_t hash;
    size_t slot;
    if (dict->used == dict->capacity && !grow(interpreter, dict))
        return false;
    if (!locate(interpreter, dict, key, value, &hash, &slot))
        return false;
    if (dict->slots[slot]) {
        dict->entries[dict->slots[slot] - 1].value = value;
        return true;
    }
    dict->entries[dict->used] = (DictEntry){key, value, hash};
    dict->slots[slot] = (uint32_t)++dict->used;
    dict->count++;
    return true;
}

bool dict_set_text(Interpreter *interpreter, Dict *dict, const char *key, Value value)
{
    Value text;
    return python_text(interpreter, key, &text) && dict_set(interpreter, dict, text, value);
}

bool dict_get(Interpreter *interpreter, const Dict *dict, Value key, Value *found)
{
    uint64_t hash;
    size_t slot;
    *found = value_absent();
    if (!locate(interpreter, dict, key, value_none(), &hash, &slot))
        return false;
    if (dict->slot_count && dict->slots[slot])
        *found = dict->entries[dict->slots[slot] - 1].value;
    return true;
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
    uint64_t hash;
    size_t slot;
    *removed = value_absent();
    if (!locate(interpreter, dict, key, value_none(), &hash, &slot))
        return false;
    if (!dict->slot_count || !dict->slots[slot])
        return true;
    DictEntry *entry = &dict->entries[dict->slots[slot] - 1];
    *removed = entry->value;
    entry->key = value_absent();
    entry->value = value_absent();
    dict->count--;
    return true;
}
