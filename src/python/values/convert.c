/* Truth, length and hash of values. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"
#include "limbeck/python/runtime/ranges.h"
#include "limbeck/python/runtime/unicode.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_names[VALUE_KIND_COUNT] = {
    [VALUE_ABSENT] = "nothing",
    [VALUE_NONE] = "NoneType",
    [VALUE_BOOL] = "bool",
    [VALUE_INT] = "int",
    [VALUE_FLOAT] = "float",
    [VALUE_ELLIPSIS] = "ellipsis",
    [VALUE_NOT_IMPLEMENTED] = "NotImplementedType",
    [VALUE_STRING] = "str",
    [VALUE_BYTES] = "bytes",
    [VALUE_LIST] = "list",
    [VALUE_TUPLE] = "tuple",
    [VALUE_DICT] = "dict",
    [VALUE_SET] = "set",
    [VALUE_FROZENSET] = "frozenset",
    [VALUE_RANGE] = "range",
    [VALUE_SLICE] = "slice",
    [VALUE_ITERATOR] = "iterator",
    [VALUE_FUNCTION] = "function",
    [VALUE_BUILTIN] = "builtin_function_or_method",
    [VALUE_METHOD] = "method",
    [VALUE_CLASS] = "type",
    [VALUE_INSTANCE] = "object",
    [VALUE_MODULE] = "module",
    [VALUE_COROUTINE] = "coroutine",
    [VALUE_GENERATOR] = "generator",
    [VALUE_SUPER] = "super",
    [VALUE_NATIVE] = "object",
    [VALUE_OPAQUE] = "a value that limbeck does not know",
    [VALUE_PROPERTY] = "property",
    [VALUE_BIG_INTEGER] = "int",
    [VALUE_SCOPE] = "scope",
};

/* CPython's types in C say their module in messages. */
static const char *dotted_name(const Class *class_)
{
    static const char *const names[] = {"datetime.date",
                                        "datetime.datetime",
                                        "datetime.time",
                                        "datetime.timedelta",
                                        "datetime.timezone",
                                        "datetime.tzinfo",
                                        "decimal.Decimal",
                                        "collections.deque",
                                        "collections.defaultdict",
                                        "collections.OrderedDict",
                                        "functools.partial",
                                        "re.Pattern",
                                        "re.Match",
                                        "_sre.SRE_Scanner"};
    size_t module = strlen(class_->module);
    for (size_t i = 0; class_->is_library && i < sizeof names / sizeof *names; i++)
        if (strncmp(names[i], class_->module, module) == 0 && names[i][module] == '.' &&
            strcmp(names[i] + module + 1, class_->name) == 0)
            return names[i];
    return class_->name;
}

const char *value_type_name(Value value)
{
    if (value.kind == VALUE_INSTANCE)
        return dotted_name(value.instance->class_);
    if (value.kind == VALUE_NATIVE)
        return value.native->type->name;
    if (value.kind == VALUE_ITERATOR)
        return value.iterator->type ? value.iterator->type : kind_names[VALUE_GENERATOR];
    return kind_names[value.kind];
}

const char *python_type_name(Interpreter *interpreter, Value value)
{
    return value.kind == VALUE_INSTANCE ? value_type_name(value) : python_class_of(interpreter, value)->name;
}

Class *python_class_of(Interpreter *interpreter, Value value)
{
    if (value.kind == VALUE_INSTANCE)
        return value.instance->class_;
    if (value.kind == VALUE_NATIVE)
        return value.native->class_;
    if (value.kind == VALUE_CLASS && value.class_ && value.class_->meta) /* none of a kind alone */
        return value.class_->meta;
    if (value.kind == VALUE_PROPERTY)
        return interpreter->property_classes[((Property *)value.object)->property_kind];
    if (value.kind == VALUE_BIG_INTEGER)
        value.kind = VALUE_INT;
    if (value.kind == VALUE_ITERATOR && value.iterator)
        return iterator_class(interpreter, value);
    Class **place = &interpreter->builtin_classes[value.kind];
    if (!*place) {
        *place = class_new(interpreter, kind_names[value.kind], &interpreter->object_class, 1);
        (*place)->builtin_kind = value.kind;
        (*place)->module = "builtins";
    }
    return *place;
}

bool python_refuse_unknown(Interpreter *interpreter, Value value, const char *what)
{
    return python_refuse(interpreter, "%s of '%s', %s", what, ((Opaque *)value.object)->path,
                         opaque_because(interpreter, value));
}

/* Calls a script's own __name__ method; *called is false when it has none. */
bool python_call_own_special(Interpreter *interpreter, Value object, const char *name, Value *result, bool *called)
{
    Value method = special_method(interpreter, object, name);
    *called = value_given(method);
    if (!*called)
        return true;
    if (value_is_none(method))
        return python_raise(interpreter, "TypeError", "'NoneType' object is not callable");
    return python_call_special(interpreter, method, object, result);
}

/* ---- length and truth --------------------------------------------------- */

/* Of a range within 64 bits. */
static int64_t range_count(const Range *range)
{
    int64_t span = range->step > 0 ? range->stop - range->start : range->start - range->stop;
    int64_t step = range->step > 0 ? range->step : -range->step;
    return span <= 0 ? 0 : (span - 1) / step + 1;
}

static bool known_length(Value value, size_t *length)
{
    switch (value.kind) {
    case VALUE_STRING:
    case VALUE_BYTES:
        *length = value.string->count;
        return true;
    case VALUE_LIST:
    case VALUE_TUPLE:
        *length = value.list->count;
        return true;
    case VALUE_DICT:
    case VALUE_SET:
    case VALUE_FROZENSET:
        *length = value.dict->count;
        return true;
    case VALUE_RANGE:
        *length = (size_t)range_count((Range *)value.object);
        return !range_is_wide(value);
    default:
        return false;
    }
}

/* Checks the result of __len__(). */
static bool length_of_answer(Interpreter *interpreter, Value answer, size_t *length)
{
    Value whole;
    int64_t small;
    if (!python_index(interpreter, answer, &whole))
        return false;
    if (integer_sign(whole) < 0)
        return python_raise(interpreter, "ValueError", "__len__() should return >= 0");
    if (!integer_small(interpreter, whole, "OverflowError", "cannot fit 'int' into an index-sized integer", &small))
        return false;
    *length = (size_t)small;
    return true;
}

bool python_index(Interpreter *interpreter, Value value, Value *whole)
{
    Value plain = value_plain(value), method = value_absent();
    if (value_is_integer(plain)) {
        *whole = plain.kind == VALUE_BIG_INTEGER ? plain : value_int(value_as_integer(plain));
        return true;
    }
    if (value.kind == VALUE_INSTANCE || value.kind == VALUE_CLASS)
        method = special_method(interpreter, value, "__index__");
    if (value.kind == VALUE_OPAQUE)
        return python_refuse_unknown(interpreter, value, "the whole number");
    if (!value_given(method) || value_is_none(method))
        return python_raise(interpreter, "TypeError", "'%s' object cannot be interpreted as an integer",
                            python_type_name(interpreter, value));
    if (!python_call_special(interpreter, method, value, whole))
        return false;
    plain = value_plain(*whole);
    if (!value_is_integer(plain))
        return python_raise(interpreter, "TypeError", "__index__ returned non-int (type %s)",
                            python_type_name(interpreter, *whole));
    *whole = plain.kind == VALUE_BIG_INTEGER ? plain : value_int(value_as_integer(plain));
    return true;
}

bool python_length(Interpreter *interpreter, Value value, size_t *length)
{
    if (known_length(value, length))
        return true;
    if (value.kind == VALUE_RANGE)
        return range_length(interpreter, value, length);
    if (value.kind == VALUE_OPAQUE)
        return python_refuse_unknown(interpreter, value, "the length");
    if (value.kind == VALUE_NATIVE)
        for (const NativeClass *type = value.native->type; type; type = type->base)
            if (type->length)
                return type->length(interpreter, value, length);
    if (value.kind == VALUE_NATIVE && known_length(value_plain(value), length))
        return true;
    if (value.kind == VALUE_INSTANCE || value.kind == VALUE_CLASS) {
        bool called;
        Value answer;
        if (!python_call_own_special(interpreter, value, "__len__", &answer, &called))
            return false;
        if (called)
            return length_of_answer(interpreter, answer, length);
        if (known_length(value_plain(value), length))
            return true;
    }
    return python_raise(interpreter, "TypeError", "object of type '%s' has no len()",
                        python_type_name(interpreter, value));
}

static bool instance_truth(Interpreter *interpreter, Value value, bool *truth)
{
    Value answer;
    bool called;
    size_t length = 1;
    if (!python_call_own_special(interpreter, value, "__bool__", &answer, &called))
        return false;
    if (called && answer.kind != VALUE_BOOL)
        return python_raise(interpreter, "TypeError", "__bool__ should return bool, returned %s",
                            python_type_name(interpreter, answer));
    if (called) {
        *truth = answer.boolean;
        return true;
    }
    Value plain = value_plain(value);
    if (value_is_number(plain) || plain.kind == VALUE_BIG_INTEGER) /* its base class has a __bool__() */
        return python_truth(interpreter, plain, truth);
    if (!python_call_own_special(interpreter, value, "__len__", &answer, &called) ||
        (called && !length_of_answer(interpreter, answer, &length)))
        return false;
    *truth = length > 0;
    return called || plain.kind == VALUE_INSTANCE || plain.kind == VALUE_CLASS ||
           python_truth(interpreter, plain, truth);
}

bool python_truth(Interpreter *interpreter, Value value, bool *truth)
{
    size_t length;
    if (known_length(value, &length)) {
        *truth = length > 0;
        return true;
    }
    *truth = true;
    switch (value.kind) {
    case VALUE_NONE:
        *truth = false;
        return true;
    case VALUE_BOOL:
        *truth = value.boolean;
        return true;
    case VALUE_INT:
        *truth = value.integer != 0;
        return true;
    case VALUE_FLOAT:
        *truth = value.real != 0.0;
        return true;
    case VALUE_OPAQUE:
        return (unknown_is_decided(interpreter) &&
                interpreter->options.decide(interpreter, python_opaque_path(value), truth)) ||
               (!python_failed(interpreter) && python_refuse_unknown(interpreter, value, "the truth"));
    case VALUE_RANGE:
        return range_truth(interpreter, value, truth);
    case VALUE_CLASS:
        if (!value.class_->meta)
            return true;
        return instance_truth(interpreter, value, truth);
    case VALUE_INSTANCE:
        return instance_truth(interpreter, value, truth);
    case VALUE_NATIVE:
        for (const NativeClass *type = value.native->type; type; type = type->base) {
            if (type->truth)
                return type->truth(interpreter, value, truth);
            if (type->length) {
                bool done = type->length(interpreter, value, &length);
                *truth = length > 0;
                return done;
            }
        }
        return !value.native->is_tuple || python_truth(interpreter, value_plain(value), truth);
    default:
        return true;
    }
}

/* ---- hash ------------------------------------------------------------------ */

static uint64_t mix(uint64_t number)
{
    number ^= number >> 33;
    number *= 0xff51afd7ed558ccdu;
    return number ^ (number >> 33);
}

/* Computed on first use: most texts are never hashed. */
static uint64_t string_hash(String *string)
{
    if (!string->hash)
        string->hash = hash_bytes(string->bytes, string->length);
    return string->hash;
}

static bool hash_tuple(Interpreter *interpreter, const List *tuple, uint64_t *hash)
{
    if (!python_enter(interpreter))
        return false;
    *hash = 7;
    if (!python_charge(interpreter, tuple->count * ITEM_UNITS))
        return false;
    for (size_t i = 0; i < tuple->count; i++) {
        uint64_t item;
        if (!python_hash(interpreter, tuple->items[i], &item))
            return false;
        *hash = mix(*hash * 31 + item);
    }
    python_leave(interpreter);
    return true;
}

static bool has_same_hash(Value value)
{
    return value_is_integer(value) || (value.kind == VALUE_FLOAT && !isnan(value.real));
}

static bool holds_numbers(const List *tuple)
{
    for (size_t i = 0; i < tuple->count; i++)
        if (!has_same_hash(tuple->items[i]))
            return false;
    return true;
}

/* As hash() has it, where a script's __hash__() may answer the same number. */
static bool hash_numbers(Interpreter *interpreter, Value value, uint64_t *hash)
{
    int64_t number = 0;
    bool known = true;
    if (!known_hash(interpreter, value, &number, &known))
        return false;
    *hash = mix((uint64_t)number);
    return true;
}

static bool hash_of_tuple(Interpreter *interpreter, Value tuple, uint64_t *hash)
{
    return holds_numbers(tuple.list) ? hash_numbers(interpreter, tuple, hash)
                                     : hash_tuple(interpreter, tuple.list, hash);
}

static bool hash_set(Interpreter *interpreter, Value set, uint64_t *hash)
{
    bool of_numbers = true;
    *hash = mix(set.dict->count);
    if (!python_charge(interpreter, set.dict->used))
        return false;
    for (size_t i = 0; i < set.dict->used; i++) { /* independent of their order */
        const DictEntry *entry = &set.dict->entries[i];
        if (!value_given(entry->key))
            continue;
        of_numbers = of_numbers && has_same_hash(entry->key);
        *hash += mix(entry->hash ^ 0x5bd1e995);
    }
    return !of_numbers || hash_numbers(interpreter, set, hash);
}

/* What a script's __hash__() answered: the number itself, where it fits. */
static bool hash_answer(Interpreter *interpreter, Value answer, uint64_t *hash)
{
    Value plain = value_plain(answer);
    if (plain.kind != VALUE_INT)
        return python_hash(interpreter, answer, hash);
    *hash = mix((uint64_t)(plain.integer == -1 ? -2 : plain.integer));
    return true;
}

/* Embedded modules define __hash__ through the tuple of an object's parts. */
static bool is_of_library(Value method)
{
    const Module *module = method.kind == VALUE_FUNCTION ? ((Function *)method.object)->module : NULL;
    return module && module->file && module->file->is_library;
}

/* Equal values must have equal hashes: a method's hash depends on the object it is bound to, if it is one. */
static uint64_t hash_of_function(const void *function, Value self)
{
    bool is_object = self.kind == VALUE_INSTANCE || self.kind == VALUE_CLASS || self.kind == VALUE_LIST;
    return mix((uint64_t)(uintptr_t)function * 31 + (is_object ? (uint64_t)(uintptr_t)self.object : 0));
}

static uint64_t run_number_hash(Value value)
{
    const Opaque *opaque = (const Opaque *)value.object;
    return opaque->number_kind == NUMBER_HASH ? opaque->number
           : opaque->of.kind >= VALUE_STRING && opaque->of.kind != VALUE_STRING && opaque->of.kind != VALUE_BYTES &&
                   opaque->of.kind != VALUE_TUPLE
               ? mix((uint64_t)(uintptr_t)opaque->of.object)
               : (uint64_t)opaque->of.kind;
}

bool python_hash(Interpreter *interpreter, Value value, uint64_t *hash)
{
    switch (value.kind) {
    case VALUE_NONE:
        *hash = 1;
        return true;
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_BIG_INTEGER:
        *hash = mix((uint64_t)integer_hash(value));
        return true;
    case VALUE_FLOAT:
        *hash = isnan(value.real) ? 0 : mix((uint64_t)real_hash(value.real));
        return true;
    case VALUE_STRING:
    case VALUE_BYTES:
        *hash = string_hash(value.string);
        return true;
    case VALUE_TUPLE:
        return hash_of_tuple(interpreter, value, hash);
    case VALUE_FROZENSET:
        return hash_set(interpreter, value, hash);
    case VALUE_RANGE: {
        Value key;
        return range_call(interpreter, "key", value, value_absent(), &key) && python_hash(interpreter, key, hash);
    }
    case VALUE_INSTANCE: {
        bool called;
        Value answer;
        if (value_is_none(special_method(interpreter, value, "__hash__")))
            return python_raise(interpreter, "TypeError", "unhashable type: '%s'", value_type_name(value));
        if (!python_call_own_special(interpreter, value, "__hash__", &answer, &called))
            return false;
        if (called && !value_is_integer(value_plain(answer)) && !is_run_number(answer) &&
            !is_of_library(special_method(interpreter, value, "__hash__")))
            return python_raise(interpreter, "TypeError", "__hash__ method should return an integer");
        if (called || value_plain(value).kind != VALUE_INSTANCE)
            return called ? hash_answer(interpreter, answer, hash) : python_hash(interpreter, value_plain(value), hash);
        *hash = mix((uint64_t)(uintptr_t)value.object);
        return true;
    }
    case VALUE_NATIVE:
        if (value.native->is_tuple)
            return hash_of_tuple(interpreter, value_plain(value), hash);
        if (value.native->type->is_unhashable)
            return python_raise(interpreter, "TypeError", "unhashable type: '%s'", value_type_name(value));
        *hash = mix((uint64_t)(uintptr_t)value.object);
        return true;
    case VALUE_OPAQUE: /* opaque values of the same name are equal */
        if (is_run_number(value)) {
            *hash = run_number_hash(value);
            return true;
        }
        *hash = hash_bytes(python_opaque_path(value), strlen(python_opaque_path(value)));
        return true;
    case VALUE_LIST:
    case VALUE_DICT:
    case VALUE_SET:
    case VALUE_SLICE:
        return python_raise(interpreter, "TypeError", "unhashable type: '%s'", kind_names[value.kind]);
    case VALUE_METHOD: {
        const Method *method = (const Method *)value.object;
        *hash = hash_of_function(method->function.object, method->self);
        return true;
    }
    case VALUE_BUILTIN: {
        const Builtin *builtin = (const Builtin *)value.object;
        *hash = hash_of_function(builtin->name, builtin->self);
        return true;
    }
    default:
        *hash = value.kind >= VALUE_STRING ? mix((uint64_t)(uintptr_t)value.object) : (uint64_t)value.kind;
        return true;
    }
}

/* ---- hash() of values whose hash is the same in every run: numbers, tuples and frozensets of them, and objects with a
 * __hash__() ---- */

static int64_t without_minus_one(uint64_t hash, uint64_t instead)
{
    return (int64_t)(hash == UINT64_MAX ? instead : hash);
}

static bool known_hash_of_tuple(Interpreter *interpreter, const Value *items, size_t count, int64_t *hash, bool *known)
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

bool known_hash(Interpreter *interpreter, Value value, int64_t *hash, bool *known)
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
        return known_hash_of_tuple(interpreter, value.list->items, value.list->count, hash, known);
    case VALUE_FROZENSET:
        return hash_of_set(interpreter, value.dict, hash, known);
    case VALUE_STRING:
    case VALUE_BYTES:
        if (value.string->length)
            break;
        *hash = 0;
        return true;
    case VALUE_RANGE: {
        Value key;
        return range_call(interpreter, "key", value, value_absent(), &key) && known_hash(interpreter, key, hash, known);
    }
    case VALUE_INSTANCE:
        return hash_of_instance(interpreter, value, hash, known);
    default:
        break;
    }
    *known = false;
    return true;
}
