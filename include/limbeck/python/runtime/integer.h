/* Integers of any size. Those of 64 bits are held in the value itself; larger ones are objects of kind
 * VALUE_BIG_INTEGER, and no value of 64 bits is ever one. Every function here takes either, and booleans. */
#ifndef LIMBECK_PYTHON_RUNTIME_INTEGER_H
#define LIMBECK_PYTHON_RUNTIME_INTEGER_H

#include "limbeck/python/native.h"

static inline bool value_is_integer(Value value)
{
    return value.kind == VALUE_INT || value.kind == VALUE_BOOL || value.kind == VALUE_BIG_INTEGER;
}

typedef struct BigInteger {
    Object header;
    int size;              /* limbs; negative for a negative number */
    unsigned long limbs[]; /* as GMP has them */
} BigInteger;

static inline size_t limbs_of(int size)
{
    return (size_t)(size < 0 ? -size : size);
}

static inline size_t integer_object_bytes(const Object *object)
{
    return sizeof(BigInteger) + limbs_of(((const BigInteger *)object)->size) * sizeof(unsigned long);
}

/* Of two integers: any operator but division by '/'. */
bool integer_binary(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result);
/* left / right, rounded once. */
bool integer_true_divide(Interpreter *interpreter, Value left, Value right, double *result);
/* pow(base, exponent, modulus) */
bool integer_power_modulo(Interpreter *interpreter, Value base, Value exponent, Value modulus, Value *result);
bool integer_negate(Interpreter *interpreter, Value value, Value *result);
bool integer_invert(Interpreter *interpreter, Value value, Value *result);
/* To a multiple of 10 ** places, the even one of two that are as near. */
bool integer_round(Interpreter *interpreter, Value value, Value places, Value *result);

/* Negative, zero or positive. */
int integer_sign(Value value);
int integer_compare(Value left, Value right);
int integer_compare_real(Value left, double right); /* which is a number */
size_t integer_bit_length(Value value);
size_t integer_bit_count(Value value);
/* As hash() answers. */
int64_t integer_hash(Value value);
int64_t real_hash(double real); /* of a number, or infinity */

/* The nearest float; an OverflowError where there is none. */
bool integer_to_real(Interpreter *interpreter, Value value, double *real);
/* Rounds towards zero; an error if the number is not finite. */
bool integer_from_real(Interpreter *interpreter, double real, Value *result);
/* `length` digits of that base. */
bool integer_from_digits(Interpreter *interpreter, const char *digits, size_t length, int base, bool is_negative,
                         Value *result);
/* Appends the digits without a sign, capital ones for a negative base; an error where str() refuses that many. */
bool integer_append(Interpreter *interpreter, Value value, int base, Text *out);
bool integer_to_bytes(Interpreter *interpreter, Value value, size_t length, bool is_big_endian, bool is_signed,
                      Value *result);
bool integer_from_bytes(Interpreter *interpreter, const char *bytes, size_t length, bool is_big_endian, bool is_signed,
                        Value *result);

/* Its value if it fits 64 bits; otherwise an OverflowError, or the exception with the given name. */
bool integer_small(Interpreter *interpreter, Value value, const char *exception, const char *message, int64_t *small);
/* hash(), where it is the same in every run; else *known becomes false. */
bool known_hash(Interpreter *interpreter, Value value, int64_t *hash, bool *known);
/* A binary operator of two numbers of any kind but complex ones. */
bool number_operation(Interpreter *interpreter, Operator operator_, Value left, Value right, Value *result);
/* The nearest of 64 bits. */
int64_t integer_clamped(Value value);

#endif
