"""The clock, without waiting for it."""
import _limbeck.clock

_limbeck_builtin = True  # in CPython these functions are written in C: as attributes of a class they are not bound


def time():
    return _limbeck.clock.now() / 1000000


def time_ns():
    return _limbeck.clock.now() * 1000


perf_counter = monotonic = process_time = thread_time = time
perf_counter_ns = monotonic_ns = process_time_ns = thread_time_ns = time_ns


def sleep(seconds):
    pass


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


def _moment(numbers):
    import datetime

    year, month, day, hour, minute, second = (int(number) for number in tuple(numbers)[:6])
    return datetime.datetime(year, month, day, hour, minute, second)


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
    if numbers is None:
        _asked_of_the_zone("strftime")
    for directive in ("%z", "%Z"):
        if directive in format:
            _asked_of_the_zone("strftime")
    return _moment(numbers).strftime(format)


def asctime(numbers=None):
    if numbers is None:
        _asked_of_the_zone("asctime")
    moment = _moment(numbers)
    return moment.strftime("%a %b ") + f"{moment.day:2d}" + moment.strftime(" %H:%M:%S %Y")


def strptime(text, format="%a %b %d %H:%M:%S %Y"):
    import datetime

    moment = datetime.datetime.strptime(text, format)
    return struct_time((*gmtime((moment - datetime.datetime(1970, 1, 1)).total_seconds())[:8], -1))
