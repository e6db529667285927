/* Integers beyond 64 bits: GMP computes, the heap stores the result. Operations that take more than linear time are
 * charged, and their memory is reserved, before they run. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

#include <float.h>
#include <gmp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Operand {
    mpz_t view;
    mp_limb_t limb;
} Operand;

enum { LIMB_BITS = 64 };
_Static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && sizeof(long) == sizeof(int64_t), "GMP has 64 bits");

static const BigInteger *big_of(Value value)
{
    return (const BigInteger *)value.object;
}

/* To read from: the value's own limbs. */
static mpz_srcptr view_of(Value value, Operand *operand)
{
    if (value.kind == VALUE_BIG_INTEGER)
        return mpz_roinit_n(operand->view, big_of(value)->limbs, big_of(value)->size);
    int64_t integer = value_as_integer(value);
    operand->limb = integer < 0 ? 0 - (mp_limb_t)integer : (mp_limb_t)integer;
    return mpz_roinit_n(operand->view, &operand->limb, (integer > 0) - (integer < 0));
}

/* The result of an operation, which is cleared. */
static bool take_number(Interpreter *interpreter, mpz_t number, Value *result)
{
    if (mpz_fits_slong_p(number)) {
        *result = value_int(mpz_get_si(number));
        mpz_clear(number);
        return true;
    }
    size_t count = mpz_size(number), bytes = count * sizeof(mp_limb_t);
    BigInteger *big = heap_new(interpreter, VALUE_BIG_INTEGER, sizeof(BigInteger) + bytes);
    if (big) {
        big->size = mpz_sgn(number) < 0 ? -(int)count : (int)count;
        memcpy(big->limbs, mpz_limbs_read(number), bytes);
        *result = value_object(big);
    }
    mpz_clear(number);
    return big != NULL;
}

/* Charges an operation on that many limbs before it runs; a multiplication takes more than linear time. */
static bool may_work(Interpreter *interpreter, size_t limbs, bool multiplies)
{
    enum { MAX_LIMBS = 1 << 30 };
    size_t depth = 1;
    for (size_t rest = multiplies ? limbs : 0; rest; rest >>= 1)
        depth++;
    if (limbs > MAX_LIMBS)
        return heap_reserve(interpreter, SIZE_MAX / 2);
    return python_reserve_memory(interpreter, 2 * limbs, sizeof(mp_limb_t)) &&
           python_charge(interpreter, limbs * sizeof(mp_limb_t) * depth);
}

int integer_sign(Value value)
{
    if (value.kind == VALUE_BIG_INTEGER)
        return big_of(value)->size < 0 ? -1 : 1;
    return (value_as_integer(value) > 0) - (value_as_integer(value) < 0);
}

/* ---- operators --------------------------------------------------------------------- */

static bool divide(Interpreter *interpreter, Operator operator_, mpz_srcptr left, mpz_srcptr right, mpz_t made)
{
    if (!mpz_sgn(right))
        return python_raise(interpreter, "ZeroDivisionError",
                            operator_ == OPERATOR_MODULO ? "integer modulo by zero"
                                                         : "integer division or modulo by zero");
    if (operator_ == OPERATOR_FLOOR_DIVIDE)
        mpz_fdiv_q(made, left, right);
    else
        mpz_fdiv_r(made, left, right);
    return true;
}

/* `right` is not negative. */
static bool power(Interpreter *interpreter, mpz_srcptr left, Value right, mpz_t made)
{
    bool is_unit = mpz_cmpabs_ui(left, 1) <= 0;
    if (is_unit) {
        Operand operand;
        bool is_odd = mpz_odd_p(view_of(right, &operand));
        mpz_set_si(made, !integer_sign(right) ? 1 : mpz_sgn(left) < 0 ? (is_odd ? -1 : 1) : mpz_sgn(left));
        return true;
    }
    size_t bits = mpz_sizeinbase(left, 2), total;
    if (right.kind == VALUE_BIG_INTEGER || __builtin_mul_overflow(bits, (size_t)value_as_integer(right), &total))
        return heap_reserve(interpreter, SIZE_MAX / 2);
    if (!may_work(interpreter, total / LIMB_BITS + 1, true))
        return false;
    mpz_pow_ui(made, left, (unsigned long)value_as_integer(right));
    return true;
}

static bool shift(Interpreter *interpreter, Operator operator_, mpz_srcptr left, Value right, mpz_t made)
{
    bool is_huge = right.kind == VALUE_BIG_INTEGER;
    if (integer_sign(right) < 0)
        return python_raise(interpreter, "ValueError", "negative shift count");
    uint64_t places = is_huge ? 0 : (uint64_t)value_as_integer(right);
    if (operator_ == OPERATOR_SHIFT_RIGHT) {
        if (is_huge || places > mpz_sizeinbase(left, 2))
            mpz_set_si(made, mpz_sgn(left) < 0 ? -1 : 0);
        else
            mpz_fdiv_q_2exp(made, left, places);
        return true;
    }
    if (!mpz_sgn(left))
        return true;
    if (is_huge)
        return python_raise(interpreter, "OverflowError", "too many digits in integer");
    if (!may_work(interpreter, mpz_size(left) + places / LIMB_BITS + 1, false))
        return false;
    mpz_mul_2exp(made, left, places);
    return true;
}

static bool operate(Interpreter *interpreter, Operator operator_, Value left, Value right, mpz_t made)
{
    Operand operands[2];
    mpz_srcptr one = view_of(left, &operands[0]), other = view_of(right, &operands[1]);
    bool is_product =
        operator_ == OPERATOR_MULTIPLY || operator_ == OPERATOR_FLOOR_DIVIDE || operator_ == OPERATOR_MODULO;
    if (operator_ == OPERATOR_POWER)
        return power(interpreter, one, right, made);
    if (operator_ == OPERATOR_SHIFT_LEFT || operator_ == OPERATOR_SHIFT_RIGHT)
        return shift(interpreter, operator_, one, right, made);
    if (!may_work(interpreter, mpz_size(one) + mpz_size(other) + 1, is_product))
        return false;
    switch (operator_) {
    case OPERATOR_ADD:
        mpz_add(made, one, other);
        return true;
    case OPERATOR_SUBTRACT:
        mpz_sub(made, one, other);
        return true;
    case OPERATOR_MULTIPLY:
        mpz_mul(made, one, other);
        return true;
    case OPERATOR_BIT_AND:
        mpz_and(made, one, other);
        return true;
    case OPERATOR_BIT_OR:
        mpz_ior(made, one, other);
        return true;
    case OPERATOR_BIT_XOR:
        mpz_xor(made, one, other);
        return true;
    default:
        return divide(interpreter, operator_, one, other, made);
    }
}

bool integer_binary(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result)
{
    mpz_t made;
    mpz_init(made);
    if (operate(interpreter, operator_, left, right, made))
        return take_number(interpreter, made, result);
    mpz_clear(made);
    return false;
}

bool integer_power_modulo(Interpreter *interpreter, Value base, Value exponent, Value modulus, Value *result)
{
    Operand operands[3];
    mpz_srcptr one = view_of(base, &operands[0]), other = view_of(exponent, &operands[1]),
               divisor = view_of(modulus, &operands[2]);
    if (!mpz_sgn(divisor))
        return python_raise(interpreter, "ValueError", "pow() 3rd argument cannot be 0");
    size_t rounds = mpz_sizeinbase(other, 2);
    if (!may_work(interpreter, mpz_size(one) + mpz_size(divisor), true) ||
        !python_charge(interpreter, rounds * mpz_size(divisor) * sizeof(mp_limb_t)))
        return false;
    mpz_t made, inverse;
    mpz_init(made);
    mpz_init(inverse);
    bool has_inverse = mpz_sgn(other) >= 0 || mpz_invert(inverse, one, divisor) || !mpz_cmpabs_ui(divisor, 1);
    if (has_inverse && mpz_cmpabs_ui(divisor, 1)) {
        mpz_powm(made, one, other, divisor); /* not negative */
        if (mpz_sgn(divisor) < 0 && mpz_sgn(made))
            mpz_add(made, made, divisor);
    }
    mpz_clear(inverse);
    if (has_inverse)
        return take_number(interpreter, made, result);
    mpz_clear(made);
    return python_raise(interpreter, "ValueError", "base is not invertible for the given modulus");
}

bool integer_negate(Interpreter *interpreter, Value value, Value *result)
{
    return integer_binary(interpreter, OPERATOR_SUBTRACT, value_int(0), value, result);
}

bool integer_invert(Interpreter *interpreter, Value value, Value *result)
{
    return integer_binary(interpreter, OPERATOR_SUBTRACT, value_int(-1), value, result);
}

bool integer_round(Interpreter *interpreter, Value value, Value places, Value *result)
{
    Operand operand;
    size_t bits = integer_bit_length(value);
    *result = value_int(0);
    if (places.kind == VALUE_BIG_INTEGER || value_as_integer(places) > (int64_t)bits)
        return true; /* 10 ** places is more than twice as much */
    if (!may_work(interpreter, (size_t)value_as_integer(places) / 16 + bits / LIMB_BITS + 2, true))
        return false;
    mpz_t unit, rest, half;
    mpz_srcptr number = view_of(value, &operand);
    mpz_inits(unit, rest, half, NULL);
    mpz_ui_pow_ui(unit, 10, (unsigned long)value_as_integer(places));
    mpz_fdiv_qr(half, rest, number, unit); /* half: the quotient */
    bool is_odd = mpz_odd_p(half);
    mpz_mul_2exp(half, rest, 1);
    int order = mpz_cmp(half, unit);
    mpz_sub(half, number, rest);
    if (order > 0 || (order == 0 && is_odd))
        mpz_add(half, half, unit);
    mpz_clears(unit, rest, NULL);
    return take_number(interpreter, half, result);
}

/* ---- comparison, sign and size -------------------------------------------------- */

int integer_compare(Value left, Value right)
{
    Operand operands[2];
    if (left.kind == VALUE_BIG_INTEGER || right.kind == VALUE_BIG_INTEGER)
        return mpz_cmp(view_of(left, &operands[0]), view_of(right, &operands[1]));
    int64_t one = value_as_integer(left), other = value_as_integer(right);
    return (one > other) - (one < other);
}

/* Exactly: as floats 2**53 + 1 and 2**53 would be equal. */
int integer_compare_real(Value left, double right)
{
    static const double limit = 9223372036854775808.0;
    Operand operand;
    if (left.kind == VALUE_BIG_INTEGER)
        return mpz_cmp_d(view_of(left, &operand), right);
    if (right >= limit || right < -limit)
        return right > 0 ? -1 : 1;
    double whole = floor(right);
    int64_t integer = (int64_t)whole, mine = value_as_integer(left);
    if (mine != integer)
        return mine > integer ? 1 : -1;
    return right > whole ? -1 : 0;
}

size_t integer_bit_length(Value value)
{
    Operand operand;
    return integer_sign(value) ? mpz_sizeinbase(view_of(value, &operand), 2) : 0;
}

size_t integer_bit_count(Value value)
{
    Operand operand;
    mpz_srcptr number = view_of(value, &operand);
    return mpz_size(number) ? mpn_popcount(mpz_limbs_read(number), (mp_size_t)mpz_size(number)) : 0;
}

/* ---- hash: modulo 2 ** 61 - 1, where equal numbers of any type meet -------------------- */

static const uint64_t hash_modulus = (UINT64_C(1) << 61) - 1;

static int64_t signed_hash(uint64_t hash, bool is_negative)
{
    int64_t number = is_negative ? -(int64_t)hash : (int64_t)hash;
    return number == -1 ? -2 : number;
}

int64_t integer_hash(Value value)
{
    Operand operand;
    if (value.kind == VALUE_BIG_INTEGER)
        return signed_hash(mpz_tdiv_ui(view_of(value, &operand), hash_modulus), integer_sign(value) < 0);
    int64_t small = value_as_integer(value);
    return signed_hash((small < 0 ? 0 - (uint64_t)small : (uint64_t)small) % hash_modulus, small < 0);
}

int64_t real_hash(double real)
{
    enum { MODULUS_BITS = 61, TAKEN_BITS = 28 };
    int exponent;
    if (isinf(real))
        return real > 0 ? 314159 : -314159;
    double mantissa = frexp(fabs(real), &exponent);
    uint64_t hash = 0;
    while (mantissa != 0) {
        hash = ((hash << TAKEN_BITS) & hash_modulus) | hash >> (MODULUS_BITS - TAKEN_BITS);
        mantissa = ldexp(mantissa, TAKEN_BITS);
        exponent -= TAKEN_BITS;
        uint64_t digits = (uint64_t)mantissa;
        mantissa -= (double)digits;
        hash += digits;
        if (hash >= hash_modulus)
            hash -= hash_modulus;
    }
    int turns = exponent >= 0 ? exponent % MODULUS_BITS : MODULUS_BITS - 1 - (-1 - exponent) % MODULUS_BITS;
    hash = ((hash << turns) & hash_modulus) | hash >> (MODULUS_BITS - turns);
    return signed_hash(hash, real < 0);
}

/* ---- floats ----------------------------------------------------------------------------- */

/* The nearest float of left / right, with no more than one rounding: the quotient's first bits; the last of them says
 * whether more follow. */
static double nearest_quotient(mpz_srcptr left, mpz_srcptr right)
{
    enum { QUOTIENT_BITS = 55, MIN_PLACE = DBL_MIN_EXP - DBL_MANT_DIG - 2 };
    mpz_t quotient, rest, scaled;
    long place = (long)mpz_sizeinbase(left, 2) - (long)mpz_sizeinbase(right, 2) - QUOTIENT_BITS;
    place = place < MIN_PLACE ? MIN_PLACE : place;
    mpz_inits(quotient, rest, scaled, NULL);
    if (place >= 0) {
        mpz_mul_2exp(scaled, right, (mp_bitcnt_t)place);
        mpz_tdiv_qr(quotient, rest, left, scaled);
    } else {
        mpz_mul_2exp(scaled, left, (mp_bitcnt_t)-place);
        mpz_tdiv_qr(quotient, rest, scaled, right);
    }
    uint64_t bits = mpz_get_ui(quotient) | (mpz_sgn(rest) != 0);
    bool is_negative = (mpz_sgn(left) < 0) != (mpz_sgn(right) < 0);
    mpz_clears(quotient, rest, scaled, NULL);
    double real = place > DBL_MAX_EXP ? HUGE_VAL : ldexp((double)bits, (int)place);
    return is_negative ? -real : real;
}

bool integer_true_divide(Interpreter *interpreter, Value left, Value right, double *result)
{
    static const int64_t exact = INT64_C(1) << DBL_MANT_DIG;
    Operand operands[2];
    bool is_small = left.kind != VALUE_BIG_INTEGER && right.kind != VALUE_BIG_INTEGER;
    int64_t one = is_small ? value_as_integer(left) : 0, other = is_small ? value_as_integer(right) : 0;
    if (!integer_sign(right))
        return python_raise(interpreter, "ZeroDivisionError", "division by zero");
    if (is_small && one >= -exact && one <= exact && other >= -exact && other <= exact) {
        *result = (double)one / (double)other;
        return true;
    }
    *result = integer_sign(right) < 0 ? -0.0 : 0.0;
    if (!integer_sign(left))
        return true;
    mpz_srcptr dividend = view_of(left, &operands[0]), divisor = view_of(right, &operands[1]);
    if (!may_work(interpreter, mpz_size(dividend) + mpz_size(divisor) + 1, true))
        return false;
    *result = nearest_quotient(dividend, divisor);
    return isfinite(*result) ||
           python_raise(interpreter, "OverflowError", "integer division result too large for a float");
}

bool integer_to_real(Interpreter *interpreter, Value value, double *real)
{
    Operand operands[2];
    if (value.kind != VALUE_BIG_INTEGER) {
        *real = (double)value_as_integer(value);
        return true;
    }
    *real = nearest_quotient(view_of(value, &operands[0]), view_of(value_int(1), &operands[1]));
    return isfinite(*real) || python_raise(interpreter, "OverflowError", "int too large to convert to float");
}

bool integer_from_real(Interpreter *interpreter, double real, Value *result)
{
    static const double limit = 9223372036854775808.0;
    if (isnan(real))
        return python_raise(interpreter, "ValueError", "cannot convert float NaN to integer");
    if (isinf(real))
        return python_raise(interpreter, "OverflowError", "cannot convert float infinity to integer");
    if (real >= -limit && real < limit) {
        *result = value_int((int64_t)real);
        return true;
    }
    mpz_t made;
    mpz_init_set_d(made, real);
    return take_number(interpreter, made, result);
}

/* ---- digits and bytes ------------------------------------------------------------------- */

/* As in CPython: converting digits takes quadratic time, except in bases that are powers of two. */
static size_t digit_limit(const Interpreter *interpreter, int base)
{
    bool is_limited = (base & (base - 1)) != 0 && interpreter->max_digits > 0;
    return is_limited ? (size_t)interpreter->max_digits : SIZE_MAX;
}

bool integer_from_digits(Interpreter *interpreter, const char *digits, size_t length, int base, bool is_negative,
                         Value *result)
{
    if (length > digit_limit(interpreter, base))
        return python_raise(interpreter, "ValueError",
                            "Exceeds the limit (%d digits) for integer string conversion: value has %zu digits; use "
                            "sys.set_int_max_str_digits() to increase the limit",
                            interpreter->max_digits, length);
    if (!may_work(interpreter, length / 8 + 1, true))
        return false;
    char *text = strndup(digits, length);
    mpz_t made;
    mpz_init_set_str(made, text, base);
    free(text);
    if (is_negative)
        mpz_neg(made, made);
    return take_number(interpreter, made, result);
}

/* Without GMP, for what loops format most. */
static void append_decimal(int64_t number, Text *out)
{
    char digits[24], *at = digits + sizeof digits;
    *--at = '\0';
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        *--at = (char)('0' + left % 10);
    while (left /= 10);
    text_append(out, at);
}

bool integer_append(Interpreter *interpreter, Value value, int base, Text *out)
{
    if (base == 10 && value.kind == VALUE_INT) {
        append_decimal(value.integer, out);
        return true;
    }
    Operand operand;
    mpz_srcptr number = view_of(value, &operand);
    size_t most = mpz_sizeinbase(number, abs(base));
    if (!may_work(interpreter, mpz_size(number) + most / 4, true))
        return false;
    size_t limit = digit_limit(interpreter, abs(base));
    bool is_over = most - 1 > limit;
    char *digits = is_over ? NULL : mpz_get_str(NULL, base, number);
    const char *at = digits && *digits == '-' ? digits + 1 : digits;
    is_over = is_over || strlen(at) > limit;
    if (!is_over)
        text_append(out, at);
    free(digits);
    return !is_over || python_raise(interpreter, "ValueError",
                                    "Exceeds the limit (%d digits) for integer string conversion; use "
                                    "sys.set_int_max_str_digits() to increase the limit",
                                    interpreter->max_digits);
}

bool integer_to_bytes(Interpreter *interpreter, Value value, size_t length, bool is_big_endian, bool is_signed,
                      Value *result)
{
    bool is_negative = integer_sign(value) < 0;
    if (is_negative && !is_signed)
        return python_raise(interpreter, "OverflowError", "can't convert negative int to unsigned");
    Value magnitude = value;
    if (is_negative && !integer_invert(interpreter, value, &magnitude))
        return false;
    size_t bits = integer_bit_length(magnitude);
    if (bits && bits + is_signed > length * 8)
        return python_raise(interpreter, "OverflowError", "int too big to convert");
    String *bytes = string_new(interpreter, VALUE_BYTES, length);
    if (!bytes)
        return false;
    Operand operand;
    mpz_srcptr number = view_of(magnitude, &operand);
    size_t used = (mpz_sizeinbase(number, 2) + 7) / 8, written = 0;
    memset(bytes->bytes, 0, length);
    if (mpz_sgn(number))
        mpz_export(is_big_endian ? bytes->bytes + length - used : bytes->bytes, &written, is_big_endian ? 1 : -1, 1, 0,
                   0, number);
    for (size_t i = 0; is_negative && i < length; i++)
        bytes->bytes[i] = (char)~bytes->bytes[i];
    bytes->count = length;
    *result = value_object(bytes);
    return true;
}

bool integer_from_bytes(Interpreter *interpreter, const char *bytes, size_t length, bool is_big_endian, bool is_signed,
                        Value *result)
{
    if (!may_work(interpreter, length / sizeof(mp_limb_t) + 1, false))
        return false;
    mpz_t made;
    mpz_init(made);
    mpz_import(made, length, is_big_endian ? 1 : -1, 1, 0, 0, bytes);
    if (is_signed && length && mpz_tstbit(made, length * 8 - 1)) {
        mpz_t all;
        mpz_init_set_ui(all, 1);
        mpz_mul_2exp(all, all, length * 8);
        mpz_sub(made, made, all);
        mpz_clear(all);
    }
    return take_number(interpreter, made, result);
}

/* ---- to 64 bits --------------------------------------------------------------------------- */

bool integer_small(Interpreter *interpreter, Value value, const char *exception, const char *message, int64_t *small)
{
    if (value.kind == VALUE_BIG_INTEGER)
        return python_raise(interpreter, exception, "%s", message);
    *small = value_as_integer(value);
    return true;
}

int64_t integer_clamped(Value value)
{
    if (value.kind != VALUE_BIG_INTEGER)
        return value_as_integer(value);
    return integer_sign(value) < 0 ? INT64_MIN : INT64_MAX;
}
