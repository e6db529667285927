"""Bytes as text."""
from binascii import Error

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def _given(s):
    """Bytes of what is decoded."""
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    if not isinstance(s, bytes):
        raise TypeError(f"argument should be a bytes-like object or ASCII string, not {type(s).__name__!r}")
    return s


def _encodable(s):
    if not isinstance(s, bytes):
        raise TypeError(f"a bytes-like object is required, not {type(s).__name__!r}")
    return s


def b64encode(s, altchars=None):
    s = _encodable(s)
    out = []
    for at in range(0, len(s), 3):
        chunk = s[at : at + 3]
        number = int.from_bytes(chunk + b"\0" * (3 - len(chunk)), "big")
        letters = "".join([_LETTERS[number >> shift & 63] for shift in (18, 12, 6, 0)])
        out.append(letters[: len(chunk) + 1] + "=" * (3 - len(chunk)))
    text = "".join(out)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        text = text.translate({43: altchars[0], 47: altchars[1]})
    return text.encode("latin1")


def b64decode(s, altchars=None, validate=False):
    text = _given(s).decode("latin1")
    if altchars is not None:
        altchars = _given(altchars)
        assert len(altchars) == 2, repr(altchars)
        text = text.translate({altchars[0]: 43, altchars[1]: 47})
    if validate and text[:1] == "=":
        raise Error("Leading padding not allowed")
    number = filled = letters = 0
    out = []
    for at, letter in enumerate(text):
        if letter == "=":
            filled += letters % 4 >= 2
            if letters % 4 >= 2 and letters % 4 + filled >= 4:
                if validate and at + 1 < len(text):
                    raise Error("Excess data after padding")
                out.append((number << 6 * (4 - letters % 4)).to_bytes(3, "big")[: letters % 4 - 1])
                return b"".join(out)
            continue
        digit = _LETTERS.find(letter)
        if digit < 0:
            if validate:
                raise Error("Only base64 data is allowed")
            continue
        if validate and "=" in text[:at]:
            raise Error("Discontinuous padding not allowed")
        filled = 0
        number = number << 6 | digit
        letters += 1
        if letters % 4 == 0:
            out.append(number.to_bytes(3, "big"))
            number = 0
    if letters % 4 == 1:
        raise Error(f"Invalid base64-encoded string: number of data characters ({letters}) cannot be 1 more than a "
                    "multiple of 4")
    if letters % 4:
        raise Error("Incorrect padding")
    return b"".join(out)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    return b64encode(s, b"-_")


def urlsafe_b64decode(s):
    return b64decode(s, b"-_")


def b16encode(s):
    return _encodable(s).hex().upper().encode("ascii")


def b16decode(s, casefold=False):
    s = _given(s)
    if casefold:
        s = s.upper()
    if any(letter not in b"0123456789ABCDEF" for letter in s):
        raise Error("Non-base16 digit found")
    if len(s) % 2:
        raise Error("Odd-length string")
    return bytes.fromhex(s.decode("ascii"))
