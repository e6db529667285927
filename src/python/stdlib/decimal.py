"""Numbers of a fixed number of decimals: a whole number and how many of its digits stand behind the point."""

ROUND_HALF_UP = "ROUND_HALF_UP"
ROUND_HALF_EVEN = "ROUND_HALF_EVEN"
ROUND_DOWN = "ROUND_DOWN"
ROUND_UP = "ROUND_UP"


class InvalidOperation(ArithmeticError):
    pass


class Decimal:
    def __init__(self, value="0"):
        if isinstance(value, Decimal):
            self._number, self._places = value._number, value._places
            return
        if isinstance(value, int):
            value = int(value)
        if isinstance(value, float):
            raise NotImplementedError("limbeck does not make a Decimal of a float")
        text = str(value).strip().replace("_", "")
        whole, _, fraction = text.partition(".")
        if text.lower().lstrip("+-") in ("nan", "inf", "infinity") or "e" in fraction.lower() + whole.lower():
            raise NotImplementedError(f"limbeck has no Decimal like {text}")
        if not (whole.lstrip("+-") + fraction).isdecimal():
            raise InvalidOperation("[<class 'decimal.ConversionSyntax'>]")
        self._number = int(whole + fraction)
        self._places = len(fraction)
        self._negative_zero = self._number == 0 and whole.startswith("-")

    @staticmethod
    def _of(number, places):
        made = Decimal()
        made._number = number
        made._places = places
        return made

    def _at(self, places):
        return self._number * 10 ** (places - self._places)

    def _both(self, other):
        other = Decimal(other)
        places = max(self._places, other._places)
        return self._at(places), other._at(places), places

    def __add__(self, other):
        a, b, places = self._both(other)
        return Decimal._of(a + b, places)

    __radd__ = __add__

    def __sub__(self, other):
        a, b, places = self._both(other)
        return Decimal._of(a - b, places)

    def __rsub__(self, other):
        return Decimal(other) - self

    def __mul__(self, other):
        other = Decimal(other)
        return Decimal._of(self._number * other._number, self._places + other._places)

    __rmul__ = __mul__

    def __neg__(self):
        return Decimal._of(-self._number, self._places)

    def __abs__(self):
        return Decimal._of(abs(self._number), self._places)

    def _shortest(self):
        """The number and its places without noughts at its end."""
        number, places = self._number, self._places
        while places and number % 10 == 0:
            number, places = number // 10, places - 1
        return number, places

    def _as_real(self):
        """The float that it is exactly; None where it is none."""
        number, places = self._shortest()
        if places > 22 or number % 5 ** places or abs(number) >= 2 ** 53 * 5 ** places:
            return None
        return (number // 5 ** places) / 2 ** places

    def __eq__(self, other):
        if isinstance(other, float):
            real = self._as_real()
            if real is None and not self._places:
                raise NotImplementedError("limbeck does not compare so large a Decimal with a float")
            return real is not None and real == other
        if not isinstance(other, (int, Decimal)):
            return NotImplemented
        a, b, _ = self._both(other)
        return a == b

    def _order(self, other):
        """Below, at or above zero; None of what is no number."""
        if isinstance(other, float):
            real = self._as_real()
            here = float(self) if real is None else real
            if other != other:
                return None
            if real is None and here == other:
                raise NotImplementedError("limbeck does not compare a Decimal with a float that is as near")
            return (here > other) - (here < other)
        if not isinstance(other, (int, Decimal)):
            raise TypeError(f"comparison not supported between instances of 'decimal.Decimal' and '{other.__class__.__name__}'")
        a, b, _ = self._both(other)
        return (a > b) - (a < b)

    def __lt__(self, other):
        order = self._order(other)
        return order is not None and order < 0

    def __le__(self, other):
        order = self._order(other)
        return order is not None and order <= 0

    def __gt__(self, other):
        order = self._order(other)
        return order is not None and order > 0

    def __ge__(self, other):
        order = self._order(other)
        return order is not None and order >= 0

    def __hash__(self):
        number, places = self._shortest()
        if not places:
            return number
        real = self._as_real()
        return f"{number}e-{places}" if real is None else real

    def __bool__(self):
        return self._number != 0

    def __int__(self):
        whole = abs(self._number) // 10 ** self._places
        return -whole if self._number < 0 else whole

    def __float__(self):
        return float(str(self))

    def __round__(self, digits=None):
        if digits is None:
            return int(self.quantize(Decimal(1)))
        if digits < 0:
            raise NotImplementedError("limbeck does not round a Decimal to tens")
        return self.quantize(Decimal._of(0, digits))

    def __truediv__(self, other):
        raise NotImplementedError("limbeck does not divide a Decimal")

    __rtruediv__ = __floordiv__ = __mod__ = __pow__ = __truediv__

    def quantize(self, exponent, rounding=ROUND_HALF_EVEN):
        places = Decimal(exponent)._places
        if places >= self._places:
            return Decimal._of(self._at(places), places)
        unit = 10 ** (self._places - places)
        sign = -1 if self._number < 0 else 1
        whole, rest = divmod(abs(self._number), unit)
        up = {ROUND_HALF_UP: rest * 2 >= unit, ROUND_DOWN: False, ROUND_UP: rest > 0}.get(
            rounding, rest * 2 > unit or (rest * 2 == unit and whole % 2 == 1))
        return Decimal._of(sign * (whole + up), places)

    def __str__(self):
        digits = str(abs(self._number))
        sign = "-" if self._number < 0 else ""
        if not self._places:
            return sign + digits
        exponent = len(digits) - self._places - 1
        if exponent < -6:
            return f"{sign}{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}E{exponent}"
        digits = "0" * (self._places + 1 - len(digits)) + digits
        return f"{sign}{digits[:-self._places]}.{digits[-self._places:]}"

    def __repr__(self):
        return f"Decimal('{self}')"

    @property
    def _limbeck_literal(self):
        return "decimal", str(self)
