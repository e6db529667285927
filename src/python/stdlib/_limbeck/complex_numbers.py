"""complex: what numbers with an imaginary part do."""
import math

_limbeck_c = True


def _text(value):
    """As repr() without the ".0" of a whole number."""
    text = repr(value)
    return text[:-2] if text.endswith(".0") else text


def _split(specification):
    """[[fill]align][sign][z][#][0][width][grouping][.precision][type], or None."""
    rest, fill, align, found = specification, " ", ">", []
    if rest[1:2] in ("<", ">", "=", "^"):
        fill, align, rest = rest[0], rest[1], rest[2:]
    elif rest[:1] in ("<", ">", "=", "^"):
        align, rest = rest[0], rest[1:]
    for choices in ("+- ", "z", "#"):
        found.append(rest[0] if rest and rest[0] in choices else "")
        rest = rest[len(found[-1]) :]
    if rest[:1] == "0":
        fill, align = ("0", "=") if align == ">" and fill == " " else (fill, align)
        if fill == "0":
            raise ValueError("Zero padding is not allowed in complex format specifier")
        rest = rest[1:]
    width = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    rest = rest[len(width) :]
    grouping = rest[0] if rest and rest[0] in ",_" else ""
    rest = rest[len(grouping) :]
    precision = ""
    if rest[:1] == ".":
        precision = rest[: 1 + len(rest[1:]) - len(rest[1:].lstrip("0123456789"))]
        if precision == ".":
            raise ValueError("Format specifier missing precision")
        rest = rest[len(precision) :]
    return (fill, align, *found, int(width or 0), grouping, precision, rest)


def _formatted(value, specification):
    fill, align, sign, zero, alternate, width, grouping, precision, kind = _split(specification)
    if len(kind) > 1:
        raise ValueError(f"Invalid format specifier '{specification}' for object of type 'complex'")
    if kind and kind not in "eEfFgGn":
        raise ValueError(f"Unknown format code '{kind}' for object of type 'complex'")
    if fill == "0":
        raise ValueError("Zero padding is not allowed in complex format specifier")
    if align == "=":
        raise ValueError("'=' alignment flag is not allowed in complex format specifier")
    if alternate or (zero and not kind) or (kind == "n" and grouping):
        raise NotImplementedError(f"limbeck does not format a complex number as {specification!r}")
    has_real = bool(kind) or value._real != 0 or math.copysign(1, value._real) == -1
    real = _part(value._real, sign, zero, grouping, precision, kind) if has_real else ""
    text = real + _part(value._imag, "+" if has_real else sign, zero, grouping, precision, kind) + "j"
    if has_real and not kind:
        text = f"({text})"
    return format(text, f"{fill}{align}{width}")


def _part(number, sign, zero, grouping, precision, kind):
    if kind or precision:
        return format(number, f"{sign}{zero}{grouping}{precision}{kind or 'g'}")
    text = format(number, sign + grouping)
    return text[:-2] if text.endswith(".0") else text


def _is_number(value):
    return isinstance(value, (complex, int, float))


def _of(value):
    return value if isinstance(value, complex) else complex(value)


def _parsed(text):
    import re

    part = r"(?:[0-9](?:_?[0-9])*\.?(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?"
    number = rf"(?:{part}|[iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN])"
    bare = text.strip()
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1].strip()
    if not bare.isascii():
        raise NotImplementedError("limbeck does not read a complex number in digits beyond ASCII")
    found = re.fullmatch(rf"(?:([+-]?{number})(?![jJ]))?(?:([+-]?)({number})?[jJ])?", bare)
    if not bare or found is None or (found[1] is not None and found[3] is not None and not found[2]):
        raise ValueError("complex() arg is a malformed string")
    has_imaginary = bare[-1] in "jJ"
    if has_imaginary and found[1] is not None and not found[2]:
        raise ValueError("complex() arg is a malformed string")
    imaginary = float((found[2] or "") + (found[3] or "1")) if has_imaginary else 0.0
    return float(found[1]) if found[1] is not None else 0.0, imaginary


def _parts(value):
    """Of an argument of complex()."""
    if isinstance(value, complex):
        return value.real, value.imag
    if hasattr(type(value), "__complex__"):
        made = value.__complex__()
        if not isinstance(made, complex):
            raise TypeError(f"__complex__ returned non-complex (type {type(made).__name__})")
        return made.real, made.imag
    if hasattr(type(value), "__float__") or hasattr(type(value), "__index__"):
        return float(value), 0.0
    return None


class complex:
    __module__ = "builtins"
    __slots__ = ("_real", "_imag")
    _limbeck_immutable = True

    def __new__(cls, real=0, imag=None):
        if isinstance(real, str):
            if imag is not None:
                raise TypeError("complex() can't take second arg if first is a string")
            first = _parsed(real)
        else:
            first = _parts(real)
        if isinstance(imag, str):
            raise TypeError("complex() second arg can't be a string")
        if first is None:
            raise TypeError(f"complex() first argument must be a string or a number, not '{type(real).__name__}'")
        second = (0.0, 0.0)
        if imag is not None:
            second = _parts(imag)
            if second is None:
                raise TypeError(f"complex() second argument must be a number, not '{type(imag).__name__}'")
        made = object.__new__(cls)
        made._real = first[0] - second[1] if isinstance(imag, complex) else first[0]
        if imag is None:
            made._imag = first[1]
        else:
            made._imag = second[0] + first[1] if isinstance(real, complex) else second[0]
        return made

    @property
    def real(self):
        return self._real

    @property
    def imag(self):
        return self._imag

    def conjugate(self):
        return complex(self._real, -self._imag)

    def __complex__(self):
        return complex(self._real, self._imag)

    def __repr__(self):
        if self._real == 0 and math.copysign(1, self._real) == 1:
            return f"{_text(self._imag)}j"
        sign = "" if math.copysign(1, self._imag) == -1 and self._imag == self._imag else "+"
        return f"({_text(self._real)}{sign}{_text(self._imag)}j)"

    def __format__(self, specification):
        return _formatted(self, specification) if specification else str(self)

    def __bool__(self):
        return self._real != 0 or self._imag != 0

    def __hash__(self):
        if self._imag == 0:
            return hash(self._real)
        if self._real != self._real or self._imag != self._imag:
            raise NotImplementedError("limbeck has no hash() of a complex number that is not a number")
        mixed = (hash(self._real) + 1000003 * hash(self._imag)) % (1 << 64)
        mixed = mixed - (1 << 64) if mixed >= 1 << 63 else mixed
        return -2 if mixed == -1 else mixed

    def __eq__(self, other):
        if isinstance(other, complex):
            return self._real == other._real and self._imag == other._imag
        if isinstance(other, (int, float)):
            return self._imag == 0 and self._real == other
        return NotImplemented

    def __neg__(self):
        return complex(-self._real, -self._imag)

    def __pos__(self):
        return complex(self._real, self._imag)

    def __abs__(self):
        if math.isinf(self._real) or math.isinf(self._imag):
            return math.inf
        if self._real == 0 or self._imag == 0 or self._real != self._real or self._imag != self._imag:
            return abs(self._real) + abs(self._imag)
        if self._real.is_integer() and self._imag.is_integer():
            square = int(self._real) ** 2 + int(self._imag) ** 2
            if math.isqrt(square) ** 2 == square:
                return float(math.isqrt(square))
        raise NotImplementedError("limbeck does not round abs() of a complex number as CPython's hypot()")

    def __add__(self, other):
        if not _is_number(other):
            return NotImplemented
        other = _of(other)
        return complex(self._real + other._real, self._imag + other._imag)

    __radd__ = __add__

    def __sub__(self, other):
        if not _is_number(other):
            return NotImplemented
        other = _of(other)
        return complex(self._real - other._real, self._imag - other._imag)

    def __rsub__(self, other):
        return _of(other) - self if _is_number(other) else NotImplemented

    def __mul__(self, other):
        if not _is_number(other):
            return NotImplemented
        other = _of(other)
        return complex(self._real * other._real - self._imag * other._imag,
                       self._real * other._imag + self._imag * other._real)

    def __rmul__(self, other):
        return _of(other) * self if _is_number(other) else NotImplemented

    def __truediv__(self, other):
        if not _is_number(other):
            return NotImplemented
        other = _of(other)
        if other._real == 0 and other._imag == 0:
            raise ZeroDivisionError("complex division by zero")
        if abs(other._real) >= abs(other._imag):
            ratio = other._imag / other._real
            divisor = other._real + other._imag * ratio
            return complex((self._real + self._imag * ratio) / divisor, (self._imag - self._real * ratio) / divisor)
        if abs(other._imag) >= abs(other._real):
            ratio = other._real / other._imag
            divisor = other._real * ratio + other._imag
            return complex((self._real * ratio + self._imag) / divisor, (self._imag * ratio - self._real) / divisor)
        return complex(math.nan, math.nan)

    def __rtruediv__(self, other):
        return _of(other) / self if _is_number(other) else NotImplemented

    def __pow__(self, other, modulo=None):
        if modulo is not None:
            raise ValueError("complex modulo")
        if not _is_number(other):
            return NotImplemented
        raise NotImplementedError("limbeck does not raise a complex number to a power")

    def __rpow__(self, other, modulo=None):
        return _of(other) ** self if _is_number(other) else NotImplemented

    def __getnewargs__(self):
        return self._real, self._imag

    def __float__(self):
        raise TypeError("float() argument must be a string or a real number, not 'complex'")

    def __int__(self):
        raise TypeError("int() argument must be a string, a bytes-like object or a real number, not 'complex'")
