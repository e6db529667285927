"""Dates and times."""
import _limbeck.clock

MINYEAR = 1
MAXYEAR = 9999
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


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


_LAST_DAY = _ordinal(MAXYEAR, 12, 31)


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


class timedelta:
    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total = _total_of({"microseconds": microseconds, "milliseconds": milliseconds, "seconds": seconds,
                           "minutes": minutes, "hours": hours, "days": days, "weeks": weeks})
        self._total = total
        self.days = total // 86400000000
        self.seconds = total // 1000000 % 86400
        self.microseconds = total % 1000000
        if not -999999999 <= self.days <= 999999999:
            if not -2 ** 31 <= self.days < 2 ** 31:
                raise OverflowError("Python int too large to convert to C int")
            raise OverflowError(f"days={self.days}; must have magnitude <= 999999999")

    @property
    def _limbeck_literal(self):
        return "interval", f"{self.days} days {self.seconds}.{self.microseconds:06d} seconds"

    def total_seconds(self):
        return self._total / 1000000

    def __add__(self, other):
        return timedelta(microseconds=self._total + other._total) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        return timedelta(microseconds=self._total - other._total) if isinstance(other, timedelta) else NotImplemented

    def __rsub__(self, other):
        return timedelta(microseconds=other._total - self._total) if isinstance(other, timedelta) else NotImplemented

    def __mul__(self, factor):
        if isinstance(factor, int):
            return timedelta(microseconds=self._total * factor)
        if not isinstance(factor, float):
            return NotImplemented
        above, below = factor.as_integer_ratio()
        return timedelta(microseconds=_divided_nearest(self._total * above, below))

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total / other._total
        if not isinstance(other, (int, float)):
            return NotImplemented
        above, below = other.as_integer_ratio()
        if not above:
            return self._total // 0
        return timedelta(microseconds=_divided_nearest(self._total * below, above))

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total // other._total
        return timedelta(microseconds=self._total // other) if isinstance(other, int) else NotImplemented

    def __mod__(self, other):
        return timedelta(microseconds=self._total % other._total) if isinstance(other, timedelta) else NotImplemented

    def __divmod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        whole, rest = divmod(self._total, other._total)
        return whole, timedelta(microseconds=rest)

    def __neg__(self):
        return timedelta(microseconds=-self._total)

    def __pos__(self):
        return timedelta(microseconds=self._total)

    def __abs__(self):
        return timedelta(microseconds=abs(self._total))

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
        return self._total

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
        return f"datetime.timedelta({', '.join(parts) or '0'})"


class tzinfo:
    def utcoffset(self, moment):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")


class timezone(tzinfo):
    def __init__(self, offset, name=None):
        self._offset = offset
        self._name = name

    def utcoffset(self, moment):
        return self._offset

    def tzname(self, moment):
        return self._name or ("UTC" if not self._offset else "UTC" + _offset_text(self._offset))

    def __eq__(self, other):
        return isinstance(other, timezone) and self._offset == other._offset

    def __hash__(self):
        return self._offset._total

    def __str__(self):
        return self.tzname(None)

    def __repr__(self):
        return "datetime.timezone.utc" if not self._offset else f"datetime.timezone({self._offset!r})"


timezone.utc = timezone(timedelta(0))
timedelta.min, timedelta.max = timedelta(-999999999), timedelta(999999999, 86399, 999999)
timedelta.resolution = timedelta(microseconds=1)
UTC = timezone.utc


def _offset_text(offset):
    minutes = offset._total // 60000000
    sign = "-" if minutes < 0 else "+"
    minutes = abs(minutes)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def _format(moment, format_):
    out = []
    at = 0
    while at < len(format_):
        if format_[at] != "%" or at + 1 == len(format_):
            out.append(format_[at])
            at += 1
            continue
        out.append(_directive(moment, format_[at + 1]))
        at += 2
    return "".join(out)


def _directive(moment, letter):
    hour = getattr(moment, "hour", 0)
    if letter in "HMSfIp" or letter in "zZ":
        match letter:
            case "H":
                return f"{hour:02d}"
            case "M":
                return f"{getattr(moment, 'minute', 0):02d}"
            case "S":
                return f"{getattr(moment, 'second', 0):02d}"
            case "f":
                return f"{getattr(moment, 'microsecond', 0):06d}"
            case "I":
                return f"{hour % 12 or 12:02d}"
            case "p":
                return "PM" if hour >= 12 else "AM"
        zone = getattr(moment, "tzinfo", None)
        if zone is None:
            return ""
        return zone.tzname(moment) if letter == "Z" else _offset_text(zone.utcoffset(moment)).replace(":", "")
    match letter:
        case "Y":
            return str(moment.year)
        case "y":
            return f"{moment.year % 100:02d}"
        case "m":
            return f"{moment.month:02d}"
        case "d":
            return f"{moment.day:02d}"
        case "B":
            return _MONTHS[moment.month - 1]
        case "b":
            return _MONTHS[moment.month - 1][:3]
        case "A":
            return _DAYS[moment.weekday()]
        case "a":
            return _DAYS[moment.weekday()][:3]
        case "j":
            return f"{moment.toordinal() - _ordinal(moment.year, 1, 1) + 1:03d}"
        case "s":
            return str(int(moment.timestamp()))
        case "F":
            return _format(moment, "%Y-%m-%d")
        case "T":
            return _format(moment, "%H:%M:%S")
        case "%":
            return "%"
    raise NotImplementedError(f"limbeck does not know the directive %{letter}")


class date:
    def __init__(self, year, month, day):
        _check_date(year, month, day)
        self.year = year
        self.month = month
        self.day = day

    @classmethod
    def today(cls):
        return datetime.now().date() if cls is date else cls.now()

    @classmethod
    def fromordinal(cls, ordinal):
        if _whole(ordinal) < 1:
            raise ValueError("ordinal must be >= 1")
        if ordinal > _LAST_DAY:
            raise ValueError(f"year {_from_ordinal(ordinal)[0]} is out of range")
        return cls(*_from_ordinal(ordinal))

    @classmethod
    def fromisoformat(cls, text):
        return cls(*_iso_parts(text, _iso_day))

    def toordinal(self):
        return _ordinal(self.year, self.month, self.day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.weekday() + 1

    def replace(self, year=None, month=None, day=None):
        return type(self)(
            self.year if year is None else year,
            self.month if month is None else month,
            self.day if day is None else day,
        )

    def isoformat(self):
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def strftime(self, format):
        return _format(self, format)

    def _key(self):
        return self.toordinal()

    def __add__(self, other):
        return self._moved(other.days) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def _moved(self, days):
        ordinal = self.toordinal() + days
        if not 1 <= ordinal <= _LAST_DAY:
            raise OverflowError("date value out of range")
        return type(self)(*_from_ordinal(ordinal))

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self._moved(-other.days)
        if not isinstance(other, date):
            return NotImplemented
        return timedelta(days=self.toordinal() - other.toordinal())

    def _is_like(self, other):
        return isinstance(other, date) and isinstance(self, datetime) == isinstance(other, datetime)

    def _is_aware(self):
        return False

    def __eq__(self, other):
        if not isinstance(other, date):
            return NotImplemented
        return self._is_like(other) and self._is_aware() == other._is_aware() and self._key() == other._key()

    def _order(self, other):
        """Below, at or above zero; NotImplemented of what is no date."""
        if not isinstance(other, date):
            return NotImplemented
        if not self._is_like(other):
            raise TypeError("can't compare datetime.datetime to datetime.date")
        if self._is_aware() != other._is_aware():
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return self._key() - other._key()

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
        return self._key()

    def __str__(self):
        return self.isoformat()

    def __format__(self, format):
        return self.strftime(format) if format else str(self)

    def __repr__(self):
        return f"datetime.date({self.year}, {self.month}, {self.day})"

    @property
    def _limbeck_literal(self):
        return "date", self.isoformat()


def _iso_parts(text, read):
    if not isinstance(text, str):
        raise TypeError("fromisoformat: argument must be str")
    try:
        parts = read(text)
    except ValueError:
        parts = None
    if parts is None:
        raise ValueError(f"Invalid isoformat string: {text!r}")
    return parts


def _iso_number(text, length):
    if len(text) != length or not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def _iso_day(text):
    if "W" in text[4:6]:
        raise NotImplementedError("limbeck reads no week of fromisoformat()")
    if len(text) == 10 and text[4] == text[7] == "-":
        text = text[:4] + text[5:7] + text[8:]
    _iso_number(text, 8)
    return int(text[:4]), int(text[4:6]), int(text[6:])


def _iso_time(text):
    """Hours, minutes, seconds and microseconds, with colons or without."""
    text, point, fraction = text.replace(",", ".", 1).partition(".")
    parts = text.split(":") if ":" in text else [text[at : at + 2] for at in range(0, len(text), 2)]
    if not 1 <= len(parts) <= 3 or (point and len(parts) < 3):
        raise ValueError(text)
    numbers = [_iso_number(part, 2) for part in parts] + [0] * (3 - len(parts))
    if point:
        _iso_number(fraction, len(fraction) or 1)
    return (*numbers, int((fraction + "000000")[:6]))


def _iso_clock(text):
    at = min([text.find(sign) for sign in "+-Z" if sign in text], default=len(text))
    clock, sign, offset = text[:at], text[at : at + 1], text[at + 1 :]
    zone = None
    if sign == "Z":
        if offset:
            raise ValueError(text)
        zone = timezone.utc
    elif sign:
        hours, minutes, seconds, micro = _iso_time(offset)
        shift = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micro)
        zone = timezone(-shift if sign == "-" else shift) if shift else timezone.utc
    return (*_iso_time(clock), zone)


def _iso_moment(text):
    length = 10 if text[4:5] == "-" else 8
    day = _iso_day(text[:length])
    if len(text) == length:
        return (*day, 0, 0, 0, 0, None)
    return (*day, *_iso_clock(text[length + 1 :]))


def _whole(value):
    if not -(2**63) <= value < 2**63:
        raise OverflowError("Python int too large to convert to C long")
    if not -(2**31) <= value < 2**31:
        raise OverflowError(f"signed integer is {'greater than maximum' if value > 0 else 'less than minimum'}")
    return int(value)


def _check_date(year, month, day):
    year = _whole(year)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")


def _check_clock(hour, minute, second, microsecond, zone, fold):
    for value in (hour, minute, second, microsecond):
        if isinstance(value, float):
            raise TypeError("'float' object cannot be interpreted as an integer")
    for name, value, most in (("hour", hour, 23), ("minute", minute, 59), ("second", second, 59),
                              ("microsecond", microsecond, 999999)):
        if not 0 <= value <= most:
            raise ValueError(f"{name} must be in 0..{most}")
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(zone).__name__}'")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    if fold:
        raise NotImplementedError("limbeck has no moment with fold=1")


def _clock_text(moment, timespec="auto"):
    shown = ("hours", "minutes", "seconds", "auto", "milliseconds", "microseconds")
    if timespec not in shown:
        raise ValueError("Unknown timespec value")
    text = ":".join([f"{part:02d}" for part in (moment.hour, moment.minute, moment.second)][:shown.index(timespec) + 1])
    if timespec == "milliseconds":
        text += f".{moment.microsecond // 1000:03d}"
    elif timespec == "microseconds" or (timespec == "auto" and moment.microsecond):
        text += f".{moment.microsecond:06d}"
    if moment.tzinfo is not None:
        text += _offset_text(moment.tzinfo.utcoffset(moment))
    return text


class time:
    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        _check_clock(hour, minute, second, microsecond, tzinfo, fold)
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo

    @classmethod
    def fromisoformat(cls, text):
        return cls(*_iso_parts(text, lambda text: _iso_clock(text.removeprefix("T"))))

    def isoformat(self, timespec="auto"):
        return _clock_text(self, timespec)

    def strftime(self, format):
        return _format(self, format)

    def _key(self):
        return (self.hour, self.minute, self.second, self.microsecond)

    def _same_kind(self, other):
        if (self.tzinfo is None) != (other.tzinfo is None):
            return False
        if self.tzinfo is not None:
            raise NotImplementedError("limbeck does not compare times of a time zone")
        return True

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return self._same_kind(other) and self._key() == other._key()

    def _order(self, other):
        if not isinstance(other, time):
            return NotImplemented
        if not self._same_kind(other):
            raise TypeError("can't compare offset-naive and offset-aware times")
        return (self._key() > other._key()) - (self._key() < other._key())

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
        return self._key()

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        shown = [self.hour, self.minute] + ([self.second] if self.second or self.microsecond else [])
        return f"datetime.time({', '.join(map(str, shown + ([self.microsecond] if self.microsecond else [])))})"

    @property
    def _limbeck_literal(self):
        return "time", self.isoformat()


class datetime(date):
    def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        super().__init__(year, month, day)
        _check_clock(hour, minute, second, microsecond, tzinfo, fold)
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo

    @classmethod
    def _from_micro(cls, micro, tzinfo=None):
        days = micro // 86400000000
        rest = micro % 86400000000
        if not 1 <= days <= _LAST_DAY:
            raise OverflowError("date value out of range")
        year, month, day = _from_ordinal(days)
        return cls(year, month, day, rest // 3600000000, rest // 60000000 % 60, rest // 1000000 % 60, rest % 1000000,
                   tzinfo)

    @classmethod
    def now(cls, tz=None):
        micro = _limbeck.clock.now() + _EPOCH
        if tz is None:
            return cls._from_micro(micro + _limbeck.clock.local_offset() * 1000000)
        return cls._from_micro(micro + tz.utcoffset(None)._total, tz)

    @classmethod
    def utcnow(cls):
        return cls._from_micro(_limbeck.clock.now() + _EPOCH)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        micro = round(timestamp * 1000000) + _EPOCH
        if tz is None:
            return cls._from_micro(micro + _limbeck.clock.local_offset() * 1000000)
        return cls._from_micro(micro + tz.utcoffset(None)._total, tz)

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        return cls._from_micro(round(timestamp * 1000000) + _EPOCH)

    @classmethod
    def combine(cls, date, time):
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, time.tzinfo)

    @classmethod
    def fromisoformat(cls, text):
        return cls(*_iso_parts(text, _iso_moment))

    @classmethod
    def strptime(cls, text, format):
        return cls(**_parse(text, format))

    def _micro(self):
        clock = ((self.hour * 60 + self.minute) * 60 + self.second) * 1000000 + self.microsecond
        return self.toordinal() * 86400000000 + clock

    def _key(self):
        return self._micro() - (self.tzinfo.utcoffset(self)._total if self.tzinfo is not None else 0)

    def _is_aware(self):
        return self.utcoffset() is not None

    def date(self):
        return date(self.year, self.month, self.day)

    def time(self):
        return time(self.hour, self.minute, self.second, self.microsecond)

    def timestamp(self):
        offset = _limbeck.clock.local_offset() * 1000000 if self.tzinfo is None else 0
        return (self._key() - offset - _EPOCH) / 1000000

    def utcoffset(self):
        return None if self.tzinfo is None else self.tzinfo.utcoffset(self)

    def astimezone(self, tz):
        return datetime._from_micro(self._key() + tz.utcoffset(None)._total, tz)

    def replace(self, **changes):
        names = ("year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo")
        return datetime(**{**{name: getattr(self, name) for name in names}, **changes})

    def isoformat(self, sep="T", timespec="auto"):
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}{sep}{_clock_text(self, timespec)}"

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self)._from_micro(self._micro() + other._total, self.tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return type(self)._from_micro(self._micro() - other._total, self.tzinfo)
        if not isinstance(other, datetime):
            return NotImplemented
        if self._is_aware() != other._is_aware():
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return timedelta(microseconds=self._key() - other._key())

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        shown = [self.year, self.month, self.day, self.hour, self.minute]
        if self.second or self.microsecond:
            shown.append(self.second)
        if self.microsecond:
            shown.append(self.microsecond)
        zone = f", tzinfo={self.tzinfo!r}" if self.tzinfo is not None else ""
        return f"datetime.datetime({', '.join(map(str, shown))}{zone})"

    @property
    def _limbeck_literal(self):
        return "datetime", self.isoformat(" ")


_EPOCH = _ordinal(1970, 1, 1) * 86400000000


def _parse(text, format_):
    found = {"year": 1900, "month": 1, "day": 1}
    widths = {"Y": ("year", 4), "m": ("month", 2), "d": ("day", 2), "H": ("hour", 2), "M": ("minute", 2),
              "S": ("second", 2)}
    at = 0
    i = 0
    while i < len(format_):
        letter = format_[i + 1] if format_[i] == "%" and i + 1 < len(format_) else ""
        if letter in widths and letter:
            name, width = widths[letter]
            end = at
            while end < len(text) and end - at < width and text[end].isdigit():
                end += 1
            if end == at:
                raise ValueError(f"time data {text!r} does not match format {format_!r}")
            found[name] = int(text[at:end])
            at = end
            i += 2
        elif letter == "f":
            end = at
            while end < len(text) and end - at < 6 and text[end].isdigit():
                end += 1
            found["microsecond"] = int((text[at:end] + "000000")[:6])
            at = end
            i += 2
        elif letter:
            raise NotImplementedError(f"limbeck does not read the directive %{letter}")
        else:
            if at >= len(text) or text[at] != format_[i]:
                raise ValueError(f"time data {text!r} does not match format {format_!r}")
            at += 1
            i += 1
    if at < len(text):
        raise ValueError(f"unconverted data remains: {text[at:]}")
    return found


date.min, date.max = date(1, 1, 1), date(9999, 12, 31)
time.min, time.max = time(0, 0), time(23, 59, 59, 999999)
datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
