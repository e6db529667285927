"""The clock, without waiting for it."""
import _limbeck.clock

_limbeck_builtin = True  # in CPython these functions are written in C: as attributes of a class they are not bound


_slept = 0  # microseconds that sleep() did not wait for


def time():
    return (_limbeck.clock.now() + _slept) / 1000000


def time_ns():
    return (_limbeck.clock.now() + _slept) * 1000


def process_time():
    return _limbeck.clock.now() / 1000000


def process_time_ns():
    return _limbeck.clock.now() * 1000


perf_counter = monotonic = time
perf_counter_ns = monotonic_ns = time_ns
thread_time, thread_time_ns = process_time, process_time_ns


def sleep(seconds):
    global _slept
    if not isinstance(seconds, (int, float)) and not hasattr(type(seconds), "__index__"):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    _slept += int(seconds * 1000000)


class struct_time(tuple):
    """Nine numbers, with names."""

    def __new__(cls, numbers, zone=None, gmtoff=None):
        numbers = tuple(numbers)
        if len(numbers) < 9:
            raise TypeError(f"time.struct_time() takes an at least 9-sequence ({len(numbers)}-sequence given)")
        made = super().__new__(cls, numbers[:9])
        made.tm_zone = zone
        made.tm_gmtoff = gmtoff
        return made

    tm_year = property(lambda self: self[0])
    tm_mon = property(lambda self: self[1])
    tm_mday = property(lambda self: self[2])
    tm_hour = property(lambda self: self[3])
    tm_min = property(lambda self: self[4])
    tm_sec = property(lambda self: self[5])
    tm_wday = property(lambda self: self[6])
    tm_yday = property(lambda self: self[7])
    tm_isdst = property(lambda self: self[8])

    def __repr__(self):
        return ("time.struct_time(tm_year=%d, tm_mon=%d, tm_mday=%d, tm_hour=%d, tm_min=%d, tm_sec=%d, tm_wday=%d, "
                "tm_yday=%d, tm_isdst=%d)" % tuple(self))


def _checked(numbers):
    """Nine numbers within their bounds."""
    if not isinstance(numbers, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(numbers) != 9:
        raise TypeError("function takes exactly 9 arguments (%d given)" % len(numbers))
    year, month, day, hour, minute, second, weekday, number, saving = numbers
    month, day, number = month or 1, day or 1, number or 1
    for name, value, least, most in (("month", month, 1, 12), ("day of month", day, 1, 31), ("hour", hour, 0, 23),
                                     ("minute", minute, 0, 59), ("seconds", second, 0, 61)):
        if not least <= value <= most:
            raise ValueError(f"{name} out of range")
    if weekday < -1:
        raise ValueError("day of week out of range")
    if not 1 <= number <= 366:
        raise ValueError("day of year out of range")
    return year, month, day, hour, minute, second, weekday % 7, number, saving


def gmtime(seconds=None):
    import datetime

    whole = int((time() if seconds is None else seconds) // 1)
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=whole)
    return struct_time((moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second,
                        moment.weekday(), moment.toordinal() - datetime.date(moment.year, 1, 1).toordinal() + 1, 0),
                       "UTC", 0)


def _asked_of_the_zone(name):
    raise NotImplementedError(f"limbeck does not evaluate time.{name}(): it depends on the time zone of the machine")


def localtime(seconds=None):
    _asked_of_the_zone("localtime")


def mktime(numbers):
    _asked_of_the_zone("mktime")


def strftime(format, numbers=None):
    from _limbeck.moments import strftime as write

    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
    if numbers is None:
        _asked_of_the_zone("strftime")
    numbers = _checked(numbers)
    for directive in ("%z", "%Z", "%s"):
        if directive in format:
            _asked_of_the_zone("strftime")
    return write(format, numbers, None)


def asctime(numbers=None):
    from _limbeck.moments import DAYS, MONTHS

    if numbers is None:
        _asked_of_the_zone("asctime")
    year, month, day, hour, minute, second, weekday, _, _ = _checked(numbers)
    return f"{DAYS[weekday][:3]} {MONTHS[month - 1][:3]}{day:3d} {hour:02d}:{minute:02d}:{second:02d} {year}"


def strptime(text, format="%a %b %d %H:%M:%S %Y"):
    from _limbeck.moments import parse

    *numbers, zone, offset, _, _ = parse(text, format)
    return struct_time((*numbers, -1 if zone is None else 0), zone, offset)
