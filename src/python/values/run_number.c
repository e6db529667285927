/* Numbers that differ in each run of CPython: id(), and hash() of values that CPython hashes with a random key. Scripts
 * may compare them and hash with them; showing the number itself is refused. */
#include "limbeck/python/runtime/internal.h"

bool python_run_number(Interpreter *interpreter, RunNumber kind, Value of, uint64_t number, Value *result)
{
    if (!python_opaque(interpreter, kind == NUMBER_ID ? "id()" : "hash()", result))
        return false;
    Opaque *opaque = (Opaque *)result->object;
    opaque->number_kind = kind;
    opaque->number = number;
    opaque->of = of;
    return true;
}

bool run_numbers_compare(Interpreter *interpreter, Value left, Value right, bool *equal)
{
    const Opaque *one = (const Opaque *)left.object, *other = (const Opaque *)right.object;
    Value same;
    if (one->number_kind != other->number_kind)
        return python_refuse(interpreter, "comparing '%s' with '%s'", one->path, other->path);
    if (one->number_kind == NUMBER_HASH) {
        *equal = one->number == other->number;
        return true;
    }
    if (!python_compare(interpreter, OPERATOR_IS, one->of, other->of, &same))
        return false;
    *equal = same.boolean;
    return true;
}

static bool operand(Value value, uint64_t *number)
{
    if (value.kind == VALUE_INT)
        *number = (uint64_t)value.integer;
    else if (is_run_number(value) && ((const Opaque *)value.object)->number_kind == NUMBER_HASH)
        *number = ((const Opaque *)value.object)->number;
    else
        return false;
    return true;
}

/* Arithmetic on such numbers, as in a __hash__() of several parts. It follows integer algebra, so that results
 * which are equal in CPython are equal here. */
bool run_numbers_combine(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result,
                         bool *handled)
{
    uint64_t a, b, number;
    *handled = operand(left, &a) && operand(right, &b);
    if (!*handled)
        return true;
    switch (operator_) {
    case OPERATOR_ADD:
        number = a + b;
        break;
    case OPERATOR_SUBTRACT:
        number = a - b;
        break;
    case OPERATOR_MULTIPLY:
        number = a * b;
        break;
    case OPERATOR_BIT_XOR:
        number = a ^ b;
        break;
    default:
        *handled = false;
        return true;
    }
    return python_run_number(interpreter, NUMBER_HASH, value_none(), number, result);
}

/* id() */
bool builtin_id(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    return python_run_number(interpreter, NUMBER_ID, argument_at(arguments, 0), 0, result);
}
