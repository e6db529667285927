"""Dates and times as texts: strftime(), strptime() and fromisoformat(), read when a script uses one."""

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def _iso_year(year, weekday, day_of_year):
    """The year, the week and the day of ISO 8601."""
    from datetime import date

    week = (day_of_year - weekday + 9) // 7
    if week < 1:
        year -= 1
        last = date(year, 12, 31) if year else None
        week = _iso_year(year, last.weekday(), 366 if _is_leap(year) else 365)[1] if last else 52
    elif week == 53 and (day_of_year - weekday + 3) > (366 if _is_leap(year) else 365):
        return year + 1, 1, weekday + 1
    return year, week, weekday + 1


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


_COMPOUND = {"c": "%a %b %e %H:%M:%S %Y", "D": "%m/%d/%y", "F": "%Y-%m-%d", "R": "%H:%M", "r": "%I:%M:%S %p"}
_COMPOUND |= {"T": "%H:%M:%S", "X": "%H:%M:%S", "x": "%m/%d/%y", "h": "%b"}


def _number(letter, moment):
    """The number of a directive, its width, and what fills it up."""
    year, month, day, hour, minute, second, weekday, day_of_year = moment[:8]
    match letter:
        case "C":
            return year // 100, 1, "0"
        case "d":
            return day, 2, "0"
        case "e":
            return day, 2, " "
        case "G":
            return _iso_year(year, weekday, day_of_year)[0], 1, "0"
        case "g":
            return _iso_year(year, weekday, day_of_year)[0] % 100, 2, "0"
        case "H":
            return hour, 2, "0"
        case "I":
            return hour % 12 or 12, 2, "0"
        case "j":
            return day_of_year, 3, "0"
        case "k":
            return hour, 2, " "
        case "l":
            return hour % 12 or 12, 2, " "
        case "M":
            return minute, 2, "0"
        case "m":
            return month, 2, "0"
        case "S":
            return second, 2, "0"
        case "U":
            return (day_of_year + 6 - (weekday + 1) % 7) // 7, 2, "0"
        case "u":
            return weekday + 1, 1, "0"
        case "V":
            return _iso_year(year, weekday, day_of_year)[1], 2, "0"
        case "W":
            return (day_of_year + 6 - weekday) // 7, 2, "0"
        case "w":
            return (weekday + 1) % 7, 1, "0"
        case "Y":
            return year, 1, "0"
        case "y":
            return year % 100, 2, "0"


def _words(letter, moment):
    match letter:
        case "A":
            return DAYS[moment[6]]
        case "a":
            return DAYS[moment[6]][:3]
        case "B":
            return MONTHS[moment[1] - 1]
        case "b" | "h":
            return MONTHS[moment[1] - 1][:3]
        case "p":
            return "PM" if moment[3] >= 12 else "AM"
        case "P":
            return "pm" if moment[3] >= 12 else "am"
        case "n":
            return "\n"
        case "t":
            return "\t"
        case "%":
            return "%"


def _directive(letter, flag, width, moment, seconds):
    """One directive as the C library of Linux writes it."""
    text = _words(letter, moment)
    filling = " "
    if text is None and letter in _COMPOUND:
        text = strftime(_COMPOUND[letter], moment, seconds)
    if text is None:
        if letter == "s":
            number, least, filling = seconds(), 1, "0"
        else:
            found = _number(letter, moment)
            if found is None:
                raise NotImplementedError(f"limbeck does not know the directive %{letter}")
            number, least, filling = found
        filling = {"_": " ", "0": "0", "-": ""}.get(flag, filling)
        return str(number).rjust(max(least, width), filling) if filling else str(number)
    if flag in ("^", "#"):
        if flag == "#" and letter != "p":
            raise NotImplementedError("limbeck does not know the flag # of strftime()")
        text = text.lower() if flag == "#" else text.upper()
    return text.rjust(width, "0" if flag == "0" else " ") if width and flag != "-" else text


def strftime(format, moment, seconds):
    """`moment` is nine numbers; seconds() is asked for %s only."""
    parts = []
    at = 0
    while at < len(format):
        if format[at] != "%" or at + 1 == len(format):
            parts.append(format[at])
            at += 1
            continue
        start = at
        at += 1
        flag = ""
        while at < len(format) and format[at] in "_-0^#":
            flag = format[at]
            at += 1
        digits = at
        while at < len(format) and format[at] in "0123456789":
            at += 1
        if at == len(format):
            return "".join(parts) + format[start:]
        parts.append(_directive(format[at], flag, int(format[digits:at] or 0), moment, seconds))
        at += 1
    return "".join(parts)


def wrap_strftime(thing, format, moment, seconds=None):
    """%f, %z and %Z are of the datetime module."""
    if "%" not in format:
        return format
    parts = []
    at = 0
    while at < len(format):
        pair = format[at : at + 2]
        if pair[:1] != "%" or len(pair) < 2:
            parts.append(pair[:1])
            at += 1
            continue
        if pair == "%f":
            parts.append(f"{getattr(thing, 'microsecond', 0):06d}")
        elif pair == "%z":
            offset = thing.utcoffset() if hasattr(thing, "utcoffset") else None
            parts.append("" if offset is None else offset_text(offset, ""))
        elif pair == "%Z":
            parts.append(((thing.tzname() if hasattr(thing, "tzname") else None) or "").replace("%", "%%"))
        else:
            parts.append(pair)
        at += 2
    return strftime("".join(parts), moment, seconds)


def offset_text(offset, between=":"):
    micro = offset._total
    sign = "-" if micro < 0 else "+"
    micro = abs(micro)
    text = f"{sign}{micro // 3600000000:02d}{between}{micro // 60000000 % 60:02d}"
    if micro % 60000000:
        text += f"{between}{micro // 1000000 % 60:02d}"
    return text + (f".{micro % 1000000:06d}" if micro % 1000000 else "")


# ---- strptime() ---------------------------------------------------------------------------------

_NUMBERS = {
    "d": r"(?P<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])",
    "f": r"(?P<f>[0-9]{1,6})",
    "H": r"(?P<H>2[0-3]|[0-1]\d|\d)",
    "I": r"(?P<I>1[0-2]|0[1-9]|[1-9])",
    "G": r"(?P<G>\d\d\d\d)",
    "j": r"(?P<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])",
    "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])",
    "M": r"(?P<M>[0-5]\d|\d)",
    "S": r"(?P<S>6[0-1]|[0-5]\d|\d)",
    "U": r"(?P<U>5[0-3]|[0-4]\d|\d)",
    "W": r"(?P<W>5[0-3]|[0-4]\d|\d)",
    "w": r"(?P<w>[0-6])",
    "u": r"(?P<u>[1-7])",
    "V": r"(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)",
    "y": r"(?P<y>\d\d)",
    "Y": r"(?P<Y>\d\d\d\d)",
    "z": r"(?P<z>[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z))",
    "Z": r"(?P<Z>[A-Za-z]+)",
    "p": r"(?P<p>am|pm)",
    "%": "%",
}


def _reading(letter):
    """The regular expression of a directive; a KeyError where there is none."""
    if letter in "AB" or letter in "ab":
        words = sorted(DAYS if letter in "Aa" else MONTHS, key=len, reverse=True)
        words = [word.lower() if letter in "AB" else word.lower()[:3] for word in words]
        return f"(?P<{letter}>{'|'.join(words)})"
    if letter in "cxX":
        format = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}[letter]
        return _pattern(format)
    return _NUMBERS[letter]


def _pattern(format):
    import re

    format = re.sub(r"([\\.^$*+?\(\){}\[\]|])", r"\\\1", format)
    format = re.sub(r"\s+", r"\\s+", format)
    parts = []
    while "%" in format:
        at = format.index("%") + 1
        parts.append(format[: at - 1] + _reading(format[at]))
        format = format[at + 1 :]
    return "".join(parts) + format


_patterns = {}


def _match(text, format):
    import re

    for name, value in (("0", text), ("1", format)):
        if not isinstance(value, str):
            raise TypeError(f"strptime() argument {name} must be str, not {type(value)}")
    pattern = _patterns.get(format)
    if pattern is None:
        try:
            pattern = re.compile(_pattern(format), re.IGNORECASE)
        except KeyError as error:
            letter = "%" if error.args[0] == "\\" else error.args[0]
            raise ValueError(f"'{letter}' is a bad directive in format '{format}'") from None
        except IndexError:
            raise ValueError(f"stray % in format '{format}'") from None
        _patterns[format] = pattern
    found = pattern.match(text)
    if not found:
        raise ValueError(f"time data {text!r} does not match format {format!r}")
    if len(text) != found.end():
        raise ValueError(f"unconverted data remains: {text[found.end():]}")
    return found.groupdict()


def _read_offset(text):
    """Seconds and microseconds."""
    given = text
    if text == "Z":
        return 0, 0
    if text[3] == ":":
        text = text[:3] + text[4:]
        if len(text) > 5:
            if text[5] != ":":
                raise ValueError(f"Inconsistent use of : in {given}")
            text = text[:5] + text[6:]
    seconds = int(text[1:3]) * 3600 + int(text[3:5]) * 60 + int(text[5:7] or 0)
    micro = int((text[8:] + "000000")[:6])
    return (-seconds, -micro) if text[0] == "-" else (seconds, micro)


def _hour(found):
    if "I" not in found:
        return int(found.get("H", 0))
    half = (found.get("p") or "").lower()
    return int(found["I"]) % 12 + (12 if half == "pm" else 0)


def _weekday(found):
    for letter in "Aa":
        if letter in found:
            names = [name.lower() for name in DAYS]
            return names.index(found["A"].lower()) if letter == "A" else [n[:3] for n in names].index(found["a"].lower())
    if "w" in found:
        return (int(found["w"]) - 1) % 7
    return int(found["u"]) - 1 if "u" in found else None


def _month(found):
    for letter, length in (("B", None), ("b", 3)):
        if letter in found:
            return [name.lower()[:length] for name in MONTHS].index(found[letter].lower()) + 1
    return int(found.get("m", 1))


def _year(found):
    if "Y" in found:
        return int(found["Y"])
    if "y" in found:
        return int(found["y"]) + (2000 if int(found["y"]) <= 68 else 1900)


def _check_weeks(found, year, weekday):
    if year is None and "G" in found:
        if "V" not in found or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        if "j" in found:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
    elif "V" in found and "U" not in found and "W" not in found:
        if weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year "
                         "'%G' instead.")


def _day_of_year(found, year, weekday):
    """From the number of a week; None without one."""
    from datetime import date

    if "j" in found:
        return year, int(found["j"])
    if weekday is None:
        return year, None
    for letter in "UW":
        if letter in found:
            first = (date(year, 1, 1).weekday() + (letter == "U")) % 7
            day = (weekday + (letter == "U")) % 7
            week = int(found[letter])
            before = (7 - first) % 7
            number = 1 + day - first if week == 0 else 1 + before + 7 * (week - 1) + day
            break
    else:
        if "G" not in found:
            return year, None
        moment = date.fromisocalendar(int(found["G"]), int(found["V"]), weekday + 1)
        return moment.year, moment.toordinal() - date(moment.year, 1, 1).toordinal() + 1
    if number <= 0:
        year -= 1
        number += 366 if _is_leap(year) else 365
    return year, number


def parse(text, format):
    """Year to second, weekday, day of the year, name of the zone, offset in seconds and in microseconds, fraction."""
    from datetime import date

    found = {name: value for name, value in _match(text, format).items() if value is not None}
    weekday = _weekday(found)
    year = _year(found)
    month = _month(found)
    day = int(found.get("d", 1))
    _check_weeks(found, year, weekday)
    is_guess = year is None and month == 2 and day == 29
    year = 1904 if is_guess else 1900 if year is None else year
    year, number = _day_of_year(found, year, weekday)
    if number is None:
        number = date(year, month, day).toordinal() - date(year, 1, 1).toordinal() + 1
    else:
        moment = date.fromordinal(number - 1 + date(year, 1, 1).toordinal())
        year, month, day = moment.year, moment.month, moment.day
    if weekday is None:
        weekday = date(year, month, day).weekday()
    zone = found.get("Z")
    if zone is not None and zone.lower() not in ("utc", "gmt"):
        raise NotImplementedError("limbeck does not read the zones of the machine by %Z")
    offset = _read_offset(found["z"]) if "z" in found else (None, 0)
    clock = (_hour(found), int(found.get("M", 0)), int(found.get("S", 0)))
    fraction = int((found.get("f", "") + "000000")[:6])
    return (1900 if is_guess else year, month, day, *clock, weekday, number, zone, *offset, fraction)


# ---- fromisoformat() ------------------------------------------------------------------------------

class _Malformed(ValueError):
    pass


def parts_of(text, read):
    if not isinstance(text, str):
        raise TypeError("fromisoformat: argument must be str")
    try:
        parts = read(text)
    except _Malformed:
        parts = None
    if parts is None:
        raise ValueError(f"Invalid isoformat string: {text!r}")
    return parts


def _whole(text, length):
    if len(text) != length or not text.isascii() or not text.isdigit():
        raise _Malformed(text)
    return int(text)


def iso_date(text):
    """CPython reads ten characters without dashes as the eight that a date needs."""
    if len(text) == 10 and text[4] != "-":
        text = text[:8]
    return iso_day(text) if len(text) in (7, 8, 10) else None


def iso_day(text):
    from datetime import date

    year = _whole(text[:4], 4)
    separator = "-" if text[4:5] == "-" else ""
    rest = text[4 + len(separator) :]
    if rest[:1] == "W":
        week = _whole(rest[1:3], 2)
        day = 1
        if len(rest) > 3:
            if (rest[3] == "-") != bool(separator):
                raise _Malformed(text)
            day = _whole(rest[3 + len(separator) :], 1)
        try:
            moment = date.fromisocalendar(year, week, day)
        except ValueError:
            raise _Malformed(text) from None
        return moment.year, moment.month, moment.day
    if (rest[2:3] == "-") != bool(separator):
        raise _Malformed(text)
    return year, _whole(rest[:2], 2), _whole(rest[2 + len(separator) :], 2)


def _clock(text):
    """Hours, minutes, seconds and microseconds, with colons or without."""
    numbers = [0, 0, 0, 0]
    at = 0
    separated = False
    for part in range(3):
        numbers[part] = _whole(text[at : at + 2], 2)
        at += 2
        following = text[at : at + 1]
        if part == 0:
            separated = following == ":"
        if not following or part == 2 or (part and following in ".,"):
            break
        if separated and following != ":":
            raise _Malformed(text)
        at += separated
    if at < len(text):
        # "030405678": without colons the fraction needs no point, if it has two digits.
        is_joined = not separated and at == 6 and text[at].isdigit() and at + 1 < len(text)
        if text[at] not in ".," and not is_joined:
            raise _Malformed(text)
        digits = text[at:] if is_joined else text[at + 1 :]
        _whole(digits, len(digits) or 1)
        numbers[3] = int((digits + "000000")[:6])
    return numbers


def iso_clock(text):
    from datetime import timedelta, timezone

    if len(text) < 2:
        raise _Malformed(text)
    at = min([text.find(sign) for sign in "+-Z" if sign in text], default=len(text))
    clock, sign, offset = text[:at], text[at : at + 1], text[at + 1 :]
    zone = None
    if sign == "Z":
        if offset:
            raise _Malformed(text)
        zone = timezone.utc
    elif sign:
        if len(offset) in (0, 1, 3):
            raise _Malformed(text)
        hours, minutes, seconds, micro = _clock(offset)
        shift = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micro)
        zone = timezone(-shift if sign == "-" else shift)
    return (*_clock(clock), zone)


def _length_of_day(text):
    """Where the day ends in a text of a day and a time."""
    if text[4:5] == "-":
        if text[5:6] != "W":
            return 10
        if text[8:9] == "-":
            if len(text) == 9:
                raise _Malformed(text)
            return 8 if len(text) > 10 and text[10].isdigit() else 10
        return 8
    if text[4:5] == "W":
        digits = 7
        while digits < len(text) and text[digits].isdigit():
            digits += 1
        return digits if digits < 9 else 7 if digits % 2 == 0 else 8
    return 8


def iso_moment(text):
    if len(text) < 7:
        raise _Malformed(text)
    length = _length_of_day(text)
    day = iso_day(text[:length])
    if len(text) == length:
        return (*day, 0, 0, 0, 0, None)
    return (*day, *iso_clock(text[length + 1 :]))
