"""Decimal numbers: a sign, a whole number and a power of ten, rounded to the digits of a context."""
import collections

_limbeck_c = True
ROUND_UP = "ROUND_UP"
ROUND_DOWN = "ROUND_DOWN"
ROUND_CEILING = "ROUND_CEILING"
ROUND_FLOOR = "ROUND_FLOOR"
ROUND_HALF_UP = "ROUND_HALF_UP"
ROUND_HALF_DOWN = "ROUND_HALF_DOWN"
ROUND_HALF_EVEN = "ROUND_HALF_EVEN"
ROUND_05UP = "ROUND_05UP"
_ROUNDINGS = (ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)

MAX_PREC = MAX_EMAX = 999999999999999999
MIN_EMIN = -999999999999999999
_EMAX, _EMIN = 999999, -999999

DecimalTuple = collections.namedtuple("DecimalTuple", "sign digits exponent")


class DecimalException(ArithmeticError):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class Inexact(DecimalException):
    pass


class Rounded(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


class Context:
    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None):
        if (Emin, Emax, capitals, clamp, flags, traps) != (None,) * 6:
            raise NotImplementedError("limbeck creates a Context with prec and rounding only")
        self.prec = 28 if prec is None else prec
        self.rounding = ROUND_HALF_EVEN if rounding is None else rounding

    def __setattr__(self, name, value):
        if name == "prec":
            if not isinstance(value, int):
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
            if not 1 <= value <= MAX_PREC:
                raise ValueError("valid range for prec is [1, MAX_PREC]")
        elif name == "rounding":
            _check_rounding(value)
        else:
            raise NotImplementedError(f"limbeck has no '{name}' of a decimal context")
        object.__setattr__(self, name, value)

    def copy(self):
        return Context(self.prec, self.rounding)

    __copy__ = copy

    def create_decimal(self, num="0"):
        return _rounded(Decimal(num), self)


def _check_rounding(rounding):
    if rounding not in _ROUNDINGS:
        raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                        "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")


_current = [Context()]


def getcontext():
    return _current[0]


def setcontext(context, /):
    if not isinstance(context, Context):
        raise TypeError("argument must be a context")
    _current[0] = context.copy()


class _LocalContext:
    def __init__(self, context):
        self._context = context

    def __enter__(self):
        self._before = _current[0]
        _current[0] = self._context
        return self._context

    def __exit__(self, *failure):
        _current[0] = self._before


def localcontext(ctx=None, **kwargs):
    context = (getcontext() if ctx is None else ctx).copy()
    for name, value in kwargs.items():
        setattr(context, name, value)
    return _LocalContext(context)


def _count(number):
    """How many digits it has."""
    if number < 10 ** 4000:
        return len(str(number))
    digits = number.bit_length() * 30103 // 100000
    return digits + (number >= 10 ** digits)


def _divided(sign, number, divisor, rounding):
    """number / divisor, a whole number, rounded."""
    whole, rest = divmod(number, divisor)
    if not rest:
        return whole
    twice = rest * 2
    if rounding == ROUND_HALF_EVEN:
        up = twice > divisor or (twice == divisor and whole % 2 == 1)
    elif rounding == ROUND_HALF_UP:
        up = twice >= divisor
    elif rounding == ROUND_HALF_DOWN:
        up = twice > divisor
    elif rounding == ROUND_UP:
        up = True
    elif rounding == ROUND_CEILING:
        up = not sign
    elif rounding == ROUND_FLOOR:
        up = sign == 1
    elif rounding == ROUND_05UP:
        up = whole % 5 == 0
    else:
        up = False
    return whole + up


def _made(sign, number, exponent):
    result = object.__new__(Decimal)
    result._sign, result._number, result._exponent, result._special = sign, number, exponent, None
    return result


def _made_special(sign, special):
    result = _made(sign, 0, 0)
    result._special = special
    return result


def _rounded(value, context=None):
    """As the context has it."""
    context = context or getcontext()
    if value._special:
        return value
    sign, number, exponent = value._sign, value._number, value._exponent
    over = _count(number) - context.prec
    if over > 0:
        number = _divided(sign, number, 10 ** over, context.rounding)
        exponent += over
        if number == 10 ** context.prec:
            number, exponent = number // 10, exponent + 1
    adjusted = exponent + _count(number) - 1
    if number and adjusted > _EMAX:
        raise Overflow([Overflow, Inexact, Rounded][:1])
    if adjusted < _EMIN or (not number and exponent > _EMAX):
        raise NotImplementedError("limbeck has no Decimal with so large an exponent")
    return _made(sign, number, exponent)


def _invalid(kind=InvalidOperation):
    raise InvalidOperation([kind])


_DIGITS = {}


def _split(text):
    """The sign, the digits before and behind the point, and the exponent of a number's text; None of no number."""
    sign = text[:1] == "-"
    rest = text[1:] if text[:1] in ("-", "+") else text
    low = rest.lower()
    if low in ("inf", "infinity"):
        return int(sign), "F", None, None
    if low == "nan":
        return int(sign), "n", None, None
    if low.startswith(("nan", "snan")) and low.lstrip("sna")[:1].isdecimal() | (low == "snan"):
        raise NotImplementedError(f"limbeck does not create a Decimal from {text}")
    mantissa, mark, exponent = low.partition("e")
    if mark:
        unsigned = exponent[1:] if exponent[:1] in ("-", "+") else exponent
        if not unsigned.isdecimal():
            return None
    whole, _, fraction = mantissa.partition(".")
    if not (whole + fraction).isdecimal():
        return None
    return int(sign), whole, fraction, int(exponent or "0")


def _of_text(text):
    parts = _split(text.strip().replace("_", ""))
    if parts is None:
        _invalid(ConversionSyntax)
    sign, whole, fraction, exponent = parts
    if fraction is None:
        return _made_special(sign, whole)
    digits = whole + fraction
    if len(digits) > 4000:
        raise NotImplementedError("limbeck has no Decimal of so many digits")
    exponent -= len(fraction)
    if not -1999998 < exponent < 1000000:
        raise NotImplementedError("limbeck has no Decimal with so large an exponent")
    return _made(sign, int(digits), exponent)


def _of_tuple(value):
    if len(value) != 3:
        raise ValueError("argument must be a sequence of length 3")
    sign, digits, exponent = value
    if sign not in (0, 1):
        raise ValueError("sign must be an integer with the value 0 or 1")
    for digit in digits:
        if not isinstance(digit, int) or not 0 <= digit <= 9:
            raise ValueError("coefficient must be a tuple of digits")
    if not isinstance(exponent, int):
        raise NotImplementedError("limbeck does not create a Decimal from such a tuple")
    number = 0
    for digit in digits:
        number = number * 10 + digit
    return _made(sign, number, exponent)


def _of_float(value):
    if value != value:
        return _made_special(0, "n")
    if value in (float("inf"), float("-inf")):
        return _made_special(int(value < 0), "F")
    number, divisor = value.as_integer_ratio()
    places = divisor.bit_length() - 1
    sign = int(str(value).startswith("-"))
    return _made(sign, abs(number) * 5 ** places, -places)


def _operand(value):
    """A Decimal of what may stand beside one; None else."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return _made(int(value < 0), abs(int(value)), 0)
    return None


def _wanted(value):
    operand = _operand(value)
    if operand is None:
        raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")
    return operand


def _nan_of(*values):
    """The first that is no number."""
    for value in values:
        if value._special == "n":
            return value
    return None


def _aligned(a, b):
    """Their numbers with one exponent, and that."""
    exponent = min(a._exponent, b._exponent)
    return a._signed() * 10 ** (a._exponent - exponent), b._signed() * 10 ** (b._exponent - exponent), exponent


def _order(a, b):
    if a._special or b._special:
        left = (0 if a._special is None else 1 - 2 * a._sign)
        right = (0 if b._special is None else 1 - 2 * b._sign)
        return (left > right) - (left < right)
    if not a._number or not b._number or a._sign != b._sign:
        left, right = a._signed(), b._signed()
        return (left > right) - (left < right)
    if a.adjusted() != b.adjusted():
        return (1 if a.adjusted() > b.adjusted() else -1) * (-1 if a._sign else 1)
    left, right, _ = _aligned(a, b)
    return (left > right) - (left < right)


def _comparable(value):
    return _of_float(value) if isinstance(value, float) else _operand(value)


class Decimal:
    def __new__(cls, value="0", context=None):
        if context is not None:
            if not isinstance(context, Context):
                raise TypeError("optional argument must be a context")
            raise NotImplementedError("limbeck creates a Decimal only without a context")
        if isinstance(value, Decimal):
            made = value
        elif isinstance(value, int):
            made = _operand(value)
        elif isinstance(value, float):
            made = _of_float(value)
        elif isinstance(value, str):
            made = _of_text(value)
        elif isinstance(value, (list, tuple)):
            made = _of_tuple(value)
        else:
            raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")
        if cls is Decimal:
            return made
        result = object.__new__(cls)
        result._sign, result._number, result._exponent, result._special = made._sign, made._number, made._exponent, made._special
        return result

    @classmethod
    def from_float(cls, f, /):
        if not isinstance(f, (int, float)):
            raise TypeError("argument must be int or float")
        return cls(f)

    def _signed(self):
        return -self._number if self._sign else self._number

    # ---- arithmetic

    def __add__(self, other):
        other = _operand(other)
        if other is None:
            return NotImplemented
        if self._special or other._special:
            if self._special == "F" and other._special == "F" and self._sign != other._sign:
                _invalid()
            return _nan_of(self, other) or (self if self._special else other)
        context = getcontext()
        high, low = (self, other) if self._exponent >= other._exponent else (other, self)
        # Far behind the digits that are kept it matters only that there is something.
        if high._number and low._number and high._exponent - context.prec - 3 > low.adjusted():
            shift = context.prec + 3
            number = high._signed() * 10 ** shift + (1 - 2 * low._sign)
            return _rounded(_made(int(number < 0), abs(number), high._exponent - shift))
        if not high._number and low._number and high._exponent - low._exponent > 10000:
            return _rounded(low)
        if not low._number and high._exponent - low._exponent > 10000:
            raise NotImplementedError("limbeck does not add Decimals of such different sizes")
        a, b, exponent = _aligned(self, other)
        number = a + b
        negative = number < 0
        if not number:
            negative = self._sign and other._sign or (self._sign != other._sign and context.rounding == ROUND_FLOOR)
        return _rounded(_made(int(negative), abs(number), exponent))

    __radd__ = __add__

    def __sub__(self, other):
        other = _operand(other)
        return NotImplemented if other is None else self + other.copy_negate()

    def __rsub__(self, other):
        other = _operand(other)
        return NotImplemented if other is None else other + self.copy_negate()

    def __mul__(self, other):
        other = _operand(other)
        if other is None:
            return NotImplemented
        sign = self._sign ^ other._sign
        if self._special or other._special:
            if _nan_of(self, other) is None and not (self and other):
                _invalid()
            return _nan_of(self, other) or _made_special(sign, "F")
        return _rounded(_made(sign, self._number * other._number, self._exponent + other._exponent))

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = _operand(other)
        if other is None:
            return NotImplemented
        sign = self._sign ^ other._sign
        if self._special or other._special:
            if self._special == other._special == "F":
                _invalid()
            if not self._special and other._special == "F":
                raise NotImplementedError("limbeck does not divide a Decimal by infinity")
            return _nan_of(self, other) or _made_special(sign, "F")
        if not other._number:
            if not self._number:
                _invalid(DivisionUndefined)
            raise DivisionByZero([DivisionByZero])
        ideal = self._exponent - other._exponent
        if not self._number:
            return _rounded(_made(sign, 0, ideal))
        shift = _count(other._number) - _count(self._number) + getcontext().prec + 1
        if shift >= 0:
            number, rest = divmod(self._number * 10 ** shift, other._number)
        else:
            number, rest = divmod(self._number, other._number * 10 ** -shift)
        exponent = ideal - shift
        if rest:
            number += number % 5 == 0
        else:
            while exponent < ideal and number % 10 == 0:
                number, exponent = number // 10, exponent + 1
        return _rounded(_made(sign, number, exponent))

    def __rtruediv__(self, other):
        other = _operand(other)
        return NotImplemented if other is None else other / self

    def _divide(self, other):
        """The whole part of the quotient and the rest, of numbers that are finite."""
        if self._special or other._special:
            raise NotImplementedError("limbeck divides only finite Decimals")
        exponent = min(self._exponent, other._exponent)
        if self.adjusted() - other.adjusted() > getcontext().prec + 1:
            _invalid(DivisionImpossible)
        if self._number and other.adjusted() - self.adjusted() > 10000 or max(self._exponent, other._exponent) - exponent > 20000:
            raise NotImplementedError("limbeck does not divide Decimals of such different sizes")
        a = self._number * 10 ** (self._exponent - exponent)
        b = other._number * 10 ** (other._exponent - exponent)
        whole, rest = divmod(a, b)
        if whole >= 10 ** getcontext().prec:
            _invalid(DivisionImpossible)
        return _made(self._sign ^ other._sign, whole, 0), _made(self._sign, rest, exponent)

    def __floordiv__(self, other):
        other = _operand(other)
        if other is None:
            return NotImplemented
        if not self._special and not other:
            if not self:
                _invalid(DivisionUndefined)
            raise DivisionByZero([DivisionByZero])
        return self._divide(other)[0]

    def __rfloordiv__(self, other):
        other = _operand(other)
        return NotImplemented if other is None else other // self

    def __mod__(self, other):
        other = _operand(other)
        if other is None:
            return NotImplemented
        if not self._special and not other:
            _invalid(InvalidOperation if self else DivisionUndefined)
        return _rounded(self._divide(other)[1])

    def __rmod__(self, other):
        other = _operand(other)
        return NotImplemented if other is None else other % self

    def __divmod__(self, other):
        other = _operand(other)
        if other is None:
            return NotImplemented
        if not self._special and not other:
            if not self:
                _invalid(DivisionUndefined)
            raise InvalidOperation([InvalidOperation, DivisionByZero])
        whole, rest = self._divide(other)
        return whole, _rounded(rest)

    def __rdivmod__(self, other):
        other = _operand(other)
        return NotImplemented if other is None else divmod(other, self)

    def __pow__(self, other, modulo=None):
        other = _operand(other)
        if other is None:
            return NotImplemented
        if modulo is not None or self._special or other._special:
            raise NotImplementedError("limbeck does not raise these values to a power")
        if other != int(other) or not 0 <= other <= 10000:
            raise NotImplementedError("limbeck raises a Decimal to whole powers only, up to 10000")
        power = int(other)
        if not power:
            if not self:
                _invalid()
            return _made(0, 1, 0)
        if not self._number:
            return _made(self._sign & power, 0, 0)
        number = self._number ** power
        if _count(number) > getcontext().prec:
            # An inexact power may be off by one in its last digit in CPython: only what is certain.
            if self._exponent or _count(number) > 4000:
                raise NotImplementedError("limbeck does not round a power of a Decimal")
        return _rounded(_made(self._sign & power, number, self._exponent * power))

    def __rpow__(self, other):
        other = _operand(other)
        return NotImplemented if other is None else other ** self

    def __pos__(self):
        if self._special:
            return self
        if not self._number and getcontext().rounding != ROUND_FLOOR:
            return _rounded(self.copy_abs())
        return _rounded(self)

    def __neg__(self):
        if self._special == "n":
            return self
        if self._special:
            return self.copy_negate()
        if not self._number and getcontext().rounding != ROUND_FLOOR:
            return _rounded(self.copy_abs())
        return _rounded(self.copy_negate())

    def __abs__(self):
        return _rounded(self.copy_abs()) if self._special != "n" else self

    def copy_abs(self):
        return self._with_sign(0)

    def copy_negate(self):
        return self._with_sign(1 - self._sign)

    def copy_sign(self, other, context=None):
        return self._with_sign(_wanted(other)._sign)

    def _with_sign(self, sign):
        made = _made(sign, self._number, self._exponent)
        made._special = self._special
        return made

    # ---- comparison

    def __eq__(self, other):
        other = _comparable(other)
        if other is None:
            return NotImplemented
        return _nan_of(self, other) is None and _order(self, other) == 0

    def _compared(self, other):
        other = _comparable(other)
        if other is None:
            return None
        if _nan_of(self, other) is not None:
            _invalid()
        return _order(self, other)

    def __lt__(self, other):
        order = self._compared(other)
        return NotImplemented if order is None else order < 0

    def __le__(self, other):
        order = self._compared(other)
        return NotImplemented if order is None else order <= 0

    def __gt__(self, other):
        order = self._compared(other)
        return NotImplemented if order is None else order > 0

    def __ge__(self, other):
        order = self._compared(other)
        return NotImplemented if order is None else order >= 0

    def __hash__(self):
        if self._special == "n":
            raise NotImplementedError("limbeck has no hash of a Decimal that is not a number")
        if self._special:
            return -314159 if self._sign else 314159
        modulus = 2 ** 61 - 1
        found = self._number % modulus * pow(10, self._exponent, modulus) % modulus
        return -2 if self._sign and found == 1 else -found if self._sign else found

    def __bool__(self):
        return self._special is not None or self._number != 0

    def compare(self, other, context=None):
        other = _wanted(other)
        if _nan_of(self, other) is not None:
            return _nan_of(self, other)
        order = _order(self, other)
        return _made(int(order < 0), abs(order), 0)

    def max(self, other, context=None):
        return self._extreme(_wanted(other), 1)

    def min(self, other, context=None):
        return self._extreme(_wanted(other), -1)

    def _extreme(self, other, wanted):
        if self._special or other._special:
            raise NotImplementedError("limbeck compares only finite Decimals here")
        order = _order(self, other)
        if order == 0:
            if self._sign != other._sign:
                order = 1 - 2 * self._sign
            else:
                order = (self._exponent > other._exponent) - (self._exponent < other._exponent)
                order = -order if self._sign else order
        return _rounded(self if order * wanted >= 0 else other)

    def same_quantum(self, other, context=None):
        other = _wanted(other)
        return self._special == other._special and (self._special is not None or self._exponent == other._exponent)

    # ---- what it is

    def is_nan(self):
        return self._special == "n"

    def is_qnan(self):
        return self._special == "n"

    def is_snan(self):
        return False

    def is_infinite(self):
        return self._special == "F"

    def is_finite(self):
        return self._special is None

    def is_signed(self):
        return self._sign == 1

    def is_zero(self):
        return self._special is None and not self._number

    def is_canonical(self):
        return True

    def canonical(self):
        return self

    def is_normal(self, context=None):
        return self._special is None and self._number != 0 and self.adjusted() >= _EMIN

    def is_subnormal(self, context=None):
        return self._special is None and self._number != 0 and self.adjusted() < _EMIN

    def adjusted(self):
        return 0 if self._special else self._exponent + _count(self._number) - 1

    def as_tuple(self):
        if self._special:
            return DecimalTuple(self._sign, () if self._special == "n" else (0,), self._special)
        return DecimalTuple(self._sign, tuple(int(digit) for digit in str(self._number)), self._exponent)

    def as_integer_ratio(self):
        if self._special:
            raise (ValueError("cannot convert NaN to integer ratio") if self._special == "n" else
                   OverflowError("cannot convert Infinity to integer ratio"))
        number, divisor = self._signed(), 1
        if self._exponent >= 0:
            return number * 10 ** self._exponent, 1
        twos = fives = -self._exponent
        while twos and number % 2 == 0 and number:
            number, twos = number // 2, twos - 1
        while fives and number % 5 == 0 and number:
            number, fives = number // 5, fives - 1
        return (number, 2 ** twos * 5 ** fives) if number else (0, 1)

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return _made(0, 0, 0)

    def conjugate(self):
        return self

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    # ---- other numbers of it

    def __int__(self):
        if self._special:
            raise (ValueError("cannot convert NaN to integer") if self._special == "n" else
                   OverflowError("cannot convert Infinity to integer"))
        if self._exponent >= 0:
            return self._signed() * 10 ** self._exponent
        whole = self._number // 10 ** -self._exponent if self._number else 0
        return -whole if self._sign else whole

    __trunc__ = __int__

    def _whole(self, rounding):
        if self._special:
            return int(self)
        return int(self._at(0, rounding)) if self._exponent < 0 else int(self)

    def __floor__(self):
        return self._whole(ROUND_FLOOR)

    def __ceil__(self):
        return self._whole(ROUND_CEILING)

    def __float__(self):
        return float(str(self))

    def __round__(self, digits=None):
        if digits is None:
            return self._whole(ROUND_HALF_EVEN)
        if not isinstance(digits, int):
            raise TypeError("optional arg must be an integer")
        return self.quantize(_made(0, 1, -digits))

    def _at(self, exponent, rounding):
        """With that exponent."""
        if not self._number:
            return _made(self._sign, 0, exponent)
        if exponent <= self._exponent:
            return _made(self._sign, self._number * 10 ** (self._exponent - exponent), exponent)
        if exponent - self._exponent > _count(self._number) + 1:
            return _made(self._sign, _divided(self._sign, 1, 100, rounding), exponent)
        return _made(self._sign, _divided(self._sign, self._number, 10 ** (exponent - self._exponent), rounding), exponent)

    def quantize(self, exp, rounding=None, context=None):
        exp = _wanted(exp)
        if context is not None:
            raise NotImplementedError("limbeck quantizes only in the current context")
        rounding = getcontext().rounding if rounding is None else rounding
        _check_rounding(rounding)
        if self._special or exp._special:
            if _nan_of(self, exp) is not None:
                return _nan_of(self, exp)
            if self._special and exp._special:
                return self
            _invalid()
        prec = getcontext().prec
        if self._number and self.adjusted() - exp._exponent + 1 > prec:
            _invalid()
        made = self._at(exp._exponent, rounding)
        if _count(made._number) > prec:
            _invalid()
        return made

    def to_integral_value(self, rounding=None, context=None):
        if self._special or self._exponent >= 0:
            return self
        return self._at(0, getcontext().rounding if rounding is None else rounding)

    to_integral = to_integral_exact = to_integral_value

    def normalize(self, context=None):
        made = _rounded(self)
        if made._special:
            return made
        number, exponent = made._number, made._exponent
        while number and number % 10 == 0:
            number, exponent = number // 10, exponent + 1
        return _made(made._sign, number, exponent if number else 0)

    def scaleb(self, other, context=None):
        if self._special or _wanted(other)._special:
            raise NotImplementedError("limbeck scales finite Decimals by finite ones only")
        if _wanted(other)._exponent or abs(int(_wanted(other))) > 2000000:
            raise NotImplementedError("limbeck scales a Decimal by a whole number up to 2000000 only")
        return _rounded(_made(self._sign, self._number, self._exponent + int(_wanted(other))))

    def fma(self, other, third, context=None):
        other, third = _wanted(other), _wanted(third)
        if self._special or other._special or third._special:
            raise NotImplementedError("limbeck multiplies and adds finite Decimals only")
        return _made(self._sign ^ other._sign, self._number * other._number, self._exponent + other._exponent) + third

    def sqrt(self, context=None):
        if self._special or (self._sign and self._number):
            if self._special == "n":
                return self
            if self._sign:
                _invalid()
            return self
        ideal = self._exponent // 2
        if not self._number:
            return _made(self._sign, 0, ideal)
        prec = getcontext().prec + 1
        number, exponent = self._number, self._exponent
        if exponent % 2:
            number, exponent = number * 10, exponent - 1
        shift = prec - (_count(number) + 1) // 2
        exact = True
        if shift >= 0:
            number *= 100 ** shift
        else:
            number, rest = divmod(number, 100 ** -shift)
            exact = not rest
        exponent = exponent // 2 - shift
        root = 1 << (number.bit_length() + 1) // 2
        while True:
            better = (root + number // root) // 2
            if better >= root:
                break
            root = better
        exact = exact and root * root == number
        if exact:
            while exponent < ideal and root % 10 == 0:
                root, exponent = root // 10, exponent + 1
            if exponent > ideal:
                root, exponent = root * 10 ** (exponent - ideal), ideal
        elif root % 5 == 0:
            root += 1
        return _rounded(_made(0, root, exponent), Context(getcontext().prec, ROUND_HALF_EVEN))

    # ---- text

    def _text(self, engineering=False):
        sign = "-" if self._sign else ""
        if self._special:
            return sign + ("NaN" if self._special == "n" else "Infinity")
        digits = str(self._number)
        left = self._exponent + len(digits)
        if self._exponent <= 0 and left > -6:
            point = left
        elif not engineering:
            point = 1
        elif self._number:
            point = (left - 1) % 3 + 1
        else:
            point = (left + 1) % 3 - 1
        if point <= 0:
            body = "0." + "0" * -point + digits
        elif point >= len(digits):
            body = digits + "0" * (point - len(digits))
        else:
            body = digits[:point] + "." + digits[point:]
        return sign + body + ("" if left == point else f"E{left - point:+}")

    def __str__(self):
        return self._text()

    def to_eng_string(self, context=None):
        return self._text(True)

    def __repr__(self):
        return f"Decimal('{self}')"

    def __format__(self, specification, /):
        if not specification:
            return str(self)
        return _formatted(self, specification)

    @property
    def _limbeck_literal(self):
        if self._special:
            raise NotImplementedError("limbeck has no SQL for a Decimal that is not a finite number")
        return "decimal", str(self)


def _take(text, letters):
    return (text[0], text[1:]) if text and text[0] in letters else ("", text)


def _take_digits(text):
    count = 0
    while count < len(text) and text[count] in "0123456789":
        count += 1
    return text[:count], text[count:]


def _formatted(value, rest):
    fill, align = " ", ""
    if len(rest) > 1 and rest[1] in "<>^=":
        fill, align, rest = rest[0], rest[1], rest[2:]
    else:
        align, rest = _take(rest, "<>^=")
    sign, rest = _take(rest, "+- ")
    no_minus, rest = _take(rest, "z")
    alternate, rest = _take(rest, "#")
    zero, rest = _take(rest, "0")
    if zero and not align:
        fill, align = "0", "="
    width, rest = _take_digits(rest)
    comma, rest = _take(rest, ",")
    dot, rest = _take(rest, ".")
    precision = None
    if dot:
        precision, rest = _take_digits(rest)
        if not precision:
            raise ValueError("invalid format string")
        precision = int(precision)
    kind, rest = _take(rest, "eEfFgG%n")
    if rest:
        raise ValueError("invalid format string")
    if kind == "n" or no_minus or alternate or value._special:
        raise NotImplementedError("limbeck does not format a Decimal in this way")
    return _padded(_written(value, kind or "G", precision, comma), sign, fill, align or ">", int(width or 0), comma)


def _written(value, kind, precision, comma):
    """The text without padding, and without groups."""
    rounding = getcontext().rounding
    sign, number, exponent = value._sign, value._number, value._exponent
    if kind == "%":
        exponent += 2
    value = _made(sign, number, exponent)
    if precision is not None:
        kept = precision + 1 if kind in "eE" else max(precision, 1)
        if kind in "fF%":
            value = value._at(-precision, rounding)
        elif kind in "eE" and number and kept > _count(number):
            value = value._at(value.adjusted() - precision, rounding)
        elif kept < _count(number):
            value = _rounded(value, Context(kept, rounding))
    if kind in "fF%" and value._exponent > 0:
        value = value._at(0, rounding)
    digits = str(value._number)
    left = value._exponent + len(digits)
    if kind in "eE":
        point = 1 - precision if not value._number and precision is not None else 1
    elif kind in "fF%" or (value._exponent <= 0 and left > -6):
        point = left
    else:
        point = 1
    if point <= 0:
        whole, fraction = "0", "0" * -point + digits
    else:
        whole, fraction = (digits + "0" * (point - len(digits)))[:point], digits[point:]
    tail = "." + fraction if fraction else ""
    if kind in "eE" or left != point:
        tail += f"{'E' if kind in 'EG' else 'e'}{left - point:+}"
    return "-" if sign else "", whole, tail + ("%" if kind == "%" else "")


def _grouped(digits):
    first = len(digits) % 3 or 3
    return ",".join([digits[:first]] + [digits[at:at + 3] for at in range(first, len(digits), 3)])


def _padded(parts, sign, fill, align, width, comma):
    minus, whole, tail = parts
    minus = minus or (sign if sign in ("+", " ") else "")
    if align == "=" and fill == "0":
        while True:
            body = _grouped(whole) if comma else whole
            if len(minus) + len(body) + len(tail) >= width:
                return minus + body + tail
            whole = "0" + whole
    body = (_grouped(whole) if comma else whole) + tail
    room = max(0, width - len(minus) - len(body))
    if align == "=":
        return minus + fill * room + body
    before = 0 if align == "<" else room if align == ">" else room // 2
    return fill * before + minus + body + fill * (room - before)
