"""Flags of enum, which imports them when a script names one."""
from enum import Enum, ReprEnum, StrEnum, _builtin_new, _formatted, _is_single_bit, _shown


def _bits(number):
    while number:
        bit = number & (~number + 1)
        yield bit
        number ^= bit


FlagBoundary = StrEnum("FlagBoundary", "STRICT CONFORM EJECT KEEP", module="enum")


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def prepare(contents, values, boundary):
    mask = 0
    for value in values:
        if isinstance(value, int):
            mask |= value
    contents["_boundary_"] = boundary
    contents["_flag_mask_"] = mask
    contents["_all_bits_"] = 2 ** mask.bit_length() - 1
    contents["_inverted_"] = None


def finish(cls):
    mask = 0
    for flag in cls._member_map_.values():
        if _is_single_bit(flag._value_):
            mask |= flag._value_
    type.__setattr__(cls, "_flag_mask_", mask)
    values = [flag._value_ for flag in cls]
    if values != sorted(values):
        type.__setattr__(cls, "_iter_member_", cls._iter_member_by_def_)


def _shown_bits(number, width=None):
    digits = f"{number & (2 ** number.bit_length() - 1):b}" if number else ""
    digits = digits.rjust(number.bit_length(), "0")
    sign = "1" if number < 0 else "0"
    if width is not None and len(digits) < width:
        digits = (sign * width + digits)[-width:]
    return f"0b{sign} {digits}"


class Flag(Enum):
    _is_flag_ = True
    _boundary_ = CONFORM
    _flag_mask_ = 0
    _all_bits_ = 0
    _inverted_ = None
    _numeric_repr_ = repr

    def _generate_next_value_(name, start, count, last_values):
        if not count:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** last.bit_length()
        except Exception:
            raise TypeError(f"invalid flag value {last!r}") from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _bits(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(cls._iter_member_by_value_(value), key=lambda flag: flag._sort_order_)

    @classmethod
    def _within(cls, value):
        """The value within the boundary; None where it leaves the class."""
        mask = cls._flag_mask_
        every = cls._all_bits_
        if ~every <= value <= every and not value & (every ^ mask):
            return value
        if cls._boundary_ is STRICT:
            width = max(value.bit_length(), mask.bit_length())
            raise ValueError(
                f"{cls!r} invalid value {value!r}\n    given {_shown_bits(value, width)}\n"
                f"  allowed {_shown_bits(mask, width)}"
            )
        if cls._boundary_ is CONFORM:
            return value & mask
        if cls._boundary_ is EJECT:
            return None
        return max(every + 1, 2 ** value.bit_length()) + value if value < 0 else value

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        within = cls._within(value)
        if within is None:
            return value
        negative = within if within < 0 else None
        value = cls._all_bits_ + 1 + within if within < 0 else within
        unknown = value & ~cls._flag_mask_
        known = value & cls._flag_mask_
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError(f"{cls.__name__}({value!r}) -->  unknown values {unknown!r} [{_shown_bits(unknown)}]")
        made = object.__new__(cls) if cls._member_type_ is object else cls._member_type_.__new__(cls, value)
        if not hasattr(made, "_value_"):
            made._value_ = value
        made._name_ = None
        if known:
            made._name_ = "|".join([flag._name_ for flag in cls._iter_member_(known)])
            if unknown:
                made._name_ += f"|{cls._numeric_repr_(unknown)}"
        if not unknown:
            made = cls._value2member_map_.setdefault(value, made)
            if negative is not None:
                cls._value2member_map_[negative] = made
        return made

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and "
                f"{self.__class__.__qualname__!r}"
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls = self.__class__
        name = "" if self._name_ is None else f".{self._name_}"
        return f"<{cls.__name__}{name}: {(cls._value_repr_ or repr)(self._value_)}>"

    def __str__(self):
        cls = self.__class__
        return f"{cls.__name__}({self._value_!r})" if self._name_ is None else f"{cls.__name__}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _other(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __or__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else self.__class__(self._value_ ^ value)

    def __invert__(self):
        if self._inverted_ is None:
            value = ~self._value_ if self._boundary_ is KEEP else self._flag_mask_ ^ self._value_
            self._inverted_ = self.__class__(value)
            if isinstance(self._inverted_, self.__class__):
                self._inverted_._inverted_ = self
        return self._inverted_

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag):
    _value_repr_ = int.__repr__
    _boundary_ = KEEP
    _new_member_ = staticmethod(_builtin_new(int))
    _use_args_ = True
    _member_type_ = int
    __str__ = _shown
    __format__ = _formatted

    def __or__(self, other):
        return Flag.__or__(self, other)

    def __and__(self, other):
        return Flag.__and__(self, other)

    def __xor__(self, other):
        return Flag.__xor__(self, other)

    def __invert__(self):
        return Flag.__invert__(self)

    def __len__(self):
        return Flag.__len__(self)

    def __bool__(self):
        return Flag.__bool__(self)

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__
