/* Operators of numbers, and those of built-in types as methods: x.__add__(y), int.__add__(x, y), super().__add__(y). */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

#include <math.h>
#include <string.h>

/* ---- what the type itself answers; for anything else NotImplemented ------------------------------------------ */

static bool is_set(Value value)
{
    return value.kind == VALUE_SET || value.kind == VALUE_FROZENSET;
}

static bool is_joined(Value value)
{
    return value.kind == VALUE_STRING || value.kind == VALUE_BYTES || value.kind == VALUE_LIST ||
           value.kind == VALUE_TUPLE;
}

static bool is_number(Value value)
{
    return value.kind == VALUE_FLOAT || value_is_integer(value);
}

static bool is_of_kind(Value self, Value other)
{
    if (value_is_integer(self))
        return value_is_integer(other);
    return self.kind == VALUE_FLOAT ? is_number(other) : is_set(self) ? is_set(other) : self.kind == other.kind;
}

/* A sequence raises a TypeError for an operand it cannot join; a number returns NotImplemented. */
static bool takes(Value self, Value other, Operator operator_)
{
    bool joins = operator_ == OPERATOR_ADD || operator_ == OPERATOR_MULTIPLY || operator_ == OPERATOR_MODULO;
    return is_of_kind(self, other) || (joins && is_joined(self));
}

static bool check_operand(Interpreter *interpreter, Value self, Value other, const char *name)
{
    bool is_unknown = other.kind == VALUE_OPAQUE || other.kind == VALUE_NATIVE;
    if (is_unknown || (other.kind == VALUE_INSTANCE && is_joined(self)))
        return python_refuse(interpreter, "%s.%s() of a %s", value_type_name(self), name, value_type_name(other));
    return true;
}

static bool check_factor(Interpreter *interpreter, Value self, Value other, Operator operator_)
{
    return operator_ != OPERATOR_MULTIPLY || !is_joined(self) || value_is_integer(other) ||
           python_raise(interpreter, "TypeError", "'%s' object cannot be interpreted as an integer",
                        value_type_name(other));
}

static bool operate(Interpreter *interpreter, Value self, const Arguments *arguments, const char *name,
                    Operator operator_, Value *result)
{
    Value other = value_plain(argument_at(arguments, 0));
    self = value_plain(self);
    *result = (Value){.kind = VALUE_NOT_IMPLEMENTED};
    if (!check_operand(interpreter, self, other, name) || !check_factor(interpreter, self, other, operator_))
        return false;
    return !takes(self, other, operator_) || python_binary(interpreter, operator_, self, other, result);
}

static bool operate_reflected(Interpreter *interpreter, Value self, const Arguments *arguments, const char *name,
                              Operator operator_, Value *result)
{
    Value other = value_plain(argument_at(arguments, 0));
    self = value_plain(self);
    bool repeats = operator_ == OPERATOR_MULTIPLY && is_joined(self);
    *result = (Value){.kind = VALUE_NOT_IMPLEMENTED};
    if (!check_operand(interpreter, self, other, name) || !check_factor(interpreter, self, other, operator_))
        return false;
    if (repeats)
        return python_binary(interpreter, operator_, self, other, result);
    return !is_of_kind(self, other) || python_binary(interpreter, operator_, other, self, result);
}

static bool compare(Interpreter *interpreter, Value self, const Arguments *arguments, Operator operator_, Value *result)
{
    Value other = value_plain(argument_at(arguments, 0));
    self = value_plain(self);
    *result = (Value){.kind = VALUE_NOT_IMPLEMENTED};
    bool orders = operator_ != OPERATOR_EQUAL && operator_ != OPERATOR_NOT_EQUAL;
    if (!check_operand(interpreter, value_none(), other, "__eq__"))
        return false;
    if (!is_of_kind(self, other) || (orders && self.kind == VALUE_DICT))
        return true;
    return python_compare(interpreter, operator_, self, other, result);
}

/* Of a list, dictionary or set, which changes. */
static bool augment(Interpreter *interpreter, Value self, const Arguments *arguments, const char *name,
                    Operator operator_, Value *result)
{
    Value other = value_plain(argument_at(arguments, 0)), plain = value_plain(self), made;
    *result = (Value){.kind = VALUE_NOT_IMPLEMENTED};
    if (is_set(plain) && !is_set(other) && other.kind != VALUE_OPAQUE && other.kind != VALUE_NATIVE)
        return true;
    if (!check_operand(interpreter, value_none(), other, name) || !check_factor(interpreter, plain, other, operator_) ||
        !python_augment(interpreter, operator_, plain, other, &made))
        return false;
    *result = self;
    return true;
}

#define IN_PLACE(word, operator_)                                                                                      \
    NATIVE(method_##word)                                                                                              \
    {                                                                                                                  \
        return augment(interpreter, self, arguments, "__" #word "__", operator_, result);                              \
    }
#define ARITHMETIC(word, operator_)                                                                                    \
    NATIVE(method_##word)                                                                                              \
    {                                                                                                                  \
        return operate(interpreter, self, arguments, "__" #word "__", operator_, result);                              \
    }                                                                                                                  \
    NATIVE(method_r##word)                                                                                             \
    {                                                                                                                  \
        return operate_reflected(interpreter, self, arguments, "__r" #word "__", operator_, result);                   \
    }
#define COMPARISON(word, operator_)                                                                                    \
    NATIVE(method_##word)                                                                                              \
    {                                                                                                                  \
        return compare(interpreter, self, arguments, operator_, result);                                               \
    }

ARITHMETIC(add, OPERATOR_ADD)
ARITHMETIC(sub, OPERATOR_SUBTRACT)
ARITHMETIC(mul, OPERATOR_MULTIPLY)
ARITHMETIC(truediv, OPERATOR_DIVIDE)
ARITHMETIC(floordiv, OPERATOR_FLOOR_DIVIDE)
ARITHMETIC(mod, OPERATOR_MODULO)
ARITHMETIC(and, OPERATOR_BIT_AND)
ARITHMETIC(or, OPERATOR_BIT_OR)
ARITHMETIC(xor, OPERATOR_BIT_XOR)
ARITHMETIC(lshift, OPERATOR_SHIFT_LEFT)
ARITHMETIC(rshift, OPERATOR_SHIFT_RIGHT)
IN_PLACE(iadd, OPERATOR_ADD)
IN_PLACE(isub, OPERATOR_SUBTRACT)
IN_PLACE(imul, OPERATOR_MULTIPLY)
IN_PLACE(iand, OPERATOR_BIT_AND)
IN_PLACE(ior, OPERATOR_BIT_OR)
IN_PLACE(ixor, OPERATOR_BIT_XOR)
COMPARISON(eq, OPERATOR_EQUAL)
COMPARISON(ne, OPERATOR_NOT_EQUAL)
COMPARISON(lt, OPERATOR_LESS)
COMPARISON(le, OPERATOR_LESS_EQUAL)
COMPARISON(gt, OPERATOR_GREATER)
COMPARISON(ge, OPERATOR_GREATER_EQUAL)

/* ---- of numbers only ------------------------------------------------------------------------------------------- */

static Value as_integer(Value value)
{
    value = value_plain(value);
    return value.kind == VALUE_BOOL ? value_int(value.boolean) : value;
}

static bool rounded(Interpreter *interpreter, Value self, double (*function)(double), Value *result)
{
    Value number = as_integer(self);
    *result = number;
    return number.kind != VALUE_FLOAT || integer_from_real(interpreter, function(number.real), result);
}

NATIVE(method_trunc)
{
    (void)arguments;
    return rounded(interpreter, self, trunc, result);
}

NATIVE(method_floor)
{
    (void)arguments;
    return rounded(interpreter, self, floor, result);
}

NATIVE(method_ceil)
{
    (void)arguments;
    return rounded(interpreter, self, ceil, result);
}

NATIVE(method_float)
{
    (void)arguments;
    Value number = as_integer(self);
    double real = number.real;
    if (number.kind != VALUE_FLOAT && !integer_to_real(interpreter, number, &real))
        return false;
    *result = value_float(real);
    return true;
}

NATIVE(method_bool)
{
    (void)arguments;
    bool truth;
    if (!python_truth(interpreter, value_plain(self), &truth))
        return false;
    *result = value_bool(truth);
    return true;
}

NATIVE(method_neg)
{
    (void)arguments;
    Value number = as_integer(self);
    if (number.kind != VALUE_FLOAT)
        return integer_negate(interpreter, number, result);
    *result = value_float(-number.real);
    return true;
}

NATIVE(method_pos)
{
    (void)interpreter;
    (void)arguments;
    *result = as_integer(self);
    return true;
}

NATIVE(method_abs)
{
    Value number = as_integer(self);
    if (number.kind == VALUE_FLOAT) {
        *result = value_float(fabs(number.real));
        return true;
    }
    *result = number;
    bool is_negative = integer_sign(number) < 0;
    return !is_negative || method_neg(interpreter, self, arguments, result);
}

NATIVE(method_invert)
{
    (void)arguments;
    return integer_invert(interpreter, as_integer(self), result);
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

#define BOTH_WAYS(word)                                                                                                \
    {"__" #word "__", method_##word, TAKES(1, 1)},                                                                     \
    {                                                                                                                  \
        "__r" #word "__", method_r##word, TAKES(1, 1)                                                                  \
    }
static const NativeMember arithmetic[] = {BOTH_WAYS(add),
                                          BOTH_WAYS(sub),
                                          BOTH_WAYS(mul),
                                          BOTH_WAYS(truediv),
                                          BOTH_WAYS(floordiv),
                                          BOTH_WAYS(mod),
                                          BOTH_WAYS(and),
                                          BOTH_WAYS(or),
                                          BOTH_WAYS(xor),
                                          BOTH_WAYS(lshift),
                                          BOTH_WAYS(rshift),
                                          {"__iadd__", method_iadd, TAKES(1, 1)},
                                          {"__isub__", method_isub, TAKES(1, 1)},
                                          {"__imul__", method_imul, TAKES(1, 1)},
                                          {"__iand__", method_iand, TAKES(1, 1)},
                                          {"__ior__", method_ior, TAKES(1, 1)},
                                          {"__ixor__", method_ixor, TAKES(1, 1)},
                                          {"__trunc__", method_trunc, TAKES(0, 0)},
                                          {"__int__", method_trunc, TAKES(0, 0)},
                                          {"__index__", method_trunc, TAKES(0, 0)},
                                          {"__floor__", method_floor, TAKES(0, 0)},
                                          {"__ceil__", method_ceil, TAKES(0, 0)},
                                          {"__float__", method_float, TAKES(0, 0)},
                                          {"__bool__", method_bool, TAKES(0, 0)},
                                          {"__neg__", method_neg, TAKES(0, 0)},
                                          {"__pos__", method_pos, TAKES(0, 0)},
                                          {"__abs__", method_abs, TAKES(0, 0)},
                                          {"__invert__", method_invert, TAKES(0, 0)},
                                          {NULL, NULL}};
static const NativeMember comparisons[] = {{"__eq__", method_eq, TAKES(1, 1)},
                                           {"__ne__", method_ne, TAKES(1, 1)},
                                           {"__lt__", method_lt, TAKES(1, 1)},
                                           {"__le__", method_le, TAKES(1, 1)},
                                           {"__gt__", method_gt, TAKES(1, 1)},
                                           {"__ge__", method_ge, TAKES(1, 1)},
                                           {NULL, NULL}};

static const NativeMember *find(const NativeMember *members, const char *name)
{
    while (members->name && strcmp(members->name, name) != 0)
        members++;
    return members->name ? members : NULL;
}

/* CPython's messages distinguish operators, "slot wrappers", from methods. */
bool member_is_operator(const NativeMember *member)
{
    static const char *const methods = " __trunc__ __floor__ __ceil__ ";
    bool is_arithmetic = member >= arithmetic && member < arithmetic + sizeof arithmetic / sizeof *arithmetic;
    bool is_comparison = member >= comparisons && member < comparisons + sizeof comparisons / sizeof *comparisons;
    return is_comparison || (is_arithmetic && !strstr(methods, member->name));
}

const NativeMember *operator_member(ValueKind kind, const char *name)
{
    static const bool compares[VALUE_KIND_COUNT] = {
        [VALUE_BOOL] = true, [VALUE_INT] = true,   [VALUE_FLOAT] = true, [VALUE_STRING] = true,    [VALUE_BYTES] = true,
        [VALUE_LIST] = true, [VALUE_TUPLE] = true, [VALUE_DICT] = true,  [VALUE_FROZENSET] = true, [VALUE_SET] = true};
    if (name[0] != '_' || name[1] != '_')
        return NULL;
    kind = kind == VALUE_BIG_INTEGER ? VALUE_INT : kind;
    if (!compares[kind])
        return NULL;
    const NativeMember *member = find(comparisons, name);
    return member || !python_kind_has_name(kind, name) ? member : find(arithmetic, name);
}

static bool zero_division(Interpreter *interpreter, const char *what)
{
    return python_raise(interpreter, "ZeroDivisionError", "%s", what);
}

/* ---- operators of numbers --------------------------------------------------------------- */

/* For two 64-bit integers. *fits is false when the result needs more than 64 bits. */
static int64_t small_operation(Operator operator_, int64_t left, int64_t right, bool *fits)
{
    int64_t made = 0;
    *fits = true;
    switch (operator_) {
    case OPERATOR_ADD:
        *fits = !__builtin_add_overflow(left, right, &made);
        return made;
    case OPERATOR_SUBTRACT:
        *fits = !__builtin_sub_overflow(left, right, &made);
        return made;
    case OPERATOR_MULTIPLY:
        *fits = !__builtin_mul_overflow(left, right, &made);
        return made;
    case OPERATOR_FLOOR_DIVIDE:
    case OPERATOR_MODULO: {
        *fits = right != 0 && (left != INT64_MIN || right != -1);
        if (!*fits)
            return 0;
        int64_t quotient = left / right, rest = left % right;
        bool is_below = rest && (rest < 0) != (right < 0);
        return operator_ == OPERATOR_FLOOR_DIVIDE ? quotient - is_below : is_below ? rest + right : rest;
    }
    case OPERATOR_SHIFT_RIGHT:
        *fits = right >= 0;
        return *fits ? left >> (right > 63 ? 63 : right) : 0;
    case OPERATOR_BIT_AND:
        return left & right;
    case OPERATOR_BIT_OR:
        return left | right;
    case OPERATOR_BIT_XOR:
        return left ^ right;
    default: /* powers, shifts to the left */
        *fits = false;
        return 0;
    }
}

static bool integer_operation(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result)
{
    bool fits = left.kind != VALUE_BIG_INTEGER && right.kind != VALUE_BIG_INTEGER;
    int64_t small = fits ? small_operation(operator_, value_as_integer(left), value_as_integer(right), &fits) : 0;
    bool bits = operator_ == OPERATOR_BIT_AND || operator_ == OPERATOR_BIT_OR || operator_ == OPERATOR_BIT_XOR;
    if (!fits)
        return integer_binary(interpreter, operator_, left, right, result);
    *result = bits && left.kind == VALUE_BOOL && right.kind == VALUE_BOOL ? value_bool(small) : value_int(small);
    return true;
}

/* The remainder has the sign of the divisor, also if it is zero. */
static double real_modulo(double left, double right)
{
    double rest = fmod(left, right);
    if (rest == 0)
        return copysign(0.0, right);
    return (rest < 0) != (right < 0) ? rest + right : rest;
}

/* Computed from the remainder, since the quotient may be rounded up to an integer. */
static double real_floor_divide(double left, double right)
{
    double rest = fmod(left, right), quotient = (left - rest) / right;
    if (rest != 0 && (rest < 0) != (right < 0))
        quotient -= 1;
    if (quotient == 0)
        return copysign(0.0, left / right);
    double whole = floor(quotient);
    return quotient - whole > 0.5 ? whole + 1 : whole;
}

static bool real_operation(Interpreter *interpreter, Operator operator_, double left, double right, Value *result)
{
    bool divides = operator_ == OPERATOR_DIVIDE || operator_ == OPERATOR_FLOOR_DIVIDE || operator_ == OPERATOR_MODULO;
    if (divides && right == 0)
        return zero_division(interpreter, operator_ == OPERATOR_DIVIDE   ? "float division by zero"
                                          : operator_ == OPERATOR_MODULO ? "float modulo"
                                                                         : "float floor division by zero");
    switch (operator_) {
    case OPERATOR_ADD:
        *result = value_float(left + right);
        return true;
    case OPERATOR_SUBTRACT:
        *result = value_float(left - right);
        return true;
    case OPERATOR_MULTIPLY:
        *result = value_float(left * right);
        return true;
    case OPERATOR_DIVIDE:
        *result = value_float(left / right);
        return true;
    case OPERATOR_FLOOR_DIVIDE:
        *result = value_float(real_floor_divide(left, right));
        return true;
    case OPERATOR_MODULO:
        *result = value_float(real_modulo(left, right));
        return true;
    default:
        if (left < 0 && right != floor(right))
            return python_refuse(interpreter, "complex numbers");
        if (left == 0 && right < 0)
            return zero_division(interpreter, "0.0 cannot be raised to a negative power");
        *result = value_float(pow(left, right));
        return isfinite(result->real) || !isfinite(left) || !isfinite(right) ||
               python_raise(interpreter, "OverflowError", "(34, 'Numerical result out of range')");
    }
}

static bool as_real(Interpreter *interpreter, Value value, double *real)
{
    if (value.kind == VALUE_BIG_INTEGER)
        return integer_to_real(interpreter, value, real);
    *real = value_as_real(value);
    return true;
}

bool number_operation(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result)
{
    double sides[2];
    bool is_real = left.kind == VALUE_FLOAT || right.kind == VALUE_FLOAT ||
                   (operator_ == OPERATOR_POWER && integer_sign(right) < 0);
    if (!is_real && operator_ != OPERATOR_DIVIDE)
        return integer_operation(interpreter, operator_, left, right, result);
    if (!is_real) {
        *result = value_float(0);
        return integer_true_divide(interpreter, left, right, &result->real);
    }
    return as_real(interpreter, left, &sides[0]) && as_real(interpreter, right, &sides[1]) &&
           real_operation(interpreter, operator_, sides[0], sides[1], result);
}
