/* hash() of values whose hash is the same in every run: numbers, tuples and frozensets of them, and objects with a
 * __hash__(). */
#include "builtins.h"
#include "limbeck/python/runtime/integer.h"

#include <math.h>

/* *known is false where it differs in each run. */
static bool known_hash(Interpreter *interpreter, Value value, int64_t *hash, bool *known);

static int64_t without_minus_one(uint64_t hash, uint64_t instead)
{
    return (int64_t)(hash == UINT64_MAX ? instead : hash);
}

static bool hash_of_tuple(Interpreter *interpreter, const Value *items, size_t count, int64_t *hash, bool *known)
{
    const uint64_t first = UINT64_C(11400714785074694791), second = UINT64_C(14029467366897019727),
                   fifth = UINT64_C(2870177450012600261);
    uint64_t sum = fifth;
    if (!python_enter(interpreter) || !python_charge(interpreter, count * ITEM_UNITS))
        return false;
    for (size_t i = 0; i < count; i++) {
        int64_t lane = 0;
        if (!known_hash(interpreter, items[i], &lane, known))
            return false;
        sum += (uint64_t)lane * second;
        sum = (sum << 31 | sum >> 33) * first;
    }
    python_leave(interpreter);
    sum += count ^ (fifth ^ 3527539);
    *hash = without_minus_one(sum, 1546275796);
    return true;
}

static uint64_t shuffled(uint64_t hash)
{
    return ((hash ^ 89869747) ^ (hash << 16)) * 3644798167;
}

static bool hash_of_set(Interpreter *interpreter, const Dict *set, int64_t *hash, bool *known)
{
    uint64_t sum = 0;
    if (!python_enter(interpreter) || !python_charge(interpreter, set->used * ITEM_UNITS))
        return false;
    for (size_t i = 0; i < set->used; i++) {
        int64_t item = 0;
        if (!value_given(set->entries[i].key))
            continue;
        if (!known_hash(interpreter, set->entries[i].key, &item, known))
            return false;
        sum ^= shuffled((uint64_t)item);
    }
    python_leave(interpreter);
    sum ^= (set->count + 1) * 1927868237;
    sum ^= (sum >> 11) ^ (sum >> 25);
    *hash = without_minus_one(sum * 69069 + 907133923, 590923713);
    return true;
}

static bool hash_of_instance(Interpreter *interpreter, Value value, int64_t *hash, bool *known)
{
    bool called;
    Value answer, method = special_method(interpreter, value, "__hash__");
    if (value_is_none(method))
        return python_raise(interpreter, "TypeError", "unhashable type: '%s'", value_type_name(value));
    if (!python_call_own_special(interpreter, value, "__hash__", &answer, &called))
        return false;
    Value plain = called ? value_plain(answer) : value_plain(value);
    if (!called && plain.kind != VALUE_INSTANCE)
        return known_hash(interpreter, plain, hash, known);
    if (called && value_is_integer(plain)) { /* unchanged, if it fits */
        *hash = plain.kind == VALUE_BIG_INTEGER ? integer_hash(plain) : value_as_integer(plain);
        *hash = *hash == -1 ? -2 : *hash;
        return true;
    }
    *known = false;
    return true;
}

static bool known_hash(Interpreter *interpreter, Value value, int64_t *hash, bool *known)
{
    switch (value.kind) {
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_BIG_INTEGER:
        *hash = integer_hash(value);
        return true;
    case VALUE_FLOAT:
        if (isnan(value.real))
            break;
        *hash = real_hash(value.real);
        return true;
    case VALUE_TUPLE:
        return hash_of_tuple(interpreter, value.list->items, value.list->count, hash, known);
    case VALUE_FROZENSET:
        return hash_of_set(interpreter, value.dict, hash, known);
    case VALUE_STRING:
    case VALUE_BYTES:
        if (value.string->length)
            break;
        *hash = 0;
        return true;
    case VALUE_INSTANCE:
        return hash_of_instance(interpreter, value, hash, known);
    default:
        break;
    }
    *known = false;
    return true;
}

bool builtin_hash(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    int64_t hash;
    uint64_t number;
    bool known = true;
    Value value = argument_at(arguments, 0);
    (void)self;
    if (!known_hash(interpreter, value, &hash, &known))
        return false;
    if (known) {
        *result = value_int(hash);
        return true;
    }
    return python_hash(interpreter, value, &number) &&
           python_run_number(interpreter, NUMBER_HASH, value_none(), number, result);
}
