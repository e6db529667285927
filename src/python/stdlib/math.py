"""Mathematics of real and whole numbers."""
import _limbeck.real
from _limbeck.objects import index as _index

_limbeck_builtin = True  # in CPython these functions are written in C: as attributes of a class they are not bound

pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = float("inf")
nan = float("nan")

_apply = _limbeck.real.apply


def _method(x, special):
    """That of a class of the script; numbers have none to ask."""
    if not isinstance(x, (int, float)):
        return getattr(type(x), special, None)
    for cls in type(x).__mro__:
        if cls in (int, float, bool):
            return None
        if special in cls.__dict__:
            return cls.__dict__[special]


def _rounded(x, special, name):
    method = _method(x, special)
    if method is not None:
        return method(x)
    if isinstance(x, int):
        return int(x)
    return int(_apply(name, x))


def floor(x, /):
    return _rounded(x, "__floor__", "floor")


def ceil(x, /):
    return _rounded(x, "__ceil__", "ceil")


def trunc(x, /):
    method = _method(x, "__trunc__")
    if method is None and isinstance(x, (int, float)):
        return int(x)
    if method is None:
        raise TypeError(f"type {type(x).__name__} doesn't define __trunc__ method")
    return method(x)


def sqrt(x, /):
    return _apply("sqrt", x)


def cbrt(x, /):
    return _apply("cbrt", x)


def fabs(x, /):
    return _apply("fabs", x)


def exp(x, /):
    return _apply("exp", x)


def exp2(x, /):
    return _apply("exp2", x)


def expm1(x, /):
    return _apply("expm1", x)


def log1p(x, /):
    return _apply("log1p", x)


def _logarithm(name, x):
    if isinstance(x, int) and x <= 0:
        raise ValueError("math domain error")
    if isinstance(x, int) and x.bit_length() > 1000:
        raise NotImplementedError("limbeck has no logarithm of so large an integer")
    return _apply(name, x)


def log(x, /, *base):
    if len(base) > 1:
        raise TypeError(f"log expected at most 2 arguments, got {len(base) + 1}")
    made = _logarithm("log", x)
    return made / _logarithm("log", base[0]) if base else made


def log2(x, /):
    return _logarithm("log2", x)


def log10(x, /):
    return _logarithm("log10", x)


def sin(x, /):
    return _apply("sin", x)


def cos(x, /):
    return _apply("cos", x)


def tan(x, /):
    return _apply("tan", x)


def asin(x, /):
    return _apply("asin", x)


def acos(x, /):
    return _apply("acos", x)


def atan(x, /):
    return _apply("atan", x)


def atan2(y, x, /):
    return _apply("atan2", y, x)


def sinh(x, /):
    return _apply("sinh", x)


def cosh(x, /):
    return _apply("cosh", x)


def tanh(x, /):
    return _apply("tanh", x)


def asinh(x, /):
    return _apply("asinh", x)


def acosh(x, /):
    return _apply("acosh", x)


def atanh(x, /):
    return _apply("atanh", x)


def pow(x, y, /):
    return _apply("pow", x, y)


def fmod(x, y, /):
    return _apply("fmod", x, y)


def remainder(x, y, /):
    return _apply("remainder", x, y)


def copysign(x, y, /):
    return _apply("copysign", x, y)


def nextafter(x, y, /):
    return _apply("nextafter", x, y)


def ulp(x, /):
    x = _apply("fabs", x)
    if x != x or x == inf:
        return x
    above = _apply("nextafter", x, inf)
    return x - _apply("nextafter", x, -inf) if above == inf else above - x


def frexp(x, /):
    return _limbeck.real.split(x)


def ldexp(x, i, /):
    if not isinstance(i, int):
        raise TypeError("Expected an int as second argument to ldexp.")
    return _limbeck.real.scale(x, i)


def modf(x, /):
    whole = _apply("trunc", x)
    if whole in (inf, -inf):
        return copysign(0.0, whole), whole
    return copysign(_apply("fabs", x) - _apply("fabs", whole), x), whole


def degrees(x, /):
    return _apply("fabs", x) * copysign(180.0 / pi, x)


def radians(x, /):
    return _apply("fabs", x) * copysign(pi / 180.0, x)


def isnan(x, /):
    x = _real(x)
    return x != x


def isinf(x, /):
    return _real(x) in (inf, -inf)


def isfinite(x, /):
    x = _real(x)
    return x == x and x not in (inf, -inf)


def _real(x):
    return _apply("copysign", x, x)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    a, b, rel_tol, abs_tol = _real(a), _real(b), _real(rel_tol), _real(abs_tol)
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    distance = fabs(b - a)
    return distance <= fabs(rel_tol * b) or distance <= fabs(rel_tol * a) or distance <= abs_tol


def gcd(*integers):
    made = 0
    for number in integers:
        other = abs(_index(number))
        while other:
            made, other = other, made % other
    return made


def lcm(*integers):
    made = 1
    for number in integers:
        number = abs(_index(number))
        made = made // gcd(made, number) * number if number and made else 0
    return made


def isqrt(n, /):
    n = _index(n)
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    if n < 2:
        return n
    root = 1 << (n.bit_length() + 1) // 2
    while True:
        better = (root + n // root) // 2
        if better >= root:
            return root
        root = better


def factorial(x, /):
    x = _index(x)
    if x < 0:
        raise ValueError("factorial() not defined for negative values")
    if x > 0x7FFFFFFFFFFFFFFF:
        raise OverflowError("factorial() argument should not exceed 9223372036854775807")
    return _product(2, x)


def _product(first, last):
    """Of all numbers between, as two halves of about one size."""
    if last - first < 8:
        made = 1
        for number in range(first, last + 1):
            made *= number
        return made
    middle = (first + last) // 2
    return _product(first, middle) * _product(middle + 1, last)


def perm(n, k=None, /):
    n = _index(n)
    if k is None:
        return factorial(n)
    k = _index(k)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    return 0 if k > n else _product(n - k + 1, n)


def comb(n, k, /):
    n, k = _index(n), _index(k)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    k = min(k, n - k)
    return _product(n - k + 1, n) // _product(2, k)


def prod(iterable, /, *, start=1):
    for item in iterable:
        start = start * item
    return start


def fsum(seq, /):
    number, places, special = 0, 0, 0.0
    for item in seq:
        item = _real(item)
        if not isfinite(item):
            if isinf(item) and isinf(special) and item != special:
                raise ValueError("-inf + inf in fsum")
            special += item
            continue
        above, below = item.as_integer_ratio()
        more = below.bit_length() - 1
        if more > places:
            number, places = number << (more - places), more
        number += above << (places - more)
    if special != 0.0:
        return special
    try:
        return number / (1 << places)
    except OverflowError:
        raise NotImplementedError("limbeck does not know whether fsum() of these values overflows") from None
