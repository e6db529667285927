/* The functions of the module math that the C library computes, called by name; errors as in CPython. */
#include "limbeck/python/runtime/integer.h"
#include "limbeck/python/runtime/internal.h"

#include <math.h>
#include <string.h>

/* A float, an integer, or the result of __float__() or __index__(). */
static bool as_real(Interpreter *interpreter, Value value, double *real)
{
    Value plain = value_plain(value), answer, method = special_method(interpreter, value, "__float__");
    if (value.kind == VALUE_OPAQUE || value.kind == VALUE_NATIVE)
        return python_refuse(interpreter, "the number of %s", value_type_name(value));
    if (value_given(method)) {
        if (!python_call_special(interpreter, method, value, &answer))
            return false;
        plain = value_plain(answer);
        if (plain.kind != VALUE_FLOAT)
            return python_raise(interpreter, "TypeError", "%s.__float__ returned non-float (type %s)",
                                value_type_name(value), value_type_name(answer));
    } else if (plain.kind == VALUE_INSTANCE && value_given(special_method(interpreter, value, "__index__"))) {
        if (!python_index(interpreter, value, &plain))
            return false;
    }
    if (plain.kind == VALUE_FLOAT) {
        *real = plain.real;
        return true;
    }
    if (value_is_integer(plain))
        return integer_to_real(interpreter, plain, real);
    return python_raise(interpreter, "TypeError", "must be real number, not %s", value_type_name(value));
}

static double logarithm_1p(double x)
{
    return x == 0 ? x : log1p(x); /* of -0.0 too */
}

typedef struct RealFunction {
    const char *name;
    double (*one)(double);
    double (*two)(double, double);
    bool may_overflow;
} RealFunction;

static const RealFunction functions[] = {
    {"sqrt", sqrt, NULL, false},
    {"exp", exp, NULL, true},
    {"expm1", expm1, NULL, true},
    {"exp2", exp2, NULL, true},
    {"log", log, NULL, false},
    {"log2", log2, NULL, false},
    {"log10", log10, NULL, false},
    {"log1p", logarithm_1p, NULL, false},
    {"sin", sin, NULL, false},
    {"cos", cos, NULL, false},
    {"tan", tan, NULL, false},
    {"asin", asin, NULL, false},
    {"acos", acos, NULL, false},
    {"atan", atan, NULL, false},
    {"sinh", sinh, NULL, true},
    {"cosh", cosh, NULL, true},
    {"tanh", tanh, NULL, false},
    {"asinh", asinh, NULL, false},
    {"acosh", acosh, NULL, false},
    {"atanh", atanh, NULL, false},
    {"cbrt", cbrt, NULL, false},
    {"fabs", fabs, NULL, false},
    {"floor", floor, NULL, false},
    {"ceil", ceil, NULL, false},
    {"trunc", trunc, NULL, false},
    {"pow", NULL, pow, true},
    {"fmod", NULL, fmod, false},
    {"atan2", NULL, atan2, false},
    {"copysign", NULL, copysign, false},
    {"remainder", NULL, remainder, false},
    {"nextafter", NULL, nextafter, true},
};

static const RealFunction *function_named(const char *name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcmp(functions[i].name, name) == 0)
            return &functions[i];
    return NULL;
}

/* apply("sqrt", x), apply("pow", x, y) */
static bool apply(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_name, ARG_x, ARG_y };
    (void)self;
    const char *name;
    double x, y = 0;
    if (!expect_text(interpreter, argument_at(arguments, ARG_name), "name", &name) ||
        !as_real(interpreter, argument_at(arguments, ARG_x), &x))
        return false;
    const RealFunction *function = function_named(name);
    if (!function)
        return python_refuse(interpreter, "math.%s()", name);
    if (function->two && !as_real(interpreter, argument_at(arguments, ARG_y), &y))
        return false;
    double made = function->two ? function->two(x, y) : function->one(x);
    bool is_number = !isnan(x) && !isnan(y), is_finite = isfinite(x) && isfinite(y);
    bool is_pole = function->two == pow && x == 0 && y < 0;
    *result = value_float(made);
    if (function->two == nextafter)
        return true;
    if ((isnan(made) && is_number) || (isinf(made) && is_finite && (!function->may_overflow || is_pole)))
        return python_raise(interpreter, "ValueError", "math domain error");
    return !isinf(made) || !is_finite || python_raise(interpreter, "OverflowError", "math range error");
}

/* frexp() and ldexp(). */
static bool split(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    (void)self;
    double real;
    int exponent = 0;
    if (!as_real(interpreter, argument_at(arguments, 0), &real))
        return false;
    double mantissa = isfinite(real) ? frexp(real, &exponent) : real;
    return python_tuple(interpreter, (const Value[]){value_float(mantissa), value_int(exponent)}, 2, result);
}

static bool scale(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_x, ARG_exponent };
    enum { MAX_EXPONENT = 100000 };
    (void)self;
    double real;
    Value whole;
    if (!as_real(interpreter, argument_at(arguments, ARG_x), &real) ||
        !python_index(interpreter, argument_at(arguments, ARG_exponent), &whole))
        return false;
    int64_t exponent = integer_clamped(whole);
    *result = value_float(ldexp(real, exponent > MAX_EXPONENT    ? MAX_EXPONENT
                                      : exponent < -MAX_EXPONENT ? -MAX_EXPONENT
                                                                 : (int)exponent));
    return !isfinite(real) || isfinite(result->real) || python_raise(interpreter, "OverflowError", "math range error");
}

static const NativeMember members[] = {
    {"apply", apply, TAKES(2, 3)}, {"split", split, TAKES(1, 1)}, {"scale", scale, TAKES(2, 2)}, {NULL, NULL}};
const NativeModule real_functions_module = {"_limbeck.real", members, NULL, NULL, false, NULL};
