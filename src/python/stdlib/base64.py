"""Bytes as text."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def b64encode(s, altchars=None):
    out = []
    for at in range(0, len(s), 3):
        chunk = s[at : at + 3]
        number = int.from_bytes(chunk + b"\0" * (3 - len(chunk)), "big")
        letters = "".join([_LETTERS[number >> shift & 63] for shift in (18, 12, 6, 0)])
        out.append(letters[: len(chunk) + 1] + "=" * (3 - len(chunk)))
    text = "".join(out)
    if altchars is not None:
        text = text.replace("+", chr(altchars[0])).replace("/", chr(altchars[1]))
    return text.encode("ascii")


def b64decode(s, altchars=None, validate=False):
    text = s if isinstance(s, str) else s.decode("ascii")
    if altchars is not None:
        text = text.replace(chr(altchars[0]), "+").replace(chr(altchars[1]), "/")
    numbers = [_LETTERS.index(letter) for letter in text if letter in _LETTERS]
    if len([letter for letter in text if letter in _LETTERS or letter == "="]) % 4:
        raise ValueError("Incorrect padding")
    out = []
    for at in range(0, len(numbers), 4):
        chunk = numbers[at : at + 4]
        number = 0
        for place in range(4):
            number = number << 6 | (chunk[place] if place < len(chunk) else 0)
        out.append(number.to_bytes(3, "big")[: len(chunk) - 1])
    return b"".join(out)


standard_b64encode = b64encode
standard_b64decode = b64decode


def urlsafe_b64encode(s):
    return b64encode(s, b"-_")


def urlsafe_b64decode(s):
    return b64decode(s, b"-_")


def b16encode(s):
    return s.hex().upper().encode("ascii")


def b16decode(s, casefold=False):
    return bytes.fromhex(s if isinstance(s, str) else s.decode("ascii"))
