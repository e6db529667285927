"""Dates and times."""
import _limbeck.clock
import _limbeck.objects
import _limbeck.raised

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC")
_limbeck_c = True
MINYEAR = 1
MAXYEAR = 9999
_made = _limbeck.objects.with_fields


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]


def _ordinal(year, month, day):
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    for m in range(1, month):
        days += _days_in_month(year, m)
    return days + day


_LAST_DAY = 3652059


def _from_ordinal(ordinal):
    year = ordinal // 366 + 1
    while _ordinal(year + 1, 1, 1) <= ordinal:
        year += 1
    month = 1
    rest = ordinal - _ordinal(year, 1, 1) + 1
    while rest > _days_in_month(year, month):
        rest -= _days_in_month(year, month)
        month += 1
    return year, month, rest


_MICROSECONDS = {"microseconds": 1, "milliseconds": 1000, "seconds": 1000000, "minutes": 60000000, "hours": 3600000000,
                 "days": 86400000000, "weeks": 604800000000}


def _divided_nearest(a, b):
    """a / b as a whole number, the even one of two that are as near."""
    whole, rest = divmod(a, b)
    twice = rest * 2
    above = twice > b if b > 0 else twice < b
    return whole + (above or (twice == b and whole % 2 == 1))


def _total_of(parts):
    """The microseconds of all, of which floats are rounded once, together."""
    total, left = 0, 0.0
    for name, factor in _MICROSECONDS.items():
        value = parts[name]
        if isinstance(value, int):
            total += value * factor
        elif isinstance(value, float):
            whole = int(value)
            total += whole * factor
            rest = factor * (value - whole)
            total += int(rest)
            left += rest - int(rest)
        else:
            raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")
    if not left:
        return total
    rounded = round(left)
    if abs(rounded - left) == 0.5:
        rounded = 2 * round((left + total % 2) * 0.5) - total % 2
    return total + rounded


_MISSING = object()


class _Fixed:
    """Objects that do not change. Those of a class of the script may have other attributes."""

    def __setattr__(self, name, value):
        _refuse_change(self, name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        _refuse_change(self, name)
        object.__delattr__(self, name)

    def __reduce_ex__(self, protocol):
        return self.__reduce__()

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _refuse_change(thing, name):
    for cls in type(thing).__mro__:
        if name in cls.__dict__.get("_fields", ()):
            if cls is timedelta:
                raise AttributeError("readonly attribute")
            raise AttributeError(f"attribute '{name}' of 'datetime.{cls.__name__}' objects is not writable")
    if type(thing) in _CLASSES:
        what = f"'datetime.{type(thing).__name__}' object"
        if hasattr(type(thing), name):
            raise AttributeError(f"{what} attribute '{name}' is read-only")
        raise AttributeError(f"{what} has no attribute '{name}'")


def _given_type(thing):
    return "None" if thing is None else _shown_type(thing)


def _shown_type(thing):
    return f"datetime.{type(thing).__name__}" if type(thing) in _CLASSES else type(thing).__name__


class timedelta(_Fixed):
    _fields = ("days", "seconds", "microseconds")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        return _delta(_total_of({"microseconds": microseconds, "milliseconds": milliseconds, "seconds": seconds,
                                 "minutes": minutes, "hours": hours, "days": days, "weeks": weeks}), cls)

    @property
    def _limbeck_literal(self):
        return "interval", f"{self.days} days {self.seconds}.{self.microseconds:06d} seconds"

    def __reduce__(self):
        return self.__class__, (self.days, self.seconds, self.microseconds)

    def total_seconds(self):
        return self._total / 1000000

    def __add__(self, other):
        return _delta(self._total + other._total) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        return _delta(self._total - other._total) if isinstance(other, timedelta) else NotImplemented

    def __rsub__(self, other):
        return _delta(other._total - self._total) if isinstance(other, timedelta) else NotImplemented

    def __mul__(self, factor):
        if isinstance(factor, int):
            return _delta(self._total * factor)
        if not isinstance(factor, float):
            return NotImplemented
        above, below = factor.as_integer_ratio()
        return _delta(_divided_nearest(self._total * above, below))

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total / other._total
        if not isinstance(other, (int, float)):
            return NotImplemented
        above, below = other.as_integer_ratio()
        if not above:
            return self._total // 0
        return _delta(_divided_nearest(self._total * below, above))

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total // other._total
        return _delta(self._total // other) if isinstance(other, int) else NotImplemented

    def __mod__(self, other):
        return _delta(self._total % other._total) if isinstance(other, timedelta) else NotImplemented

    def __divmod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        whole, rest = divmod(self._total, other._total)
        return whole, _delta(rest)

    def __neg__(self):
        return _delta(-self._total)

    def __pos__(self):
        return _delta(self._total)

    def __abs__(self):
        return _delta(abs(self._total))

    def __eq__(self, other):
        return self._total == other._total if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._total < other._total if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._total <= other._total if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._total > other._total if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._total >= other._total if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash((self.days, self.seconds, self.microseconds))

    def __bool__(self):
        return self._total != 0

    def __str__(self):
        text = f"{self.seconds // 3600}:{self.seconds // 60 % 60:02d}:{self.seconds % 60:02d}"
        if self.days:
            text = f"{self.days} day{'' if abs(self.days) == 1 else 's'}, {text}"
        return text + (f".{self.microseconds:06d}" if self.microseconds else "")

    def __repr__(self):
        parts = [f"{name}={value}" for name, value in (("days", self.days), ("seconds", self.seconds),
                                                       ("microseconds", self.microseconds)) if value]
        return f"{_shown_type(self)}({', '.join(parts) or '0'})"


def _delta(total, cls=timedelta):
    days = total // 86400000000
    if not -999999999 <= days <= 999999999:
        if not -2 ** 31 <= days < 2 ** 31:
            raise OverflowError("Python int too large to convert to C int")
        raise OverflowError(f"days={days}; must have magnitude <= 999999999")
    return _made(cls, {"_total": total, "days": days, "seconds": total // 1000000 % 86400,
                       "microseconds": total % 1000000})


class tzinfo(_Fixed):
    def __new__(cls, *args, **keywords):
        return object.__new__(cls)

    def __reduce__(self):
        from copy import _defines

        cls = self.__class__
        args = self.__getinitargs__() if _defines(cls, "__getinitargs__") else ()
        state = self.__getstate__() if _defines(cls, "__getstate__") else _limbeck.objects.fields(self) or None
        return cls, args, state

    def utcoffset(self, dt):
        raise _limbeck.raised.NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        raise _limbeck.raised.NotImplementedError("a tzinfo subclass must implement dst()")

    def tzname(self, dt):
        raise _limbeck.raised.NotImplementedError("a tzinfo subclass must implement tzname()")

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        saving = dt.dst()
        if saving is None:
            raise ValueError("fromutc: non-None dst() result required")
        moment = dt + (offset - saving)
        saving = moment.dst()
        if saving is None:
            raise ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
        return moment + saving


def _asked(zone, name, moment):
    """What a time zone answers, checked."""
    if zone is None:
        return None
    answer = getattr(zone, name)(moment)
    if name == "tzname":
        if answer is not None and not isinstance(answer, str):
            raise TypeError(f"tzinfo.tzname() must return None or a string, not '{_shown_type(answer)}'")
    elif answer is not None:
        if not isinstance(answer, timedelta):
            raise TypeError(f"tzinfo.{name}() must return None or timedelta, not '{_shown_type(answer)}'")
        _check_offset(answer, ".")
    return answer


def _check_offset(offset, end):
    if not -86400000000 < offset._total < 86400000000:
        raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)" + end)


class timezone(tzinfo):
    def __new__(cls, offset, name=_MISSING):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {_shown_type(offset)}")
        if name is _MISSING:
            if not offset._total:
                return timezone.utc
            name = None
        elif not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {_given_type(name)}")
        _check_offset(offset, f", not {offset!r}.")
        return _made(timezone, {"_offset": offset, "_name": name})

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __reduce__(self):
        return timezone, self.__getinitargs__(), None

    def _check(self, name, moment):
        if moment is not None and not isinstance(moment, datetime):
            raise TypeError(f"{name}(dt) argument must be a datetime instance or None, not {_shown_type(moment)}")

    def utcoffset(self, dt):
        self._check("utcoffset", dt)
        return self._offset

    def dst(self, dt):
        self._check("dst", dt)
        return None

    def tzname(self, dt):
        self._check("tzname", dt)
        if self._name is not None:
            return self._name
        return "UTC" + _offset_text(self._offset) if self._offset._total else "UTC"

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime instance")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __str__(self):
        return self.tzname(None)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        return f"datetime.timezone({self._offset!r}{'' if self._name is None else f', {self._name!r}'})"


def _offset_text(offset):
    from _limbeck.moments import offset_text

    return offset_text(offset)


def _whole(value):
    if isinstance(value, int):
        value = int(value)
    else:
        index = getattr(type(value), "__index__", None)
        if index is None:
            raise TypeError(f"'{_shown_type(value)}' object cannot be interpreted as an integer")
        value = int(index(value))
    if not -(2**31) <= value < 2**31:
        if not -(2**63) <= value < 2**63:
            raise OverflowError("Python int too large to convert to C long")
        raise OverflowError(f"signed integer is {'greater than maximum' if value > 0 else 'less than minimum'}")
    return value


def _state_of(state):
    """The date that __reduce__() wrote; others pass CPython's checks and are no dates."""
    year, month, day = state[0] * 256 + state[1], state[2] & 127, state[3]
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= _days_in_month(year, month)):
        raise NotImplementedError("limbeck does not create such a date from a pickle")
    return year, month, day


def _clock_of(state, zone, fold):
    """Six bytes, and the zone behind them."""
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError("bad tzinfo state arg")
    micro = state[3] * 65536 + state[4] * 256 + state[5]
    return _clock_fields(state[0] & 127, state[1], state[2], micro, zone, fold)


def _clock_bytes(moment):
    micro = moment.microsecond
    return [moment.hour, moment.minute, moment.second, micro // 65536, micro // 256 % 256, micro % 256]


def _with_zone(cls, state, zone):
    return (cls, (bytes(state),)) if zone is None else (cls, (bytes(state), zone))


def _date_fields(year, month, day):
    if isinstance(year, bytes) and len(year) == 4 and month is _MISSING and 1 <= year[2] <= 12:
        year, month, day = _state_of(year)
    elif isinstance(year, str) and len(year) in (4, 10) and 1 <= ord(year[2]) & 127 <= 12:
        raise NotImplementedError("limbeck does not create such a date from a pickle")
    parts = []
    for number, (name, value) in enumerate((("year", year), ("month", month), ("day", day)), 1):
        if value is _MISSING:
            raise TypeError(f"function missing required argument '{name}' (pos {number})")
        parts.append(_whole(value))
    year, month, day = parts
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return {"year": year, "month": month, "day": day}


def _clock_fields(hour, minute, second, microsecond, zone, fold):
    if isinstance(hour, str) and len(hour) == 6 and ord(hour[0]) & 127 < 24:
        raise NotImplementedError("limbeck does not create a time from such a pickle")
    fields = {"hour": _whole(hour), "minute": _whole(minute), "second": _whole(second),
              "microsecond": _whole(microsecond), "tzinfo": zone, "fold": _whole(fold)}
    for name, most in (("hour", 23), ("minute", 59), ("second", 59), ("microsecond", 999999)):
        if not 0 <= fields[name] <= most:
            raise ValueError(f"{name} must be in 0..{most}")
    if fields["fold"] not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{_shown_type(zone)}'")
    return fields


def _date_of(cls, year, month, day):
    """Without checks; a class of the script is called."""
    return cls(year, month, day) if cls not in _CLASSES else _made(cls, {"year": year, "month": month, "day": day})


class date(_Fixed):
    _fields = ("year", "month", "day")

    def __new__(cls, year=_MISSING, month=_MISSING, day=_MISSING):
        return _made(cls, _date_fields(year, month, day))

    def __reduce__(self):
        return self.__class__, (bytes([self.year // 256, self.year % 256, self.month, self.day]),)

    @classmethod
    def today(cls):
        if cls is not date:
            return cls.fromtimestamp(_limbeck.clock.now() / 1000000)
        return datetime.now().date()

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        moment = datetime.fromtimestamp(timestamp)
        return _date_of(cls, moment.year, moment.month, moment.day)

    @classmethod
    def fromordinal(cls, ordinal, /):
        if _whole(ordinal) < 1:
            raise ValueError("ordinal must be >= 1")
        if ordinal > _LAST_DAY:
            raise ValueError(f"year {_from_ordinal(ordinal)[0]} is out of range")
        return cls(*_from_ordinal(ordinal))

    @classmethod
    def fromisoformat(cls, text, /):
        from _limbeck.moments import iso_date, parts_of

        return cls(*parts_of(text, iso_date))

    @classmethod
    def fromisocalendar(cls, year, week, day):
        try:
            year, week, day = _whole(year), _whole(week), _whole(day)
        except OverflowError:
            raise ValueError("ISO calendar component out of range") from None
        if not MINYEAR <= year <= MAXYEAR:
            raise ValueError(f"Year is out of range: {year}")
        first = _ordinal(year, 1, 1) % 7
        if not 1 <= week <= 52 and not (week == 53 and (first == 4 or (first == 3 and _is_leap(year)))):
            raise ValueError(f"Invalid week: {week}")
        if not 1 <= day <= 7:
            raise ValueError(f"Invalid day: {day} (range is [1, 7])")
        return cls(*_from_ordinal(_first_monday(year) + (week - 1) * 7 + day - 1))

    def toordinal(self):
        return _ordinal(self.year, self.month, self.day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return (self.toordinal() + 6) % 7 + 1

    def isocalendar(self):
        from _limbeck.iso_calendar import IsoCalendarDate

        ordinal = self.toordinal()
        year = self.year
        if ordinal < _first_monday(year):
            year -= 1
        elif year < MAXYEAR and ordinal >= _first_monday(year + 1):
            year += 1
        elif year == MAXYEAR and ordinal >= _first_monday(year) + 364:
            year += 1
        monday = _first_monday(year) if year <= MAXYEAR else _first_monday(MAXYEAR) + 364
        return IsoCalendarDate((year, (ordinal - monday) // 7 + 1, (ordinal - monday) % 7 + 1))

    def replace(self, year=None, month=None, day=None):
        return type(self)(
            self.year if year is None else year,
            self.month if month is None else month,
            self.day if day is None else day,
        )

    def timetuple(self):
        return _struct(self, -1)

    def ctime(self):
        from _limbeck.moments import DAYS, MONTHS

        clock = ":".join([f"{getattr(self, name, 0):02d}" for name in ("hour", "minute", "second")])
        return f"{DAYS[date.weekday(self)][:3]} {MONTHS[self.month - 1][:3]} {self.day:2d} {clock} {self.year:04d}"

    def isoformat(self):
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def strftime(self, format):
        return _strftime(self, format, tuple(self.timetuple()))

    def __add__(self, other):
        if not isinstance(other, timedelta) or isinstance(self, datetime):
            return NotImplemented
        return self._moved(other.days)

    __radd__ = __add__

    def _moved(self, days):
        ordinal = self.toordinal() + days
        if not 1 <= ordinal <= _LAST_DAY:
            raise OverflowError("date value out of range")
        return _date_of(type(self), *_from_ordinal(ordinal))

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self._moved(-other.days)
        if not isinstance(other, date) or isinstance(other, datetime) or isinstance(self, datetime):
            return NotImplemented
        return timedelta(self.toordinal() - other.toordinal())

    def _order(self, other):
        """Below, at or above zero; NotImplemented of what is no date."""
        if not isinstance(other, date):
            return NotImplemented
        return date.toordinal(self) - date.toordinal(other)

    def __eq__(self, other):
        order = self._order(other)
        return order if order is NotImplemented else order == 0

    def __lt__(self, other):
        order = self._order(other)
        return order if order is NotImplemented else order < 0

    def __le__(self, other):
        order = self._order(other)
        return order if order is NotImplemented else order <= 0

    def __gt__(self, other):
        order = self._order(other)
        return order if order is NotImplemented else order > 0

    def __ge__(self, other):
        order = self._order(other)
        return order if order is NotImplemented else order >= 0

    def __hash__(self):
        return self.year, self.month, self.day  # hash() refuses it: CPython's is another in every run

    def __str__(self):
        return self.isoformat()

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError(f"__format__() argument 1 must be str, not {_given_type(format)}")
        return self.strftime(format) if format else str(self)

    def __repr__(self):
        return f"{_shown_type(self)}({self.year}, {self.month}, {self.day})"

    @property
    def _limbeck_literal(self):
        return "date", self.isoformat()


def _first_monday(year):
    """Of the first week of ISO 8601."""
    first = _ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


def _struct(moment, saving):
    from time import struct_time

    clock = [getattr(moment, name, 0) for name in ("hour", "minute", "second")]
    ordinal = date.toordinal(moment)
    return struct_time((moment.year, moment.month, moment.day, *clock, (ordinal + 6) % 7,
                        ordinal - _ordinal(moment.year, 1, 1) + 1, saving))


def _strftime(moment, format, numbers):
    from _limbeck.moments import wrap_strftime

    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {_given_type(format)}")
    return wrap_strftime(moment, format, numbers,
                         lambda: _local_seconds(_micro_of(moment) // 1000000 if isinstance(moment, date) else 0, 0))


def _clock_text(moment, timespec):
    shown = ("hours", "minutes", "seconds", "auto", "milliseconds", "microseconds")
    if timespec not in shown:
        raise ValueError("Unknown timespec value")
    text = ":".join([f"{part:02d}" for part in (moment.hour, moment.minute, moment.second)][:shown.index(timespec) + 1])
    if timespec == "milliseconds":
        text += f".{moment.microsecond // 1000:03d}"
    elif timespec == "microseconds" or (timespec == "auto" and moment.microsecond):
        text += f".{moment.microsecond:06d}"
    offset = moment.utcoffset()
    return text if offset is None else text + _offset_text(offset)


def _end_of_repr(moment):
    zone = "" if moment.tzinfo is None else f", tzinfo={moment.tzinfo!r}"
    fold = ", fold=1" if moment.fold else ""
    return f"{zone}{fold})" if isinstance(moment, time) else f"{fold}{zone})"


def _repr_of(moment, shown):
    if moment.second or moment.microsecond:
        shown.append(moment.second)
    if moment.microsecond:
        shown.append(moment.microsecond)
    return f"{_shown_type(moment)}({', '.join([str(part) for part in shown])}{_end_of_repr(moment)}"


class time(_Fixed):
    _fields = ("hour", "minute", "second", "microsecond", "tzinfo", "fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if isinstance(hour, bytes) and len(hour) == 6 and hour[0] & 127 < 24:
            return _made(cls, _clock_of(hour, minute or None, hour[0] // 128))
        return _made(cls, _clock_fields(hour, minute, second, microsecond, tzinfo, fold))

    def __reduce_ex__(self, protocol):
        state = _clock_bytes(self)
        state[0] += 128 if self.fold and protocol > 3 else 0
        return _with_zone(self.__class__, state, self.tzinfo)

    def __reduce__(self):
        return self.__reduce_ex__(2)

    @classmethod
    def fromisoformat(cls, text, /):
        from _limbeck.moments import iso_clock, parts_of

        return cls(*parts_of(text, lambda text: iso_clock(text.removeprefix("T"))))

    def isoformat(self, timespec="auto"):
        return _clock_text(self, timespec)

    def strftime(self, format):
        return _strftime(self, format, (1900, 1, 1, self.hour, self.minute, self.second, 0, 1, -1))

    def utcoffset(self):
        return _asked(self.tzinfo, "utcoffset", None)

    def dst(self):
        return _asked(self.tzinfo, "dst", None)

    def tzname(self):
        return _asked(self.tzinfo, "tzname", None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        return type(self)(
            self.hour if hour is None else hour,
            self.minute if minute is None else minute,
            self.second if second is None else second,
            self.microsecond if microsecond is None else microsecond,
            self.tzinfo if tzinfo is True else tzinfo,
            fold=self.fold if fold is None else fold,
        )

    def _micro(self):
        return ((self.hour * 60 + self.minute) * 60 + self.second) * 1000000 + self.microsecond

    def _difference(self, other, is_order):
        """None where one knows its offset and the other does not."""
        if self.tzinfo is other.tzinfo:
            return self._micro() - other._micro()
        mine, others = self.utcoffset(), other.utcoffset()
        if (mine is None) != (others is None):
            if is_order:
                raise TypeError("can't compare offset-naive and offset-aware times")
            return None
        shift = 0 if mine is None else mine._total - others._total
        return self._micro() - other._micro() - shift

    def __eq__(self, other):
        return self._difference(other, False) == 0 if isinstance(other, time) else NotImplemented

    def __lt__(self, other):
        return self._difference(other, True) < 0 if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return self._difference(other, True) <= 0 if isinstance(other, time) else NotImplemented

    def __gt__(self, other):
        return self._difference(other, True) > 0 if isinstance(other, time) else NotImplemented

    def __ge__(self, other):
        return self._difference(other, True) >= 0 if isinstance(other, time) else NotImplemented

    def __hash__(self):
        offset = self.utcoffset()
        return self._micro() - (0 if offset is None else offset._total), "time"

    def __str__(self):
        return self.isoformat()

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError(f"__format__() argument 1 must be str, not {_given_type(format)}")
        return self.strftime(format) if format else str(self)

    def __repr__(self):
        return _repr_of(self, [self.hour, self.minute])

    @property
    def _limbeck_literal(self):
        return "time", self.isoformat()


def _micro_of(moment):
    """Since the day before the year 1, without time zone."""
    clock = ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1000000 + moment.microsecond \
        if isinstance(moment, datetime) else 0
    return date.toordinal(moment) * 86400000000 + clock


def _moment_of(cls, micro, zone=None, fold=0):
    days = micro // 86400000000
    if not 1 <= days <= _LAST_DAY:
        raise OverflowError("date value out of range")
    year, month, day = _from_ordinal(days)
    hour, minute, second = micro // 3600000000 % 24, micro // 60000000 % 60, micro // 1000000 % 60
    if cls not in _CLASSES:
        made = cls(year, month, day, hour, minute, second, micro % 1000000, zone)
        return made.replace(fold=1) if fold else made
    return _made(cls, {"year": year, "month": month, "day": day, "hour": hour, "minute": minute, "second": second,
                       "microsecond": micro % 1000000, "tzinfo": zone, "fold": fold})


def _local(seconds):
    """The seconds of the local clock at a moment; both since the day before the year 1."""
    return seconds + _limbeck.clock.offset_at(seconds - _EPOCH // 1000000)


def _local_seconds(seconds, fold):
    """The moment at which the local clock shows this, in seconds since 1970."""
    shift = _local(seconds) - seconds
    first = seconds - shift
    shown = _local(first)
    if shown == seconds:
        other = first + (-86400 if not fold else 86400)
        again = _local(other) - other
        if shift == again:
            return first - _EPOCH // 1000000
    else:
        again = shown - first
    second = seconds - again
    if _local(second) == seconds:
        return second - _EPOCH // 1000000
    if shown == seconds:
        return first - _EPOCH // 1000000
    return (min(first, second) if fold else max(first, second)) - _EPOCH // 1000000


def _micro_since_1970(timestamp):
    if isinstance(timestamp, float):
        if timestamp != timestamp:
            raise ValueError("Invalid value NaN (not a number)")
        if not -(2**62) < timestamp < 2**62:
            raise OverflowError("timestamp out of range for platform time_t")
        whole = int(timestamp)
        return whole * 1000000 + round((timestamp - whole) * 1e6)
    if isinstance(timestamp, int) or hasattr(type(timestamp), "__index__"):
        number = int(timestamp)
        if not -(2**63) <= number < 2**63:
            raise OverflowError("timestamp out of range for platform time_t")
        return number * 1000000
    raise TypeError(f"'{_shown_type(timestamp)}' object cannot be interpreted as an integer")


class datetime(date):
    _fields = ("hour", "minute", "second", "microsecond", "tzinfo", "fold")

    def __new__(cls, year=_MISSING, month=_MISSING, day=_MISSING, hour=0, minute=0, second=0, microsecond=0,
                tzinfo=None, *, fold=0):
        if isinstance(year, bytes) and len(year) == 10 and 1 <= year[2] & 127 <= 12 and day is _MISSING:
            fields = _clock_of(year[4:], None if month is _MISSING else month, year[2] // 128)
            fields["year"], fields["month"], fields["day"] = _state_of(year)
            return _made(cls, fields)
        fields = _date_fields(year, month, day)
        fields.update(_clock_fields(hour, minute, second, microsecond, tzinfo, fold))
        return _made(cls, fields)

    def __reduce_ex__(self, protocol):
        state = [self.year // 256, self.year % 256, self.month, self.day, *_clock_bytes(self)]
        state[2] += 128 if self.fold and protocol > 3 else 0
        return _with_zone(self.__class__, state, self.tzinfo)

    def __reduce__(self):
        return self.__reduce_ex__(2)

    @classmethod
    def _from_utc(cls, micro, zone):
        if zone is not None:
            if not isinstance(zone, tzinfo):
                raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{_shown_type(zone)}'")
            return zone.fromutc(cls._checked(micro, zone))
        seconds = micro // 1000000
        shown = _local(seconds)
        fold = 0
        if seconds - 86400 >= _FIRST_SECOND:
            before = _local(seconds - 86400)
            change = shown - before - 86400
            fold = int(change < 0 and _local(seconds + change) == shown)
        return cls._checked(micro + (shown - seconds) * 1000000, None, fold)

    @classmethod
    def _checked(cls, micro, zone, fold=0):
        if not 1 <= micro // 86400000000 <= _LAST_DAY:
            year = 1970 + (micro - _EPOCH) // 31556952000000
            raise ValueError(f"year {year} is out of range")
        return _moment_of(cls, micro, zone, fold)

    @classmethod
    def now(cls, tz=None):
        return cls._from_utc(_limbeck.clock.now() + _EPOCH, tz)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        return cls._checked(_limbeck.clock.now() + _EPOCH, None)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        return cls._from_utc(_micro_since_1970(timestamp) + _EPOCH, tz)

    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        return cls._checked(_micro_since_1970(timestamp) + _EPOCH, None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        if not isinstance(date, _date_class):
            raise TypeError(f"combine() argument 1 must be datetime.date, not {_shown_type(date)}")
        if not isinstance(time, _time_class):
            raise TypeError(f"combine() argument 2 must be datetime.time, not {_shown_type(time)}")
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, text, /):
        from _limbeck.moments import iso_moment, parts_of

        return cls(*parts_of(text, iso_moment))

    @classmethod
    def strptime(cls, text, format, /):
        from _limbeck.moments import parse

        for number, value in enumerate((text, format), 1):
            if not isinstance(value, str):
                raise TypeError(f"strptime() argument {number} must be str, not {_given_type(value)}")
        year, month, day, hour, minute, second, _, _, name, offset, fraction, micro = parse(text, format)
        if offset is None:
            return cls(year, month, day, hour, minute, second, micro)
        shift = timedelta(seconds=offset, microseconds=fraction)
        zone = timezone(shift) if name is None else timezone(shift, name)
        return cls(year, month, day, hour, minute, second, micro, zone)

    def date(self):
        return _date_class(self.year, self.month, self.day)

    def time(self):
        return _time_class(self.hour, self.minute, self.second, self.microsecond, fold=self.fold)

    def timetz(self):
        return _time_class(self.hour, self.minute, self.second, self.microsecond, self.tzinfo, fold=self.fold)

    def timetuple(self):
        saving = self.dst()
        return _struct(self, -1 if saving is None else int(bool(saving)))

    def utctimetuple(self):
        offset = self.utcoffset()
        moment = self if offset is None else _moment_of(datetime, _micro_of(self) - offset._total)
        return _struct(moment, 0)

    def timestamp(self):
        offset = self.utcoffset()
        if offset is None:
            return _local_seconds(_micro_of(self) // 1000000, self.fold) + self.microsecond / 1000000
        return (_micro_of(self) - offset._total - _EPOCH) / 1000000

    def utcoffset(self):
        return _asked(self.tzinfo, "utcoffset", self)

    def dst(self):
        return _asked(self.tzinfo, "dst", self)

    def tzname(self):
        return _asked(self.tzinfo, "tzname", self)

    def astimezone(self, tz=None):
        if tz is not None and not isinstance(tz, tzinfo):
            raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{_shown_type(tz)}'")
        if self.tzinfo is tz and tz is not None:
            return self
        offset = self.utcoffset()
        if tz is None or offset is None:
            raise NotImplementedError("limbeck has no astimezone() with the time zone of the machine")
        return tz.fromutc(_moment_of(type(self), _micro_of(self) - offset._total, tz))

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None):
        return type(self)(
            self.year if year is None else year,
            self.month if month is None else month,
            self.day if day is None else day,
            self.hour if hour is None else hour,
            self.minute if minute is None else minute,
            self.second if second is None else second,
            self.microsecond if microsecond is None else microsecond,
            self.tzinfo if tzinfo is True else tzinfo,
            fold=self.fold if fold is None else fold,
        )

    def isoformat(self, sep="T", timespec="auto"):
        if not isinstance(sep, str) or len(sep) != 1:
            raise TypeError(f"isoformat() argument 1 must be a unicode character, not {_shown_type(sep)}")
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}{sep}{_clock_text(self, timespec)}"

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return _moment_of(type(self), _micro_of(self) + other._total, self.tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return _moment_of(type(self), _micro_of(self) - other._total, self.tzinfo)
        if not isinstance(other, datetime):
            return NotImplemented
        if self.tzinfo is other.tzinfo:
            return _delta(_micro_of(self) - _micro_of(other))
        mine, others = self.utcoffset(), other.utcoffset()
        if (mine is None) != (others is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        shift = 0 if mine is None else mine._total - others._total
        return _delta(_micro_of(self) - _micro_of(other) - shift)

    def _difference(self, other, is_order):
        """None where the two are not the same and cannot be compared."""
        if not isinstance(other, datetime):
            if is_order:
                raise TypeError("can't compare datetime.datetime to datetime.date")
            return None
        if self.tzinfo is other.tzinfo:
            return _micro_of(self) - _micro_of(other)
        mine, others = self.utcoffset(), other.utcoffset()
        if (mine is None) != (others is None):
            if is_order:
                raise TypeError("can't compare offset-naive and offset-aware datetimes")
            return None
        shift = 0 if mine is None else mine._total - others._total
        difference = _micro_of(self) - _micro_of(other) - shift
        if not difference and not is_order and (self._is_problem(mine) or other._is_problem(others)):
            return None
        return difference

    def _is_problem(self, offset):
        """Whether the other side of a fold has another offset: then it is like no time of another zone."""
        return self.tzinfo is not None and self.replace(fold=not self.fold).utcoffset() != offset

    def __eq__(self, other):
        return self._difference(other, False) == 0 if isinstance(other, date) else NotImplemented

    def __lt__(self, other):
        return self._difference(other, True) < 0 if isinstance(other, date) else NotImplemented

    def __le__(self, other):
        return self._difference(other, True) <= 0 if isinstance(other, date) else NotImplemented

    def __gt__(self, other):
        return self._difference(other, True) > 0 if isinstance(other, date) else NotImplemented

    def __ge__(self, other):
        return self._difference(other, True) >= 0 if isinstance(other, date) else NotImplemented

    def __hash__(self):
        offset = (self.replace(fold=0) if self.fold else self).utcoffset()
        if offset is None:
            return _micro_of(self), "datetime"
        return hash(_delta(_micro_of(self) - offset._total))

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        return _repr_of(self, [self.year, self.month, self.day, self.hour, self.minute])

    @property
    def _limbeck_literal(self):
        return "datetime", self.isoformat(" ")


_date_class, _time_class = date, time
_CLASSES = (timedelta, tzinfo, timezone, date, time, datetime)
_EPOCH = 719163 * 86400000000
_FIRST_SECOND = 86400


def _short(total, days, seconds, microseconds):
    return _made(timedelta, {"_total": total, "days": days, "seconds": seconds, "microseconds": microseconds})


# Made without checks: this runs in each script that imports the module.
timezone.utc = UTC = _made(timezone, {"_offset": _short(0, 0, 0, 0), "_name": None})
timezone.min = _made(timezone, {"_offset": _short(-86340000000, -1, 60, 0), "_name": None})
timezone.max = _made(timezone, {"_offset": _short(86340000000, 0, 86340, 0), "_name": None})
timedelta.min = _short(-999999999 * 86400000000, -999999999, 0, 0)
timedelta.max = _short(10**9 * 86400000000 - 1, 999999999, 86399, 999999)
timedelta.resolution = time.resolution = datetime.resolution = _short(1, 0, 0, 1)
date.resolution = _short(86400000000, 1, 0, 0)
_day = {"year": 1, "month": 1, "day": 1}
_clock = {"hour": 0, "minute": 0, "second": 0, "microsecond": 0, "tzinfo": None, "fold": 0}
date.min, time.min, datetime.min = _made(date, _day), _made(time, _clock), _made(datetime, _day | _clock)
_day = {"year": 9999, "month": 12, "day": 31}
_clock = {"hour": 23, "minute": 59, "second": 59, "microsecond": 999999, "tzinfo": None, "fold": 0}
date.max, time.max, datetime.max = _made(date, _day), _made(time, _clock), _made(datetime, _day | _clock)
